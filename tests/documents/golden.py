"""Golden texts and page counts of every paper: `python -m tests.documents.golden --update` writes what the papers say now."""

from __future__ import annotations

import argparse
import difflib
from functools import cache
from pathlib import Path

from inspector.documents.dossier import Dossier, PaperKind
from inspector.documents.render import RenderedPaper, render
from tests.documents.dossiers import entered, full, hostile, hostile_entries

FOLDER = Path(__file__).with_name("golden")
CASES = ("full", "empty", "hostile")


def dossier_of(kind: PaperKind, name: str) -> Dossier:
    """The full, the empty or the hostile case, with the blanks of the kind filled (full, hostile)."""
    if name == "full":
        return entered(kind, full())
    return Dossier() if name == "empty" else hostile_entries(kind, hostile())


@cache
def rendered(kind: PaperKind, name: str) -> RenderedPaper:
    """The paper of a case, drawn once a run."""
    return render(kind, dossier_of(kind, name))


def difference(kind: PaperKind, name: str) -> str:
    """What changed against the golden text, as a diff; empty when nothing did."""
    path = FOLDER / f"{kind.value}.{name}.txt"
    stored = path.read_text(encoding="utf-8") if path.exists() else ""
    now = rendered(kind, name).text + "\n"
    return "\n".join(
        difflib.unified_diff(stored.splitlines(), now.splitlines(), path.name, "now", lineterm="", n=1)
    )


def page_counts() -> str:
    """Pages of every paper in every case, a line a kind."""
    lines = [
        f"{kind.value} " + " ".join(f"{name} {rendered(kind, name).pages}" for name in CASES)
        for kind in PaperKind
    ]
    return "\n".join(lines) + "\n"


def stored_page_counts() -> str:
    """The counts as they were kept."""
    return (FOLDER / "pages.txt").read_text(encoding="utf-8")


def main() -> None:
    """Show what changed; with --update keep it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--update", action="store_true")
    update: bool = parser.parse_args().update
    FOLDER.mkdir(exist_ok=True)
    for kind in PaperKind:
        for name in ("full", "empty"):
            found = difference(kind, name)
            if found:
                print(found)  # noqa: T201 - the command's own output
            if update:
                path = FOLDER / f"{kind.value}.{name}.txt"
                path.write_text(rendered(kind, name).text + "\n", encoding="utf-8")
    if update:
        (FOLDER / "pages.txt").write_text(page_counts(), encoding="utf-8")


if __name__ == "__main__":
    main()
