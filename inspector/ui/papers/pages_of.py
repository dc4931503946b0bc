"""Pages of a PDF as pictures, drawn by PDFium one at a time (it is not safe for several threads at once)."""

from __future__ import annotations

import threading

import pypdfium2
from PySide6.QtGui import QImage

_DRAWING = threading.Lock()
POINTS_AN_INCH = 72


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with _DRAWING:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_image(pdf: bytes, index: int, dots_an_inch: float) -> QImage:
    """One page as a picture of its own memory; `index` counts from 0."""
    with _DRAWING:
        document = pypdfium2.PdfDocument(pdf)
        try:
            bitmap = document[index].render(
                scale=dots_an_inch / POINTS_AN_INCH, rev_byteorder=True, prefer_bgrx=True
            )
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888,
            )
            return image.copy()
        finally:
            document.close()
