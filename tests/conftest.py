"""Settings of the whole suite: Qt draws into memory unless a platform was chosen; nothing is judged by its speed."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Generating the first examples builds tables of all Unicode: on a loaded machine that alone passes the time allowed.
settings.register_profile("gate", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gate")
