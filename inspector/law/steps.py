"""What the nearest grade lower and higher would give, in a few words."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.domain.money import wan_text
from inspector.law.discretion import GradeEffect


def next_steps_text(point_fen: int | None, effects: Sequence[GradeEffect]) -> str:
    """`已是最轻档；重一档（3—8倍）为 21 万元`; empty without a figure."""
    if point_fen is None or not effects:
        return ""
    lower = [(e.lower_fen, e.lower.label) for e in effects if e.lower and e.lower_fen is not None]
    higher = [(e.higher_fen, e.higher.label) for e in effects if e.higher and e.higher_fen is not None]
    below, above = [one for one in lower if one[0] < point_fen], [one for one in higher if one[0] > point_fen]
    words = ["已是最轻档"]
    if below:
        fen, label = max(below)
        words = [f"轻一档（{label}）为 {wan_text(fen)} 万元"]
    if above:
        fen, label = min(above)
        words.append(f"重一档（{label}）为 {wan_text(fen)} 万元")
    return "；".join(words)
