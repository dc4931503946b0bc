"""Nothing acknowledged is lost by kill -9: two hundred kills of the service layer at random moments."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from PIL import Image

from inspector.db.verify import verify_store
from inspector.domain.ports import NoProgress
from inspector.services.visits import VisitService
from inspector.services.workspace import Workspace
from tests.workspaces import workspace_in

KILLS = 200


def _photos(folder: Path) -> Path:
    folder.mkdir()
    for number in range(6):
        Image.effect_noise((64, 48), 60 + number).convert("RGB").save(folder / f"{number}.jpg")
    return folder


def test_two_hundred_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    home, photos = tmp_path / "home", _photos(tmp_path / "card")
    with workspace_in(home) as workspace:
        visit, _ = VisitService(workspace).start("noise_construction")
    done = subprocess.run(
        [sys.executable, "-m", "tests.services.kill_child", str(home), visit.id, str(photos), str(KILLS)],
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    typed, answered, stored = 0, dict[str, int](), set[str]()
    lines = done.stdout.splitlines()
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "typed":
            typed = max(typed, int(rest))
        elif word == "answered":
            item, number = rest.split()
            answered[item] = int(number)
        else:
            stored.add(rest)
    assert len(lines) > KILLS
    with workspace_in(home) as reopened:
        _check(reopened, visit.id, typed, answered, stored)


def _check(
    workspace: Workspace, visit_id: str, typed: int, answered: dict[str, int], stored: set[str]
) -> None:
    sheet = VisitService(workspace).sheet(visit_id)
    assert (sheet.visit.wind_speed_tenths or 0) >= typed > 0
    for item, number in answered.items():
        assert int(sheet.answers[item].note.removeprefix("记录")) >= number
    assert stored
    for sha256 in stored:
        assert hashlib.sha256(workspace.photos.path_of(sha256).read_bytes()).hexdigest() == sha256
    with workspace.read() as reader:
        report = verify_store(reader, NoProgress())
    assert (report.chain_faults, report.row_faults, report.integrity) == ((), (), ())
