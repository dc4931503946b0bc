"""Interleaved timing of two ways of doing one thing: median of the ratios of neighbouring runs."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the report. `ratio` is ours to the baseline; `limit` is what was asked."""

    name: str
    ours_ms: float
    bare_ms: float
    ratio: float
    limit: float
    note: str = ""

    def line(self) -> str:
        """The line as printed."""
        verdict = "within" if self.ratio <= self.limit else "OVER"
        return (
            f"{self.name:<46} {self.ours_ms:>10.2f} ms {self.bare_ms:>10.2f} ms"
            f" {self.ratio:>6.2f} × (≤ {self.limit:g})  {verdict}  {self.note}"
        )


def once_ms(work: Callable[[], object]) -> float:
    """Wall time of one call in milliseconds, with the collector out of the way."""
    gc.collect()
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def compare(
    name: str,
    ours: Callable[[], object],
    bare: Callable[[], object],
    limit: float,
    runs: int = 7,
    note: str = "",
) -> Measured:
    """Time both in turn, `runs` times after one warm-up each; the ratio is the median of the pairs' ratios."""
    ours()
    bare()
    pairs = [(once_ms(ours), once_ms(bare)) for _ in range(runs)]
    ratio = statistics.median(mine / base for mine, base in pairs)
    return Measured(
        name,
        statistics.median(p[0] for p in pairs),
        statistics.median(p[1] for p in pairs),
        ratio,
        limit,
        note,
    )
