"""`python -m tests.screenshots --out docs/img`: fills a folder with sample data once, then draws in three processes."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from inspector.domain.ports import NoProgress
from inspector.paths import Home
from inspector.services.samples import SampleService
from inspector.services.workspace import Workspace

LOOKS = (("light", "1", "light"), ("dark", "1", "dark"), ("2x", "2", "light"))


def fill(folder: Path) -> None:
    """Small sample data, as the first start offers them."""
    with Workspace.open(Home(folder)) as workspace:
        samples = SampleService(workspace)
        try:
            samples.fill("small", progress=NoProgress())
        finally:
            samples.photos.close()


def main() -> None:
    """Draw every page into the chosen folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="screenshots-") as folder:
        fill(Path(folder))
        for suffix, scale, theme in LOOKS:
            environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
            subprocess.run(
                [sys.executable, "-m", "tests.screenshots.drawing", folder, str(out), suffix, theme],
                env=environment,
                check=True,
            )


if __name__ == "__main__":
    main()
