"""The commands of evidence: take in, passport and custody log, clock, layers, proofs, signatures, redaction, certificate."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, progress, workspace_of
from inspector.domain.errors import InvalidValueError
from inspector.domain.times import parse_day
from inspector.services.copies import write_copy

if TYPE_CHECKING:
    from inspector.domain.evidence_records import EvidenceFile
    from inspector.domain.records import Photo
    from inspector.services.desk import Services

evidence_app = typer.Typer(help="证据：照片和其他材料", no_args_is_help=True)

ItemArgument = Annotated[str, typer.Argument(help="照片或材料的编号")]
PhotosArgument = Annotated[list[str], typer.Argument(help="照片编号，可以多个")]


@contextmanager
def _desk(home: Path | None) -> Iterator[Services]:
    from inspector.services.desk import Services

    with workspace_of(home) as workspace:
        services = Services.on(workspace)
        try:
            yield services
        finally:
            services.photos.close()


def _item(desk: Services, key: str) -> Photo | EvidenceFile:
    from inspector.domain.evidence_records import EvidenceFile
    from inspector.domain.records import Photo

    with desk.workspace.read() as reader:
        found = reader.find(EvidenceFile, id=key)
        return found[0] if found else reader.get(Photo, key)


@evidence_app.command("add")
def evidence_add(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹")],
    visit: Annotated[str | None, typer.Option("--visit", help="检查的编号")] = None,
    case: Annotated[str | None, typer.Option("--case", help="案号或编号")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """存入照片、视频、录音、PDF、仪器数据。按内容分辨，原件不动。"""
    if (visit is None) == (case is None):
        raise InvalidValueError("归属", "", "写明 --visit 或 --case 其中一个")
    with _desk(home) as desk, progress() as shown:
        case_id = desk.export.resolve(case) if case else None
        photos = desk.photos.take_in(paths, visit_id=visit, case_id=case_id, progress=shown)
        files = desk.files.take_in(paths, visit_id=visit, case_id=case_id, progress=shown)
    kept = [(photo.id, photo.original_name) for photo in photos.taken]
    kept += [(file.id, file.original_name) for file in files.taken]
    # What one intake takes the other passes over; what neither takes is told once.
    taken = {name for _, name in kept} | {*photos.known, *files.known}
    refused = {entry.name: entry.why.what for entry in (*photos.refused, *files.refused)}
    for passed in (*photos.passed_over, *files.passed_over):
        if passed.name not in taken:
            refused.setdefault(passed.name, passed.reason)
    if as_json:
        print_json({"taken": kept, "known": [*photos.known, *files.known], "refused": refused})
        return
    out.print(f"照片：{photos.words()}；其他材料：{files.words()}")
    for key, name in kept:
        out.print(f"  {key}  {name}")
    for name, why in refused.items():
        out.print(f"  未收 {name}：{why}")


@evidence_app.command("show")
def evidence_show(item: ItemArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """看一张照片的要素或一份材料，连同提示和保管记录。"""
    from inspector.domain.records import Photo
    from inspector.services.files import file_sentences
    from inspector.services.passports import passport_sentences

    with _desk(home) as desk:
        found = _item(desk, item)
        passport = desk.passports.passport(found.id) if isinstance(found, Photo) else None
        log = desk.custody.log(found)
    if as_json:
        print_json({"item": passport or found, "custody": log})
        return
    lines = passport_sentences(passport) if passport else []
    if not isinstance(found, Photo):
        lines = [found.original_name, f"SHA-256 {found.sha256}", *file_sentences(found)]
    for line in lines:
        out.print(line)
    for entry in log:
        out.print(f"  {entry.at:%Y-%m-%d %H:%M:%SZ}  {entry.what}  {entry.who}  {entry.detail}".rstrip())


@evidence_app.command("check")
def evidence_check(item: ItemArgument, home: HomeOption = None) -> None:
    """重新计算一份原件的哈希，结果记入保管记录。"""
    with _desk(home) as desk:
        out.print(desk.custody.check(_item(desk, item)))


@evidence_app.command("proof")
def evidence_proof(item: ItemArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """离线核对随文件来的凭证（C2PA、ProofMode）。没有凭证不算不合格。"""
    with _desk(home) as desk:
        proof = desk.proofs.check(_item(desk, item))
    if as_json:
        print_json(proof)
        return
    out.print(f"{proof.format}　{proof.verdict.label}".strip())
    for line in proof.lines:
        out.print(f"  {line}")


@evidence_app.command("clock")
def evidence_clock(
    photos: PhotosArgument,
    seconds: Annotated[int, typer.Option("--seconds", help="相机时间要加的秒数，慢则为正；0 为撤销")],
    reason: Annotated[str, typer.Option("--reason", help="怎么知道差多少")],
    home: HomeOption = None,
) -> None:
    """按同一个差值校正一批照片的相机时钟；相机原来的时间保留。"""
    with _desk(home) as desk:
        changes = desk.passports.set_clock(photos, seconds, reason)
    out.print(f"已{'校正' if seconds else '撤销校正'} {len(changes.ids('photo'))} 张")


@evidence_app.command("confirm")
def evidence_confirm(
    photos: PhotosArgument,
    by: Annotated[str, typer.Option("--by", help="确认或拒绝的人")],
    refused: Annotated[str, typer.Option("--refused", help="拒绝确认的原因；不写就是确认")] = "",
    witness: Annotated[str, typer.Option("--witness", help="见证人")] = "",
    home: HomeOption = None,
) -> None:
    """登记当事人对照片的确认，或拒绝确认的原因和见证人。"""
    with _desk(home) as desk:
        if refused:
            desk.passports.refuse(photos, by, refused, witness)
        else:
            desk.passports.confirm(photos, by)
    out.print(f"已登记 {len(photos)} 张：{'拒绝确认' if refused else '已确认'}")


@evidence_app.command("layers")
def evidence_layers(
    photo: Annotated[str, typer.Argument(help="照片编号")],
    file: Annotated[Path | None, typer.Option("--set", help="标注的 JSON 文件")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="退回前一版")] = False,
    redo: Annotated[bool, typer.Option("--redo", help="重做退回的一版")] = False,
    picture: Annotated[Path | None, typer.Option("--out", help="把带标注的图写到这个 JPEG 文件")] = None,
    home: HomeOption = None,
) -> None:
    """看、写、撤销一张照片的标注；原图不动。"""
    from inspector.domain.layers import from_json, to_json

    with _desk(home) as desk:
        if file is not None:
            desk.layers.save(photo, from_json(file.read_text(encoding="utf-8")))
        elif undo or redo:
            desk.layers.undo(photo) if undo else desk.layers.redo(photo)
        drawn = desk.layers.of(photo)
        if picture is not None:
            desk.layers.export(photo, picture)
    out.print(f"第 {drawn.version} 版：{drawn.layers.words()}")
    out.print(to_json(drawn.layers))


@evidence_app.command("sign")
def evidence_sign(
    subject: Annotated[str, typer.Argument(help="visit 或 paper")],
    key: Annotated[str, typer.Argument(help="检查或文书的编号")],
    name: Annotated[str, typer.Option("--name", help="签名人")],
    role: Annotated[str, typer.Option("--role", help="party、officer 或 witness")] = "party",
    strokes: Annotated[
        Path | None, typer.Option("--strokes", help="笔迹的 JSON 文件，框宽 1000、高 400")
    ] = None,
    refused: Annotated[str, typer.Option("--refused", help="拒签原因")] = "",
    witness: Annotated[str, typer.Option("--witness", help="见证人")] = "",
    home: HomeOption = None,
) -> None:
    """存一个手写签名，或拒签的原因和见证人；签名绑定当时内容的哈希。"""
    if subject not in ("visit", "paper"):
        raise InvalidValueError("签在哪里", subject, "visit 或 paper")
    with _desk(home) as desk:
        if refused:
            desk.signatures.refuse(subject, key, role, name, refused, witness)
        else:
            desk.signatures.sign(subject, key, role, name, _strokes(strokes))
        for row in desk.signatures.of(subject, key):
            out.print(row.words)


def _strokes(path: Path | None) -> list[list[tuple[int, int]]]:
    """Lines of points out of a JSON file: `[[[x, y], …], …]`."""
    if path is None:
        return []
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return [[(point[0], point[1]) for point in stroke] for stroke in content]
    except (ValueError, TypeError, LookupError) as error:
        raise InvalidValueError("笔迹", path.name, "[[[x, y], …], …] 形式的 JSON") from error


def add_case_commands(case_app: typer.Typer) -> None:
    """The commands of evidence that belong to one case."""
    case_app.command("redact")(case_redact)
    case_app.command("certify")(case_certify)


def case_redact(
    case: Annotated[str, typer.Argument(help="案号或编号")],
    out_dir: Annotated[Path, typer.Option("--out", help="写到哪个空文件夹")],
    include_plain: Annotated[
        bool, typer.Option("--include-plain", help="没有打码的照片也写出：已逐张看过，不含应隐去的内容")
    ] = False,
    home: HomeOption = None,
) -> None:
    """写一套公开用的照片：按标注打码，不带拍摄信息。文书不在其中。"""
    with _desk(home) as desk, progress() as shown:
        done = desk.layers.redact(
            desk.export.resolve(case), out_dir, include_plain=include_plain, progress=shown
        )
    out.print(f"已写 {len(done.written)} 张到 {out_dir}")
    for photo in done.left_out:
        out.print(f"  没有打码，未写出：照片 {photo.ordinal} {photo.original_name}")


def case_certify(
    case: Annotated[str, typer.Argument(help="案号或编号")],
    file: Annotated[Path, typer.Option("--out", help="要写的 PDF")],
    day: Annotated[
        str | None, typer.Option("--on", help="核验日期；同一日期、同一数据写出同样的字节")
    ] = None,
    home: HomeOption = None,
) -> None:
    """核验一宗案件的全部文件、记录和审计链，写一页完整性证明。"""
    with _desk(home) as desk, progress() as shown:
        on = parse_day(day, "--on") if day else None
        done = desk.certificates.certify(desk.export.resolve(case), on, shown)
    write_copy(file, done.paper.pdf)
    out.print(f"{done.certificate.verdict}　已写 {file}　SHA-256 {done.paper.sha256}")
    for fault in done.certificate.faults:
        out.print(f"  {fault}")
