"""数据: the machine's sheet. Codes, ids, UTC, fen; the order of columns is fixed, new ones come at the end."""

from __future__ import annotations

from datetime import date
from typing import Any

from inspector.documents.sheets.cells import Field, row_writer
from inspector.documents.sheets.formats import A3, GREY_TAB, set_page
from inspector.documents.sheets.rows import LedgerFrame, LedgerRow
from inspector.domain.links import CASE_LINK

NAME = "数据"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


# Programs read these by place: never reorder, never rename, only append (tests hold the list).
FIELDS: tuple[Field[LedgerRow], ...] = (
    ("case_id", "machine", lambda r: r.case_id),
    ("case_number", "machine", lambda r: r.case_number),
    ("credit_code", "machine", lambda r: r.credit_code),
    ("district", "machine", lambda r: r.district),
    ("source_code", "machine", lambda r: r.source_code),
    ("kind_code", "machine", lambda r: r.kind_code),
    ("element", "machine", lambda r: r.element),
    ("violation_id", "machine", lambda r: r.violation_id),
    ("provision_id", "machine", lambda r: r.provision_id),
    ("item_id", "machine", lambda r: r.item_id),
    ("law_pack", "machine", lambda r: r.law_version),
    ("found_on", "machine", lambda r: _iso(r.found_on)),
    ("act_day", "machine", lambda r: _iso(r.act_day)),
    ("filed_on", "machine", lambda r: _iso(r.filed_on)),
    ("decided_on", "machine", lambda r: _iso(r.decided_on)),
    ("served_on", "machine", lambda r: _iso(r.served_on)),
    ("paid_on", "machine", lambda r: _iso(r.paid_on)),
    ("closed_on", "machine", lambda r: _iso(r.closed_on)),
    ("stage_code", "machine", lambda r: r.stage_code),
    ("outcome_code", "machine", lambda r: r.outcome_code),
    ("fine_fen", "machine", lambda r: r.fine_fen),
    ("spared_fen", "machine", lambda r: r.spared_fen),
    ("paid_fen", "machine", lambda r: r.paid_fen),
    ("measures", "machine", lambda r: r.measure_codes),
    ("measure_fen", "machine", lambda r: r.measure_fen),
    ("site_id", "machine", lambda r: r.site_id),
    ("visit_id", "machine", lambda r: r.visit_id),
    ("handler_id", "machine", lambda r: r.handler_id),
    ("source_device", "machine", lambda r: r.device_id),
    ("created_utc", "machine", lambda r: r.created_utc),
    ("updated_utc", "machine", lambda r: r.updated_utc),
    ("sample", "machine", lambda r: int(r.sample)),
    ("link", "machine", lambda r: CASE_LINK + r.case_id),
)
MEASURES_COLUMN = next(index for index, (name, _, _) in enumerate(FIELDS) if name == "measures")
AMOUNT_COLUMN = MEASURES_COLUMN + 1
_WIDTHS = {
    "case_id": 38,
    "case_number": 24,
    "credit_code": 20,
    "link": 56,
    "created_utc": 29,
    "updated_utc": 29,
}


class DataSheet:
    """Filled row by row while the ledger streams."""

    def __init__(self, sheet: Any, formats: dict[str, Any], frame: LedgerFrame) -> None:
        self.sheet = sheet
        self._rows = 0
        sheet.set_tab_color(GREY_TAB)
        set_page(sheet, frame, NAME, paper=A3, landscape=True)
        sheet.fit_to_pages(1, 0)
        for index, (name, _, _) in enumerate(FIELDS):
            sheet.set_column(index, index, 38 if name.endswith("_id") else _WIDTHS.get(name, 14))
            sheet.write_string(0, index, name, formats["machine_head"])
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        self._put = row_writer(sheet, formats, FIELDS)

    def add(self, row: LedgerRow) -> None:
        """Write a case."""
        self._rows += 1
        self._put(self._rows, row)

    def finish(self) -> None:
        """The filter over what was written."""
        self.sheet.autofilter(0, 0, max(self._rows, 1), len(FIELDS) - 1)
