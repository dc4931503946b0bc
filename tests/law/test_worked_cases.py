"""Worked cases of the Guangdong tables, the lighter-law rule and the edges of lenient conditions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inspector.law.applicability import applicable
from inspector.law.book import Book
from inspector.law.discretion import compute_fine
from inspector.law.facts import parse_facts
from inspector.law.leniency import evaluate
from inspector.law.loader import MANIFEST, load_pack, seal_manifest
from inspector.law.schema import article_in_letter

PACK = Path(__file__).parents[2] / "resources" / "law" / "gd-sz-2026"
LIGHT = {
    "count": "1",
    "pollutant": "voc",
    "area": "general",
    "period": "ordinary",
    "excess": "lt3",
    "times": "1",
}
HEAVY = {
    "count": "2",
    "pollutant": "a",
    "area": "sensitive",
    "period": "alert",
    "excess": "lt8",
    "times": "2",
}


@pytest.fixture(scope="module")
def book() -> Book:
    return load_pack(PACK)


def test_shipped_manifest_is_sealed() -> None:
    assert seal_manifest(PACK) == (PACK / MANIFEST).read_text(encoding="utf-8")


@pytest.mark.parametrize(("choices", "yuan"), [(LIGHT, 150_000), (HEAVY, 630_000)])
def test_air_exceedance_is_weighed_against_the_maximum(
    book: Book, choices: dict[str, str], yuan: int
) -> None:
    fine = compute_fine(book.table("gd.3.4.1"), choices, book.provision("air.exceed.new"))
    assert fine.point_fen == yuan * 100


def test_a_permit_holder_pays_no_less_than_a_fifth(book: Book) -> None:
    fine = compute_fine(book.table("gd.3.4.2"), LIGHT, book.provision("air.exceed_permit.rule"))
    assert fine.point_fen == 20_000_000 and "不足 20% 按 20%" in fine.formula


def test_a_share_of_the_investment_is_not_compared_with_money(book: Book) -> None:
    found = applicable(book, "eia.unapproved", date(2026, 8, 1), date(2026, 11, 1))
    assert found.chosen is None and "1%以上5%以下" in found.reason


def test_an_optional_fine_is_the_lighter_one(book: Book) -> None:
    found = applicable(book, "eia.register", date(2026, 8, 1), date(2026, 11, 1))
    assert found.chosen is found.new


def test_table_of_another_range_gives_no_figure(book: Book) -> None:
    fine = compute_fine(book.table("gd.3.4.2"), LIGHT, book.provision("air.exceed.new"))
    assert fine.point_fen is None and "不能照用" in fine.conflict


def test_waste_label_takes_the_lighter_new_law(book: Book) -> None:
    found = applicable(book, "waste.label", date(2026, 8, 1), date(2026, 11, 1))
    assert found.chosen is not None
    assert (found.chosen.fine.min_fen, found.chosen.fine.max_fen) == (5_000_000, 20_000_000)


@pytest.mark.parametrize(("times", "status"), [("0.09", "met"), ("0.1", "unmet"), (None, "unknown")])
def test_a_tenth_is_excluded_and_unknown_stays_unknown(book: Book, times: str | None, status: str) -> None:
    facts = parse_facts(book, {"exceed_times": times})
    item = evaluate(book, "air.exceed", facts, date(2026, 9, 1), date(2026, 11, 1))[0]
    assert item.conditions[3].status == status and not item.complete


def test_citation_in_chinese_numerals() -> None:
    assert article_in_letter("1185", "2") == "第一千一百八十五条第（二）项"
