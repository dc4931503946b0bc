"""The whole job without a window, and the exit codes and words of refusals."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook

from inspector.cli import run
from inspector.db.engine import connect_raw
from inspector.db.schema import SCHEMA_VERSION
from inspector.domain.ports import NoProgress
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.demo import DEMO_DAY, run_demo
from inspector.services.workspace import Workspace
from tests.workspaces import workspace_in

Out = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "out"
    run_demo(folder, 1, NoProgress())
    return folder


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".pdf", ".xlsx"}
    }


def test_the_demo_does_the_whole_job(demo: Path) -> None:
    home = Home(demo / "home")
    with (
        Workspace.open(home, SettableClock(DEMO_DAY), exclusive=False) as workspace,
        workspace.read() as reader,
    ):
        from inspector.domain.records import Case, Paper, Photo

        cases, papers, photos = reader.find(Case), reader.find(Paper), reader.find(Photo)
    assert len(cases) >= 9
    assert {case.element for case in cases} == {"噪声", "大气"}
    assert {case.inspection_kind.split("_")[0] for case in cases} == {"noise", "dust", "voc"}
    outcomes = {case.outcome.value for case in cases if case.outcome}
    assert outcomes == {"penalty", "reduced", "waived", "may_be_waived", "handed_over"}
    assert {photo.format for photo in photos} >= {"JPEG", "HEIC", "PNG"}
    assert len(list(demo.rglob("*.pdf"))) == len(papers) >= 9
    assert all(paper.pages > 0 and paper.chain_head for paper in papers)


def test_every_paper_of_the_demo_embeds_its_fonts_and_gives_its_text(demo: Path) -> None:
    for path in demo.rglob("*.pdf"):
        reader = pypdf.PdfReader(path)
        text = "".join(page.extract_text() for page in reader.pages)
        assert "深圳市" in text, path
        for page in reader.pages:
            fonts = page["/Resources"].get_object().get("/Font", {}).get_object()  # type: ignore[union-attr]
            for font in fonts.values():
                described = font.get_object()
                inner = described.get("/DescendantFonts")
                holder = inner.get_object()[0].get_object() if inner else described
                assert "/FontFile2" in holder["/FontDescriptor"].get_object(), path


def test_the_ledger_of_the_demo_equals_the_store(demo: Path) -> None:
    with Workspace.open(Home(demo / "home"), SettableClock(DEMO_DAY), exclusive=False) as workspace:
        from inspector.db.lists import StoredRows
        from inspector.domain.lists import ListFilter
        from inspector.domain.records import Case

        source = StoredRows(workspace.store, Case, ListFilter())
        count, (fines, spared) = source.count(), source.sums("amount_fen", "reduced_fen")
    book = load_workbook(demo / "台账.xlsx")
    sheet = book["台账"]
    heads = [str(cell.value).replace("\n", "") for cell in sheet[4]]
    rows = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[heads.index("当事人")]]
    assert len(rows) == count
    assert round(sum(float(str(row[heads.index("罚款额（元）")] or 0)) for row in rows) * 100) == fines
    assert round(sum(float(str(row[heads.index("减免额（元）")] or 0)) for row in rows) * 100) == spared
    assert sheet.freeze_panes == "B5"
    summary = load_workbook(demo / "台账.xlsx", data_only=True)["汇总"]
    assert "对账平：合计与台账一致，对账差 0" in {cell.value for row in summary for cell in row}
    assert str(sheet.cell(row=5 + count, column=heads.index("罚款额（元）") + 1).value).startswith(
        "=SUBTOTAL"
    )


def test_one_seed_gives_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    run_demo(tmp_path / "again", 1, NoProgress())
    assert _hashes(tmp_path / "again") == _hashes(demo)


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, capsys: Out) -> None:
    (tmp_path / "mine.txt").write_text("不要动")
    assert run(["demo", "--out", str(tmp_path)]) == 4
    assert "不是空的" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "home"
    with workspace_in(folder):
        pass
    yield folder


def test_sites_template_reads_back_and_bad_sheets_have_exit_code_two(
    home: Path, tmp_path: Path, capsys: Out
) -> None:
    sheet = tmp_path / "模板.xlsx"
    assert run(["sites", "template", str(sheet), "--home", str(home)]) == 0
    assert run(["sites", "import", str(sheet), "--home", str(home)]) == 2
    assert "没有可以导入的行" in capsys.readouterr().err
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    assert run(["sites", "import", str(broken), "--home", str(home)]) == 2
    said = capsys.readouterr().err
    assert "读不了表格" in said
    assert "原文件未改动" in said


def test_a_visit_from_a_file_then_show_export_and_check(
    home: Path, tmp_path: Path, capsys: Out, demo: Path
) -> None:
    content = {
        "checklist": "noise_construction",
        "party": {"name": "深圳市示例建筑工程有限公司", "address": "示例路18号"},
        "started_at": "2026-11-22T23:18:00+08:00",
        "ended_at": "2026-11-23T00:06:00+08:00",
        "place": "示例路18号",
        "officers": [{"name": "李甲", "card_number": "示-0001"}, {"name": "王乙", "card_number": "示-0017"}],
        "identity_shown": True,
        "rights_told": True,
        "person_in_charge": "张某",
        "findings": "未能出示夜间施工证明。",
        "answers": {
            "permit": "unmet",
            "announced": "unmet",
            "sources": "met",
            "distance": "met",
            "monitor": "unchecked",
        },
        "measurements": [{"quantity": "leq_20min", "unit": "dB(A)", "value": 63.8, "zone": "site"}],
        "complete": True,
    }
    file = tmp_path / "visit.json"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    assert run(["visit", "import", str(file), "--home", str(home), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["missing"]) == ("complete", [])
    content["answers"] = {"no_such": "met"}
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    assert run(["visit", "import", str(file), "--home", str(home)]) == 2
    assert "没有要点 no_such" in capsys.readouterr().err
    store = demo / "home"
    assert run(["case", "list", "--home", str(store), "--json"]) == 0
    case = next(entry for entry in json.loads(capsys.readouterr().out) if entry["case_number"])
    assert run(["case", "show", case["case_number"], "--home", str(store)]) == 0
    assert case["title"] in capsys.readouterr().out
    out = tmp_path / "case"
    assert run(["case", "export", case["case_number"], "--home", str(store), "--out", str(out)]) == 0
    for line in (out / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest


def test_tampering_ends_with_exit_code_five(home: Path, capsys: Out) -> None:
    assert run(["verify", "--home", str(home)]) == 0
    raw = connect_raw(home / "inspector.db")
    raw.execute("UPDATE officer SET name = '换掉' WHERE card_number = '示-0017'")
    raw.close()
    assert run(["verify", "--home", str(home)]) == 5
    assert "没有修复或删除" in capsys.readouterr().err


def test_a_newer_store_and_a_second_copy_end_with_exit_code_four(home: Path, capsys: Out) -> None:
    with workspace_in(home):
        assert run(["verify", "--home", str(home)]) == 4
        assert "另一个窗口" in capsys.readouterr().err
    raw = connect_raw(home / "inspector.db")
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.close()
    assert run(["case", "list", "--home", str(home)]) == 4
    assert "更新版本" in capsys.readouterr().err


def test_backup_law_self_check_and_usage(home: Path, tmp_path: Path, capsys: Out) -> None:
    assert run(["backup", "--home", str(home), "--out", str(tmp_path / "b")]) == 0
    assert len(list((tmp_path / "b").glob("inspector-*.db"))) == 1
    facts = tmp_path / "facts.json"
    facts.write_text(
        json.dumps(
            {"violation": "waste.label", "act_day": "2026-08-01", "decision_day": "2026-11-01", "facts": {}}
        ),
        encoding="utf-8",
    )
    capsys.readouterr()
    assert run(["law", "evaluate", str(facts), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)
    facts.write_text("{坏", encoding="utf-8")
    assert run(["law", "evaluate", str(facts)]) == 2
    assert run(["self-check"]) == 0
    assert run(["no-such-command"]) == 2


def test_a_folder_named_before_the_command_is_the_one_it_works_on(
    tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing may land in another folder because `--home` stood first; one named after the command goes before it."""
    usual, first, last = (tmp_path / name for name in ("usual", "first", "last"))
    monkeypatch.setenv("INSPECTOR_HOME", str(usual))
    assert run(["--home", str(first), "campaign", "list"]) == 0
    assert run(["--home", str(first), "campaign", "list", "--home", str(last)]) == 0
    assert (Home(first).database.exists(), Home(last).database.exists(), usual.exists()) == (
        True,
        True,
        False,
    )
    assert run(["campaign", "list"]) == 0
    assert usual.exists(), "the next command does not keep the folder of the one before"
    capsys.readouterr()
