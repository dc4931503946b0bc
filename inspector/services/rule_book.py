"""The rule book as one reads it (规则库): every record of the pack as an entry, with its versions, source and mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inspector.domain.errors import NotFoundError
from inspector.law.book import Book
from inspector.law.citations import Texts
from inspector.law.lists import Condition, LenientItem
from inspector.law.schema import Limit, Provision, Source, Violation
from inspector.law.table_checks import check_table
from inspector.law.tables import DiscretionTable

_UNIT_WORDS = {"workday": "个工作日", "calday": "日", "month": "个月", "year": "年", "hour": "小时"}


class RuleSection(StrEnum):
    """The parts of the book."""

    ACTS = "acts"
    LENIENT = "lenient"
    TABLES = "tables"
    LIMITS = "limits"
    DEADLINES = "deadlines"
    AGGRAVATING = "aggravating"

    @property
    def label(self) -> str:
        """The part's name on screen."""
        return _SECTION_WORDS[self]


_CHAPTER_FIELDS = {1: "环评", 2: "水", 3: "大气", 4: "固废", 5: "噪声", 6: "土壤", 7: "辐射"}
_SECTION_WORDS = {
    RuleSection.ACTS: "违法行为",
    RuleSection.LENIENT: "免罚从轻",
    RuleSection.TABLES: "裁量表",
    RuleSection.LIMITS: "限值",
    RuleSection.DEADLINES: "期限",
    RuleSection.AGGRAVATING: "从重情形",
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One line of an entry. `verified` False is shown with the unknown mark; `strong` lines head a block."""

    text: str
    strong: bool = False
    verified: bool = True


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A record of the book as shown: `id` is unique over all parts."""

    id: str
    section: RuleSection
    name: str
    cited: str
    field: str
    state: str
    verified: bool
    lines: tuple[RuleLine, ...]

    def matches(self, text: str) -> bool:
        """Whether every word stands somewhere in the entry."""
        shown = f"{self.name} {self.cited} {self.field} {' '.join(line.text for line in self.lines)}".lower()
        return all(word in shown for word in text.lower().split())


class RuleEntries:
    """The entries of one book on one day; a `RowSource` for the list on screen."""

    def __init__(self, entries: Sequence[RuleEntry]) -> None:
        self._entries = {entry.id: entry for entry in entries}

    def narrowed(self, section: str = "", field: str = "", text: str = "") -> RuleEntries:
        """Only the entries of a part, of a field, with these words."""
        return RuleEntries(
            [
                entry
                for entry in self._entries.values()
                if (not section or entry.section == section)
                and (not field or entry.field == field)
                and entry.matches(text)
            ]
        )

    def ids(self) -> Sequence[str]:
        """Ids in the order of the book."""
        return list(self._entries)

    def rows(self, ids: Sequence[str]) -> Sequence[RuleEntry]:
        """The entries of these ids."""
        return [self._entries[key] for key in ids if key in self._entries]

    def entry(self, key: str) -> RuleEntry:
        """One entry. Raises NotFoundError."""
        if key not in self._entries:
            raise NotFoundError("规则", key)
        return self._entries[key]

    def fields(self) -> list[str]:
        """Environmental elements that occur, in the order of the book."""
        return list(dict.fromkeys(entry.field for entry in self._entries.values() if entry.field))


def rule_entries(book: Book, day: date, texts: Texts | None = None) -> RuleEntries:
    """Every record of the book, with its state on a day, and the words of the articles where a bureau brought them."""
    return RuleEntries(
        [
            *(_act(book, act, day, texts or {}) for act in book.violations.values()),
            *(_lenient(book, item, day) for item in book.lenient_items.values()),
            *(_table(book, table) for table in book.tables.values()),
            *(_limit(limit, day) for limit in book.limits.values()),
            *_deadlines(book),
            *_aggravating(book, day),
        ]
    )


def _state(start: date, end: date | None, day: date) -> str:
    if day < start:
        return f"{start} 起施行"
    if end is not None and day > end:
        return f"{end} 失效"
    return f"施行中，至 {end}" if end is not None else "施行中"


def _cited(source: Source) -> str:
    return f"{source.document}{source.article}"


def _source_lines(source: Source) -> list[RuleLine]:
    checked = source.verification == "verified"
    words = "已与原文核对" if checked else "未与官方文本核对，引用前请核对"
    found = [RuleLine(f"来源：{_cited(source)}（{words}）", verified=checked)]
    return found + ([RuleLine(source.note)] if source.note else [])


def _act(book: Book, act: Violation, day: date, texts: Texts) -> RuleEntry:
    provisions = book.provisions_of(act.id)
    now = next((one for one in provisions if one.in_force_on(day)), None)
    lines = [RuleLine(f"主管：{act.authority}")]
    if act.hand_over_to:
        lines.append(RuleLine(f"移交：{act.hand_over_to}"))
    for provision in provisions:
        lines += _provision_lines(provision, day)
        words = texts.get(provision.statute, {}).get(provision.article)
        if words:
            lines.append(RuleLine(f"条文：{words}"))
    items = [book.lenient_items[key].name for key in act.lenient_items]
    lines.append(RuleLine("免罚清单：" + ("、".join(items) or "没有对应的清单项，看一般条款")))
    table = book.tables[act.table].name if act.table else act.no_table_reason or "没有公布的裁量表"
    lines.append(RuleLine(f"裁量表：{table}"))
    return RuleEntry(
        id=f"act:{act.id}",
        section=RuleSection.ACTS,
        name=act.name,
        cited=now.penalty() if now else "当日没有施行中的罚则",
        field=act.element,
        state=_state(now.in_force_from, now.in_force_to, day) if now else "没有施行中的罚则",
        verified=all(one.source.verification == "verified" for one in provisions),
        lines=tuple(lines),
    )


def _provision_lines(provision: Provision, day: date) -> list[RuleLine]:
    state = _state(provision.in_force_from, provision.in_force_to, day)
    lines = [
        RuleLine(f"{provision.penalty()}（{state}）", strong=True),
        RuleLine(f"{provision.fine.text()}；违反{provision.violated}"),
    ]
    if provision.worse is not None:
        lines.append(RuleLine(f"拒不改正的：{provision.worse.text()}"))
    lines += [RuleLine(consequence) for consequence in provision.consequences]
    return lines + _source_lines(provision.source)


def _lenient(book: Book, item: LenientItem, day: date) -> RuleEntry:
    acts = [act for act in book.violations.values() if item.id in act.lenient_items or act.id in item.acts]
    region = book.list_of(item)
    off = region is not None and region.id not in book.lists_on
    lines = [RuleLine(f"效果：{item.effect}"), RuleLine("条件（全部满足）", strong=True)]
    lines += [RuleLine(_condition(condition)) for condition in item.conditions]
    if item.general:
        lines.append(RuleLine("一般条款：各类违法行为都可以核对"))
    else:
        lines.append(
            RuleLine("适用的行为：" + ("、".join(act.short_name for act in acts) or "没有对应的行为"))
        )
    if region is not None:
        lines.append(RuleLine(f"清单：{region.name}（{region.region}{'，未启用' if off else ''}）"))
    return RuleEntry(
        id=f"lenient:{item.id}",
        section=RuleSection.LENIENT,
        name=(f"（{region.region}，未启用）" if region and off else "") + f"{item.name}：{item.effect}",
        cited=_cited(item.source),
        field=acts[0].element if acts and not item.general else "",
        state=_state(item.in_force_from, item.in_force_to, day),
        verified=item.source.verification == "verified",
        lines=(*lines, *_source_lines(item.source)),
    )


def _condition(condition: Condition) -> str:
    return f"{condition.needed}" + (f"（{condition.clause}）" if condition.clause else "")


def _table(book: Book, table: DiscretionTable) -> RuleEntry:
    acts = [act for act in book.violations.values() if act.table == table.id]
    spans = dict.fromkeys(scope.span.text() for scope in table.all_scopes)
    lines = [RuleLine(f"按此幅度制定：{'；'.join(spans)}")]
    if table.penalty:
        lines.append(RuleLine(f"罚则：{'、'.join(table.penalty)}；违反{'、'.join(table.violated)}"))
    if table.start:
        floor = f"，最低 {table.weight_text(table.floor)}" if table.floor else ""
        lines.append(RuleLine(f"裁量起点 {table.weight_text(table.start)}{floor}"))
    for factor in table.factors:
        lines.append(RuleLine(factor.name, strong=True))
        for grade in factor.grades:
            weight = f"　{table.weight_text(grade.weight)}" if table.method == "weights" else ""
            lines.append(RuleLine(f"{grade.label}{weight}"))
    lines += _bands(table)
    if acts:
        lines.append(RuleLine("用于：" + "、".join(act.short_name for act in acts)))
    check = check_table(table)
    lines.append(RuleLine(f"自查通过：{'、'.join(check.passed)}", strong=True))
    if table.mended:
        lines.append(RuleLine(f"已对照原页改正：{table.mended}"))
    if table.unmended:
        lines.append(RuleLine(f"原表如此，未改：{table.unmended}", verified=False))
    if table.note:
        lines.append(RuleLine(table.note))
    return RuleEntry(
        id=f"table:{table.id}",
        section=RuleSection.TABLES,
        name=table.name,
        cited=_cited(table.source),
        field=acts[0].element if acts else _CHAPTER_FIELDS.get(table.chapter, ""),
        state="权重累加" if table.method == "weights" else "按档",
        verified=table.source.verification == "verified" and not table.unmended,
        lines=(*lines, *_source_lines(table.source)),
    )


def _bands(table: DiscretionTable) -> list[RuleLine]:
    labels = [{grade.id: grade.label for grade in factor.grades} for factor in table.factors]
    found = []
    for band in table.bands:
        words = [names[key] for names, key in zip(labels, band.grades, strict=True) if key in names]
        fine = band.other or band.span.text()
        found.append(RuleLine(f"{'，'.join(words)}：{fine}{f'，{band.also}' if band.also else ''}"))
    return [RuleLine("各档", strong=True), *found] if found else []


def _limit(limit: Limit, day: date) -> RuleEntry:
    lines = [RuleLine(f"昼间 {limit.day_db} dB(A)，夜间 {limit.night_db} dB(A)")]
    if limit.night_burst_db is not None:
        lines.append(RuleLine(f"夜间偶发最大声级不高于限值 {limit.night_burst_db} dB(A)"))
    if limit.night_frequent_db is not None:
        lines.append(RuleLine(f"夜间频发最大声级不高于限值 {limit.night_frequent_db} dB(A)"))
    if limit.start_verification != "verified":
        lines.append(RuleLine("施行日期未核实", verified=False))
    return RuleEntry(
        id=f"limit:{limit.id}",
        section=RuleSection.LIMITS,
        name=limit.name,
        cited=limit.standard,
        field="噪声",
        state=_state(limit.in_force_from, limit.in_force_to, day),
        verified=limit.source.verification == "verified" and limit.start_verification == "verified",
        lines=(*lines, *_source_lines(limit.source)),
    )


def _deadlines(book: Book) -> list[RuleEntry]:
    return [
        RuleEntry(
            id=f"deadline:{one.id}",
            section=RuleSection.DEADLINES,
            name=f"{one.event}：{one.number} {_UNIT_WORDS[one.unit]}",
            cited=_cited(one.source),
            field="",
            state=f"自{one.start}起",
            verified=one.source.verification == "verified",
            lines=(RuleLine(f"起算：{one.start}，当日不算"), *_source_lines(one.source)),
        )
        for one in book.deadlines.values()
    ]


def _aggravating(book: Book, day: date) -> list[RuleEntry]:
    return [
        RuleEntry(
            id=f"aggravating:{ground.id}",
            section=RuleSection.AGGRAVATING,
            name=ground.name,
            cited=_cited(ground.source),
            field="",
            state=_state(ground.in_force_from, None, day),
            verified=ground.source.verification == "verified",
            lines=(RuleLine("从重情形：有没有由办案人员认定"), *_source_lines(ground.source)),
        )
        for ground in book.aggravating.values()
    ]
