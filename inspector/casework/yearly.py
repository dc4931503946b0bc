"""The year report (年度报告): which figures there are, how each is counted, and the official wording. Pure.

A figure without rows is not stated. A change is stated only when the year before has rows too: 上升 or 下降 by per cent for counts
and amounts, by percentage points (个百分点) for shares, 与上年持平 when nothing changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from inspector.casework.counted_lists import SupervisionRules
from inspector.casework.progress import percent_text
from inspector.domain.errors import InvalidValueError
from inspector.domain.money import parse_yuan, wan_text

Amount: TypeAlias = "int | Fraction"
PERMILLE = 1000
PERMILLE_MOST = 10**6
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
                return parse_yuan(cleaned.removesuffix("万元") + "万", self.name)
            elif self.form == "length":
                value = Fraction(cleaned) * 1000
            else:
                value = Fraction(cleaned)
        except (ValueError, ZeroDivisionError):
            raise InvalidValueError(self.name, text, self._allowed()) from None
        if value.denominator != 1 or abs(value) > PERMILLE_MOST * PERMILLE:
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
            return "与上年相比的百分数，如 -10%"
        return {"money": "万元，如 7000", "length": "公里，如 60000", "share": "百分数，如 98%"}.get(
            self.form, "整数"
        )


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
    """The report of a year. `samples`: sample rows were counted."""

    year: int
    paragraphs: tuple[ReportParagraph, ...]
    figures: tuple[Figure, ...]
    targets: tuple[TargetResult, ...]
    samples: bool = False

    @property
    def text(self) -> str:
        """All paragraphs."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def markdown(self) -> str:
        """The report as Markdown: paragraphs, figures with references, rules, targets."""
        lines = [f"# {self.year}年执法报告", ""]
        if self.samples:
            lines += ["> 含示例数据", ""]
        if not self.figures:
            lines += [f"{self.year}年没有可以统计的记录。", ""]
        for paragraph in self.paragraphs:
            lines += [f"## {paragraph.title}", "", _escaped(paragraph.text), ""]
        if self.figures:
            lines += [
                f"| 指标 | {self.year}年 | {self.year - 1}年 | 变化 | 编号 |",
                "|---|---:|---:|---:|---|",
            ]
            lines += [
                f"| {_escaped(f.name)} | {f.text} | {f.before_text} | {f.change_text} | `{f.key}` |"
                for f in self.figures
            ]
            lines += ["", "## 统计口径", ""]
            lines += [f"- {_escaped(f.name)}：{_escaped(f.rule)}" for f in self.figures]
        if self.targets:
            lines += ["", "## 目标与结果", ""]
            lines += [
                f"| 指标 | {self.year}年目标 | 结果 | 达到 | {self.year + 1}年目标 |",
                "|---|---|---|---|---|",
            ]
            lines += [
                f"| {_escaped(t.name)} | {t.wanted} | {t.found} | {t.verdict} | {t.next_wanted} |"
                for t in self.targets
            ]
        return "\n".join(lines) + "\n"


def figure_kinds(rules: SupervisionRules) -> dict[str, FigureKind]:
    """Every figure of the report in its order; lists and complaint groups come from the data file."""
    found = [
        FigureKind(
            "campaigns",
            "专项行动",
            "cases",
            "count",
            "个",
            "开展专项行动{n}个",
            "起止日期与本年有重合的专项行动，一个一计。",
        ),
        FigureKind(
            "visits",
            "现场检查",
            "cases",
            "count",
            "次",
            "开展现场检查{n}次",
            "本年开始并已完成的现场检查，一次一计；作废的不计。",
        ),
        FigureKind(
            "decisions",
            "行政处罚案件",
            "cases",
            "count",
            "宗",
            "作出行政处罚案件决定{n}宗",
            "本年作出处罚、减轻处罚、不予处罚、可以不予处罚决定的案件，一案一计，并处的按最重的一种计一次；移交、撤案不计。",
        ),
        FigureKind(
            "fines",
            "罚款金额",
            "cases",
            "money",
            "万元",
            "罚款{n}万元",
            "上述案件决定书所写的罚款数额之和，以决定日为准，不论是否缴纳。",
        ),
        FigureKind(
            "positive",
            "正面清单企业",
            "cases",
            "count",
            "家",
            "将{n}家企业纳入执法正面清单",
            "本年内有一天以上在正面清单上的企业，一家一计；当年移出前的也计。",
        ),
        FigureKind(
            "lenient",
            "减免处罚案件",
            "cases",
            "count",
            "宗",
            "依法免罚减罚{n}宗",
            "本年决定中的减轻处罚、不予处罚、可以不予处罚，一案一计。",
        ),
        FigureKind(
            "spared",
            "减免金额",
            "cases",
            "money",
            "万元",
            "减免罚款{n}万元",
            "上述减免案件作出决定时的测算额减去实际罚款，没有裁量表的按法定下限计。",
        ),
        FigureKind(
            "patrol_length",
            "扬尘巡查里程",
            "voc",
            "length",
            "公里",
            "扬尘巡查道路{n}公里",
            "本年每次巡查实测里程之和，以米记录；同一路段巡查几次计几次。",
        ),
        FigureKind(
            "patrol_fixed",
            "扬尘问题整改",
            "voc",
            "count",
            "个",
            "督促整改扬尘问题工地{n}个",
            "本年整改完成的巡查问题点，以整改日为准，一处一计。",
        ),
    ]
    found += [
        FigureKind(
            f"list.{kind.id}",
            kind.name,
            kind.group,
            "count",
            kind.unit,
            kind.sentence,
            kind.rule,
        )
        for kind in rules.lists.values()
    ]
    found += [
        FigureKind(
            f"complaints.{group.id}",
            group.name,
            "noise",
            "count",
            "件",
            f"收到{group.name}{{n}}件",
            group.rule,
            True,
        )
        for group in rules.complaints.values()
    ]
    found += [
        FigureKind(
            "complaints",
            "信访投诉",
            "noise",
            "count",
            "件",
            "收到各类信访投诉{n}件",
            "本年收到的全部信访件，以收到日期为准；重复投诉各计一件。",
            True,
        ),
        FigureKind(
            "answered",
            "信访答复率",
            "noise",
            "share",
            "%",
            "已答复{n}%",
            "本年收到的信访件中已写明答复日期的件数 ÷ 本年收到的全部件数。",
        ),
        FigureKind(
            "compensations",
            "损害赔偿案件",
            "repair",
            "count",
            "宗",
            "办理生态环境损害赔偿案件{n}宗",
            "本年达成赔偿协议或判决的案件，一案一计。",
        ),
        FigureKind(
            "compensation_paid",
            "损害赔偿金额",
            "repair",
            "money",
            "万元",
            "已赔付{n}万元",
            "本年实际赔付的金额之和，以赔付日为准。",
        ),
    ]
    return {kind.key: kind for kind in found}


def write_report(
    year: int,
    kinds: Mapping[str, FigureKind],
    counted: Mapping[str, Counted],
    targets: Mapping[str, int],
    next_targets: Mapping[str, int],
    *,
    samples: bool = False,
) -> YearReport:
    """The report of what was counted; targets by figure key, in the figure's unit."""
    stated = [kind for kind in kinds.values() if kind.key in counted and counted[kind.key].rows]
    figures = tuple(_figure(kind, counted[kind.key]) for kind in stated)
    paragraphs = []
    for section, title in SECTIONS.items():
        own = [kind for kind in stated if kind.section == section]
        if own:
            paragraphs.append(ReportParagraph(section, title, _pieces(year, own, counted)))
    wanted = [kind for kind in kinds.values() if kind.key in targets or kind.key in next_targets]
    return YearReport(
        year,
        tuple(paragraphs),
        figures,
        tuple(_target(kind, counted.get(kind.key), targets, next_targets) for kind in wanted),
        samples,
    )


def change_of(kind: FigureKind, counted: Counted) -> Fraction | None:
    """Against the year before: a fraction of it, for shares the difference; None when either year has no rows."""
    if not counted.rows or not counted.rows_before:
        return None
    if kind.form == "share":
        return Fraction(counted.value) - Fraction(counted.before)
    return Fraction(counted.value - counted.before) / Fraction(counted.before) if counted.before else None


def change_words(kind: FigureKind, counted: Counted) -> str:
    """`上升4.8%`, `下降1.2个百分点`, `与上年持平`; empty when there is nothing to compare."""
    change = change_of(kind, counted)
    if change is None:
        return ""
    size = percent_text(abs(change)).removesuffix("%")
    if change == 0 or size == "0":
        return "与上年持平" if change == 0 else "与上年基本持平"
    return f"{'上升' if change > 0 else '下降'}{size}{'个百分点' if kind.form == 'share' else '%'}"


def _figure(kind: FigureKind, counted: Counted) -> Figure:
    return Figure(
        kind.key,
        kind.name,
        kind.text(counted.value),
        kind.text(counted.before) if counted.rows_before else "—",
        change_words(kind, counted) or "—",
        kind.rule,
        counted.rows,
    )


def _pieces(year: int, kinds: Sequence[FigureKind], counted: Mapping[str, Counted]) -> tuple[Piece, ...]:
    pieces = [Piece(f"{year}年，")]
    for index, kind in enumerate(kinds):
        before, _, after = kind.sentence.partition("{n}")
        pieces += [
            Piece(("；" if index else "") + before),
            Piece(kind.number(counted[kind.key].value), kind.key),
        ]
        pieces.append(Piece(after))
        words = change_words(kind, counted[kind.key])
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
) -> TargetResult:
    result: Amount | None = None
    found = "未有数据"
    if counted is not None and counted.rows:
        if kind.by_change:
            result = change_of(kind, counted)
            found = change_words(kind, counted) or "上年没有数据"
        else:
            result, found = counted.value, kind.text(counted.value)
    goal = targets.get(kind.key)
    verdict = "—"
    if goal is not None:
        scaled = Fraction(goal, PERMILLE) if kind.by_change or kind.form == "share" else Fraction(goal)
        verdict = "未有数据"
        if result is not None:
            met = Fraction(result) <= scaled if kind.by_change else Fraction(result) >= scaled
            verdict = "达到" if met else "未达到"
    after = next_targets.get(kind.key)
    return TargetResult(
        kind.key,
        kind.name,
        kind.target_text(goal) if goal is not None else "—",
        found,
        verdict,
        kind.target_text(after) if after is not None else "—",
    )


def _escaped(text: str) -> str:
    """Text whose marks Markdown must not read."""
    return "".join("\\" + char if char in "\\`*_[]<>|#" else char for char in text)
