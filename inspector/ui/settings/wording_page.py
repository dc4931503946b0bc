"""The presenter of wordings and numbers, and its place in the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QImage

from inspector.documents.dossier import Dossier, PaperKind
from inspector.documents.numbering import paper_place, paper_title
from inspector.documents.wording import shipped_texts
from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.serials import SerialPlan
from inspector.services.paper_numbers import NumberService
from inspector.services.paper_wording import WordingRefusedError, WordingService
from inspector.ui.common.marks import Mark
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.papers.pages_of import page_image
from inspector.ui.settings.wording_view import WordingView
from inspector.ui.shell.pages import PageSpec


class WordingPresenter:
    """One kind in hand; what is typed stays until another is chosen or it is used."""

    def __init__(
        self, view: WordingView, wordings: WordingService, numbers: NumberService, context: Context
    ) -> None:
        self._view, self._wordings, self._numbers, self._context = view, wordings, numbers, context
        self._kind = view.kind.value()

    def read(self) -> None:
        """The kind in hand and the plan, as they are in use."""
        kind = PaperKind(self._kind)

        def work(_progress: object) -> tuple[str, str, SerialPlan]:
            return self._wordings.text(kind), self._numbers.template(kind), self._numbers.plan()

        def show(found: tuple[str, str, SerialPlan]) -> None:
            text, template, plan = found
            self._view.show_wording(text, template, own=text != shipped_texts()[kind.value])
            self._view.show_plan(plan)

        self._context.runner.run(tr("读取式样"), work, show, self._context.notices.refused)

    def choose(self, kind: str) -> None:
        """Another kind."""
        self._kind = kind
        self.read()

    def check(self, text: str) -> None:
        """Check an edited wording and draw its blank sample."""
        kind, dots = PaperKind(self._kind), self._view.dots()

        def work(_progress: object) -> list[QImage]:
            made = self._wordings.preview(kind, text, Dossier())
            return [page_image(made.pdf, index, dots) for index in range(made.pages)]

        def show(images: list[QImage]) -> None:
            self._view.show_verdict(Mark.MET, tr("必备要素都在，可以采用"), ())
            self._view.show_pages(images)

        self._context.runner.run(tr("核对式样"), work, show, self._refused)

    def save(self, text: str) -> None:
        """Use an edited wording from now on."""
        kind = PaperKind(self._kind)
        said = tr("已采用，以后出具的{title}照新式样", title=paper_title(kind))
        self._write(lambda: self._wordings.save(kind, text), said, self._refused)

    def reset(self) -> None:
        """Back to the shipped wording."""
        kind = PaperKind(self._kind)
        self._write(lambda: self._wordings.save(kind, ""), tr("已改回原式样"), self._refused)

    def save_template(self, text: str) -> None:
        """The bureau's own template of numbers; a refusal stands at its field."""
        kind = PaperKind(self._kind)

        def refused(error: InspectorError) -> None:
            if isinstance(error, InvalidValueError):
                self._view.template.set_error(error)
            else:
                self._context.notices.refused(error)

        self._write(lambda: self._numbers.set_template(kind, text), tr("已保存文号式样"), refused)

    def save_plan(self, devices: str, slot: str, size: str) -> None:
        """The plan of laptops; a refusal stands at its field."""
        view = self._view
        fields = {"编号的电脑台数": view.devices, "本机是第几台": view.slot, "每段号数": view.size_}
        for field in fields.values():
            field.clear_line()
        try:
            numbers = [_whole(name, text) for name, text in zip(fields, (devices, slot, size), strict=True)]
            plan = SerialPlan(*numbers)
        except InvalidValueError as error:
            fields[error.field].set_error(error)
            return
        self._write(lambda: self._numbers.set_plan(plan), tr("编号方案：{p}", p=plan.text()), None)

    def _write(
        self, work: Callable[[], Changes], said: str, refused: Callable[[InspectorError], None] | None
    ) -> None:
        def done(changes: Changes) -> None:
            self._context.notices.done(said)
            self._context.announce(changes)
            self.read()

        self._context.runner.run(
            tr("保存式样"), lambda _p: work(), done, refused or self._context.notices.refused, pool="write"
        )

    def _refused(self, error: InspectorError) -> None:
        if isinstance(error, WordingRefusedError):
            self._view.show_verdict(Mark.UNMET, error.what, error.places)
            self._view.show_pages(())
        else:
            self._context.notices.refused(error)


def _whole(name: str, text: str) -> int:
    if not text.strip().isdecimal():
        raise InvalidValueError(name, text, "整数")
    return int(text)


def wording_pages(context: Context) -> list[PageSpec]:
    """文书式样和文号."""

    def make() -> Page:
        kinds = sorted((PaperKind(kind) for kind in shipped_texts()), key=paper_place)
        view = WordingView([(kind.value, paper_title(kind)) for kind in kinds])
        workspace = context.services.workspace
        presenter = WordingPresenter(view, WordingService(workspace), NumberService(workspace), context)
        view.presenter = presenter
        view.shown.connect(presenter.read)
        view.kind_chosen.connect(presenter.choose)
        view.check_wanted.connect(presenter.check)
        view.saved.connect(presenter.save)
        view.reset_wanted.connect(presenter.reset)
        view.template_saved.connect(presenter.save_template)
        view.plan_saved.connect(presenter.save_plan)
        return view

    return [PageSpec("wordings", tr("文书式样和文号"), "file-text", "", make, parent="settings")]
