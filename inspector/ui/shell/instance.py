"""One window a data folder: a second start hands its wish to the window that is open, which comes to the front.

A link of the workbook starts the program anew each time; the folder is locked by the window that has it open.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CONNECT_MS, _ANSWER_MS = 300, 2_000
_LONGEST = 200
_TAKEN = b"ok\n"


def _name(folder: Path) -> str:
    """A name of the folder that fits a socket or a pipe."""
    return f"inspector-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]}"


def hand_over(folder: Path, case_id: str) -> bool:
    """Ask the window that has this folder open to come to the front, at a case when one is named. False: there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    socket.write(f"{case_id}\n".encode())
    socket.flush()
    taken = socket.waitForReadyRead(_ANSWER_MS) and bytes(socket.readAll().data()) == _TAKEN
    socket.disconnectFromServer()
    return taken


class Instance(QObject):
    """Hears later starts on the same folder. `asked(case id)`, empty when only the window is wanted."""

    asked = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _name(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)

    def listen(self) -> bool:
        """Begin. Called by who holds the folder's lock: what bears the name then is left of a program that was killed."""
        QLocalServer.removeServer(self._name)
        return bool(self._server.listen(self._name))

    def close(self) -> None:
        """Hear no more."""
        self._server.close()

    def _meet(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        text = bytes(socket.readLine(_LONGEST).data()).decode("utf-8", "replace").strip()
        if text and not all(char.isalnum() or char == "-" for char in text):
            socket.abort()
            return
        socket.write(_TAKEN)
        socket.flush()
        self.asked.emit(text)
