"""Columns of the complaint list."""

from __future__ import annotations

from datetime import date

from inspector.casework.deadlines import Urgency
from inspector.domain.times import local_day
from inspector.services.complaints import ComplaintLine
from inspector.ui.common.cells import Cell
from inspector.ui.common.marks import Mark
from inspector.ui.common.paged_model import Column
from inspector.ui.common.tokens import Tone
from inspector.ui.common.urgency import URGENCY_MARKS
from inspector.ui.common.words import tr

NARROW = frozenset({"content", "state"})


def complaint_columns(today: date) -> tuple[Column[ComplaintLine], ...]:
    """What stands where, kind, day, number, repeats, and the next period."""
    return (
        Column("content", tr("反映 / 地点"), _what, "pair", stretch=True, sortable=False),
        Column("kind", tr("类别"), lambda line: Cell(line.complaint.kind), width=84),
        Column(
            "received_at",
            tr("收到"),
            lambda line: Cell(str(local_day(line.complaint.received_at))),
            "date",
            width=104,
        ),
        Column("reference", tr("编号"), _number, width=176),
        Column("repeats", tr("同地点"), _repeats, "number", width=72, sortable=False),
        Column("state", tr("期限"), lambda line: _state(line, today), "mark", width=196, sortable=False),
    )


def _what(line: ComplaintLine) -> Cell:
    one = line.complaint
    return Cell(one.content, one.place, tooltip=f"{one.content}\n{one.place}")


def _number(line: ComplaintLine) -> Cell:
    one = line.complaint
    return Cell(f"{one.channel} {one.reference}".strip())


def _repeats(line: ComplaintLine) -> Cell:
    if not line.repeats:
        return Cell("—", tone="text3")
    return Cell(
        str(line.repeats), tone="warn", bold=True, tooltip=tr("一年内同一地点另有 {n} 件", n=line.repeats)
    )


def _state(line: ComplaintLine, today: date) -> Cell:
    one, term = line.complaint, line.next
    if one.answered_on is not None:
        return Cell(tr("{day} 已答复", day=one.answered_on), mark=Mark.MET)
    if one.handed_on is not None:
        return Cell(tr("已转 {body}", body=one.handed_to), mark=Mark.MET, tooltip=one.handed_to)
    if term is None:
        return Cell("—", tone="text3")
    urgency = term.urgency(today)
    words = tr("{what} {day}", what=term.title.removesuffix("信访人"), day=f"{term.deadline.due:%m-%d}")
    tone: Tone = "bad" if urgency is Urgency.OVERDUE else "warn" if urgency is Urgency.TODAY else "text"
    return Cell(
        words, mark=URGENCY_MARKS[urgency], tone=tone, tooltip=f"{term.title}：{term.deadline.sentence()}"
    )
