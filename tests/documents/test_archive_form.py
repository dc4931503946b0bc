"""What an archive asks of every PDF that leaves the program: language, title, embedded faces, no transparency."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

from inspector.documents.binding import BoundPart, bind
from inspector.documents.dossier import PaperKind
from inspector.documents.joining import JoinedPdf
from inspector.documents.printtest import print_test_page
from inspector.documents.reentry import EntryLine, entry_order, entry_text, render_reentry
from tests.documents.dossiers import full
from tests.documents.golden import rendered


def _dictionaries(thing: object, seen: set[int]) -> Iterator[DictionaryObject]:
    if isinstance(thing, IndirectObject):
        if thing.idnum in seen:
            return
        seen.add(thing.idnum)
        thing = thing.get_object()
    if isinstance(thing, DictionaryObject):
        yield thing
        for key in thing:
            if key != "/Parent":
                yield from _dictionaries(thing.raw_get(key), seen)
    elif isinstance(thing, ArrayObject):
        for held in list.__iter__(thing):
            yield from _dictionaries(held, seen)


def faults(pdf: bytes) -> list[str]:
    """What an archive would object to."""
    reader = PdfReader(io.BytesIO(pdf))
    found = []
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    if root.get("/Lang") != "zh-CN":
        found.append("no language")
    if not reader.metadata or not reader.metadata.title:
        found.append("no title")
    seen: set[int] = set()
    for page in reader.pages:
        for part in _dictionaries(page, seen):
            if part.get("/SMask") not in {None, "/None"}:
                found.append("soft mask")
            if any(str(part[key]) not in {"1", "1.0"} for key in ("/ca", "/CA") if key in part):
                found.append("alpha")
            if part.get("/S") == "/Transparency":
                found.append("transparency group")
            if part.get("/Type") == "/FontDescriptor" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(
                part
            ):
                found.append(f"not embedded: {part.get('/FontName')}")
            if part.get("/Type") == "/Font" and not _described(part):
                found.append(f"no descriptor: {part.get('/BaseFont')}")
    return found


def _described(font: DictionaryObject) -> bool:
    below: PdfObject | None = font.get("/DescendantFonts")
    return "/FontDescriptor" in font or below is not None


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_paper_names_its_language_embeds_its_faces_and_has_no_transparency(kind: PaperKind) -> None:
    for case in ("full", "empty"):
        assert faults(rendered(kind, case).pdf) == []


def _volume(_folder: Path) -> bytes:
    decision = rendered(PaperKind.PENALTY_DECISION, "full").pdf
    return bind([BoundPart("行政处罚决定书", lambda: decision)], "行政处罚案卷", "当事人")


def _joined(folder: Path) -> bytes:
    with JoinedPdf(folder / "一份.pdf", "全部文书") as joined:
        for kind in (PaperKind.PENALTY_DECISION, PaperKind.PHOTO_SHEET):
            joined.add(kind.value, rendered(kind, "full").pdf)
    return (folder / "一份.pdf").read_bytes()


def _reentry(_folder: Path) -> bytes:
    lines = [EntryLine(field, entry_text(field, full())) for field in entry_order().fields]
    return render_reentry(full(), lines, "粤2026-118").pdf


@pytest.mark.parametrize("made", [_volume, _joined, _reentry, lambda _folder: print_test_page()])
def test_so_does_what_is_made_of_papers(made: Callable[[Path], bytes], tmp_path: Path) -> None:
    assert faults(made(tmp_path)) == []


def test_a_missing_face_alpha_and_no_language_are_found() -> None:
    """The check itself: a plain file of another maker fails it."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(72, 72, "x")
    canvas.setFillAlpha(0.5)
    canvas.rect(10, 10, 20, 20, fill=1)
    canvas.save()
    found = faults(out.getvalue())
    assert {"no language", "alpha"} <= set(found) and any(one.startswith("no descriptor") for one in found)
