"""Digital signatures on the command line: sign an issued paper, check a signed file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, workspace_of

PASSPHRASE = "INSPECTOR_CERTIFICATE_PASSWORD"


def add_signing_commands(case_app: typer.Typer) -> None:
    """`case sign`, `case signature`."""
    case_app.command("sign")(sign)
    case_app.command("signature")(signature)


def sign(
    paper: Annotated[str, typer.Argument(help="文书编号（case volume --json 里的 id）")],
    certificate: Annotated[Path, typer.Option("--p12", help="PKCS#12 证书（.p12、.pfx）")],
    target: Annotated[Path | None, typer.Option("--out", help="另存签名后的 PDF")] = None,
    reason: Annotated[str, typer.Option(help="签署事由")] = "",
    home: HomeOption = None,
) -> None:
    """给已出具的文书加电子签名。口令从提示输入，或取环境变量 INSPECTOR_CERTIFICATE_PASSWORD。"""
    from inspector.services.paper_signing import PaperSigningService

    passphrase = os.environ.get(PASSPHRASE) or typer.prompt("证书口令", hide_input=True)
    with workspace_of(home) as workspace:
        service = PaperSigningService(workspace)
        kept, _ = service.sign(paper, certificate, passphrase, reason)
        if target is not None:
            service.save(kept, target)
    out.print(f"已签名：{kept.subject}，SHA-256 {kept.sha256}")


def signature(
    file: Annotated[Path, typer.Argument(help="签名后的 PDF")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """核对一份 PDF 的电子签名：文件是否被改动、是否覆盖整个文件、签名人是谁。"""
    from inspector.services.paper_signing import PaperSigningService

    with workspace_of(home) as workspace:
        verdicts, known = PaperSigningService(workspace).check(file)
    if as_json:
        print_json(
            {
                "known": known.id if known else None,
                "signatures": [{"good": v.good, "subject": v.subject, "words": v.words()} for v in verdicts],
            }
        )
    elif not verdicts:
        out.print("没有电子签名")
    for verdict in verdicts if not as_json else ():
        out.print(verdict.words())
    if not as_json:
        out.print("与本机保存的签名文书逐字节相同" if known else "本机没有保存这份签名文书")
    if any(not verdict.good for verdict in verdicts):
        raise typer.Exit(5)
