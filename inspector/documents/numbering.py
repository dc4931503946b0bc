"""Names and numbers of papers (文号) from the templates in `resources/papers/papers.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import Any

from inspector.documents.content import NUMBER_BLANK, Runs, join, words
from inspector.documents.dossier import Dossier, PaperKind
from inspector.documents.linebreak import Gap
from inspector.documents.wording import shipped
from inspector.paths import resources_dir

_PLACE = re.compile(r"\{(区|年|序)\}")


@lru_cache(maxsize=1)
def _templates() -> dict[str, dict[str, Any]]:
    with (resources_dir() / "papers" / "papers.toml").open("rb") as file:
        return tomllib.load(file)


def paper_title(kind: PaperKind) -> str:
    """The name of the paper: its title, or what lists call it when its title alone would be mistaken."""
    wording = shipped(kind.value)
    return (wording.name or wording.title) if wording else str(_templates()[kind.value]["title"])


def paper_place(kind: PaperKind) -> int:
    """Where the paper stands in the order of a case."""
    wording = shipped(kind.value)
    return wording.place if wording else int(_templates()[kind.value].get("place", 0))


def number_counted(kind: PaperKind) -> bool:
    """Whether a number is taken from the kind's series when the paper is issued."""
    wording = shipped(kind.value)
    return wording.counted if wording else bool(_templates()[kind.value].get("counted", True))


def number_template(kind: PaperKind) -> str:
    """The shipped template of the kind's numbers; empty when it bears none."""
    wording = shipped(kind.value)
    return wording.number if wording else str(_templates()[kind.value]["number"])


def template_fault(template: str) -> str | None:
    """What is wrong with a bureau's own template of numbers, or None."""
    places = re.findall(r"\{([^{}]*)\}", template)
    if len(set(places)) != len(places) or set(places) - {"区"} != {"年", "序"}:
        return "要有 {年} 和 {序}，可以有 {区}，各一次，没有别的花括号"
    if "〔{年}〕" not in template:
        return "年份写在六角括号里：〔{年}〕"
    return None


def number_text(kind: PaperKind, district: str, year: int, sequence: int, template: str = "") -> str:
    """`深环龙华罚字〔2026〕118号`: full year, no leading zeros, no 第 (GB/T 9704). `template`: the bureau's own."""
    values = {"区": district, "年": str(year), "序": str(sequence)}
    return _PLACE.sub(lambda place: values[place.group(1)], template or number_template(kind))


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
    pieces = _PLACE.split(number_template(kind))
    parts: list[Runs | str] = []
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            parts.append(piece)
            continue
        known = values[piece]
        parts.append(known if known else (Gap(2) if piece == "年" else NUMBER_BLANK,))
    return join(*parts)
