"""The citation checker finds what is wrong with a pack or a text, and only that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.law.book import Book
from inspector.law.citations import (
    CitationCheck,
    CitationState,
    amount_words,
    articles_of,
    check_citations,
    items_of,
    number_of,
    range_words,
)
from inspector.law.lists import LenientItem
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


LIST = """
## 类别

### 1、甲
- 《中华人民共和国大气污染防治法》第十八条　……
### 2、乙
1、不是新的一项
- 《排污许可管理条例》第二十三条　……
### 3、丙
### 4、丁
### 5、戊
"""


def test_the_items_of_a_list_are_those_that_follow_one_another() -> None:
    found = items_of(LIST)
    assert list(found) == ["项1", "项2", "项3", "项4", "项5"]
    assert "第十八条" in found["项1"] and "不是新的一项" in found["项2"]
    assert items_of("1、一\n2、二\n") == {}
    columns = items_of("序号 违法行为\n1\n     甲\n2          乙\n3\n4\n5   戊\n")
    assert len(columns) == 5


def _only_item(item: LenientItem) -> Book:
    acts = {act.id: act for act in BOOK.violations.values() if item.id in act.lenient_items}
    return replace(_only(PROVISION), provisions=BOOK.provisions, violations=acts, lenient_items={"one": item})


def _state_of(item: LenientItem, words: str) -> CitationCheck:
    texts = {item.source.document: {"项8": words}, PROVISION.statute: {}}
    checks = check_citations(_only_item(item), texts)
    return next(check for check in checks if check.article == "项8")


def test_an_item_of_a_list_is_held_against_the_articles_its_text_names() -> None:
    item = BOOK.lenient_item("gd.8")
    right = "### 8、超标\n- 《中华人民共和国大气污染防治法》第十八条　……"
    assert _state_of(item, right).state is CitationState.FOUND
    wrong = _state_of(item, right.replace("十八", "十九"))
    assert wrong.state is CitationState.LIST_DIFFERS and wrong.wrong
    assert "大气污染防治法第18条" in wrong.detail and wrong.place == "第8项"
    named = replace(item, source=replace(item.source, note="所引《某办法》已废止。"))
    explained = _state_of(named, right.replace("十八", "十九"))
    assert explained.state is CitationState.EXPLAINED and not explained.wrong
    gone = check_citations(_only_item(item), {item.source.document: {"项1": "……"}})
    assert any(check.state is CitationState.ARTICLE_ABSENT and check.article == "项8" for check in gone)


def test_the_articles_of_general_grounds_and_of_their_conditions_are_looked_up() -> None:
    item = BOOK.lenient_item("law.minor")
    texts = {"行政处罚法": {"32": "……"}, "生态环境法典": {"1": "……"}}
    checks = check_citations(_only_item(item), texts)
    absent = {
        (check.statute, check.article) for check in checks if check.state is CitationState.ARTICLE_ABSENT
    }
    assert {("行政处罚法", "33"), ("生态环境法典", "1056")} <= absent
