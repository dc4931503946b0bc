"""Batches of papers: what goes out, what is said to be missing, what a cancel leaves, and that the copies are events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader

from inspector.cli import run
from inspector.domain.errors import CancelledError
from inspector.domain.kinds import Outcome
from inspector.domain.records import Case, Paper
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.desk import Services
from inspector.services.paper_batch import (
    BatchNotWrittenError,
    BatchOptions,
    BatchService,
    NothingToWriteError,
)
from inspector.services.workspace import Workspace
from tests.screenshots.sample import fill
from tests.workspaces import NOW


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    fill(folder)
    return folder


@pytest.fixture
def desk(filled: Path) -> Iterator[Services]:
    with Workspace.open(Home(filled), SettableClock(NOW)) as workspace:
        services = Services.on(workspace)
        yield services
        services.photos.close()


@pytest.fixture
def batch(desk: Services) -> BatchService:
    return BatchService(desk.workspace, desk.papers)


@pytest.fixture
def fined(desk: Services) -> Case:
    with desk.workspace.read() as reader:
        return next(
            case
            for case in reader.find(Case, order=("found_on", "id"))
            if case.outcome is Outcome.PENALTY
            and reader.count(Paper, case_id=case.id, kind="penalty_decision", void_reason="")
        )


@dataclass
class Cancelling:
    """Progress that is cancelled once `after` papers were reported."""

    after: int
    seen: int = 0

    def report(self, done: int, total: int, text: str) -> None:
        self.seen = done

    def cancelled(self) -> bool:
        return self.seen >= self.after


def _saved(desk: Services) -> int:
    with desk.workspace.read() as reader:
        return sum(body["action"] == "paper.saved" for body in reader.noted("paper"))


def test_a_case_goes_into_one_pdf_with_a_bookmark_a_paper_and_every_copy_is_an_event(
    desk: Services, batch: BatchService, fined: Case, tmp_path: Path
) -> None:
    items = batch.of_case(fined.id)
    issued = [item for item in items if item.paper is not None]
    before = _saved(desk)
    report = batch.write(items, tmp_path / "全部文书.pdf")
    joined = PdfReader(tmp_path / "全部文书.pdf", strict=True)
    assert report.written == len(issued) == len(joined.outline)
    assert len(joined.pages) == report.pages == sum(item.paper.pages for item in issued if item.paper)
    assert _saved(desk) - before == len(issued)
    starts = [joined.get_destination_page_number(mark) for mark in joined.outline]  # type: ignore[arg-type]
    for item, start in zip(issued, starts, strict=True):
        assert item.paper is not None and start is not None
        own = PdfReader(desk.workspace.papers.path_of(item.paper.sha256))
        for offset, page in enumerate(own.pages):
            assert joined.pages[start + offset].extract_text() == page.extract_text()
    assert len(report.lacking) == len(items) - len(issued)


def test_a_folder_gets_the_stored_bytes_and_no_file_is_overwritten(
    desk: Services, batch: BatchService, fined: Case, tmp_path: Path
) -> None:
    items = [item for item in batch.of_case(fined.id) if item.paper is not None]
    batch.write(items, tmp_path / "出")
    first = {path.name: path.read_bytes() for path in (tmp_path / "出").iterdir()}
    assert sorted(first.values()) == sorted(desk.papers.pdf(item.paper) for item in items if item.paper)
    batch.write(items, tmp_path / "出")
    assert len(list((tmp_path / "出").iterdir())) == 2 * len(items)
    assert all((tmp_path / "出" / name).read_bytes() == pdf for name, pdf in first.items())


def test_drafts_bear_their_marks_and_what_is_left_out_is_named(
    desk: Services, batch: BatchService, tmp_path: Path
) -> None:
    with desk.workspace.read() as reader:
        early = next(case for case in reader.find(Case) if case.outcome is None)
        papers = reader.count(Paper)
    items = batch.of_case(early.id)
    open_ones = [item for item in items if item.paper is None]
    report = batch.write(items, tmp_path / "草稿", BatchOptions(drafts=True))
    assert report.drafts == len(open_ones) > 0 and not report.lacking
    drafts = [path for path in (tmp_path / "草稿").iterdir() if "（草稿）" in path.name]
    assert len(drafts) == len(open_ones)
    with desk.workspace.read() as reader:
        assert reader.count(Paper) == papers, "writing drafts issues nothing"
    with pytest.raises(NothingToWriteError) as refused:
        batch.write(open_ones, tmp_path / "空.pdf")
    assert len(refused.value.places) == len(open_ones)
    assert not (tmp_path / "空.pdf").exists()


def test_issuing_on_the_way_takes_numbers_for_what_is_complete_and_names_what_lacks(
    desk: Services, batch: BatchService, tmp_path: Path
) -> None:
    with desk.workspace.read() as reader:
        case = next(case for case in reader.find(Case) if case.stage == "noticed")
    before = batch.of_case(case.id)
    report = batch.write(before, tmp_path / "出具", BatchOptions(issue=True))
    after = batch.of_case(case.id)
    gained = sum(i.paper is not None for i in after) - sum(i.paper is not None for i in before)
    assert report.issued == gained > 0
    assert len(report.lacking) == sum(item.paper is None for item in after)
    assert all("：" in line for line in report.lacking)
    assert report.changes.kinds() >= {"paper"}


def test_the_decisions_of_a_day_are_those_decided_on_it(
    desk: Services, batch: BatchService, fined: Case
) -> None:
    assert fined.decided_on is not None
    items = batch.of_day(fined.decided_on)
    assert fined.id in {item.case_id for item in items}
    with desk.workspace.read() as reader:
        assert all(reader.get(Case, item.case_id or "").decided_on == fined.decided_on for item in items)


def test_a_cancel_keeps_whole_files_in_a_folder_and_writes_no_half_pdf(
    desk: Services, batch: BatchService, fined: Case, tmp_path: Path
) -> None:
    items = [item for item in batch.of_case(fined.id) if item.paper is not None]
    before = _saved(desk)
    with pytest.raises(CancelledError, match="已写出的 2 份保留"):
        batch.write(items, tmp_path / "出", progress=Cancelling(2))
    assert len(list((tmp_path / "出").iterdir())) == 2
    assert _saved(desk) - before == 2, "what is out is noted"
    with pytest.raises(CancelledError, match="没有写出文件"):
        batch.write(items, tmp_path / "一份.pdf", progress=Cancelling(2))
    assert [path.name for path in tmp_path.iterdir()] == ["出"]
    assert _saved(desk) - before == 2


def test_a_folder_that_cannot_be_written_is_said(batch: BatchService, fined: Case, tmp_path: Path) -> None:
    (tmp_path / "占用").write_text("文件", encoding="utf-8")
    with pytest.raises(BatchNotWrittenError, match="占用"):
        batch.write(batch.of_case(fined.id), tmp_path / "占用")
    with pytest.raises(BatchNotWrittenError):
        batch.write(batch.of_case(fined.id), tmp_path / "没有" / "一份.pdf")


def test_the_command_writes_a_day_and_asks_for_one_scope(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Workspace.open(Home(filled), SettableClock(NOW)) as workspace, workspace.read() as reader:
        day = next(
            case.decided_on
            for case in reader.find(Case)
            if case.outcome is Outcome.PENALTY
            and reader.count(Paper, case_id=case.id, kind="penalty_decision")
        )
    command = ["papers", "batch", "--out", str(tmp_path / "当日.pdf"), "--home", str(filled)]
    assert run([*command, "--day", str(day)]) == 0
    assert "写出" in capsys.readouterr().out
    assert PdfReader(tmp_path / "当日.pdf").pages
    assert run(command) == 2
    assert "选一个" in capsys.readouterr().err
