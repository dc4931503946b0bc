"""Serials of papers: gapless on one laptop, never twice on several, void ones never given again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import InvalidValueError
from inspector.domain.serials import SerialPlan


def walk(plan: SerialPlan, count: int, others: set[int] | None = None) -> list[int]:
    """The serials a laptop gives, one after another, with what it knows of other laptops' numbers."""
    taken: list[int] = []
    for _ in range(count):
        taken.append(plan.next([*taken, *(others or ())]))
    return taken


@given(st.integers(0, 300))
def test_one_laptop_is_gapless(count: int) -> None:
    assert walk(SerialPlan(), count) == list(range(1, count + 1))


@given(st.data(), st.integers(1, 8), st.integers(1, 60))
def test_laptops_never_give_the_same_number(data: st.DataObject, devices: int, size: int) -> None:
    given_out: dict[int, list[int]] = {
        slot: walk(SerialPlan(devices, slot, size), data.draw(st.integers(0, 150)))
        for slot in range(1, devices + 1)
    }
    everything = [serial for serials in given_out.values() for serial in serials]
    assert len(set(everything)) == len(everything)
    for slot, serials in given_out.items():
        plan = SerialPlan(devices, slot, size)
        assert all(plan.owns(serial) for serial in serials)
        assert plan.gaps(everything) == ()
        assert serials == sorted(serials)


@given(st.integers(2, 6), st.integers(1, 30), st.integers(1, 100))
def test_knowing_the_others_numbers_changes_nothing(devices: int, size: int, count: int) -> None:
    other = set(walk(SerialPlan(devices, 2, size), count))
    assert walk(SerialPlan(devices, 1, size), count, other) == walk(SerialPlan(devices, 1, size), count)


@given(st.integers(1, 5), st.integers(1, 40), st.integers(1, 10_000))
def test_a_serial_belongs_to_exactly_one_laptop(devices: int, size: int, serial: int) -> None:
    owners = [slot for slot in range(1, devices + 1) if SerialPlan(devices, slot, size).owns(serial)]
    assert len(owners) == 1


def test_a_lost_record_shows_as_a_gap() -> None:
    assert SerialPlan().gaps([1, 2, 4]) == (3,)
    assert SerialPlan(2, 1, 2).gaps([1, 2, 3, 6]) == (5,)


@pytest.mark.parametrize(("devices", "slot", "size"), [(0, 1, 5), (2, 3, 5), (2, 0, 5), (2, 1, 0)])
def test_an_impossible_plan_is_refused(devices: int, slot: int, size: int) -> None:
    with pytest.raises(InvalidValueError):
        SerialPlan(devices, slot, size)
