"""Copies that leave the data folder: whole or not at all, and never over an older one that was good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.documents.dossier import PaperKind
from inspector.services.access import SignInNeededError
from inspector.services.copies import CopyNotWrittenError, write_copy
from inspector.services.desk import Services
from inspector.services.reentry import ReentryService
from inspector.services.workspace import Workspace


def test_a_copy_replaces_an_older_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "决定书 1.pdf"
    write_copy(target, b"old")
    write_copy(target, b"new")
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_where_it_cannot_be_written_it_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(CopyNotWrittenError) as refused:
        write_copy(tmp_path / "没有这个文件夹" / "决定书.pdf", b"new")
    assert "没有写成 决定书.pdf" in refused.value.what
    assert refused.value.next_step
    folder = tmp_path / "夹子.pdf"
    folder.mkdir()
    with pytest.raises(CopyNotWrittenError):
        write_copy(folder, b"new")
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_who_has_not_signed_in_gets_no_draft_and_no_list(workspace: Workspace, tmp_path: Path) -> None:
    desk = Services.on(workspace)
    new = replace(desk.cases.new_case("noise.night_work", date(2026, 9, 21)), party_name="甲公司")
    case, _ = desk.cases.open_by_hand(new)
    shown = desk.papers.preview(PaperKind.FILING, case_id=case.id)
    reentry = ReentryService(workspace, desk.papers.dossiers)
    desk.sign_in.set_first(desk.officers.named("李甲").id, "长一点的密码 2026")
    desk.sign_in.sign_out()
    target = tmp_path / "草稿.pdf"
    with pytest.raises(SignInNeededError):
        desk.papers.save_shown(shown, target)
    with pytest.raises(SignInNeededError):
        reentry.save(case.id, target)
    assert not target.exists()
    desk.sign_in.sign_in("示-0001", "长一点的密码 2026")
    desk.papers.save_shown(shown, target)
    assert target.read_bytes() == shown.pdf
    desk.photos.close()
