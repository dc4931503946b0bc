"""Conditions of lenient grounds as tests made once and asked per case: what came out, as values, without sentences."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from inspector.law.applicability import CODE_DAY, limitation_end, limitation_years
from inspector.law.facts import NONE_WORD, FactAnswer, Facts
from inspector.law.lists import Condition

Status = Literal["met", "unmet", "unknown"]
Workdays = Callable[[date, date], int]
Outcome = tuple[Status, str, tuple[object, ...]]
"""Status, reason (a key of law.wording), and the values the reason speaks of."""
Test = Callable[["CaseFacts"], Outcome]


@dataclass(slots=True)
class CaseFacts:
    """A case as the tests see it: a copy of the facts, so that a later answer does not change an earlier trace.

    Not frozen because one is made per case in a bulk check and freezing doubles its cost; nothing writes to it.
    """

    facts: Facts
    values: dict[str, FactAnswer]
    act_day: date
    decision_day: date
    workdays: Workdays | None


def case_facts(facts: Facts, act_day: date, decision_day: date, workdays: Workdays | None) -> CaseFacts:
    """The case of these facts; `act_day` is the day of the act or its end."""
    return CaseFacts(
        dict(facts), {key: fact.value for key, fact in facts.items()}, act_day, decision_day, workdays
    )


def plain(condition: Condition) -> Condition:
    """The condition without its words: two conditions that ask the same of a case are equal."""
    values = tuple(sorted(condition.values))
    return replace(
        condition, needed="", clause="", evidence="", unit="", values=values, fact=fact_of(condition)
    )


def fact_of(condition: Condition) -> str:
    """The fact a condition asks, its kind's usual one when none is written; empty for dated kinds."""
    usual = {"consequence": "consequence", "outside": "protected_place"}
    return condition.fact or usual.get(condition.kind, "")


def make_test(condition: Condition) -> Test:
    """The test of a condition. Unknown facts give unknown, never met."""
    return _MAKERS[condition.kind](condition)


def fact_keys(condition: Condition, act_day: date) -> tuple[str, ...]:
    """The facts a condition looks at, the deciding one first."""
    if condition.kind == "first_time":
        return ("prior_violation_day", "records_searched_from", "records_searched_until")
    if condition.kind == "expired":
        return ("consequence", "found_day", *(("endangers_health",) if act_day < CODE_DAY else ()))
    if condition.kind == "corrected":
        return {
            "": ("corrected_day",),
            "any": ("corrected_day",),
            "on_the_spot": ("corrected_at_once",),
            "ordered_term": ("corrected_day", "correction_due_day"),
            "workdays": ("corrected_day", start_fact(condition)),
            "caldays": ("corrected_day", start_fact(condition)),
        }[condition.mode]
    return (fact_of(condition),)


def needed_facts(condition: Condition) -> tuple[str, ...]:
    """The facts without which a condition cannot be met, the deciding one first."""
    if condition.kind == "first_time" and not condition.months and not condition.calendar_year:
        return ("prior_violation_day", "records_searched_until")
    # Health counts only when there was harm: it is asked when it is the one thing lacking.
    keys = fact_keys(condition, CODE_DAY)
    return (
        ("prior_violation_day", *sorted(keys[1:], reverse=True)) if condition.kind == "first_time" else keys
    )


def start_fact(condition: Condition) -> str:
    """The fact that starts a term in days."""
    return "found_day" if condition.start == "found" else "ordered_day"


def months_back(day: date, months: int) -> date:
    """The same day `months` earlier; the month's last day when it is shorter."""
    total = day.year * 12 + day.month - 1 - months
    year, month = total // 12, total % 12 + 1
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


_NOT_KNOWN: Outcome = ("unknown", "not_known", ())
_NO_NUMBER: Outcome = ("unknown", "no_number", ())


def _first_time(condition: Condition) -> Test:
    months, whole_year = condition.months, condition.calendar_year
    not_searched: Outcome = ("unknown", "not_searched", ())

    def test(case: CaseFacts) -> Outcome:
        values = case.values
        prior = values.get("prior_violation_day")
        act = case.act_day
        if prior is None:
            return not_searched
        start = date(act.year, 1, 1) if whole_year else months_back(act, months) if months else None
        if isinstance(prior, date):
            if prior >= act:
                return "unknown", "prior_late", (prior,)
            if start is None or prior >= start:
                return "unmet", "repeated", (prior,)
        until = values.get("records_searched_until")
        if not isinstance(until, date) or until < act:
            return "unknown", "search_end", (act,)
        since = values.get("records_searched_from")
        if start is not None and not (isinstance(since, date) and since <= start):
            return "unknown", "search_short", (start,)
        if prior == NONE_WORD:
            return "met", "first", (since, until)
        return "met", "earlier", (since, until, prior)

    return test


def _corrected(condition: Condition) -> Test:
    if condition.mode == "on_the_spot":
        return _words(replace(condition, fact="corrected_at_once", values=("是",)))
    finish = {"ordered_term": _in_term, "workdays": _in_days, "caldays": _in_days}.get(condition.mode)
    last = finish(condition) if finish else None
    unknown: Outcome = ("unknown", "no_correction", ())
    open_still: Outcome = ("unmet", "not_corrected", ())

    def test(case: CaseFacts) -> Outcome:
        done = case.values.get("corrected_day")
        if done is None:
            return unknown
        if not isinstance(done, date):
            return open_still
        if done > case.decision_day:
            return "unmet", "after_decision", (done, case.decision_day)
        if done < case.act_day:
            return "unknown", "before_act", (done, case.act_day)
        return last(case, done) if last else ("met", "corrected", (done,))

    return test


def _in_term(condition: Condition) -> Callable[[CaseFacts, date], Outcome]:
    def finish(case: CaseFacts, done: date) -> Outcome:
        due = case.values.get("correction_due_day")
        if not isinstance(due, date):
            return "unknown", "no_term", (done,)
        if done > due:
            return "unmet", "late", (done, due, (done - due).days)
        return "met", "in_term", (done, due)

    return finish


def _in_days(condition: Condition) -> Callable[[CaseFacts, date], Outcome]:
    start, days, working = start_fact(condition), condition.days, condition.mode == "workdays"

    def finish(case: CaseFacts, done: date) -> Outcome:
        begin = case.values.get(start)
        if not isinstance(begin, date):
            return "unknown", "no_start", (done,)
        if done <= begin:
            return "met", "same_day", (done, begin)
        if not working:
            used = (done - begin).days
        elif case.workdays is None:
            return "unknown", "no_calendar", (done,)
        else:
            used = case.workdays(begin, done)
        return ("met" if used <= days else "unmet"), "days_used", (used, begin, done)

    return finish


def _words(condition: Condition) -> Test:
    """One of the words; a yes-or-no fact answers with 是 and 否."""
    key, allowed = fact_of(condition), condition.values
    known: dict[str, Outcome] = {word: ("met", "is", (word,)) for word in allowed}
    yes, no = (known.get(word, ("unmet", "is", (word,))) for word in ("是", "否"))

    def test(case: CaseFacts) -> Outcome:
        value = case.values.get(key)
        if value is None:
            return _NOT_KNOWN
        if value is True:
            return yes
        if value is False:
            return no
        text = str(value)
        return known.get(text) or ("unmet", "is", (text,))

    return test


def _consequence(condition: Condition) -> Test:
    return _words(replace(condition, values=condition.values or ("none", "slight")))


def _outside(condition: Condition) -> Test:
    return _words(replace(condition, values=("否",)))


def _completed(condition: Condition) -> Test:
    return _words(replace(condition, values=("是",)))


def _numbers(condition: Condition) -> Test:
    """Below, at least and between. A condition without its limit can never be met."""
    key, kind = condition.fact, condition.kind
    low = condition.low if kind == "between" else condition.limit if kind == "at_least" else None
    high = None if kind == "at_least" else condition.limit
    low_open, high_open = condition.exclusive, kind == "below" and not condition.inclusive
    lacking = condition.limit is None or (kind == "between" and low is None)

    def test(case: CaseFacts) -> Outcome:
        value = case.values.get(key)
        if value is None or lacking or isinstance(value, bool) or not isinstance(value, Decimal | int):
            return _NO_NUMBER
        inside = True
        if low is not None:
            inside = value > low if low_open else value >= low
        if inside and high is not None:
            inside = value < high if high_open else value <= high
        return ("met" if inside else "unmet"), kind, (value,)

    return test


def _expired(condition: Condition) -> Test:
    def test(case: CaseFacts) -> Outcome:
        harm = case.values.get("consequence")
        if harm is None:
            return "unknown", "no_harm", ()
        found = case.values.get("found_day")
        if not isinstance(found, date):
            return "unknown", "no_found", ()
        health = case.values.get("endangers_health")
        years = limitation_years(case.act_day, harm != "none", health if isinstance(health, bool) else None)
        if years is None:
            return "unknown", "no_health", ()
        last = limitation_end(case.act_day, years == 5)
        return ("met" if found > last else "unmet"), "limitation", (last, found)

    return test


_MAKERS: dict[str, Callable[[Condition], Test]] = {
    "first_time": _first_time,
    "corrected": _corrected,
    "below": _numbers,
    "at_least": _numbers,
    "between": _numbers,
    "one_of": _words,
    "consequence": _consequence,
    "outside": _outside,
    "completed": _completed,
    "expired": _expired,
}
