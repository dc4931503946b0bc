"""The order of steps: what may follow what, and which periods run."""

from __future__ import annotations

from datetime import date

import pytest

from inspector.casework import procedure
from inspector.casework.deadlines import Urgency
from inspector.casework.procedure import StepDayError, StepRefusedError
from inspector.casework.workdays import WorkCalendar

CALENDAR = WorkCalendar(known_years=frozenset({2026, 2027}))
TODAY = date(2026, 11, 24)


def test_a_decision_without_notice_is_refused_with_the_article() -> None:
    done = {procedure.CLUE: date(2026, 11, 1), procedure.FILED: date(2026, 11, 3)}
    with pytest.raises(StepRefusedError, match="行政处罚法第44条") as refused:
        procedure.check_step(procedure.DECIDED, TODAY, done, TODAY)
    assert "跳过时写明理由" in refused.value.next_step
    procedure.check_step(procedure.DECIDED, TODAY, done, TODAY, reason="当场处罚")


def test_a_step_is_neither_in_the_future_nor_before_its_cause() -> None:
    done = {procedure.CLUE: date(2026, 11, 5)}
    with pytest.raises(StepDayError, match="晚于今天"):
        procedure.check_step(procedure.FILED, date(2026, 11, 25), done, TODAY)
    with pytest.raises(StepDayError, match="早于“线索”"):
        procedure.check_step(procedure.FILED, date(2026, 11, 4), done, TODAY)


def test_next_step_and_stage_follow_the_nine_steps() -> None:
    done = {procedure.CLUE: date(2026, 11, 1)}
    for expected in procedure.STEPS[1:]:
        found = procedure.next_step(done)
        assert found is not None
        assert found.step is expected
        done[expected.id] = TODAY
    assert procedure.next_step(done) is None
    assert procedure.stage_after(done) == procedure.CLOSED


def test_nothing_to_pay_skips_the_payment() -> None:
    done = {entry.id: TODAY for entry in procedure.STEPS[:7]}
    found = procedure.next_step(done, no_payment=True)
    assert found is not None
    assert found.step.id == procedure.CLOSED


@pytest.mark.parametrize("ending", [procedure.HANDED_OVER, procedure.NOT_FILED, procedure.WITHDRAWN])
def test_an_ended_case_has_no_running_periods(ending: str) -> None:
    done = {procedure.CLUE: date(2026, 1, 1), procedure.FILED: date(2026, 1, 5), ending: date(2026, 1, 9)}
    assert procedure.due_items(done, TODAY, CALENDAR) == []
    assert procedure.next_step(done) is None
    assert procedure.stage_after(done) == ending


def test_running_periods_are_listed_nearest_first_with_their_urgency() -> None:
    done = {
        procedure.CLUE: date(2026, 10, 8),
        procedure.FILED: date(2026, 10, 9),
        procedure.NOTICED: date(2026, 11, 17),
    }
    items = procedure.due_items(done, TODAY, CALENDAR)
    assert [(item.clock.id, item.urgency) for item in items] == [
        ("defence", Urgency.TODAY),
        ("decide", Urgency.LATER),
    ]
    assert not items[0].clock.period.verified
    assert (
        procedure.due_items({procedure.CLUE: date(2026, 11, 1)}, TODAY, CALENDAR)[0].urgency
        is Urgency.OVERDUE
    )
