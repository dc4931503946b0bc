"""A visit as the site record (现场检查笔录) tells it: what was seen, measured and answered, and who signed or refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from inspector.documents.dossier import (
    CheckLine,
    DrawnSignature,
    MeasurementLine,
    OfficerCard,
    Refusal,
    VisitDetails,
)
from inspector.domain.evidence_records import SignatureState
from inspector.domain.kinds import OfficerRole
from inspector.domain.records import Measurement
from inspector.domain.times import local_day
from inspector.services.signatures import PARTY, SignatureRow
from inspector.services.visits import VisitSheet


def visit_part(sheet: VisitSheet, signed: Sequence[SignatureRow] = ()) -> VisitDetails:
    """A visit as the site record tells it. Of `signed` only what stands on the record as it is now is drawn."""
    visit = sheet.visit
    position = visit.position
    recorder = next((o for o in sheet.officers if o.role is OfficerRole.RECORDER), None)
    if recorder is None and len(sheet.officers) > 1:
        recorder = sheet.officers[1]
    return VisitDetails(
        started_at=visit.started_at,
        ended_at=visit.ended_at,
        place=visit.place or None,
        position=position.text() if position else None,
        officers=tuple(OfficerCard(name=o.name, card_number=o.card_number) for o in sheet.officers),
        recorder=recorder.name if recorder else None,
        person_in_charge=visit.person_in_charge or None,
        person_role=visit.person_role or None,
        person_phone=visit.person_phone or None,
        companion=visit.companion or None,
        weather=_weather(sheet),
        identity_shown=visit.identity_shown or None,
        identity_confirmed=visit.identity_shown or None,
        avoidance_told=visit.rights_told or None,
        production=visit.production or None,
        permits=visit.permits or None,
        checks=tuple(
            CheckLine(
                item=item.label,
                answer=sheet.answers[item.id].answer,
                clause=item.clause or None,
                note=sheet.answers[item.id].note or None,
            )
            for item in sheet.checklist.items
            if item.id in sheet.answers
        ),
        measurements=tuple(_measurement(reading) for reading in sheet.measurements),
        findings=visit.findings or None,
        evidence_taken=f"现场拍摄照片 {len(sheet.photos)} 张" if sheet.photos else None,
        handling=visit.intended_step.label if visit.findings else None,
        statement=visit.statement or None,
        refused_to_sign=visit.refused_to_sign or None,
        **_signed(signed),
    )


def _weather(sheet: VisitSheet) -> str | None:
    visit = sheet.visit
    wind = f"风速 {visit.wind_speed_tenths / 10:g} m/s" if visit.wind_speed_tenths is not None else ""
    return "，".join(part for part in (visit.weather, wind) if part) or None


_QUANTITIES = {"leq": "等效声级", "leq_20min": "等效声级 Leq（20 分钟）", "night_max": "夜间最大声级"}


def _measurement(reading: Measurement) -> MeasurementLine:
    return MeasurementLine(
        quantity=_QUANTITIES.get(reading.quantity, reading.quantity),
        unit=reading.unit,
        point=reading.point or None,
        value_milli=reading.value_milli,
        maximum_milli=reading.maximum_milli,
        background_milli=reading.background_milli,
        measured_at=reading.measured_at,
        instrument=reading.instrument or None,
        instrument_number=reading.instrument_number or None,
        calibrated_until=reading.calibrated_until,
        calibration_before_milli=reading.calibration_before_milli,
        calibration_after_milli=reading.calibration_after_milli,
    )


class _Signed(TypedDict):
    """The parts of a visit that signing made."""

    signatures: tuple[DrawnSignature, ...]
    refusal: Refusal | None
    outdated: tuple[str, ...]


def _signed(rows: Sequence[SignatureRow]) -> _Signed:
    """Of each person the last signature counts; the party refused only if it did not sign after the refusal."""
    standing = {
        (row.signature.role, row.signature.name): row for row in rows if row.state is SignatureState.STANDS
    }
    party = [row for row in rows if row.signature.role == PARTY and row.state is not SignatureState.VOID]
    last = party[-1] if party else None
    refused = last.signature if last is not None and last.state is SignatureState.REFUSED else None
    names = {name for _, name in standing}
    changed = (row.signature.name for row in rows if row.state is SignatureState.CHANGED_SINCE)
    return _Signed(
        signatures=tuple(
            DrawnSignature(
                role=row.signature.role,
                name=row.signature.name,
                day=local_day(row.signature.signed_at),
                digest=row.digest,
                strokes=row.strokes,
            )
            for row in standing.values()
        ),
        refusal=Refusal(name=refused.name, reason=refused.refusal, witness=refused.witness)
        if refused
        else None,
        outdated=tuple(name for name in dict.fromkeys(changed) if name not in names),
    )
