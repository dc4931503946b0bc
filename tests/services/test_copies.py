"""Copies that leave the data folder: whole or not at all, and never over an older one that was good."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
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
from tests.services.evidence_desk import visit_with_photos


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


def test_the_longest_chinese_name_is_written_too(tmp_path: Path) -> None:
    """255 bytes is what a file system takes for a name; a draft beside it must not need more."""
    target = tmp_path / f"{'案' * 83}.pdf"
    write_copy(target, b"whole")
    assert target.read_bytes() == b"whole"


def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "真" / "决定书.pdf", tmp_path / "决定书.pdf"
    real.parent.mkdir()
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_copy(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_bytes)
        write_copy(pipe, b"whole")
        assert read.result(timeout=10) == b"whole"
    assert pipe.is_fifo()


def test_a_picture_with_marks_leaves_only_with_its_event(workspace: Workspace, tmp_path: Path) -> None:
    desk = Services.on(workspace)
    visit, (photo, *_) = visit_with_photos(desk, tmp_path / "card", count=1)
    target = tmp_path / "带标注.jpg"
    desk.layers.export(photo.id, target)
    assert target.read_bytes().startswith(b"\xff\xd8")
    before = len(desk.custody.log(photo))
    with pytest.raises(CopyNotWrittenError):
        desk.layers.export(photo.id, tmp_path / "没有" / "带标注.jpg")
    assert len(desk.custody.log(photo)) == before, "a copy that was not written has not left"
    desk.sign_in.set_first(desk.officers.named("李甲").id, "长一点的密码 2026")
    desk.sign_in.sign_out()
    with pytest.raises(SignInNeededError):
        desk.layers.export(photo.id, tmp_path / "再来.jpg")
    assert not (tmp_path / "再来.jpg").exists()
    desk.photos.close()
    assert visit.id == photo.visit_id


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
