"""First offence: who is the same party, what counts, and what the answer says it searched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.casework.offences import (
    FirstOffence,
    FormerCase,
    PartyKey,
    SearchedSource,
    normal_address,
    normal_code,
    normal_name,
    same_party,
    search,
    still_stands,
)

CODE, OTHER_CODE = "91440300MA5FXKQ12A", "91440300MA5FXKQ34B"
PARTY = PartyKey("深圳市澜岬建筑工程有限公司", CODE, "深圳市龙华区观潮路八号")
FORMER = FormerCase("c1", PARTY, "noise.night_work", date(2026, 1, 15), "penalty", "本机")
SOURCES = (SearchedSource("本机", date(2026, 3, 1)), SearchedSource("李四电脑", date(2026, 2, 20)))


def answer(*former: FormerCase, party: PartyKey = PARTY, since: date | None = None) -> FirstOffence:
    return search(party, "noise.night_work", date(2026, 3, 1), former, SOURCES, since=since)


@pytest.mark.parametrize(
    ("other", "by", "certain"),
    [
        (PartyKey("改了名的公司", " 91440300ma5fxkq12a "), ("统一社会信用代码",), True),
        (PartyKey("改了名的公司", "９１４４０３００ＭＡ５ＦＸＫＱ１２Ａ"), ("统一社会信用代码",), True),
        (PartyKey(PARTY.name, OTHER_CODE, PARTY.address), (), False),
        (PartyKey("深圳市 澜岬建筑工程（有限公司）"), ("名称",), False),
        (PartyKey("深圳市澜岬建筑工程有限责任公司"), ("名称",), False),
        (PartyKey("另一家", "", "广东省深圳市龙华区观潮路8号"), ("地址",), False),
        (PartyKey("深圳市澜岬建筑工程有限公司", "", "龙华区观潮路8號"), ("名称", "地址"), False),
        (PartyKey("深圳市澜岬建材有限公司", "", "龙华区观潮路9号"), (), False),
        (PartyKey("", "", ""), (), False),
    ],
)
def test_the_same_party_is_recognised_by_code_name_or_address(
    other: PartyKey, by: tuple[str, ...], certain: bool
) -> None:
    assert same_party(PARTY, other) == (by, certain)
    assert same_party(other, PARTY) == (by, certain)


def test_two_nameless_parties_are_not_the_same() -> None:
    assert same_party(PartyKey("", "", ""), PartyKey("")) == ((), False)


@pytest.mark.parametrize(
    ("former", "since", "first"),
    [
        (FORMER, None, False),
        (FORMER, date(2026, 1, 15), False),
        (FORMER, date(2026, 1, 16), True),
        (replace(FORMER, found_on=date(2026, 3, 1)), None, False),
        (replace(FORMER, found_on=date(2026, 3, 2)), None, True),
        (replace(FORMER, outcome="withdrawn"), None, True),
        (replace(FORMER, outcome="waived"), None, False),
        (replace(FORMER, violation_id="dust.cover"), None, True),
        (replace(FORMER, party=PartyKey(PARTY.name)), None, None),
    ],
)
def test_what_counts_as_a_former_offence(former: FormerCase, since: date | None, first: bool | None) -> None:
    assert answer(former, since=since).first is first


def test_the_case_itself_does_not_count() -> None:
    found = search(PARTY, "noise.night_work", date(2026, 3, 1), [FORMER], SOURCES, own_case_id=FORMER.case_id)
    assert found.first is True


def test_the_answer_says_what_was_searched_until_when_and_nothing_searched_is_no_answer() -> None:
    text = answer(since=date(2025, 3, 1)).sentence()
    assert "本机（至 2026-03-01）、李四电脑（至 2026-02-20）" in text
    assert "2025-03-01 起" in text
    assert "没有发现" in text
    assert "统一社会信用代码相同" in answer(FORMER).sentence()
    empty = search(PARTY, "noise.night_work", date(2026, 3, 1), [], [])
    assert empty.first is None
    assert "没有检索任何数据" in empty.sentence()


def test_a_waiver_falls_when_a_merge_brings_a_former_case() -> None:
    stored = answer()
    assert still_stands(stored, answer())
    assert not still_stands(stored, answer(FORMER))
    assert still_stands(answer(FORMER), answer(FORMER))


@given(st.text("深圳市广东省龙华区八8８号號路（）()·　 -aAＡßｂ一", max_size=40))
def test_normal_forms_are_stable(text: str) -> None:
    for normal in (normal_name, normal_code):
        assert normal(normal(text)) == normal(text)
    assert normal_address(normal_address("深圳市" + text)) == normal_address(normal_address(text))
