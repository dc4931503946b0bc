"""The signing tests work at the same desk as the visit tests."""

from tests.ui.visits.conftest import desk

__all__ = ["desk"]
