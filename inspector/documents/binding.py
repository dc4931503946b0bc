"""Binding finished papers into one volume (案卷): bookmarks, and the through number at the top outer corner of each page.

The papers' own pages are taken as they are; the number is laid over the bound copy and never becomes part of the paper.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from inspector.documents.faces import Role, installed_faces
from inspector.documents.page import MM, PAGE_HEIGHT, PAGE_WIDTH
from inspector.domain.errors import InspectorError

_NUMBER_PT = 10.5
_EDGE = 10 * MM


class UnbindableError(InspectorError):
    """A part of the volume is no PDF that can be bound."""

    def __init__(self, title: str, why: str) -> None:
        super().__init__(
            f"{title}不能装订进案卷",
            f"{why}。没有写出案卷，文书和证据未改动",
            "重新扫描为 PDF 后再登记，或换一份",
        )


@dataclass(frozen=True, slots=True)
class BoundPart:
    """A paper of the volume. Cover and contents bear no through number (`numbered` False)."""

    title: str
    pdf: Callable[[], bytes]
    numbered: bool = True


def bind(
    parts: Sequence[BoundPart], title: str, subject: str, watch: Callable[[int, str], None] = lambda *_: None
) -> bytes:
    """The volume as one PDF with a bookmark a part; the same parts give the same bytes.

    `watch(done, title)` is called before each part. Raises UnbindableError, and whatever `watch` raises.
    """
    writer = PdfWriter()
    numbered: list[PageObject] = []
    for done, part in enumerate(parts):
        watch(done, part.title)
        first = len(writer.pages)
        for page in _pages(part):
            added = writer.add_page(page)
            if part.numbered:
                numbered.append(added)
        writer.add_outline_item(title=part.title, page_number=first)
    for page, overlay in zip(numbered, _numbers(numbered), strict=True):
        page.merge_translated_page(overlay, float(page.mediabox.left), float(page.mediabox.bottom))
    writer.add_metadata({"/Title": title, "/Subject": subject, "/Producer": "Inspector"})
    writer.page_mode = "/UseOutlines"
    writer.root_object[NameObject("/Lang")] = TextStringObject("zh-CN")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page_count(pdf: bytes, title: str) -> int:
    """Pages of a PDF. Raises UnbindableError."""
    return len(_pages(BoundPart(title, lambda: pdf)))


def _pages(part: BoundPart) -> list[PageObject]:
    try:
        reader = PdfReader(io.BytesIO(part.pdf()))
        # Many scanners and banks lock a file against changes only: it opens without a password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnbindableError(part.title, "文件有密码")
        pages = list(reader.pages)
    except PyPdfError as error:
        raise UnbindableError(part.title, "文件已损坏，或不是 PDF") from error
    if not pages:
        raise UnbindableError(part.title, "文件没有页")
    return pages


def _numbers(pages: Sequence[PageObject]) -> list[PageObject]:
    """A page of the same size for each, with its number at the outer corner: right on odd pages, left on even ones."""
    if not pages:
        return []
    buffer = io.BytesIO()
    font = installed_faces().face(Role.SONG).font.fontName
    canvas = Canvas(buffer, invariant=1, initialFontName=font)  # type: ignore[arg-type] # the published types say float
    for number, page in enumerate(pages, 1):
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        canvas.setPageSize((width, height))
        canvas.setFont(font, _NUMBER_PT)
        # Ten millimetres on A4, in proportion on a smaller scan: the number never leaves the sheet.
        side = _EDGE * min(1.0, width / PAGE_WIDTH)
        line = height - _EDGE * min(1.0, height / PAGE_HEIGHT) - 0.86 * _NUMBER_PT
        if number % 2:
            canvas.drawRightString(width - side, line, str(number))
        else:
            canvas.drawString(side, line, str(number))
        canvas.showPage()
    canvas.save()
    return list(PdfReader(io.BytesIO(buffer.getvalue())).pages)
