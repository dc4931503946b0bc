"""The ledger workbook (台账): 汇总 with formulas into 台账, 台账 one row a case, 免罚减罚, 数据, 说明.

Rows are streamed with constant memory; text is always written as text, so that a firm named "=深圳" stays a name.
"""

from __future__ import annotations

import errno
import os
import tempfile
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from inspector.documents.sheets.cells import HEIGHTS, Field, lines_needed, plain, row_height, row_writer
from inspector.documents.sheets.rows import (
    LedgerFrame,
    LedgerNotWrittenError,
    LedgerRow,
    LedgerTotals,
)
from inspector.documents.sheets.summary_sheet import SummarySheet, column_letter
from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.domain.times import local

_KEPT = "没有写出文件，数据未改动"
_STEP = 500
_MONEY = "#,##0.00_ ;[Red]-#,##0.00_ ;—_ "
_COUNT = "#,##0_ ;-#,##0_ ;—_ "
_CAUSES = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EACCES: "没有写入这个文件夹的权限",
    errno.EPERM: "没有写入这个文件夹的权限",
    errno.EROFS: "这个磁盘只能读",
}
_FIRST_ROW = 2  # group row and head above, 0-based


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    width: float
    kind: str
    value: Callable[[LedgerRow], object]
    group: str


COLUMNS: tuple[_Column, ...] = (
    _Column("案号", 22, "code", lambda r: r.case_number, "案件"),
    _Column("来源", 9, "text", lambda r: r.source, "案件"),
    _Column("行动", 12, "text", lambda r: r.campaign, "案件"),
    _Column("单位", 9, "text", lambda r: r.unit, "案件"),
    _Column("承办", 14, "text", lambda r: r.handlers, "案件"),
    _Column("当事人", 30, "wrap", lambda r: r.party, "当事人"),
    _Column("代码", 21, "code", lambda r: r.credit_code, "当事人"),
    _Column("要素", 6, "text", lambda r: r.element, "违法行为"),
    _Column("行为", 20, "wrap", lambda r: r.act, "违法行为"),
    _Column("违反", 14, "wrap", lambda r: r.violated, "违法行为"),
    _Column("处罚条款", 16, "wrap", lambda r: r.penalty, "违法行为"),
    _Column("行为日", 11, "date", lambda r: r.act_day, "期限"),
    _Column("立案", 11, "date", lambda r: r.filed_on, "期限"),
    _Column("扣除", 6, "count", lambda r: r.deducted_days, "期限"),
    _Column("办结期限", 11, "date", lambda r: r.decide_by, "期限"),
    _Column("决定日", 11, "date", lambda r: r.decided_on, "决定"),
    _Column("类型", 12, "text", lambda r: r.outcome, "决定"),
    _Column("依据", 18, "wrap", lambda r: r.basis, "决定"),
    _Column("罚款", 13, "money", lambda r: r.fine_fen, "决定"),
    _Column("减免", 13, "money", lambda r: r.spared_fen, "决定"),
    _Column("文号", 24, "code", lambda r: r.paper_number, "决定"),
    _Column("送达", 11, "date", lambda r: r.served_on, "执行"),
    _Column("缴款期限", 11, "date", lambda r: r.pay_by, "执行"),
    _Column("缴款日", 11, "date", lambda r: r.paid_on, "执行"),
    _Column("缴款", 13, "money", lambda r: r.paid_fen, "执行"),
    _Column("结案", 11, "date", lambda r: r.closed_on, "执行"),
    _Column("照片", 6, "count", lambda r: r.photos, "执行"),
)
_BREAK_BEFORE = next(index for index, column in enumerate(COLUMNS) if column.heading == "行为日")
_ELEMENT, _OUTCOME, _FILED, _FINE, _SPARED, _PAID = (
    next(index for index, column in enumerate(COLUMNS) if column.heading == name)
    for name in ("要素", "类型", "立案", "罚款", "减免", "缴款")
)
_LENIENT_COLUMNS: tuple[Field, ...] = (
    ("案号", "code", lambda r: r.case_number),
    ("当事人", "wrap", lambda r: r.party),
    ("要素", "text", lambda r: r.element),
    ("行为", "wrap", lambda r: r.act),
    ("类型", "text", lambda r: r.outcome),
    ("依据", "wrap", lambda r: r.basis),
    ("理由", "wrap", lambda r: r.reason),
    ("减免", "money", lambda r: r.spared_fen),
    ("决定日", "date", lambda r: r.decided_on),
)
_LENIENT_WIDTHS = (22, 32, 6, 20, 12, 26, 44, 14, 11)
_LENIENT = frozenset({"减轻处罚", "不予处罚", "可以不予处罚"})
DATA_COLUMNS: tuple[tuple[str, Callable[[LedgerRow], object]], ...] = (
    ("case_id", lambda r: r.case_id),
    ("case_number", lambda r: r.case_number),
    ("credit_code", lambda r: r.credit_code),
    ("district", lambda r: r.district),
    ("outcome", lambda r: r.outcome),
    ("found_on", lambda r: r.found_on.isoformat()),
    ("decided_on", lambda r: r.decided_on.isoformat() if r.decided_on else ""),
    ("fine_fen", lambda r: r.fine_fen),
    ("spared_fen", lambda r: r.spared_fen),
    ("paid_fen", lambda r: r.paid_fen),
)


def write_ledger(
    path: Path,
    rows: Iterable[LedgerRow],
    frame: LedgerFrame,
    progress: Progress | None = None,
    expected: int = 0,
) -> LedgerTotals:
    """Write the workbook beside its target, then put it in place in one step. Returns what was counted.

    Raises CancelledError (no file), CellTooLongError, LedgerNotWrittenError.
    """
    progress = progress or NoProgress()
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Rows stream through files of a folder of our own, so that a cancel or a full disk leaves none of them behind.
        with tempfile.TemporaryDirectory(prefix="inspector-ledger-") as streams:
            totals = _Writer(unfinished, Path(streams), frame, progress, expected).write(rows)
        with unfinished.open("rb+") as written:
            os.fsync(written.fileno())
        unfinished.replace(path)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise LedgerNotWrittenError(path, _cause(error)) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return totals


def _cause(error: Exception) -> str:
    """The disk's own words without its numbers and paths, the common ones in Chinese."""
    inner = error.args[0] if error.args and isinstance(error.args[0], OSError) else error
    if isinstance(inner, OSError):
        return _CAUSES.get(inner.errno or 0) or inner.strerror or str(inner)
    return str(error)


class _Writer:
    def __init__(
        self, path: Path, streams: Path, frame: LedgerFrame, progress: Progress, expected: int
    ) -> None:
        self.frame = frame
        self.progress = progress
        self.expected = expected
        self.book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "tmpdir": str(streams),
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_date_format": "yyyy-mm-dd",
            },
        )
        moment = local(frame.exported_at).replace(tzinfo=None)
        self.book.set_properties({"title": f"{frame.bureau} 台账", "created": moment})
        self.formats = _formats(self.book)

    def write(self, rows: Iterable[LedgerRow]) -> LedgerTotals:
        # Order of tabs is order of creation; each sheet streams into its own file, so 汇总 may be filled last.
        summary, main = self.book.add_worksheet("汇总"), self.book.add_worksheet("台账")
        lenient, data = self.book.add_worksheet("免罚减罚"), self.book.add_worksheet("数据")
        notes = self.book.add_worksheet("说明")
        try:
            totals = self._fill(rows, summary, main, lenient, data)
            self._notes(notes)
            summary.activate()
            check_cancelled(self.progress, _KEPT)
            self.book.close()
            return totals
        finally:
            # After a cancel or a full disk nothing is assembled: only the streams are let go.
            for sheet in self.book.worksheets():
                sheet._opt_close()

    def _fill(
        self, rows: Iterable[LedgerRow], summary: Any, main: Any, lenient: Any, data: Any
    ) -> LedgerTotals:
        totals = LedgerTotals()
        self._heads(main, lenient, data)
        put_case = row_writer(main, self.formats, [(c.heading, c.kind, c.value) for c in COLUMNS])
        put_lenient = row_writer(lenient, self.formats, _LENIENT_COLUMNS)
        put_data = row_writer(data, self.formats, [(name, "machine", get) for name, get in DATA_COLUMNS])
        lenient_row = 1
        for number, row in enumerate(rows):
            if number % _STEP == 0:
                self.progress.report(number, self.expected, row.party)
                check_cancelled(self.progress, _KEPT)
            main.set_row(_FIRST_ROW + number, row_height(row))
            put_case(_FIRST_ROW + number, row)
            _forget(main, _FIRST_ROW + number - 1)
            if row.outcome in _LENIENT:
                lenient.set_row(lenient_row, HEIGHTS[min(lines_needed(row.reason, 44), 5) - 1])
                put_lenient(lenient_row, row)
                _forget(lenient, lenient_row - 1)
                lenient_row += 1
            put_data(number + 1, row)
            totals.add(row)
        self._finish(main, totals)
        self._print_setup(summary, landscape=True, paper=9, scale=100)
        title = f"{self.frame.bureau}　{self.frame.period}"
        SummarySheet(summary, self.formats, _area(totals.rows)).write(plain(title), totals)
        return totals

    def _heads(self, main: Any, lenient: Any, data: Any) -> None:
        for sheet, colour in ((main, "#1B5AA6"), (lenient, "#0A674C"), (data, "#8B938C")):
            sheet.hide_gridlines(2)
            sheet.set_tab_color(colour)
        for index, column in enumerate(COLUMNS):
            main.set_column(index, index, column.width)
        main.set_row(0, 18)
        main.set_row(1, 32)
        for index, column in enumerate(COLUMNS):
            shown = column.group if index == 0 or COLUMNS[index - 1].group != column.group else ""
            main.write_string(0, index, shown, self.formats["group"])
        for index, column in enumerate(COLUMNS):
            main.write_string(1, index, column.heading, self.formats["head"])
        for index, (heading, width) in enumerate(
            zip((name for name, _, _ in _LENIENT_COLUMNS), _LENIENT_WIDTHS, strict=True)
        ):
            lenient.set_column(index, index, width)
            lenient.write_string(0, index, heading, self.formats["head"])
        lenient.freeze_panes(1, 1)
        for index, (heading, _) in enumerate(DATA_COLUMNS):
            data.set_column(index, index, 38 if heading == "case_id" else 20)
            data.write_string(0, index, heading, self.formats["head"])
        data.freeze_panes(1, 2)
        self._print_setup(main, landscape=True, paper=8, scale=69)
        main.set_v_pagebreaks([_BREAK_BEFORE])
        main.repeat_columns(0)
        main.repeat_rows(0, 1)
        main.freeze_panes(_FIRST_ROW, 1)
        self._print_setup(lenient, landscape=True, paper=8, scale=80)
        lenient.repeat_rows(0)

    def _print_setup(self, sheet: Any, *, landscape: bool, paper: int, scale: int) -> None:
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.set_print_scale(scale)
        sheet.set_margins(*(0.59,) * 4)
        frame = self.frame
        # The face stands last: a name that opens with a figure must not grow the size before it.
        sheet.set_header(
            f'&C&14&"黑体"{_header_text(frame.bureau)}　行政处罚台账　{_header_text(frame.period)}'
        )
        sheet.set_footer(
            f"&L规则包 {_header_text(frame.pack_version)}　链首 {_header_text(frame.chain_head)}"
            f"&C第 &P 页，共 &N 页&R{local(frame.exported_at):%Y-%m-%d %H:%M}"
        )

    def _finish(self, sheet: Any, totals: LedgerTotals) -> None:
        last = _FIRST_ROW + max(totals.rows, 1) - 1
        sheet.autofilter(1, 0, last, len(COLUMNS) - 1)
        below = last + 1
        sheet.write_string(below, 0, "合计", self.formats["total"])
        for index, column in enumerate(COLUMNS):
            if column.kind != "money":
                continue
            letter = column_letter(index)
            value = {"罚款": "fine", "减免": "spared", "缴款": "paid"}[column.heading]
            formula = f"=SUBTOTAL(109,{letter}{_FIRST_ROW + 1}:{letter}{last + 1})"
            sheet.write_formula(below, index, formula, self.formats["total_money"], totals.total(value) / 100)
        sheet.print_area(0, 0, below, len(COLUMNS) - 1)

    def _notes(self, sheet: Any) -> None:
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 78)
        self._print_setup(sheet, landscape=False, paper=9, scale=100)
        frame = self.frame
        sections = (
            ("筛选", frame.filters),
            ("口径", frame.rules),
            ("来源", frame.sources),
            ("冲突", frame.conflicts or ("没有未处理的合并冲突",)),
            (
                "校验",
                (
                    f"规则包 {frame.pack_version}",
                    f"审计链首 {frame.chain_head}",
                    f"导出时间 {local(frame.exported_at):%Y-%m-%d %H:%M:%S}（北京时间）",
                ),
            ),
        )
        row = 0
        for name, lines in sections:
            for number, line in enumerate(lines):
                sheet.set_row(row, (20, 34, 48, 62)[min(lines_needed(line, 78), 4) - 1])
                sheet.write_string(row, 0, name if number == 0 else "", self.formats["head"])
                sheet.write_string(row, 1, plain(line), self.formats["wrap"])
                row += 1


def _forget(sheet: Any, row: int) -> None:
    """Let go of a height that is already in the stream: the writer would keep one of every row until the end."""
    sheet.row_info.pop(row, None)
    sheet.row_sizes.pop(row, None)


def _area(rows: int) -> dict[str, str]:
    """The columns of 台账 that 汇总 counts, as absolute ranges."""
    last = _FIRST_ROW + max(rows, 1)
    columns = {"e": _ELEMENT, "o": _OUTCOME, "d": _FILED, "f": _FINE, "s": _SPARED, "p": _PAID}
    return {
        name: f"台账!${column_letter(i)}${_FIRST_ROW + 1}:${column_letter(i)}${last}"
        for name, i in columns.items()
    }


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#C3C9C1", "valign": "vcenter"}
    head = {
        **base,
        "font_name": "黑体",
        "bg_color": "#E8EBE7",
        "bottom": 2,
        "bottom_color": "#47504A",
        "align": "center",
        "text_wrap": True,
    }
    total = {**base, "bold": False, "font_name": "黑体", "top": 1, "bottom": 6}
    return {
        "title": book.add_format({"font_name": "黑体", "font_size": 16}),
        "note": book.add_format({"font_name": "宋体", "font_size": 10}),
        "group": book.add_format({**base, "font_name": "黑体", "bg_color": "#DCE3EA"}),
        "head": book.add_format(head),
        "text": book.add_format(base),
        "wrap": book.add_format({**base, "text_wrap": True}),
        "code": book.add_format({**base, "num_format": "@", "font_name": "Consolas", "font_size": 9}),
        "machine": book.add_format({"num_format": "@", "font_name": "Consolas", "font_size": 9}),
        "date": book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "center"}),
        "money": book.add_format({**base, "num_format": _MONEY, "align": "right"}),
        "count": book.add_format({**base, "num_format": _COUNT, "align": "right"}),
        "rate": book.add_format({**base, "num_format": "0.0%", "align": "right"}),
        "total": book.add_format(total),
        "total_money": book.add_format({**total, "num_format": _MONEY, "align": "right"}),
        "total_count": book.add_format({**total, "num_format": _COUNT, "align": "right"}),
    }


def _header_text(text: str) -> str:
    """Text inside a page header, where & opens a command; the whole header holds 255 characters."""
    return plain(text).replace("&", "&&")[:90]
