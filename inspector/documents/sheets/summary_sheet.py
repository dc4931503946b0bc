"""汇总: the official table, every figure a formula into 台账 with its value beside it, and the line that must be zero."""

from __future__ import annotations

from typing import Any

from inspector.casework.counting import MEASURES, rule
from inspector.documents.sheets.cells import column_letter, plain
from inspector.documents.sheets.formats import A4, BLUE_TAB, set_page
from inspector.documents.sheets.rows import LedgerFrame, LedgerTotals

NAME = "汇总"
HEADS = (
    "环境要素",
    "立案",
    "处罚",
    "减轻处罚",
    "不予处罚",
    "未决",
    "移送",
    "撤案",
    "罚款额",
    "减免额",
    "缴款额",
    "缴款率",
)
WIDTHS = (14, 9, 9, 10, 10, 9, 8, 8, 16, 16, 16, 10)
_FIRST_MONEY, _RATE = 8, 11
_FIRST = 3
BALANCED, UNBALANCED = "对账平：合计与台账一致，对账差 0", "对账不平：不得上报，逐项核对台账"


class SummarySheet:
    """Fills one sheet. `area` names ranges of 台账: e element, o outcome, d filed, f fine, s spared, p paid; of 数据:
    m measures, a their amount."""

    def __init__(self, sheet: Any, formats: dict[str, Any], frame: LedgerFrame, area: dict[str, str]) -> None:
        self.sheet = sheet
        self.formats = formats
        self.frame = frame
        self.area = area

    def write(self, totals: LedgerTotals) -> None:
        """Heads, a row an element, totals, differences to the same figures counted over the whole ledger, measures."""
        sheet, formats = self.sheet, self.formats
        sheet.set_tab_color(BLUE_TAB)
        set_page(sheet, self.frame, NAME, paper=A4, landscape=True)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        for index, width in enumerate(WIDTHS):
            sheet.set_column(index, index, width)
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, plain(f"生态环境执法情况汇总表　{self.frame.period}"), formats["title"])
        sheet.set_row(1, 20)
        under = f"填报单位：{self.frame.bureau}　　期间：{self.frame.period}　　单位：宗、元"
        sheet.write_string(1, 0, plain(under), formats["note"])
        sheet.set_row(2, 30)
        for index, heading in enumerate(HEADS):
            sheet.write_string(2, index, heading, formats["head"])
        elements = sorted(totals.by_element, key=lambda name: (-sum(totals.by_element[name].values()), name))
        for row, element in enumerate(elements, _FIRST):
            sheet.set_row(row, 24)
            sheet.write_string(row, 0, plain(element), formats["center"])
            self._figures(row, self._by_element(f"$A{row + 1}"), _values(totals.by_element[element]), "")
        if not elements:
            sheet.write_string(_FIRST, 0, "没有案件", formats["center"])
        end = self._foot(totals, _FIRST + max(len(elements), 1))
        sheet.print_area(0, 0, end, len(HEADS) - 1)

    def _foot(self, totals: LedgerTotals, row: int) -> int:
        sheet, formats = self.sheet, self.formats
        sheet.set_row(row, 26)
        sheet.write_string(row, 0, "合计", formats["total"])
        sums: dict[str, int] = {}
        for per_element in totals.by_element.values():
            for key, amount in per_element.items():
                sums[key] = sums.get(key, 0) + amount
        letters = [column_letter(index) for index in range(1, _RATE)]
        added = [f"=SUM({letter}{_FIRST + 1}:{letter}{row})" for letter in letters]
        self._figures(row, added, _values(sums), "total_")
        sheet.set_row(row + 1, 8)
        sheet.set_row(row + 2, 24)
        sheet.write_string(row + 2, 0, "对账差", formats["label"])
        for index, (letter, whole) in enumerate(zip(letters, self._whole(), strict=True), 1):
            money = index >= _FIRST_MONEY
            formula = f"=ROUND({letter}{row + 1}-{whole},2)" if money else f"={letter}{row + 1}-{whole}"
            sheet.write_formula(
                row + 2, index, formula, formats[f"difference_{'money' if money else 'count'}"], 0
            )
        sheet.write_blank(row + 2, _RATE, None, formats["label"])
        sheet.set_row(row + 3, 24)
        sheet.merge_range(row + 3, 0, row + 3, _RATE, "", formats["label"])
        # Every row of 台账 must be in exactly one of the columns from 处罚 to 撤案.
        check = (
            f"=IF(AND(SUMPRODUCT(ABS(B{row + 3}:K{row + 3}))<0.005,SUM(C{row + 1}:H{row + 1})=COUNTA({self.area['e']})),"
            f'"{BALANCED}","{UNBALANCED}")'
        )
        sheet.write_formula(row + 3, 0, check, formats["label"], BALANCED)
        spot = (row + 3, 0, row + 3, _RATE)
        said = f'=LEFT($A${row + 4},3)="对账平"'
        sheet.conditional_format(*spot, {"type": "formula", "criteria": said, "format": formats["ok"]})
        otherwise = said.replace('="', '<>"')
        sheet.conditional_format(*spot, {"type": "formula", "criteria": otherwise, "format": formats["bad"]})
        below = self._measures(totals, row + 5)
        for place, rule_id in enumerate(("once", "heaviest", "amount"), below + 1):
            sheet.write_string(place, 0, f"口径：{rule(rule_id).sentence}", formats["note"])
        sheet.write_string(
            below + 4, 0, "其余口径、筛选条件和数据来源见“说明”。金额为 0 时显示“—”。", formats["note"]
        )
        sheet.set_row(below + 5, 40)
        sheet.write_string(
            below + 5,
            0,
            "填表人：　　　　　　　　审核人：　　　　　　　　负责人：　　　　　　　　报出日期：　　　　年　　月　　日",
            formats["sign"],
        )
        return below + 5

    def _measures(self, totals: LedgerTotals, row: int) -> int:
        """The measures beside the penalty, each kind apart: cases, and the amount of daily penalties."""
        sheet, formats = self.sheet, self.formats
        sheet.set_row(row, 24)
        for index, heading in enumerate(("配套办法", "宗数", "金额")):
            sheet.write_string(row, index * 2, heading, formats["head"])
            sheet.merge_range(row, index * 2, row, index * 2 + 1, heading, formats["head"])
        for code, name in MEASURES.items():
            row += 1
            sheet.set_row(row, 22)
            sheet.merge_range(row, 0, row, 1, name, formats["center"])
            sheet.merge_range(row, 2, row, 3, "", formats["count"])
            sheet.merge_range(row, 4, row, 5, "", formats["money"])
            counted = f'=COUNTIF({self.area["m"]},"*{code}*")'
            sheet.write_formula(row, 2, counted, formats["count"], totals.measures.get(code, 0))
            if code == "daily_penalty":
                formula = f"=SUM({self.area['a']})/100"
                sheet.write_formula(row, 4, formula, formats["money"], totals.measure_fen / 100)
        return row

    def _figures(self, row: int, formulas: list[str], values: list[int], look: str) -> None:
        for index, (formula, value) in enumerate(zip(formulas, values, strict=True), 1):
            money = index >= _FIRST_MONEY
            form = self.formats[f"{look}{'money' if money else 'count'}"]
            self.sheet.write_formula(row, index, formula, form, value / 100 if money else value)
        fine, paid = values[_FIRST_MONEY - 1], values[_FIRST_MONEY + 1]
        formula = f'=IF(I{row + 1}=0,"",K{row + 1}/I{row + 1})'
        self.sheet.write_formula(
            row, _RATE, formula, self.formats[f"{look}rate"], paid / fine if fine else ""
        )

    def _by_element(self, name: str) -> list[str]:
        area = self.area
        counts = (f'{area["d"]},">0"', *(f"{area['o']},{wanted}" for wanted in _WANTED))
        sums = (area["f"], area["s"], area["p"])
        return [
            *(f"=COUNTIFS({area['e']},{name},{condition})" for condition in counts),
            *(f"=SUMIFS({amounts},{area['e']},{name})" for amounts in sums),
        ]

    def _whole(self) -> list[str]:
        """The same figures counted over the whole ledger at once, whatever the element."""
        area = self.area
        counts = (f'{area["d"]},">0"', *(f"{area['o']},{wanted}" for wanted in _WANTED))
        return [
            *(f'COUNTIFS({area["e"]},"<>",{condition})' for condition in counts),
            *(f"SUM({area[name]})" for name in "fsp"),
        ]


_WANTED = ('"处罚"', '"减轻处罚"', '"*不予处罚"', '""', '"移交"', '"撤案"')


def _values(sums: dict[str, int]) -> list[int]:
    return [
        sums.get("filed", 0),
        sums.get("处罚", 0),
        sums.get("减轻处罚", 0),
        sums.get("不予处罚", 0) + sums.get("可以不予处罚", 0),
        sums.get("未决定", 0),
        sums.get("移交", 0),
        sums.get("撤案", 0),
        sums.get("fine", 0),
        sums.get("spared", 0),
        sums.get("paid", 0),
    ]
