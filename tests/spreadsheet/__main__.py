"""LibreOffice recalculates 汇总 from nothing; its figures must be the app's own, the differences zero, no text evaluated.

The values that stand beside the formulas are taken out first, so that what comes back was calculated there. Says so and ends
with 0 where LibreOffice is not installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from inspector.documents.sheets.ledger import write_ledger
from inspector.documents.sheets.rows import LedgerRow
from inspector.documents.sheets.summary_sheet import BALANCED
from tests.documents.sheets.ledgers import FIVE, FRAME
from tests.documents.sheets.specimens import rewritten
from tests.documents.sheets.test_hostile_strings import PAYLOADS, PREFIXES

SUMMARY = "xl/worksheets/sheet1.xml"
_CASES = 500
_VALUE = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")


def rows() -> Iterator[LedgerRow]:
    """The five cases over and over, with firms whose names are made to be run."""
    names = [prefix + payload for prefix in PREFIXES for payload in PAYLOADS]
    for number in range(_CASES):
        row = FIVE[number % len(FIVE)]
        yield replace(
            row, party=names[number % len(names)], case_number=f"深环立〔2026〕{number}号", photo_lines=()
        )


def cells(path: Path, name: str) -> dict[str, Any]:
    """Coordinate → value as last calculated."""
    sheet: Any = load_workbook(path, data_only=True)[name]
    return {cell.coordinate: cell.value for row in sheet for cell in row if cell.value is not None}


def same(ours: object, theirs: object) -> bool:
    """Equal, numbers to a thousandth of a fen."""
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) < 1e-5
    return ours == theirs or (ours in (None, "") and theirs in (None, ""))


def main() -> int:
    """Exit code: 0 equal or no calculator, 1 different."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        say("NOT CHECKED: LibreOffice is not installed (Debian: apt-get install libreoffice-calc)")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own, bare = folder / "own.xlsx", folder / "bare.xlsx"
        write_ledger(own, rows(), FRAME)
        shutil.copy(own, bare)
        rewritten(bare, SUMMARY, lambda xml: _VALUE.sub(rb"\1", xml))
        assert None in _formula_values(bare), "the values were not taken out"
        back = recalculated(program, bare, folder)
        ours, theirs = cells(own, "汇总"), cells(back, "汇总")
        pairs = {key: (ours.get(key), theirs.get(key)) for key in ours | theirs}
        wrong = {key: pair for key, pair in pairs.items() if not same(*pair)}
        written, read = cells(own, "台账"), cells(back, "台账")
        firms = {key: (text, read.get(key)) for key, text in written.items() if key.startswith("F")}
        run = {key: pair for key, pair in firms.items() if not _text(*pair)}
        balanced = BALANCED in theirs.values()
    say(
        f"{len(ours)} cells of 汇总 recalculated, {len(wrong)} differ; balanced: {balanced}; texts run: {len(run)}"
    )
    for key, pair in [*wrong.items(), *run.items()][:20]:
        say(f"  {key}: ours {pair[0]!r}, theirs {pair[1]!r}")
    return 0 if balanced and not wrong and not run else 1


def recalculated(program: str, path: Path, folder: Path) -> Path:
    """The workbook opened and saved by the other program, which has a profile of its own here."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    form = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "back")]
    order = [program, profile, "--headless", *form, str(path)]
    subprocess.run(order, check=True, capture_output=True, timeout=300)
    return folder / "back" / path.name


def say(text: str) -> None:
    """One line of the report."""
    print(text)  # noqa: T201 - the report


def _formula_values(path: Path) -> list[object]:
    formulas: Any = load_workbook(path)["汇总"]
    values: Any = load_workbook(path, data_only=True)["汇总"]
    return [
        values[cell.coordinate].value for row in formulas for cell in row if str(cell.value).startswith("=")
    ]


def _text(ours: object, theirs: object) -> bool:
    """The same text, as far as another program keeps control characters and blanks."""
    blanks = re.compile(r"[\s\x00-\x1f\ufeff\u200b\u202e]+")
    # _x005F_ is how a workbook spells the underscore of a text that looks like an escaped character.
    bare = [blanks.sub("", str(text).replace("_x005F_", "_")) for text in (ours, theirs)]
    return bare[0] == bare[1]


if __name__ == "__main__":
    sys.exit(main())
