"""Form fields: label above, 必填 beside it, one line below for hint, gap or fault with a one-click fix."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from inspector.domain.errors import InvalidValueError
from inspector.ui.common.buttons import Button
from inspector.ui.common.checks import CheckField, ComboBox
from inspector.ui.common.labels import Label, restyle
from inspector.ui.common.layout import column, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.words import tr

__all__ = ["CheckField", "ChoiceField", "Field", "TextAreaField", "TextField", "beside", "on_leave"]


class Field(QWidget):
    """A label, an editor and the line below it. `fix_requested` carries the value of the one-click fix.

    The line below shows at most one of: fault (red, blocks), gap (unknown, does not block), met, hint.
    """

    fix_requested = Signal(str)

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint_text = hint
        self._fix_value = ""
        self._label = Label(label, "sub")
        self._label.setBuddy(editor)
        self._required = Label(tr("必填"), "sub", "accent")
        self._mark = MarkView(Mark.UNMET, 14)
        self._line = Label("", "caption", wrap=True)
        self._fix = Button("", "link", size="small")
        self._fix.clicked.connect(lambda: self.fix_requested.emit(self._fix_value))
        below = row(self._mark, (self._line, 1), self._fix, gap=6)
        below.setAlignment(self._mark, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(column(row(self._label, self._required, None, gap=8), 2, editor, 2, below))
        self.set_required(required)
        self.setFocusProxy(editor)
        self.clear_line()

    def label(self) -> str:
        """The label's text."""
        return self._label.text()

    def set_label(self, label: str) -> None:
        """Change the label, and the name read aloud."""
        self._label.setText(label)
        self.set_required(not self._required.isHidden())

    def set_required(self, required: bool) -> None:
        """Show or hide 必填."""
        self._required.setVisible(required)
        self.editor.setAccessibleName(self.label() + (tr("，必填") if required else ""))

    def set_fault(self, text: str, fix_text: str = "", fix_value: str = "") -> None:
        """Red border and the reason; with `fix_text` a link whose click emits `fix_requested(fix_value)`."""
        self._show(Mark.UNMET, text, "bad", fix_text, fix_value)

    def set_error(self, error: InvalidValueError) -> None:
        """Show a refusal of the domain, with its likely correction as the one-click fix."""
        fix = error.suggestion or ""
        self.set_fault(error.why or error.what, tr("改为 {value}", value=fix) if fix else "", fix)

    def set_gap(self, text: str, fix_text: str = "", fix_value: str = "") -> None:
        """A gap that still lets the user go on: the unknown mark."""
        self._show(Mark.UNKNOWN, text, "warn", fix_text, fix_value)

    def set_met(self, text: str, fix_text: str = "", fix_value: str = "") -> None:
        """Something checked and in order ("信用代码校验通过")."""
        self._show(Mark.MET, text, "text2", fix_text, fix_value)

    def clear_line(self) -> None:
        """Back to the plain hint."""
        self._mark.hide()
        self._fix.hide()
        self._line.setText(self._hint_text)
        self._line.set_tone("text3")
        self._line.setVisible(bool(self._hint_text))
        self.editor.setAccessibleDescription(self._hint_text)
        self._set_state("")

    def fault(self) -> str:
        """The fault shown now, empty when there is none."""
        return self._line.text() if self.editor.property("state") == "bad" else ""

    def _show(self, mark: Mark, text: str, tone: str, fix_text: str, fix_value: str) -> None:
        self._mark.set_mark(mark)
        self._mark.show()
        self._line.setText(text)
        self._line.set_tone("bad" if tone == "bad" else "warn" if tone == "warn" else "text2")
        self._line.show()
        self._fix_value = fix_value
        self._fix.setText(fix_text)
        self._fix.setVisible(bool(fix_text))
        self.editor.setAccessibleDescription(text)
        self._set_state("bad" if tone == "bad" else "")

    def _set_state(self, state: str) -> None:
        if (self.editor.property("state") or "") != state:
            self.editor.setProperty("state", state)
            restyle(self.editor)


class TextField(Field):
    """One line of text. `edited` while typing (save drafts from it), `committed` on leaving or Enter (validate)."""

    edited = Signal(str)
    committed = Signal(str)

    def __init__(
        self,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        placeholder: str = "",
        text: str = "",
        reading: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.line_edit = QLineEdit(text)
        super().__init__(label, self.line_edit, required=required, hint=hint, parent=parent)
        self.line_edit.setPlaceholderText(placeholder)
        if reading:
            self.line_edit.setProperty("role", "reading")
            self.line_edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line_edit.textEdited.connect(self.edited)
        self.line_edit.editingFinished.connect(self._on_left)
        self._show_start()
        self.fix_requested.connect(self._take_fix)

    def text(self) -> str:
        """The text, outer blanks removed."""
        return self.line_edit.text().strip()

    def set_text(self, text: str) -> None:
        """Show a value without `edited`; keeps the cursor when nothing changes."""
        if text != self.line_edit.text():
            self.line_edit.setText(text)
            self._show_start()

    def _on_left(self) -> None:
        self._show_start()
        self.committed.emit(self.text())

    def _show_start(self) -> None:
        """A text longer than its box shows its beginning while nobody types in it."""
        if not self.line_edit.hasFocus():
            self.line_edit.setCursorPosition(0)

    def _take_fix(self, value: str) -> None:
        if value:
            self.line_edit.setText(value)
            self.clear_line()
            self.edited.emit(value)
            self.committed.emit(value)


class _LeavingText(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def sizeHint(self) -> QSize:
        # Qt asks for 192 px whatever the lines: in a form the lines asked for are enough, a layout with room gives more.
        return QSize(super().sizeHint().width(), self.minimumHeight())


class TextAreaField(Field):
    """Several lines of text with undo; Tab leaves the field."""

    edited = Signal(str)
    committed = Signal(str)

    def __init__(
        self,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        placeholder: str = "",
        lines: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        self.text_edit = _LeavingText()
        super().__init__(label, self.text_edit, required=required, hint=hint, parent=parent)
        self.text_edit.setPlaceholderText(placeholder)
        self.text_edit.setTabChangesFocus(True)
        self.text_edit.setMinimumHeight(lines * self.text_edit.fontMetrics().height() + 12)
        self._silent = False
        self.text_edit.textChanged.connect(self._on_changed)
        self.text_edit.left.connect(lambda: self.committed.emit(self.text()))

    def text(self) -> str:
        """The text as typed."""
        return self.text_edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a value without `edited`; undo history starts anew only when the text differs."""
        if text != self.text():
            self._silent = True
            self.text_edit.setPlainText(text)
            self._silent = False

    def _on_changed(self) -> None:
        if not self._silent:
            self.edited.emit(self.text())


class ChoiceField(Field):
    """A closed choice. Options are (value, text); `chosen` carries the value."""

    chosen = Signal(str)

    def __init__(
        self,
        label: str,
        options: Sequence[tuple[str, str]] = (),
        *,
        required: bool = False,
        hint: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.combo = ComboBox()
        super().__init__(label, self.combo, required=required, hint=hint, parent=parent)
        self.combo.setPlaceholderText(placeholder or tr("选择"))
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(6)
        self.set_options(options)
        self.combo.activated.connect(lambda _index: self.chosen.emit(self.value()))

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Replace the options; the value is kept when still among them."""
        held = self.value()
        self.combo.clear()
        for value, text in options:
            self.combo.addItem(text, value)
        self.set_value(held)

    def value(self) -> str:
        """The chosen value, empty when none."""
        data = self.combo.currentData()
        return data if isinstance(data, str) else ""

    def set_value(self, value: str) -> None:
        """Choose without `chosen`; an unknown value clears the choice."""
        self.combo.setCurrentIndex(self.combo.findData(value))


def beside(field: Field, *widgets: QWidget, gap: int = 10) -> QHBoxLayout:
    """A field with buttons at its right, level with its box whatever stands below it."""
    standing = [column(Label(" ", "sub"), 2, widget, None) for widget in widgets]
    return row((field, 1), *standing, gap=gap)


def on_leave(field: TextField, check: Callable[[str], object]) -> None:
    """Validate on leaving: `check` raises InvalidValueError, which is shown below the field."""

    def run(text: str) -> None:
        field.clear_line()
        if not text:
            return
        try:
            check(text)
        except InvalidValueError as error:
            field.set_error(error)

    field.committed.connect(run)
