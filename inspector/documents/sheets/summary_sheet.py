"""The summary sheet (汇总): the official table, every figure a formula into 台账, and the line that must be zero."""

from __future__ import annotations

from typing import Any

from inspector.documents.sheets.rows import LedgerTotals

_HEADS = ("要素", "立案", "处罚", "减轻", "不予", "未决", "移送", "罚款额", "减免额", "缴款额", "缴款率")
_WIDTHS = (14, 9, 9, 9, 10, 9, 8, 16, 16, 16, 10)
_FIRST_MONEY = 7


class SummarySheet:
    """Fills one sheet; `area` names the columns of 台账 it counts: e element, o outcome, d filed, f fine, s spared, p paid."""

    def __init__(self, sheet: Any, formats: dict[str, Any], area: dict[str, str]) -> None:
        self.sheet = sheet
        self.formats = formats
        self.area = area

    def write(self, title: str, totals: LedgerTotals) -> None:
        """Heads, a row an element, the totals, the difference to the same figures counted over the whole ledger."""
        sheet, area = self.sheet, self.area
        sheet.hide_gridlines(2)
        sheet.set_tab_color("#1B5AA6")
        for index, width in enumerate(_WIDTHS):
            sheet.set_column(index, index, width)
        sheet.write_string(0, 0, title, self.formats["title"])
        sheet.set_row(1, 24)
        for index, heading in enumerate(_HEADS):
            sheet.write_string(1, index, heading, self.formats["head"])
        elements = sorted(totals.by_element)
        for number, element in enumerate(elements):
            row = 2 + number
            name = f"$A{row + 1}"
            sheet.write_string(row, 0, element, self.formats["text"])
            self._summary_cells(sheet, row, area, name, totals.by_element[element])
        self._foot(totals, 2 + max(len(elements), 1))

    def _foot(self, totals: LedgerTotals, row: int) -> None:
        sheet, area = self.sheet, self.area
        first, end = 3, row
        sheet.write_string(row, 0, "合计", self.formats["total"])
        all_sums = {key: totals.total(key) for sums in totals.by_element.values() for key in sums}
        values = _summary_values(all_sums)
        for index in range(1, 10):
            letter = column_letter(index)
            form = self.formats["total_money" if index >= _FIRST_MONEY else "total_count"]
            shown = values[index - 1] / 100 if index >= _FIRST_MONEY else values[index - 1]
            sheet.write_formula(row, index, f"=SUM({letter}{first}:{letter}{end})", form, shown)
        self._rate(sheet, row, values[6], values[8])
        sheet.write_string(row + 1, 0, "对账差", self.formats["total"])
        for index in range(1, 10):
            letter = column_letter(index)
            formula = f"={letter}{row + 1}-{self._whole(index, area)}"
            sheet.write_formula(
                row + 1,
                index,
                formula,
                self.formats["total_money" if index >= _FIRST_MONEY else "total_count"],
                0,
            )
        check = f'=IF(SUMPRODUCT(ABS(B{row + 2}:J{row + 2}))<0.005,"对账平","对账不平")'
        sheet.write_formula(row + 2, 0, check, self.formats["text"], "对账平")
        sheet.write_string(
            row + 4, 0, "口径见“说明”。制表：　　　　　审核：　　　　　日期：", self.formats["note"]
        )

    def _summary_cells(
        self, sheet: Any, row: int, area: dict[str, str], name: str, sums: dict[str, int]
    ) -> None:
        formulas = (
            f'=COUNTIFS({area["e"]},{name},{area["d"]},">0")',
            f'=COUNTIFS({area["e"]},{name},{area["o"]},"处罚")',
            f'=COUNTIFS({area["e"]},{name},{area["o"]},"减轻处罚")',
            f'=COUNTIFS({area["e"]},{name},{area["o"]},"*不予处罚")',
            f'=COUNTIFS({area["e"]},{name},{area["o"]},"")',
            f'=COUNTIFS({area["e"]},{name},{area["o"]},"移交")',
            f"=SUMIFS({area['f']},{area['e']},{name})",
            f"=SUMIFS({area['s']},{area['e']},{name})",
            f"=SUMIFS({area['p']},{area['e']},{name})",
        )
        values = _summary_values(sums)
        for index, (formula, value) in enumerate(zip(formulas, values, strict=True), 1):
            money = index >= _FIRST_MONEY
            sheet.write_formula(
                row,
                index,
                formula,
                self.formats["money" if money else "count"],
                value / 100 if money else value,
            )
        self._rate(sheet, row, values[6], values[8])

    def _rate(self, sheet: Any, row: int, fine: int, paid: int) -> None:
        formula = f'=IF(H{row + 1}=0,"",J{row + 1}/H{row + 1})'
        sheet.write_formula(row, 10, formula, self.formats["rate"], paid / fine if fine else "")

    def _whole(self, index: int, area: dict[str, str]) -> str:
        """The same figure counted over the whole ledger at once, whatever the element."""
        return (
            f'COUNTIF({area["d"]},">0")',
            f'COUNTIF({area["o"]},"处罚")',
            f'COUNTIF({area["o"]},"减轻处罚")',
            f'COUNTIF({area["o"]},"*不予处罚")',
            f'COUNTIFS({area["o"]},"",{area["e"]},"<>")',
            f'COUNTIF({area["o"]},"移交")',
            f"SUM({area['f']})",
            f"SUM({area['s']})",
            f"SUM({area['p']})",
        )[index - 1]


def _summary_values(sums: dict[str, int]) -> list[int]:
    return [
        sums.get("filed", 0),
        sums.get("处罚", 0),
        sums.get("减轻处罚", 0),
        sums.get("不予处罚", 0) + sums.get("可以不予处罚", 0),
        sums.get("未决定", 0),
        sums.get("移交", 0),
        sums.get("fine", 0),
        sums.get("spared", 0),
        sums.get("paid", 0),
    ]


def column_letter(index: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
