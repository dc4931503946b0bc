"""The viewer: one photo large, at its right what it shows, its passport and its custody log; ←→ to the neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import ChoiceField, TextAreaField, TextField
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import PageForm, clear, holder, row, rule, scrolled
from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.painted import PaintedWidget, draw_text, paint_focus_ring
from inspector.ui.common.tabs import Tab, TabRow
from inspector.ui.common.tokens import RADIUS_CARD
from inspector.ui.common.words import tr
from inspector.ui.photos.passport_panel import CustodyPanel, PassportPanel
from inspector.ui.photos.passport_shown import PassportState, ProofState
from inspector.ui.photos.shown import PhotoFactsState

FACTS_WIDTH, FACTS_WIDTH_COMPACT = 380, 330


class PictureArea(PaintedWidget):
    """The picture, fitted and never enlarged beyond its pixels; `stepped(±1)`, `closed()`, `plain_toggled()`."""

    stepped = Signal(int)
    closed = Signal()
    plain_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage | None, words: str) -> None:
        """Show a picture; None shows `words` (being read, or why it cannot be shown)."""
        self._image, self._words = image, words
        self.setAccessibleName(words)
        self.update()

    def image(self) -> QImage | None:
        """The picture shown."""
        return self._image

    def has_image(self) -> bool:
        """Whether a picture is shown."""
        return self._image is not None

    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 180)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CARD, RADIUS_CARD)
        if self._image is None:
            centre = Qt.AlignmentFlag.AlignHCenter
            draw_text(painter, self.rect(), self._words, size="dense", color="text2", align=centre)
        else:
            size = self._image.size()
            box = QSize(self.width() - 16, self.height() - 16)
            shown = size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - shown.width()) / 2, (self.height() - shown.height()) / 2
            painter.drawImage(QRectF(left, top, shown.width(), shown.height()), self._image)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), RADIUS_CARD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """←→ to the neighbours; Space, Enter and Esc back to the gallery."""
        step = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}.get(event.key(), 0)
        if step and not event.modifiers():
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.closed.emit()
        elif event.key() == Qt.Key.Key_O and not event.modifiers():
            self.plain_toggled.emit()
        else:
            super().keyPressEvent(event)


class DescriptionPanel(QWidget):
    """What a photo shows and proves, its flags, and setting it aside with a reason."""

    described = Signal(str, str)
    left = Signal()
    aside_requested = Signal(str)
    placed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo_id = ""
        self.caption = TextField(tr("说明"), placeholder=tr("照片里是什么"))
        self.proves = TextAreaField(tr("证明内容"), lines=2, placeholder=tr("这张照片证明什么"))
        self._names: dict[str, str] = {}
        self.target = ChoiceField(tr("挂到检查项"))
        self._held = Label("", "caption", wrap=True)
        self.reason = TextField(tr("移出理由"), placeholder=tr("例如：与本次检查无关"))
        self.aside = Button(tr("移出这张"), "outlined", size="small")
        self._flags = QVBoxLayout()
        self._flags.setSpacing(4)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.caption)
        box.addWidget(self.proves)
        box.addWidget(self.target)
        box.addWidget(self._held)
        box.addLayout(self._flags)
        box.addStretch(1)
        box.addWidget(rule())
        box.addWidget(self.reason)
        box.addLayout(row(None, self.aside))
        self.caption.edited.connect(lambda text: self.described.emit("caption", text))
        self.proves.edited.connect(lambda text: self.described.emit("proves", text))
        self.caption.committed.connect(lambda _text: self.left.emit())
        self.proves.committed.connect(lambda _text: self.left.emit())
        self.aside.clicked.connect(self._ask_aside)
        self.target.chosen.connect(self.placed)

    def show_targets(self, name: str, targets: Sequence[tuple[str, str]]) -> None:
        """What a photo can be put behind: the items of the checklist, or the facts of the case."""
        self._names = dict(targets)
        self.target.set_label(tr("挂到{name}", name=name))
        self.target.set_options(tuple(targets))
        self.target.setVisible(bool(targets))

    def show_facts(self, state: PhotoFactsState) -> None:
        """Show them; fields being typed in are left alone while the photo stays the same."""
        same = state.photo_id == self._photo_id
        self._photo_id = state.photo_id
        if not (same and self.caption.line_edit.hasFocus()):
            self.caption.set_text(state.caption)
        if not (same and self.proves.text_edit.hasFocus()):
            self.proves.set_text(state.proves)
        if not same:
            self.reason.set_text("")
            self.reason.clear_line()
        held = [self._names[key] for key in state.held if key in self._names]
        self.target.set_value(state.held[-1] if held else "")
        self._held.setText(tr("已挂到：{names}", names="；".join(held)))
        self._held.setVisible(len(held) > 1)
        clear(self._flags)
        for words, notable in state.flags:
            label = Label(words, "dense", "warn" if notable else "text2", wrap=True)
            self._flags.addLayout(
                row(MarkView(Mark.UNKNOWN if notable else Mark.LATER, 14), (label, 1), gap=6)
            )

    def set_read_only(self, fixed: bool) -> None:
        """Captions may still be written on a completed visit; photos may no longer leave it."""
        self.reason.setVisible(not fixed)
        self.aside.setVisible(not fixed)

    def _ask_aside(self) -> None:
        reason = self.reason.text()
        if not reason:
            self.reason.set_fault(tr("写明为什么不用这张照片；原件和记录都会保留"))
            self.reason.line_edit.setFocus()
            return
        self.aside_requested.emit(reason)


class PhotoViewer(QWidget):
    """`stepped(±1)`, `closed()`, `described(photo_id, field, text)`, `left()`, `aside_requested(photo_id, reason)`,
    `placed(photo_id, target)`, `draw_requested(photo_id)`, `plain_toggled(photo_id)`."""

    placed = Signal(str, str)
    draw_requested = Signal(str)
    plain_toggled = Signal(str)
    stepped = Signal(int)
    closed = Signal()
    described = Signal(str, str, str)
    left = Signal()
    aside_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo_id = ""
        self.picture = PictureArea()
        self.description = DescriptionPanel()
        self.passport = PassportPanel()
        self.custody = CustodyPanel()
        self._place = Label("", "card")
        self._head = row(margins=(12, 0, 12, 0), gap=4)
        self._fill_head()
        self.draw = Button(tr("标注"), "outlined", icon="pencil-simple", size="small")
        self.plain = Button(tr("看原件"), "outlined", size="small", key="O")
        self._drawn = ElidingLabel("", "caption", "text2")
        self.show_drawn_words("", plain=False)
        self.tabs = TabRow(
            (Tab("description", tr("说明")), Tab("passport", tr("要素")), Tab("custody", tr("保管记录")))
        )
        self._parts = QStackedWidget()
        for part in (self.description, self.passport, self.custody):
            self._parts.addWidget(scrolled(holder(row((part, 1), margins=(16, 8, 16, 4)), "page-body")))
        self.tabs.chosen.connect(self.show_part)
        self._side = Card(padded=False)
        self._side.body.setSpacing(0)
        self._side.add(self._head)
        self._side.add(row(self.draw, self.plain, (self._drawn, 1), margins=(16, 0, 16, 4)))
        self._side.add(row(self.tabs, margins=(16, 0, 16, 0)))
        self._side.add(rule())
        self._side.add(self._parts, 1)
        self._side.setFixedWidth(FACTS_WIDTH)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.picture, 1)
        line.addWidget(self._side)
        self._connect()

    def _fill_head(self) -> None:
        back = Button(tr("回到全部"), "link", icon="squares-four", size="small")
        back.clicked.connect(self.closed)
        before, after = (
            IconButton("caret-left", tr("上一张（←）")),
            IconButton("caret-right", tr("下一张（→）")),
        )
        before.clicked.connect(lambda: self.stepped.emit(-1))
        after.clicked.connect(lambda: self.stepped.emit(1))
        for widget in (before, self._place, after):
            self._head.addWidget(widget)
        self._head.addStretch(1)
        self._head.addWidget(back)
        self._head.addStrut(40)

    def show_drawn_words(self, words: str, *, plain: bool) -> None:
        """What is drawn over the photo (empty = nothing), and whether the untouched original is shown instead."""
        self.plain.setVisible(bool(words))
        self.plain.setText(tr("看标注") if plain else tr("看原件"))
        self._drawn.set_text(tr("原件") if plain or not words else tr("带标注：{words}", words=words))

    def show_part(self, part: str) -> None:
        """`description`, `passport` or `custody`."""
        self.tabs.set_current(part)
        self._parts.setCurrentIndex(("description", "passport", "custody").index(part))

    def apply_form(self, form: PageForm) -> None:
        """Less room beside the picture on a small window."""
        self._side.setFixedWidth(FACTS_WIDTH if form.side_panels else FACTS_WIDTH_COMPACT)

    def show_facts(self, state: PhotoFactsState) -> None:
        """Show another photo, or what changed about this one."""
        self._photo_id = state.photo_id
        self._place.setText(state.place)
        self.description.show_facts(state)

    def show_passport(self, state: PassportState) -> None:
        """The passport of the photo shown; one that arrives late for another is dropped."""
        if state.photo_id == self._photo_id:
            self.passport.show_passport(state)
            self.custody.show_passport(state)

    def show_proof(self, photo_id: str, state: ProofState) -> None:
        """The verdict on the photo shown."""
        if photo_id == self._photo_id:
            self.custody.show_proof(state)

    def show_image(self, photo_id: str, image: QImage | None, words: str) -> None:
        """The picture of the photo shown; one that arrives late for another is dropped."""
        if photo_id == self._photo_id:
            self.picture.show_image(image, words)

    def photo_id(self) -> str:
        """The photo shown."""
        return self._photo_id

    def set_read_only(self, fixed: bool) -> None:
        """A completed visit: photos may no longer leave it."""
        self.description.set_read_only(fixed)

    def _connect(self) -> None:
        self.draw.clicked.connect(lambda: self.draw_requested.emit(self._photo_id))
        self.plain.clicked.connect(lambda: self.plain_toggled.emit(self._photo_id))
        self.picture.plain_toggled.connect(lambda: self.plain_toggled.emit(self._photo_id))
        self.picture.stepped.connect(self.stepped)
        self.picture.closed.connect(self.closed)
        self.description.described.connect(
            lambda field, text: self.described.emit(self._photo_id, field, text)
        )
        self.description.placed.connect(lambda target: self.placed.emit(self._photo_id, target))
        self.description.left.connect(self.left)
        self.description.aside_requested.connect(
            lambda reason: self.aside_requested.emit(self._photo_id, reason)
        )
