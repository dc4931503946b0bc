"""The rules of supervision (清单、信访分类、频次) as shipped, read once."""

from __future__ import annotations

from functools import cache

from inspector.casework.counted_lists import SupervisionRules, load_supervision
from inspector.paths import resources_dir


@cache
def supervision_rules() -> SupervisionRules:
    """The lists and counting groups. Raises SupervisionDataError."""
    return load_supervision(resources_dir() / "supervision")
