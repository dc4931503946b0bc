"""From a dossier to a paper: `content` says what is written, `render` sets and writes it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.documents.composing import compose
from inspector.documents.content import Block, SignatureRows, block_parts, runs_text, text_of
from inspector.documents.coverpage import lay_cover, lay_spine
from inspector.documents.dossier import Dossier, PaperKind
from inspector.documents.faces import FaceSet, installed_faces
from inspector.documents.formpage import FormLayout, FormShape
from inspector.documents.letterpage import lay_letter
from inspector.documents.linebreak import Words
from inspector.documents.numbering import number_runs, paper_title
from inspector.documents.page import MM, Page, Setter, Style
from inspector.documents.pdf import Appearance, paint
from inspector.documents.reasons_layout import ReasonsLayout
from inspector.documents.reasons_page import reasons_page
from inspector.documents.tablepage import signing_height
from inspector.documents.wording import Wording, shipped

# What the band at the foot says instead of a page number.
_PLACES = {PaperKind.COVER: "封面", PaperKind.CONTENTS: "目录", PaperKind.SPINE_LABEL: "脊背标签"}


@dataclass(frozen=True, slots=True)
class RenderedPaper:
    """A paper ready to keep: bytes, pages, their hash, the faces they depend on, and the plain text."""

    pdf: bytes
    pages: int
    sha256: str
    faces: tuple[str, ...]
    text: str


def content(kind: PaperKind, dossier: Dossier, wording: Wording | None = None) -> tuple[Block, ...]:
    """The blocks of a paper, before drawing; in the bureau's own `wording` when given."""
    wording = wording or shipped(kind.value)
    return reasons_page(dossier) if wording is None else compose(kind, wording, dossier)


def render(
    kind: PaperKind,
    dossier: Dossier,
    *,
    draft_reasons: tuple[str, ...] = (),
    preview: bool = False,
    wording: Wording | None = None,
) -> RenderedPaper:
    """The paper as PDF. Any `draft_reasons` put the draft marks on it; `preview` shows where the seal goes.

    Raises MissingGlyphError when no face holds a character, NoFaceError when the machine has no usable faces.
    """
    blocks = content(kind, dossier, wording)
    faces = installed_faces()
    check_glyphs(blocks, faces)
    setter = Setter(faces)
    pages = lay(kind, blocks, setter)
    look = Appearance(
        title=paper_title(kind),
        subject=runs_text(number_runs(kind, dossier)).replace("__", ""),
        trace=dossier.trace,
        draft_reasons=draft_reasons,
        preview=preview,
        place=_PLACES.get(kind, ""),
    )
    pdf = paint(pages, look, setter)
    return rendered(pdf, len(pages), faces, text_of(blocks))


def rendered(pdf: bytes, pages: int, faces: FaceSet, text: str) -> RenderedPaper:
    """A finished file with its hash and the faces it depends on."""
    return RenderedPaper(pdf, pages, hashlib.sha256(pdf).hexdigest(), faces.stamps(), text)


def lay(kind: PaperKind, blocks: Sequence[Block], setter: Setter) -> list[Page]:
    """The pages of a paper as marks, before they are written."""
    wording = shipped(kind.value)
    layout = wording.layout if wording else "letter"
    if layout == "photos":
        shape = FormShape(paper_title(kind), Style(18), Style(16), 272 * MM, 43 * MM, continued_head=False)
        return FormLayout(setter, shape).lay(blocks)
    if kind is PaperKind.REASONS_PAGE:
        return ReasonsLayout(setter).lay(blocks)
    if layout == "cover":
        return lay_cover(blocks, setter)
    if layout == "spine":
        return lay_spine(blocks, setter)
    if layout == "letter":
        return lay_letter(blocks, setter)
    signs = next((block for block in blocks if isinstance(block, SignatureRows)), None)
    shape = FormShape(
        paper_title(kind),
        Style(22),
        Style(16),
        270 * MM,
        49 * MM + signing_height(signs) if signs else 27 * MM,
        continued_head=True,
        ruled=layout != "form",
    )
    return FormLayout(setter, shape).lay(blocks)


def check_glyphs(blocks: Sequence[Block], faces: FaceSet) -> None:
    """Find a face for every character before anything is set, so that an error names the field."""
    for block in blocks:
        for name, runs in block_parts(block):
            for run in runs:
                if isinstance(run, Words):
                    for char in set(run.text) - {" ", "\n"}:
                        faces.choose(char, run.role, name)
