"""Stored records as the engine reads them: a case of today's store goes on where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from inspector.casework import steps as nine
from inspector.casework.ics import calendar_text
from inspector.casework.intake import calendar_entries, case_state, deduction
from inspector.domain.kinds import CaseSource, Outcome
from inspector.domain.records import Case, CaseStep, Rectification, Suspension
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
    assert engine().stage(state) == nine.NOTICED
    assert not engine().offer(state, nine.DECIDED, date(2026, 3, 19)).allowed
    assert engine().offer(state, nine.DECIDED, date(2026, 3, 20)).allowed


def test_deducted_days_push_the_day_of_decision_back() -> None:
    spans = [Suspension(case_id="c", reason="检测", starts_on=date(2026, 3, 5), ends_on=date(2026, 3, 9))]
    today = date(2026, 3, 13)
    plain, pushed = (
        {
            clock.rule.id: clock.deadline.due
            for clock in engine().due(case_state(rules(), CASE, STEPS, chosen), today)
        }
        for chosen in ((), spans)
    )
    assert plain["decide"] == date(2026, 6, 2)
    assert pushed["decide"] == date(2026, 6, 8), "ninety days and five, and 7 June is a Sunday"
    assert plain["defence"] == pushed["defence"]


def test_orders_rechecks_and_the_defence_come_in_as_steps_by_their_days() -> None:
    orders = [
        Rectification(
            case_id="c",
            ordered_on=date(2026, 3, 2),
            requirement="停止",
            rechecked_on=date(2026, 3, 12),
            corrected=False,
        )
    ]
    said = replace(
        CASE, defence="不知情", defended_on=date(2026, 3, 16), defence_adopted=False, defence_reason="有通知"
    )
    state = case_state(rules(), said, STEPS, (), orders, ["filing_met"])
    assert [entry.step for entry in state.taken] == [
        "clue",
        "rectification",
        "filed",
        "investigated",
        "reviewed",
        "recheck",
        "noticed",
        "defended",
        "defence_answered",
    ]
    assert state.flags == {"filing_met", "still_violating"}


def test_persons_skips_and_the_leader_come_back_as_they_were_entered() -> None:
    step = replace(STEPS[1], persons="周丁,李甲", skipped="preliminary", reason="急", leader="周丁")
    taken = case_state(rules(), CASE, [STEPS[0], step]).taken[1]
    assert (taken.by, taken.skipped, taken.reason, taken.leader) == (
        ("周丁", "李甲"),
        ("preliminary",),
        "急",
        "周丁",
    )


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
