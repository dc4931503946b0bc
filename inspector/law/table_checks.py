"""Checks of a discretion table by its own arithmetic, and the lines that list every table with what it passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from inspector.law.tables import ANY, BASES, CHAPTERS, Band, DiscretionTable, Scope, Span, covers

GRADES, SUM, RUN, COMBINATIONS, RANGE = "要素和档次", "权重合计", "档次连续", "组合齐全", "法定幅度"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: which check, which key, what is wrong, what is allowed."""

    check: str
    key: str
    what: str
    allowed: str


@dataclass(frozen=True, slots=True)
class TableCheck:
    """What a table passed and what it failed; `explained` is the reason the pack gives for a fault that stays."""

    table_id: str
    passed: tuple[str, ...]
    faults: tuple[Fault, ...]
    explained: str = ""

    @property
    def sound(self) -> bool:
        """No fault, or every fault explained in the pack."""
        return not self.faults or bool(self.explained)


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table in a list (`law list`)."""

    id: str
    section: str
    chapter: str
    name: str
    method: str
    range_text: str
    passed: tuple[str, ...]
    faults: tuple[str, ...]
    mended: str
    unmended: str


def check_table(table: DiscretionTable) -> TableCheck:
    """Every check that fits the method of the table."""
    checks = [GRADES, RANGE, *([SUM] if table.method == "weights" else [COMBINATIONS, RUN])]
    found = list(_grades(table))
    if not found:
        found += _ranges(table)
        found += _sums(table) if table.method == "weights" else _bands(table)
    failed = {fault.check for fault in found}
    skipped = set(checks[1:]) if GRADES in failed else set()
    passed = tuple(check for check in checks if check not in failed | skipped)
    return TableCheck(table.id, passed, tuple(found), table.unmended)


def table_lines(tables: Iterable[DiscretionTable]) -> list[TableLine]:
    """The tables in the order of their § numbers."""
    lines = []
    for table in sorted(tables, key=section_key):
        check = check_table(table)
        spans = dict.fromkeys(scope.span.text() for scope in table.all_scopes)
        lines.append(
            TableLine(
                table.id,
                table.section,
                CHAPTERS.get(table.chapter, ""),
                table.name,
                "权重累加" if table.method == "weights" else "幅度",
                "；".join(spans),
                check.passed,
                tuple(f"{fault.check}：{fault.what}" for fault in check.faults),
                table.mended,
                table.unmended,
            )
        )
    return lines


def section_key(table: DiscretionTable) -> tuple[tuple[int, ...], str]:
    """Sort key: 3.4.2 before 3.10."""
    numbers = tuple(int(part) for part in table.section.split(".") if part.isdigit())
    return (numbers, table.id)


def table_details(table: DiscretionTable) -> dict[str, object]:
    """The whole table as plain values (`law show`)."""
    return {
        "id": table.id,
        "section": table.section,
        "chapter": CHAPTERS.get(table.chapter, ""),
        "name": table.name,
        "method": table.method,
        "ranges": list(dict.fromkeys(scope.span.text() for scope in table.all_scopes)),
        "start": table.weight_text(table.start),
        "floor": table.weight_text(table.floor) if table.floor else "",
        "factors": [
            {
                "id": factor.id,
                "name": factor.name,
                "grades": [
                    {
                        "id": grade.id,
                        "label": grade.label,
                        "weight": table.weight_text(grade.weight) if table.method == "weights" else "",
                    }
                    for grade in factor.grades
                ],
            }
            for factor in table.factors
        ],
        "bands": [{"grades": list(band.grades), "fine": _band_text(band)} for band in table.bands],
        "absent": [list(grades) for grades in table.absent],
        "violated": list(table.violated),
        "penalty": list(table.penalty),
        "in_force_from": table.in_force_from.isoformat() if table.in_force_from else "",
        "in_force_to": table.in_force_to.isoformat() if table.in_force_to else "",
        "source": f"{table.source.document}{table.source.article}",
        "pages": list(table.pages),
        "note": table.note,
        "passed": list(check_table(table).passed),
        "mended": table.mended,
        "unmended": table.unmended,
    }


def _band_text(band: Band) -> str:
    text = band.other or band.span.text() + ("（含本数）" if band.closed else "")
    return f"{text}，并{band.also}" if band.also else text


def _grades(table: DiscretionTable) -> Iterator[Fault]:
    seen: set[str] = set()
    for factor in table.factors:
        ids = [grade.id for grade in factor.grades]
        if factor.id in seen or not ids or len(set(ids)) != len(ids):
            yield Fault(GRADES, "factors", f"{factor.id} 的编号重复，或没有档次", "每个编号只出现一次")
        seen.add(factor.id)
    patterns = [("bands", band.grades) for band in table.bands]
    patterns += [("scopes", scope.grades) for scope in table.scopes]
    patterns += [("absent", grades) for grades in table.absent]
    for key, grades in patterns:
        if len(grades) != len(table.factors):
            yield Fault(GRADES, key, f"{'、'.join(grades)} 与要素个数不符", f"{len(table.factors)} 个档次")
            continue
        for factor, grade in zip(table.factors, grades, strict=True):
            if grade != ANY and factor.grade(grade) is None:
                allowed = "、".join(one.id for one in factor.grades)
                yield Fault(GRADES, key, f"{factor.id} 没有档次 {grade}", allowed)
    heavy = [grade for factor in table.factors for grade in factor.grades if grade.weight > table.whole]
    for one in heavy:
        yield Fault(GRADES, "weight", f"{one.label} 的权重 {one.weight} 超过 {table.whole}", "不超过总数")
    for factor in table.factors:
        for light in (one for one in factor.grades if one.weight < 0):
            yield Fault(GRADES, "weight", f"{light.label} 的权重 {light.weight} 是负数", "不小于 0")
    for key, part in (("start", table.start), ("floor", table.floor)):
        if not 0 <= part <= table.whole:
            yield Fault(GRADES, key, f"{part} 不在 0 与 {table.whole} 之间", "不小于 0、不超过总数")


def _ranges(table: DiscretionTable) -> Iterator[Fault]:
    for scope in table.all_scopes:
        low, high = scope.span.ends
        if high <= 0 or low > high:
            yield Fault(RANGE, "max_fen", f"幅度 {low}—{high} 不成立", "最低额不大于最高额")
        if scope.base and scope.base not in BASES:
            yield Fault(RANGE, "base", f"不认识的基数 {scope.base}", "、".join(BASES))


def _sums(table: DiscretionTable) -> Iterator[Fault]:
    for scope in table.all_scopes:
        heaviest = table.start + sum(
            (_heaviest(table, scope, place) for place in range(len(table.factors))), Decimal(0)
        )
        if heaviest == table.whole or (heaviest > table.whole and scope.capped):
            continue
        yield Fault(
            SUM,
            "factors",
            f"最重的权重合计 {table.weight_text(heaviest)}",
            table.weight_text(table.whole),
        )


def _heaviest(table: DiscretionTable, scope: Scope, place: int) -> Decimal:
    factor, wanted = table.factors[place], scope.grades[place]
    return max(grade.weight for grade in factor.grades if wanted in (ANY, grade.id))


def _bands(table: DiscretionTable) -> Iterator[Fault]:
    yield from _combinations(table)
    yield from _run(table)


def _combinations(table: DiscretionTable) -> Iterator[Fault]:
    # Bands without "*" are looked up; only the others are held against every combination.
    exact = Counter(band.grades for band in table.bands if ANY not in band.grades)
    spanning = [band for band in table.bands if ANY in band.grades]
    for grades in table.combinations():
        count = exact[grades] + sum(band.covers(grades) for band in spanning)
        count += any(covers(absent, grades) for absent in table.absent)
        if count != 1:
            what = "没有档" if count == 0 else f"有 {count} 档（重叠）"
            yield Fault(COMBINATIONS, "bands", f"组合 {'、'.join(grades)} {what}", "每种组合恰有一档")
        if count and table.scopes and table.scope_of(grades) is None:
            yield Fault(RANGE, "scopes", f"组合 {'、'.join(grades)} 没有法定幅度", "每种组合有一个幅度")


def _run(table: DiscretionTable) -> Iterator[Fault]:
    """Bands of one statute range run from its minimum to its maximum without a hole; fixed figures reach both ends."""
    groups: dict[Span, list[Band]] = {scope.span: [] for scope in table.all_scopes}
    for band in table.bands:
        scope = table.scope_of(_sample(table, band))
        if scope is not None and not band.other:
            groups[scope.span].append(band)
    for span, bands in groups.items():
        low, high = span.ends
        covered = low
        steps = all(band.span.ends[0] == band.span.ends[1] for band in bands)
        for band in sorted(bands, key=lambda one: one.span.ends):
            first, last = band.span.ends
            if band.base != span.base or first < low or last > high or first > last:
                yield Fault(RUN, "bands", f"{band.span.text()} 不在 {span.text()} 内", span.text())
            elif first > covered and not steps:
                yield Fault(RUN, "bands", f"{band.span.text()} 前有空档", "从最低额到最高额不断开")
            covered = max(covered, last)
        if covered != high or min((band.span.ends[0] for band in bands), default=high) != low:
            yield Fault(RUN, "bands", f"止于 {covered}，没有到最高额", f"止于 {span.text()} 的最高额")


def _sample(table: DiscretionTable, band: Band) -> tuple[str, ...]:
    """A combination of the band that the table has (a spanning row may stand over absent ones)."""
    choices = [
        tuple(grade.id for grade in factor.grades) if wanted == ANY else (wanted,)
        for factor, wanted in zip(table.factors, band.grades, strict=True)
    ]
    return next(iter(product(*choices)))
