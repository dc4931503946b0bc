"""The ledger's commands: filters, views, CSV, comparison."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from inspector.cli.main import run
from inspector.domain.kinds import Outcome
from tests.services.test_ledger import put_case
from tests.workspaces import workspace_in

Out = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "home"
    with workspace_in(folder) as workspace:
        put_case(workspace, 1, date(2025, 3, 1), campaign="利剑八号", party_name="=1+1公司")
        put_case(
            workspace,
            2,
            date(2026, 5, 1),
            outcome=Outcome.PENALTY,
            amount_fen=120_000,
            decided_on=date(2026, 6, 1),
        )
    yield folder


def test_a_filter_kept_once_is_used_by_name(home: Path, tmp_path: Path, capsys: Out) -> None:
    out = tmp_path / "a.xlsx"
    order = ["ledger", "export", "--home", str(home), "--out", str(out), "--json"]
    assert run([*order, "--year", "2026", "--outcome", "处罚", "--save-filter", "今年处罚", "--columns", "party,fine",
                "--save-view", "简"]) == 0  # fmt: skip
    assert json.loads(capsys.readouterr().out) == {
        "file": str(out),
        "rows": 1,
        "amount_fen": 120_000,
        "guarded": 0,
    }
    assert run([*order, "--filter", "今年处罚", "--view", "简"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == 1
    heads = [cell.value for cell in openpyxl.load_workbook(out)["台账"][4]]
    assert heads[:3] == ["案号", "当事人", "罚款额（元）"]
    assert run(["ledger", "saved", "--home", str(home)]) == 0
    said = capsys.readouterr().out
    assert "筛选 今年处罚：期间 2026-01-01 至 2026-12-31，按发现日；决定类型 处罚" in said
    assert "视图 简：case_number,party,fine" in said


def test_a_csv_says_what_it_did_to_formulas(home: Path, tmp_path: Path, capsys: Out) -> None:
    out = tmp_path / "a.csv"
    assert run(["ledger", "export", "--home", str(home), "--out", str(out), "--campaign", "利剑八号"]) == 0
    said = capsys.readouterr().out
    assert "1 宗" in said
    assert "1 格以公式符号开头" in said
    assert ",'=1+1公司," in out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--outcome", "发奖"], "决定类型不符合要求：发奖"),
        (["--columns", "colour"], "台账的列不符合要求：colour"),
        (["--filter", "没有"], "找不到保存的筛选：没有"),
        (["--view", "没有"], "找不到视图：没有"),
        (["--from", "2026-02-30"], "起日不符合要求：2026-02-30"),
        (["--by", "colour"], "期间按不符合要求：colour"),
    ],
)
def test_a_wrong_option_is_refused_and_nothing_is_written(
    home: Path, tmp_path: Path, capsys: Out, options: list[str], words: str
) -> None:
    out = tmp_path / "a.xlsx"
    assert run(["ledger", "export", "--home", str(home), "--out", str(out), *options]) == 2
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_compare_lists_what_differs(home: Path, tmp_path: Path, capsys: Out) -> None:
    out = tmp_path / "a.xlsx"
    assert run(["ledger", "export", "--home", str(home), "--out", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    sheet = book["台账"]
    fine = next(cell.column for cell in sheet[4] if cell.value == "罚款额（元）")
    sheet.cell(6, fine).value = "1,000元"
    book.save(out)
    capsys.readouterr()
    assert run(["ledger", "compare", str(out), "--home", str(home)]) == 0
    said = capsys.readouterr().out
    assert "2 行，对上 2 宗，一致 1 宗" in said
    assert "第 6 行 深环南澜立字〔2026〕2号 罚款额（元）：表里 1,000.00，本机 1,200.00" in said
    assert "第 6 行 罚款额（元）：金额存成了文字：1,000元" in said
    assert run(["ledger", "compare", str(out), "--home", str(home), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["matched"], found["difference_count"]) == (2, 1)
    assert found["differences"][0]["row_number"] == 6


def test_every_column_is_named(capsys: Out) -> None:
    assert run(["ledger", "columns"]) == 0
    said = capsys.readouterr().out
    assert "fine  罚款额（元）（汇总要用，不能去掉）" in said
    assert "archive_number  归档号" in said
