"""Section 3 of a visit: the checklist rows; 1 2 3 answer the row in focus and go on to the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.icons import paint_icon
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import clear, column, holder, row, rule
from inspector.ui.common.look import look
from inspector.ui.common.painted import PaintedButton, draw_text
from inspector.ui.common.photo_drag import PhotoDrop
from inspector.ui.common.segmented import ThreeWay
from inspector.ui.common.words import tr
from inspector.ui.visits.shown import CheckState

_ROOM, _ROOM_COMPACT = 45, 50


class NoteLine(PaintedButton):
    """The second line of a row: note and clause with a pencil; a click opens the note. One text line high."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._name, self._words = name, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str) -> None:
        """Show note and clause."""
        self._words = words
        self.setAccessibleName(tr("{name}，{words}，写说明", name=self._name, words=words))
        self.setToolTip(tr("{words}\n写明看到什么（F2）", words=words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, look().metrics("caption").height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.underMouse() or self.hasFocus()
        room = QRectF(0, 0, self.width() - 20, self.height())
        used = draw_text(painter, room, self._words, size="caption", color="accent" if on else "text3")
        if self.isEnabled():
            spot = QRectF(used + 5, (self.height() - 13) / 2, 13, 13)
            paint_icon(painter, spot, "pencil-simple", "accent" if on else "text3")


class CheckRow(QWidget):
    """One item: title over clause or note, the three-way answer. F2 writes a note, 看什么 opens the hints."""

    answered = Signal(str, str)
    noted = Signal(str, str)
    left = Signal()

    def __init__(self, state: CheckState, *, detailed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item_id = state.item_id
        self._state = state
        self._title = ElidingLabel(state.title, "dense", bold=detailed)
        self._second = NoteLine(state.title)
        self.note = QLineEdit()
        self.note.setAccessibleName(tr("{title}，说明", title=state.title))
        self.note.setPlaceholderText(tr("写明看到什么，Enter 收起"))
        self.answer = ThreeWay(state.title)
        self._second.setFocusPolicy(Qt.FocusPolicy.TabFocus if detailed else Qt.FocusPolicy.ClickFocus)
        self._look = Button(tr("看什么"), "link", size="small")
        self._look.setAccessibleName(tr("{title}，看什么、取什么证据", title=state.title))
        if not (detailed and (state.look_at or state.evidence)):
            self._look.hide()
        self._hints = self._make_hints(state)
        texts = column(None, self._title, self._second, None, gap=0)
        head = row((texts, 1), self._look, self.answer, gap=8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 1, 0, 1)
        outer.setSpacing(2)
        outer.addLayout(head)
        outer.addWidget(self.note)
        outer.addWidget(self._hints)
        self.note.hide()
        self._hints.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_state(state)
        self._connect()

    def show_state(self, state: CheckState) -> None:
        """Show answer and note."""
        self._state = state
        self.answer.set_value(state.answer)
        if not self.note.hasFocus():
            self.note.setText(state.note)
        self._second.show_words(" · ".join(part for part in (state.note, state.clause) if part))

    def focus_answer(self) -> None:
        """Put the cursor on the chosen answer, or on the first."""
        buttons = self.answer.findChildren(QAbstractButton)
        chosen = next((button for button in buttons if button.isChecked()), buttons[0])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def set_read_only(self, fixed: bool) -> None:
        """Shown, not edited."""
        self.answer.setEnabled(not fixed)
        self.note.setReadOnly(fixed)
        self._second.setEnabled(not fixed)

    def set_compact(self, compact: bool) -> None:
        """Rows for the compact form are a little higher."""
        least = look().metrics("dense").height() + look().metrics("caption").height() + 8
        self.setMinimumHeight(max(_ROOM_COMPACT if compact else _ROOM, least) - 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Esc close the note."""
        if (
            watched is self.note
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers()
        ):
            self._close_note()
            self.focus_answer()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 opens the note."""
        if event.key() == Qt.Key.Key_F2:
            self._open_note()
        else:
            super().keyPressEvent(event)

    def _make_hints(self, state: CheckState) -> QWidget:
        lines = [
            Label(tr("看：{text}", text=state.look_at), "dense", "text2", wrap=True)
            if state.look_at
            else None,
            Label(tr("取证：{text}", text=state.evidence), "dense", "text2", wrap=True)
            if state.evidence
            else None,
        ]
        return holder(column(*(line for line in lines if line is not None), gap=2, margins=(0, 0, 0, 4)))

    def _connect(self) -> None:
        self.answer.chosen.connect(lambda value: self.answered.emit(self.item_id, value))
        self.note.installEventFilter(self)
        self.note.textEdited.connect(lambda text: self.noted.emit(self.item_id, text.strip()))
        self.note.editingFinished.connect(self._close_note)
        self._second.clicked.connect(self._open_note)
        self._look.clicked.connect(lambda: self._hints.setVisible(self._hints.isHidden()))

    def _open_note(self) -> None:
        if not self.note.isReadOnly():
            self.note.show()
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _close_note(self) -> None:
        self.note.hide()
        self.left.emit()


class ChecksSection(Card):
    """`answered(item, value)`, `noted(item, text)`, `left()`, `rest_unchecked()`, `done()` after the last open row."""

    photo_dropped = Signal(str, str)
    answered = Signal(str, str)
    noted = Signal(str, str)
    left = Signal()
    rest_unchecked = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("检查要点"), number=3, padded=False, parent=parent)
        self._rest = Button(tr("其余标为未查"), "link", size="small")
        self._rest.clicked.connect(self.rest_unchecked)
        self.add_action(self._rest)
        self._rows: list[CheckRow] = []
        self._box = QVBoxLayout()
        self._box.setContentsMargins(16, 0, 16, 0)
        self._box.setSpacing(0)
        self.add(self._box, 1)
        self._compact = False

    def show_checks(self, states: Sequence[CheckState], *, detailed: bool) -> None:
        """Show the rows; the same items only get their answers and notes."""
        if [each.item_id for each in self._rows] == [state.item_id for state in states]:
            for each, state in zip(self._rows, states, strict=True):
                each.show_state(state)
        else:
            self._build(states, detailed)
        checked = sum(1 for state in states if state.answer)
        self.set_sub(tr("{n} / {total} 已答", n=checked, total=len(states)))
        self._rest.setVisible(checked < len(states))

    def rows(self) -> list[CheckRow]:
        """The rows in order."""
        return list(self._rows)

    def set_compact(self, compact: bool) -> None:
        """Row height of the compact form."""
        self._compact = compact
        for each in self._rows:
            each.set_compact(compact)

    def set_read_only(self, fixed: bool) -> None:
        """Shown, not edited."""
        for each in self._rows:
            each.set_read_only(fixed)
        self._rest.setEnabled(not fixed)

    def first_open(self) -> CheckRow | None:
        """The first row without an answer."""
        return next((each for each in self._rows if not each.answer.value()), None)

    def _build(self, states: Sequence[CheckState], detailed: bool) -> None:
        clear(self._box)
        self._rows = []
        for state in states:
            self._box.addWidget(rule())
            each = CheckRow(state, detailed=detailed)
            each.set_compact(self._compact)
            each.answered.connect(self._on_answered)
            each.noted.connect(self.noted)
            each.left.connect(self.left)
            PhotoDrop(each).dropped.connect(
                lambda photo_id, item=state.item_id: self.photo_dropped.emit(item, photo_id)
            )
            self._rows.append(each)
            self._box.addWidget(each)
        self._box.addStretch(1)

    def _on_answered(self, item_id: str, value: str) -> None:
        self.answered.emit(item_id, value)
        keys = [each.item_id for each in self._rows]
        later = self._rows[keys.index(item_id) + 1 :]
        following = next((each for each in later if not each.answer.value()), None) or self.first_open()
        if following is not None:
            following.focus_answer()
        else:
            self.done.emit()
