"""The ledger on the screen as a view (视图) shows it: the columns of the workbook with the values it would write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from inspector.documents.sheets.columns import BY_ID, layout
from inspector.documents.sheets.rows import LedgerRow
from inspector.domain.money import yuan_text
from inspector.domain.ports import RowSource
from inspector.domain.rows import CaseRow
from inspector.services.ledger_rows import LedgerRows
from inspector.services.workspace import Workspace

__all__ = ["LedgerRow", "LedgerSheet", "SheetColumn", "sheet_columns"]

_FIRST = 100
# Columns that are a field of the case itself: only by these can the store put rows in order.
_ORDERS = {
    "case_number": "case_number",
    "campaign": "campaign",
    "party": "party_name",
    "element": "element",
    "act_day": "act_day",
    "decided_on": "decided_on",
    "outcome": "outcome",
    "fine": "amount_fen",
    "spared": "reduced_fen",
    "found_on": "found_on",
    "district": "district",
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: `width` in characters as the workbook has it; `order` names the field it sorts by, empty for none."""

    id: str
    name: str
    kind: Literal["text", "date", "money", "number"]
    width: float
    order: str

    def text(self, row: LedgerRow) -> str:
        """The cell as read; empty for nothing."""
        value = BY_ID[self.id].value(row)
        if value is None:
            return ""
        return yuan_text(value) if self.kind == "money" and isinstance(value, int) else str(value)


def sheet_columns(ids: Sequence[str]) -> list[SheetColumn]:
    """The columns of a view as the workbook would have them. Raises InvalidValueError for an id that is no column."""
    kinds: dict[str, Literal["text", "date", "money", "number"]] = {
        "date": "date",
        "money": "money",
        "count": "number",
    }
    return [
        SheetColumn(
            column.id,
            column.name,
            kinds.get(column.kind, "text"),
            column.width,
            _ORDERS.get(column.id, ""),
        )
        for column in layout(ids).columns
    ]


class LedgerSheet:
    """A `RowSource` of whole ledger rows, in the order of the list it is made from."""

    def __init__(self, workspace: Workspace, cases: RowSource[CaseRow]) -> None:
        self._rows, self._cases = LedgerRows(workspace), cases
        self._first: dict[str, LedgerRow] = {}

    def ids(self) -> Sequence[str]:
        """All ids in order. The first page is read with them, so that the window need not wait for it."""
        found = self._cases.ids()
        self._first = {row.case_id: row for row in self._rows.rows(found[:_FIRST])}
        return found

    def rows(self, ids: Sequence[str]) -> Sequence[LedgerRow]:
        """The rows of these ids, in the same order; vanished ones left out."""
        if all(key in self._first for key in ids):
            return [self._first[key] for key in ids]
        return list(self._rows.rows(ids))
