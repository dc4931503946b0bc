"""Dragging a photo inside the window: from its tile onto a checklist item, a fact, or another place in the row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

PHOTO_MIME = "application/x-inspector-photo"


def photo_data(photo_id: str) -> QMimeData:
    """What a dragged photo carries."""
    data = QMimeData()
    data.setData(PHOTO_MIME, photo_id.encode())
    return data


def photo_in(data: QMimeData) -> str:
    """The id of the photo carried, empty for anything else."""
    return bytes(data.data(PHOTO_MIME).data()).decode() if data.hasFormat(PHOTO_MIME) else ""


def drag_photo(source: QWidget, photo_id: str) -> None:
    """Begin the drag of a tile; returns when it was let go."""
    drag = QDrag(source)
    drag.setMimeData(photo_data(photo_id))
    drag.setPixmap(source.grab())
    drag.exec(Qt.DropAction.MoveAction)


class PhotoDrop(QObject):
    """Makes a widget a place photos can be let go on. `dropped(photo_id)`."""

    dropped = Signal(str)

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take drags that carry a photo; leave all others to the widget."""
        if isinstance(event, QDragEnterEvent) and photo_in(event.mimeData()):
            event.acceptProposedAction()
            return True
        if event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            photo_id = photo_in(event.mimeData())
            if photo_id:
                event.acceptProposedAction()
                self.dropped.emit(photo_id)
                return True
        return super().eventFilter(watched, event)
