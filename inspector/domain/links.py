"""Links to a record (`inspector://case/ID`): the workbook bears them, the command line opens them in the window."""

from __future__ import annotations

from inspector.domain.errors import InvalidValueError

SCHEME = "inspector://"
CASE_LINK = f"{SCHEME}case/"


def linked_case(link: str) -> str:
    """The id of the case a link names. Raises InvalidValueError for any other link."""
    key = link.removeprefix(CASE_LINK).rstrip("/")
    if not link.startswith(CASE_LINK) or not key or not all(char.isalnum() or char == "-" for char in key):
        raise InvalidValueError("链接", link[:80], f"{CASE_LINK}编号，如台账工作簿里的“打开案件”")
    return key
