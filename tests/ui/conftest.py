"""The look of the tests: light theme, normal density, 100 %, whatever the machine says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from inspector.ui.common.look import Look, set_look
from inspector.ui.common.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The application's theme, put back to plain Qt afterwards."""
    made = Theme(qapp)
    made.set_density("normal")
    made.set_choice("light")
    yield made
    made.set_choice("light")
    made.set_scale(100)
    made.set_density("normal")
    made.deleteLater()
    qapp.setStyleSheet("")

    set_look(Look())
