"""The commands of the law: look a rule up, check the pack against the statutes, apply it to facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, home_of, out, print_json
from inspector.domain.errors import DamageFoundError, InspectorError, InvalidValueError
from inspector.domain.times import parse_day

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


TextsOption = Annotated[
    Path | None, typer.Option("--texts", help="法律文本的文件夹（.md、.txt、.docx）；不写时用已载入的")
]


@law_app.command("check")
def law_check(texts: TextsOption = None, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """逐条核对规则包的引用：条文在不在，罚款幅度在不在条文里。"""
    from inspector.law.citations import CitationState, check_citations
    from inspector.services.law_files import shipped_book
    from inspector.services.law_texts import kept_texts, read_texts

    book = shipped_book()
    known = read_texts(texts).statutes if texts is not None else kept_texts(home_of(home))
    if not known:
        out.print(f"规则包 {book.version} 结构完好。没有法律文本，引用没有核对；用 --texts 指明文件夹。")
        return
    checks = check_citations(book, known)
    counts = {state: sum(check.state is state for check in checks) for state in CitationState}
    if as_json:
        print_json({"version": book.version, "counts": counts, "checks": checks})
    else:
        for check in checks:
            if check.state is not CitationState.FOUND:
                out.print(f"{check.state.word}  {check.statute}{check.place}  {check.record}  {check.detail}")
        out.print(
            f"规则包 {book.version}：引用 {len(checks)} 处，"
            + "，".join(f"{state.word} {count}" for state, count in counts.items())
        )
    wrong = [check for check in checks if check.wrong]
    if wrong:
        raise DamageFoundError(
            f"{len(wrong)} 处引用与条文不符", "见上面列出的各处", "核对官方文本，改正规则包或换文本"
        )


@law_app.command("texts")
def law_texts(
    folder: Annotated[Path, typer.Argument(help="法律文本的文件夹（.md、.txt、.docx）")],
    home: HomeOption = None,
) -> None:
    """载入官方法律文本，以后在规则库里显示条文原文。文件只存在本机。"""
    from inspector.services.law_texts import read_texts, save_texts

    texts = read_texts(folder)
    if not texts.statutes:
        raise InspectorError(
            "没有找到条文",
            f"{folder} 里的文件没有以“第…条”开头的行",
            "核对文件夹和文件内容，原来的文本没有改动",
        )
    target = home_of(home)
    target.root.mkdir(parents=True, exist_ok=True)
    path = save_texts(target, texts)
    for statute, articles in texts.statutes.items():
        out.print(f"{statute}  {len(articles)} 条")
    for name in texts.empty:
        out.print(f"没有条文  {name}")
    out.print(f"已存 {path}")


@law_app.command("list")
def law_list(
    section: Annotated[str, typer.Option(help="acts、lenient、tables、limits、deadlines、aggravating")] = "",
    text: Annotated[str, typer.Option("--find", help="含有这些字")] = "",
    day: Annotated[str | None, typer.Option("--on", help="哪一天的施行状态")] = None,
    as_json: JsonOption = False,
) -> None:
    """列出规则包的规则。"""
    from inspector.services.law_files import shipped_book
    from inspector.services.rule_book import RuleSection, rule_entries

    if section and section not in set(RuleSection):
        raise InvalidValueError("--section", section, "、".join(RuleSection))
    found = rule_entries(shipped_book(), _day(day)).narrowed(section=section, text=text)
    rows = found.rows(found.ids())
    if as_json:
        print_json([{"id": row.id, "name": row.name, "cited": row.cited, "state": row.state} for row in rows])
        return
    for row in rows:
        out.print(f"{row.id}  {row.name}  {row.cited}  {row.state}{'' if row.verified else '  未核对'}")
    out.print(f"共 {len(rows)} 条")


@law_app.command("show")
def law_show(
    rule: Annotated[str, typer.Argument(help="law list 第一列的编号")],
    day: Annotated[str | None, typer.Option("--on", help="哪一天的施行状态")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """看一条规则：各时期的条文、条件、来源、是否核对；载入过法律文本的附原文。"""
    from inspector.services.law_files import shipped_book
    from inspector.services.law_texts import kept_texts
    from inspector.services.rule_book import rule_entries

    entry = rule_entries(shipped_book(), _day(day), kept_texts(home_of(home))).entry(rule)
    if as_json:
        print_json(entry)
        return
    out.print(f"{entry.name}  {entry.cited}  {entry.state}")
    for line in entry.lines:
        out.print(f"  {line.text}")


def _day(text: str | None) -> date:
    from inspector.domain.ports import today
    from inspector.services.clock import SystemClock

    return parse_day(text, "--on") if text else today(SystemClock())
