"""The law's commands: list, show, check with and without texts, and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspector.cli import run


def test_list_finds_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "list", "--section", "lenient", "--find", "大气超标"]) == 0
    shown = capsys.readouterr().out
    # The province's own item, and those of five lists of other regions, each said to be off.
    assert "lenient:gd.8" in shown and "共 6 条" in shown
    assert shown.count("未启用") == 5


def test_an_unknown_section_is_refused_with_what_is_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "list", "--section", "laws"]) == 2
    assert "deadlines" in capsys.readouterr().err


def test_show_states_what_is_in_force_on_a_day(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["law", "show", "act:waste.label", "--on", "2026-08-14", "--home", str(tmp_path)]) == 0
    assert "固体废物污染环境防治法第112条" in capsys.readouterr().out.splitlines()[0]
    assert run(["law", "show", "act:waste.label", "--on", "2026-08-15", "--home", str(tmp_path)]) == 0
    assert "生态环境法典" in capsys.readouterr().out.splitlines()[0]
    assert run(["law", "show", "act:nothing", "--home", str(tmp_path)]) != 0


def test_check_without_texts_says_aloud_that_nothing_was_checked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["law", "check", "--home", str(tmp_path)]) == 0
    assert "没有核对" in capsys.readouterr().out


def test_check_with_a_wrong_text_names_the_record_and_fails(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "噪声污染防治法(2021-12-24).md").write_text("第七十七条 处一元的罚款。\n", encoding="utf-8")
    assert run(["law", "check", "--texts", str(tmp_path), "--json"]) == 5
    report = json.loads(capsys.readouterr().out)
    wrong = [check for check in report["checks"] if check["state"] == "range_differs"]
    assert {check["record"] for check in wrong} >= {"provisions[noise.night_work.old]"}
    assert "一万元以上十万元以下" in wrong[0]["detail"]


def test_texts_are_kept_and_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder, home = tmp_path / "文本", tmp_path / "home"
    folder.mkdir()
    (folder / "生态环境法典.txt").write_text("第一千一百八十五条 处以罚款。\n", encoding="utf-8")
    assert run(["law", "texts", str(folder), "--home", str(home)]) == 0
    assert run(["law", "show", "act:noise.night_work", "--home", str(home)]) == 0
    assert "条文：第一千一百八十五条 处以罚款。" in capsys.readouterr().out
    empty = tmp_path / "空"
    empty.mkdir()
    assert run(["law", "texts", str(empty), "--home", str(home)]) == 2
