"""Findings text: states what was entered, names no offence, says what was not checked, never invents a comparison."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inspector.domain.kinds import Answer
from inspector.domain.records import Measurement, Visit, VisitAnswer
from inspector.domain.times import at_local
from inspector.law.book import Book
from inspector.law.loader import load_pack
from inspector.paths import resources_dir
from inspector.services.findings import compose_findings
from inspector.services.noise import exceeded_violation
from inspector.services.visits import VisitSheet

NIGHT = at_local(date(2026, 11, 24), 23, 18)


@pytest.fixture(scope="module")
def book() -> Book:
    """The shipped rule pack."""
    return load_pack(resources_dir() / "law" / "gd-sz-2026")


def make_sheet(
    book: Book,
    answers: dict[str, tuple[Answer, str]],
    value: int | None = None,
    background: int | None = None,
) -> VisitSheet:
    """A night construction noise visit with these answers and one reading."""
    checklist = book.checklist("noise_construction")
    visit = Visit(
        checklist_id=checklist.id,
        checklist_version=checklist.version,
        party_name="庚建筑工程公司",
        place="示例路18号住宅二期工地",
        started_at=NIGHT,
    )
    readings: tuple[Measurement, ...] = ()
    if value is not None:
        readings = (
            Measurement(
                visit_id="v",
                ordinal=1,
                quantity="noise",
                unit="dB(A)",
                point="场界外1米",
                measured_at=NIGHT,
                value_milli=value,
                background_milli=background,
            ),
        )
    return VisitSheet(
        visit=visit,
        checklist=checklist,
        officers=(),
        answers={
            key: VisitAnswer(visit_id="v", item_id=key, answer=answer, note=note)
            for key, (answer, note) in answers.items()
        },
        measurements=readings,
        photos=(),
        site=None,
        complaint=None,
    )


def test_time_place_acts_and_exceedance_stand_in_one_text(book: Book) -> None:
    """The order of the record: when, where, whom, what."""
    sheet = make_sheet(
        book,
        {"permit": (Answer.UNMET, "现场未能出示。"), "monitor": (Answer.UNCHECKED, "")},
        value=63_800,
        background=51_200,
    )
    assert compose_findings(sheet, book) == (
        "11月24日23时18分，在示例路18号住宅二期工地检查庚建筑工程公司，夜间施工证明，现场未能出示；"
        "场界外1米处噪声63.8分贝，超过夜间限值55分贝，超标8.8分贝。未查：自动监测联网。"
    )


def test_nothing_entered_gives_no_text(book: Book) -> None:
    """An empty record must not look like a clean one."""
    assert compose_findings(make_sheet(book, {}), book) == ""
    unnamed = make_sheet(book, {"permit": (Answer.UNMET, "")})
    unnamed = replace(unnamed, visit=replace(unnamed.visit, party_name=""))
    assert compose_findings(unnamed, book) == ""


def test_only_what_was_checked_counts_as_in_order(book: Book) -> None:
    """No claim about items nobody looked at."""
    text = compose_findings(
        make_sheet(book, {"permit": (Answer.MET, ""), "sources": (Answer.UNCHECKED, "")}), book
    )
    assert "已查各项未发现不符" in text and "未查：主要声源设备" in text


def test_a_background_too_close_gives_no_verdict(book: Book) -> None:
    """Less than 3 dB apart the reading says nothing; no violation follows from it."""
    sheet = make_sheet(book, {"permit": (Answer.MET, "")}, value=58_000, background=56_000)
    assert "未评价" in compose_findings(sheet, book)
    assert exceeded_violation(sheet, book) == ""


def test_an_exceeded_limit_points_at_its_violation(book: Book) -> None:
    """Also when every check row is in order."""
    sheet = make_sheet(book, {"permit": (Answer.MET, "")}, value=63_800, background=51_200)
    assert exceeded_violation(sheet, book) == "noise.construction_exceed"
