"""The ledger workbook against a bare XlsxWriter loop over the same cells, and its memory at 100,000 rows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import xlsxwriter

from inspector.documents.sheets.columns import COLUMNS
from inspector.documents.sheets.data_sheet import FIELDS as DATA_FIELDS
from inspector.documents.sheets.ledger import LINKED_ROWS, write_ledger
from inspector.documents.sheets.rows import LedgerFrame, LedgerRow
from tests.bench.timing import Measured, compare

_ROWS = 1_793
_FRAME = LedgerFrame("机关", "2022", (), (), (), (), "1", "1 ABC", datetime(2026, 11, 23, tzinfo=UTC))


def rows(count: int) -> Iterator[LedgerRow]:
    """Invented rows of the usual lengths."""
    for number in range(count):
        day = date(2022, 1, 1) + timedelta(days=number % 360)
        yield LedgerRow(
            f"深环南澜立字〔2022〕{number}号",
            "信访投诉",
            "利剑六号",
            "南澜",
            "李甲、王乙",
            f"深圳市第{number}建筑工程有限公司",
            "91440300MA5FAAAA0X",
            "南澜区",
            ("噪声", "大气")[number % 2],
            "未取得证明夜间施工",
            "法典第572条第2款",
            "法典第1185条第（二）项",
            day,
            day,
            0,
            day + timedelta(days=90),
            day + timedelta(days=40),
            "处罚",
            "",
            3_200_000,
            None,
            f"深环南澜罚字〔2022〕{number}号",
            day,
            day,
            day,
            3_200_000,
            day,
            4,
            "理由",
            f"{number:032d}",
            day,
            representative="温叙白",
            address="深圳市南澜区观潮路8号",
            street="湾畔街道",
            industry="房屋建筑业",
            law_version="2026.11.2",
            noticed_on=day,
            discretion="超标程度：一般 20%；持续时间：夜间 10%",
            penalty_kinds="罚款",
            counted_kind="罚款",
            updated_utc="2026-11-23T02:00:00.000000Z",
            device_id="0193d2c0-0000-7000-8000-000000000001",
            inspector="李甲",
        )


def measure(folder: Path) -> list[Measured]:
    """Ratio at 1,793 rows; memory in processes of their own."""

    def ours() -> None:
        write_ledger(folder / "ours.xlsx", rows(_ROWS), _FRAME)

    def bare() -> None:
        book = xlsxwriter.Workbook(str(folder / "bare.xlsx"), {"constant_memory": True})
        border = book.add_format({"border": 1, "font_name": "宋体", "font_size": 10})
        money = book.add_format({"border": 1, "num_format": "#,##0.00"})
        day_format = book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
        main, data = book.add_worksheet(), book.add_worksheet()
        for index, row in enumerate(rows(_ROWS)):
            for sheet, getters in (
                (main, [c.value for c in COLUMNS]),
                (data, [get for _, _, get in DATA_FIELDS]),
            ):
                for column, get in enumerate(getters):
                    value = get(row)
                    if sheet is main and column == 0 and index < LINKED_ROWS:
                        sheet.write_url(index, 0, f"inspector://case/{row.case_id}", border, row.case_number)
                    elif value is None or value == "":
                        sheet.write_blank(index, column, None, border)
                    elif isinstance(value, int):
                        sheet.write_number(index, column, value, money)
                    elif isinstance(value, date):
                        sheet.write_datetime(index, column, value, day_format)
                    else:
                        sheet.write_string(index, column, str(value), border)
        book.close()

    ratio = compare(f"ledger, {_ROWS} rows", ours, bare, 1.15, runs=7)
    small, large = _peak_mb(folder, 10_000), _peak_mb(folder, 100_000)
    growth = large - small
    return [
        ratio,
        Measured("ledger memory, 100,000 against 10,000 rows, MB", growth, 1.0, growth, 10.0, "limit in MB"),
    ]


def _peak_mb(folder: Path, count: int) -> float:
    code = (
        "import resource, sys; from pathlib import Path;"
        "from tests.bench.ledger import rows, _FRAME; from inspector.documents.sheets.ledger import write_ledger;"
        "write_ledger(Path(sys.argv[1]), rows(int(sys.argv[2])), _FRAME);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder / f"{count}.xlsx"), str(count)],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout) / 1024
