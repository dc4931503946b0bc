"""`make bench`: every measurement with its baseline, on this machine, now. Names as arguments choose some of them."""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path

BENCHES = ("window", "photos", "papers", "lists", "ledger", "rules", "statistics")


def main(chosen: list[str]) -> None:
    """Run the benches and print one line a measurement."""
    print(f"{'what':<46} {'ours':>13} {'baseline':>13}   ratio")  # noqa: T201 - the report
    for name in chosen or BENCHES:
        module = importlib.import_module(f"tests.bench.{name}")
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            for measured in module.measure(Path(folder)):
                print(measured.line(), flush=True)  # noqa: T201 - the report


if __name__ == "__main__":
    main(sys.argv[1:])
