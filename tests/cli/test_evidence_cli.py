"""The evidence's commands from the shell: what is told, what is written, which exit code a refusal has."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest

from inspector.cli import run
from inspector.db.engine import connect_raw
from inspector.paths import Home
from inspector.services.desk import Services
from tests.evidence.recordings import wav
from tests.services.evidence_desk import draw, visit_with_photos
from tests.workspaces import workspace_in

Out = pytest.CaptureFixture[str]


@pytest.fixture
def case(tmp_path: Path) -> tuple[str, str, list[str]]:
    """A store with a visit of two photos and its case: home, case id, photo ids."""
    home = tmp_path / "home"
    with workspace_in(home) as workspace:
        desk = Services.on(workspace)
        try:
            visit, photos = visit_with_photos(desk, tmp_path / "card", count=2)
            opened, _ = desk.cases.open_from_visit(visit.id, "noise.night_work")
        finally:
            desk.photos.close()
    return str(home), opened.id, [photo.id for photo in photos]


def test_add_show_check_and_set_the_clock(
    case: tuple[str, str, list[str]], tmp_path: Path, capsys: Out
) -> None:
    home, key, photos = case
    more = tmp_path / "more"
    draw(more, 1, seed=50)
    (more / "录音.wav").write_bytes(wav(2))
    (tmp_path / "程序.exe").write_bytes(b"MZ" + bytes(80))
    named = [str(more), str(tmp_path / "程序.exe")]
    assert run(["evidence", "add", *named, "--case", key, "--home", home, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [name for _, name in told["taken"]] == ["IMG_1.jpg", "录音.wav"]
    assert list(told["refused"]) == ["程序.exe"]
    assert run(["evidence", "add", str(more), "--home", home]) == 2
    sound = told["taken"][1][0]
    assert run(["evidence", "show", sound, "--home", home]) == 0
    assert "时长 0:02" in capsys.readouterr().out
    assert run(["evidence", "check", sound, "--home", home]) == 0
    assert run(["evidence", "proof", photos[0], "--home", home]) == 0
    assert "无凭证" in capsys.readouterr().out
    assert run(["evidence", "clock", *photos, "--seconds", "60", "--reason", "对表", "--home", home]) == 0
    assert run(["evidence", "clock", *photos, "--seconds", "60", "--reason", " ", "--home", home]) == 2
    assert run(["evidence", "confirm", photos[0], "--by", "张某", "--refused", "称不全", "--home", home]) == 0
    capsys.readouterr()
    assert run(["evidence", "show", photos[0], "--home", home]) == 0
    said = capsys.readouterr().out
    assert "照片信息，时钟已校正" in said and "拒绝确认（张某）：称不全；见证人 无" in said
    assert "校正相机时钟" in said
    assert run(["evidence", "show", "no-such", "--home", home]) == 2
    original = Home(Path(home)).files
    next(path for path in original.rglob("*") if path.is_file()).unlink()
    assert run(["evidence", "check", sound, "--home", home]) == 5
    assert run(["verify", "--home", home]) == 5


def test_layers_redaction_and_signatures(
    case: tuple[str, str, list[str]], tmp_path: Path, capsys: Out
) -> None:
    home, key, photos = case
    drawing = tmp_path / "layers.json"
    blur = {"kind": "blur", "x": 0, "y": 0, "w": 3000, "h": 3000, "hides": "face"}
    drawing.write_text(json.dumps({"marks": [blur], "crop": None, "turn": 0}), encoding="utf-8")
    picture = tmp_path / "标注.jpg"
    assert (
        run(["evidence", "layers", photos[0], "--set", str(drawing), "--out", str(picture), "--home", home])
        == 0
    )
    assert "第 1 版：打码 1" in capsys.readouterr().out and picture.read_bytes().startswith(b"\xff\xd8")
    out = tmp_path / "公开"
    assert run(["case", "redact", key, "--out", str(out), "--home", home]) == 0
    assert "没有打码，未写出：照片 2" in capsys.readouterr().out
    assert [path.name for path in out.iterdir()] == ["照片001.jpg"]
    assert run(["case", "redact", key, "--out", str(out), "--home", home]) == 4
    assert run(["evidence", "layers", photos[0], "--undo", "--home", home]) == 0
    assert "第 0 版：无标注" in capsys.readouterr().out
    drawing.write_text("{}", encoding="utf-8")
    assert run(["evidence", "layers", photos[0], "--set", str(drawing), "--home", home]) == 2
    with workspace_in(Path(home)) as workspace, workspace.read() as reader:
        from inspector.domain.records import Visit

        visit = reader.find(Visit)[0].id
    pen = tmp_path / "pen.json"
    pen.write_text("[[[0,0],[300,300]]]", encoding="utf-8")
    sign = ["evidence", "sign", "visit", visit, "--name", "张某", "--home", home]
    assert run([*sign, "--strokes", str(pen)]) == 0
    assert "签名与记录相符" in capsys.readouterr().out
    assert run([*sign, "--refused", "不识字", "--witness", "陈某"]) == 0
    assert run(sign) == 2


def test_the_certificate_is_one_page_and_repeats_byte_for_byte(
    case: tuple[str, str, list[str]], tmp_path: Path, capsys: Out
) -> None:
    home, key, photos = case
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for path in (first, second):
        day = ["--on", "2026-11-23"]
        assert run(["case", "certify", key, "--out", str(path), *day, "--home", home]) == 0
    assert first.read_bytes() == second.read_bytes()
    pages = pypdf.PdfReader(first).pages
    text = pages[0].extract_text()
    assert len(pages) == 1 and "电子证据完整性证明" in text and "结论：相符" in text
    raw = connect_raw(Path(home) / "inspector.db")
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute(f"DELETE FROM photo WHERE id = '{photos[1]}'")
    raw.close()
    assert run(["case", "certify", key, "--out", str(second), "--home", home]) == 0
    assert f"photo {photos[1]}：审计记录里有，表里没有" in capsys.readouterr().out
    for path in [path for path in Home(Path(home)).photos.rglob("*") if path.is_file()]:
        path.unlink()
    capsys.readouterr()
    assert run(["case", "certify", key, "--out", str(second), "--home", home]) == 0
    assert "照片缺失" in capsys.readouterr().out
    assert "结论：不符" in pypdf.PdfReader(second).pages[0].extract_text()
