"""Level readings as typed and as stored (thousandths of dB(A)), with the likely correction of a lost decimal point."""

from __future__ import annotations

import re

from inspector.domain.errors import InvalidValueError

LOWEST_MILLI, HIGHEST_MILLI = 30_000, 140_000
ALLOWED = "30–140 dB(A)，一位小数"
_NUMBER = re.compile(r"\d{1,4}(?:[.．。]\d{1,3})?")


def parse_level(text: str, field: str = "读数") -> int | None:
    """`63.8` → 63800; empty → None. Raises InvalidValueError, for `638` with the suggestion 63.8."""
    typed = text.strip().removesuffix("dB(A)").removesuffix("dB").strip()
    if not typed:
        return None
    if not _NUMBER.fullmatch(typed):
        raise InvalidValueError(field, text, ALLOWED)
    whole, _point, part = typed.replace("．", ".").replace("。", ".").partition(".")
    milli = int(whole) * 1000 + int(part.ljust(3, "0")) if part else int(whole) * 1000
    if LOWEST_MILLI <= milli <= HIGHEST_MILLI:
        return milli
    if not part and LOWEST_MILLI <= milli // 10 <= HIGHEST_MILLI:
        raise InvalidValueError(field, text, ALLOWED, level_text(milli // 10))
    raise InvalidValueError(field, text, ALLOWED)


def parse_milli(text: str, field: str = "读数") -> int | None:
    """A reading of any instrument in thousandths: `12.5` → 12500, empty → None. Raises InvalidValueError."""
    typed = text.strip().replace("．", ".").replace("。", ".")
    if not typed:
        return None
    if not re.fullmatch(r"\d{1,9}(?:\.\d{1,3})?", typed):
        raise InvalidValueError(field, text, "不小于 0 的数，最多三位小数")
    whole, _point, part = typed.partition(".")
    return int(whole) * 1000 + int(part.ljust(3, "0"))


def level_text(milli: int | None) -> str:
    """63800 → `63.8`; None → empty. A second decimal is kept, not rounded away."""
    if milli is None:
        return ""
    whole, part = divmod(milli, 1000)
    digits = f"{part:03d}".rstrip("0")
    return f"{whole}.{digits or '0'}"


def parse_tenths(text: str, field: str, highest: int) -> int | None:
    """`1.8` → 18, empty → None; for wind speed in m/s. Raises InvalidValueError above `highest` tenths."""
    typed = text.strip().removesuffix("m/s").strip()
    if not typed:
        return None
    found = re.fullmatch(r"(\d{1,2})(?:[.．](\d))?", typed)
    if found is None or int(found[1]) * 10 + int(found[2] or 0) > highest:
        raise InvalidValueError(field, text, f"0–{highest / 10:g}，一位小数")
    return int(found[1]) * 10 + int(found[2] or 0)


def tenths_text(tenths: int | None) -> str:
    """18 → `1.8`; None → empty."""
    return "" if tenths is None else f"{tenths // 10}.{tenths % 10}"
