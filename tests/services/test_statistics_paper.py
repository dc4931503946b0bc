"""The statistics on paper: every figure of the period, the same bytes again, and nothing written without its event."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from inspector.domain.kinds import Outcome
from inspector.domain.people_records import Account
from inspector.domain.records import Case, CaseStep, Officer
from inspector.services.access import SignInNeededError
from inspector.services.copies import CopyNotWrittenError
from inspector.services.statistics import StatisticsFilter, StatisticsService
from inspector.services.statistics_paper import StatisticsPaperService, main_figures
from inspector.services.workspace import Workspace
from tests.documents.test_archive_form import faults

YEAR = StatisticsFilter(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def paper(workspace: Workspace) -> Iterator[StatisticsPaperService]:
    """Two years of cases in two districts, some fined, some spared, one measure."""
    rng = random.Random(8)
    with workspace.write() as writer:
        for number in range(60):
            found = date(2024, 1, 1) + timedelta(days=rng.randrange(700))
            outcome = rng.choice((None, Outcome.PENALTY, Outcome.WAIVED))
            case = Case(
                title=f"{number}",
                violation_id="noise.night_work",
                element=rng.choice(("噪声", "大气")),
                inspection_kind="",
                found_on=found,
                act_day=found,
                district=rng.choice(("南澜区", "北屿区")),
                outcome=outcome,
                decided_on=found + timedelta(days=30) if outcome else None,
                amount_fen=3_210_000 if outcome is Outcome.PENALTY else None,
                reduced_fen=1_000_000 if outcome is Outcome.WAIVED else None,
            )
            stored = writer.put(case, "case.opened")
            writer.put(CaseStep(case_id=stored.id, step="filed", day=found), "case.step")
            if number == 0:
                halted = CaseStep(case_id=stored.id, step="production_halted", day=date(2025, 5, 1))
                writer.put(halted, "case.step")
    yield StatisticsPaperService(workspace, StatisticsService(workspace))


def _text(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages)


def _notes(workspace: Workspace) -> list[dict[str, object]]:
    with workspace.read() as reader:
        return [dict(body) for body in reader.noted("statistics")]


def test_every_figure_stands_on_the_paper(workspace: Workspace, paper: StatisticsPaperService) -> None:
    told = StatisticsService(workspace).of(YEAR)
    text = _text(paper.compose(YEAR).pdf)
    flat = "".join(text.split())
    for name, figure in main_figures(told):
        assert "".join(f"{name}{figure}".split()) in flat, name
    for bar in told.months:
        assert f"{bar.month}" in text
    for unit in told.units:
        assert unit.district in text
    for words in ("2025年1月1日至2025年12月31日", "停产整治", "统计口径", "上年同月", "执法统计"):
        assert words in text
    with workspace.read() as reader:
        head = reader.head(workspace.origin.chain_id).hash.hex()[:4].upper()
    assert head in text and workspace.book.version in text


def test_the_same_figures_give_the_same_bytes_and_the_archive_takes_them(
    paper: StatisticsPaperService,
) -> None:
    first = paper.compose(YEAR)
    assert first.pdf == paper.compose(YEAR).pdf
    assert faults(first.pdf) == []
    assert b"/Subtype /Image" not in first.pdf, "drawn, not photographed"


def test_a_filter_is_named_and_narrows(paper: StatisticsPaperService) -> None:
    text = _text(paper.compose(replace(YEAR, district="南澜区", element="大气")).pdf)
    assert "北屿区" not in text and "南澜区" in text
    assert "信访没有环境要素和专项行动" in "".join(text.split())
    assert "信访没有环境要素" not in "".join(
        _text(paper.compose(replace(YEAR, district="南澜区")).pdf).split()
    )


def test_a_period_that_is_not_over_says_so(paper: StatisticsPaperService) -> None:
    text = "".join(_text(paper.compose(StatisticsFilter(date(2026, 1, 1), date(2026, 12, 31))).pdf).split())
    assert "统计期间还没有结束：各数统计到2026年11月23日" in text
    assert "还没有结束" not in _text(paper.compose(YEAR).pdf)


def test_an_empty_period_and_a_long_one_are_set(paper: StatisticsPaperService) -> None:
    empty = paper.compose(StatisticsFilter(date(1999, 1, 1), date(1999, 12, 31)))
    assert "对账差" in _text(empty.pdf)
    long = _text(paper.compose(StatisticsFilter(date(2020, 1, 1), date(2025, 12, 31))).pdf)
    assert "2020-01" in long and "2025-12" in long, "beyond two years the months are a table"


def test_the_file_is_what_its_event_says(
    workspace: Workspace, paper: StatisticsPaperService, tmp_path: Path
) -> None:
    target = tmp_path / "统计.pdf"
    pages = paper.export_pdf(YEAR, target)
    assert pages == len(PdfReader(str(target)).pages)
    (note,) = _notes(workspace)
    detail = str(note)
    assert note["action"] == "statistics.exported" and "2025-01-01/2025-12-31" in detail
    paper.export_picture(YEAR, tmp_path / "统计.png", b"png")
    paper.note_printed(YEAR, "a" * 64, {"pages": 3})
    assert [one["action"] for one in _notes(workspace)] == [
        "statistics.exported", "statistics.exported", "statistics.printed"
    ]  # fmt: skip


def test_a_folder_that_is_not_there_leaves_no_event(
    workspace: Workspace, paper: StatisticsPaperService, tmp_path: Path
) -> None:
    with pytest.raises(CopyNotWrittenError):
        paper.export_pdf(YEAR, tmp_path / "没有" / "统计.pdf")
    with pytest.raises(CopyNotWrittenError):
        paper.export_picture(YEAR, tmp_path / "没有" / "统计.png", b"png")
    assert _notes(workspace) == []


def test_who_has_not_signed_in_gets_no_file(
    workspace: Workspace, paper: StatisticsPaperService, tmp_path: Path
) -> None:
    with workspace.read() as reader:
        officer = reader.find(Officer)[0]
    with workspace.write() as writer:
        writer.put(Account(officer_id=officer.id, password_hash="$argon2id$x"), "account.opened")
    workspace.sign_in("")
    for target, write in (
        (tmp_path / "统计.pdf", lambda path: paper.export_pdf(YEAR, path)),
        (tmp_path / "统计.png", lambda path: paper.export_picture(YEAR, path, b"png")),
    ):
        with pytest.raises(SignInNeededError):
            write(target)
        assert not target.exists()
