"""An exported case folder is checked by the script beside it, as a court's expert would: good, tampered, unreadable."""

from __future__ import annotations

import hashlib
import json
import random
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.evidence_records import PhotoLayers, Signature
from inspector.domain.layers import Arrow, Layers
from inspector.domain.people_records import Account
from inspector.domain.records import Officer, Photo
from inspector.paths import resources_dir
from inspector.services.access import ActionNotPermittedError
from inspector.services.apologies import ApologyEntry
from inspector.services.cases import CaseService
from inspector.services.custody import custody_log
from inspector.services.desk import Services
from inspector.services.files import FileService
from inspector.services.photo_layers import LayerService
from inspector.services.signatures import SignatureService
from tests.evidence.recordings import pdf, wav
from tests.services.evidence_desk import visit_with_photos
from tests.services.test_signatures import PEN
from tests.workspaces import workspace_in

SCRIPT = resources_dir() / "verify" / "verify_case.py"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder of a case with photos, files, layers, a signature and a paper, and a head kept outside it."""
    root = tmp_path_factory.mktemp("export")
    with workspace_in(root / "home") as workspace:
        desk = Services.on(workspace)
        try:
            visit, photos = visit_with_photos(desk, root / "card", count=2)
            (root / "card" / "录音.wav").write_bytes(wav(1))
            (root / "card" / "证明.pdf").write_bytes(pdf(1))
            files = FileService(workspace, desk.photos.worker)
            assert len(files.take_in([root / "card"], visit_id=visit.id).taken) == 2
            LayerService(workspace, desk.photos).save(photos[0].id, Layers((Arrow(0, 0, 9, 9),)))
            case, _ = CaseService(workspace).open_from_visit(visit.id, "noise.night_work")
            desk.law.answer(case.id, "confessed", True, "询问笔录")
            desk.law.answer(case.id, "coerced", True, "询问笔录")
            desk.law.answer(case.id, "coerced", None)
            desk.apologies.record(case.id, ApologyEntry(percent=30, exclusions={}))
            desk.further_acts.add(case.id, "noise.construction_exceed", "same_act")
            SignatureService(workspace).sign("visit", visit.id, "party", "张某", PEN)
            desk.photos.set_aside(photos[1].id, "重复")
            desk.photos.describe(photos[0].id, caption="夜间浇筑", proves="夜间施工")
            desk.papers.issue("photo_sheet", visit_id=visit.id)
            # Another case's events lie between and behind, and must not come along.
            other, _ = desk.visits.start("noise_construction")
            desk.visits.update(other.id, party_name="与本案无关的单位")
            desk.export.export(case.id, root / "out")
            with workspace.read() as reader:
                head = reader.head(workspace.origin.chain_id)
                outside = f"{head.seq - 6}:" + next(
                    event.hash.hex()[:12].upper() for event in reader.events() if event.seq == head.seq - 6
                )
                assert [
                    [entry.what for entry in custody_log(reader, photo)].count("导出")
                    for photo in reader.find(Photo, order=("ordinal",), visit_id=visit.id)
                ] == [1, 0], "the one set aside was not handed out, and its log does not say so"
                assert reader.count(PhotoLayers) == reader.count(Signature) == 1
        finally:
            desk.photos.close()
    return root / "out", outside


@pytest.fixture
def folder(exported: tuple[Path, str], tmp_path: Path) -> Path:
    shutil.copytree(exported[0], tmp_path / "案件")
    return tmp_path / "案件"


def _run(folder: Path, *more: str) -> tuple[int, str]:
    """The folder's own script in a Python that knows nothing of the program."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify_case.py"), str(folder), *more],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


VERIFY: Callable[..., Any] = runpy.run_path(str(SCRIPT))["verify"]


def _resealed(folder: Path) -> None:
    """Make the list of hashes fit again, as whoever tampers would."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_an_honest_folder_agrees_with_itself_and_with_a_head_on_paper(
    folder: Path, exported: tuple[Path, str]
) -> None:
    code, said = _run(folder)
    assert code == 0, said
    assert "结果：相符" in said and "照片 1，材料 2，文书 1" in said
    code, said = _run(folder, "--head", exported[1])
    assert code == 0 and "与外存的链首相符" in said
    wrong = exported[1].split(":")[0] + ":" + "0" * 12
    assert _run(folder, "--head", wrong)[0] == 1
    assert _run(folder, "--head", "999999:" + "0" * 12)[0] == 2


def test_everything_kept_of_the_case_comes_along_and_what_was_taken_back(folder: Path) -> None:
    content = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    tables = {record["table"] for record in content["records"]}
    assert {"law_fact", "apology_request", "further_act", "paper", "signature", "photo_layers"} <= tables
    lines = (folder / "chain.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(event["body"])["action"] for event in map(json.loads, lines) if "body" in event]
    assert told.count("law.answered") == 2 and told.count("law.answer_cleared") == 1


def test_other_cases_and_passwords_do_not_come_along(folder: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.json*"))
    assert "与本案无关的单位" not in text and "\\u4e0e\\u672c\\u6848\\u65e0\\u5173" not in text
    assert "password" not in text and "吴戊" not in text


def _swap_photo(folder: Path) -> None:
    (photo,) = (folder / "photos").iterdir()
    photo.write_bytes(photo.read_bytes()[:-3] + b"\0\xff\xd9")


def _drop_photo(folder: Path) -> None:
    next((folder / "photos").iterdir()).unlink()


def _edit_record(folder: Path) -> None:
    content = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    photo = next(record for record in content["records"] if record["table"] == "photo")
    photo["image"]["taken_at"] = "2026-11-22T10:00:00.000000Z"
    (folder / "case.json").write_text(json.dumps(content), encoding="utf-8")


def _drop_record(folder: Path) -> None:
    content = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    content["records"] = [record for record in content["records"] if record["table"] != "signature"]
    (folder / "case.json").write_text(json.dumps(content), encoding="utf-8")


def _lines(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "chain.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _write_lines(folder: Path, lines: list[dict[str, Any]]) -> None:
    (folder / "chain.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")


def _edit_event(folder: Path) -> None:
    lines = _lines(folder)
    event = next(line for line in lines if "浇筑" in line.get("body", ""))
    event["body"] = event["body"].replace("浇筑", "停工")
    _write_lines(folder, lines)


def _drop_event(folder: Path) -> None:
    lines = _lines(folder)
    _write_lines(folder, lines[:5] + lines[6:])


def _cut_chain(folder: Path) -> None:
    _write_lines(folder, _lines(folder)[:-3])


def _exchange_events(folder: Path) -> None:
    lines = _lines(folder)
    lines[4], lines[5] = lines[5], lines[4]
    _write_lines(folder, lines)


TAMPERINGS = [
    _swap_photo, _drop_photo, _edit_record, _drop_record, _edit_event, _drop_event, _cut_chain, _exchange_events,
]  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda work: work.__name__.strip("_"))
def test_a_tampered_folder_is_found_even_with_a_fitting_list(
    folder: Path, tamper: Callable[[Path], None]
) -> None:
    tamper(folder)
    assert VERIFY(folder).code == 1
    _resealed(folder)
    report = VERIFY(folder)
    assert report.code == 1, report.fine


def test_the_script_itself_says_so(folder: Path) -> None:
    _swap_photo(folder)
    code, said = _run(folder)
    assert code == 1 and "内容与清单不符：photos/" in said and "结果：不符" in said
    told = json.loads(_run(folder, "--json")[1])
    assert told["verdict"] == "不符" and len(told["wrong"]) == 2


def test_a_stranger_and_a_lost_list_are_told_apart(folder: Path) -> None:
    (folder / "photos" / "多出来的.jpg").write_bytes(b"x")
    assert any("清单以外" in line for line in VERIFY(folder).wrong)
    (folder / "SHA256SUMS").unlink()
    report = VERIFY(folder)
    assert any(line.startswith("文件没能核对") for line in report.unchecked)


def test_a_chain_rewritten_whole_shows_only_against_a_head_outside(
    folder: Path, exported: tuple[Path, str]
) -> None:
    """The manual says so, and this holds it true: inside the folder alone a rewritten chain agrees with itself."""
    namespace = runpy.run_path(str(SCRIPT))
    lines, before = _lines(folder), ""
    forged = {"夜间浇筑": "白天浇筑"}
    made: dict[int, str] = {}
    for line in lines:
        before = before or line["prev"]
        if "body" in line:
            event = json.loads(line["body"])
            if event["entity"] == "paper":
                # The head a paper bears is an anchor too, until the forger remembers it.
                forged[event["after"]["chain_head"]] = made[event["after"]["chain_seq"]][:12].upper()
            for old, new in forged.items():
                line["body"] = line["body"].replace(old, new)
            line["hash"] = namespace["event_hash"](bytes.fromhex(before), line["body"].encode())
        else:
            line["hash"] = hashlib.sha256(before.encode()).hexdigest()
        before = made[line["seq"]] = line["hash"]
    _write_lines(folder, lines)
    text = (folder / "case.json").read_text(encoding="utf-8")
    for old, new in forged.items():
        text = text.replace(old, new)
    content = json.loads(text)
    content["chain_heads"] = [{key: lines[-1][key] for key in ("chain", "seq", "hash")}]
    (folder / "case.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    _resealed(folder)
    assert VERIFY(folder).code == 0
    assert VERIFY(folder, exported[1]).code == 1


def test_the_verifier_never_breaks_over_a_mutated_folder(folder: Path) -> None:
    """Random bytes in any file, with and without a fitting list: always a verdict, never agreement, no traceback."""
    dice = random.Random(11)
    targets = [
        folder / "case.json",
        folder / "chain.jsonl",
        folder / "SHA256SUMS",
        *(folder / "photos").iterdir(),
    ]
    for _ in range(150):
        path = dice.choice(targets)
        whole = path.read_bytes()
        mutated = bytearray(whole)
        at = dice.randrange(len(mutated))
        mutated[at : at + dice.choice((1, 1, 4))] = dice.randbytes(dice.choice((0, 1, 3)))
        path.write_bytes(bytes(mutated))
        report = VERIFY(folder)
        assert report.code != 0 or bytes(mutated) == whole
        path.write_bytes(whole)
    assert VERIFY(folder).code == 0


def test_who_may_not_export_gets_no_file_and_who_may_gets_photos_too(tmp_path: Path) -> None:
    """A leader exports with the photos' custody noted; an administrator is refused before the first file."""
    with workspace_in(tmp_path / "home") as workspace:
        desk = Services.on(workspace)
        try:
            visit, _ = visit_with_photos(desk, tmp_path / "card", count=1)
            case, _ = CaseService(workspace).open_from_visit(visit.id, "noise.night_work")
            people = {
                role: desk.officers.save_officer(Officer(name=role, card_number=role, roles=role))[0]
                for role in ("leader", "administrator")
            }
            with workspace.write() as writer:
                for one in people.values():
                    account = Account(officer_id=one.id, password_hash="$argon2id$x")
                    writer.put(account, "account.opened")
            workspace.sign_in(people["administrator"].id)
            with pytest.raises(ActionNotPermittedError):
                desk.export.export(case.id, tmp_path / "out")
            assert not (tmp_path / "out").exists()
            workspace.sign_in(people["leader"].id)
            assert desk.export.export(case.id, tmp_path / "out")
        finally:
            desk.photos.close()
