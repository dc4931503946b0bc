"""The re-entry pack (补录包): the fields of a case in the order of the provincial system, read from data, and its printed page.

Values are plain text fit for pasting: days as 2026-11-24, amounts in figures.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from inspector.documents.content import (
    Block,
    Cell,
    FieldRow,
    FieldTable,
    Paragraph,
    Table,
    Title,
    runs_text,
    text_of,
    value,
    words,
)
from inspector.documents.dossier import Dossier
from inspector.documents.faces import Role, installed_faces
from inspector.documents.formpage import FormLayout, FormShape
from inspector.documents.page import MM, Setter, Style
from inspector.documents.papervalues import FOUND
from inspector.documents.pdf import Appearance, paint
from inspector.documents.render import RenderedPaper, check_glyphs, rendered
from inspector.domain.errors import InvalidValueError
from inspector.domain.money import yuan_text
from inspector.paths import resources_dir

NAME = "案件补录清单"
AMOUNT = "罚款金额"
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:(\d{1,2})时(\d{1,2})分)?")


@dataclass(frozen=True, slots=True)
class EntryField:
    """A field of the provincial system: key of its tick, its label, its group, and the name of the value."""

    id: str
    label: str
    group: str
    value: str


@dataclass(frozen=True, slots=True)
class EntryOrder:
    """The fields in order. `verified`: somebody compared the order with the system."""

    fields: tuple[EntryField, ...]
    note: str
    verified: bool


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A field with its value (empty: not known) and whether it was entered; `changed`: it was, and reads otherwise now."""

    field: EntryField
    text: str
    entered: bool = False
    changed: bool = False


@lru_cache(maxsize=1)
def entry_order() -> EntryOrder:
    """The order as shipped in `resources/papers/reentry.toml`."""
    return read_order((resources_dir() / "papers" / "reentry.toml").read_text(encoding="utf-8"))


def read_order(text: str) -> EntryOrder:
    """An order from its file. Raises InvalidValueError for a doubled id or a value nothing is known of."""
    try:
        told = tomllib.loads(text)
        fields = tuple(
            EntryField(str(one["id"]), str(one["label"]), str(group["title"]), str(one["value"]))
            for group in told["groups"]
            for one in group["fields"]
        )
        note, verified = str(told["note"]), bool(told["verified"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise InvalidValueError("补录顺序", str(error), "groups，每项有 id、label、value") from error
    seen: set[str] = set()
    for field in fields:
        if field.id in seen:
            raise InvalidValueError("补录顺序", field.id, "每个 id 只出现一次")
        if field.value != AMOUNT and field.value not in FOUND:
            raise InvalidValueError("补录顺序", field.value, "docs/papers.md 里的名字，或 罚款金额")
        seen.add(field.id)
    return EntryOrder(fields, note, verified)


def entry_text(field: EntryField, dossier: Dossier) -> str:
    """What is typed into a field; empty when the records do not know it."""
    if field.value == AMOUNT:
        fen = dossier.decision.amount_fen
        return "" if fen is None else yuan_text(fen).replace(",", "")
    found = FOUND[field.value](dossier)
    if not found.known:
        return ""
    text = runs_text(found.runs).strip()
    day = _DAY.fullmatch(text.replace(" ", ""))
    if day is None:
        return text
    time = f" {int(day[4]):02d}:{int(day[5]):02d}" if day[4] else ""
    return f"{int(day[1])}-{int(day[2]):02d}-{int(day[3]):02d}{time}"


def reentry_blocks(dossier: Dossier, lines: Sequence[EntryLine], official_number: str) -> tuple[Block, ...]:
    """The content of the printed page."""
    order = entry_order()
    blocks: list[Block] = [
        Title(value(dossier.bureau.name, 12, Role.TITLE), NAME),
        FieldTable(
            (
                FieldRow((("当事人", value(dossier.party.name)),)),
                FieldRow(
                    (
                        ("案号", value(dossier.trace.case_number, 8)),
                        ("省系统编号", value(official_number or None, 8)),
                    )
                ),
            )
        ),
    ]
    number = 0
    for group in dict.fromkeys(line.field.group for line in lines):
        rows = []
        for line in (line for line in lines if line.field.group == group):
            number += 1
            state = "已录" if line.entered else "须重录" if line.changed else "□"
            cells = (str(number), line.field.label, line.text or "（没有）", state)
            rows.append(
                tuple(
                    Cell(words(text, Role.SONG), "centre" if index in (0, 3) else "left")
                    for index, text in enumerate(cells)
                )
            )
        blocks.append(Table(group, (0.07, 0.23, 0.58, 0.12), ("序", "栏目", "内容", "录入"), tuple(rows)))
    blocks.append(Paragraph(words(f"{order.note}。"), "说明", indent=0))
    return tuple(blocks)


def render_reentry(dossier: Dossier, lines: Sequence[EntryLine], official_number: str) -> RenderedPaper:
    """The page as PDF. Raises MissingGlyphError, NoFaceError."""
    faces = installed_faces()
    setter = Setter(faces)
    blocks = reentry_blocks(dossier, lines, official_number)
    check_glyphs(blocks, faces)
    shape = FormShape(NAME, Style(20), Style(14), 272 * MM, 27 * MM, continued_head=True)
    pages = FormLayout(setter, shape).lay(blocks)
    look = Appearance(title=NAME, subject=dossier.trace.case_number or "", trace=dossier.trace)
    return rendered(paint(pages, look, setter), len(pages), faces, text_of(blocks))
