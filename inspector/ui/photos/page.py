"""The photo page of a visit or case: all photos as a grid, one photo large with its facts; taking in, order, setting aside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from inspector.services.photo_layers import Drawn
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.dialogs import Dialogs
from inspector.ui.common.empty_state import EmptyState
from inspector.ui.common.gallery import PhotoGallery
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm, row
from inspector.ui.common.page import Page
from inspector.ui.common.photos import PhotoItem
from inspector.ui.common.progress import ProgressPanel
from inspector.ui.common.tasks import TaskState
from inspector.ui.common.words import tr
from inspector.ui.photos.clock_panel import ClockPanel
from inspector.ui.photos.layer_editor import EditorState, LayerEditor
from inspector.ui.photos.passport_shown import PassportState, ProofState
from inspector.ui.photos.shown import PhotoFactsState
from inspector.ui.photos.viewer import PhotoViewer

NAMES = "照片 (*.jpg *.jpeg *.heic *.heif *.png *.webp);;所有文件 (*)"


class PhotosView(Page):
    """`asked(record)`, `photo_opened(id)`, `stepped(±1)`, `gallery_requested()`, `paths_chosen(list[Path])`,
    `moved(id, step)`, `described(id, field, text)`, `left()`, `aside_requested(id, reason)`, `cancelled()`,
    `clock_set(photo_ids, offset_s, reason)`, `draw_requested(id)`, `plain_toggled(id)`,
    `placed(id, target)`; the editor has its own."""

    asked = Signal(str)
    photo_opened = Signal(str)
    stepped = Signal(int)
    gallery_requested = Signal()
    paths_chosen = Signal(list)
    moved = Signal(str, int)
    described = Signal(str, str, str)
    left = Signal()
    aside_requested = Signal(str, str)
    cancelled = Signal()
    clock_set = Signal(list, int, str)
    placed = Signal(str, str)
    draw_requested = Signal(str)
    plain_toggled = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("照片"), back_to=tr("现场检查"))
        self.presenter: object = None
        self._from_card = Button(tr("从卡导入"))
        self._add = Button(tr("添加照片"), "filled", icon="camera")
        self._from_card.clicked.connect(self._choose_card)
        self._add.clicked.connect(self._choose_files)
        self.header.add_action(self._from_card)
        self.header.add_action(self._add)
        self.set_primary(self._add)
        self.gallery = PhotoGallery(tr("全部照片"))
        self.viewer = PhotoViewer()
        self.clock = ClockPanel()
        self.clock.hide()
        self.progress = ProgressPanel(
            tr("正在存入照片"), tr("存入的都已核对，原件不改动；取消后已存入的保留。")
        )
        self.progress.hide()
        self._empty = EmptyState(
            tr("还没有照片"),
            tr("点“添加照片”，或把文件、文件夹拖到这里。先存好原件并核对，再做缩略图；原件不会被改动。"),
        )
        self._set_clock = Button(tr("校正相机时钟"), "link", icon="clock", size="small")
        self._set_clock.clicked.connect(self.ask_clock)
        self._chosen = Label("", "caption")
        card = Card(padded=False)
        card.add(row(self._chosen, None, self._set_clock, margins=(12, 4, 8, 0)))
        card.add(row((self.gallery, 1), margins=(14, 8, 4, 8)), 1)
        self._stack = QStackedWidget()
        self._gallery_card = card
        self.editor = LayerEditor()
        for widget in (card, self.viewer, self.editor, self._empty):
            self._stack.addWidget(widget)
        body = QWidget()
        body.setAcceptDrops(True)
        box = QVBoxLayout(body)
        box.setContentsMargins(16, 10, 16, 10)
        box.setSpacing(10)
        box.addWidget(self.progress)
        box.addWidget(self.clock)
        box.addWidget(self._stack, 1)
        self.set_fixed_body(body)
        self._connect()
        self.add_key("Alt+Shift+Left", tr("照片前移一位"), lambda: self._move(-1))
        self.add_key("Alt+Shift+Right", tr("照片后移一位"), lambda: self._move(1))

    def show_title(self, party: str, words: str) -> None:
        """Whose visit, and how many photos."""
        self.header.set_title(tr("照片 · {party}", party=party) if party else tr("照片"))
        self.header.set_sub(words)

    def show_place(self, back: str, target_name: str, targets: Sequence[tuple[str, str]]) -> None:
        """Where back leads, and what a photo can be put behind."""
        self.header.set_back(back)
        self.viewer.description.show_targets(target_name, targets)

    def show_photos(self, items: Sequence[PhotoItem]) -> None:
        """All photos; the viewer stays open."""
        self.gallery.set_photos(items)
        if not items:
            self._stack.setCurrentWidget(self._empty)
        elif self._stack.currentWidget() is self._empty:
            self._stack.setCurrentWidget(self._gallery_card)

    def show_gallery(self, photo_id: str) -> None:
        """Back to the grid, on the photo last looked at."""
        self._stack.setCurrentWidget(self._gallery_card)
        if photo_id:
            self.gallery.select_id(photo_id)
        self.gallery.setFocus()

    def show_facts(self, state: PhotoFactsState) -> None:
        """One photo large."""
        entering = self._stack.currentWidget() is not self.viewer
        self.clock.hide()
        self.viewer.show_facts(state)
        self._stack.setCurrentWidget(self.viewer)
        if entering:
            self.viewer.picture.setFocus()

    def show_image(self, photo_id: str, image: object | None, words: str) -> None:
        """The picture arrived, or why it did not."""
        self.viewer.show_image(photo_id, image if isinstance(image, QImage) else None, words)

    def show_passport(self, state: PassportState) -> None:
        """The passport of the photo shown large."""
        self.viewer.show_passport(state)

    def show_proof(self, photo_id: str, state: ProofState) -> None:
        """A verdict that just came."""
        self.viewer.show_proof(photo_id, state)

    def show_editor(self, state: EditorState) -> None:
        """Draw over one photo."""
        self._stack.setCurrentWidget(self.editor)
        self.editor.show_editor(state)

    def show_editor_image(self, photo_id: str, image: object | None, words: str) -> None:
        """The untouched picture arrived, or why it did not."""
        self.editor.show_image(photo_id, image if isinstance(image, QImage) else None, words)

    def show_drawn(self, photo_id: str, drawn: Drawn) -> None:
        """The layers in force."""
        self.editor.show_drawn(photo_id, drawn)

    def show_versions(self, photo_id: str, drawn: Drawn) -> None:
        """What can be undone."""
        self.editor.show_versions(photo_id, drawn)

    def show_checking(self, busy: bool) -> None:
        """A check of proof or original is under way."""
        self.viewer.custody.set_busy(busy)

    def ask_clock(self) -> None:
        """Open the correction of the camera's clock over the grid, for the photos chosen there."""
        if self.viewing():
            self.gallery_requested.emit()
        self.clock.show_count(len(self.gallery.selected_ids()))
        self.clock.show()
        self.clock.minutes.line_edit.setFocus()
        self.clock.minutes.line_edit.selectAll()

    def apply_form(self, form: PageForm) -> None:
        """Narrower facts on a small window."""
        self.viewer.apply_form(form)

    def show_drawn_words(self, words: str, *, plain: bool) -> None:
        """What is drawn over the photo shown large."""
        self.viewer.show_drawn_words(words, plain=plain)

    def viewing(self) -> bool:
        """Whether one photo is shown large."""
        return self._stack.currentWidget() is self.viewer

    def show_progress(self, state: TaskState | None) -> None:
        """Advance of the taking in; None when it ended."""
        self.progress.setVisible(state is not None)
        if state is not None:
            self.progress.show_state(state)

    def show_read_only(self, fixed: bool) -> None:
        """A completed visit or closed case takes no more photos."""
        self._add.setEnabled(not fixed)
        self._from_card.setEnabled(not fixed)
        self.viewer.set_read_only(fixed)

    def entered(self, record_id: str = "") -> None:
        """`VISIT` or `case:CASE`, with `/PHOTO` behind it for one photo."""
        if record_id:
            self.asked.emit(record_id)

    def help_text(self) -> str:
        """What the page asks."""
        return tr(
            "每张照片写明拍的是什么、证明什么。时间和位置是相机记的，有疑点会提示，由你说明。"
            "空格或 Enter 看大图，←→ 换张，Alt+Shift+←→ 调顺序；移出要写理由，原件保留。"
            "标注画在原件上面，原件不动；O 看原件，Ctrl+Z 撤销。画面里方向键移动十字，空格定起点和终点；"
            "选择时 PageUp、PageDown 换一个，方向键移动，Delete 去掉。"
        )

    def sizeHint(self) -> QSize:
        return QSize(900, 560)

    def _connect(self) -> None:
        self.gallery.opened.connect(self.photo_opened)
        self.gallery.dropped.connect(self.paths_chosen)
        self.gallery.chosen.connect(self._on_chosen)
        self.clock.applied.connect(self._apply_clock)
        self.clock.closed.connect(self.clock.hide)
        self.viewer.stepped.connect(self.stepped)
        self.viewer.closed.connect(self.gallery_requested)
        self.viewer.placed.connect(self.placed)
        self.viewer.draw_requested.connect(self.draw_requested)
        self.viewer.plain_toggled.connect(self.plain_toggled)
        self.editor.closed.connect(lambda: self.photo_opened.emit(self.editor.photo_id()))
        self.viewer.described.connect(self.described)
        self.viewer.left.connect(self.left)
        self.viewer.aside_requested.connect(self.aside_requested)
        self.progress.cancel_requested.connect(lambda _task: self.cancelled.emit())

    def _on_chosen(self, keys: list[str]) -> None:
        self.clock.show_count(len(keys))
        self._chosen.setText(tr("选中 {n} 张", n=len(keys)) if len(keys) > 1 else "")

    def _apply_clock(self, offset_s: int, reason: str) -> None:
        self.clock.hide()
        self.clock_set.emit(self.gallery.selected_ids(), offset_s, reason)

    def _move(self, step: int) -> None:
        photo_id = self.viewer.photo_id() if self.viewing() else self.gallery.current_id()
        if photo_id:
            self.moved.emit(photo_id, step)

    def _choose_files(self) -> None:
        paths: list[Path] = Dialogs(self.window()).open_files(tr("添加照片"), tr(NAMES))
        if paths:
            self.paths_chosen.emit(paths)

    def _choose_card(self) -> None:
        folder = Dialogs(self.window()).open_folder(tr("从卡导入：选相机卡或文件夹"))
        if folder is not None:
            self.paths_chosen.emit([folder])
