"""The whole program opened, for tests of the ledger page."""

from __future__ import annotations

from tests.ui.journey.conftest import open_app

__all__ = ["open_app"]
