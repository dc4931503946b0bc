"""Values that wordings show by name (`{当事人}`): what the dossier knows, as runs; what it does not, as a blank of its own width.

Names are Chinese because a bureau edits the wordings. A value the records know wins over what was filled into a blank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from inspector.documents.content import Runs, day_runs, join, shown, words
from inspector.documents.dossier import (
    ConditionStatus,
    Dossier,
    HearingState,
    PaperKind,
    PersonKind,
)
from inspector.documents.letterparts import addressee, chinese_count, cited, ended, penalties, sentence
from inspector.documents.linebreak import Gap
from inspector.documents.sitevalues import ON_SITE
from inspector.documents.values import Flag, Value, day_value, minute_value, money_value, text_value
from inspector.documents.wording import PLACE, PaperField, Wording

_ORDER = (PaperKind.RECTIFICATION_ORDER,)
_NOTICES = (PaperKind.PRIOR_NOTICE, PaperKind.NO_PENALTY_PRIOR_NOTICE)
_DECISIONS = (PaperKind.PENALTY_DECISION, PaperKind.NO_PENALTY_DECISION, PaperKind.SPOT_DECISION)


def _sentences(texts: tuple[str, ...]) -> str | None:
    return "".join(shown(text).rstrip("。") + "。" for text in texts if shown(text)) or None


def _evidence(dossier: Dossier) -> str | None:
    names = []
    for line in dossier.evidence:
        number = f"（{shown(line.number)}）" if line.number else ""
        names.append(shown(line.name) + number)
    return "、".join(names) or None


def _paper_number(dossier: Dossier, *kinds: PaperKind) -> str | None:
    found = dossier.case.paper(*(kind.value for kind in kinds))
    return found.number if found else None


def _paper_title(dossier: Dossier, *kinds: PaperKind) -> str | None:
    found = dossier.case.paper(*(kind.value for kind in kinds))
    return f"《{found.title}》" if found else None


def _step_day(step: str) -> Callable[[Dossier], Value]:
    def found(dossier: Dossier) -> Value:
        line = dossier.case.step(step)
        return day_value(line.day if line else None)

    return found


def _step_text(step: str, field: str, ems: float = 8) -> Callable[[Dossier], Value]:
    def found(dossier: Dossier) -> Value:
        line = dossier.case.step(step)
        return text_value(getattr(line, field) if line else None, ems)

    return found


def _meeting(kind: str, field: str, ems: float = 8) -> Callable[[Dossier], Value]:
    def found(dossier: Dossier) -> Value:
        line = dossier.case.meeting(kind)
        return text_value(getattr(line, field) if line else None, ems)

    return found


def _handlers(dossier: Dossier) -> Value:
    names = "、".join(shown(handler.name) for handler in dossier.case.handlers)
    return text_value(names or None)


def _handlers_with_cards(dossier: Dossier) -> Value:
    names = "、".join(
        f"{shown(one.name)}（执法证号{shown(one.card_number or '')}）" for one in dossier.case.handlers
    )
    return text_value(names or None, 16)


def _defence(dossier: Dossier) -> Value:
    notice = dossier.notice
    if notice.defended is None:
        return text_value(None, 18)
    if not notice.defended:
        return text_value(f"{addressee(dossier)}未提出陈述、申辩")
    taken = {True: "予以采纳", False: "不予采纳", None: "尚未复核"}[notice.adopted]
    reason = f"，理由：{shown(notice.adoption_reason)}" if notice.adoption_reason else ""
    return text_value(f"提出陈述、申辩：{shown(notice.defence or '').rstrip('。')}。经复核{taken}{reason}")


def _of_defence(field: str, ems: float = 20) -> Callable[[Dossier], Value]:
    """Of what the party said; nothing is lacking when it said nothing."""

    def found(dossier: Dossier) -> Value:
        notice = dossier.notice
        if notice.defended is False:
            return Value((), known=True)
        return text_value(getattr(notice, field) if notice.defended else None, ems)

    return found


def _adopted(dossier: Dossier) -> Value:
    notice = dossier.notice
    if notice.defended is False:
        return Value((), known=True)
    return text_value({True: "予以采纳", False: "不予采纳", None: None}[notice.adopted])


def _hearing_day(dossier: Dossier) -> Value:
    notice = dossier.notice
    if notice.hearing is not None and notice.hearing is not HearingState.HELD:
        return Value((), known=True)
    return day_value(notice.hearing_on)


def _bracketed(before: str, text: str | None) -> Value:
    """A note that stands only when there is something to note."""
    return Value(words(f"（{before}{shown(text)}）") if text and shown(text) else (), known=True)


def _payment_bank(dossier: Dossier) -> Value:
    if dossier.decision.amount_fen is None:
        return Value((), known=True)
    return text_value(dossier.bureau.bank)


def _correction_state(dossier: Dossier) -> Value:
    """Whether it was put right; as an element it is there only when it was, with a day."""
    facts = dossier.rectification
    if facts.corrected is None:
        return text_value(None)
    done = facts.corrected and (facts.corrected_on or facts.rechecked_on)
    return Value(words("已经完成改正" if facts.corrected else "未完成改正"), known=bool(done))


def _duties(dossier: Dossier) -> Value:
    duties = "；".join(shown(duty).rstrip("。；") for duty in dossier.education.duties)
    return text_value(duties or None, 20)


def _conditions_met(dossier: Dossier) -> bool:
    conditions = dossier.leniency.conditions
    return bool(conditions) and all(c.status is ConditionStatus.MET and c.found for c in conditions)


def _code(dossier: Dossier) -> Value:
    party = dossier.party
    return text_value(party.id_number if party.kind is PersonKind.PERSON else party.credit_code, 10)


def _penalties(dossier: Dossier) -> Value:
    decision = dossier.decision
    return Value(penalties(dossier), decision.amount_fen is not None or bool(decision.other_penalties))


def _cited(field: str) -> Callable[[Dossier], Value]:
    return lambda dossier: Value(cited(getattr(dossier, field)), bool(getattr(dossier, field)))


def _corrected(dossier: Dossier) -> Value:
    facts = dossier.rectification
    if facts.corrected is None:
        return text_value(None, 12)
    state = "已完成改正" if facts.corrected else "未完成改正"
    return text_value(f"{state}，{shown(facts.result).rstrip('。')}" if facts.result else state)


def _outcome(dossier: Dossier) -> Value:
    decision = dossier.decision
    if decision.outcome is None:
        return text_value(None, 10)
    if decision.amount_fen is None and not decision.other_penalties:
        return text_value(decision.outcome.label)
    return _penalties(dossier)


# Every name a wording may use besides its own fields; what it stands for, in English, stands in docs/papers.md.
FOUND: Mapping[str, Callable[[Dossier], Value]] = {
    "手写": lambda _d: text_value(None),
    "机关": lambda d: text_value(d.bureau.name, 12),
    "机关地址": lambda d: text_value(d.bureau.address, 14),
    "机关联系人": lambda d: text_value(d.bureau.contact, 4),
    "机关电话": lambda d: text_value(d.bureau.phone, 6),
    "代收银行": lambda d: text_value(d.bureau.bank, 8),
    "代收账号": lambda d: text_value(d.bureau.bank_account, 8),
    "复议机关": lambda d: text_value(d.bureau.review_body, 8),
    "管辖法院": lambda d: text_value(d.bureau.court, 8),
    "当事人": lambda d: text_value(d.party.name, 12),
    "证照号码": _code,
    "负责人": lambda d: text_value(d.party.representative, 5),
    "住所": lambda d: text_value(d.party.address, 14),
    "当事人电话": lambda d: text_value(d.party.phone or d.visit.person_phone, 6),
    "你单位": lambda d: Value(words(addressee(d)), known=True),
    "案号": lambda d: text_value(d.trace.case_number, 8),
    "案件名称": lambda d: text_value(d.case.title, 14),
    "案由": lambda d: text_value(d.cause, 10),
    "案件来源": lambda d: text_value(d.case.source, 8),
    "发现日期": lambda d: day_value(d.case.found_on),
    "立案期限": lambda d: day_value(d.case.file_by),
    "立案日期": _step_day("filed"),
    "结案日期": lambda d: day_value(d.case.closed_on),
    "承办人": _handlers,
    "承办人及证号": _handlers_with_cards,
    "现场联系人": lambda d: text_value(d.case.contact or d.visit.person_in_charge, 5),
    "机关称谓": lambda d: Value(words(shown(d.bureau.name) if d.bureau.name else "本机关"), known=True),
    **ON_SITE,
    "检查时间": lambda d: minute_value(d.visit.started_at),
    "检查地点": lambda d: text_value(d.visit.place, 12),
    "检查情况": lambda d: text_value(d.visit.findings, 24),
    "违法事实": lambda d: text_value(_sentences(d.facts), 24),
    "证据": lambda d: text_value(_evidence(d), 20),
    "违反条款": _cited("violated"),
    "处罚条款": _cited("penalty"),
    "责改条款": _cited("correction"),
    "不予处罚条款": _cited("no_penalty"),
    "裁量依据": lambda d: text_value(d.fine.source, 16),
    "裁量计算": lambda d: text_value(d.fine.formula, 20),
    "裁量因素": Flag(lambda d: bool(d.fine.steps or d.fine.formula)),
    "不予处罚条件": Flag(_conditions_met),
    "不予处罚事项": lambda d: text_value(d.leniency.source, 16),
    "处罚内容": _penalties,
    "处理结果": _outcome,
    "决定理由": lambda d: text_value(d.decision.reason, 16),
    "原罚款数额": lambda d: money_value(d.decision.amount_fen),
    "决定日期": lambda d: day_value(d.decision.decided_on),
    "决定书文号": lambda d: text_value(_paper_number(d, *_DECISIONS), 10),
    "决定书名称": lambda d: text_value(_paper_title(d, *_DECISIONS), 10),
    "决定送达日期": _step_day("served"),
    "决定送达方式": _step_text("served", "method"),
    "告知书文号": lambda d: text_value(_paper_number(d, *_NOTICES) or d.notice.number, 10),
    "告知送达日期": lambda d: day_value(d.notice.served_on),
    "陈述申辩情况": _defence,
    "告知书文号注": lambda d: _bracketed("", d.notice.number),
    "未陈述申辩": Flag(lambda d: d.notice.defended is False and not d.notice.waived_in_writing),
    "放弃陈述申辩": Flag(lambda d: d.notice.defended is False and d.notice.waived_in_writing),
    "提出陈述申辩": Flag(lambda d: d.notice.defended is True),
    "申辩日期": lambda d: day_value(d.notice.defended_on),
    "申辩内容": _of_defence("defence"),
    "采纳情况": _adopted,
    "采纳理由": _of_defence("adoption_reason"),
    "是否告知听证": lambda d: Value((Gap(16),), d.notice.hearing_offered is not None),
    "告知听证": Flag(lambda d: d.notice.hearing_offered is True),
    "不需听证": Flag(lambda d: d.notice.hearing_offered is False),
    "听证情况": lambda d: Value((Gap(18),), d.notice.hearing is not None),
    "听证不适用": Flag(lambda d: d.notice.hearing is HearingState.NOT_APPLICABLE),
    "未要求听证": Flag(lambda d: d.notice.hearing is HearingState.NOT_ASKED),
    "放弃听证": Flag(lambda d: d.notice.hearing is HearingState.WAIVED),
    "已举行听证": Flag(lambda d: d.notice.hearing is HearingState.HELD),
    "听证日期": _hearing_day,
    "听证结果": lambda d: text_value(d.notice.hearing_result, 20),
    "罚款": Flag(lambda d: d.decision.amount_fen is not None),
    "缴款天数": lambda d: Value(words(chinese_count(d.decision.payment_days)), known=True),
    "缴款银行": _payment_bank,
    "代收账号注": lambda d: _bracketed("账号", d.bureau.bank_account),
    "立即改正": Flag(lambda d: d.rectification.immediately),
    "改正期限": lambda d: Value(
        day_runs(d.rectification.due_on), d.rectification.immediately or d.rectification.due_on is not None
    ),
    "逾期后果": lambda d: text_value(d.rectification.consequence, 20),
    "改正日期": lambda d: day_value(d.rectification.corrected_on),
    "改正结果": _correction_state,
    "复查说明": lambda d: Value(sentence(d.rectification.result) if d.rectification.result else (), known=True),
    "教育内容": _duties,
    "讲解人": lambda d: text_value(d.education.explained_by),
    "讲解日期": lambda d: day_value(d.education.explained_on),
    "责改文号": lambda d: text_value(_paper_number(d, *_ORDER) or d.rectification.number, 10),
    "责改日期": lambda d: day_value(d.rectification.ordered_on),
    "责改内容": lambda d: text_value(d.rectification.requirement, 16),
    "复查日期": lambda d: day_value(d.rectification.rechecked_on),
    "改正情况": _corrected,
    "查封文号": lambda d: text_value(_paper_number(d, PaperKind.SEIZURE), 10),
    "查封日期": _step_day("seized"),
    "先登文号": lambda d: text_value(_paper_number(d, PaperKind.ADVANCE_REGISTRATION), 10),
    "先登日期": _step_day("evidence_kept"),
    "听证申请日期": _step_day("hearing_asked"),
    "听证通知日期": _step_day("hearing_notified"),
    "听证举行日期": lambda d: day_value(m.held_on if (m := d.case.meeting("hearing")) else d.notice.hearing_on),
    "听证地点": _meeting("hearing", "place", 12),
    "听证主持人": _meeting("hearing", "host", 5),
    "听证参加人": _meeting("hearing", "attendees", 16),
    "听证经过": _meeting("hearing", "minutes", 24),
    "听证意见": _meeting("hearing", "conclusion", 24),
    "讨论日期": lambda d: day_value(m.held_on if (m := d.case.meeting("collective")) else None),
    "讨论地点": _meeting("collective", "place", 12),
    "讨论主持人": _meeting("collective", "host", 5),
    "参加讨论人员": _meeting("collective", "attendees", 16),
    "讨论记录": _meeting("collective", "minutes", 24),
    "讨论结论": _meeting("collective", "conclusion", 24),
    "缴款日期": _step_day("paid"),
    "缴款凭证": _step_text("paid", "reference", 10),
    "延期申请日期": _step_day("deferred"),
    "催告日期": _step_day("exhorted"),
    "催告书文号": lambda d: text_value(_paper_number(d, PaperKind.EXHORTATION), 10),
    "接收机关": lambda d: text_value(d.case.hand_over_to, 12),
    "证据材料": lambda d: text_value(d.case.attachments[0].name if d.case.attachments else None),
    "卷内文书": lambda d: text_value(d.case.issued[0].title if d.case.issued else None),
    "撤案理由": _step_text("withdrawn", "reason", 20),
    "照片编号": lambda d: text_value(_photo_span(d), 8),
}  # fmt: skip


# Names that show nothing.
FLAGS = frozenset(name for name, find in FOUND.items() if isinstance(find, Flag))


def _photo_span(dossier: Dossier) -> str | None:
    if not dossier.photos:
        return None
    first, last = dossier.photos[0].number, dossier.photos[-1].number
    return first if first == last else f"{first}至{last}"


def _entered(field: PaperField, stored: str | None) -> Value:
    """What was filled into a blank; dates are stored as ISO days, times in UTC, money in fen."""
    match field.kind:
        case "日期":
            return day_value(date.fromisoformat(stored) if stored else None)
        case "时刻":
            return minute_value(datetime.fromisoformat(stored) if stored else None)
        case "金额":
            return money_value(int(stored) if stored else None)
        case _:
            return text_value(stored, field.ems)


class PaperValues:
    """Values of one paper by name, each computed once."""

    def __init__(self, dossier: Dossier, wording: Wording) -> None:
        self._dossier = dossier
        self._wording = wording
        self._entries = dict(dossier.entries)
        self._known: dict[str, Value] = {}

    def get(self, name: str, ems: float | None = None) -> Value:
        """The value of a name; an unknown one is a blank of `ems` characters when given."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._find(name)
        if not found.known and ems is not None and found.runs and all(isinstance(r, Gap) for r in found.runs):
            return Value((Gap(ems),), known=False)
        return found

    def _find(self, name: str) -> Value:
        field = self._wording.field(name)
        # A bureau's own blank may bear the name of a condition, which shows nothing: then the blank is meant.
        recorded = FOUND[name](self._dossier) if name in FOUND and not (field and name in FLAGS) else None
        if field is None or (recorded is not None and recorded.known):
            return recorded if recorded is not None else text_value(None)
        stored = self._entries.get(name)
        if stored is None and field.default:
            places = [match.group(1) for match in PLACE.finditer(field.default)]
            return Value(self.runs(field.default), all(self.get(place).known for place in places))
        entered = _entered(field, stored)
        return entered if entered.known or recorded is None else recorded

    def recorded(self, name: str) -> bool:
        """Whether the records themselves know it, so that nothing is to be filled in."""
        if name in FLAGS and self._wording.field(name) is not None:
            return False
        return name in FOUND and FOUND[name](self._dossier).known

    def runs(self, text: str) -> Runs:
        """A text with its places filled."""
        parts: list[Runs | str] = []
        at = 0
        for match in PLACE.finditer(text):
            parts.append(text[at : match.start()])
            ems = float(match.group(2)) if match.group(2) else None
            found = self.get(match.group(1), ems).runs
            parts.append(ended(found) if match.group(3) else found)
            at = match.end()
        parts.append(text[at:])
        return join(*(part for part in parts if part))
