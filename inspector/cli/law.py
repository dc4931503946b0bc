"""The commands of the law: look a rule up, check the pack against the statutes, apply it to facts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.console import JsonOption, out, print_json

law_app = typer.Typer(help="法律核对", no_args_is_help=True)


@law_app.command("evaluate")
def law_evaluate(
    facts: Annotated[Path, typer.Argument(help="事实的 JSON 文件，格式见 docs/facts-schema.md")],
    as_json: JsonOption = False,
) -> None:
    """按规则包核对一组事实：条件、依据、罚款测算。不作决定。"""
    from inspector.services.law_files import evaluate_file

    result = evaluate_file(facts)
    if as_json:
        print_json(result.document)
        return
    for line in result.sentences:
        out.print(line)
