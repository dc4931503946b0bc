"""`python -m tests.screenshots --out docs/img`: fills a folder with sample data once, then draws in three processes.

`--only case` draws the pages whose name starts so, `--looks light` one look; a whole run takes old pictures away.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.screenshots.sample import fill

LOOKS = (("light", "1", "light"), ("dark", "1", "dark"), ("2x", "2", "light"))


def main() -> None:
    """Draw every page into the chosen folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--looks", default=",".join(name for name, *_ in LOOKS))
    given = parser.parse_args()
    out: Path = given.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    if not given.only:
        for old in out.glob("*.png"):
            old.unlink()
    wanted = given.looks.split(",")
    with tempfile.TemporaryDirectory(prefix="screenshots-") as folder:
        fill(Path(folder))
        for suffix, scale, theme in (look for look in LOOKS if look[0] in wanted):
            environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
            subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "tests.screenshots.drawing",
                    folder,
                    str(out),
                    suffix,
                    theme,
                    given.only,
                ],
                env=environment,
                check=True,
            )


if __name__ == "__main__":
    main()
