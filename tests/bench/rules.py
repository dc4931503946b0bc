"""Answering every ground for one act with its trace, per 60 grounds."""

from __future__ import annotations

import statistics
from datetime import date
from pathlib import Path

from inspector.law.facts import FactValue
from inspector.law.leniency import evaluate
from inspector.law.loader import load_pack
from inspector.paths import resources_dir
from tests.bench.timing import Measured, once_ms

_TIMES = 500


def measure(folder: Path) -> list[Measured]:
    """Microseconds per 60 grounds with reasons (limit 100)."""
    book = load_pack(resources_dir() / "law" / "gd-sz-2026")
    facts = {"consequence": FactValue("slight", "笔录"), "protected_place": FactValue(False, "笔录")}
    act, decision = date(2026, 9, 1), date(2026, 11, 1)
    count = len(evaluate(book, "air.exceed", facts, act, decision))
    took = statistics.median(
        once_ms(lambda: [evaluate(book, "air.exceed", facts, act, decision) for _ in range(_TIMES)])
        for _ in range(5)
    )
    micro = took * 1000 / _TIMES * 60 / count
    return [
        Measured(
            "60 grounds with their reasons, µs",
            micro,
            1.0,
            micro,
            100.0,
            f"limit in µs; {count} grounds timed",
        )
    ]
