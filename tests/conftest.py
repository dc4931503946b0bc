"""Settings of the whole suite: Qt draws into memory unless a platform was chosen; nothing is judged by its speed."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from inspector.ui.common.collector import collect_due

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Generating the first examples builds tables of all Unicode: on a loaded machine that alone passes the time allowed.
settings.register_profile("gate", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gate")

# As the program itself does: garbage is collected on the main thread only, between tests.
gc.disable()


@pytest.fixture(autouse=True)
def _garbage_on_the_main_thread() -> Iterator[None]:
    yield
    collect_due()
