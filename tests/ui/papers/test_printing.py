"""Printing as it reaches the printer (here a PDF file): the pages asked for, copies, both sides, size, and what is noted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from inspector.documents.printtest import print_test_page
from inspector.domain.errors import CancelledError
from inspector.domain.ports import NoProgress
from inspector.ui.papers.pages_of import page_image
from inspector.ui.papers.printing import PRINT_DOTS, PrintFailedError, new_printer, print_pdfs, sides

_A4 = (595.28, 841.89)


def _pdf(pages: int) -> bytes:
    """Pages one narrower than the other, so that each is known again."""
    writer = PdfWriter()
    for number in range(pages):
        writer.add_blank_page(_A4[0], _A4[1] - number * 40)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def printer(qtbot: QtBot, tmp_path: Path) -> QPrinter:
    made = new_printer("行政处罚决定书")
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "打印.pdf"))
    return made


def _sheets(tmp_path: Path) -> int:
    return len(PdfReader(tmp_path / "打印.pdf").pages)


class _Stopped(NoProgress):
    def cancelled(self) -> bool:
        return True


def test_every_page_is_sent_when_no_range_is_chosen(printer: QPrinter, tmp_path: Path) -> None:
    printed = print_pdfs(printer, lambda: (_pdf(3), _pdf(2)), NoProgress(), 5)
    assert (printed.pages, printed.ranges, printed.copies, printed.duplex) == (5, "全部", 1, False)
    assert _sheets(tmp_path) == 5


def test_ranges_count_through_all_papers_of_the_job(printer: QPrinter, tmp_path: Path) -> None:
    ranges = QPageRanges()
    ranges.addRange(2, 3)
    ranges.addPage(5)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(ranges)
    printed = print_pdfs(printer, lambda: (_pdf(3), _pdf(3)), NoProgress(), 6)
    assert (printed.pages, printed.ranges) == (3, "2-3、5-5")
    assert _sheets(tmp_path) == 3


def test_copies_the_printer_cannot_make_are_sent_again(printer: QPrinter, tmp_path: Path) -> None:
    assert not printer.supportsMultipleCopies()
    printer.setCopyCount(3)
    assert print_pdfs(printer, lambda: (_pdf(2),), NoProgress(), 2).copies == 3
    assert _sheets(tmp_path) == 6


def test_on_both_sides_each_paper_and_each_copy_begins_on_a_new_sheet() -> None:
    papers = (_pdf(3), _pdf(1))

    def job(*, turned: bool, more: bool) -> list[int | None]:
        return [side and side[1] for side in sides(papers, [], turned=turned, more=more)]

    assert job(turned=True, more=True) == [0, 1, 2, None, 0, None]
    assert job(turned=True, more=False) == [0, 1, 2, None, 0], "no white side after the last"
    assert job(turned=False, more=True) == [0, 1, 2, 0]


def test_a_page_is_printed_in_its_own_size(printer: QPrinter, tmp_path: Path) -> None:
    print_pdfs(printer, lambda: (print_test_page(),), NoProgress(), 1)
    wanted = page_image(print_test_page(), 0, 72)
    found = page_image((tmp_path / "打印.pdf").read_bytes(), 0, 72)
    assert abs(found.width() - wanted.width()) <= 1 and abs(found.height() - wanted.height()) <= 1
    # The frame of the text block: its left line 28 mm, its top line 37 mm from the edges, within half a millimetre.
    image = page_image((tmp_path / "打印.pdf").read_bytes(), 0, PRINT_DOTS)
    dots = PRINT_DOTS / 25.4

    def dark(x: float, y: float) -> bool:
        return any(
            image.pixelColor(round(x) + dx, round(y) + dy).lightness() < 140
            for dx in range(-6, 7)
            for dy in range(-6, 7)
        )

    assert dark(28 * dots, 120 * dots) and dark(100 * dots, 37 * dots)
    assert not dark(24 * dots, 120 * dots) and not dark(100 * dots, 33 * dots)


def test_a_cancelled_job_ends_and_a_dead_printer_is_said(printer: QPrinter, tmp_path: Path) -> None:
    with pytest.raises(CancelledError, match="已取消"):
        print_pdfs(printer, lambda: (_pdf(3),), _Stopped(), 3)
    dead = new_printer("无")
    dead.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dead.setOutputFileName(str(tmp_path / "没有" / "打印.pdf"))
    with pytest.raises(PrintFailedError, match="也没有记为已打印"):
        print_pdfs(dead, lambda: (_pdf(1),), NoProgress(), 1)
