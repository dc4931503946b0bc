"""Thumbnails for painting: decoded on worker threads when first painted, a bounded number kept."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader

LONG_SIDE_PX = 320
KEPT = 240


class _Relay(QObject):
    """Carries decoded pictures to the GUI thread. It is held by the work itself, so it outlives a loader that
    was closed meanwhile; the connection to that loader is gone by then."""

    arrived = Signal(object, QImage)


def _decode(relay: _Relay, path: Path) -> None:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > LONG_SIDE_PX:
        box = QSize(LONG_SIDE_PX, LONG_SIDE_PX)
        reader.setScaledSize(size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio))
    relay.arrived.emit(path, reader.read())


class ThumbnailLoader(QObject):
    """`image(path)` returns the picture or None and starts reading it; `ready(path)` when it came.

    Uses the global pool: a pool of its own would be waited for in a destructor that may hold the interpreter lock.
    """

    ready = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images: OrderedDict[Path, QImage | None] = OrderedDict()
        self._running: set[Path] = set()
        self._relay = _Relay()
        self._relay.arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def image(self, path: Path | None) -> QImage | None:
        """The picture when it is there."""
        if path is None:
            return None
        if path in self._images:
            self._images.move_to_end(path)
            return self._images[path]
        if path not in self._running:
            self._running.add(path)
            relay = self._relay
            QThreadPool.globalInstance().start(lambda: _decode(relay, path))
        return None

    def _on_arrived(self, path: Path, image: QImage) -> None:
        self._running.discard(path)
        self._images[path] = None if image.isNull() else image
        while len(self._images) > KEPT:
            self._images.popitem(last=False)
        self.ready.emit(path)
