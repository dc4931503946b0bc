"""Names and numbers of papers (文号) from the templates in `resources/papers/papers.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from inspector.documents.content import NUMBER_BLANK, Runs, join, words
from inspector.documents.dossier import Dossier, PaperKind
from inspector.documents.linebreak import Gap
from inspector.paths import resources_dir

_PLACE = re.compile(r"\{(区|年|序)\}")


@lru_cache(maxsize=1)
def _templates() -> dict[str, dict[str, str]]:
    with (resources_dir() / "papers" / "papers.toml").open("rb") as file:
        return tomllib.load(file)


def paper_title(kind: PaperKind) -> str:
    """The name of the paper, as its title shows it."""
    return _templates()[kind.value]["title"]


def number_text(kind: PaperKind, district: str, year: int, sequence: int) -> str:
    """`深环龙华罚字〔2026〕118号`: full year, no leading zeros, no 第 (GB/T 9704)."""
    values = {"区": district, "年": str(year), "序": str(sequence)}
    return _PLACE.sub(lambda place: values[place.group(1)], _templates()[kind.value]["number"])


def number_runs(kind: PaperKind, dossier: Dossier) -> Runs:
    """The number for the paper; what is not known yet stays a blank."""
    taken = dossier.number(kind)
    if taken is not None and taken.text:
        return words(taken.text)
    values = {
        "区": dossier.bureau.district,
        "年": str(taken.year) if taken and taken.year else None,
        "序": str(taken.sequence) if taken and taken.sequence else None,
    }
    pieces = _PLACE.split(_templates()[kind.value]["number"])
    parts: list[Runs | str] = []
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            parts.append(piece)
            continue
        known = values[piece]
        parts.append(known if known else (Gap(2) if piece == "年" else NUMBER_BLANK,))
    return join(*parts)
