"""Stored records as the engine reads them: a case of today's store goes on where it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inspector.casework import procedure as nine
from inspector.casework.deadlines import Span
from inspector.casework.ics import calendar_text
from inspector.casework.intake import calendar_entries, case_state, deduction
from inspector.domain.kinds import CaseSource, Outcome
from inspector.domain.records import Case, CaseStep, Suspension
from tests.casework.rulebooks import engine, rules

CASE = Case(
    title="甲公司夜间施工案",
    violation_id="noise.night_work",
    element="noise",
    inspection_kind="",
    found_on=date(2026, 3, 2),
    act_day=date(2026, 3, 2),
    source=CaseSource.COMPLAINT,
    outcome=Outcome.PENALTY,
    amount_fen=3_000_000,
)
DAYS = {
    nine.CLUE: date(2026, 3, 2),
    nine.FILED: date(2026, 3, 4),
    nine.INVESTIGATED: date(2026, 3, 10),
    nine.REVIEWED: date(2026, 3, 11),
    nine.NOTICED: date(2026, 3, 12),
}
STEPS = [
    CaseStep(
        case_id="c", step=step, day=day, created_by="a", method="直接送达" if step == nine.NOTICED else ""
    )
    for step, day in DAYS.items()
]


def test_a_stored_case_goes_on_where_it_stands() -> None:
    state = case_state(rules(), CASE, STEPS)
    assert (state.clue, state.outcome, state.fine_fen) == ("complaint", "penalty", 3_000_000)
    assert state.taken[-1].way == "direct"
    assert engine().stage(state) == nine.stage_after(DAYS) == nine.NOTICED
    assert not engine().offer(state, nine.DECIDED, date(2026, 3, 19)).allowed
    assert engine().offer(state, nine.DECIDED, date(2026, 3, 20)).allowed


def test_its_clocks_agree_with_those_shown_today() -> None:
    procedure = engine()
    spans = [Suspension(case_id="c", reason="检测", starts_on=date(2026, 3, 5), ends_on=date(2026, 3, 9))]
    state = case_state(rules(), CASE, STEPS, spans)
    today = date(2026, 3, 13)
    shown = nine.due_items(
        DAYS, today, procedure.calendar, [Span(date(2026, 3, 5), date(2026, 3, 9), "检测")]
    )
    found = {clock.rule.id: clock.deadline.due for clock in procedure.due(state, today)}
    assert {item.clock.id: item.deadline.due for item in shown}.items() <= found.items()


@pytest.mark.parametrize(
    ("reason", "kind"),
    [("检测", "monitoring"), ("委托监测", "monitoring"), ("听证", "hearing"), ("司法鉴定", "appraisal"), ("其他", "determination")],
)  # fmt: skip
def test_a_stored_span_finds_its_kind_and_keeps_its_proof(reason: str, kind: str) -> None:
    stored = Suspension(case_id="c", reason=reason, starts_on=date(2026, 3, 5), ends_on=date(2026, 3, 9))
    assert deduction(rules(), stored).kind == kind
    assert deduction(rules(), stored).proof == reason


def test_running_clocks_become_a_calendar_file() -> None:
    clocks = engine().due(case_state(rules(), CASE, STEPS), date(2026, 3, 13))
    entries = calendar_entries("c", "深环龙华立字〔2026〕1号", clocks)
    text = calendar_text(entries, datetime(2026, 3, 13, tzinfo=UTC))
    assert text.count("BEGIN:VEVENT") == len(clocks) == len({entry.uid for entry in entries}) > 2
    assert all(clock.rule.late in entry.note for clock, entry in zip(clocks, entries, strict=True))
