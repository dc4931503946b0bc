"""Columns of the visit list."""

from __future__ import annotations

from inspector.domain.kinds import VisitState
from inspector.domain.times import local
from inspector.services.visit_list import VisitLine
from inspector.ui.common.cells import Cell
from inspector.ui.common.marks import Mark
from inspector.ui.common.paged_model import Column
from inspector.ui.common.words import tr

_MARKS = {VisitState.DRAFT: Mark.DRAFT, VisitState.COMPLETE: Mark.MET, VisitState.VOID: Mark.UNMET}
_SHOWN = 2


def visit_columns() -> tuple[Column[VisitLine], ...]:
    """State, kind, party and place, time, photos, what is missing."""
    return (
        Column("state", tr("状态"), _state, "mark", width=92),
        Column("checklist_id", tr("类别"), lambda line: Cell(line.checklist), width=132),
        Column("party_name", tr("当事人 / 地点"), _party, "pair", stretch=True),
        Column("started_at", tr("时间"), _time, "date", width=108),
        Column("photos", tr("照片"), _photos, "number", width=56, sortable=False),
        Column("missing", tr("缺项"), _missing, width=190, sortable=False),
    )


def _state(line: VisitLine) -> Cell:
    return Cell(line.visit.state.label, mark=_MARKS[line.visit.state], tooltip=line.visit.void_reason)


def _party(line: VisitLine) -> Cell:
    return Cell(line.visit.party_name or tr("未填当事人"), line.visit.place)


def _time(line: VisitLine) -> Cell:
    begun = line.visit.started_at
    return Cell(
        f"{local(begun):%m-%d %H:%M}" if begun else "—",
        tooltip=f"{local(begun):%Y-%m-%d %H:%M}" if begun else "",
    )


def _photos(line: VisitLine) -> Cell:
    return Cell(str(line.photos) if line.photos else "—", tone="text" if line.photos else "text3")


def _missing(line: VisitLine) -> Cell:
    if not line.missing:
        return Cell("—", tone="text3")
    shown = "、".join(line.missing[:_SHOWN])
    if len(line.missing) > _SHOWN:
        shown += tr(" 等 {n} 项", n=len(line.missing))
    return Cell(shown, tone="warn", tooltip="、".join(line.missing))
