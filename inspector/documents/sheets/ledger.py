"""The ledger workbook (台账): six sheets, 汇总 台账 免罚减罚 照片清单 数据 说明, streamed with constant memory.

Text is always written as text, so that a firm named "=深圳" stays a name.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter

from inspector.documents.sheets import data_sheet, lenient_sheet, notes_sheet, photo_sheet, summary_sheet
from inspector.documents.sheets.cells import column_letter, forget_row, plain, row_height, row_writer
from inspector.documents.sheets.columns import FILTER_PROPERTY, PRINT_SCALE, PROPERTY_PIECE, Layout, layout
from inspector.documents.sheets.formats import A3, BLUE_TAB, make_formats, set_page
from inspector.documents.sheets.rows import (
    MOST_ROWS,
    LedgerFrame,
    LedgerNotWrittenError,
    LedgerRow,
    LedgerTotals,
    TooManyRowsError,
)
from inspector.domain.links import CASE_LINK
from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.domain.times import local

NAME = "台账"
# The writer keeps every link until the end, and a sheet holds 65,530: beyond this the link stands in 数据 alone.
LINKED_ROWS = 5_000
_KEPT = "没有写出文件，数据未改动"
_STEP = 500
_SAFE_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_CAUSES = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.ENOENT: "没有这个文件夹，也不能建",
    errno.EACCES: "没有写入这个文件夹的权限",
    errno.EPERM: "没有写入这个文件夹的权限",
    errno.EROFS: "这个磁盘只能读",
    errno.EEXIST: "要建的文件夹与一个文件同名",
    errno.ENOTDIR: "要写的文件夹其实是一个文件",
}
FIRST_ROW = 4  # title, line below it, groups, heads above; 0-based


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
        raise LedgerNotWrittenError(path, write_cause(error)) from error
    finally:
        # What cannot be taken away must not hide why it was not written.
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return totals


def write_cause(error: Exception) -> str:
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
        self.layout = layout(frame.columns)
        self.linked = 0
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
        self.book.set_properties({"title": plain(f"{frame.bureau} 台账")[:250], "created": moment})
        for start in range(0, len(frame.question), PROPERTY_PIECE):
            piece = frame.question[start : start + PROPERTY_PIECE]
            self.book.set_custom_property(f"{FILTER_PROPERTY}-{start // PROPERTY_PIECE + 1}", piece, "text")
        self.formats = make_formats(self.book)

    def write(self, rows: Iterable[LedgerRow]) -> LedgerTotals:
        # Order of tabs is order of creation; each sheet streams into its own file, so 汇总 may be filled last.
        names = (
            summary_sheet.NAME,
            NAME,
            lenient_sheet.NAME,
            photo_sheet.NAME,
            data_sheet.NAME,
            notes_sheet.NAME,
        )
        summary, main, lenient, photos, data, notes = (self.book.add_worksheet(name) for name in names)
        try:
            totals = self._fill(rows, main, lenient, photos, data)
            area = _areas(self.layout, totals.rows)
            summary_sheet.SummarySheet(summary, self.formats, self.frame, area).write(totals)
            notes_sheet.write_notes(notes, self.formats, self.frame, totals, self.linked)
            summary.activate()
            check_cancelled(self.progress, _KEPT)
            self.book.close()
            return totals
        finally:
            # After a cancel or a full disk nothing is assembled: only the streams are let go.
            for sheet in self.book.worksheets():
                sheet._opt_close()

    def _fill(
        self, rows: Iterable[LedgerRow], main: Any, lenient: Any, photos: Any, data: Any
    ) -> LedgerTotals:
        totals = LedgerTotals()
        self._heads(main)
        lenient_rows = lenient_sheet.LenientSheet(lenient, self.formats, self.frame)
        photo_rows = photo_sheet.PhotoSheet(photos, self.formats, self.frame)
        data_rows = data_sheet.DataSheet(data, self.formats, self.frame)
        columns = self.layout.columns
        put = row_writer(main, self.formats, [(c.name, c.kind, c.value) for c in columns[1:]], 1)
        put_number = row_writer(main, self.formats, [("案号", "link", lambda r: r.case_number)])
        wrapped = [(c.value, c.width) for c in columns if c.kind.endswith("wrap")]
        for number, row in enumerate(rows):
            if number % _STEP == 0:
                self.progress.report(number, self.expected, row.party)
                check_cancelled(self.progress, _KEPT)
            place = FIRST_ROW + number
            if place >= MOST_ROWS - 1:
                raise TooManyRowsError(NAME)
            main.set_row(place, row_height([(str(value(row)), width) for value, width in wrapped]))
            if not self._link(main, place, row):
                put_number(place, row)
            put(place, row)
            forget_row(main, place - 1)
            lenient_rows.add(row, totals)
            photo_rows.add(row, totals)
            data_rows.add(row)
            totals.add(row)
        self._finish(main, totals)
        lenient_rows.finish(totals)
        photo_rows.finish()
        data_rows.finish()
        return totals

    def _link(self, sheet: Any, place: int, row: LedgerRow) -> bool:
        """Write the case number as a link that opens the case; False where it must stay plain text."""
        text = row.case_number
        if self.linked >= LINKED_ROWS or not 0 < len(text) <= 255 or not _SAFE_ID.fullmatch(row.case_id):
            return False
        if plain(text) != text:
            return False
        sheet.write_url(place, 0, CASE_LINK + row.case_id, self.formats["link"], text, "打开案件")
        self.linked += 1
        return True

    def _heads(self, sheet: Any) -> None:
        columns, formats, frame = self.layout.columns, self.formats, self.frame
        sheet.set_tab_color(BLUE_TAB)
        title = f"{frame.period}　生态环境执法台账"
        # The title stands in the page header: in A1 it would be cut on the second page, where column A repeats.
        set_page(sheet, frame, NAME, paper=A3, landscape=True, title=title)
        sheet.set_print_scale(PRINT_SCALE)
        sheet.set_v_pagebreaks(list(self.layout.breaks))
        sheet.print_across()
        sheet.repeat_columns(0)
        sheet.repeat_rows(2, 3)
        sheet.freeze_panes(FIRST_ROW, 1)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, plain(title), formats["title"])
        sheet.set_row(1, 18)
        under = "；".join(f"{label}：{sentence}" for label, sentence in frame.filters)
        sheet.write_string(1, 0, plain(f"{under}。单位：元")[:2_000], formats["note"])
        sheet.set_row(2, 18)
        start = 0
        while start < len(columns):
            end = start
            while end + 1 < len(columns) and columns[end + 1].group == columns[start].group:
                end += 1
            if end > start:
                sheet.merge_range(2, start, 2, end, columns[start].group, formats["group"])
            else:
                sheet.write_string(2, start, columns[start].group, formats["group"])
            start = end + 1
        sheet.set_row(3, 32)
        for index, column in enumerate(columns):
            sheet.write_string(3, index, column.heading, formats["head"])

    def _finish(self, sheet: Any, totals: LedgerTotals) -> None:
        columns, formats = self.layout.columns, self.formats
        last = FIRST_ROW + max(totals.rows, 1) - 1
        below = last + 1
        sheet.set_row(below, 22)
        sums = {"fine": "fine", "spared": "spared", "paid": "paid"}
        for index, column in enumerate(columns):
            letter = column_letter(index)
            formula = f"=SUBTOTAL(109,{letter}{FIRST_ROW + 1}:{letter}{last + 1})"
            if column.id in sums:
                sheet.write_formula(
                    below, index, formula, formats["total_money"], totals.total(sums[column.id]) / 100
                )
            elif index == 0:
                sheet.write_string(below, 0, "合计（筛选后）", formats["total"])
            else:
                sheet.write_blank(below, index, None, formats["total"])
        sheet.autofilter(FIRST_ROW - 1, 0, last, len(columns) - 1)
        sheet.print_area(FIRST_ROW - 2, 0, below, self.layout.printed - 1)
        self._overdue(sheet, last)

    def _overdue(self, sheet: Any, last: int) -> None:
        """Colours of a deadline that has passed on the day of export; the day itself says so in print."""
        ids = [column.id for column in self.layout.columns]
        day = local(self.frame.exported_at).date()
        today = f"DATE({day.year},{day.month},{day.day})"
        first = FIRST_ROW + 1
        for due, done, form in (("decide_by", "outcome", "bad"), ("pay_by", "paid", "warn")):
            if due in ids and done in ids:
                place = ids.index(due)
                due_cell, done_cell = (
                    f"${column_letter(place)}{first}",
                    f"${column_letter(ids.index(done))}{first}",
                )
                criteria = f'=AND({done_cell}="",{due_cell}<>"",{due_cell}<{today})'
                rule = {"type": "formula", "criteria": criteria, "format": self.formats[form]}
                sheet.conditional_format(FIRST_ROW, place, last, place, rule)


def _areas(shown: Layout, rows: int) -> dict[str, str]:
    """The ranges that 汇总 counts: of 台账 by the letters of its formulas, of 数据 the measures."""
    last = FIRST_ROW + max(rows, 1)
    names = {"e": "element", "o": "outcome", "d": "filed_on", "f": "fine", "s": "spared", "p": "paid"}
    found = {}
    for key, column_id in names.items():
        letter = column_letter(shown.place(column_id))
        found[key] = f"{NAME}!${letter}${FIRST_ROW + 1}:${letter}${last}"
    for key, index in (("m", data_sheet.MEASURES_COLUMN), ("a", data_sheet.AMOUNT_COLUMN)):
        letter = column_letter(index)
        found[key] = f"{data_sheet.NAME}!${letter}$2:${letter}${1 + max(rows, 1)}"
    return found
