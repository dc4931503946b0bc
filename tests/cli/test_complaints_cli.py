"""Complaints without a window: taken in, found by two characters, answered, and the words of a refusal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspector.cli import run
from tests.workspaces import workspace_in

Out = pytest.CaptureFixture[str]


def test_a_complaint_from_intake_to_answer(tmp_path: Path, capsys: Out) -> None:
    folder = tmp_path / "home"
    with workspace_in(folder):
        pass
    home = ["--home", str(folder)]
    intake = ["complaints", "add", *home, "--content", "夜里打桩", "--place", "观潮路8号", "--kind", "噪声"]
    assert run([*intake, "--number", "A1", "--received", "2026-11-02 22:40", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert [term["due"] for term in first["terms"]] == ["2026-11-17", "2027-01-01"]
    assert run([*intake, "--number", "A2", "--received", "2026-11-03"]) == 0
    assert "同一地点另有 1 件" in capsys.readouterr().out
    assert run([*intake, "--number", "A3", "--received", "2026-11-03 25:00"]) == 2
    capsys.readouterr()
    assert run(["complaints", "tell", *home, "A1", "--day", "2026-11-18"]) == 0
    assert "逾期 1 日" in capsys.readouterr().out
    assert run(["complaints", "extend", *home, "A1", "--leader", "李甲", "--day", "2026-11-18"]) == 2
    capsys.readouterr()
    assert run(["complaints", "extend", *home, "A1", "--leader", "周丁", "--day", "2026-11-18"]) == 0
    capsys.readouterr()
    assert run(["complaints", "answer", *home, "A1", "--reply", "已停工", "--day", "2026-11-20"]) == 0
    hand_on = ["--reply", "不属本局", "--hand-to", "城市管理局", "--day", "2026-11-05"]
    assert run(["complaints", "answer", *home, "A2", *hand_on]) == 0
    capsys.readouterr()
    assert run(["complaints", "answer", *home, "A1", "--reply", "再答"]) == 3
    assert "已经办结" in capsys.readouterr().err
    assert run(["complaints", "list", *home, "--text", "打桩", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {entry["complaint"]["reference"]: entry["next"] for entry in found} == {"A1": None, "A2": None}
    assert all(entry["repeats"] == 1 for entry in found)
    assert run(["complaints", "list", *home, "--open"]) == 0
    assert "没有符合的信访件" in capsys.readouterr().out
