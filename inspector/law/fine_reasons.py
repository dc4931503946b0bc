"""The reasons of a fine (裁量理由) as paragraphs of plain official Chinese: text, range, table, each factor, the arithmetic.

Pure: a computation in, sentences out. They never set a figure that the computation does not have.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.kinds import FineDirection
from inspector.law.apology import ApologyAnswer
from inspector.law.applicability import Applicability
from inspector.law.discretion import Bit, FineResult, FineStep
from inspector.law.schema import Provision
from inspector.law.tables import DiscretionTable

BITS: dict[Bit, str] = {
    "": "",
    "floor": "合计低于裁量表的起算下限，按下限计算",
    "cap": "合计高于百分之百，按百分之百计算",
    "minimum": "得数低于法定最低额，按法定最低额",
    "maximum": "得数高于法定最高额，按法定最高额",
}
_DIRECTIONS = {
    FineDirection.LIGHT: "有从轻情节，在该档平均值以下确定",
    FineDirection.ORDINARY: "",
    FineDirection.HEAVY: "有从重情节，在该档平均值以上确定",
}


@dataclass(frozen=True, slots=True)
class FineReasons:
    """Paragraphs in order. `comparison` says which text applies and why, `range` what it allows, `factors` one sentence each."""

    comparison: str
    range: str
    method: str
    factors: tuple[str, ...]
    arithmetic: str
    reduction: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All of it, ready to be set."""
        parts = (
            self.comparison,
            self.range,
            self.method,
            "；".join(self.factors) + "。" if self.factors else "",
            self.arithmetic,
            self.reduction,
        )
        return tuple(text for text in parts if text)


def fine_reasons(
    choice: Applicability,
    provision: Provision,
    fine: FineResult,
    direction: FineDirection = FineDirection.ORDINARY,
    apology: ApologyAnswer | None = None,
    party: str = "当事人",
    range_reason: str = "",
) -> FineReasons:
    """The reasons of a computed fine; without a figure they say why there is none. `range_reason`: why this range (law.ranges)."""
    table = fine.table
    arithmetic = fine.conflict
    if not arithmetic:
        parts = (fine.formula, BITS[fine.bit], _DIRECTIONS[direction])
        arithmetic = "计算：" + "；".join(part for part in parts if part) + "。"
    return FineReasons(
        comparison=choice.reason,
        range=f"依照{provision.penalty_in_letter()}，对{party}的该项行为{provision.fine.text()}。{range_reason}",
        method="" if table is None or fine.conflict else _method(table),
        factors=() if table is None else tuple(factor_letter(table, step) for step in fine.steps),
        arithmetic=arithmetic,
        reduction=apology.letter if apology is not None else "",
    )


def method_text(table: DiscretionTable) -> str:
    """How the table works, in a few words."""
    return "权重累加" if table.method == "weights" else "幅度罚款"


def factor_letter(table: DiscretionTable, step: FineStep) -> str:
    """`超标因子数目为“1个”，权重0%`; an unknown one says that it counts as the lowest grade, and why."""
    weight = f"，权重{table.weight_text(step.choice.weight)}" if table.method == "weights" else ""
    lowest = "（无法查明，依粤环发〔2021〕7号第5条按最低档）" if step.assumed_lowest else ""
    return f"{step.factor.name}为“{step.choice.label}”{weight}{lowest}"


def _method(table: DiscretionTable) -> str:
    source = f"{table.source.document}{table.source.article}"
    start = f"，裁量起点{table.weight_text(table.start)}" if table.method == "weights" and table.start else ""
    return f"依照{source}“{table.name}”，采用{method_text(table)}模式{start}，各裁量因素如下："
