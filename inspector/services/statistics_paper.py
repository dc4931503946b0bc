"""The statistics that leave the program: as PDF, on a printer, as a picture. Each is an event; the event comes first."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from inspector.casework.chain import head_text
from inspector.casework.counting import MEASURES, rule
from inspector.documents.content import Column
from inspector.documents.render import RenderedPaper
from inspector.documents.statistics import BarGroup, StatisticsSheet, statistics_sheet
from inspector.domain.money import FEN_PER_WAN, wan_text
from inspector.domain.times import day_letter
from inspector.services.copies import write_copy
from inspector.services.figure_rows import RESULT_WORDS
from inspector.services.officers import OfficerService
from inspector.services.statistics import (
    Change,
    Statistics,
    StatisticsFilter,
    StatisticsService,
    percent,
    share_text,
)
from inspector.services.workspace import Workspace

_FIRST_SERIES = "噪声"
_MOST_SPOTS = 10
_UNIT_HEAD = ("区", "案件", "占比", "决定", "免减", "罚款（万元）", "减免（万元）", "期限内", "逾期")


class StatisticsPaperService:
    """Writes and prints what `StatisticsService` counts."""

    def __init__(self, workspace: Workspace, statistics: StatisticsService) -> None:
        self.workspace = workspace
        self._statistics = statistics

    def compose(self, wanted: StatisticsFilter) -> RenderedPaper:
        """The statistics as PDF, for print and preview; the figures and the chain head are of one state."""
        while True:
            head = self._head()
            told = self._statistics.of(wanted)
            if self._head() == head:
                return statistics_sheet(self._sheet(told, head))

    def export_pdf(self, wanted: StatisticsFilter, path: Path) -> int:
        """Write the PDF; returns the number of pages. Raises CopyNotWrittenError."""
        with self.workspace.write() as writer:
            head = head_text(writer.chain_head().hash)
            paper = statistics_sheet(self._sheet(self._statistics.of(wanted), head))
            detail = {"file": path.name, "format": "pdf", "sha256": paper.sha256}
            writer.note("statistics.exported", "statistics", _subject(wanted), detail)
            write_copy(path, paper.pdf)
        return paper.pages

    def export_picture(self, wanted: StatisticsFilter, path: Path, png: bytes) -> None:
        """Write the page's picture. Raises CopyNotWrittenError."""
        with self.workspace.write() as writer:
            detail = {"file": path.name, "format": "png", "sha256": hashlib.sha256(png).hexdigest()}
            writer.note("statistics.exported", "statistics", _subject(wanted), detail)
            write_copy(path, png)

    def note_printed(
        self, wanted: StatisticsFilter, sha256: str, detail: Mapping[str, str | int | bool]
    ) -> None:
        """Keep that the PDF with this hash was sent to a printer."""
        with self.workspace.write() as writer:
            writer.note("statistics.printed", "statistics", _subject(wanted), {**detail, "sha256": sha256})

    def _head(self) -> str:
        with self.workspace.read() as reader:
            return head_text(reader.head(self.workspace.origin.chain_id).hash)

    def _sheet(self, told: Statistics, head: str) -> StatisticsSheet:
        wanted = told.wanted
        known = any(bar.year_before for bar in told.months)
        return StatisticsSheet(
            bureau=OfficerService(self.workspace).bureau().name,
            start=wanted.start,
            end=wanted.end,
            narrowed=(
                ("环境要素", wanted.element or "全部"),
                ("区", wanted.district or "全部"),
                *((("专项行动", wanted.campaign),) if wanted.campaign else ()),
            ),
            figures=_figures(told),
            alone=_alone(told),
            series=(_FIRST_SERIES, "其他"),
            months=tuple(
                Column(
                    bar.month,
                    bar.by_element.get(_FIRST_SERIES, 0),
                    bar.total - bar.by_element.get(_FIRST_SERIES, 0),
                    bar.year_before if known else None,
                )
                for bar in told.months
            ),
            groups=self._groups(told),
            unit_head=_UNIT_HEAD,
            units=_units(told),
            spots=tuple(
                (
                    str(n),
                    f"{s.position.lat_e6 / 10**6:.4f}",
                    f"{s.position.lon_e6 / 10**6:.4f}",
                    f"{s.count:,}",
                )
                for n, s in enumerate(told.hot_spots[:_MOST_SPOTS], 1)
            ),
            places=tuple((s.position.lat_e6, s.position.lon_e6, s.count) for s in told.hot_spots),
            rules=_RULES,
            notes=_notes(told),
            pack=self.workspace.book.version,
            chain_head=head,
        )

    def _groups(self, told: Statistics) -> tuple[BarGroup, ...]:
        names = {key: item.name for key, item in self.workspace.book.lenient_items.items()}
        bases = {names.get(key, key) or "未记依据": count for key, count in told.lenient_by_basis.items()}
        measures = {MEASURES[step]: count for step, count in told.measures.items()}
        return (
            _group(
                "环境要素", "要素", {name or "未定": n for name, n in told.by_element.items()}, told.cases.now
            ),
            _group("决定类型", "类型", {o.label: n for o, n in told.by_outcome.items()}, told.decided.now),
            _group("免罚减罚依据", "依据", bases, told.lenient.now),
            _group(
                "从发现到决定（日历日，不扣除）",
                "日数",
                told.days_to_decide,
                sum(told.days_to_decide.values()),
            ),
            _group("配套办法", "办法", measures, None),
            _complaints(told),
        )


def main_figures(told: Statistics) -> list[tuple[str, str]]:
    """The figures of the page's first tables: name and number."""
    return [*((name, now) for name, now, _, _ in _figures(told)), *_alone(told)]


def _subject(wanted: StatisticsFilter) -> str:
    return "/".join((f"{wanted.start}", f"{wanted.end}", *wanted.equals().values()))


def _figures(told: Statistics) -> tuple[tuple[str, str, str, str], ...]:
    return (
        _counted("案件（宗）", told.cases),
        _counted("已决定（宗）", told.decided),
        _money("罚款（万元）", told.fines_fen),
        _counted("不予和减轻处罚（宗）", told.lenient),
        _money("减免（万元）", told.spared_fen),
    )


def _alone(told: Statistics) -> tuple[tuple[str, str], ...]:
    """Figures that are not compared with the year before: those of the clock first, then those of the evidence."""
    known = told.in_time + told.late
    share = f"（{percent(told.in_time_share, 1)}%）" if told.in_time_share is not None else ""
    results = ((f"　其中{word}（件）", told.rechecks.get(result, 0)) for result, word in RESULT_WORDS.items())
    return (
        ("期限内办结（宗）", f"{told.in_time:,}{share}"),
        ("逾期作出决定（宗）", f"{told.late:,}"),
        ("没有立案记录的决定（宗）", f"{told.decided.now - known:,}"),
        ("对账差（宗）", f"{told.reconcile:,}"),
        ("照片（张）", f"{told.photos:,}"),
        ("整改前后对照（对）", f"{told.pairs:,}"),
        ("复查（件）", f"{sum(told.rechecks.values()):,}"),
        *((name, f"{count:,}") for name, count in results),
    )


def _counted(name: str, change: Change) -> tuple[str, str, str, str]:
    return name, f"{change.now:,}", f"{change.then:,}", change.words()


def _money(name: str, change: Change) -> tuple[str, str, str, str]:
    return name, wan_text(change.now), wan_text(change.then), change.words()


def _group(title: str, head: str, counts: Mapping[str, int], whole: int | None) -> BarGroup:
    """A grouping with the share of the whole, when the parts are parts of one."""
    counts = counts if any(counts.values()) else {}
    most = max(counts.values(), default=1)
    rows = tuple(
        (name, f"{n:,}") if whole is None else (name, f"{n:,}", share_text(n, whole))
        for name, n in counts.items()
    )
    heads = (head, "宗数") if whole is None else (head, "宗数", "占比")
    return BarGroup(title, heads, rows, tuple(n / most for n in counts.values()))


def _complaints(told: Statistics) -> BarGroup:
    most = max((row.change.now for row in told.complaints), default=0) or 1
    return BarGroup(
        "信访（全部，不分要素和行动）" if told.all_complaints else "信访",
        ("类别", "本期", "上年同期", "变化"),
        tuple(
            (row.kind or "未分类", f"{row.change.now:,}", f"{row.change.then:,}", row.change.words())
            for row in told.complaints
        ),
        tuple(row.change.now / most for row in told.complaints),
    )


def _units(told: Statistics) -> tuple[tuple[str, ...], ...]:
    rows = [
        (
            unit.district or "未填区",
            f"{unit.cases:,}",
            share_text(unit.cases, told.cases.now) or "—",
            f"{unit.decided:,}",
            f"{unit.lenient:,}",
            _wan(unit.fines_fen),
            _wan(unit.spared_fen),
            share_text(unit.in_time, unit.in_time + unit.late) or "—",
            f"{unit.late:,}",
        )
        for unit in told.units
    ]
    whole = (
        "合计",
        f"{told.cases.now:,}",
        "100%" if told.cases.now else "—",
        f"{told.decided.now:,}",
        f"{told.lenient.now:,}",
        _wan(told.fines_fen.now),
        _wan(told.spared_fen.now),
        share_text(told.in_time, told.in_time + told.late) or "—",
        f"{told.late:,}",
    )
    return (*rows, whole)


def _wan(fen: int) -> str:
    return f"{Decimal(fen) / FEN_PER_WAN:,.2f}"


def _notes(told: Statistics) -> tuple[str, ...]:
    found = []
    if told.samples:
        found.append(f"本统计的数含示例数据 {told.samples:,} 宗案件。")
    if told.running_until is not None:
        day = day_letter(told.running_until)
        found.append(f"统计期间还没有结束：各数统计到{day}，上年同期也到同月同日；按月的上年同月为整月。")
    if told.all_complaints:
        found.append("信访没有环境要素和专项行动，信访和信访热点为期间内的全部信访（只按区选取）。")
    if told.unplaced:
        found.append(f"没有坐标或坐标系不明的信访 {told.unplaced:,} 件，不在信访热点里。")
    return tuple(found)


_RULES = (
    ("已决定", "处罚、不予和减轻处罚、移交、撤案都计入；年报的案件决定不含移交和撤案。"),
    ("期间", "首日、末日都计入。案件按发现日计入期间，决定和金额按决定日；上年同期为上一年的同月同日。"),
    ("案件数", rule("once").sentence),
    ("并处", rule("heaviest").sentence),
    ("金额", rule("amount").sentence),
    ("减免额", rule("spared").sentence),
    (
        "期限内办结",
        "按立案日起九十日加经批准的延长、扣除登记的扣除日计；没有立案记录的决定不计入期限内，也不计入逾期。",
    ),
    ("配套办法", rule("measures").sentence + "本表按措施作出之日计入期间。"),
    ("照片", "未作废的照片，按拍摄时间，没有拍摄时间的按存入时间；只选区时，没有归入案件的按检查的区。"),
    ("复查和对照", "责令改正按复查日计入期间；对照为同一序号整改前、整改后都有照片的，一对计一对。"),
    ("信访", "按收到之日计入期间。"),
)
