"""Bad input on the command line: exit code 2 or 4, words, no traceback, and a store that is as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.cli import run
from inspector.db import engine
from inspector.db.engine import RawConnection, connect_raw
from tests.bad_input.gallery import PHOTOS, SHEETS, VISITS, Specimen, merged_over_everything, visit_file
from tests.evidence import specimens
from tests.workspaces import workspace_in

Out = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with officers and a bureau."""
    with workspace_in(tmp_path / "home"):
        pass
    return tmp_path / "home"


def head(home: Path) -> tuple[object, ...]:
    """The head of the chain and the number of rows a person would miss."""
    raw = connect_raw(home / "inspector.db")
    try:
        found = raw.execute(
            "SELECT count(*), max(seq), (SELECT count(*) FROM site), (SELECT count(*) FROM visit),"
            " (SELECT count(*) FROM photo) FROM event"
        ).fetchone()
    finally:
        raw.close()
    assert found is not None
    return found


def refused(home: Path, capsys: Out, arguments: list[str], code: int, words: tuple[str, ...]) -> None:
    """Run a command that must be refused, and leave the store as it was."""
    before = head(home)
    assert run([*arguments, "--home", str(home)]) == code
    said = capsys.readouterr()
    folded = "".join((said.err + said.out).split())
    for word in words:
        assert "".join(word.split()) in folded, said.err
    assert "Traceback" not in said.err + said.out
    assert head(home) == before
    assert not list((home / "logs").glob("crash*"))


@pytest.mark.parametrize("specimen", SHEETS.values(), ids=SHEETS)
def test_a_bad_sheet(specimen: Specimen, home: Path, tmp_path: Path, capsys: Out) -> None:
    path = specimen.write(tmp_path)
    kept = path.read_bytes()
    refused(home, capsys, ["sites", "import", str(path)], 2, specimen.words)
    assert path.read_bytes() == kept


def test_a_small_sheet_merged_over_everything_is_read_or_refused_at_once(
    home: Path, tmp_path: Path, capsys: Out
) -> None:
    path = tmp_path / "合并.xlsx"
    path.write_bytes(merged_over_everything())
    assert path.stat().st_size < 6_000
    assert run(["sites", "import", str(path), "--home", str(home)]) == 0
    assert "1" in capsys.readouterr().out
    assert head(home)[2] == 1


@pytest.mark.parametrize("specimen", VISITS.values(), ids=VISITS)
def test_a_bad_visit_file(specimen: Specimen, home: Path, tmp_path: Path, capsys: Out) -> None:
    refused(home, capsys, ["visit", "import", str(specimen.write(tmp_path))], 2, specimen.words)


@pytest.mark.parametrize("specimen", PHOTOS.values(), ids=PHOTOS)
def test_a_bad_photo_is_named_and_the_good_ones_are_kept(
    specimen: Specimen, home: Path, tmp_path: Path, capsys: Out
) -> None:
    card = tmp_path / "卡"
    card.mkdir()
    specimen.write(card)
    (card / "好.jpg").write_bytes(specimens.jpeg())
    file = tmp_path / "检查.json"
    file.write_bytes(visit_file())
    run(["visit", "import", str(file), "--photos", str(card), "--home", str(home)])
    said = capsys.readouterr()
    folded = "".join((said.err + said.out).split())
    assert all("".join(word.split()) in folded for word in specimen.words), said
    assert head(home)[3:] == (1, 1)


def test_a_name_that_climbs_out_stays_a_name(home: Path, tmp_path: Path, capsys: Out) -> None:
    card = tmp_path / "卡"
    card.mkdir()
    (card / r"夜间..\..\evil.jpg").write_bytes(specimens.jpeg())
    file = tmp_path / "检查.json"
    file.write_bytes(visit_file())
    assert run(["visit", "import", str(file), "--photos", str(card), "--home", str(home)]) == 0
    capsys.readouterr()
    assert head(home)[4] == 1
    outside = [path for path in tmp_path.rglob("*evil*") if path.parent != card]
    assert outside == []


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Databases that may not grow any more: the engine then reports what it reports on a full disk."""
    opened = engine.connect_raw

    def cramped(path: Path) -> RawConnection:
        raw = opened(path)
        row = raw.execute("PRAGMA page_count").fetchone()
        raw.execute(f"PRAGMA max_page_count = {row[0] if row else 1}").fetchall()
        return raw

    monkeypatch.setattr(engine, "connect_raw", cramped)
    yield


def test_a_full_disk(home: Path, tmp_path: Path, capsys: Out, full_disk: None) -> None:
    template = tmp_path / "对象.xlsx"
    specimen = SHEETS["impossible date"]
    template.write_bytes(specimen.make())
    from openpyxl import load_workbook

    book = load_workbook(template)
    sheet = book.worksheets[0]
    sheet.delete_rows(2)
    for number in range(3_000):
        sheet.append((f"第{number}公司", "企业", None, f"示例路{number}号", None, None))
    book.save(template)
    refused(home, capsys, ["sites", "import", str(template)], 4, ("磁盘已满", "没有写入"))
