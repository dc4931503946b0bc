"""Every icon the window names is in the face that is installed; a missing one would fail when it is painted."""

from __future__ import annotations

import ast
from pathlib import Path

import inspector
from inspector.app import _PAGES
from inspector.ui.common.icons import IconFaceMissingError, _glyph

_ROOT = Path(inspector.__file__).parent
_PLACES = {"icon": 0, "paint_icon": 2, "IconButton": 0, "PageSpec": 2}


def _named() -> dict[str, str]:
    """Icon name → where it is named: keyword `icon=` of any call, and the argument at its place in the calls above."""
    found: dict[str, str] = {}
    for path in [*(_ROOT / "ui").rglob("*.py"), _ROOT / "app.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [keyword.value for keyword in node.keywords if keyword.arg == "icon"]
            place = _PLACES.get(called)
            if place is not None and len(node.args) > place:
                given.append(node.args[place])
            for value in given:
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                    found[value.value] = f"{path.relative_to(_ROOT)}:{node.lineno}"
    return found


def test_every_icon_is_in_the_face() -> None:
    named = _named() | {icon: "app.py _PAGES" for _key, _title, icon, _group, _parent in _PAGES}
    assert len(named) > 40
    missing = []
    for name, where in named.items():
        try:
            _glyph(name)
        except IconFaceMissingError:
            missing.append(f"{name} ({where})")
    assert missing == []
