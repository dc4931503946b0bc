"""Every transition of the procedure, allowed and refused; walks that never reach an illegal state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.casework import steps as named
from inspector.casework.machine import CaseState, StepNotAllowedError
from inspector.casework.people import NotPermittedError, Person, check_people, may, refusals
from tests.casework.rulebooks import ORDINARY, ORDINARY_FLAGS, engine, officer, rules, state_of

ENGINE = engine()
STEP_IDS = tuple(rules().steps)
ALL_FLAGS = frozenset(rules().flags) - {"decision_kind", "way_given", "only_warning", "small_sum"}
LATER = date(2026, 12, 30)


def walked(until: str, **fields: object) -> CaseState:
    """The ordinary case up to and including a step."""
    names = [entry[0] for entry in ORDINARY]
    base = {"outcome": "penalty", "fine_fen": 3_000_000, "flags": ORDINARY_FLAGS}
    return state_of(ORDINARY[: names.index(until) + 1], **{**base, **fields})


def plus(state: CaseState, *steps: tuple[str, str], **fields: object) -> CaseState:
    more = state_of(steps)
    return replace(state, taken=(*state.taken, *more.taken), **fields)  # type: ignore[arg-type]


def test_the_ordinary_case_runs_from_clue_to_archive() -> None:
    state = state_of([], outcome="penalty", fine_fen=3_000_000, flags=ORDINARY_FLAGS)
    for step, day, by in ORDINARY:
        moment = date.fromisoformat(day)
        state = ENGINE.take(state, step, moment, today=LATER, by=by, way="direct")
    assert ENGINE.stage(state) == "closed"
    assert ENGINE.skipped(state) == ()


def test_the_nine_steps_of_the_stepper_are_a_view_over_the_rules() -> None:
    main = rules().main_steps()
    assert tuple(rule.id for rule in main) == named.MAIN
    assert {rules().stage_of(name) for name in STEP_IDS} <= set(named.MAIN)
    assert set(STEP_IDS) >= named.BY_OTHER_MEANS
    assert all(rules().steps[name].ends for name in named.ENDINGS)


def test_the_periods_that_every_case_meets() -> None:
    """办法第18条, 行政处罚法第60条、第61条、第67条, 行政复议法第20条, 行政诉讼法第46条."""
    wanted = {
        "file": (15, "calday"),
        "decide": (90, "calday"),
        "defence": (5, "workday"),
        "serve": (7, "workday"),
        "publish": (7, "workday"),
        "pay": (15, "calday"),
        "review": (60, "calday"),
        "suit": (6, "month"),
    }
    for clock, (number, unit) in wanted.items():
        period = rules().periods[rules().clocks[clock].period]
        assert (period.number, period.unit.value) == (number, unit), clock


def test_what_comes_next_is_the_next_of_the_nine_or_what_it_rests_on() -> None:
    state = state_of([], outcome="penalty", fine_fen=3_000_000)
    offered = []
    for step, day, by in ORDINARY:
        following = ENGINE.next(state, date.fromisoformat(day))
        if following is not None:
            offered.append(following.step.id)
        state = replace(state, flags=ORDINARY_FLAGS | {"leniency_basis"})
        state = ENGINE.take(state, step, date.fromisoformat(day), today=LATER, by=by, way="direct")
    wanted = [
        *named.MAIN,
        "preliminary_review",
        "result_told",
        "defence_answered",
        "legal_review",
        "collective",
    ]
    assert set(offered) == set(wanted)
    assert offered[-1] == "closed"
    assert ENGINE.next(state, LATER) is None


def test_nothing_to_pay_skips_the_payment() -> None:
    waived = ENGINE.next_main(walked("served", outcome="waived", fine_fen=0))
    assert waived is not None
    assert waived.id == "closed"
    fined = ENGINE.next_main(walked("served"))
    assert fined is not None
    assert fined.id == "paid"


# --- Allowed: every step from a state in which the law allows it -----------------------------------------------------

CLUE = state_of([("clue", "2026-03-02")], flags=ALL_FLAGS, outcome="penalty", fine_fen=3_000_000)
CHECKED = plus(CLUE, ("preliminary_review", "2026-03-03"))
FILED = plus(CHECKED, ("filed", "2026-03-04"))
DONE = plus(FILED, ("investigated", "2026-03-10"))
REVIEWED = plus(DONE, ("reviewed", "2026-03-11"))
NOTICED = plus(REVIEWED, ("noticed", "2026-03-12"))
READY = plus(NOTICED, ("legal_review", "2026-03-20"), ("collective", "2026-03-20"))
DECIDED = plus(READY, ("decided", "2026-03-23"))
SERVED = plus(DECIDED, ("served", "2026-03-24"))
PAID = plus(SERVED, ("paid", "2026-04-01"))
CLOSED = plus(PAID, ("closed", "2026-04-02"))
COMPLAINT = replace(CLUE, clue="complaint")
SPOT = plus(replace(CLUE, fine_fen=9_000), ("spot_decided", "2026-03-02"))
SPOT_SERVED = plus(SPOT, ("served", "2026-03-02"))
HEARING = plus(NOTICED, ("hearing_asked", "2026-03-16"))
SEIZED = plus(FILED, ("seized", "2026-03-05"))
EXHORTED = plus(SERVED, ("exhorted", "2026-04-20"))

ALLOWED: tuple[tuple[str, CaseState, str, str], ...] = (
    ("clue", CaseState(), "2026-03-02", ""),
    ("complaint_told", COMPLAINT, "2026-03-10", ""),
    ("complaint_extended", COMPLAINT, "2026-04-30", ""),
    ("complaint_answered", COMPLAINT, "2026-04-30", ""),
    ("preliminary_review", CLUE, "2026-03-03", ""),
    ("filing_extended", CLUE, "2026-03-17", ""),
    ("filed", CHECKED, "2026-03-04", ""),
    ("not_filed", CHECKED, "2026-03-04", ""),
    ("handed_over", CLUE, "2026-03-04", ""),
    ("handed_over", FILED, "2026-03-04", ""),
    ("hand_over_received", plus(CLUE, ("handed_over", "2026-03-03")), "2026-03-09", ""),
    ("sampled", FILED, "2026-03-05", ""),
    ("sampled", CLUE, "2026-03-02", ""),
    ("result_told", plus(FILED, ("sampled", "2026-03-05")), "2026-03-06", ""),
    ("evidence_kept", FILED, "2026-03-05", ""),
    ("evidence_released", plus(FILED, ("evidence_kept", "2026-03-05")), "2026-03-09", ""),
    ("emergency_measure", FILED, "2026-03-05", ""),
    ("emergency_reported", plus(FILED, ("emergency_measure", "2026-03-05")), "2026-03-06", ""),
    ("seized", FILED, "2026-03-05", ""),
    ("seizure_extended", SEIZED, "2026-04-07", ""),
    ("seizure_ended", SEIZED, "2026-03-20", ""),
    ("rectification", CLUE, "2026-03-05", ""),
    ("recheck", plus(CLUE, ("rectification", "2026-03-02")), "2026-03-20", ""),
    ("suspended", FILED, "2026-03-05", ""),
    ("resumed", plus(FILED, ("suspended", "2026-03-05")), "2026-03-15", ""),
    ("terminated", FILED, "2026-03-15", ""),
    ("decision_extended", FILED, "2026-05-20", ""),
    (
        "decision_extended_again",
        plus(FILED, ("decision_extended", "2026-05-20")),
        "2026-06-20",
        "",
    ),
    ("investigated", FILED, "2026-03-10", ""),
    ("evidence_added", DONE, "2026-03-12", ""),
    ("reviewed", DONE, "2026-03-11", ""),
    ("noticed", REVIEWED, "2026-03-12", ""),
    ("noticed", NOTICED, "2026-03-13", ""),
    ("defended", NOTICED, "2026-03-13", ""),
    ("defence_answered", plus(NOTICED, ("defended", "2026-03-13")), "2026-03-16", ""),
    ("hearing_asked", NOTICED, "2026-03-19", ""),
    ("hearing_withdrawn", HEARING, "2026-03-20", ""),
    ("hearing_notified", HEARING, "2026-03-20", ""),
    ("heard", plus(HEARING, ("hearing_notified", "2026-03-20")), "2026-04-01", ""),
    ("legal_review", DONE, "2026-03-12", ""),
    ("collective", REVIEWED, "2026-03-12", ""),
    ("decided", READY, "2026-03-23", ""),
    ("spot_decided", replace(CLUE, fine_fen=300_000), "2026-03-02", ""),
    ("spot_recorded", SPOT, "2026-03-03", ""),
    ("spot_collected", SPOT_SERVED, "2026-03-02", ""),
    ("spot_handed_in", plus(SPOT_SERVED, ("spot_collected", "2026-03-02")), "2026-03-04", ""),
    (
        "daily_penalty",
        plus(DECIDED, ("rectification", "2026-03-24"), ("recheck", "2026-04-10")),
        "2026-04-11",
        "",
    ),
    ("production_restricted", FILED, "2026-03-10", ""),
    ("production_restricted", plus(DECIDED, ("production_restricted", "2026-03-24")), "2026-04-10", ""),
    ("production_halted", plus(FILED, ("production_restricted", "2026-03-10")), "2026-03-20", ""),
    ("production_resumed", plus(FILED, ("production_restricted", "2026-03-10")), "2026-03-20", ""),
    ("production_resumed", plus(DECIDED, ("production_halted", "2026-03-24")), "2026-05-20", ""),
    (
        "production_resumed",
        plus(
            DECIDED,
            ("production_halted", "2026-03-24"),
            ("production_resumed", "2026-04-24"),
            ("production_halted", "2026-05-10"),
        ),
        "2026-06-10",
        "",
    ),
    (
        "resumed",
        plus(FILED, ("suspended", "2026-03-10"), ("resumed", "2026-03-12"), ("suspended", "2026-03-14")),
        "2026-03-20",
        "",
    ),
    ("detention_transferred", FILED, "2026-03-10", ""),
    ("crime_transferred", CLUE, "2026-03-10", ""),
    ("damage_linked", FILED, "2026-03-10", ""),
    ("damage_paid", plus(FILED, ("damage_linked", "2026-03-10")), "2026-03-20", ""),
    ("announced", DECIDED, "2026-03-24", ""),
    ("served", DECIDED, "2026-03-24", "direct"),
    ("served", DECIDED, "2026-03-24", "left"),
    ("served", DECIDED, "2026-03-24", "mail"),
    ("served", DECIDED, "2026-03-24", "electronic"),
    ("served", plus(DECIDED, ("announced", "2026-03-24")), "2026-04-24", "announcement"),
    ("served", SPOT, "2026-03-02", "direct"),
    ("published", DECIDED, "2026-03-25", ""),
    ("published", CLOSED, "2026-04-03", ""),
    (
        "publicity_withdrawn",
        plus(DECIDED, ("published", "2026-03-25"), ("decision_changed", "2026-06-01")),
        "2026-06-03",
        "",
    ),
    ("deferred", SERVED, "2026-03-30", ""),
    ("instalment_paid", plus(SERVED, ("deferred", "2026-03-30")), "2026-04-20", ""),
    ("surcharged", replace(SERVED, outcome="penalty"), "2026-04-20", ""),
    ("paid", SERVED, "2026-04-01", ""),
    ("review_asked", SERVED, "2026-04-01", ""),
    ("review_decided", plus(SERVED, ("review_asked", "2026-04-01")), "2026-06-01", ""),
    ("suit_filed", SERVED, "2026-04-01", ""),
    ("suit_decided", plus(SERVED, ("suit_filed", "2026-04-01")), "2026-08-01", ""),
    ("decision_changed", SERVED, "2026-08-01", ""),
    ("decision_revoked", SERVED, "2026-08-01", ""),
    ("noticed", plus(SERVED, ("decision_revoked", "2026-08-01")), "2026-08-03", ""),
    (
        "decided",
        plus(SERVED, ("decision_revoked", "2026-08-01"), ("noticed", "2026-08-03")),
        "2026-08-12",
        "",
    ),
    ("closed", plus(SERVED, ("decision_revoked", "2026-08-01")), "2026-08-03", ""),
    ("exhorted", SERVED, "2026-04-20", ""),
    ("enforcement_asked", EXHORTED, "2026-09-29", ""),
    ("withdrawn", FILED, "2026-03-10", ""),
    ("closed", PAID, "2026-04-02", ""),
    ("closed", plus(FILED, ("terminated", "2026-03-10")), "2026-03-11", ""),
    ("archived", CLOSED, "2026-04-03", ""),
)


@pytest.mark.parametrize(
    ("step", "state", "day", "way"), ALLOWED, ids=lambda value: value if type(value) is str else ""
)
def test_a_legal_transition_is_allowed(step: str, state: CaseState, day: str, way: str) -> None:
    moment = date.fromisoformat(day)
    offer = ENGINE.offer(state, step, moment, way)
    assert offer.missing == ()
    assert ENGINE.take(state, step, moment, today=LATER, way=way).taken[-1].step == step


def test_the_table_of_legal_transitions_holds_every_step() -> None:
    assert {row[0] for row in ALLOWED} == set(STEP_IDS)


# --- Refused: each requirement and each bar by itself ------------------------------------------------------------------

NEW = CaseState()
REFUSED: tuple[tuple[str, CaseState, str, str, str, str], ...] = (
    ("complaint_told", CLUE, "2026-03-10", "", "complaint", "信访工作条例"),
    ("complaint_extended", COMPLAINT, "2026-05-07", "", "in_time", "信访工作条例"),
    ("complaint_answered", CLUE, "2026-03-10", "", "complaint", "信访工作条例"),
    ("preliminary_review", NEW, "2026-03-03", "", "clue", "办法第18条"),
    ("preliminary_review", FILED, "2026-03-05", "", "bar.filed", "办法第18条"),
    ("filing_extended", CLUE, "2026-03-18", "", "in_time", "办法第18条"),
    ("filed", CLUE, "2026-03-04", "", "preliminary", "办法第18条"),
    ("filed", replace(CHECKED, flags=frozenset()), "2026-03-04", "", "four", "办法第19条"),
    ("filed", FILED, "2026-03-05", "", "done", "办法第18条"),
    ("filed", plus(CHECKED, ("not_filed", "2026-03-04")), "2026-03-05", "", "ended", "办法第18条"),
    ("not_filed", FILED, "2026-03-05", "", "bar.filed", "办法第18条"),
    ("not_filed", replace(CHECKED, flags=frozenset()), "2026-03-04", "", "ground", "办法第19条"),
    ("handed_over", replace(CLUE, flags=frozenset()), "2026-03-04", "", "power", "办法第二章"),
    ("handed_over", DECIDED, "2026-03-25", "", "bar.decided", "行政处罚法第57条"),
    ("hand_over_received", CLUE, "2026-03-04", "", "handed", "办法第二章"),
    ("result_told", FILED, "2026-03-05", "", "sampled", "行政处罚法第55条"),
    ("evidence_kept", replace(FILED, flags=frozenset()), "2026-03-05", "", "vanish", "行政处罚法第56条"),
    ("evidence_released", FILED, "2026-03-05", "", "nothing", "行政处罚法第56条"),
    ("emergency_measure", replace(FILED, flags=frozenset()), "2026-03-05", "", "severe", "行政强制法第19条"),
    ("seized", replace(FILED, flags=frozenset()), "2026-03-05", "", "severe", "法典第562条"),
    ("seized", CLUE, "2026-03-05", "", "filed", "办法第19条"),
    ("seizure_extended", SEIZED, "2026-04-08", "", "in_time", "行政强制法第25条"),
    ("seizure_ended", FILED, "2026-03-20", "", "nothing", "行政强制法第25条"),
    ("recheck", CLUE, "2026-03-20", "", "ordered", "行政处罚法第28条"),
    ("suspended", replace(FILED, flags=frozenset()), "2026-03-05", "", "ground", "办法第35条"),
    ("resumed", FILED, "2026-03-05", "", "nothing", "办法第35条"),
    ("decision_extended", FILED, "2026-06-03", "", "in_time", "办法第57条"),
    ("decision_extended", DECIDED, "2026-03-25", "", "bar.decided", "第60条"),
    ("decision_extended_again", FILED, "2026-05-20", "", "first", "办法第57条"),
    ("investigated", CHECKED, "2026-03-05", "", "filed", "办法第18条"),
    ("investigated", plus(FILED, ("suspended", "2026-03-05")), "2026-03-06", "", "bar.suspended", "办法第35条"),
    ("investigated", plus(FILED, ("sampled", "2026-03-05")), "2026-03-06", "", "told", "评查2024"),
    ("evidence_added", FILED, "2026-03-06", "", "investigated", "行政处罚法第54条"),
    ("reviewed", FILED, "2026-03-06", "", "investigated", "行政处罚法第54条"),
    ("reviewed", plus(DONE, ("suspended", "2026-03-11")), "2026-03-12", "", "bar.suspended", "办法第35条"),
    ("noticed", DONE, "2026-03-11", "", "reviewed", "行政处罚法第57条"),
    ("defended", REVIEWED, "2026-03-12", "", "noticed", "行政处罚法第44条"),
    ("defence_answered", NOTICED, "2026-03-13", "", "defended", "行政处罚法第45条"),
    ("hearing_asked", NOTICED, "2026-03-20", "", "in_time", "行政处罚法第64条"),
    ("hearing_withdrawn", NOTICED, "2026-03-13", "", "nothing", "行政处罚法第64条"),
    ("hearing_notified", NOTICED, "2026-03-13", "", "asked", "行政处罚法第64条"),
    ("heard", HEARING, "2026-03-20", "", "notified", "行政处罚法第64条"),
    ("heard", plus(HEARING, ("hearing_notified", "2026-03-20")), "2026-03-31", "", "seven", "行政处罚法第64条"),
    ("legal_review", FILED, "2026-03-06", "", "investigated", "行政处罚法第58条"),
    ("collective", DONE, "2026-03-11", "", "reviewed", "行政处罚法第57条"),
    ("collective", replace(REVIEWED, records=frozenset()), "2026-03-12", "", "record", "评查2024第21项"),
    ("heard", replace(plus(HEARING, ("hearing_notified", "2026-03-20")), records=frozenset()), "2026-04-01", "", "record", "行政处罚法第64条"),
    ("decision_extended_again", replace(plus(FILED, ("decision_extended", "2026-05-20")), records=frozenset()), "2026-06-20", "", "record", "办法第57条"),
    ("decided", replace(READY, outcome=""), "2026-03-23", "", "outcome", "行政处罚法第57条"),
    ("decided", plus(REVIEWED, ("legal_review", "2026-03-20"), ("collective", "2026-03-20")), "2026-03-23", "", "noticed", "行政处罚法第44条"),
    ("decided", replace(READY, flags=ALL_FLAGS - {"defence_waived"}), "2026-03-19", "", "defence_over", "办法第44条"),
    ("decided", plus(READY, ("defended", "2026-03-20")), "2026-03-23", "", "defence_answered", "行政处罚法第45条"),
    ("decided", plus(READY, ("defended", "2026-03-20"), ("defence_answered", "2026-03-20")), "2026-03-23", "", "collective", "行政处罚法第57条"),
    ("decided", replace(READY, fine_fen=10_000_000, flags=ALL_FLAGS - {"hearing_waived"}), "2026-03-19", "", "hearing_over", "行政处罚法第64条"),
    ("decided", replace(READY, kinds=frozenset({"shutdown"}), flags=ALL_FLAGS - {"hearing_waived"}), "2026-03-19", "", "hearing_over", "行政处罚法第64条"),
    ("decided", plus(READY, ("hearing_asked", "2026-03-19")), "2026-03-23", "", "heard", "行政处罚法第63条"),
    ("decided", plus(NOTICED, ("collective", "2026-03-20")), "2026-03-23", "", "legal_review", "行政处罚法第58条"),
    ("decided", plus(READY, ("evidence_added", "2026-03-20")), "2026-03-23", "", "legal_review", "行政处罚法第58条"),
    ("decided", plus(NOTICED, ("legal_review", "2026-03-20")), "2026-03-23", "", "collective", "行政处罚法第57条"),
    ("decided", plus(READY, ("sampled", "2026-03-20")), "2026-03-23", "", "told", "评查2024"),
    ("decided", replace(READY, outcome="reduced", flags=ALL_FLAGS - {"leniency_basis"}), "2026-03-23", "", "basis", "行政处罚法第32条"),
    ("decided", plus(READY, ("suspended", "2026-03-20")), "2026-03-23", "", "bar.suspended", "办法第35条"),
    ("decided", plus(READY, ("terminated", "2026-03-20")), "2026-03-23", "", "bar.terminated", "办法第36条"),
    ("decided", DECIDED, "2026-03-24", "", "done", "行政处罚法第57条"),
    ("spot_decided", CLUE, "2026-03-02", "", "size", "行政处罚法第51条"),
    ("spot_decided", replace(CLUE, party="person", fine_fen=20_001), "2026-03-02", "", "size", "行政处罚法第51条"),
    ("spot_decided", replace(CLUE, fine_fen=300_001), "2026-03-02", "", "size", "行政处罚法第51条"),
    ("spot_decided", replace(FILED, fine_fen=100_000), "2026-03-05", "", "bar.filed", "办法第18条"),
    ("spot_decided", replace(CLUE, fine_fen=100_000, flags=frozenset()), "2026-03-02", "", "plain", "行政处罚法第51条"),
    ("spot_recorded", CLUE, "2026-03-02", "", "spot", "行政处罚法第52条"),
    ("spot_collected", replace(SPOT_SERVED, flags=frozenset()), "2026-03-02", "", "ground", "行政处罚法第68条"),
    ("spot_collected", plus(SPOT_SERVED, ("paid", "2026-03-02")), "2026-03-02", "", "bar.paid", "行政处罚法第67条"),
    ("spot_collected", SPOT, "2026-03-02", "", "served", "行政处罚法第52条"),
    ("spot_handed_in", SPOT_SERVED, "2026-03-02", "", "collected", "行政处罚法第71条"),
    ("daily_penalty", FILED, "2026-03-24", "", "fined", "法典第1060条"),
    ("daily_penalty", DECIDED, "2026-03-24", "", "ordered", "法典第1060条"),
    ("daily_penalty", plus(DECIDED, ("rectification", "2026-03-24")), "2026-03-25", "", "rechecked", "法典第1060条"),
    ("daily_penalty", replace(plus(DECIDED, ("rectification", "2026-03-24"), ("recheck", "2026-04-10")), flags=frozenset()), "2026-04-11", "", "still", "法典第1060条"),
    ("production_restricted", CLUE, "2026-03-10", "", "filed", "办法第19条"),
    ("production_restricted", replace(FILED, flags=frozenset()), "2026-03-10", "", "ground", "停产整治办法"),
    ("production_halted", replace(FILED, flags=frozenset()), "2026-03-10", "", "ground", "停产整治办法"),
    ("production_resumed", FILED, "2026-03-10", "", "nothing", "停产整治办法"),
    ("detention_transferred", replace(FILED, flags=frozenset()), "2026-03-10", "", "ground", "法典第1108条"),
    ("crime_transferred", replace(FILED, flags=frozenset()), "2026-03-10", "", "ground", "行政处罚法第27条"),
    ("damage_linked", replace(FILED, flags=frozenset()), "2026-03-10", "", "damage", "环法规〔2022〕31号"),
    ("damage_paid", FILED, "2026-03-10", "", "linked", "环法规〔2022〕31号"),
    ("announced", replace(DECIDED, flags=frozenset()), "2026-03-24", "", "failed", "民事诉讼法"),
    ("served", READY, "2026-03-24", "direct", "decided", "行政处罚法第57条"),
    ("served", replace(DECIDED, flags=frozenset()), "2026-03-24", "", "way", "行政处罚法第61条"),
    ("served", replace(DECIDED, flags=frozenset()), "2026-03-24", "left", "witness", "民事诉讼法"),
    ("served", replace(DECIDED, flags=frozenset()), "2026-03-24", "electronic", "confirmed", "行政处罚法第61条"),
    ("served", DECIDED, "2026-03-24", "announcement", "announced", "民事诉讼法"),
    ("served", plus(DECIDED, ("announced", "2026-03-24")), "2026-04-23", "announcement", "thirty", "民事诉讼法"),
    ("published", READY, "2026-03-24", "", "decided", "行政处罚法第48条"),
    ("publicity_withdrawn", plus(DECIDED, ("published", "2026-03-25")), "2026-03-26", "", "changed", "行政处罚法第48条"),
    ("deferred", replace(SERVED, flags=frozenset()), "2026-03-30", "", "asked", "行政处罚法第66条"),
    ("instalment_paid", SERVED, "2026-03-30", "", "deferred", "行政处罚法第66条"),
    ("surcharged", SERVED, "2026-04-08", "", "late", "行政处罚法第72条"),
    ("surcharged", plus(SERVED, ("review_asked", "2026-04-01")), "2026-04-20", "", "running", "行政处罚法第73条"),
    ("surcharged", plus(SERVED, ("suit_filed", "2026-04-01")), "2026-04-20", "", "running", "行政处罚法第73条"),
    ("paid", DECIDED, "2026-04-01", "", "served", "行政处罚法第61条"),
    ("paid", replace(SERVED, outcome="waived"), "2026-04-01", "", "pays", "行政处罚法第67条"),
    ("review_asked", DECIDED, "2026-04-01", "", "served", "行政复议法第20条"),
    ("review_asked", plus(SERVED, ("suit_filed", "2026-04-01")), "2026-04-02", "", "bar.suit_filed", "行政诉讼法第45条"),
    ("review_decided", SERVED, "2026-04-01", "", "nothing", "行政复议法"),
    ("suit_filed", plus(SERVED, ("review_asked", "2026-04-01")), "2026-04-02", "", "bar.review_asked", "行政复议法第20条"),
    ("suit_decided", SERVED, "2026-04-01", "", "nothing", "行政诉讼法"),
    ("decision_changed", READY, "2026-04-01", "", "decided", "行政处罚法第48条"),
    ("decision_revoked", READY, "2026-04-01", "", "decided", "行政处罚法第48条"),
    ("decided", plus(SERVED, ("decision_revoked", "2026-08-01")), "2026-08-12", "", "noticed", "行政处罚法第44条"),
    ("exhorted", SERVED, "2026-04-08", "", "late", "行政强制法第53条"),
    ("exhorted", PAID, "2026-04-20", "", "bar.paid", "行政处罚法第67条"),
    ("enforcement_asked", SERVED, "2026-09-29", "", "exhorted", "行政强制法第54条"),
    ("enforcement_asked", plus(SERVED, ("exhorted", "2026-09-21")), "2026-09-29", "", "ten", "行政强制法第54条"),
    ("enforcement_asked", EXHORTED, "2026-09-24", "", "remedy_over", "行政强制法第53条"),
    ("enforcement_asked", plus(EXHORTED, ("review_asked", "2026-05-01")), "2026-09-29", "", "no_remedy", "行政强制法第53条"),
    ("withdrawn", DECIDED, "2026-04-01", "", "bar.decided", "行政处罚法第57条"),
    ("withdrawn", CLUE, "2026-04-01", "", "filed", "办法第19条"),
    ("closed", READY, "2026-04-01", "", "result", "办法第六章"),
    ("closed", DECIDED, "2026-04-01", "", "served", "行政处罚法第61条"),
    ("closed", replace(SERVED, flags=frozenset()), "2026-04-01", "", "settled", "办法第六章"),
    ("closed", plus(PAID, ("rectification", "2026-04-01")), "2026-04-02", "", "rechecked", "办法第六章"),
    ("closed", plus(PAID, ("review_asked", "2026-04-01")), "2026-04-02", "", "bar.review_asked", "行政复议法"),
    ("archived", PAID, "2026-04-03", "", "ended", "办法第六章"),
)  # fmt: skip


@pytest.mark.parametrize(("step", "state", "day", "way", "missing", "article"), REFUSED)
def test_a_transition_is_refused_with_the_missing_requirement_and_its_article(
    step: str, state: CaseState, day: str, way: str, missing: str, article: str
) -> None:
    moment = date.fromisoformat(day)
    found = {entry.id: entry for entry in ENGINE.offer(state, step, moment, way).missing}
    assert missing in found
    with pytest.raises(StepNotAllowedError, match=article):
        ENGINE.take(state, step, moment, today=LATER, way=way)


@pytest.mark.parametrize("ending", ["closed", "withdrawn", "not_filed", "handed_over"])
def test_after_the_end_only_what_follows_an_end_is_left(ending: str) -> None:
    ended = plus(SERVED if ending == "closed" else CHECKED, (ending, "2026-06-01"))
    left = {offer.step.id for offer in ENGINE.offers(ended, LATER) if offer.allowed}
    assert left <= {name for name, rule in rules().steps.items() if rule.after_end}
    assert "archived" in left


# --- Skipping, days -----------------------------------------------------------------------------------------------------


def test_a_skip_needs_reason_and_leader_and_stays_visible() -> None:
    day = date(2026, 3, 23)
    bare = plus(NOTICED, ("collective", "2026-03-20"))
    for given_ in ({}, {"reason": "已在另一系统审核"}, {"leader": "郑负责"}):
        with pytest.raises(StepNotAllowedError):
            ENGINE.take(bare, "decided", day, today=LATER, **given_)
    state = ENGINE.take(bare, "decided", day, today=LATER, reason="已在另一系统审核", leader="郑负责")
    state = ENGINE.take(state, "served", day, today=LATER, way="direct")
    ((entry, need),) = ENGINE.skipped(state)
    assert (need.id, entry.reason, entry.leader) == ("legal_review", "已在另一系统审核", "郑负责")


def test_a_hard_requirement_and_a_bar_cannot_be_skipped() -> None:
    for step, state in (("spot_decided", CLUE), ("filed", FILED), ("served", READY)):
        with pytest.raises(StepNotAllowedError):
            ENGINE.take(state, step, LATER, today=LATER, way="direct", reason="急", leader="郑负责")


def test_a_record_of_a_day_to_come_or_back_dated_is_refused() -> None:
    with pytest.raises(StepNotAllowedError, match="晚于今天"):
        ENGINE.take(CHECKED, "filed", date(2026, 3, 6), today=date(2026, 3, 5))
    with pytest.raises(StepNotAllowedError, match="不能倒签"):
        ENGINE.take(CHECKED, "filed", date(2026, 3, 1), today=LATER, reason="补录", leader="郑负责")
    with pytest.raises(StepNotAllowedError, match="不能倒签"):
        ENGINE.take(DECIDED, "served", date(2026, 3, 20), today=LATER, way="direct")


def test_a_late_step_is_taken_and_its_effect_named() -> None:
    offer = ENGINE.offer(DECIDED, "served", date(2026, 5, 1), "direct")
    assert offer.allowed
    assert any("逾期送达" in text for text in offer.late)
    late = ENGINE.offer(plus(READY), "decided", date(2026, 7, 1))
    assert any("可能被确认违法或撤销" in text and "第60条" in text for text in late.late)


# --- Role × step × state ------------------------------------------------------------------------------------------------

PEOPLE = {role: officer(role, role) for role in rules().roles}
STATES = {"new": NEW, "filed": FILED, "noticed": NOTICED, "served": SERVED, "closed": CLOSED}


@pytest.mark.parametrize(("role", "step"), tuple(product(rules().roles, STEP_IDS)))
def test_a_role_takes_its_own_steps_in_every_state_and_no_other(role: str, step: str) -> None:
    rule = rules().steps[step]
    pair = [PEOPLE[role], officer("second", role)]
    for name, state in STATES.items():
        permitted = may(rules(), state, step, pair, date(2026, 3, 10))
        assert permitted == (role in rule.roles), name
        offer = ENGINE.offer(state, step, date(2026, 4, 30), "direct")
        assert offer.allowed == (not offer.missing)


def test_the_administrator_takes_no_step_of_a_case() -> None:
    assert all("administrator" not in rule.roles for rule in rules().steps.values())


A, B = officer("a"), officer("b")


@pytest.mark.parametrize(
    ("step", "people", "rule", "says"),
    [
        ("investigated", [A, A], "two_certified", "写了两次"),
        ("investigated", [A], "two_certified", "少于两人"),
        ("investigated", [A, officer("b", card="ZF-a")], "two_certified", "证号相同"),
        ("investigated", [A, officer("b", until=date(2026, 3, 9))], "two_certified", "到期"),
        ("investigated", [A, officer("b", until=None)], "two_certified", "没有登记有效期"),
        ("reviewed", [officer("a", "reviewer")], "reviewer_not_handler", "调查"),
        ("legal_review", [officer("b", "legal_reviewer")], "legal_not_handler", "调查"),
        ("heard", [officer("b", "legal_reviewer")], "hearing_not_handler", "主持人"),
        ("decided", [officer("a", "leader")], "approver_not_handler", "承办人"),
        ("collective", [officer("l", "leader"), officer("b", "leader")], "voters_not_investigators", "表决"),
        ("filed", [A], "role", "没有这一步的权限"),
        ("filed", [], "nobody", "没有写明"),
    ],
)
def test_the_wrong_persons_are_refused_with_the_reason(
    step: str, people: list[Person], rule: str, says: str
) -> None:
    state = walked("investigated")
    found = refusals(rules(), state, step, people, date(2026, 3, 10))
    assert any(entry.id == rule and says in entry.say and entry.basis for entry in found)
    with pytest.raises(NotPermittedError, match=says):
        check_people(rules(), state, step, people, date(2026, 3, 10))


def test_the_right_persons_pass_and_a_card_is_good_on_its_last_day() -> None:
    last_day = officer("b", until=date(2026, 3, 10))
    assert may(rules(), FILED, "investigated", [A, last_day], date(2026, 3, 10))
    assert may(rules(), walked("investigated"), "reviewed", [officer("r", "reviewer")], date(2026, 3, 18))


# --- Random walks -------------------------------------------------------------------------------------------------------

ENDINGS = {"closed", "withdrawn", "not_filed", "handed_over"}


def illegal(state: CaseState) -> list[str]:
    """Faults of a case, told from the list of its steps alone (no rule of the engine is asked)."""
    faults: list[str] = []
    names = [entry.step for entry in state.taken]
    # A revoked decision gives way to a new procedure: what came before it is one case, what comes after another.
    if "decision_revoked" in names:
        cut_at = names.index("decision_revoked")
        faults = illegal(replace(state, taken=state.taken[:cut_at]))
        again = names[cut_at + 1 :]
        if "decided" in again and "noticed" not in again[: again.index("decided")]:
            faults.append("decided again without a new notice")
        return faults
    first: Mapping[str, int] = {name: names.index(name) for name in reversed(names)}

    def before(later: str, *earlier: str) -> None:
        if later in first and not any(first.get(name, 99_999) < first[later] for name in earlier):
            faults.append(f"{later} without {earlier}")

    for later, earlier in (
        ("filed", ("preliminary_review",)),
        ("investigated", ("filed",)),
        ("reviewed", ("investigated",)),
        ("noticed", ("reviewed",)),
        ("decided", ("noticed",)),
        ("served", ("decided", "spot_decided")),
        ("paid", ("served",)),
        ("heard", ("hearing_notified",)),
        ("daily_penalty", ("recheck",)),
        ("enforcement_asked", ("exhorted",)),
        ("archived", tuple(ENDINGS)),
        ("publicity_withdrawn", ("decision_changed",)),
    ):
        before(later, *earlier)
    if len(ENDINGS & set(names)) > 1:
        faults.append("two endings")
    if {"paid", "spot_collected"} <= set(names):
        faults.append("paid twice")
    if {"filed", "spot_decided"} <= set(names) or {"filed", "not_filed"} <= set(names):
        faults.append("filed and not")
    suspended = False
    for name in names:
        suspended = name == "suspended" or (suspended and name != "resumed")
        if suspended and name in {"investigated", "reviewed", "noticed", "decided", "closed"}:
            faults.append(f"{name} while suspended")
    if "decided" in first:
        cut = names[: first["decided"]]
        talked = len(cut) - 1 - cut[::-1].index("collective") if "collective" in cut else -1
        if "complex" in state.flags and any(name in cut[talked + 1 :] for name in ("defended", "heard")):
            faults.append("no second discussion")
        if cut.count("hearing_asked") > cut.count("hearing_withdrawn") + cut.count("heard"):
            faults.append("no hearing")
        told = state.taken[first["noticed"]].day if "noticed" in first else None
        free = {"defence_waived"} & state.flags or "defended" in cut
        if told and not free and state.taken[first["decided"]].day <= told + timedelta(days=5):
            faults.append("no time for a defence")
    days = {entry.step: entry.day for entry in reversed(state.taken)}
    order = ("clue", "filed", "investigated", "reviewed", "noticed", "decided", "served")
    known = [days[name] for name in order if name in days]
    if known != sorted(known):
        faults.append("days out of order")
    if any(entry.skipped for entry in state.taken):
        faults.append("skipped")
    return faults


EARLY = {"handed_over", "not_filed", "withdrawn", "terminated", "decision_revoked", "suspended"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.randoms(use_true_random=False),
    st.integers(5, 45),
    st.booleans(),
    st.sampled_from(["penalty", "reduced", "waived"]),
    st.sampled_from([9_000, 3_000_000, 25_000_000]),
)
def test_a_random_walk_never_reaches_an_illegal_state(
    chance: Random, length: int, may_end_early: bool, outcome: str, fine_fen: int
) -> None:
    some = {flag for flag in sorted(ALL_FLAGS) if chance.random() < 0.5}
    state = CaseState(
        clue=chance.choice(sorted(rules().clues)),
        outcome=outcome,
        fine_fen=fine_fen,
        flags=frozenset({"filing_met", "leniency_basis"} | some),
    )
    day = date(2026, 3, 2)
    for _ in range(length):
        way = chance.choice(sorted(rules().ways))
        offers = [offer for offer in ENGINE.offers(state, day, way) if offer.allowed]
        calm = offers if may_end_early else [offer for offer in offers if offer.step.id not in EARLY]
        main = [offer for offer in calm if offer.step.main and offer.step.id != "closed"]
        pool = main if main and chance.random() < 0.5 else calm or offers
        if pool:
            step = chance.choice(pool).step.id
            state = ENGINE.take(state, step, day, today=day, way=way)
        assert illegal(state) == []
        assert ENGINE.stage(state) in rules().steps
        day += timedelta(days=chance.choice([0, 1, 3, 9, 40]))
    for entry in STEP_IDS:
        if not ENGINE.offer(state, entry, day).allowed:
            with pytest.raises(StepNotAllowedError):
                ENGINE.take(state, entry, day, today=day)
