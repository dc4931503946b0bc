"""File names as data: cleaned for show and for export, never used as a place in the store."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 120
_FORBIDDEN = frozenset('<>:"/\\|?*')
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}) | frozenset(
    f"{stem}{digit}" for stem in ("COM", "LPT") for digit in "0123456789¹²³"
)


def clean_name(original: str, fallback: str = "未命名") -> str:
    """A name safe to show and to give an exported file on Windows, macOS and Linux.

    Only the part after the last slash or backslash is kept; control, invisible and direction-changing characters go;
    reserved characters become `_`; device names and leading dots are defused; at most 120 characters and 200 bytes of
    UTF-8, the extension kept. Cleaning twice changes nothing. Never empty.
    """
    last = original.replace("\\", "/").rstrip("/").rpartition("/")[2]
    normal = unicodedata.normalize("NFC", last)
    kept = "".join(
        "_" if char in _FORBIDDEN else " " if unicodedata.category(char) == "Zs" else char
        for char in normal
        if unicodedata.category(char) not in _INVISIBLE
    )
    name = unicodedata.normalize("NFC", " ".join(kept.split())).strip(" .")
    name = _shortened(name)
    if name.split(".")[0].strip().upper() in _DEVICES:
        name = f"_{name}"
    return name or fallback


def _shortened(name: str) -> str:
    """Cut to the caps at the end of the stem, so that the extension stays readable."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or len(extension) > 8:
        stem, dot, extension = name, "", ""
    tail = dot + extension
    stem = stem[: LONGEST_NAME - len(tail) - 1]
    while len((stem + tail).encode("utf-8")) > 199:
        stem = stem[:-1]
    return stem.rstrip(" .") + tail
