"""The dossier (卷宗材料): everything a paper may need, as frozen plain values filled by the services room.

None means "not known yet" and becomes an underlined blank; it is never written as 无 or /. Empty tuples mean "none recorded".
Texts stay as typed; what is changed for show only (full-width digits, ASCII marks between Han) is changed by `content`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from inspector.documents.casedetails import CaseDetails
from inspector.documents.reasons_facts import ReasonsFacts
from inspector.domain.kinds import Answer, Outcome


class PaperKind(StrEnum):
    """Every paper; the value names its wording in `resources/papers` and its series of numbers."""

    FILING = "filing"
    WITHDRAWAL = "withdrawal"
    SITE_RECORD = "site_record"
    INQUIRY_RECORD = "inquiry_record"
    SAMPLING_RECORD = "sampling_record"
    PHOTO_SHEET = "photo_sheet"
    PHOTO_ANNEX = "photo_annex"
    ADVANCE_REGISTRATION = "advance_registration"
    ADVANCE_RELEASE = "advance_release"
    SEIZURE = "seizure"
    SEIZURE_LIST = "seizure_list"
    SEIZURE_EXTENSION = "seizure_extension"
    SEIZURE_RELEASE = "seizure_release"
    RECTIFICATION_ORDER = "rectification_order"
    INTERNAL_APPROVAL = "internal_approval"
    INVESTIGATION_REPORT = "investigation_report"
    PRIOR_NOTICE = "prior_notice"
    NO_PENALTY_PRIOR_NOTICE = "no_penalty_prior_notice"
    HEARING_NOTICE = "hearing_notice"
    HEARING_RECORD = "hearing_record"
    HEARING_REPORT = "hearing_report"
    LEGAL_REVIEW = "legal_review"
    COLLECTIVE_RECORD = "collective_record"
    PENALTY_DECISION = "penalty_decision"
    NO_PENALTY_DECISION = "no_penalty_decision"
    REASONS_PAGE = "reasons_page"
    SPOT_DECISION = "spot_decision"
    DAILY_PENALTY = "daily_penalty"
    SERVICE_RECEIPT = "service_receipt"
    DEFERRAL_CONSENT = "deferral_consent"
    EXHORTATION = "exhortation"
    ENFORCEMENT_APPLICATION = "enforcement_application"
    TRANSFER_LETTER = "transfer_letter"
    POLICE_TRANSFER = "police_transfer"
    CLOSURE = "closure"
    COVER = "cover"
    CONTENTS = "contents"
    EVIDENCE_LIST = "evidence_list"
    SPINE_LABEL = "spine_label"


# Made for a volume and no paper of the volume itself.
AROUND_VOLUME = frozenset(
    {PaperKind.COVER, PaperKind.CONTENTS, PaperKind.EVIDENCE_LIST, PaperKind.SPINE_LABEL}
)


class PersonKind(StrEnum):
    """What the party (当事人) is; decides the lines of the party block."""

    ORGANISATION = "organisation"
    SOLE_TRADER = "sole_trader"
    PERSON = "person"


class ConditionStatus(StrEnum):
    """Whether a lenient condition is met; unknown is asked, never assumed."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class HearingState(StrEnum):
    """What became of the right to a hearing (听证)."""

    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"
    WAIVED = "waived"
    HELD = "held"


@dataclass(frozen=True, kw_only=True, slots=True)
class Bureau:
    """The authority (机关) that signs. `district` is the short name in numbers: 龙华."""

    name: str | None = None
    district: str | None = None
    address: str | None = None
    contact: str | None = None
    phone: str | None = None
    bank: str | None = None
    bank_account: str | None = None
    review_body: str | None = None
    court: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """The party (当事人)."""

    kind: PersonKind = PersonKind.ORGANISATION
    name: str | None = None
    credit_code: str | None = None
    representative: str | None = None
    id_number: str | None = None
    address: str | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficerCard:
    """An officer (执法人员) and the number of the certificate shown."""

    name: str | None = None
    card_number: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckLine:
    """One answered item of the checklist (检查项)."""

    item: str
    answer: Answer
    clause: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasurementLine:
    """One reading; values in thousandths of `unit`."""

    quantity: str
    unit: str
    point: str | None = None
    value_milli: int | None = None
    maximum_milli: int | None = None
    background_milli: int | None = None
    corrected_milli: int | None = None
    limit_milli: int | None = None
    limit_source: str | None = None
    measured_at: datetime | None = None
    instrument: str | None = None
    instrument_number: str | None = None
    calibrated_until: date | None = None
    calibration_before_milli: int | None = None
    calibration_after_milli: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnSignature:
    """A signature drawn in the window (签名) that stands on the record as it is.

    `role` is party, officer or witness; `strokes` are lines in the field of `domain.strokes`; `digest` is the head of the
    hash of what was signed.
    """

    role: str
    name: str
    day: date
    digest: str
    strokes: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A refusal to sign (拒绝签名): who, why, and who was there; empty words where nobody said."""

    name: str
    reason: str
    witness: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitDetails:
    """One site visit (现场检查). `outdated`: names of those who signed before the record was corrected."""

    started_at: datetime | None = None
    ended_at: datetime | None = None
    place: str | None = None
    position: str | None = None
    officers: tuple[OfficerCard, ...] = ()
    recorder: str | None = None
    person_in_charge: str | None = None
    person_role: str | None = None
    person_id_number: str | None = None
    person_phone: str | None = None
    companion: str | None = None
    weather: str | None = None
    identity_shown: bool | None = None
    identity_confirmed: bool | None = None
    avoidance_told: bool | None = None
    avoidance_asked: bool | None = None
    production: str | None = None
    permits: str | None = None
    checks: tuple[CheckLine, ...] = ()
    measurements: tuple[MeasurementLine, ...] = ()
    findings: str | None = None
    evidence_taken: str | None = None
    handling: str | None = None
    statement: str | None = None
    refused_to_sign: str | None = None
    signatures: tuple[DrawnSignature, ...] = ()
    refusal: Refusal | None = None
    outdated: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoSheetEntry:
    """One photo of the evidence sheet. `jpeg` gives upright JPEG bytes in print size; it is called once, when drawn.

    `marks` names what officers drew over the picture that is printed ("箭头 1，文字 1"); None when it is the photo alone.
    """

    number: str
    jpeg: Callable[[], bytes] | None = field(default=None, compare=False)
    caption: str | None = None
    proves: str | None = None
    taken_at: datetime | None = None
    time_source: str | None = None
    place: str | None = None
    position: str | None = None
    photographer: str | None = None
    second_officer: str | None = None
    carrier: str | None = None
    file_name: str | None = None
    size_bytes: int | None = None
    sha256: str | None = None
    flags: tuple[str, ...] = ()
    marks: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceLine:
    """One piece of evidence (证据) as papers name it."""

    name: str
    number: str | None = None
    obtained_on: date | None = None
    provider: str | None = None
    proves: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A provision cited: `letter` with Chinese numerals for letters, `table` with figures for tables."""

    letter: str
    table: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LenientCondition:
    """One condition of a lenient item, as found."""

    title: str
    status: ConditionStatus = ConditionStatus.UNKNOWN
    found: str | None = None
    needed: str | None = None
    evidence: str | None = None
    searched_until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Leniency:
    """The lenient item (不予处罚事项) applied: where it stands and its conditions in the order of the source."""

    source: str | None = None
    conditions: tuple[LenientCondition, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FineStep:
    """One factor of the discretion table with its weight and the running sum, as text (12%, 22%)."""

    factor: str
    situation: str | None = None
    weight: str | None = None
    running: str | None = None
    basis: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FineComputation:
    """How the fine was reached. `formula` is one sentence of arithmetic; `adjustment` says what raised or lowered it."""

    source: str | None = None
    steps: tuple[FineStep, ...] = ()
    formula: str | None = None
    minimum_fen: int | None = None
    maximum_fen: int | None = None
    point_fen: int | None = None
    adjustment: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeFacts:
    """Notice, defence and hearing (告知、陈述申辩、听证). `defended` None = not known yet, False = none was made."""

    served_on: date | None = None
    number: str | None = None
    hearing_offered: bool | None = None
    defended: bool | None = None
    waived_in_writing: bool = False
    defended_on: date | None = None
    defence: str | None = None
    adopted: bool | None = None
    adoption_reason: str | None = None
    hearing: HearingState | None = None
    hearing_on: date | None = None
    hearing_result: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RectificationFacts:
    """The order to correct (责令改正) and its recheck (复查)."""

    requirement: str | None = None
    immediately: bool = False
    due_on: date | None = None
    number: str | None = None
    ordered_on: date | None = None
    consequence: str | None = None
    corrected_on: date | None = None
    rechecked_on: date | None = None
    corrected: bool | None = None
    result: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EducationFacts:
    """Education of a party spared a penalty (处罚法 33 ③): duties, who explained them and when."""

    duties: tuple[str, ...] = ()
    explained_by: str | None = None
    explained_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionFacts:
    """What was decided, or in the notice: is intended. `other_penalties` are named beside the fine (警告…)."""

    outcome: Outcome | None = None
    amount_fen: int | None = None
    other_penalties: tuple[str, ...] = ()
    reason: str | None = None
    decided_on: date | None = None
    payment_days: int = 15


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberTaken:
    """A number of a paper: year and sequence, or the whole text of a number given elsewhere."""

    kind: PaperKind
    year: int | None = None
    sequence: int | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperDate:
    """The day a paper is dated; no entry leaves the blank 年月日 of an unused date."""

    kind: PaperKind
    day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """What the band at the foot says. `qr_case` is the case number in digits and capitals for the code (LH2026-0118)."""

    case_number: str | None = None
    qr_case: str | None = None
    pack_version: str | None = None
    chain_head: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Dossier:
    """All material of a case or visit from which papers are made.

    `entries` are what the inspector filled into the blanks of this paper: field of its wording, value as stored.
    """

    bureau: Bureau = Bureau()
    party: Party = Party()
    trace: Trace = Trace()
    cause: str | None = None
    visits: tuple[VisitDetails, ...] = ()
    photos: tuple[PhotoSheetEntry, ...] = ()
    facts: tuple[str, ...] = ()
    consequence: str | None = None
    evidence: tuple[EvidenceLine, ...] = ()
    violated: tuple[Citation, ...] = ()
    penalty: tuple[Citation, ...] = ()
    no_penalty: tuple[Citation, ...] = ()
    correction: tuple[Citation, ...] = ()
    law_comparison: str | None = None
    leniency: Leniency = Leniency()
    fine: FineComputation = FineComputation()
    notice: NoticeFacts = NoticeFacts()
    rectification: RectificationFacts = RectificationFacts()
    education: EducationFacts = EducationFacts()
    decision: DecisionFacts = DecisionFacts()
    reasons: ReasonsFacts = field(default_factory=ReasonsFacts)
    numbers: tuple[NumberTaken, ...] = ()
    dates: tuple[PaperDate, ...] = ()
    case: CaseDetails = field(default_factory=CaseDetails)
    entries: tuple[tuple[str, str], ...] = ()

    def number(self, kind: PaperKind) -> NumberTaken | None:
        """The number taken for a kind of paper, if any."""
        return next((number for number in self.numbers if number.kind is kind), None)

    def day(self, kind: PaperKind) -> date | None:
        """The day a kind of paper is dated; decisions fall back to the day of the decision."""
        given = next((entry.day for entry in self.dates if entry.kind is kind), None)
        if given is None and kind in (PaperKind.PENALTY_DECISION, PaperKind.NO_PENALTY_DECISION):
            return self.decision.decided_on
        return given

    @property
    def visit(self) -> VisitDetails:
        """The first visit, or an empty one."""
        return self.visits[0] if self.visits else VisitDetails()
