"""The fine (罚款裁量) by a published table, with every step. No table or another statute range: no figure is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import FineDirection
from inspector.domain.money import wan_text, yuan_text
from inspector.law.schema import Provision
from inspector.law.tables import BASES, Band, DiscretionTable, Factor, Grade, Scope, Span

UNITS = "units"
Bit = Literal["", "floor", "cap", "minimum", "maximum"]
_NO_BASES: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class FineStep:
    """A factor with its choice; `assumed_lowest` marks a factor not established (rule 5: lowest grade)."""

    factor: Factor
    choice: Grade
    assumed_lowest: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """Something only the officer can give before there is a figure: a base amount, or who is fined."""

    key: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class FineResult:
    """Arithmetic of a fine. `point_fen` None means the officer sets the figure within low_fen..high_fen, with a reason.

    `missing`: what has to be given first. `bit`: which limit changed the figure (floor of the table, 100 % cap,
    statute minimum or maximum). `also`: what the band adds or puts in place of a fine (警告).
    """

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
    missing: tuple[Missing, ...] = ()
    bit: Bit = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class GradeEffect:
    """What one grade lower and one grade higher of a factor would give; None where there is no such grade or figure."""

    factor: Factor
    lower: Grade | None
    lower_fen: int | None
    higher: Grade | None
    higher_fen: int | None


@dataclass(frozen=True, slots=True)
class _Asked:
    table: DiscretionTable
    provision: Provision
    steps: tuple[FineStep, ...]
    scope: Scope
    warnings: tuple[str, ...]
    direction: FineDirection
    bases: Mapping[str, int]

    @property
    def grades(self) -> tuple[str, ...]:
        return tuple(step.choice.id for step in self.steps)


def compute_fine(
    table: DiscretionTable | None,
    choices: Mapping[str, str],
    provision: Provision,
    direction: FineDirection = FineDirection.ORDINARY,
    no_table_reason: str = "",
    *,
    bases: Mapping[str, int] = _NO_BASES,
    day: date | None = None,
) -> FineResult:
    """The fine under a provision. Unknown factors or grades raise InvalidValueError; missing ones warn (lowest grade).

    `bases`: amounts in fen by base id (gain, investment, …), and `units` for a fine per vehicle. `day`: the day of the
    act, to say when the table was not in force. Parts of a fen are dropped.
    Source: Guangdong rule 粤环发〔2021〕7号, articles 5, 6 and 12.
    """
    if table is None:
        return _manual(None, provision, no_table_reason or "没有公布的裁量表")
    steps = _steps(table, choices)
    spans = [scope.span for scope in table.all_scopes]
    if not any(_fits(span, provision) for span in spans):
        return _conflict(table, provision, spans[0])
    asked = tuple(
        Missing(step.factor.id, step.factor.name, "这一项不能按最低档推定")
        for step in steps
        if step.assumed_lowest and step.factor.asked
    )
    if asked:
        return _missing(table, provision, steps, asked)
    scope = table.scope_of(tuple(step.choice.id for step in steps))
    if scope is None:
        return _manual(table, provision, "裁量表没有这种组合")
    if not _fits(scope.span, provision):
        return _conflict(table, provision, scope.span)
    warnings = tuple(f"{step.factor.name}未查明，按最低档" for step in steps if step.assumed_lowest)
    if day is not None and not table.in_force_on(day):
        warnings += (f"裁量表在{day.isoformat()}没有施行",)
    if provision.fine.kind == "per_unit":
        warnings += (f"数额按每{provision.fine.per}计",)
    case = _Asked(table, provision, steps, scope, warnings, direction, bases)
    return _weights(case) if table.method == "weights" else _bands(case)


def grade_effects(
    table: DiscretionTable,
    choices: Mapping[str, str],
    provision: Provision,
    direction: FineDirection = FineDirection.ORDINARY,
    *,
    bases: Mapping[str, int] = _NO_BASES,
) -> tuple[GradeEffect, ...]:
    """For every factor: the figure with the next lower and the next higher grade, all else unchanged."""

    def figure(factor: Factor, grade: Grade | None) -> int | None:
        if grade is None:
            return None
        changed = {**choices, factor.id: grade.id}
        return compute_fine(table, changed, provision, direction, bases=bases).point_fen

    found = []
    for step in _steps(table, choices):
        if step.factor.asked:
            continue
        place = step.factor.grades.index(step.choice)
        lower = step.factor.grades[place - 1] if place else None
        higher = step.factor.grades[place + 1] if place + 1 < len(step.factor.grades) else None
        effect = GradeEffect(
            step.factor, lower, figure(step.factor, lower), higher, figure(step.factor, higher)
        )
        found.append(effect)
    return tuple(found)


def point_in(low_fen: int, high_fen: int | None, direction: FineDirection) -> int | None:
    """The figure rule 12 gives within a range; None where it leaves the figure to the officer.

    Both ends: the mean when ordinary. Only a maximum (low 0): 20 % when lighter, 50 % when ordinary.
    Only a minimum (high None): five times when heavier, twice when ordinary.
    """
    if high_fen is None:
        return {FineDirection.HEAVY: low_fen * 5, FineDirection.ORDINARY: low_fen * 2}.get(direction)
    if low_fen == high_fen:
        return low_fen
    if direction is FineDirection.ORDINARY:
        return (low_fen + high_fen) // 2
    if direction is FineDirection.LIGHT and low_fen == 0:
        return high_fen // 5
    return None


def table_fits(table: DiscretionTable, provision: Provision) -> bool:
    """Whether any part of a table was made for the range of a provision; otherwise no figure is computed with it."""
    return any(_fits(scope.span, provision) for scope in table.all_scopes)


def no_fine(table: DiscretionTable | None, provision: Provision, why: str) -> FineResult:
    """No power to fine: nothing to compute and nothing to set."""
    return FineResult(provision, table, (), "", 0, 0, True, None, (), why)


def _fits(span: Span, provision: Provision) -> bool:
    """Whether the range a table was made for is the range in force. The one for refusing to correct is put in its place first."""
    fine = provision.fine
    if span.base:
        return fine.kind == "multiple" and span.text() in fine.wording
    return fine.kind != "multiple" and (fine.min_fen, fine.max_fen) == (span.min_fen, span.max_fen)


def _conflict(table: DiscretionTable, provision: Provision, span: Span) -> FineResult:
    made_for = span.text() if span.base else f"{wan_text(span.min_fen)}万—{wan_text(span.max_fen)}万元"
    why = f"裁量表按{made_for}制定，适用的{provision.penalty()}是{provision.fine.text()}，不能照用"
    return _manual(table, provision, why)


def _manual(table: DiscretionTable | None, provision: Provision, why: str) -> FineResult:
    fine = provision.fine
    text = f"{why}。请在{fine.span_text()}内填写数额并写明理由。"
    return FineResult(provision, table, (), "", fine.min_fen, fine.max_fen, True, None, (), text)


def _missing(
    table: DiscretionTable, provision: Provision, steps: tuple[FineStep, ...], missing: tuple[Missing, ...]
) -> FineResult:
    names = "、".join(f"{one.name}（{one.why}）" for one in missing)
    fine = provision.fine
    text = f"还缺少：{names}。补上后才能计算。"
    return FineResult(provision, table, steps, "", fine.min_fen, fine.max_fen, True, None, (), text, missing)


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
        grade = factor.grade(chosen)
        if grade is None:
            raise InvalidValueError(factor.name, chosen, "、".join(grade.id for grade in factor.grades))
        steps.append(FineStep(factor, grade))
    return tuple(steps)


def _base_of(case: _Asked, span: Span) -> tuple[int, str, tuple[Missing, ...]]:
    """The base amount in fen, its words for the formula, and what is missing."""
    name, why = BASES[span.base]
    given = case.bases.get(span.base)
    if given is None:
        return 0, "", (Missing(span.base, name, why),)
    if given < 0:
        raise InvalidValueError(name, given, "不小于 0 的金额")
    used = max(given, case.table.base_floor_fen)
    words = f"{name}{wan_text(used)}万元"
    if used > given:
        words += f"（{wan_text(given)}万元不足，按{wan_text(used)}万元）"
    return used, words, ()


def _weights(case: _Asked) -> FineResult:
    table, span = case.table, case.scope.span
    base, base_words, missing = _base_of(case, span) if span.base else (0, "", ())
    if missing:
        return _missing(table, case.provision, case.steps, missing)
    warnings = case.warnings
    if case.direction is not FineDirection.ORDINARY:
        warnings += ("权重累加得出定额，从轻、从重不另取点",)
    total = table.start + sum((step.choice.weight for step in case.steps), Decimal(0))
    text = table.weight_text
    begin = [text(table.start)] if table.start else []
    parts = "＋".join([*begin, *(text(step.choice.weight) for step in case.steps)])
    used = min(max(total, table.floor), table.whole)
    limit = f"，不足 {text(table.floor)} 按 {text(table.floor)}" if used > total else ""
    limit += f"，超过 {text(table.whole)} 按 {text(table.whole)}" if used < total else ""
    low, high = span.in_fen(base)
    exact = (span.high * base if span.base else Decimal(span.max_fen)) * used / table.whole
    amount = int(exact.to_integral_value(rounding=ROUND_DOWN))
    times = (
        f"×{Span(0, 0, span.base, span.high, span.high).text().removeprefix(BASES[span.base][0])}"
        if span.base
        else ""
    )
    top = f"{base_words}{times}" if span.base else f"{wan_text(span.max_fen)}万元"
    formula = f"（{parts}）＝{text(total)}{limit}；{top}×{text(used)}＝{_money(amount)}"
    bounded = min(max(amount, low), high)
    if bounded != amount:
        formula += f"，受法定幅度限制为 {_money(bounded)}"
    bit: Bit = "floor" if used > total else "cap" if used < total else ""
    if bounded != amount:
        bit = "minimum" if bounded > amount else "maximum"
    return FineResult(
        case.provision, table, case.steps, formula, bounded, bounded, True, bounded, warnings, bit=bit
    )


def _bands(case: _Asked) -> FineResult:
    table = case.table
    band = table.band_of(case.grades)
    if band is None:
        chosen = "、".join(step.choice.label for step in case.steps)
        return _manual(table, case.provision, f"裁量表没有这种组合：{chosen}")
    if band.other:
        formula = f"该档为{band.other}，不处罚款"
        return FineResult(
            case.provision, table, case.steps, formula, 0, 0, True, 0, case.warnings, also=band.other
        )
    span, base, words = band.span, 0, ""
    count = case.bases.get(UNITS, 1) if table.per else 1
    if span.base:
        base, words, missing = _base_of(case, span)
        if missing:
            return _missing(table, case.provision, case.steps, missing)
    if table.per and UNITS not in case.bases:
        missing = (Missing(UNITS, f"{table.per}数", f"罚款按每{table.per}计算"),)
        return _missing(table, case.provision, case.steps, missing)
    low, high = (end * count for end in span.in_fen(base))
    head = _band_head(band, span, low, high, words, count, table.per)
    return _point(case, band, head, low, high)


def _band_head(band: Band, span: Span, low: int, high: int, words: str, count: int, per: str) -> str:
    if span.base:
        return f"{span.text()}；{words}，即 {_money(low)}—{_money(high)}"
    if low == high:
        return f"该档为定额 {_money(low)}" + (f"（{count} {per}）" if per else "")
    end = "含" if band.closed else "不含"
    if not low:
        return f"{_money(high)}以下（{end}{_money(high)}）"
    return f"{_money(low)}以上{_money(high)}以下（{end}{_money(high)}）"


def _point(case: _Asked, band: Band, head: str, low: int, high: int) -> FineResult:
    """The point of rule 12: ordinary the mean, lighter below it, heavier not below it."""
    point = point_in(low, high, case.direction)
    middle = (low + high) // 2
    ends, included = (low, high), band.closed or low == high
    if low == high:
        formula = head
    elif case.direction is FineDirection.ORDINARY:
        formula = f"{head}；一般，取平均值 {_money(middle)}"
    elif case.direction is FineDirection.LIGHT:
        ends, included = (low, middle), False
        formula = f"{head}；从轻，低于平均值 {_money(middle)}，请定数额"
        if point is not None:
            formula = f"{head}；只有最高额，从轻按 20% 为 {_money(point)}"
    else:
        ends = (middle, high)
        formula = f"{head}；从重，不低于平均值 {_money(middle)}，请定数额"
    if band.also:
        formula += f"；并{band.also}"
    return FineResult(
        case.provision,
        case.table,
        case.steps,
        formula,
        *ends,
        included,
        point,
        case.warnings,
        also=band.also,
    )


def _money(amount_fen: int) -> str:
    """`15万元` where two decimals of 万 say it all, else `1,234.56元`."""
    return f"{yuan_text(amount_fen)}元" if amount_fen % 10_000 else f"{wan_text(amount_fen)}万元"
