"""Text as it enters the store: Unicode NFC, no control characters, outer blanks removed."""

from __future__ import annotations

import unicodedata

from inspector.domain.errors import InvalidValueError

LONGEST_FIELD = 20_000


def clean_text(text: str, field: str = "文字") -> str:
    """NFC text without control characters (tab and newline stay) and lone surrogates.

    Raises InvalidValueError when longer than 20,000 characters, so that nothing is cut silently later
    (a spreadsheet cell holds 32,767).
    """
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(
        char
        for char in normal.replace("\r\n", "\n").replace("\r", "\n")
        if char in "\t\n" or unicodedata.category(char) not in {"Cc", "Cs"}
    ).strip()
    if len(kept) > LONGEST_FIELD:
        raise InvalidValueError(field, f"{kept[:20]}…（{len(kept)} 字）", f"不超过 {LONGEST_FIELD} 字")
    return kept
