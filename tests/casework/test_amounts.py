"""Daily penalty and compensation: figures a court would recount."""

from __future__ import annotations

from datetime import date

import pytest

from inspector.casework.amounts import Compensation, daily_penalty


def test_the_daily_penalty_starts_on_the_day_after_the_order() -> None:
    found = daily_penalty(3_000_000, date(2026, 4, 2), date(2026, 4, 20))
    assert found is not None
    assert (found.first_day, found.last_day, found.days) == (date(2026, 4, 3), date(2026, 4, 20), 18)
    assert found.amount_fen == 54_000_000


def test_no_days_no_penalty_and_no_fine_no_daily_penalty() -> None:
    assert daily_penalty(3_000_000, date(2026, 4, 2), date(2026, 4, 2)) is None
    with pytest.raises(ValueError, match="rests on a fine"):
        daily_penalty(0, date(2026, 4, 2), date(2026, 4, 20))


def test_a_reduction_above_the_compensation_is_pointed_out() -> None:
    assert Compensation(1_000_000, 10_000_000).doubtful
    assert "须写明理由" in Compensation(1_000_000, 10_000_000).sentence()
    assert Compensation(1_000_000, 1_000_000).sentence() == "已付赔偿 10,000.00 元，处罚减少 10,000.00 元"
