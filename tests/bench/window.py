"""Time to the first painted frame: our window against a bare PySide6 window, whole processes in turn."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.timing import Measured

_RUNS = 11
_BARE = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QLabel
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        QApplication.exit(0)
app = QApplication([])
window = Window()
window.setCentralWidget(QLabel("现场执法"))
window.resize(1366, 700)
window.show()
sys.exit(app.exec())
"""
_OURS = """
import os, sys
from pathlib import Path
from inspector.app import App, application
from inspector.paths import Home
qt = application()
app = App(qt, Home(Path(sys.argv[1])))
app.window.first_painted.disconnect()
def painted():
    print("painted", flush=True)
    os._exit(0)
app.window.first_painted.connect(painted)
app.show()
sys.exit(qt.exec())
"""


def _once_ms(code: str, *arguments: str) -> float:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    assert child.stdout is not None
    line = child.stdout.readline()
    took = (time.perf_counter() - start) * 1000
    child.wait()
    assert line == b"painted\n", line
    return took


def measure(folder: Path) -> list[Measured]:
    """Median of the ratios of neighbouring runs, after two warm-up runs each."""
    with tempfile.TemporaryDirectory() as home:
        for _ in range(2):
            _once_ms(_OURS, home)
            _once_ms(_BARE)
        pairs = [(_once_ms(_OURS, home), _once_ms(_BARE)) for _ in range(_RUNS)]
    ratio = statistics.median(ours / bare for ours, bare in pairs)
    ours, bare = (statistics.median(pair[i] for pair in pairs) for i in (0, 1))
    return [
        Measured("window: start to first painted frame", ours, bare, ratio, 1.5, "whole processes, offscreen")
    ]
