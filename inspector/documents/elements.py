"""Required elements (必备要素) of each paper, as data, and which of them a dossier lacks.

After the file review rules of 2024 (评查2024, 环执法发〔2024〕4号) as restated for this project; templates of the 2024 sample
forms (环办执法〔2024〕9号) were not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inspector.documents.composing import lacking
from inspector.documents.dossier import ConditionStatus, Dossier, HearingState, PaperKind, PersonKind
from inspector.documents.wording import shipped


@dataclass(frozen=True, slots=True)
class Element:
    """A required element: stable key, Chinese name, and whether a dossier has it."""

    key: str
    name: str
    present: Callable[[Dossier], bool]


def _number(kind: PaperKind) -> Element:
    def taken(dossier: Dossier) -> bool:
        number = dossier.number(kind)
        return number is not None and bool(number.text or (number.sequence and number.year))

    return Element("number", "发文字号", taken)


def _dated(kind: PaperKind) -> Element:
    return Element("day", "成文日期", lambda d: d.day(kind) is not None)


def _party_code(dossier: Dossier) -> bool:
    if dossier.party.kind is PersonKind.PERSON:
        return bool(dossier.party.id_number)
    return bool(dossier.party.credit_code)


def _defence_known(dossier: Dossier) -> bool:
    notice = dossier.notice
    if notice.defended is None:
        return False
    return not notice.defended or bool(
        notice.defence and notice.adopted is not None and notice.adoption_reason
    )


_BUREAU = Element("bureau", "机关名称", lambda d: bool(d.bureau.name))
_PARTY = (
    Element("party_name", "当事人名称", lambda d: bool(d.party.name)),
    Element("party_code", "统一社会信用代码或身份证号", _party_code),
    Element("party_address", "当事人地址", lambda d: bool(d.party.address)),
)
_FACTS = Element("facts", "违法事实", lambda d: bool(d.facts))
_EVIDENCE = Element("evidence", "证据", lambda d: bool(d.evidence))
_VIOLATED = Element("violated", "违反的条款", lambda d: bool(d.violated))
_PENALTY = Element("penalty", "处罚依据条款", lambda d: bool(d.penalty))
_AMOUNT = Element(
    "amount",
    "处罚种类和幅度",
    lambda d: d.decision.amount_fen is not None or bool(d.decision.other_penalties),
)
_DISCRETION = Element(
    "discretion", "裁量基准与因素", lambda d: bool(d.fine.source and (d.fine.steps or d.fine.formula))
)
_DEFENCE = Element("defence", "陈述申辩及采纳情况（放弃也要写）", _defence_known)
_REMEDY = Element("remedies", "复议机关和管辖法院", lambda d: bool(d.bureau.review_body and d.bureau.court))
_CORRECTION = (
    Element("requirement", "改正内容", lambda d: bool(d.rectification.requirement)),
    Element("due", "改正期限", lambda d: d.rectification.immediately or d.rectification.due_on is not None),
)
_SITE = (
    _BUREAU,
    Element("time", "起止时间", lambda d: bool(d.visit.started_at and d.visit.ended_at)),
    Element("place", "检查地点", lambda d: bool(d.visit.place)),
    Element(
        "officers",
        "两名以上执法人员及证号",
        lambda d: sum(bool(o.name and o.card_number) for o in d.visit.officers) >= 2,
    ),
    Element("recorder", "记录人", lambda d: bool(d.visit.recorder)),
    Element("party_name", "被检查单位", lambda d: bool(d.party.name)),
    Element("person", "被检查人及身份", lambda d: bool(d.visit.person_in_charge and d.visit.person_role)),
    Element(
        "identity", "出示证件并经确认", lambda d: bool(d.visit.identity_shown and d.visit.identity_confirmed)
    ),
    Element("avoidance", "告知回避、陈述申辩权和配合义务", lambda d: bool(d.visit.avoidance_told)),
    Element("findings", "检查情况", lambda d: bool(d.visit.findings or d.visit.checks)),
)


def _each_photo(test: Callable[[int, Dossier], bool]) -> Callable[[Dossier], bool]:
    return lambda dossier: bool(dossier.photos) and all(test(i, dossier) for i in range(len(dossier.photos)))


_PHOTO = (
    Element("object", "证明对象", _each_photo(lambda i, d: bool(d.photos[i].caption))),
    Element("proves", "证明内容", _each_photo(lambda i, d: bool(d.photos[i].proves))),
    Element("taken_at", "拍摄时间", _each_photo(lambda i, d: d.photos[i].taken_at is not None)),
    Element("place", "拍摄地点", _each_photo(lambda i, d: bool(d.photos[i].place or d.photos[i].position))),
    Element("photographer", "拍摄人", _each_photo(lambda i, d: bool(d.photos[i].photographer))),
    Element("sha256", "原图校验值", _each_photo(lambda i, d: bool(d.photos[i].sha256))),
)
_LENIENT = (
    Element("no_penalty", "不予处罚的条款", lambda d: bool(d.no_penalty)),
    Element(
        "conditions",
        "不予处罚的条件逐项查明",
        lambda d: (
            bool(d.leniency.conditions)
            and all(c.status is ConditionStatus.MET and c.found for c in d.leniency.conditions)
        ),
    ),
    Element(
        "corrected",
        "改正情况",
        lambda d: bool(
            d.rectification.corrected and (d.rectification.corrected_on or d.rectification.rechecked_on)
        ),
    ),
    Element("education", "教育内容", lambda d: bool(d.education.duties)),
)
_HEARING = Element(
    "hearing",
    "听证情况",
    lambda d: (
        d.notice.hearing is not None
        and (d.notice.hearing is not HearingState.HELD or d.notice.hearing_on is not None)
    ),
)

REQUIRED: Mapping[PaperKind, tuple[Element, ...]] = {
    PaperKind.SITE_RECORD: _SITE,
    PaperKind.PHOTO_SHEET: _PHOTO,
    PaperKind.RECTIFICATION_ORDER: (
        _BUREAU,
        _number(PaperKind.RECTIFICATION_ORDER),
        _dated(PaperKind.RECTIFICATION_ORDER),
        *_PARTY,
        _FACTS,
        _EVIDENCE,
        _VIOLATED,
        Element("correction", "责令改正依据", lambda d: bool(d.correction)),
        *_CORRECTION,
        _REMEDY,
    ),
    PaperKind.PRIOR_NOTICE: (
        _BUREAU,
        _number(PaperKind.PRIOR_NOTICE),
        _dated(PaperKind.PRIOR_NOTICE),
        *_PARTY,
        _FACTS,
        _EVIDENCE,
        _VIOLATED,
        _PENALTY,
        _AMOUNT,
        _DISCRETION,
        Element("hearing_offered", "是否告知听证", lambda d: d.notice.hearing_offered is not None),
        Element(
            "contact",
            "陈述申辩的联系方式",
            lambda d: bool(d.bureau.contact and d.bureau.phone and d.bureau.address),
        ),
    ),
    PaperKind.PENALTY_DECISION: (
        _BUREAU,
        _number(PaperKind.PENALTY_DECISION),
        _dated(PaperKind.PENALTY_DECISION),
        *_PARTY,
        _FACTS,
        _EVIDENCE,
        _VIOLATED,
        _PENALTY,
        Element("notice", "告知送达日期", lambda d: d.notice.served_on is not None),
        _DEFENCE,
        _HEARING,
        _DISCRETION,
        _AMOUNT,
        Element("payment", "代收银行", lambda d: d.decision.amount_fen is None or bool(d.bureau.bank)),
        _REMEDY,
    ),
    PaperKind.NO_PENALTY_DECISION: (
        _BUREAU,
        _number(PaperKind.NO_PENALTY_DECISION),
        _dated(PaperKind.NO_PENALTY_DECISION),
        *_PARTY,
        _FACTS,
        _EVIDENCE,
        _VIOLATED,
        *_LENIENT,
        _DEFENCE,
        _REMEDY,
    ),
}


def missing_elements(kind: PaperKind, dossier: Dossier) -> tuple[str, ...]:
    """Chinese names of the required elements that the dossier does not hold, in the order of the paper."""
    wording = shipped(kind.value)
    if wording is not None:
        return lacking(kind, wording, dossier)
    return tuple(element.name for element in REQUIRED[kind] if not element.present(dossier))
