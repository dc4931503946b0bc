"""Small readings between what is typed in one box and what the record keeps in two fields."""

from __future__ import annotations

import re

from inspector.domain.kinds import CaseSource

_PERSON = re.compile(r"^(.+?)[，,、（(\s]+(.+?)[）)]?$")
_SOURCES = (
    (("信访", "投诉", "12345", "12369"), CaseSource.COMPLAINT),
    (("双随机", "随机"), CaseSource.RANDOM_DRAW),
    (("专项",), CaseSource.CAMPAIGN),
    (("移交", "移送", "转办"), CaseSource.TRANSFER),
    (("自动监控", "在线"), CaseSource.MONITOR),
)


def split_person(text: str) -> tuple[str, str]:
    """`张某，施工员` → name and role; without a comma or blank everything is the name."""
    found = _PERSON.match(text.strip())
    return (found[1], found[2]) if found else (text.strip(), "")


def join_person(name: str, role: str) -> str:
    """The reverse of `split_person`."""
    return f"{name}，{role}" if role else name


def source_of(reference: str) -> CaseSource:
    """Where a visit comes from, told from its reference; a visit without one is routine."""
    for words, source in _SOURCES:
        if any(word in reference for word in words):
            return source
    return CaseSource.VISIT
