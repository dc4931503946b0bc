"""Wording of the year report: up and down, per cent against points, and nothing said without rows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.casework.counted_lists import SupervisionRules, load_supervision
from inspector.casework.yearly import Counted, change_words, figure_kinds, write_report
from inspector.domain.errors import InvalidValueError
from inspector.paths import resources_dir

RULES: SupervisionRules = load_supervision(resources_dir() / "supervision")
KINDS = figure_kinds(RULES)


@pytest.mark.parametrize(
    ("key", "counted", "words"),
    [
        ("complaints", Counted(310, 310, 400, 400), "下降22.5%"),
        ("complaints", Counted(349, 349, 500, 500), "下降30.2%"),
        ("decisions", Counted(1520, 1520, 1451, 1451), "上升4.8%"),
        ("decisions", Counted(7, 7, 7, 7), "与上年持平"),
        ("decisions", Counted(100_001, 100_001, 100_000, 100_000), "与上年基本持平"),
        ("decisions", Counted(7, 7), ""),
        ("decisions", Counted(0, 0, 7, 7), ""),
        ("answered", Counted(10, Fraction(98, 100), 10, Fraction(95, 100)), "上升3个百分点"),
        ("answered", Counted(10, Fraction(949, 1000), 10, Fraction(95, 100)), "下降0.1个百分点"),
        ("fines", Counted(3, 300, 3, 0), ""),
    ],
)
def test_a_change_is_said_in_the_right_words(key: str, counted: Counted, words: str) -> None:
    assert change_words(KINDS[key], counted) == words


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_the_word_and_the_figure_always_agree(now: int, before: int) -> None:
    words = change_words(KINDS["decisions"], Counted(now, now, before, before))
    if now > before:
        assert words.startswith("上升") or words == "与上年基本持平"
    elif now < before:
        assert words.startswith("下降") or words == "与上年基本持平"
    else:
        assert words == "与上年持平"
    assert "-" not in words and "个百分点" not in words


def test_a_figure_without_rows_is_not_stated() -> None:
    report = write_report(
        2022, KINDS, {"decisions": Counted(0, 0, 9, 9), "fines": Counted(2, 5_000_000)}, {}, {}
    )
    assert report.text == "2022年，罚款5万元。"
    assert [figure.key for figure in report.figures] == ["fines"]
    assert (
        write_report(2022, KINDS, {}, {}, {}).markdown()
        == "# 2022年执法报告\n\n> 2022年没有可以统计的记录。\n\n"
    )


def test_every_number_of_a_paragraph_is_a_reference() -> None:
    counted = {key: Counted(12, 1200, 10, 1000) for key in KINDS}
    report = write_report(2022, KINDS, counted, {}, {})
    for paragraph in report.paragraphs:
        for piece in paragraph.pieces:
            digits = piece.text.removeprefix("2022年，")
            assert piece.key or not any(char.isdigit() for char in digits), piece.text
    named = {piece.key for paragraph in report.paragraphs for piece in paragraph.pieces if piece.key}
    assert {key.removesuffix(".change") for key in named} == set(KINDS)


def test_targets_stand_against_results() -> None:
    counted = {
        "complaints": Counted(80, 80, 100, 100),
        "decisions": Counted(90, 90),
        "answered": Counted(50, Fraction(96, 100)),
    }
    report = write_report(
        2023,
        KINDS,
        counted,
        {"complaints": -100, "decisions": 100, "answered": 960, "list.boilers": 5},
        {"complaints": -50},
    )
    assert [(t.key, t.wanted, t.found, t.verdict, t.next_wanted) for t in report.targets] == [
        ("decisions", "不少于 100 宗", "90 宗", "未达到", "—"),
        ("list.boilers", "不少于 5 台", "未有数据", "未有数据", "—"),
        ("complaints", "下降10%以上", "下降20%", "达到", "下降5%以上"),
        ("answered", "不少于 96%", "96%", "达到", "—"),
    ]


@pytest.mark.parametrize(
    ("key", "counted", "verdict"),
    [
        ("decisions", Counted(90, 90), "进行中"),
        ("decisions", Counted(100, 100), "达到"),
        ("complaints", Counted(80, 80, 100, 100), "目前达到"),
        ("complaints", Counted(95, 95, 100, 100), "目前未达到"),
        ("answered", Counted(50, Fraction(1, 2)), "目前未达到"),
    ],
)
def test_no_target_is_missed_before_the_year_is_over(key: str, counted: Counted, verdict: str) -> None:
    goals = {"decisions": 100, "complaints": -100, "answered": 960}
    report = write_report(2026, KINDS, {key: counted}, {key: goals[key]}, {}, until=date(2026, 11, 27))
    assert report.targets[0].verdict == verdict
    assert report.paragraphs[0].text.startswith("2026年1月1日至11月27日，")
    assert "2025年同期" in report.markdown()


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("complaints", "-10%", -100),
        ("complaints.waste_gas", "−12.5%", -125),
        ("decisions", "1,800 宗", 1800),
        ("fines", "7000 万元", 7_000_000_000),
        ("patrol_length", "60000 公里", 60_000_000),
        ("answered", "98.5%", 985),
        ("list.voc_firms", "85", 85),
    ],
)
def test_targets_are_typed_in_the_figure_s_unit(key: str, typed: str, value: int) -> None:
    assert KINDS[key].parse(typed) == value


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("decisions", "多"),
        ("decisions", "1.5"),
        ("decisions", "-5"),
        ("decisions", "0"),
        ("fines", "0"),
        ("fines", "-7000"),
        ("answered", "98.55%"),
        ("answered", "150%"),
        ("complaints", "-150%"),
    ],
)
def test_a_target_that_cannot_be_is_refused(key: str, typed: str) -> None:
    with pytest.raises(InvalidValueError):
        KINDS[key].parse(typed)


def test_markdown_marks_in_names_stay_text() -> None:
    report = write_report(2022, KINDS, {"list.voc_firms": Counted(1, 1)}, {}, {}, samples=True)
    assert "含示例数据" in report.markdown()
    assert "`list.voc_firms`" in report.markdown()
