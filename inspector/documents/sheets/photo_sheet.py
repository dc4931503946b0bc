"""照片清单: a row for every photo of the cases; the whole hash stands outside what is printed. No pictures."""

from __future__ import annotations

from typing import Any

from inspector.documents.sheets.cells import Field, forget_row, row_height, row_writer
from inspector.documents.sheets.formats import A3, GREY_TAB, set_page
from inspector.documents.sheets.rows import (
    MOST_ROWS,
    LedgerFrame,
    LedgerRow,
    LedgerTotals,
    PhotoLine,
    TooManyRowsError,
)

NAME = "照片清单"
_FIRST = 3
_Pair = tuple[str, PhotoLine]


def short_code(sha256: str) -> str:
    """The first sixteen figures of a hash in fours, as they stand on the photo sheet."""
    return " ".join(sha256[at : at + 4].upper() for at in (0, 4, 8, 12) if sha256[at : at + 4])


FIELDS: tuple[Field[_Pair], ...] = (
    ("案号", "text", lambda p: p[0]),
    ("照片号", "center", lambda p: p[1].number),
    ("说明", "wrap", lambda p: p[1].caption),
    ("拍摄时间", "moment", lambda p: p[1].taken_at),
    ("时间来源", "center", lambda p: p[1].time_source),
    ("地点", "wrap", lambda p: p[1].place),
    ("纬度", "degrees", lambda p: p[1].latitude),
    ("经度", "degrees", lambda p: p[1].longitude),
    ("坐标系", "center", lambda p: p[1].datum),
    ("距现场\n（m）", "count", lambda p: p[1].distance_m),
    ("拍摄人", "center", lambda p: p[1].photographer),
    ("证明对象", "wrap", lambda p: p[1].proves),
    ("核验", "center_wrap", lambda p: p[1].check),
    ("短码", "code", lambda p: short_code(p[1].sha256)),
    ("SHA-256（不打印）", "code", lambda p: p[1].sha256),
)
WIDTHS = (22, 8, 30, 19, 11, 26, 11, 12, 8, 8, 9, 16, 12, 21, 68)
_PRINTED = 14


class PhotoSheet:
    """Filled photo by photo while the ledger streams."""

    def __init__(self, sheet: Any, formats: dict[str, Any], frame: LedgerFrame) -> None:
        self.sheet = sheet
        self.formats = formats
        self._next = _FIRST
        sheet.set_tab_color(GREY_TAB)
        set_page(sheet, frame, NAME, paper=A3, landscape=True)
        sheet.set_print_scale(88)
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, NAME, formats["title"])
        sheet.set_row(2, 32)
        for index, ((heading, _, _), width) in enumerate(zip(FIELDS, WIDTHS, strict=True)):
            sheet.set_column(index, index, width)
            sheet.write_string(2, index, heading, formats["head"])
        sheet.freeze_panes(_FIRST, 2)
        sheet.repeat_rows(2)
        self._put = row_writer(sheet, formats, FIELDS)

    def add(self, row: LedgerRow, totals: LedgerTotals) -> None:
        """Write the photos of a case. Raises TooManyRowsError past the last row of a sheet."""
        for line in row.photo_lines:
            if self._next >= MOST_ROWS:
                raise TooManyRowsError(NAME)
            texts = ((line.caption, 30), (line.place, 26), (line.proves, 16), (line.check, 12))
            self.sheet.set_row(self._next, row_height(texts))
            self._put(self._next, (row.case_number, line))
            forget_row(self.sheet, self._next - 1)
            self._next += 1
            totals.photos += 1

    def finish(self) -> None:
        """The filter, the colour of oddities, what is printed."""
        last = max(self._next - 1, _FIRST)
        self.sheet.conditional_format(
            _FIRST,
            12,
            last,
            12,
            {
                "type": "formula",
                "criteria": f'=AND($M{_FIRST + 1}<>"",$M{_FIRST + 1}<>"一致")',
                "format": self.formats["warn"],
            },
        )
        self.sheet.autofilter(2, 0, last, len(FIELDS) - 1)
        self.sheet.print_area(0, 0, last, _PRINTED - 1)
