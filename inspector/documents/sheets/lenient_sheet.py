"""免罚减罚: a row for every waiver and reduction, with its conditions, its reason and what was spared."""

from __future__ import annotations

from typing import Any

from inspector.documents.sheets.cells import Field, column_letter, forget_row, row_height, row_writer
from inspector.documents.sheets.formats import A3, GREEN_TAB, set_page
from inspector.documents.sheets.rows import LedgerFrame, LedgerRow, LedgerTotals, LenientLine

NAME = "免罚减罚"
LENIENT_OUTCOMES = frozenset({"减轻处罚", "不予处罚", "可以不予处罚"})
_FIRST = 3
_BLANK = LenientLine()


def _line(row: LedgerRow) -> LenientLine:
    return row.lenient or _BLANK


FIELDS: tuple[Field[LedgerRow], ...] = (
    ("案号", "text", lambda r: r.case_number),
    ("当事人", "wrap", lambda r: r.party),
    ("要素", "center", lambda r: r.element),
    ("违法行为", "wrap", lambda r: r.act),
    ("决定类型", "center_wrap", lambda r: r.outcome),
    ("依据（清单项）", "wrap", lambda r: r.basis),
    ("条件一\n首次", "center", lambda r: _line(r).first),
    ("条件二\n后果轻微", "center", lambda r: _line(r).slight),
    ("条件三\n及时改正", "center", lambda r: _line(r).corrected),
    ("未查项", "count", lambda r: r.lenient.unknown if r.lenient else None),
    ("理由", "wrap", lambda r: r.reason),
    ("原应罚款（元）", "money", lambda r: _line(r).full_fen),
    ("减免额（元）", "money", lambda r: r.spared_fen),
    ("决定日", "date", lambda r: r.decided_on),
    ("合并后\n核对", "center", lambda r: _line(r).searched_again),
)
WIDTHS = (22, 32, 6, 20, 10, 26, 9, 10, 10, 8, 44, 14, 14, 11, 11)
_FULL, _SPARED = 11, 12


class LenientSheet:
    """Filled row by row while the ledger streams."""

    def __init__(self, sheet: Any, formats: dict[str, Any], frame: LedgerFrame) -> None:
        self.sheet = sheet
        self.formats = formats
        self._next = _FIRST
        sheet.set_tab_color(GREEN_TAB)
        set_page(sheet, frame, NAME, paper=A3, landscape=True)
        sheet.set_print_scale(80)
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, "不予处罚、减轻处罚情况", formats["title"])
        sheet.set_row(2, 32)
        for index, ((heading, _, _), width) in enumerate(zip(FIELDS, WIDTHS, strict=True)):
            sheet.set_column(index, index, width)
            sheet.write_string(2, index, heading, formats["head"])
        sheet.freeze_panes(_FIRST, 1)
        sheet.repeat_rows(2)
        self._put = row_writer(sheet, formats, FIELDS)

    def add(self, row: LedgerRow, totals: LedgerTotals) -> None:
        """Write a case that was waived or reduced; any other is passed."""
        if row.outcome not in LENIENT_OUTCOMES:
            return
        texts = ((row.reason, 44), (row.party, 32), (row.basis, 26), (row.act, 20), (row.outcome, 10))
        self.sheet.set_row(self._next, row_height(texts))
        self._put(self._next, row)
        forget_row(self.sheet, self._next - 1)
        self._next += 1
        totals.lenient += 1
        totals.full_fen += _line(row).full_fen or 0

    def finish(self, totals: LedgerTotals) -> None:
        """The total row, the filter, the colours of what is not met and not looked up."""
        sheet, below = self.sheet, self._next
        last = max(below - 1, _FIRST)
        sheet.set_row(below, 22)
        spared = sum(sums.get("spared", 0) for sums in totals.by_element.values())
        for index in range(len(FIELDS)):
            letter = column_letter(index)
            if index in (_FULL, _SPARED):
                formula = f"=SUBTOTAL(109,{letter}{_FIRST + 1}:{letter}{last + 1})"
                value = totals.full_fen if index == _FULL else spared
                sheet.write_formula(below, index, formula, self.formats["total_money"], value / 100)
            elif index == 0:
                sheet.write_string(below, 0, "合计", self.formats["total"])
            else:
                sheet.write_blank(below, index, None, self.formats["total"])
        sheet.conditional_format(
            _FIRST,
            6,
            last,
            8,
            {"type": "text", "criteria": "begins with", "value": "✗", "format": self.formats["unmet"]},
        )
        sheet.conditional_format(
            _FIRST, 9, last, 9, {"type": "cell", "criteria": ">", "value": 0, "format": self.formats["warn"]}
        )
        sheet.autofilter(2, 0, last, len(FIELDS) - 1)
        sheet.print_area(0, 0, below, len(FIELDS) - 1)
