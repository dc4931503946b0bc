"""Where the shipped law pack stands."""

from __future__ import annotations

from pathlib import Path

PACK = Path(__file__).parents[2] / "resources" / "law" / "gd-sz-2026"
CHECKLISTS = PACK.parent.parent / "checklists"
