"""Structured parts that wordings call by name: party block, facts, discretion, tables of photos, readings and papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from inspector.documents.casedetails import Attachment
from inspector.documents.content import Block, Cell, Table, shown, words
from inspector.documents.dossier import Dossier, PhotoSheetEntry
from inspector.documents.faces import Role
from inspector.documents.letterparts import discretion_part, facts_part, lenient_reasons, party_lines
from inspector.documents.records import check_table, measurement_table, photo_blocks, signing_sentences
from inspector.domain.times import local

# What each photo of the evidence sheet tells, as names of values.
PHOTO_ELEMENTS = ("照片证明对象", "照片证明内容", "照片拍摄时间", "照片拍摄地点", "照片拍摄人", "照片校验值")


@dataclass(frozen=True, slots=True)
class Part:
    """A part and the names of the values it shows, so that a wording without it is known to lack them."""

    build: Callable[[Dossier], Sequence[Block]]
    carries: tuple[str, ...]


def _cell(text: str | None, align: str = "left") -> Cell:
    return Cell(words(shown(text), Role.SONG) if text and shown(text) else (), align)


def _hash_lines(sha256: str | None) -> str | None:
    """The whole hash in groups of eight, two a line: an even block that can be read out."""
    if not sha256:
        return None
    groups = [sha256[at : at + 8].upper() for at in range(0, 64, 8)]
    return "\n".join(" ".join(groups[at : at + 2]) for at in range(0, 8, 2))


def _photo_row(photo: PhotoSheetEntry) -> tuple[Cell, ...]:
    taken = local(photo.taken_at).strftime("%Y-%m-%d %H:%M:%S") if photo.taken_at else None
    size = f"{photo.size_bytes:,} 字节" if photo.size_bytes is not None else None
    return (
        _cell(photo.number, "centre"),
        _cell("\n".join(part for part in (photo.file_name, size) if part)),
        _cell("\n".join(part for part in (taken, photo.time_source) if part)),
        _cell("；".join(photo.flags)),
        _cell(_hash_lines(photo.sha256)),
    )


def _photos(dossier: Dossier) -> list[Block]:
    rows = tuple(_photo_row(photo) for photo in dossier.photos)
    heads = ("编号", "原始文件", "拍摄时间和来源", "提示", "SHA-256")
    return [Table("", (0.10, 0.22, 0.23, 0.20, 0.25), heads, rows, open_rows=0 if rows else 3)]


def _readings(dossier: Dossier) -> list[Block]:
    return measurement_table(dossier.visit.measurements)


_CONTENTS_WIDTHS = (28, 118, 150, 60, 48, 38)
_CONTENTS_ROWS = 18


def _contents(dossier: Dossier) -> list[Block]:
    rows: list[tuple[Cell, ...]] = []
    page = 1
    for number, line in enumerate(dossier.case.issued, 1):
        last = page + line.pages - 1
        rows.append(
            (
                _cell(str(number), "centre"),
                _cell(line.title),
                _cell(line.number),
                _cell(line.day.isoformat(), "centre"),
                _cell(str(page) if last == page else f"{page}-{last}", "centre"),
                _cell(None),
            )
        )
        page = last + 1
    total = sum(_CONTENTS_WIDTHS)
    heads = ("序号", "文书名称", "文号", "日期", "页码", "备注")
    return [
        Table(
            "",
            tuple(width / total for width in _CONTENTS_WIDTHS),
            heads,
            tuple(rows),
            open_rows=max(0, _CONTENTS_ROWS - len(rows)),
            struck=bool(rows),
            size=9.5,
        )
    ]


def _attachments(dossier: Dossier) -> list[Block]:
    rows = tuple(
        (
            _cell(str(number), "centre"),
            _cell("\n".join(part for part in (one.name, one.proves) if part)),
            _cell(f"{one.kind}\n{one.extent}"),
            _cell(local(one.obtained_at).strftime("%Y-%m-%d\n%H:%M") if one.obtained_at else None),
            _cell(f"{one.size_bytes:,} 字节\n{_hash_lines(one.sha256)}"),
            _cell(_lies(one)),
        )
        for number, one in enumerate(dossier.case.attachments, 1)
    )
    heads = ("序号", "材料名称和证明内容", "种类", "取得时间", "大小和 SHA-256", "卷内页码")
    return [Table("", (0.07, 0.26, 0.13, 0.15, 0.25, 0.14), heads, rows, open_rows=0 if rows else 3)]


def _lies(one: Attachment) -> str:
    """Where the material is: its pages of the volume, or that it is kept beside it."""
    if one.bound is not None:
        first, last = one.bound
        return str(first) if first == last else f"{first}-{last}"
    return f"未装订\n{one.carrier}" if one.carrier else "未装订"


PARTS: Mapping[str, Part] = {
    "party": Part(party_lines, ("当事人", "证照号码", "负责人", "住所")),
    "facts": Part(facts_part, ("违法事实", "证据", "违反条款")),
    "discretion": Part(discretion_part, ("裁量依据", "裁量计算", "裁量因素")),
    "lenient": Part(lenient_reasons, ("不予处罚事项", "不予处罚条件")),
    "photos": Part(_photos, ("照片编号",)),
    "readings": Part(_readings, ()),
    "checks": Part(lambda d: check_table(d.visit.checks), ()),
    "signing": Part(lambda d: signing_sentences(d.visit), ()),
    "photo_sheet": Part(lambda d: photo_blocks(d.photos), PHOTO_ELEMENTS),
    "contents": Part(_contents, ("卷内文书",)),
    "attachments": Part(_attachments, ("证据材料",)),
}
