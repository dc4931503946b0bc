"""The commands of the papers: what a case has and lacks, one as PDF, filling blanks, numbers, a bureau's wordings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, workspace_of
from inspector.domain.errors import InvalidValueError
from inspector.services.copies import write_copy

if TYPE_CHECKING:
    from inspector.services.papers import PaperService

case_papers_app = typer.Typer()
papers_app = typer.Typer(help="文书的文号和式样", no_args_is_help=True)

CaseArgument = Annotated[str, typer.Argument(help="案号或编号")]
KindArgument = Annotated[str, typer.Argument(help="文书种类，case papers 的第一列")]
OrdinalOption = Annotated[int, typer.Option("--ordinal", help="同一种文书的第几份，如第 2 份送达回证")]


@contextmanager
def _papers(home: Path | None) -> Iterator[PaperService]:
    from inspector.services.papers import PaperService
    from inspector.services.photos import PhotoService

    with workspace_of(home) as workspace:
        photos = PhotoService(workspace)
        try:
            yield PaperService(workspace, photos)
        finally:
            photos.close()


def _case(papers: PaperService, text: str) -> str:
    from inspector.services.case_export import CaseExportService

    return CaseExportService(papers.workspace).resolve(text)


def _kind(text: str) -> str:
    from inspector.documents.dossier import PaperKind

    if text not in set(PaperKind):
        raise InvalidValueError("文书种类", text, "、".join(PaperKind))
    return text


@case_papers_app.command("papers")
def case_papers(
    case: CaseArgument,
    every: Annotated[bool, typer.Option("--all", help="连还用不到的文书一起列出")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """按案件顺序列出文书：已出具的、可以出具的、还缺什么。"""
    with _papers(home) as papers:
        slots = papers.kinds(case_id=_case(papers, case), every=every)
    if as_json:
        print_json(slots)
        return
    for slot in slots:
        state = {"issued": f"已出具 {slot.issued_on}", "ready": "可以出具"}.get(
            slot.state, f"缺 {len(slot.missing)} 项：{'；'.join(slot.missing)}"
        )
        out.print(f"{slot.record}  {slot.title}  {slot.number or ''}  {state}")


@case_papers_app.command("paper")
def case_paper(
    case: CaseArgument,
    kind: KindArgument,
    file: Annotated[Path, typer.Option("--out", help="要写的 PDF")],
    ordinal: OrdinalOption = 1,
    issue: Annotated[bool, typer.Option("--issue", help="要素齐全时正式出具，取文号")] = False,
    home: HomeOption = None,
) -> None:
    """写出一份文书：已出具的原样，未出具的为草稿；加 --issue 正式出具。"""
    with _papers(home) as papers:
        key = _case(papers, case)
        if issue:
            papers.issue(_kind(kind), case_id=key, ordinal=ordinal)
        shown = papers.preview(_kind(kind), case_id=key, ordinal=ordinal)
        papers.save_shown(shown, file)
    number = f"，文号 {shown.paper.number}" if shown.paper is not None and shown.paper.number else ""
    out.print(f"已写 {file}：{shown.title}，{shown.pages} 页{number}")
    if shown.missing:
        out.print(f"草稿，还缺：{'；'.join(shown.missing)}")


@case_papers_app.command("fill")
def case_fill(
    case: CaseArgument,
    kind: KindArgument,
    entries: Annotated[list[str] | None, typer.Argument(help="填写项=内容，可写多项；内容空着为清除")] = None,
    ordinal: OrdinalOption = 1,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """填写一份文书的空白；不写内容时列出填写项。"""
    typed = {}
    for entry in entries or []:
        name, equals, text = entry.partition("=")
        if not equals:
            raise InvalidValueError("填写项", entry, "写成 填写项=内容")
        typed[name.strip()] = text
    with _papers(home) as papers:
        key = _case(papers, case)
        if typed:
            papers.fill(_kind(kind), key, typed, ordinal=ordinal)
        blanks = papers.preview(_kind(kind), case_id=key, ordinal=ordinal).blanks
    if as_json:
        print_json(list(blanks))
        return
    sources = {"record": "案件记录", "entry": "已填", "default": "照式样", "": "空白"}
    for blank in blanks:
        out.print(f"{blank.name}  （{blank.kind}，{sources[blank.source]}）  {blank.shown}")


@papers_app.command("numbers")
def papers_numbers(
    year: Annotated[int, typer.Argument(help="哪一年")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """列出一年给出的文号：已用、预留、作废。"""
    from inspector.services.paper_numbers import NumberService

    with workspace_of(home, exclusive=False) as workspace:
        service = NumberService(workspace)
        plan, given = service.plan(), service.given(year)
    if as_json:
        print_json([{"number": one.number.number, "state": one.words} for one in given])
        return
    out.print(f"编号方式：{plan.text()}")
    for one in given:
        out.print(f"{one.number.number}  {one.words}")


@papers_app.command("plan")
def papers_plan(
    devices: Annotated[int, typer.Option(help="几台电脑编号")],
    slot: Annotated[int, typer.Option(help="本机是第几台，每台不同")],
    size: Annotated[int, typer.Option(help="每段多少号，各台相同")] = 50,
    home: HomeOption = None,
) -> None:
    """分配号段：各台电脑照同一个方案，不联网也不会给出同一个号。"""
    from inspector.domain.serials import SerialPlan
    from inspector.services.paper_numbers import NumberService

    plan = SerialPlan(devices, slot, size)
    with workspace_of(home) as workspace:
        NumberService(workspace).set_plan(plan)
    out.print(f"编号方式：{plan.text()}")


@papers_app.command("template")
def papers_template(
    kind: KindArgument,
    template: Annotated[str, typer.Argument(help="如 深环{区}罚字〔{年}〕{序}号")],
    home: HomeOption = None,
) -> None:
    """改一种文书的文号式样；已出具的不变。"""
    from inspector.services.paper_numbers import NumberService

    with workspace_of(home) as workspace:
        NumberService(workspace).set_template(_kind(kind), template)
    out.print(f"已改为 {template}")


@papers_app.command("reserve")
def papers_reserve(kind: KindArgument, case: CaseArgument, home: HomeOption = None) -> None:
    """为案件预留一个文号，出具这份文书时用它。"""
    from inspector.services.case_export import CaseExportService
    from inspector.services.paper_numbers import NumberService

    with workspace_of(home) as workspace:
        key = CaseExportService(workspace).resolve(case)
        number, _ = NumberService(workspace).reserve(_kind(kind), key)
    out.print(f"已预留 {number.number}")


@papers_app.command("void-number")
def papers_void_number(
    number: Annotated[str, typer.Argument(help="文号")],
    reason: Annotated[str, typer.Option(help="为什么作废")],
    home: HomeOption = None,
) -> None:
    """作废一个预留的文号；号的位置保留，不再给出。"""
    from inspector.services.paper_numbers import NumberService

    with workspace_of(home) as workspace:
        NumberService(workspace).void(number, reason)
    out.print(f"已作废 {number}")


@papers_app.command("wording")
def papers_wording(
    kind: KindArgument,
    file: Annotated[Path, typer.Option("--out", help="要写的 TOML")],
    home: HomeOption = None,
) -> None:
    """写出一种文书现用的式样，供修改。"""
    from inspector.services.paper_wording import WordingService

    with workspace_of(home, exclusive=False) as workspace:
        write_copy(file, WordingService(workspace).text(_kind(kind)).encode())
    out.print(f"已写 {file}")


@papers_app.command("use-wording")
def papers_use_wording(
    kind: KindArgument,
    file: Annotated[Path, typer.Argument(help="改好的 TOML")],
    check: Annotated[bool, typer.Option("--check", help="只核对，不采用")] = False,
    preview: Annotated[Path | None, typer.Option("--preview", help="把空白样张写到这个 PDF")] = None,
    home: HomeOption = None,
) -> None:
    """采用改好的式样：少了必备要素的不采用，并说明少了什么。"""
    from inspector.documents.dossier import Dossier, PaperKind
    from inspector.services.paper_wording import WordingRefusedError, WordingService

    text = file.read_text(encoding="utf-8")
    with workspace_of(home) as workspace:
        service = WordingService(workspace)
        faults = service.check(_kind(kind), text)
        if faults:
            raise WordingRefusedError(kind, faults)
        if preview is not None:
            write_copy(preview, service.preview(PaperKind(kind), text, Dossier()).pdf)
        if not check:
            service.save(kind, text)
    out.print("核对通过" if check else "已采用")
