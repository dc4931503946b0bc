"""What follows from a sheet, as the page shows it: pure functions, no Qt, no store."""

from __future__ import annotations

from inspector.domain.geo import distance_m
from inspector.domain.kinds import Answer, IntendedStep, VisitState
from inspector.domain.times import local
from inspector.evidence.flags import metres_words
from inspector.law.book import Book
from inspector.services.noise import exceeded_violation
from inspector.services.visits import VisitSheet
from inspector.ui.common.segmented import COMPLIES, FAILS, UNCHECKED
from inspector.ui.common.words import tr
from inspector.ui.visits.readings import level_text
from inspector.ui.visits.shown import (
    CheckState,
    FollowUp,
    FootState,
    LineState,
    MoreState,
    PartyState,
    ReadingState,
    SampleState,
    VisitShape,
)
from inspector.ui.visits.texts import join_person
from inspector.ui.visits.verdict import is_noise, zones_of

NIGHT = "noise_construction"
_ANSWER_VALUES = {Answer.MET: COMPLIES, Answer.UNMET: FAILS, Answer.UNCHECKED: UNCHECKED}
ANSWERS = {value: answer for answer, value in _ANSWER_VALUES.items()}


def shape_of(sheet: VisitSheet, book: Book, *, fast: bool) -> VisitShape:
    """What the page of this visit is made of; only night construction noise has the fast form."""
    checklist = sheet.checklist
    offered = checklist.id == NIGHT
    quick = fast and offered
    noise = is_noise(checklist)
    return VisitShape(
        checklist_id=checklist.id,
        title=tr("夜间施工噪声") if quick else checklist.name,
        sub=tr("快速检查 · 全部一屏，Enter 到下一个必填项")
        if quick
        else tr("完整检查表 · 可展开每项看什么、取什么证据"),
        measurement="noise" if noise else "table" if checklist.measurement else "",
        with_maximum=noise,
        zones=zones_of(sheet, book),
        fast=quick,
        fast_offered=offered,
    )


def party_state(sheet: VisitSheet) -> PartyState:
    """Section 1 as stored."""
    visit = sheet.visit
    return PartyState(
        party_name=visit.party_name,
        place=visit.place,
        started_at=visit.started_at,
        ended_at=visit.ended_at,
        identity_shown=visit.identity_shown,
        rights_told=visit.rights_told,
        person=join_person(visit.person_in_charge, visit.person_role),
        source=visit.source_reference,
    )


def reading_state(sheet: VisitSheet, defaults: dict[str, object]) -> ReadingState:
    """The first reading as texts; before there is one, the instrument used last time."""
    reading = next(iter(sheet.measurements), None)
    if reading is None:
        names = ("instrument", "instrument_number", "calibrated_until", "point")
        texts = {name: str(defaults[name]) for name in names if defaults.get(name)}
        return ReadingState(**texts)
    return ReadingState(
        value=level_text(reading.value_milli),
        maximum=level_text(reading.maximum_milli),
        background=level_text(reading.background_milli),
        point=reading.point,
        zone=reading.zone,
        instrument=reading.instrument,
        instrument_number=reading.instrument_number,
        calibrated_until=reading.calibrated_until.isoformat() if reading.calibrated_until else "",
    )


def sample_states(sheet: VisitSheet) -> list[SampleState]:
    """The free readings of a VOCs visit as texts, in order."""
    return [
        SampleState(
            quantity=reading.quantity,
            point=reading.point,
            value_milli=level_text(reading.value_milli).removesuffix(".0"),
            unit=reading.unit,
            instrument=reading.instrument,
            instrument_number=reading.instrument_number,
            calibrated_until=reading.calibrated_until.isoformat() if reading.calibrated_until else "",
        )
        for reading in sheet.measurements
    ]


def more_state(sheet: VisitSheet) -> MoreState:
    """The texts of the full form."""
    visit = sheet.visit
    return MoreState(
        person_phone=visit.person_phone,
        companion=visit.companion,
        production=visit.production,
        permits=visit.permits,
        statement=visit.statement,
        refused_to_sign=visit.refused_to_sign,
        weather=visit.weather,
    )


def check_states(sheet: VisitSheet) -> list[CheckState]:
    """The rows of the checklist with answers and notes."""
    states = []
    for item in sheet.checklist.items:
        kept = sheet.answers.get(item.id)
        states.append(
            CheckState(
                item_id=item.id,
                title=item.label,
                clause=item.clause,
                look_at=item.look_for,
                evidence=item.evidence,
                answer=_ANSWER_VALUES[kept.answer] if kept else "",
                note=kept.note if kept else "",
            )
        )
    return states


def place_line(sheet: VisitSheet) -> LineState:
    """Under the place: how far the photos say it is from the registered site, else where the coordinates are from."""
    site = sheet.site.position if sheet.site else None
    if not sheet.visit.place or site is None:
        return LineState("gap", tr("名录里没有坐标，照片位置不能比对")) if sheet.site else LineState()
    for photo in sheet.photos:
        if photo.position is None:
            continue
        metres = distance_m(photo.position, site)
        if metres is not None:
            words = tr(
                "照片定位距登记位置 {far} · {datum}", far=metres_words(metres), datum=photo.datum.value
            )
            return LineState("met" if metres <= 300 else "gap", words)
    return LineState("met", tr("登记坐标 · {datum}", datum=site.datum.value))


def shown_step(sheet: VisitSheet) -> IntendedStep | None:
    """The intended step; 无问题 is stored from the start, so it counts as said only on a completed or clean visit."""
    step = sheet.visit.intended_step
    clean = sheet.visit.state is not VisitState.DRAFT
    return step if step is not IntendedStep.NONE or clean else None


def foot_state(sheet: VisitSheet, hint: str) -> FootState:
    """Count of requirements and what is missing."""
    needed = sheet.requirements()
    missing = tuple((item.key, item.label) for item in needed if not item.met)
    fixed = ""
    if sheet.visit.state is VisitState.COMPLETE:
        ended = sheet.visit.ended_at
        fixed = tr("已完成，{time} 起不再改动", time=f"{local(ended):%m-%d %H:%M}" if ended else "")
    elif sheet.visit.state is VisitState.VOID:
        fixed = tr("已作废：{reason}", reason=sheet.visit.void_reason)
    return FootState(len(needed) - len(missing), len(needed), missing, hint, fixed)


def follow_up(sheet: VisitSheet, book: Book) -> FollowUp:
    """Violations that unmet items point at, each once, and the authority the matter belongs to."""
    found: dict[str, str] = {}
    to, reason = "", ""
    for item in sheet.checklist.items:
        kept = sheet.answers.get(item.id)
        if kept is None or kept.answer is not Answer.UNMET:
            continue
        for key in item.violations:
            violation = book.violation(key)
            found[key] = violation.name
            if violation.hand_over_to and not to:
                to, reason = violation.hand_over_to, violation.name
    exceeded = exceeded_violation(sheet, book)
    if exceeded:
        found[exceeded] = book.violation(exceeded).name
    if sheet.checklist.hand_over_to and not to:
        to, reason = sheet.checklist.hand_over_to, sheet.checklist.name
    return FollowUp(tuple(found.items()), to, reason)
