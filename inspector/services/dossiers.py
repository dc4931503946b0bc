"""From stored records to the dossier (卷宗材料) that papers are made of. Unknown stays None and prints as a blank."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from inspector.casework.steps import NOTICED
from inspector.documents.dossier import (
    Bureau,
    Citation,
    ConditionStatus,
    DecisionFacts,
    Dossier,
    EducationFacts,
    EvidenceLine,
    FineComputation,
    FineStep,
    HearingState,
    Leniency,
    LenientCondition,
    NoticeFacts,
    Party,
    PhotoSheetEntry,
    RectificationFacts,
    Trace,
)
from inspector.domain.kinds import FineDirection, Outcome
from inspector.domain.layers import Layers
from inspector.domain.records import Case, CaseStep, Decision, Officer, Photo, Rectification
from inspector.domain.times import local_day
from inspector.law.book import Book
from inspector.law.fine_reasons import BITS
from inspector.law.leniency import ItemResult
from inspector.law.lists import LenientItem
from inspector.law.reasons import clause_letter, source_letter
from inspector.services.attachments import evidence_lines
from inspector.services.cases import CaseFile
from inspector.services.law_review import LawReview
from inspector.services.officers import BureauProfile
from inspector.services.reasons_part import reasons_part
from inspector.services.visits import VisitSheet

HEARING_THRESHOLD_FEN = (
    10_000_000  # 10 万元; below the 20 万元 of the ministry's rule, so that rather too many are told
)


def bureau_part(profile: BureauProfile) -> Bureau:
    """The authority that signs."""
    return Bureau(
        name=profile.name or None,
        district=profile.short or None,
        address=profile.address or None,
        contact=profile.contact or None,
        phone=profile.phone or None,
        bank=profile.bank or None,
        bank_account=profile.bank_account or None,
        review_body=profile.review_body or None,
        court=profile.court or None,
    )


def photo_parts(
    photos: Sequence[Photo],
    officers: dict[str, Officer],
    place: str,
    jpeg: Callable[[Photo, Layers], bytes],
    flags: dict[str, tuple[str, ...]],
    layers: Mapping[str, Layers],
) -> tuple[PhotoSheetEntry, ...]:
    """Photos for the evidence sheet; the picture is fetched when it is drawn. `layers`: what is drawn over them, by photo."""
    bare = Layers()

    def name(key: str | None) -> str | None:
        return officers[key].name if key and key in officers else None

    return tuple(
        PhotoSheetEntry(
            number=f"Z-{photo.ordinal:02d}",
            jpeg=partial(jpeg, photo, layers.get(photo.id, bare)),
            caption=photo.caption or None,
            proves=photo.proves or None,
            taken_at=photo.taken_at,
            time_source=photo.time_source.label,
            place=place or None,
            position=photo.position.text() if photo.position else None,
            photographer=name(photo.photographer_id),
            second_officer=name(photo.second_officer_id),
            carrier=photo.carrier or photo.camera or None,
            file_name=photo.original_name,
            size_bytes=photo.size_bytes,
            sha256=photo.sha256,
            flags=flags.get(photo.id, ()),
            marks=_marks(layers.get(photo.id, bare)),
        )
        for photo in photos
    )


def _marks(layers: Layers) -> str | None:
    """Words for the marks that are printed; a mere turn is how the photo is looked at and no mark."""
    marks = replace(layers.as_evidence(), turn=0)
    return None if marks.empty else f"标注（{marks.words()}）"


def party_of_visit(sheet: VisitSheet) -> Party:
    """The party as the visit recorded it."""
    visit = sheet.visit
    return Party(
        name=visit.party_name or None,
        credit_code=visit.party_code,
        representative=visit.party_representative or None,
        address=visit.party_address or None,
    )


def party_of_case(case: Case) -> Party:
    """The party as the case was opened under."""
    return Party(
        name=case.party_name or None,
        credit_code=case.party_code,
        representative=case.party_representative or None,
        address=case.party_address or None,
    )


def trace_part(number: str | None, pack_version: str, head: str, qr_case: str) -> Trace:
    """The band at the foot of every page."""
    return Trace(case_number=number, qr_case=qr_case, pack_version=pack_version, chain_head=head)


def case_part(
    base: Dossier, file: CaseFile, review: LawReview, book: Book, *, noticed_number: str | None
) -> dict[str, object]:
    """The parts of a dossier that come from the case and its law review, by field name."""
    decision = file.decision
    provision = (
        book.provision(decision.provision_id) if decision and decision.provision_id else review.provision
    )
    order = file.rectifications[-1] if file.rectifications else None
    item = _chosen_item(decision, review)
    return {
        "cause": review.violation.name,
        "facts": tuple(fact.text for fact in file.facts),
        "evidence": _evidence(file),
        "violated": (Citation(letter=provision.violated_in_letter(), table=provision.violated),),
        "penalty": (Citation(letter=provision.penalty_in_letter(), table=provision.penalty()),),
        "correction": (
            Citation(letter="《中华人民共和国行政处罚法》第二十八条第一款", table="行政处罚法第28条第1款"),
        ),
        "no_penalty": _no_penalty(item.item if item else None, decision, review.decision_day),
        "law_comparison": review.choice.reason,
        "leniency": _leniency(item, review.decision_day),
        "fine": _fine(review, decision, file.case),
        "notice": _notice(file, decision, review, noticed_number),
        "rectification": _rectification(order),
        "education": _education(review, order, file),
        "decision": _decision(decision, review, file.case),
        "reasons": reasons_part(review),
    }


def _evidence(file: CaseFile) -> tuple[EvidenceLine, ...]:
    lines: list[EvidenceLine] = []
    if file.photos:
        numbers = [photo.ordinal for photo in file.photos]
        span = f"Z-{min(numbers):02d}" if len(numbers) == 1 else f"Z-{min(numbers):02d}至Z-{max(numbers):02d}"
        taken = next((local_day(p.taken_at) for p in file.photos if p.taken_at), None)
        lines.append(
            EvidenceLine(name=f"现场照片{len(numbers)}张", number=span, obtained_on=taken, proves="现场情况")
        )
    for label in dict.fromkeys(link.label for link in file.evidence if link.label):
        lines.append(EvidenceLine(name=label))
    lines.extend(evidence_lines(file.files))
    return tuple(lines)


def _chosen_item(decision: Decision | None, review: LawReview) -> ItemResult | None:
    if decision is not None and decision.item_id:
        return review.item(decision.item_id)
    return next(iter(review.answer.complete), None) if decision is None else None


def _no_penalty(item: LenientItem | None, decision: Decision | None, day: date) -> tuple[Citation, ...]:
    cited: list[Citation] = []
    if item is not None:
        if not item.general:
            cited.append(
                Citation(letter="《中华人民共和国行政处罚法》第三十三条第一款", table="行政处罚法第33条第1款")
            )
        cited.append(
            Citation(letter=source_letter(item, day), table=f"{item.source.document} {item.source.article}")
        )
    elif decision is not None and decision.basis:
        cited.append(Citation(letter=decision.basis, table=decision.basis))
    return tuple(cited)


def _leniency(item: ItemResult | None, day: date) -> Leniency:
    """The ground with each condition as a sentence of a letter. Evidence is what the file holds, not what it should hold."""
    if item is None:
        return Leniency()
    return Leniency(
        source=f"{source_letter(item.item, day)}“{item.item.name}”",
        conditions=tuple(
            LenientCondition(
                title=entry.needed,
                status=ConditionStatus(entry.status),
                found=f"{entry.letter}（{clause_letter(entry.clause)}）" if entry.clause else entry.letter,
                evidence="、".join(entry.evidence) or None,
            )
            for entry in item.conditions
        ),
    )


_LOWEST = {False: "", True: "（无法查明，按最低档）"}
_ADJUSTMENTS = {
    FineDirection.LIGHT: "有从轻情节，在本档中间值以下确定",
    FineDirection.ORDINARY: None,
    FineDirection.HEAVY: "有从重情节，在本档中间值以上确定",
}


def _adjustment(review: LawReview, amount: int | None) -> str | None:
    """What raised or lowered the figure: the direction in the band, a limit that bit, the public apology."""
    lowered = _lowered(review, amount)
    parts = (
        _ADJUSTMENTS[review.direction],
        BITS[review.fine.bit],
        review.apology.letter.rstrip("。") if lowered and review.apology else "",
    )
    return "；".join(part for part in parts if part) or None


def _lowered(review: LawReview, amount: int | None) -> bool:
    """Whether the fine is the one that the public apology gives."""
    reduction = review.apology.reduction if review.apology else None
    return reduction is not None and amount == reduction.amount_fen


def _fine(review: LawReview, decision: Decision | None, case: Case) -> FineComputation:
    fine = review.fine
    range_ = review.provision.fine
    steps: list[FineStep] = []
    running = fine.table.start if fine.table else None
    if fine.table is not None and fine.table.method == "weights" and fine.table.start:
        start = fine.table.weight_text(fine.table.start)
        steps.append(FineStep(factor="裁量起点", situation="", weight=start, running=start))
    for step in fine.steps:
        if fine.table is not None and fine.table.method == "weights" and running is not None:
            running += step.choice.weight
            steps.append(
                FineStep(
                    factor=step.factor.name,
                    situation=step.choice.label + _LOWEST[step.assumed_lowest],
                    weight=fine.table.weight_text(step.choice.weight),
                    running=fine.table.weight_text(running),
                )
            )
        else:
            steps.append(
                FineStep(factor=step.factor.name, situation=step.choice.label + _LOWEST[step.assumed_lowest])
            )
    amount = decision.amount_fen if decision else _intended(case, review)
    manual = (decision.manual_reason if decision else case.proposed_reason) or None
    if manual and amount != fine.point_fen and not _lowered(review, amount):
        formula: str | None = (
            f"没有可以照用的裁量表，在{range_.span_text()}的幅度内确定：{manual}" if fine.conflict else manual
        )
    else:
        formula = fine.formula or None
    source = (
        f"{fine.table.source.document}{fine.table.source.article}"
        if fine.table and not fine.conflict
        else None
    )
    return FineComputation(
        source=source or (f"{review.provision.penalty()}的法定幅度" if manual else None),
        steps=tuple(steps),
        formula=formula,
        minimum_fen=range_.min_fen,
        maximum_fen=range_.max_fen,
        point_fen=amount,
        adjustment=_adjustment(review, amount),
    )


def _step_day(steps: Sequence[CaseStep], name: str) -> date | None:
    return next((step.day for step in reversed(steps) if step.step == name), None)


def _notice(file: CaseFile, decision: Decision | None, review: LawReview, number: str | None) -> NoticeFacts:
    case = file.case
    served = _step_day(file.steps, NOTICED)
    amount = decision.amount_fen if decision else _intended(case, review)
    offered = amount is not None and amount >= HEARING_THRESHOLD_FEN
    defended = None if served is None else bool(case.defence)
    hearing = {
        "held": HearingState.HELD,
        "waived": HearingState.WAIVED,
        "not_asked": HearingState.NOT_ASKED,
    }.get(case.hearing, HearingState.NOT_ASKED if offered else HearingState.NOT_APPLICABLE)
    return NoticeFacts(
        served_on=served,
        number=number,
        hearing_offered=offered,
        defended=defended,
        defended_on=case.defended_on,
        defence=case.defence or None,
        adopted=case.defence_adopted,
        adoption_reason=case.defence_reason or None,
        hearing=hearing,
        hearing_on=None,
    )


def _rectification(order: Rectification | None) -> RectificationFacts:
    if order is None:
        return RectificationFacts()
    return RectificationFacts(
        requirement=order.requirement,
        immediately=order.on_the_spot,
        due_on=order.due_on,
        ordered_on=order.ordered_on,
        corrected_on=order.rechecked_on if order.corrected else None,
        rechecked_on=order.rechecked_on,
        corrected=order.corrected,
        result=order.result or None,
    )


def _education(review: LawReview, order: Rectification | None, file: CaseFile) -> EducationFacts:
    """Duties explained to a party spared a penalty (处罚法 33 ③): the act itself and what was ordered."""
    if file.case.outcome not in (Outcome.WAIVED, Outcome.MAY_BE_WAIVED):
        return EducationFacts()
    duties = [f"不得再有“{review.violation.name}”的行为，再次发生的不再按首次处理"]
    if order is not None:
        duties.append(f"持续保持改正后的状态：{order.requirement}")
    return EducationFacts(
        duties=tuple(duties),
        explained_by=file.handlers[0].name if file.handlers else None,
        explained_on=file.case.decided_on,
    )


def _intended(case: Case, review: LawReview) -> int | None:
    """The fine the notice tells: what the officer proposed, else what the table gives."""
    return case.proposed_fen if case.proposed_outcome is not None else review.fine.point_fen


def _decision(decision: Decision | None, review: LawReview, case: Case) -> DecisionFacts:
    if decision is None:
        return DecisionFacts(
            outcome=case.proposed_outcome,
            amount_fen=_intended(case, review),
            reason=case.proposed_reason or None,
        )
    return DecisionFacts(
        outcome=decision.outcome,
        amount_fen=decision.amount_fen,
        reason=decision.reason,
        decided_on=decision.decided_on,
    )
