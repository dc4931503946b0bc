"""The fine (罚款裁量) by a published table, with every step. No table or another statute range: no figure is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import FineDirection
from inspector.domain.money import wan_text
from inspector.law.schema import DiscretionTable, Factor, Grade, Provision


@dataclass(frozen=True, slots=True)
class FineStep:
    """A factor with its choice; `assumed_lowest` marks a factor not established (rule: lowest grade)."""

    factor: Factor
    choice: Grade
    assumed_lowest: bool = False


@dataclass(frozen=True, slots=True)
class FineResult:
    """Arithmetic of a fine. `point_fen` None means the officer sets the figure within low_fen..high_fen, with a reason."""

    provision: Provision
    table: DiscretionTable | None
    steps: tuple[FineStep, ...]
    formula: str
    low_fen: int
    high_fen: int
    high_included: bool
    point_fen: int | None
    warnings: tuple[str, ...] = ()
    conflict: str = ""


def compute_fine(
    table: DiscretionTable | None,
    choices: Mapping[str, str],
    provision: Provision,
    direction: FineDirection = FineDirection.ORDINARY,
    no_table_reason: str = "",
) -> FineResult:
    """The fine under a provision. Unknown factors or grades raise InvalidValueError; missing ones warn (lowest grade).

    Source: Guangdong rule 粤环发〔2021〕7号, articles 6 and 12.
    """
    fine = provision.fine
    if table is None:
        return _manual(None, provision, no_table_reason or "没有公布的裁量表")
    if (table.min_fen, table.max_fen) != (fine.min_fen, fine.max_fen):
        return _manual(
            table,
            provision,
            f"裁量表按{wan_text(table.min_fen)}万—{wan_text(table.max_fen)}万元制定，"
            f"适用的{provision.penalty()}是{fine.text()}，不能照用",
        )
    steps = _steps(table, choices)
    warnings = tuple(f"{step.factor.name}未查明，按最低档" for step in steps if step.assumed_lowest)
    if table.method == "weights":
        if direction is not FineDirection.ORDINARY:
            warnings += ("权重累加得出定额，从轻、从重不另取点",)
        return _weights(table, provision, steps, warnings)
    return _bands(table, provision, steps, warnings, direction)


def _manual(table: DiscretionTable | None, provision: Provision, why: str) -> FineResult:
    fine = provision.fine
    span = fine.text().removeprefix("可以").removeprefix("处")
    text = f"{why}。请在{span}内填写数额并写明理由。"
    return FineResult(provision, table, (), "", fine.min_fen, fine.max_fen, True, None, (), text)


def _steps(table: DiscretionTable, choices: Mapping[str, str]) -> tuple[FineStep, ...]:
    names = [factor.id for factor in table.factors]
    for name in choices:
        if name not in names:
            raise InvalidValueError("裁量因素", name, "、".join(names))
    steps = []
    for factor in table.factors:
        chosen = choices.get(factor.id)
        if chosen is None:
            steps.append(FineStep(factor, min(factor.grades, key=lambda grade: grade.weight), True))
            continue
        grade = next((grade for grade in factor.grades if grade.id == chosen), None)
        if grade is None:
            raise InvalidValueError(factor.name, chosen, "、".join(grade.id for grade in factor.grades))
        steps.append(FineStep(factor, grade))
    return tuple(steps)


def _weights(
    table: DiscretionTable, provision: Provision, steps: tuple[FineStep, ...], warnings: tuple[str, ...]
) -> FineResult:
    total = table.start + sum((step.choice.weight for step in steps), Decimal(0))
    parts = "＋".join([f"{table.start}%", *(f"{step.choice.weight}%" for step in steps)])
    used = min(max(total, table.floor), Decimal(100))
    floor = f"，不足 {table.floor}% 按 {table.floor}%" if used > total else ""
    amount = int(table.max_fen * used / 100)
    formula = f"（{parts}）＝{total}%{floor}；{wan_text(table.max_fen)}万元×{used}%＝{wan_text(amount)}万元"
    bounded = min(max(amount, provision.fine.min_fen), provision.fine.max_fen)
    if bounded != amount:
        formula += f"，受法定幅度限制为 {wan_text(bounded)}万元"
    return FineResult(provision, table, steps, formula, bounded, bounded, True, bounded, warnings)


def _bands(
    table: DiscretionTable,
    provision: Provision,
    steps: tuple[FineStep, ...],
    warnings: tuple[str, ...],
    direction: FineDirection,
) -> FineResult:
    wanted = tuple(step.choice.id for step in steps)
    band = next(band for band in table.bands if band.grades == wanted)
    low, high = band.min_fen, band.max_fen
    if low == high:
        formula = f"该档为定额 {wan_text(low)}万元"
        return FineResult(provision, table, steps, formula, low, high, True, low, warnings)
    middle = (low + high) // 2
    text = f"{wan_text(low)}万元以上{wan_text(high)}万元以下（不含{wan_text(high)}万元）"
    if direction is FineDirection.LIGHT:
        formula = f"{text}；从轻，低于平均值 {wan_text(middle)}万元，请定数额"
        return FineResult(provision, table, steps, formula, low, middle, False, None, warnings)
    if direction is FineDirection.HEAVY:
        formula = f"{text}；从重，不低于平均值 {wan_text(middle)}万元，请定数额"
        return FineResult(provision, table, steps, formula, middle, high, False, None, warnings)
    formula = f"{text}；一般，取平均值 {wan_text(middle)}万元"
    return FineResult(provision, table, steps, formula, low, high, False, middle, warnings)
