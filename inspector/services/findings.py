"""Findings text (检查情况) of a visit, composed from what was entered: time, place, acts, readings. Pure.

The text states what was seen; it names no offence and no sanction. What was not checked is said.
"""

from __future__ import annotations

from inspector.domain.kinds import Answer
from inspector.domain.times import local
from inspector.law.book import Book
from inspector.law.limits import decibels
from inspector.services.noise import assess_reading, reading_sentence
from inspector.services.visits import VisitSheet

_END = "。；，,;. "


def compose_findings(sheet: VisitSheet, book: Book) -> str:
    """The findings of a sheet; empty until the party, the place and at least one entry are there."""
    visit = sheet.visit
    unmet = [
        _unmet(sheet, item.id, item.label)
        for item in sheet.checklist.items
        if _is(sheet, item.id, Answer.UNMET)
    ]
    reading = _reading_sentence(sheet, book)
    checked = [item for item in sheet.checklist.items if _is(sheet, item.id, Answer.MET)]
    if not visit.party_name or not (unmet or reading or checked):
        return ""
    parts = [*unmet, *([reading] if reading else [])]
    head = _head(sheet)
    if parts:
        text = f"{head}{'；'.join(parts)}。"
    else:
        text = f"{head}已查各项未发现不符。"
    noted = [_met_note(sheet, item.id, item.label) for item in checked if sheet.answers[item.id].note]
    if noted:
        text += f"{'；'.join(noted)}。"
    skipped = [item.label for item in sheet.checklist.items if _is(sheet, item.id, Answer.UNCHECKED)]
    if skipped:
        text += f"未查：{'、'.join(skipped)}。"
    return text


def _head(sheet: VisitSheet) -> str:
    """`11月24日23时18分，现场检查示例路18号住宅二期工地（庚建筑工程公司）：`."""
    visit = sheet.visit
    when = ""
    if visit.started_at is not None:
        here = local(visit.started_at)
        when = f"{here.month}月{here.day}日{here.hour}时{here.minute:02d}分，"
    where = f"在{visit.place}" if visit.place else ""
    return f"{when}{where}检查{visit.party_name}，"


def _is(sheet: VisitSheet, item_id: str, answer: Answer) -> bool:
    kept = sheet.answers.get(item_id)
    return kept is not None and kept.answer is answer


def _unmet(sheet: VisitSheet, item_id: str, label: str) -> str:
    note = sheet.answers[item_id].note.strip(_END)
    return f"{label}，{note}" if note else f"{label}不符合要求"


def _met_note(sheet: VisitSheet, item_id: str, label: str) -> str:
    return f"{label}：{sheet.answers[item_id].note.strip(_END)}"


def _reading_sentence(sheet: VisitSheet, book: Book) -> str:
    """`场界外1米处噪声63.8分贝，超过夜间限值55分贝，超标8.8分贝`; the comparison only where the rule gives one."""
    parts = []
    for reading in sheet.measurements:
        if reading.value_milli is None:
            continue
        where = reading.point or "测点"
        figure = decibels(reading.value_milli)
        if reading.unit != "dB(A)":
            parts.append(f"{where}处{reading.quantity}{figure}{reading.unit}")
        else:
            parts.append(
                f"{where}处噪声{figure}分贝" + reading_sentence(assess_reading(sheet, reading, book))
            )
    return "；".join(parts)
