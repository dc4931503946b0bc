"""The page of a visit's other evidence, and the wiring of the card that the case page bears too."""

from __future__ import annotations

from PySide6.QtCore import Signal

from inspector.ui.common.page import Page
from inspector.ui.common.tasks import TaskRunner
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.files.files_card import FilesCard
from inspector.ui.files.files_presenter import FilesPresenter
from inspector.ui.shell.pages import PageSpec

NAMES = "材料 (*.mp4 *.mov *.avi *.mkv *.mp3 *.m4a *.wav *.pdf *.csv *.xlsx *.zip);;所有文件 (*)"


class FilesPage(Page):
    """Other evidence of one visit. `asked(place)`."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("其他材料"), back_to=tr("现场检查"))
        self.presenter: object = None
        self.card = FilesCard()
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    def entered(self, record_id: str = "") -> None:
        """`VISIT` or `case:CASE`."""
        if record_id:
            self.header.set_back(tr("案件") if record_id.startswith("case:") else tr("现场检查"))
            self.asked.emit(record_id)

    def help_text(self) -> str:
        """What the page asks."""
        return tr(
            "视频、录音、书证和仪器数据拖到这里，存好原件并核对。写明是什么、证明什么、怎么制作、原始载体在哪里；"
            "录音要附文字记录。移出要写理由，原件保留。"
        )


def wire_files(card: FilesCard, context: Context) -> FilesPresenter:
    """The presenter of a card, with every signal connected."""
    presenter = FilesPresenter(card, context.services, context.runner, context.notices, context.announce)

    def pick() -> None:
        presenter.add(context.dialogs.open_files(tr("添加材料"), tr(NAMES)))

    card.add_requested.connect(pick)
    card.dropped.connect(presenter.add)
    card.cancelled.connect(presenter.cancel)
    card.described.connect(presenter.describe)
    card.aside_requested.connect(presenter.set_aside)
    card.fact_chosen.connect(presenter.put_behind)
    card.proof_requested.connect(presenter.check_proof)
    context.changed.connect(presenter.on_changes)
    runner = context.runner
    if isinstance(runner, TaskRunner):
        runner.progressed.connect(
            lambda state: card.show_progress(state) if state.id == presenter.task_id() else None
        )
    return presenter


def file_pages(context: Context) -> list[PageSpec]:
    """其他材料 of a visit (record: its id, or `case:CASE`)."""

    def make() -> Page:
        page = FilesPage()
        presenter = wire_files(page.card, context)
        page.asked.connect(presenter.open)
        page.presenter = presenter
        return page

    return [PageSpec("files", tr("其他材料"), "paperclip", "", make, parent="visits")]
