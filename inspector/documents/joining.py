"""Joining any number of papers into one PDF file at constant memory: each part is written and forgotten before the next.

Unlike `binding` nothing is laid over the pages; parts begin at their own bookmark.
"""

from __future__ import annotations

import io
import os
from array import array
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from inspector.documents.binding import UnbindableError

# The first two objects are written last: they name what comes in between.
_CATALOG, _PAGES, _OUTLINE = 1, 2, 3
_FIRST_FREE = 4


class JoinedPdf:
    """`add` a paper after the other; leaving the context writes the end and puts the file at `path`, an error leaves nothing.

    Raises OSError when the folder cannot be written, UnbindableError for a part that is no PDF.
    """

    def __init__(self, path: Path, title: str) -> None:
        self._path, self._title = path, title
        self._part = path.with_name(f".{path.name}.part")
        self._offsets = array("Q", [0] * _FIRST_FREE)
        self._kids = array("Q")
        self._marks: list[tuple[str, int]] = []

    @property
    def pages(self) -> int:
        """Pages so far."""
        return len(self._kids)

    def __enter__(self) -> Self:
        self._out: BinaryIO = self._part.open("wb")
        self._out.write(b"%PDF-1.7\n%\xe4\xb8\xad\xe6\x96\x87\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
                self._out.flush()
                os.fsync(self._out.fileno())
            self._out.close()
            if kind is None:
                self._part.replace(self._path)
        finally:
            self._out.close()
            self._part.unlink(missing_ok=True)

    def add(self, title: str, pdf: bytes) -> int:
        """Copy every page of a paper; its pages' number comes back."""
        try:
            reader = PdfReader(io.BytesIO(pdf))
            if reader.is_encrypted:
                raise UnbindableError(title, "文件有密码")
            pages = list(reader.pages)
            if not pages:
                raise UnbindableError(title, "文件没有页")
            self._marks.append((title, len(self._kids)))
            _Part(self, reader).copy(pages)
        except PyPdfError as error:
            raise UnbindableError(title, "文件已损坏，或不是 PDF") from error
        return len(pages)

    def _reserve(self) -> int:
        self._offsets.append(0)
        return len(self._offsets) - 1

    def _write(self, number: int, thing: PdfObject) -> None:
        self._offsets[number] = self._out.tell()
        self._out.write(f"{number} 0 obj\n".encode())
        thing.write_to_stream(self._out)
        self._out.write(b"\nendobj\n")

    def _finish(self) -> None:
        marks = [self._reserve() for _ in self._marks]
        for index, (title, page) in enumerate(self._marks):
            entry = DictionaryObject(
                {
                    NameObject("/Title"): TextStringObject(title),
                    NameObject("/Parent"): _reference(_OUTLINE),
                    NameObject("/Dest"): ArrayObject([_reference(self._kids[page]), NameObject("/Fit")]),
                }
            )
            if index:
                entry[NameObject("/Prev")] = _reference(marks[index - 1])
            if index + 1 < len(marks):
                entry[NameObject("/Next")] = _reference(marks[index + 1])
            self._write(marks[index], entry)
        kids = ArrayObject(_reference(number) for number in self._kids)
        counted = NumberObject(len(self._kids))
        self._write(
            _PAGES,
            DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Pages"),
                    NameObject("/Kids"): kids,
                    NameObject("/Count"): counted,
                }
            ),
        )
        outline = DictionaryObject({NameObject("/Type"): NameObject("/Outlines")})
        if marks:
            outline[NameObject("/First")] = _reference(marks[0])
            outline[NameObject("/Last")] = _reference(marks[-1])
            outline[NameObject("/Count")] = NumberObject(len(marks))
        self._write(_OUTLINE, outline)
        self._write(_CATALOG, self._catalog())
        info = self._reserve()
        self._write(
            info,
            DictionaryObject(
                {
                    NameObject("/Title"): TextStringObject(self._title),
                    NameObject("/Producer"): TextStringObject("Inspector"),
                }
            ),
        )
        start = self._out.tell()
        self._out.write(f"xref\n0 {len(self._offsets)}\n0000000000 65535 f \n".encode())
        for offset in self._offsets[1:]:
            self._out.write(f"{offset:010d} 00000 n \n".encode())
        size = len(self._offsets)
        self._out.write(
            f"trailer\n<< /Size {size} /Root {_CATALOG} 0 R /Info {info} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
        )

    def _catalog(self) -> DictionaryObject:
        return DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Catalog"),
                NameObject("/Pages"): _reference(_PAGES),
                NameObject("/Outlines"): _reference(_OUTLINE),
                NameObject("/PageMode"): NameObject("/UseOutlines"),
                NameObject("/Lang"): TextStringObject("zh-CN"),
            }
        )


class _Part:
    """One paper being copied: its objects get numbers of the joined file when first met."""

    def __init__(self, target: JoinedPdf, reader: PdfReader) -> None:
        self._target, self._reader = target, reader
        self._numbers: dict[int, int] = {}
        self._waiting: list[IndirectObject] = []

    def copy(self, pages: Sequence[PdfObject]) -> None:
        target = self._target
        for page in pages:
            assert isinstance(page, DictionaryObject)
            own = page.indirect_reference
            number = self._number(own) if own is not None else target._reserve()
            target._kids.append(number)
            # The reader gave the page what it inherited; the old tree must not come along.
            page[NameObject("/Parent")] = _reference(_PAGES)
            self._translate(page, keep="/Parent")
            target._write(number, page)
            if own is not None:
                self._waiting = [one for one in self._waiting if one.idnum != own.idnum]
        while self._waiting:
            reference = self._waiting.pop()
            thing = reference.get_object() or NullObject()
            number = self._numbers[reference.idnum]
            if target._offsets[number]:
                continue
            self._translate(thing)
            target._write(number, thing)

    def _number(self, reference: IndirectObject) -> int:
        known = self._numbers.get(reference.idnum)
        if known is None:
            known = self._numbers[reference.idnum] = self._target._reserve()
            self._waiting.append(reference)
        return known

    def _translate(self, thing: PdfObject, keep: str = "") -> None:
        """Replace every reference inside by the joined file's number; the reader is used once, so in place."""
        if isinstance(thing, DictionaryObject):
            for key, held in list(dict.items(thing)):
                if key == keep:
                    continue
                if isinstance(held, IndirectObject):
                    dict.__setitem__(thing, key, _reference(self._number(held)))
                else:
                    self._translate(held)
        elif isinstance(thing, ArrayObject):
            for index, held in enumerate(list.__iter__(thing)):
                if isinstance(held, IndirectObject):
                    list.__setitem__(thing, index, _reference(self._number(held)))
                else:
                    self._translate(held)


def _reference(number: int) -> IndirectObject:
    return IndirectObject(number, 0, None)
