"""The ground the program stands on: versions known to be safe, locks that match, nothing of one machine committed."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import sqlcipher3
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def project() -> dict[str, object]:
    """The `[project]` table."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert isinstance(table, dict)
    return table


def requirements(*, dev: bool) -> list[Requirement]:
    table = project()
    listed = table["dependencies"]
    assert isinstance(listed, list)
    found = [Requirement(str(item)) for item in listed]
    if dev:
        optional = table["optional-dependencies"]
        assert isinstance(optional, dict)
        found += [Requirement(str(item)) for item in optional["dev"]]
    return found


def pins(lock: str) -> dict[str, Version]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {
        canonicalize_name(name): Version(number)
        for name, number in re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", text, re.MULTILINE)
    }


def committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_qt_is_below_the_release_that_loses_references() -> None:
    """PySide6 6.12.0 drops one reference to None per void call on CPython 3.11 and aborts after some thousands."""
    assert Version("6.8") <= Version(version("PySide6-Essentials")) < Version("6.12")


def test_void_qt_calls_do_not_use_up_none(qtbot: QtBot) -> None:
    table = QTableWidget(10, 1)
    qtbot.addWidget(table)
    before = sys.getrefcount(None)
    for turn in range(1_000):
        table.setRowHeight(turn % 10, 20 + turn % 3)
    assert sys.getrefcount(None) > before - 50


def test_sqlite_has_the_fix_for_the_wal_reset_fault() -> None:
    """Before 3.51.3 a checkpoint that meets a writer could lose committed pages."""
    assert Version(sqlcipher3.sqlite_version) >= Version("3.51.3")


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_meet_the_ranges(lock: str) -> None:
    pinned = pins(lock)
    for requirement in requirements(dev=lock == "requirements-dev.lock"):
        name = canonicalize_name(requirement.name)
        assert name in pinned, f"{lock} does not pin {name}"
        assert pinned[name] in requirement.specifier, (
            f"{name}=={pinned[name]} is outside {requirement.specifier}"
        )


def test_both_locks_pin_the_same_versions() -> None:
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: dev.get(name) for name in run} == run


def test_the_environment_is_the_locked_one() -> None:
    pinned = pins("requirements.lock")
    for requirement in requirements(dev=False):
        assert Version(version(requirement.name)) == pinned[canonicalize_name(requirement.name)]


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_are_hashed_and_name_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    for line in text.splitlines():
        assert not re.match(
            r"\s*(-i\b|-f\b|--(extra-)?index|--find-links|--trusted-host|--no-index)", line
        ), line
        assert "://" not in line, line
    entries = re.split(r"\n(?=[A-Za-z0-9])", text)
    bare = [entry.splitlines()[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry]
    assert bare == []


# Spelled in pieces, so that this page does not find itself.
OF_ONE_MACHINE = re.compile(
    "|".join(
        (
            r"/(?:ho" + r"me|Us" + r"ers)/[a-z][a-z0-9_-]+/",
            r"/ro" + r"ot/",
            r"/wo" + r"rk/",
            r"[A-Z]:\\\\?Us" + r"ers\\\\?[A-Za-z]",
            r"\bpy" + r"pi\.(?:org|python\.org)",
            r"files\.python" + r"hosted\.org",
            r"registry\.npm" + r"js\.org",
            r"deb\." + r"debian\.org",
        )
    )
)


def test_nothing_committed_names_one_machine_or_a_registry() -> None:
    found = []
    for path in committed():
        data = path.read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8").splitlines(), start=1):
            if OF_ONE_MACHINE.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []
