"""The citation checker finds what is wrong with a pack or a text, and only that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.law.book import Book
from inspector.law.citations import (
    CitationState,
    amount_words,
    articles_of,
    check_citations,
    number_of,
    range_words,
)
from inspector.law.loader import load_pack
from inspector.law.schema import FineRange, Provision, chinese_number
from tests.law.pack import PACK

BOOK = load_pack(PACK)
PROVISION = BOOK.provision("noise.night_work.new")


def _only(provision: Provision) -> Book:
    return replace(
        BOOK,
        provisions={"one": provision},
        violations={},
        lenient_items={},
        tables={},
        deadlines={},
        aggravating={},
        checklist_index={},
    )


@pytest.mark.parametrize("number", [1, 10, 12, 20, 101, 110, 572, 1000, 1008, 1057, 1185, 1242])
def test_the_number_of_an_article_reads_back(number: int) -> None:
    assert number_of(chinese_number(number)) == number


def test_articles_start_at_the_head_of_a_line_only() -> None:
    text = "目录\n\n**第一条**　为了……，依据第九条制定。\n第二条 本法所称……\n本条第二款。\n　　第十条之一　另有规定。\n"
    found = articles_of(text)
    assert list(found) == ["1", "2", "10-1"]
    assert found["1"].endswith("依据第九条制定。")
    assert "本条第二款" in found["2"]


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (50_000, "五百元"),
        (300_000, "三千元"),
        (2_000_000, "二万元"),
        (100_000_000, "一百万元"),
        (1_000_000_000, "一千万元"),
    ],
)
def test_amounts_stand_as_statutes_write_them(fen: int, words: str) -> None:
    assert amount_words(fen) == words


def test_a_range_is_known_in_words_and_in_digits() -> None:
    fine = FineRange("range", 500_000, 2_000_000)
    assert range_words(fine) == ("五千元以上二万元以下", "5千元以上2万元以下")
    assert range_words(FineRange("multiple", per="违法所得")) == ()


def test_the_right_text_is_found() -> None:
    words = f"{range_words(PROVISION.fine)[0]}的罚款"
    texts = {PROVISION.statute: {PROVISION.article: words, "531": "……", "485": "……"}}
    (first, *_rest) = check_citations(_only(PROVISION), texts)
    assert first.state is CitationState.FOUND and not first.wrong


def test_another_range_in_the_article_is_named() -> None:
    texts = {PROVISION.statute: {PROVISION.article: "处一元以上二元以下的罚款"}}
    first = check_citations(_only(PROVISION), texts)[0]
    assert first.state is CitationState.RANGE_DIFFERS and first.wrong
    assert range_words(PROVISION.fine)[0] in first.detail


def test_an_article_that_is_not_there_is_wrong_and_a_missing_statute_is_said() -> None:
    assert check_citations(_only(PROVISION), {PROVISION.statute: {"1": "……"}})[0].state is (
        CitationState.ARTICLE_ABSENT
    )
    absent = check_citations(_only(PROVISION), {"另一部法": {"1": "……"}})[0]
    assert absent.state is CitationState.STATUTE_ABSENT and not absent.wrong
