"""The import contracts hold, and each of them really refuses what it is there to refuse."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# One offender per contract: a module that must not be, and the contract that has to name it.
OFFENDERS = {
    "inspector/domain/offender.py": ("import inspector.law\n", "Rooms import downward only"),
    "inspector/services/offender_qt.py": ("import PySide6.QtCore\n", "Qt only in ui and app"),
    "inspector/services/offender_sql.py": ("import sqlalchemy\n", "SQL only in db"),
    "inspector/services/offender_sheet.py": (
        "import openpyxl\n",
        "PDF and workbook writers only in documents",
    ),
    "inspector/ui/offender_picture.py": (
        "import PIL.Image\n",
        "Pillow only in evidence, documents and samples",
    ),
    "inspector/services/offender_credential.py": (
        "import c2pa\n",
        "C2PA only in the child's reader of credentials",
    ),
    "inspector/ui/offender_store.py": (
        "import inspector.db.store\n",
        "The store is opened by services, app and cli alone",
    ),
    "inspector/ui/offender_samples.py": (
        "import inspector.samples\n",
        "Sample data reaches people through services and cli alone",
    ),
    "inspector/law/offender_outside.py": (
        "import pydantic\n",
        "Domain, law and casework stand on the standard library",
    ),
    "inspector/services/ring/__init__.py": ("", "No import rings inside a room"),
    "inspector/services/ring/one.py": (
        "import inspector.services.ring.two\n",
        "No import rings inside a room",
    ),
    "inspector/services/ring/two.py": (
        "import inspector.services.ring.one\n",
        "No import rings inside a room",
    ),
}


def lint(folder: Path) -> tuple[int, str]:
    """Exit code and text of the linter on the project in `folder`."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1", "COLUMNS": "200"}
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


def contract_names() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [str(contract["name"]) for contract in settings["tool"]["importlinter"]["contracts"]]


def test_every_contract_holds() -> None:
    code, text = lint(ROOT)
    assert code == 0, text
    assert text.count(" KEPT") == len(contract_names()), text


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy of the program with every offender in it."""
    folder = tmp_path_factory.mktemp("offenders")
    shutil.copytree(ROOT / "inspector", folder / "inspector", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name, (source, _) in OFFENDERS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(source, encoding="utf-8")
    code, text = lint(folder)
    assert code == 1, text
    return text


@pytest.mark.parametrize("name", contract_names())
def test_a_contract_refuses_its_offender(broken: str, name: str) -> None:
    offenders = [file for file, (_, contract) in OFFENDERS.items() if contract == name]
    assert offenders, f"no offender shows that {name!r} bites"
    verdicts = [line for line in broken.splitlines() if line.startswith(f"{name} BROKEN")]
    assert verdicts, f"{name!r} did not notice {offenders}:\n{broken}"


def test_a_new_room_must_be_placed_in_a_layer(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "inspector", tmp_path / "inspector", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    room = tmp_path / "inspector" / "newroom"
    room.mkdir()
    (room / "__init__.py").write_text("", encoding="utf-8")
    code, text = lint(tmp_path)
    assert code == 1
    assert "newroom" in text, text
