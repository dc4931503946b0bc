"""A page: header, scrolling body, foot; told its form (wide, normal, compact, small) when the window changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inspector.ui.common.actions import bind, bind_keys
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import PageForm, clear
from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.notices import NoticePanel
from inspector.ui.common.words import tr


class PageHeader(QFrame):
    """Title, one line saying what matters today, actions at the right (the filled one last)."""

    back_clicked = Signal()

    def __init__(
        self, title: str, sub: str = "", *, back_to: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "head")
        self._back = IconButton("caret-left", tr("返回"))
        self._back.clicked.connect(self.back_clicked)
        self._trail = Label(back_to, "sub")
        self._slash = Label("/", "caption")
        self._title = ElidingLabel(title, "title", bold=True)
        self._sub = ElidingLabel(sub, "dense", "text2")
        self._sub.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 0, 24, 0)
        outer.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self._back, self._trail, self._slash, self._title):
            line.addWidget(widget)
        line.addSpacing(4)
        line.addWidget(self._sub, 1)
        line.addLayout(self._actions)
        outer.addLayout(line)
        self.extra = QVBoxLayout()
        self.extra.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self.extra)
        self._line = line
        self.set_back(back_to)
        self._fit()

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.set_text(title)

    def title(self) -> str:
        """The title."""
        return self._title.text()

    def set_sub(self, sub: str) -> None:
        """Change the line beside the title."""
        self._sub.set_text(sub)

    def set_back(self, back_to: str) -> None:
        """Name the page that back leads to; empty hides the way back."""
        self._trail.setText(back_to)
        for widget in (self._back, self._trail, self._slash):
            widget.setVisible(bool(back_to))

    def add_action(self, widget: QWidget) -> None:
        """Append a button; add the filled one last."""
        self._actions.addWidget(widget)

    def add_corner(self, widget: QWidget) -> None:
        """Put the shell's own button after all actions."""
        self._line.addWidget(widget)

    def add_below(self, item: QWidget | QLayout) -> None:
        """Put something under the title row (tabs, the stepper)."""
        if isinstance(item, QWidget):
            self.extra.addWidget(item)
        else:
            self.extra.addLayout(item)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        margin = max(4, (56 - look().control_height) // 2)
        self._line.setContentsMargins(0, margin, 0, margin)


class SavedState(QWidget):
    """ "23:41:07 已自动保存" with its mark, for the header."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self._mark = MarkView(Mark.MET, 14)
        self._text = Label("", "sub")
        box.addWidget(self._mark)
        box.addWidget(self._text)
        self.hide()

    def set_saved(self, text: str) -> None:
        """Say when it was saved."""
        self._mark.set_mark(Mark.MET)
        self._text.setText(text)
        self.show()

    def set_waiting(self, text: str) -> None:
        """Say that something is not saved yet."""
        self._mark.set_mark(Mark.UNKNOWN)
        self._text.setText(text)
        self.show()


class FootBar(QFrame):
    """The bar under a page that is always in view: state at the left, buttons at the right (the filled one last)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "foot")
        self._mark = MarkView(Mark.MET, 18)
        self._state = ElidingLabel("", "body", bold=True)
        self._hint = ElidingLabel("", "dense", "text2")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._state)
        texts.addWidget(self._hint)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(10)
        box = QHBoxLayout(self)
        box.setContentsMargins(20, 8, 20, 8)
        box.setSpacing(10)
        box.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(texts, 1)
        box.addLayout(self._actions)
        self.set_state(None, "")
        self.set_hint("")

    def set_state(self, mark: Mark | None, text: str) -> None:
        """The state in one line ("必填 9 / 9，可以打印")."""
        self._mark.setVisible(mark is not None)
        if mark is not None:
            self._mark.set_mark(mark)
        self._state.set_text(text)
        self._state.setVisible(bool(text))

    def set_hint(self, text: str, *, warn: bool = False) -> None:
        """The line below the state."""
        self._hint.set_text(text)
        self._hint.set_tone("warn" if warn else "text2")
        self._hint.setVisible(bool(text))

    def add_action(self, widget: QWidget) -> None:
        """Append a button; add the filled one last."""
        self._actions.addWidget(widget)


class Page(QWidget):
    """Base of every page. Fill `body` (vertical layout in a scroll area) or replace it by `set_fixed_body`.

    Override `apply_form` to lay out anew, `entered` to refresh when shown, `focus_search` for Ctrl+F,
    `help_text` for F1, `primary` for Ctrl+Enter (the button that it clicks).
    Signals: `back_requested`; `navigate(page_id, record_id)` asks the shell for another page.
    """

    back_requested = Signal()
    navigate = Signal(str, str)

    def __init__(
        self, title: str, sub: str = "", *, back_to: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.form = PageForm.NORMAL
        self.header = PageHeader(title, sub, back_to=back_to)
        self.header.back_clicked.connect(self.back_requested)
        self._primary: Button | None = None
        self._foot: QWidget | None = None
        self._fixed: QWidget | None = None
        inner = QWidget()
        inner.setObjectName("page-body")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(20, 12, 20, 12)
        self.body.setSpacing(12)
        self.scroller = QScrollArea()
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setWidgetResizable(True)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidget(inner)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._notice: NoticePanel | None = None
        self._notice_box = QVBoxLayout()
        self._notice_box.setContentsMargins(20, 0, 20, 0)
        self._outer.addWidget(self.header)
        self._outer.addLayout(self._notice_box)
        self._outer.addWidget(self.scroller, 1)

    def set_fixed_body(self, body: QWidget) -> None:
        """Use a body that scrolls by itself (a list page: its table), instead of the scroll area."""
        self._fixed = body
        self._outer.replaceWidget(self.scroller, body)
        self._outer.setStretchFactor(body, 1)
        self.scroller.hide()

    def set_foot(self, foot: QWidget) -> None:
        """Put a bar under the body, always in view."""
        self._foot = foot
        self._outer.addWidget(foot)

    def show_notice(self, panel: NoticePanel) -> None:
        """Put a notice at the top of the page; an earlier one gives way."""
        if self._notice is not None:
            self.clear_notice()
        self._notice = panel
        panel.closed.connect(self.clear_notice)
        self._notice_box.addSpacing(10)
        self._notice_box.addWidget(panel)

    def clear_notice(self) -> None:
        """Take the notice away (what it said is no longer so)."""
        if self._notice is not None:
            clear(self._notice_box)
            self._notice = None

    def notice(self) -> NoticePanel | None:
        """The notice shown now."""
        return self._notice

    def bind(self, action_id: str, slot: Callable[[], None]) -> QAction:
        """Make an action of the table ("print", "export") live while this page is in front."""
        return bind(self, action_id, slot)

    def add_key(self, key: str, text: str, slot: Callable[[], None]) -> QAction:
        """A key of this page alone; it appears in the F1 sheet."""
        return bind_keys(self, text, [key], slot)

    def panes(self) -> list[QWidget]:
        """The areas F6 moves through; pages with columns override it."""
        body = self._fixed or self.scroller
        return [self.header, body] if self._foot is None else [self.header, body, self._foot]

    def next_pane(self, focus: QWidget) -> bool:
        """Move the focus to the pane after the one that holds `focus`; False after the last."""
        panes = self.panes()
        held = [place for place, pane in enumerate(panes) if pane is focus or pane.isAncestorOf(focus)]
        start = held[-1] + 1 if held else 0
        return any(_focus_into(pane) for pane in panes[start:])

    def focus_first(self) -> None:
        """Put the focus where work starts: the table of a list, else the first control of the body."""
        from PySide6.QtWidgets import QAbstractItemView  # late: the first frame has no table

        table = next((view for view in self.findChildren(QAbstractItemView) if view.isVisible()), None)
        if table is not None:
            table.setFocus(Qt.FocusReason.TabFocusReason)
            return
        header, *others = self.panes()
        if any(_focus_into(pane) for pane in others):
            return
        first = self._primary
        if first is not None and first.isVisible() and first.isEnabled():
            first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            _focus_into(header)

    def foot(self) -> QWidget | None:
        """The bar under the body."""
        return self._foot

    def set_primary(self, button: Button) -> None:
        """Name the one filled button, which Ctrl+Enter clicks."""
        self._primary = button

    def primary(self) -> Button | None:
        """The one filled button."""
        return self._primary

    def set_form(self, form: PageForm) -> None:
        """Called by the shell; lays out anew only when the form changed."""
        if form is not self.form:
            self.form = form
            self.apply_form(form)

    def apply_form(self, form: PageForm) -> None:
        """Lay out for `form`; pages override it."""

    def entered(self, record_id: str = "") -> None:
        """Called each time the page comes to the front, with the record it was opened for."""

    def focus_search(self) -> bool:
        """Put the cursor into the page's search box; False when it has none."""
        return False

    def help_text(self) -> str:
        """What this page asks, and its clause, for the F1 sheet."""
        return ""

    def minimumSizeHint(self) -> QSize:
        """Small: the body scrolls."""
        return QSize(320, 240)


def _focus_into(pane: QWidget) -> bool:
    for child in pane.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and child.isEnabled():
            child.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False
