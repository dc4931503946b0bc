"""The jump box (Ctrl+K): pages and actions at once, records from pluggable providers as they arrive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.ui.common.filters import SearchBox
from inspector.ui.common.icons import icon
from inspector.ui.common.labels import Label
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr

_TARGET = Qt.ItemDataRole.UserRole.value


@dataclass(frozen=True, slots=True)
class JumpTarget:
    """Where a line of the jump box leads: a page, with a record or without."""

    page_id: str
    record_id: str
    title: str
    sub: str = ""
    icon: str = "arrow-right"


class SearchProvider(Protocol):
    """Finds records by a text of at least two characters; called in a worker thread."""

    def search(self, text: str, limit: int) -> Sequence[JumpTarget]:
        """The best `limit` targets."""
        ...


class JumpBox(QFrame):
    """`jumped(page_id, record_id)`. Esc closes; ↑↓ Enter choose while the cursor stays in the box."""

    jumped = Signal(str, str)

    def __init__(
        self,
        local: Callable[[], Sequence[JumpTarget]],
        runner: Runner,
        parent: QWidget,
        provider: SearchProvider | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "float")
        self.setAccessibleName(tr("搜索或跳转"))
        self._local, self._runner, self._provider = local, runner, provider
        self._ground = parent
        self._asked = 0
        self.box = SearchBox(tr("案号、当事人、地址、页面，两个字即可查"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("查到的"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self._state = Label("", "caption")
        self._state.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.box)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._state)
        self.box.installEventFilter(self)
        self.box.textChanged.connect(lambda _text: self._show_local())
        self.box.searched.connect(self._ask)
        self.list.itemClicked.connect(self._go)
        self.hide()

    def set_provider(self, provider: SearchProvider) -> None:
        """Give the search once the services are there."""
        self._provider = provider

    def pop_up(self) -> None:
        """Show at the top of the parent, cursor in the box."""
        parent = self._ground
        width, height = min(640, parent.width() - 32), min(420, parent.height() - 48)
        self.setGeometry((parent.width() - width) // 2, 32, width, height)
        self.box.clear()
        self._show_local()
        self.show()
        self.raise_()
        self.box.setFocus()

    def targets(self) -> list[JumpTarget]:
        """The lines shown."""
        found = (self.list.item(row).data(_TARGET) for row in range(self.list.count()))
        return [target for target in found if isinstance(target, JumpTarget)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↑↓ Enter Esc of the box work on the list; losing the focus closes."""
        if event.type() == QEvent.Type.FocusOut and watched is self.box and not self.list.underMouse():
            self.hide()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key(), 0)
        if step and self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.list.currentItem()
            if item is not None:
                self._go(item)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return True
        return False

    def _show_local(self) -> None:
        text = self.box.text().strip()
        self.list.clear()
        self._add([target for target in self._local() if text in target.title])

    def _ask(self, text: str) -> None:
        if len(text) < 2 or self._provider is None or not self.isVisible():
            return
        provider = self._provider
        self._asked += 1
        asked = self._asked

        def show(found: Sequence[JumpTarget]) -> None:
            # An answer to an older text is dropped.
            if asked == self._asked and self.isVisible():
                self._add(found)
                self._say("" if self.list.count() else tr("没有查到“{text}”", text=text))

        self._runner.run(tr("查找"), lambda _progress: provider.search(text, 20), show, self._refused)

    def _refused(self, error: InspectorError) -> None:
        self._say(error.what)

    def _say(self, text: str) -> None:
        self._state.setText(text)
        self._state.setVisible(bool(text))

    def _add(self, targets: Sequence[JumpTarget]) -> None:
        for target in targets:
            item = QListWidgetItem(icon(target.icon), f"{target.title}   {target.sub}".strip())
            item.setData(_TARGET, target)
            self.list.addItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)

    def _go(self, item: QListWidgetItem) -> None:
        target = item.data(_TARGET)
        self.hide()
        if isinstance(target, JumpTarget):
            self.jumped.emit(target.page_id, target.record_id)
