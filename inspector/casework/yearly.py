"""The year report (年度报告): which figures there are, how each is counted, and the official wording. Pure.

A figure without rows is not stated. A change is stated only when the year before has rows too: 上升 or 下降 by per cent for counts
and amounts, by percentage points (个百分点) for shares, 与上年持平 when nothing changed. While the year runs, its days so far stand
against the same days of the year before (上年同期), and no target is missed yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from inspector.casework.counted_lists import SupervisionRules
from inspector.casework.targets import percent_text
from inspector.domain.errors import InvalidValueError
from inspector.domain.money import parse_yuan, wan_text

Amount: TypeAlias = "int | Fraction"
PERMILLE = 1000
MOST = 10**13  # fen, metres or a count
CHANGES, SHARES = (-PERMILLE, 10 * PERMILLE), (1, PERMILLE)
SECTIONS: Mapping[str, str] = {
    "cases": "执法办案",
    "voc": "扬尘和挥发性有机物",
    "machines": "锅炉、机械和油品",
    "water": "水环境",
    "noise": "噪声和信访",
    "repair": "损害赔偿",
}


@dataclass(frozen=True, slots=True)
class FigureKind:
    """A figure of the report. `form`: count, money (fen), length (m), share (a fraction).

    `sentence` is its clause with `{n}`; `by_change` figures have targets of change against the year before (permille).
    """

    key: str
    name: str
    section: str
    form: str
    unit: str
    sentence: str
    rule: str
    by_change: bool = False

    def number(self, value: Amount) -> str:
        """The bare number: 1,793; 7,366 (万元); 60,000 (公里); 98.3 (%)."""
        if self.form == "money":
            return wan_text(int(value))
        if self.form == "length":
            whole, rest = divmod(int(value), 1000)
            return f"{whole:,}" + (f".{rest:03d}".rstrip("0") if rest else "")
        if self.form == "share":
            return percent_text(Fraction(value)).removesuffix("%")
        return f"{int(value):,}"

    def text(self, value: Amount) -> str:
        """The number with its unit."""
        return (
            f"{self.number(value)}{self.unit}"
            if self.form == "share"
            else f"{self.number(value)} {self.unit}"
        )

    def parse(self, text: str) -> int:
        """A target as typed: a change in per cent (-10%), 万元, 公里, per cent, or a count. Raises InvalidValueError."""
        cleaned = text.strip().replace("−", "-").replace(",", "").removesuffix(self.unit).strip()
        try:
            if self.by_change or self.form == "share":
                value = Fraction(cleaned.removesuffix("%")) * 10
            elif self.form == "money":
                value = Fraction(parse_yuan(cleaned.removesuffix("万元") + "万", self.name))
            elif self.form == "length":
                value = Fraction(cleaned) * 1000
            else:
                value = Fraction(cleaned)
        except (ValueError, ZeroDivisionError):
            raise InvalidValueError(self.name, text, self._allowed()) from None
        low, high = CHANGES if self.by_change else SHARES if self.form == "share" else (1, MOST)
        if value.denominator != 1 or not low <= value <= high:
            raise InvalidValueError(self.name, text, self._allowed())
        return int(value)

    def target_text(self, value: int) -> str:
        """A target in words: 下降10%以上, 不少于 1,800 宗."""
        if self.by_change:
            share = percent_text(Fraction(abs(value), PERMILLE))
            return f"{'下降' if value < 0 else '上升不超过'}{share}" + ("以上" if value < 0 else "")
        return f"不少于 {self.text(Fraction(value, PERMILLE) if self.form == 'share' else value)}"

    def _allowed(self) -> str:
        if self.by_change:
            return "与上年相比的百分数，-100% 至 1000%，最多一位小数，如 -10%"
        forms = {
            "money": "大于 0 的万元数，如 7000",
            "length": "大于 0 的公里数，如 60000",
            "share": "百分数，不超过 100%，最多一位小数，如 98%",
        }
        return forms.get(self.form, "大于 0 的整数")


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted for a figure: how many rows, and the amount; for the year and for the year before."""

    rows: int
    value: Amount
    rows_before: int = 0
    before: Amount = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as shown. `key` opens its rows, `key.before` those of the year before, `key.change` both."""

    key: str
    name: str
    text: str
    before_text: str
    change_text: str
    rule: str
    rows: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence; `key` is the reference of a number, empty for words."""

    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class ReportParagraph:
    """A paragraph as pieces, so that every number can be opened."""

    section: str
    title: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The paragraph as plain text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class TargetResult:
    """A target of the year against its result, and the target of the next year; texts ready to show."""

    key: str
    name: str
    wanted: str
    found: str
    verdict: str
    next_wanted: str


@dataclass(frozen=True, slots=True)
class YearReport:
    """The report of a year. `samples`: sample rows were counted; `until`: the last day counted of a year that is not over."""

    year: int
    paragraphs: tuple[ReportParagraph, ...]
    figures: tuple[Figure, ...]
    targets: tuple[TargetResult, ...]
    samples: bool = False
    until: date | None = None

    @property
    def days(self) -> str:
        """`2026年`, or what of it is counted: `2026年1月1日至11月27日`."""
        return _days(self.year, self.until)

    @property
    def heads(self) -> tuple[str, str, str, str, str]:
        """Headings of the table of figures."""
        if self.until is None:
            return "指标", f"{self.year}年", f"{self.year - 1}年", "变化", "编号"
        day = f"{self.until.month}月{self.until.day}日"
        return "指标", f"{self.year}年至{day}", f"{self.year - 1}年同期", "变化", "编号"

    @property
    def target_heads(self) -> tuple[str, str, str, str, str]:
        """Headings of the table of targets."""
        return "指标", f"{self.year}年目标", "结果", "达到", f"{self.year + 1}年目标"

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said before the figures."""
        said = ["本报告的数含示例数据。"] if self.samples else []
        if self.until is not None:
            said.append(f"{self.year}年还没有结束：本报告统计{self.days}，与上年同期比较，目标以全年为准。")
        return tuple(said if self.figures else [*said, f"{self.days}没有可以统计的记录。"])

    @property
    def text(self) -> str:
        """All paragraphs."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def markdown(self) -> str:
        """The report as Markdown: paragraphs, figures with references, rules, targets."""
        lines = [f"# {self.year}年执法报告", ""]
        lines += [line for note in self.notes for line in (f"> {note}", "")]
        for paragraph in self.paragraphs:
            lines += [f"## {paragraph.title}", "", _escaped(paragraph.text), ""]
        if self.figures:
            lines += [f"| {' | '.join(self.heads)} |", "|---|---:|---:|---:|---|"]
            lines += [
                f"| {_escaped(f.name)} | {f.text} | {f.before_text} | {f.change_text} | `{f.key}` |"
                for f in self.figures
            ]
            lines += ["", "## 统计口径", ""]
            lines += [f"- {_escaped(f.name)}：{_escaped(f.rule)}" for f in self.figures]
        if self.targets:
            lines += ["", "## 目标与结果", ""]
            lines += [f"| {' | '.join(self.target_heads)} |", "|---|---|---|---|---|"]
            lines += [
                f"| {_escaped(t.name)} | {t.wanted} | {t.found} | {t.verdict} | {t.next_wanted} |"
                for t in self.targets
            ]
        return "\n".join(lines) + "\n"


def figure_kinds(rules: SupervisionRules) -> dict[str, FigureKind]:
    """Every figure of the report in its order: by section, the report's own before the lists, totals of complaints last."""
    own = [
        FigureKind(f.id, f.name, f.section, f.form, f.unit, f.sentence, f.rule, f.by_change)
        for f in rules.figures.values()
    ]
    lists = [
        FigureKind(f"list.{one.id}", one.name, one.group, "count", one.unit, one.sentence, one.rule)
        for one in rules.lists.values()
    ]
    groups = [
        FigureKind(
            f"complaints.{one.id}", one.name, "noise", "count", "件", f"收到{one.name}{{n}}件", one.rule, True
        )
        for one in rules.complaints.values()
    ]
    before = [kind for kind in own if kind.section != "noise"]
    after = [kind for kind in own if kind.section == "noise"]
    order = list(SECTIONS)
    found = sorted([*before, *lists, *groups, *after], key=lambda kind: order.index(kind.section))
    return {kind.key: kind for kind in found}


def write_report(
    year: int,
    kinds: Mapping[str, FigureKind],
    counted: Mapping[str, Counted],
    targets: Mapping[str, int],
    next_targets: Mapping[str, int],
    *,
    samples: bool = False,
    until: date | None = None,
) -> YearReport:
    """The report of what was counted; targets by figure key, in the figure's unit; `until` as `YearReport` has it."""
    stated = [kind for kind in kinds.values() if kind.key in counted and counted[kind.key].rows]
    figures = tuple(_figure(kind, counted[kind.key], until) for kind in stated)
    paragraphs = []
    for section, title in SECTIONS.items():
        own = [kind for kind in stated if kind.section == section]
        if own:
            paragraphs.append(ReportParagraph(section, title, _pieces(year, own, counted, until)))
    wanted = [kind for kind in kinds.values() if kind.key in targets or kind.key in next_targets]
    return YearReport(
        year,
        tuple(paragraphs),
        figures,
        tuple(_target(kind, counted.get(kind.key), targets, next_targets, until) for kind in wanted),
        samples,
        until,
    )


def change_of(kind: FigureKind, counted: Counted) -> Fraction | None:
    """Against the year before: a fraction of it, for shares the difference; None when either year has no rows."""
    if not counted.rows or not counted.rows_before:
        return None
    if kind.form == "share":
        return Fraction(counted.value) - Fraction(counted.before)
    return Fraction(counted.value - counted.before) / Fraction(counted.before) if counted.before else None


def change_words(kind: FigureKind, counted: Counted, until: date | None = None) -> str:
    """`上升4.8%`, `下降1.2个百分点`, `与上年持平` (`与上年同期持平` in a running year); empty when there is nothing to compare."""
    change = change_of(kind, counted)
    if change is None:
        return ""
    size = percent_text(abs(change)).removesuffix("%")
    if change == 0 or size == "0":
        return f"与上年{'同期' if until else ''}{'持平' if change == 0 else '基本持平'}"
    return f"{'上升' if change > 0 else '下降'}{size}{'个百分点' if kind.form == 'share' else '%'}"


def _days(year: int, until: date | None) -> str:
    return f"{year}年" if until is None else f"{year}年1月1日至{until.month}月{until.day}日"


def _figure(kind: FigureKind, counted: Counted, until: date | None) -> Figure:
    return Figure(
        kind.key,
        kind.name,
        kind.text(counted.value),
        kind.text(counted.before) if counted.rows_before else "—",
        change_words(kind, counted, until) or "—",
        kind.rule,
        counted.rows,
    )


def _pieces(
    year: int, kinds: Sequence[FigureKind], counted: Mapping[str, Counted], until: date | None
) -> tuple[Piece, ...]:
    pieces = [Piece(f"{_days(year, until)}，")]
    for index, kind in enumerate(kinds):
        before, _, after = kind.sentence.partition("{n}")
        pieces += [
            Piece(("；" if index else "") + before),
            Piece(kind.number(counted[kind.key].value), kind.key),
        ]
        pieces.append(Piece(after))
        words = change_words(kind, counted[kind.key], until)
        if words:
            pieces += [
                Piece("，同比" if not words.startswith("与") else "，"),
                Piece(words, f"{kind.key}.change"),
            ]
    pieces.append(Piece("。"))
    return tuple(piece for piece in pieces if piece.text)


def _target(
    kind: FigureKind,
    counted: Counted | None,
    targets: Mapping[str, int],
    next_targets: Mapping[str, int],
    until: date | None,
) -> TargetResult:
    result: Amount | None = None
    found = "未有数据"
    if counted is not None and counted.rows:
        if kind.by_change:
            result = change_of(kind, counted)
            found = change_words(kind, counted, until) or f"上年{'同期' if until else ''}没有数据"
        else:
            result, found = counted.value, kind.text(counted.value)
    goal = targets.get(kind.key)
    verdict = "—"
    if goal is not None:
        scaled = Fraction(goal, PERMILLE) if kind.by_change or kind.form == "share" else Fraction(goal)
        verdict = "未有数据"
        if result is not None:
            met = Fraction(result) <= scaled if kind.by_change else Fraction(result) >= scaled
            verdict = _verdict(kind, met=met, running=until is not None)
    after = next_targets.get(kind.key)
    return TargetResult(
        kind.key,
        kind.name,
        kind.target_text(goal) if goal is not None else "—",
        found,
        verdict,
        kind.target_text(after) if after is not None else "—",
    )


def _verdict(kind: FigureKind, *, met: bool, running: bool) -> str:
    """What only grows stays reached once it is; what may still turn is reached, or not, for the time being."""
    if not running:
        return "达到" if met else "未达到"
    if kind.by_change or kind.form == "share":
        return "目前达到" if met else "目前未达到"
    return "达到" if met else "进行中"


def _escaped(text: str) -> str:
    """Text whose marks Markdown must not read."""
    return "".join("\\" + char if char in "\\`*_[]<>|#" else char for char in text)
