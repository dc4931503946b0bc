"""The paper page's presenter and its place in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from inspector.documents.dossier import PaperKind
from inspector.documents.numbering import paper_title
from inspector.documents.printtest import NAME, print_test_page
from inspector.domain.changes import Changes
from inspector.domain.ports import Progress
from inspector.domain.records import Paper
from inspector.services.papers import Preview
from inspector.ui.common.marks import Mark
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.papers.pages_of import page_image
from inspector.ui.papers.printing import Press, Printed
from inspector.ui.papers.signing_presenter import wire_signing
from inspector.ui.papers.view import PaperView
from inspector.ui.shell.pages import PageSpec

# Papers a case often has several of.
SEVERAL = frozenset(
    {
        PaperKind.SERVICE_RECEIPT,
        PaperKind.INQUIRY_RECORD,
        PaperKind.SAMPLING_RECORD,
        PaperKind.INTERNAL_APPROVAL,
        PaperKind.RECTIFICATION_ORDER,
        PaperKind.COLLECTIVE_RECORD,
    }
)


class PaperPresenter:
    """Shows one paper of a visit or case; issues, prints and saves it."""

    def __init__(self, view: PaperView, context: Context, press: Press | None = None) -> None:
        self._view, self._context = view, context
        self._press = press or Press(context)
        self.signing = wire_signing(view.signing, context)
        self._kind: PaperKind | None = None
        self._visit_id: str | None = None
        self._case_id: str | None = None
        self._preview: Preview | None = None
        self._ordinal = 1

    def open(self, record: str) -> None:
        """Show the paper of a record `kind/visit/ID`, `kind/case/ID`, or `kind#2/case/ID` for a second of its kind."""
        kind, _, owner = record.partition("/")
        place, _, key = owner.partition("/")
        if not key:
            return
        name, _, ordinal = kind.partition("#")
        self._kind, self._ordinal = PaperKind(name), int(ordinal or 1)
        self._view.blanks.forget()
        self._visit_id, self._case_id = (key, None) if place == "visit" else (None, key)
        self._preview = None
        self.read()

    def read(self) -> None:
        """Compose the paper as it stands."""
        kind, visit_id, case_id, ordinal = self._kind, self._visit_id, self._case_id, self._ordinal
        if kind is None:
            return
        self._context.runner.run(
            tr("排版{title}", title=paper_title(kind)),
            lambda _p: self._context.services.papers.preview(
                kind, visit_id=visit_id, case_id=case_id, ordinal=ordinal
            ),
            self._show,
            self._context.notices.refused,
        )

    def draw(self) -> None:
        """Draw the pages at the present zoom."""
        preview = self._preview
        if preview is None:
            return
        dots = self._view.dots()

        def work(progress: Progress) -> list[QImage]:
            return [
                page_image(preview.pdf, index, dots)
                for index in range(preview.pages)
                if not progress.cancelled()
            ]

        self._context.runner.run(tr("显示页面"), work, self._view.show_pages, self._context.notices.refused)

    def issue(self) -> None:
        """Take the number and keep the paper; what is missing is said."""
        kind, visit_id, case_id, ordinal = self._kind, self._visit_id, self._case_id, self._ordinal
        if kind is None:
            return

        def done(result: tuple[Paper, Changes]) -> None:
            paper, changes = result
            self._context.notices.done(
                tr("已出具{title} {number}", title=paper_title(kind), number=paper.number or "")
            )
            self._context.announce(changes)
            self.read()

        self._context.runner.run(
            tr("出具{title}", title=paper_title(kind)),
            lambda _p: self._context.services.papers.issue(
                kind, visit_id=visit_id, case_id=case_id, ordinal=ordinal
            ),
            done,
            self._context.notices.refused,
            pool="write",
        )

    def fill(self, typed: dict[str, str]) -> None:
        """Store what was typed into blanks and set the paper anew."""
        kind, case_id, ordinal = self._kind, self._case_id, self._ordinal
        if kind is None or case_id is None:
            return

        def done(changes: Changes) -> None:
            self._context.announce(changes)
            self.read()

        self._context.runner.run(
            tr("填写{title}", title=paper_title(kind)),
            lambda _p: self._context.services.papers.fill(kind, case_id, typed, ordinal=ordinal),
            done,
            self._context.notices.refused,
            pool="write",
        )

    def another(self) -> None:
        """Open one more paper of the kind, such as the receipt of another service."""
        if self._kind is not None and self._case_id is not None:
            record = f"{self._kind.value}#{self._ordinal + 1}/case/{self._case_id}"
            self._context.navigate("papers", record)

    def print(self) -> None:
        """Print what is shown; that it was printed is recorded, of a draft too."""
        preview = self._preview
        if preview is None:
            return
        papers, place = self._context.services.papers, (self._visit_id, self._case_id)

        def sent(printed: Printed) -> None:
            self._context.notices.done(tr("已送打印 {n} 页", n=printed.pages))
            self._context.runner.run(
                tr("记录"),
                lambda _p: papers.note_printed(preview, *place, printed.detail()),
                lambda _none: None,
                self._context.notices.refused,
                pool="write",
            )

        self._press.send(preview.title, preview.pages, lambda: (preview.pdf,), sent)

    def print_test(self) -> None:
        """Print the page that shows what a printer makes of measures and grey."""
        self._context.runner.run(
            tr("排版{title}", title=NAME),
            lambda _p: print_test_page(),
            lambda pdf: self._press.send(
                NAME, 1, lambda: (pdf,), lambda _printed: self._context.notices.done(tr("已送打印，用尺量"))
            ),
            self._context.notices.refused,
        )

    def batch(self) -> None:
        """All papers of the same visit or case."""
        if self._kind is not None:
            place, key = ("case", self._case_id) if self._case_id else ("visit", self._visit_id)
            self._context.navigate("batch", f"{place}/{key}")

    def save(self, path: Path) -> None:
        """Write a copy where the officer chose."""
        preview = self._preview
        if preview is None:
            return

        def done(_none: object) -> None:
            self._context.notices.done(tr("已保存 {name}", name=path.name))
            self._context.open_folder(path)

        self._context.runner.run(
            tr("保存 PDF"),
            lambda _p: self._context.services.papers.save_shown(preview, path),
            done,
            self._context.notices.refused,
            pool="write",
        )

    def suggestion(self) -> str:
        """A file name for a copy."""
        preview = self._preview
        if preview is None:
            return "文书.pdf"
        return f"{preview.paper.number if preview.paper and preview.paper.number else preview.title}.pdf"

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        paper = preview.paper
        if paper is not None:
            state = tr("已出具 {number}", number=paper.number or paper.issued_on)
            detail = tr(
                "{n} 页 · 规则包 {pack} · 链首 {head}\nSHA-256 {sha}",
                n=paper.pages,
                pack=paper.pack_version,
                head=paper.chain_head,
                sha=" ".join(paper.sha256[i : i + 16] for i in range(0, 64, 16)),
            )
            self._view.show_state(preview.title, Mark.MET, state, detail, (), can_issue=False)
        elif preview.missing:
            state = tr("草稿，缺 {n} 项", n=len(preview.missing))
            detail = tr("可以打印草稿；正式出具前要补齐下面各项。")
            self._view.show_state(
                preview.title, Mark.UNKNOWN, state, detail, preview.missing, can_issue=False
            )
        else:
            detail = tr("必备要素齐全。出具时取文号，文件和校验值一起存下，以后不能改。")
            self._view.show_state(preview.title, Mark.SOON, tr("可以正式出具"), detail, (), can_issue=True)
        self._view.show_blanks(preview.blanks)
        self.signing.show(paper)
        self._view.another.setVisible(paper is not None and preview.kind in SEVERAL)
        self.draw()


def paper_pages(context: Context) -> list[PageSpec]:
    """文书 (record: `kind/visit/ID` or `kind/case/ID`)."""

    def make() -> Page:
        view = PaperView()
        presenter = PaperPresenter(view, context)
        view.presenter = presenter

        def save() -> None:
            path = context.dialogs.save_file(tr("保存 PDF"), presenter.suggestion(), tr("PDF (*.pdf)"))
            if path is not None:
                presenter.save(path)

        view.shown.connect(presenter.open)
        view.zoomed.connect(lambda _percent: presenter.draw())
        view.issue_requested.connect(presenter.issue)
        view.another_requested.connect(presenter.another)
        view.blanks.filled.connect(presenter.fill)
        view.print_requested.connect(presenter.print)
        view.test_requested.connect(presenter.print_test)
        view.batch_requested.connect(presenter.batch)
        view.save_requested.connect(save)
        return view

    return [PageSpec("papers", tr("文书"), "file-text", "", make, parent="cases")]
