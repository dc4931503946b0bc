"""`pip install .` brings everything along: modules, rule packs, faces, migration scripts, the command."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_SHIPPED = {"__pycache__"}


def shipped(folder: str) -> set[str]:
    """Every file under `folder`, by its path there."""
    base = ROOT / folder
    return {
        path.relative_to(base).as_posix()
        for path in base.rglob("*")
        if path.is_file() and not NOT_SHIPPED & set(path.parts)
    }


def test_the_wheel_holds_all_that_the_source_holds(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("inspector", "resources"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns(*NOT_SHIPPED))
    for name in ("pyproject.toml", "setup.py", "README.md"):
        shutil.copy(ROOT / name, source)
    done = subprocess.run(
        [
            sys.executable,
            *["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"],
            "--wheel-dir",
            str(tmp_path),
            str(source),
        ],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("inspector-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry_points,) = (name for name in names if name.endswith("entry_points.txt"))
        assert "inspector = inspector.__main__:main" in archive.read(entry_points).decode("utf-8")
    wanted = {f"inspector/{name}" for name in shipped("inspector")}
    wanted |= {f"inspector/resources/{name}" for name in shipped("resources")}
    assert wanted - names == set()
