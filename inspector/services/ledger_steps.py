"""What the steps of a case (步骤) say in the ledger: days, sums, disputes, measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict

from inspector.casework import counting
from inspector.casework.steps import CLOSED, NOT_FILED, NOTICED, PAID, PUBLISHED, WITHDRAWN
from inspector.domain.money import yuan_text
from inspector.domain.records import Case, CaseStep, Rectification

_DISPUTES = (
    ("review_asked", "申请复议"),
    ("review_decided", "复议决定"),
    ("suit_filed", "起诉"),
    ("suit_decided", "裁判"),
)
_CHANGED = (("decision_changed", "决定被变更"), ("decision_revoked", "决定被撤销或确认违法、无效"))
_ENDS = ((CLOSED, "结案"), (WITHDRAWN, "撤案"), (NOT_FILED, "不予立案"))


class StepPart(TypedDict):
    """Fields of a ledger row that come from the steps and the orders to correct."""

    act_end_day: date | None
    ordered_on: date | None
    correct_by: date | None
    rechecked_on: date | None
    recheck: str
    sampling: str
    noticed_on: date | None
    defence: str
    hearing: str
    legal_review_on: date | None
    collective_on: date | None
    deferral: str
    surcharge_fen: int | None
    exhorted_on: date | None
    enforcement_on: date | None
    dispute: str
    published_on: date | None
    closing: str
    archive_number: str
    measures: str
    measure_codes: str
    measure_fen: int | None
    damage: str
    note: str


def step_part(
    latest: Mapping[str, CaseStep], entries: Sequence[CaseStep], orders: Sequence[Rectification], case: Case
) -> StepPart:
    """The part of a row; `latest` holds the last entry of each step, `entries` all of them in order of days."""

    def day(step: str) -> date | None:
        return latest[step].day if step in latest else None

    order = max(orders, key=lambda entry: (entry.ordered_on, entry.id), default=None)
    daily = [entry.amount_fen or 0 for entry in entries if entry.step == "daily_penalty"]
    surcharged = [entry.amount_fen for entry in entries if entry.step == "surcharged"]
    measures = counting.measures(latest)
    return StepPart(
        act_end_day=case.act_end_day,
        ordered_on=order.ordered_on if order else None,
        correct_by=order.due_on if order else None,
        rechecked_on=order.rechecked_on if order else None,
        recheck=_recheck(order),
        sampling="、".join(_said(entry) for entry in entries if entry.step == "sampled"),
        noticed_on=day(NOTICED),
        defence=_defence(case),
        hearing=_hearing(case, latest),
        legal_review_on=day("legal_review"),
        collective_on=day("collective"),
        deferral=_dated(latest, (("deferred", "同意延期、分期"),)),
        surcharge_fen=sum(amount or 0 for amount in surcharged) if surcharged else None,
        exhorted_on=day("exhorted"),
        enforcement_on=day("enforcement_asked"),
        dispute=_dated(latest, _DISPUTES),
        published_on=day(PUBLISHED),
        closing=_dated(latest, _ENDS),
        archive_number=latest["archived"].reference if "archived" in latest else "",
        measures="、".join(counting.MEASURES[step] for step in measures),
        measure_codes=";".join(measures),
        measure_fen=sum(daily) if daily else None,
        damage=_damage(entries),
        note=_dated(latest, _CHANGED),
    )


def paid_fen(entries: Sequence[CaseStep]) -> int | None:
    """What was paid: the amount of the payment, else the instalments so far; None while nothing was."""
    whole = [entry.amount_fen for entry in entries if entry.step in (PAID, "spot_collected")]
    if whole:
        return whole[-1]
    parts = [entry.amount_fen or 0 for entry in entries if entry.step == "instalment_paid"]
    return sum(parts) if parts else None


def _said(entry: CaseStep) -> str:
    return entry.reference or f"{entry.day}采样"


def _dated(latest: Mapping[str, CaseStep], wanted: Sequence[tuple[str, str]]) -> str:
    """`申请复议 2026-03-01，复议决定 2026-05-02（维持）`."""
    return "，".join(
        f"{word} {latest[step].day}" + (f"（{latest[step].note}）" if latest[step].note else "")
        for step, word in wanted
        if step in latest
    )


def _recheck(order: Rectification | None) -> str:
    if order is None or order.rechecked_on is None:
        return ""
    word = {True: "已改正", False: "未改正", None: "未写结果"}[order.corrected]
    return f"{word}：{order.result}" if order.result else word


def _defence(case: Case) -> str:
    if not case.defence:
        return ""
    return {True: "有，已采纳", False: "有，未采纳", None: "有，未复核"}[case.defence_adopted]


def _hearing(case: Case, latest: Mapping[str, CaseStep]) -> str:
    if "heard" in latest:
        return f"已举行 {latest['heard'].day}"
    if "hearing_withdrawn" in latest:
        return f"已撤回 {latest['hearing_withdrawn'].day}"
    if "hearing_asked" in latest:
        return f"已要求 {latest['hearing_asked'].day}"
    return case.hearing


def _damage(entries: Sequence[CaseStep]) -> str:
    """Compensation (损害赔偿): when talks began, what was paid."""
    linked = [entry for entry in entries if entry.step == "damage_linked"]
    if not linked:
        return ""
    paid = [entry.amount_fen or 0 for entry in entries if entry.step == "damage_paid"]
    return f"磋商 {linked[-1].day}" + (f"，已付 {yuan_text(sum(paid))} 元" if paid else "，未付")
