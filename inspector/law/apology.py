"""The public apology (公开道歉承诺从轻) held against a case: what must be there, what rules it out, the lowered figure.

Source: 粤环发〔2021〕7号, article 14. Eleven acts are excluded; one that nobody looked at is unknown and stops the
reduction as surely as one that is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from inspector.domain.errors import RuleRefusedError
from inspector.law.conditions import Status
from inspector.law.discretion import FineResult
from inspector.law.reductions import APOLOGY_EXCLUSIONS, APOLOGY_SOURCE, Reduction, apology, check_apology
from inspector.law.schema import FineRange

RULE_ENDS = date(2026, 12, 31)
"""Last day of 粤环发〔2021〕7号."""
_COMPUTED = "fixed_or_minimum"
_WORDS: Mapping[Status, str] = {"met": "满足", "unmet": "不满足", "unknown": "待查"}


@dataclass(frozen=True, slots=True)
class ApologyFacts:
    """What is known of an apology. `exclusions`: key of APOLOGY_EXCLUSIONS to whether it is there; a key left out is unknown.

    `base_fen` is the figure to lower where no table gives one.
    """

    percent: int
    applied_on: date | None = None
    published_on: date | None = None
    medium: str = ""
    promised: bool | None = None
    corrected_on: date | None = None
    exclusions: Mapping[str, bool] = field(default_factory=dict)
    base_fen: int | None = None


@dataclass(frozen=True, slots=True)
class ApologyCheck:
    """One requirement or one exclusion. `met` of an exclusion means that it does not stand in the way."""

    key: str
    name: str
    status: Status
    found: str


@dataclass(frozen=True, slots=True)
class ApologyAnswer:
    """The apology answered. `reduction` is None unless every requirement is met and every exclusion ruled out."""

    percent: int
    requirements: tuple[ApologyCheck, ...]
    exclusions: tuple[ApologyCheck, ...]
    base_fen: int | None
    reduction: Reduction | None
    warning: str = ""

    @property
    def checks(self) -> tuple[ApologyCheck, ...]:
        """Requirements, then exclusions."""
        return (*self.requirements, *self.exclusions)

    @property
    def verdict(self) -> str:
        """One sentence: the lowered figure, or what stands against it, or what is still unknown."""
        against = [check.name for check in self.checks if check.status == "unmet"]
        unknown = [check.name for check in self.checks if check.status == "unknown"]
        if against:
            return f"不能适用公开道歉承诺从轻：{'；'.join(against)}。"
        if unknown:
            return f"还有{len(unknown)}项待查，查清以前不能适用：{'；'.join(unknown)}。"
        if self.reduction is None:
            return "还没有可以降低的罚款数额。"
        return f"条件齐备：{self.reduction.formula}。是否适用由办案人员决定并写明理由。"

    @property
    def letter(self) -> str:
        """The paragraph of a notice or decision; empty while the reduction does not stand."""
        if self.reduction is None:
            return ""
        return (
            f"当事人在决定作出前改正违法行为，公开道歉并作出守法承诺，没有不得适用的情形。"
            f"依照《{APOLOGY_SOURCE.removesuffix('第14条')}》第十四条，"
            f"按罚款标准降低{self.percent}%：{self.reduction.formula}。"
        )

    def require(self) -> Reduction:
        """The reduction. Raises RuleRefusedError with every reason when it does not stand."""
        if self.reduction is not None:
            return self.reduction
        open_checks = tuple(
            f"{_WORDS[check.status]}：{check.name}；{check.found}"
            for check in self.checks
            if check.status != "met"
        )
        raise RuleRefusedError(
            "不能适用公开道歉承诺从轻",
            f"{APOLOGY_SOURCE}：{self.verdict}",
            "按裁量结果处罚，或查清并填写下面各项",
            open_checks,
        )


def judge_apology(facts: ApologyFacts, fine: FineResult, decision_day: date) -> ApologyAnswer:
    """The apology of a case decided on a day. Raises InvalidValueError for a percentage outside 30–50 or a strange exclusion."""
    base = fine.point_fen if fine.point_fen is not None else facts.base_fen
    range_ = fine.provision.fine
    check_apology(facts.percent, facts.exclusions)
    exclusions = tuple(_exclusion(key, facts, base, range_) for key in APOLOGY_EXCLUSIONS)
    requirements = _requirements(facts, decision_day)
    reduction = None
    if base is not None and all(check.status == "met" for check in (*requirements, *exclusions)):
        reduction = apology(base, facts.percent, range_.min_fen, fixed=is_fixed(range_))
    warning = ""
    if decision_day > RULE_ENDS:
        warning = f"{APOLOGY_SOURCE}有效期至 {RULE_ENDS}，决定日在其后，引用前请法制审核确认。"
    return ApologyAnswer(facts.percent, requirements, exclusions, base, reduction, warning)


def is_fixed(range_: FineRange) -> bool:
    """Whether the law leaves no room: one figure (定额罚款)."""
    return range_.kind == "fixed" or (range_.kind != "multiple" and 0 < range_.min_fen == range_.max_fen)


def _requirements(facts: ApologyFacts, decision_day: date) -> tuple[ApologyCheck, ...]:
    return (
        _before("corrected", "决定前改正违法行为", facts.corrected_on, decision_day, "改正"),
        _before("applied", "提出公开道歉申请", facts.applied_on, decision_day, "申请"),
        _published(facts, decision_day),
        ApologyCheck(
            "promised",
            "作出生态环境守法承诺",
            "unknown" if facts.promised is None else "met" if facts.promised else "unmet",
            "没有查明" if facts.promised is None else "已承诺" if facts.promised else "没有承诺",
        ),
    )


def _before(key: str, name: str, day: date | None, decision_day: date, verb: str) -> ApologyCheck:
    if day is None:
        return ApologyCheck(key, name, "unknown", f"没有查明{verb}日")
    if day > decision_day:
        return ApologyCheck(key, name, "unmet", f"{day} {verb}，晚于决定日 {decision_day}")
    return ApologyCheck(key, name, "met", f"{day} {verb}")


def _published(facts: ApologyFacts, decision_day: date) -> ApologyCheck:
    name = "在地市级以上主要媒体或网站公开道歉"
    check = _before("published", name, facts.published_on, decision_day, "公开道歉")
    if check.status == "met" and not facts.medium.strip():
        return ApologyCheck("published", name, "unknown", f"{check.found}，没有写明媒体或网站")
    if check.status != "met":
        return check
    return ApologyCheck("published", name, "met", f"{check.found}，{facts.medium.strip()}")


def _exclusion(key: str, facts: ApologyFacts, base: int | None, range_: FineRange) -> ApologyCheck:
    name = APOLOGY_EXCLUSIONS[key]
    if key == _COMPUTED:
        if is_fixed(range_):
            return ApologyCheck(key, name, "unmet", "法定罚款是定额")
        if base is None:
            return ApologyCheck(key, name, "unknown", "还没有罚款数额")
        if base <= range_.min_fen:
            return ApologyCheck(key, name, "unmet", "罚款已是法定最低额")
        if facts.exclusions.get(key):
            return ApologyCheck(key, name, "unmet", "办案人员认定有此情形")
        return ApologyCheck(key, name, "met", "不是定额，高于法定最低额")
    there = facts.exclusions.get(key)
    if there is None:
        return ApologyCheck(key, name, "unknown", "没有查明")
    return ApologyCheck(key, name, "unmet" if there else "met", "有此情形" if there else "没有此情形")
