"""What the window knows of a page before it is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from inspector.ui.common.page import Page

Group = Literal["daily", "supervision", "bottom", ""]


@dataclass(frozen=True)
class PageSpec:
    """A page: its rail entry and how to build it.

    `group` "" keeps it off the rail (a case, a visit); `parent` then names the rail entry that stays selected.
    `factory` runs after the window's first paint, once, when the page is first opened.
    """

    id: str
    title: str
    icon: str
    group: Group
    factory: Callable[[], Page]
    parent: str = ""
