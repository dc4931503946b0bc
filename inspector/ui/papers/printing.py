"""Printing finished PDFs through the system's printers: page ranges, copies, duplex, page by page at constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication

from inspector.domain.errors import EnvironmentFaultError
from inspector.domain.ports import Progress, check_cancelled
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.papers.pages_of import page_count, page_image

PRINT_DOTS = 300
_KEPT = "已送出的页可能还会印出来；文书没有改动"
Sources = Callable[[], Iterable[bytes]]


class PrintFailedError(EnvironmentFaultError):
    """The printer took nothing."""

    def __init__(self, printer: str) -> None:
        super().__init__(
            f"没有打印：{printer or '没有打印机'} 不接受任务",
            "文书没有改动，也没有记为已打印",
            "核对打印机是否开着、有没有暂停；或保存 PDF 到别的电脑打印",
        )


@dataclass(frozen=True, slots=True)
class Printed:
    """What was sent: sides in all (of copies the printer makes by itself only one), and the choices made."""

    pages: int
    ranges: str
    copies: int
    duplex: bool

    def detail(self) -> dict[str, str | int | bool]:
        """For the event."""
        return {"pages": self.pages, "ranges": self.ranges, "copies": self.copies, "duplex": self.duplex}


class Press:
    """Asks for a printer and sends work to it off the GUI thread, with progress and cancel. Tests pass their own `choose`."""

    def __init__(self, context: Context, choose: Callable[[str, int], QPrinter | None] | None = None) -> None:
        self._context = context
        self._choose = choose or choose_printer

    def send(self, title: str, pages: int, sources: Sources, done: Callable[[Printed], None]) -> None:
        """Print the PDFs one after the other; `done` once they were sent. Nothing happens when the dialog is cancelled.

        `pages` 0: not known before they are set.
        """
        printer = self._choose(title, pages)
        if printer is None:
            return
        self._context.runner.run(
            tr("打印{title}", title=title),
            lambda progress: print_pdfs(printer, sources, progress, pages),
            done,
            self._context.notices.refused,
            cancellable=True,
        )


def choose_printer(title: str, pages: int) -> QPrinter | None:
    """The system's dialog with page ranges, copies and duplex; None when cancelled."""
    printer = new_printer(title)
    dialog = QPrintDialog(printer, QApplication.activeWindow())
    dialog.setWindowTitle(tr("打印{title}", title=title))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=pages != 1)
    if pages > 1:
        dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def new_printer(title: str) -> QPrinter:
    """A printer for A4 to the edge, turned over the long side when the system lets it choose."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DOTS)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    return printer


def wanted_pages(ranges: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether a page (from 1) is asked for; no ranges: every one."""
    return not ranges or any(first <= number <= last for first, last in ranges)


def print_pdfs(printer: QPrinter, sources: Sources, progress: Progress, total: int = 0) -> Printed:
    """Send the pages, numbered through over all PDFs. Raises PrintFailedError, CancelledError.

    When both sides are printed each PDF begins on a new sheet. Copies the printer cannot make are sent again.
    """
    ranges = ranges_of(printer)
    own = printer.supportsMultipleCopies()
    repeats = 1 if own else max(1, printer.copyCount())
    both = printer.duplex() not in {QPrinter.DuplexMode.DuplexNone}
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintFailedError(printer.printerName())
    sent = 0
    try:
        for copy in range(repeats):
            for side in sides(sources(), ranges, turned=both, more=copy + 1 < repeats):
                if progress.cancelled():
                    printer.abort()
                    check_cancelled(progress, _KEPT)
                if sent and not printer.newPage():
                    raise PrintFailedError(printer.printerName())
                sent += 1
                if side is not None:
                    _paint(painter, printer, *side)
                progress.report(sent, 0 if ranges else total * repeats, tr("第 {n} 页", n=sent))
    finally:
        painter.end()
    shown = "、".join(f"{first}-{last}" for first, last in ranges) or tr("全部")
    return Printed(sent, shown, max(1, printer.copyCount()), both)


def ranges_of(printer: QPrinter) -> list[tuple[int, int]]:
    """The ranges chosen in the dialog; empty for all pages."""
    if printer.printRange() != QPrinter.PrintRange.PageRange:
        return []
    several = [(span.from_, span.to) for span in printer.pageRanges().toRangeList()]
    if several:
        return several
    return [(printer.fromPage(), printer.toPage() or printer.fromPage())] if printer.fromPage() else []


def sides(
    pdfs: Iterable[bytes], ranges: Sequence[tuple[int, int]], *, turned: bool, more: bool
) -> Iterator[tuple[bytes, int] | None]:
    """PDF and page index a side; None is a side left white, so that the next PDF begins on its own sheet."""
    number = 0
    behind = 0
    for pdf in pdfs:
        fresh = True
        for index in range(page_count(pdf)):
            number += 1
            if not wanted_pages(ranges, number):
                continue
            if fresh and turned and behind % 2:
                behind += 1
                yield None
            fresh = False
            behind += 1
            yield pdf, index
    if more and turned and behind % 2:
        # The next copy must not begin on the back of this one.
        yield None


def _paint(painter: QPainter, printer: QPrinter, pdf: bytes, index: int) -> None:
    """One page in its own size, smaller only when the sheet is."""
    image = page_image(pdf, index, printer.resolution())
    sheet: QRect = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
    size: QSize = image.size()
    if size.width() > sheet.width() or size.height() > sheet.height():
        size = size.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRect(0, 0, size.width(), size.height())
    target.moveCenter(QRect(0, 0, sheet.width(), sheet.height()).center())
    painter.drawImage(target, image)
