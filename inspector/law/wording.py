"""What a tested condition says in Chinese: what was found, what would change it, what is still to be asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from inspector.domain.times import day_letter
from inspector.law.conditions import CaseFacts, Outcome, fact_keys, fact_of, needed_facts, start_fact
from inspector.law.lists import Condition

_HARM = {"none": "没有危害后果", "slight": "危害后果轻微", "serious": "危害后果较重"}
_FACT, _START = "{fact}", "{start}"
_NAMED = re.compile(r"\{[a-z]")


@dataclass(frozen=True, slots=True)
class Saying:
    """Sentences of one reason: `found` on screen, `change` that would turn it, `letter` for a letter, `asks` the facts lacking.

    Curly numbers stand for the values of the outcome; days in a letter are written out.
    """

    found: str
    change: str = ""
    letter: str = ""
    asks: tuple[str, ...] = ()


_SAYINGS: dict[str, Saying] = {
    "not_known": Saying("没有查明", "查明：{needed}", "该项事实尚未查明", (_FACT,)),
    "no_number": Saying("没有数值", "补充数值及其报告", "尚无数值", (_FACT,)),
    "is": Saying("{0}", "证明：{needed}", "经查，{about}"),
    "below": Saying(
        "{0} {unit}，界限 {limit} {unit}（{edge}）",
        "数值复核后低于 {limit} {unit}",
        "经查为{0}{unit}，界限为{limit}{unit}（{edge}）",
    ),
    "at_least": Saying(
        "{0} {unit}，界限 {limit} {unit}（{edge}）",
        "数值复核后达到 {limit} {unit}",
        "经查为{0}{unit}，界限为{limit}{unit}（{edge}）",
    ),
    "between": Saying(
        "{0} {unit}，须在 {low} 至 {limit} {unit}（含两端）",
        "数值复核后在范围内",
        "经查为{0}{unit}，范围为{low}至{limit}{unit}（含两端）",
    ),
    "not_searched": Saying(
        "没有查询以往违法记录",
        "查询处罚记录，写明查了什么、查到哪一天",
        "尚未查询当事人以往违法记录",
        ("prior_violation_day",),
    ),
    "prior_late": Saying(
        "填写的以往违法日 {0} 不早于行为日",
        "核对以往违法日",
        "所填以往违法日{0}不早于本次行为日，尚待核对",
        ("prior_violation_day",),
    ),
    "repeated": Saying("{0} 有同类违法", "该记录被撤销或查明不属同类", "经查，当事人于{0}有同类违法行为"),
    "search_end": Saying(
        "没有写明记录查到行为日",
        "补充查询截止日，不早于 {0}",
        "所查记录未写明查至{0}",
        ("records_searched_until",),
    ),
    "search_short": Saying(
        "查询没有覆盖 {0} 起的记录",
        "把查询范围延到 {0}",
        "所查记录未覆盖{0}以来的期间",
        ("records_searched_from",),
    ),
    "first": Saying("{0}至{1}的记录中，查无同类违法", "", "经查询{0}至{1}的记录，未见当事人有同类违法行为"),
    "earlier": Saying(
        "{0}至{1}的记录中，上次同类违法在 {2}", "", "经查询{0}至{1}的记录，当事人上一次同类违法行为在{2}"
    ),
    "no_correction": Saying(
        "没有改正情况", "复查现场并记录改正日", "尚无复查记录，改正情况未查明", ("corrected_day",)
    ),
    "not_corrected": Saying("尚未改正", "改正并经复查确认", "经复查，当事人尚未改正"),
    "after_decision": Saying("改正日 {0} 晚于决定日 {1}", "在决定前改正", "当事人于{0}改正，晚于{1}的决定日"),
    "before_act": Saying(
        "改正日 {0} 早于行为日 {1}",
        "核对改正日",
        "所填改正日{0}早于{1}的行为日，尚待核对",
        ("corrected_day",),
    ),
    "corrected": Saying("{0} 已改正", "", "经复查，当事人已于{0}改正"),
    "no_term": Saying(
        "{0} 已改正，没有责令改正期限",
        "补充责令改正决定书的期限",
        "当事人已于{0}改正，责令改正期限尚未查明",
        ("correction_due_day",),
    ),
    "late": Saying(
        "{0} 改正，期限 {1}，迟 {2} 日",
        "在 {1} 前改正的证据",
        "当事人于{0}改正，责令改正期限为{1}，逾期{2}日",
    ),
    "in_term": Saying("{0} 改正，期限 {1}", "", "当事人于{0}改正，在{1}的责令改正期限之内"),
    "no_start": Saying(
        "{0} 已改正，起算日不明", "补充{start_name}", "当事人已于{0}改正，{start_name}尚未查明", (_START,)
    ),
    "no_calendar": Saying(
        "{0} 已改正，没有工作日历", "用工作日历计算", "当事人已于{0}改正，工作日数尚未计算"
    ),
    "same_day": Saying("{0} 改正，不晚于起算日 {1}", "", "当事人于{0}改正，不晚于{start_name}（{1}）"),
    "days_used": Saying(
        "第 {0} {day_unit}改正，须在 {days} {day_unit}内",
        "更早改正的证据",
        "自{1}（{start_name}）起第{0}{day_unit}（{2}）改正，规定为{days}{day_unit}内",
    ),
    "no_harm": Saying(
        "没有查明危害后果", "查明有无污染、破坏后果（五年或二年）", "危害后果尚未查明", ("consequence",)
    ),
    "no_found": Saying("没有发现日", "补充违法行为被发现的日期", "发现日尚未查明", ("found_day",)),
    "no_health": Saying(
        "没有查明是否涉及生命健康安全",
        "查明是否涉及公民生命健康安全（五年或二年）",
        "是否涉及公民生命健康安全尚未查明",
        ("endangers_health",),
    ),
    "limitation": Saying(
        "期限至 {0}，发现于 {1}", "行为日或后果的认定改变", "追责期限至{0}届满，违法行为于{1}被发现"
    ),
}
REASONS = frozenset(_SAYINGS)


def found_text(condition: Condition, outcome: Outcome) -> str:
    """What was found, for the screen: `第6日改正，须在5日内`."""
    return _fill(_SAYINGS[outcome[1]].found, condition, outcome, letter=False)


def change_text(condition: Condition, outcome: Outcome) -> str:
    """What would turn an unmet or open condition; empty when it is met."""
    if outcome[0] == "met":
        return ""
    return _fill(_SAYINGS[outcome[1]].change, condition, outcome, letter=False)


def letter_text(condition: Condition, outcome: Outcome) -> str:
    """What was found, as a clause of a letter, without a full stop: days written as 2026年9月1日."""
    return _fill(_SAYINGS[outcome[1]].letter, condition, outcome, letter=True)


def asked_facts(condition: Condition, outcome: Outcome, case: CaseFacts) -> tuple[str, ...]:
    """The facts whose answer is lacking, the one to ask first in front; empty when the condition is settled."""
    if outcome[0] != "unknown":
        return ()
    places = {_FACT: needed_facts(condition)[0], _START: start_fact(condition)}
    asked = [places.get(key, key) for key in _SAYINGS[outcome[1]].asks]
    lacking = (key for key in needed_facts(condition) if case.values.get(key) is None)
    return tuple(dict.fromkeys((*asked, *lacking)))


def sources_text(condition: Condition, case: CaseFacts) -> str:
    """Who or what says so, of every fact the condition looks at, each once."""
    said = (case.facts[key].source for key in fact_keys(condition, case.act_day) if key in case.facts)
    return "；".join(dict.fromkeys(one for one in said if one))


def evidence_of(condition: Condition, case: CaseFacts) -> tuple[str, ...]:
    """Evidence ids of every fact the condition looks at, each once."""
    keys = fact_keys(condition, case.act_day)
    return tuple(dict.fromkeys(one for key in keys if key in case.facts for one in case.facts[key].evidence))


def _fill(template: str, condition: Condition, outcome: Outcome, *, letter: bool) -> str:
    if "{" not in template:
        return template
    values = [_said(condition, value, letter) for value in outcome[2]]
    if not _NAMED.search(template):
        return template.format(*values)
    text = template.format(
        *values,
        needed=condition.needed,
        about=_about(condition, outcome) if outcome[1] == "is" else "",
        unit=condition.unit,
        limit=condition.limit,
        low=condition.low,
        edge="不含本数" if _edge_excluded(condition) else "含本数",
        days=condition.days,
        day_unit="个工作日" if condition.mode == "workdays" else "日",
        start_name="违法行为发现日" if condition.start == "found" else "责令改正送达日",
    )
    # A figure without a unit (pH) leaves its gap behind.
    return text if condition.unit else text.replace("  ", " ").replace(" ，", "，").replace(" （", "（")


def _edge_excluded(condition: Condition) -> bool:
    return condition.exclusive if condition.kind == "at_least" else not condition.inclusive


def _said(condition: Condition, value: object, letter: bool) -> str:
    if value is None:
        return "建档"
    if letter and isinstance(value, date):
        return day_letter(value)
    if isinstance(value, str) and fact_of(condition) == "consequence":
        return _HARM.get(value, value)
    return str(value)


def _about(condition: Condition, outcome: Outcome) -> str:
    """A yes-or-no answer as a clause: the requirement holds, or it does not."""
    if fact_of(condition) == "consequence":
        return _said(condition, outcome[2][0], letter=True)
    return condition.needed if outcome[0] == "met" else f"不能认定“{condition.needed}”"
