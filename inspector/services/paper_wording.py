"""Wordings a bureau edits (文书式样): written out, checked against the required elements, previewed, stored with their event."""

from __future__ import annotations

from dataclasses import replace

from inspector.db.store import Reader
from inspector.documents.dossier import Dossier, PaperKind
from inspector.documents.elements import missing_elements
from inspector.documents.numbering import paper_title
from inspector.documents.render import RenderedPaper, render
from inspector.documents.wordcheck import wording_faults
from inspector.documents.wording import Wording, read_cached, read_wording, shipped, shipped_texts
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.records import Setting
from inspector.domain.text import clean_text
from inspector.services.workspace import Workspace


class WordingRefusedError(RuleRefusedError):
    """A bureau's wording that cannot be used, with every fault."""

    def __init__(self, title: str, faults: tuple[str, ...]) -> None:
        super().__init__(
            f"{title}的式样有 {len(faults)} 处不能用",
            "缺必备要素的文书会被认定违法（案卷评查 2024）；原来的式样没有改动",
            "按下面各处改正后再存",
            faults,
        )


def own_wording(reader: Reader, kind: PaperKind) -> Wording | None:
    """The wording in use: the bureau's own, else the shipped one; None for kinds built by code."""
    found = reader.find(Setting, name=f"wording.{kind.value}")
    return read_cached(found[0].value) if found and found[0].value else shipped(kind.value)


class WordingService:
    """Use cases around the wordings."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def text(self, kind: PaperKind | str) -> str:
        """The wording in use, as a file to edit. Raises InvalidValueError for kinds built by code."""
        kind = _editable(kind)
        with self.workspace.read() as reader:
            found = reader.find(Setting, name=f"wording.{kind.value}")
        return found[0].value if found and found[0].value else shipped_texts()[kind.value]

    def check(self, kind: PaperKind | str, text: str) -> tuple[str, ...]:
        """Every fault of an edited wording: unreadable, unknown names, lost elements."""
        kind = _editable(kind)
        base = shipped(kind.value)
        try:
            own = read_wording(text)
        except InvalidValueError as error:
            return (error.what, error.why)
        return wording_faults(own, base) if base else ()

    def preview(self, kind: PaperKind | str, text: str, dossier: Dossier) -> RenderedPaper:
        """How a paper would look in an edited wording. Raises WordingRefusedError."""
        kind = _editable(kind)
        self._refuse(kind, text)
        return render(
            kind,
            dossier,
            draft_reasons=missing_elements(kind, dossier) or ("式样预览",),
            preview=True,
            wording=read_wording(text),
        )

    def save(self, kind: PaperKind | str, text: str) -> Changes:
        """Use an edited wording from now on; papers issued before keep their bytes. An empty text goes back to the shipped one."""
        kind, text = _editable(kind), clean_text(text, "文书式样")
        if text:
            self._refuse(kind, text)
        with self.workspace.write(f"修改{paper_title(kind)}式样") as writer:
            found = writer.find(Setting, name=f"wording.{kind.value}")
            if (found[0].value if found else "") != text:
                setting = Setting(name=f"wording.{kind.value}", value=text)
                writer.put(replace(found[0], value=text) if found else setting, "paper.wording")
            return writer.changes()

    def _refuse(self, kind: PaperKind, text: str) -> None:
        faults = self.check(kind, text)
        if faults:
            raise WordingRefusedError(paper_title(kind), faults)


def _editable(kind: PaperKind | str) -> PaperKind:
    try:
        kind = PaperKind(kind)
    except ValueError:
        raise InvalidValueError("文书", kind, "、".join(sorted(shipped_texts()))) from None
    if kind.value not in shipped_texts():
        raise InvalidValueError("文书", paper_title(kind), "、".join(sorted(shipped_texts())))
    return kind
