"""The navigation rail: 196 px with words, 56 px with icons; badges, officer, saved state, running work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from inspector.ui.common.icons import paint_icon
from inspector.ui.common.layout import column, holder, rule, scrolled
from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, paint_mark
from inspector.ui.common.painted import PaintedButton, PaintedWidget, draw_text, paint_focus_ring
from inspector.ui.common.tokens import ColorName
from inspector.ui.common.words import tr
from inspector.ui.shell.pages import Group, PageSpec

WIDE_PX, NARROW_PX = 196, 56


class _Narrowing(Protocol):
    """A part of the rail that can go without its words."""

    narrow: bool

    def updateGeometry(self) -> None: ...

    def update(self) -> None: ...


class Logo(PaintedWidget):
    """The app's chop, name and organisation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._organisation = ""
        self.narrow = False
        self.setAccessibleName(tr("现场执法"))

    def set_organisation(self, name: str) -> None:
        """The organisation under the name."""
        self._organisation = name
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(44 if self.narrow else 176, 38)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().color("accent_fill"))
        left = (self.width() - 28) / 2 if self.narrow else 2
        spot = QRectF(left, (self.height() - 28) / 2, 28, 28)
        painter.drawRoundedRect(spot.adjusted(1, 1, -1, -1), 6, 6)
        centre = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, spot, "查", size="card", color="on_accent", bold=True, align=centre)
        if self.narrow:
            return
        half = self.height() / 2
        top = QRectF(38, 0, self.width() - 38, self.height() if not self._organisation else half + 2)
        draw_text(painter, top, tr("现场执法"), bold=True)
        if self._organisation:
            below = QRectF(38, half, self.width() - 38, half)
            draw_text(painter, below, self._organisation, size="caption", color="text3")


class RailButton(PaintedButton):
    """One entry: icon and word; selected = raised ground, 3 px bar, bold; badge = a count, red only when urgent."""

    def __init__(self, icon: str, text: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon, self._key = icon, key
        self.narrow = False
        self.tight = False
        self._badge, self._urgent = 0, False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"{text}（{key}）" if key else text)

    def set_badge(self, count: int, *, urgent: bool = False) -> None:
        """Show a count; 0 hides it."""
        self._badge, self._urgent = count, urgent
        name = tr("{name}，{count} 件", name=self.text(), count=count) if count else self.text()
        self.setAccessibleName(name + (tr("，有逾期或今天到期") if urgent and count else ""))
        self.update()

    def sizeHint(self) -> QSize:
        text = look().metrics("body").height()
        if self.tight and not look().touch:
            return QSize(44 if self.narrow else 168, max(32, text + 8))
        height = max(44 if look().touch else 36, text + 12)
        return QSize(44, max(42, height)) if self.narrow else QSize(168, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, on = QRectF(self.rect()), self.isChecked()
        if on:
            painter.setPen(QPen(look().color("line"), 1))
            painter.setBrush(look().color("rail_selected"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().color("accent"))
            painter.drawRoundedRect(QRectF(0, 8, 3, box.height() - 16), 1.5, 1.5)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().color("track"))
            painter.drawRoundedRect(box, 6, 6)
        side = 22 if self.narrow else 20
        left = (self.width() - side) / 2 if self.narrow else 12
        spot = QRectF(left, (self.height() - side) / 2, side, side)
        paint_icon(painter, spot, self._icon, "accent" if on else "text2")
        if self.narrow:
            self._paint_dot(painter)
        else:
            self._paint_words(painter, on)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect())

    def _paint_dot(self, painter: QPainter) -> None:
        if self._badge and self._urgent:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().color("bad"))
            painter.drawEllipse(QRectF(self.width() / 2 + 6, self.height() / 2 - 14, 8, 8))

    def _paint_words(self, painter: QPainter, on: bool) -> None:
        room = QRectF(42, 0, self.width() - 78, self.height())
        draw_text(painter, room, self.text(), color="text" if on else "text2", bold=on)
        if self._badge:
            right = QRectF(self.width() - 60, 0, 48, self.height())
            ink: ColorName = "bad" if self._urgent else "text2"
            align = Qt.AlignmentFlag.AlignRight
            shown = f"{self._badge:,}"
            draw_text(painter, right, shown, size="caption", color=ink, bold=self._urgent, align=align)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑↓ move along the rail, Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class _SearchRow(PaintedButton):
    """Looks like a search box, opens the jump box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("搜索或跳转"), parent)
        self.narrow = False
        self.setAccessibleDescription("Ctrl+K")
        self.setToolTip(tr("搜索或跳转（Ctrl+K）"))

    def sizeHint(self) -> QSize:
        return QSize(44 if self.narrow else 176, 42 if self.narrow else look().control_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self.narrow:
            paint_icon(painter, QRectF((self.width() - 20) / 2, middle - 10, 20, 20), "magnifying-glass")
        else:
            painter.setPen(QPen(look().color("edge"), 1))
            painter.setBrush(look().color("surface"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            paint_icon(painter, QRectF(10, middle - 8, 16, 16), "magnifying-glass", "text3")
            cap = look().metrics("key").horizontalAdvance("Ctrl K") + 12
            room = QRectF(34, 0, self.width() - 34 - cap - 10, self.height())
            draw_text(painter, room, self.text(), size="dense", color="text3")
            spot = QRectF(self.width() - cap - 8, middle - 9, cap, 18)
            painter.setPen(look().color("line2"))
            painter.drawRoundedRect(spot.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            draw_text(painter, spot, "Ctrl K", size="key", color="text3", align=Qt.AlignmentFlag.AlignHCenter)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect())


class _StateLine(PaintedButton):
    """A mark or icon with up to two lines at the rail's foot (officer, saved state, running work)."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._icon, self._second = icon, ""
        self._mark_shown: Mark | None = None
        self.narrow = False

    def show_lines(self, first: str, second: str = "", mark: Mark | None = None) -> None:
        self._second, self._mark_shown = second, mark
        self.setText(first)
        name = f"{first} {second}".strip()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self.narrow:
            return QSize(44, 36)
        return QSize(168, 40 if self._second else 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = 16.0 if self._mark_shown or not self._second else 24.0
        if self.narrow:
            side = 16.0 if self._mark_shown else 22.0
        left = (self.width() - side) / 2 if self.narrow else 4
        spot = QRectF(left, (self.height() - side) / 2, side, side)
        if self._mark_shown:
            paint_mark(painter, spot, self._mark_shown)
        else:
            paint_icon(painter, spot, self._icon)
        if not self.narrow:
            x = 36 if self._second else 26
            room = QRectF(x, 0, self.width() - x, self.height() / (2 if self._second else 1))
            if self._second:
                draw_text(painter, room.adjusted(0, 2, 0, 2), self.text(), size="dense", bold=True)
                below = QRectF(x, self.height() / 2, self.width() - x, self.height() / 2)
                draw_text(painter, below, self._second, size="caption", color="text3")
            else:
                draw_text(painter, room, self.text(), size="caption", color="text2")
        if self.hasFocus():
            paint_focus_ring(painter, self.rect())


class NavRail(QFrame):
    """`chosen(page_id)`, `jump_requested()`, `officer_requested()`, `tasks_requested()`."""

    chosen = Signal(str)
    jump_requested = Signal()
    officer_requested = Signal()
    tasks_requested = Signal()

    def __init__(self, specs: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(tr("导航"))
        self._narrow = False
        self._buttons: dict[str, RailButton] = {}
        self.logo = Logo()
        self._search = _SearchRow()
        self._search.clicked.connect(self.jump_requested)
        self._officer = _StateLine("user-circle")
        self._officer.clicked.connect(self.officer_requested)
        self._officer.hide()
        self._saved = _StateLine("check-circle")
        self._tasks = _StateLine("hourglass")
        self._tasks.clicked.connect(self.tasks_requested)
        self._tasks.hide()
        self._saved.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._saved.setCursor(Qt.CursorShape.ArrowCursor)
        self._head = column(self.logo, 6, self._search, 6)
        self._box = column(gap=2)
        self._add_group(specs, "daily", self._box)
        self._box.addSpacing(4)
        self._box.addWidget(rule())
        self._box.addSpacing(4)
        self._add_group(specs, "supervision", self._box)
        self._box.addStretch(1)
        self._foot = column(gap=2)
        self._foot.addWidget(rule())
        self._add_group(specs, "bottom", self._foot)
        for line in (self._tasks, self._officer, self._saved):
            self._foot.addWidget(line)
        self._entries = holder(self._box)
        self._scroller = scrolled(self._entries)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self._head, (self._scroller, 1), self._foot, margins=(0, 10, 0, 8)))
        self.set_narrow(False)
        self.set_saved(Mark.MET, tr("全部已存在本机"))

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, or icons with words."""
        self._narrow = narrow
        self.setFixedWidth(NARROW_PX if narrow else WIDE_PX)
        side = 6 if narrow else 10
        for box in (self._head, self._box, self._foot):
            box.setContentsMargins(side, 0, side, 0)
        lines: tuple[_Narrowing, ...] = (self.logo, self._search, self._officer, self._saved, self._tasks)
        for widget in (*lines, *self._buttons.values()):
            widget.narrow = narrow
            widget.updateGeometry()
            widget.update()
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        """On a low window the rows come closer together before the entries have to scroll; the foot always stands."""
        self._set_tight(False)
        taken = self._head.sizeHint().height() + self._foot.sizeHint().height() + 18
        if self._box.sizeHint().height() + taken > self.height():
            self._set_tight(True)

    def _set_tight(self, tight: bool) -> None:
        for button in self._buttons.values():
            if button.tight != tight:
                button.tight = tight
                button.updateGeometry()

    def is_narrow(self) -> bool:
        """Whether only icons are shown."""
        return self._narrow

    def select(self, page_id: str) -> None:
        """Mark the entry of a page; unknown ids unmark all."""
        for key, button in self._buttons.items():
            button.setChecked(key == page_id)
            if key == page_id and self._entries.isAncestorOf(button):
                self._scroller.ensureWidgetVisible(button, 0, 4)

    def page_ids(self) -> list[str]:
        """Entries in order: Ctrl+1 is the first."""
        return list(self._buttons)

    def set_badge(self, page_id: str, count: int, *, urgent: bool = False) -> None:
        """A count beside an entry; red only for overdue and due today."""
        self._buttons[page_id].set_badge(count, urgent=urgent)

    def set_officer(self, name: str, number: str) -> None:
        """The officer at work and the certificate number."""
        self._officer.show_lines(name, number)
        self._officer.setVisible(bool(name))
        self._fit_height()

    def set_saved(self, mark: Mark, text: str) -> None:
        """The saved state at the foot."""
        self._saved.show_lines(text, "", mark)

    def set_tasks(self, text: str) -> None:
        """Name the running work; empty hides the line."""
        self._tasks.show_lines(text)
        self._tasks.setVisible(bool(text))
        self._fit_height()

    def focus_first(self) -> None:
        """Put the focus on the selected entry."""
        buttons = list(self._buttons.values())
        chosen = next((button for button in buttons if button.isChecked()), None)
        (chosen or self._search).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_group(self, specs: Sequence[PageSpec], group: Group, box: QVBoxLayout) -> None:
        for spec in specs:
            if spec.group == group:
                place = len(self._buttons) + 1
                button = RailButton(spec.icon, spec.title, f"Ctrl+{place}" if place <= 8 else "")
                button.clicked.connect(lambda _on=False, key=spec.id: self._on_clicked(key))
                self._buttons[spec.id] = button
                box.addWidget(button)

    def _on_clicked(self, page_id: str) -> None:
        self.select(page_id)
        self.chosen.emit(page_id)
