"""One act under several laws, several acts, unit and person, and the paragraphs of the fine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inspector.domain.kinds import FineDirection
from inspector.law.applicability import applicable
from inspector.law.discretion import compute_fine
from inspector.law.fine_reasons import fine_reasons
from inspector.law.loader import load_pack
from inspector.law.several import fines_by_party, same_act, separate_acts, text_of
from tests.law.pack import PACK

BOOK = load_pack(PACK)
ACT, DECIDED = date(2026, 9, 1), date(2026, 11, 20)


def test_one_act_under_two_laws_takes_the_higher_fine_of_1055() -> None:
    found = same_act(BOOK, ["voc.unsealed", "air.exceed"], ACT, DECIDED)
    assert found.highest is not None and found.highest.violation.id == "air.exceed"
    assert "法典第1055条" in found.reason and "10万元以上100万元以下" in found.reason
    turned = same_act(BOOK, ["air.exceed", "voc.unsealed"], ACT, DECIDED)
    assert turned.highest == found.highest


def test_equal_ranges_forbid_a_second_fine_and_old_decisions_cite_article_29() -> None:
    found = same_act(BOOK, ["voc.unsealed", "voc.coating"], ACT, DECIDED)
    assert found.highest is not None and "不得罚款两次" in found.reason
    old = same_act(BOOK, ["voc.unsealed", "air.exceed"], date(2025, 5, 1), date(2025, 6, 1))
    assert "行政处罚法第29条" in old.reason and "1055" not in old.reason


def test_ranges_that_cannot_be_compared_are_left_to_the_officer() -> None:
    found = same_act(BOOK, ["air.exceed", "eia.unapproved"], date(2026, 7, 1), date(2026, 8, 1))
    assert found.highest is None and "不能直接比较" in found.reason


def test_several_acts_are_told_one_by_one() -> None:
    texts = [text_of(BOOK, key, ACT, DECIDED) for key in ("air.exceed", "dust.open_storage")]
    told = separate_acts(texts)
    assert "2个违法行为" in told and "（一）" not in told and "（1）" in told and "（2）" in told
    assert "分别裁量" in told
    assert separate_acts(texts[:1]) == ""


def test_unit_and_person_are_each_computed_where_the_table_tells_them_apart() -> None:
    table = next(
        one
        for one in BOOK.tables.values()
        if any(factor.id == "party" and factor.asked for factor in one.factors) and not one.scopes[0].base
    )
    span = table.all_scopes[0].span
    base = BOOK.provisions_of("air.exceed")[-1]
    fits = replace(base, fine=replace(base.fine, kind="range", min_fen=span.min_fen, max_fen=span.max_fen))
    found = fines_by_party(table, {}, fits)
    assert [entry.person for entry in found] == [False, True]
    unit = compute_fine(table, {"party": "unit"}, fits)
    assert found[0].fine == unit
    assert fines_by_party(BOOK.table("gd.3.4.1"), {}, base) == ()
    assert fines_by_party(None, {}, base) == ()


def test_the_paragraphs_of_a_fine_carry_every_figure() -> None:
    choice = applicable(BOOK, "air.exceed", ACT, DECIDED)
    provision = BOOK.provisions_of("air.exceed")[-1]
    table = BOOK.table("gd.3.4.1")
    fine = compute_fine(table, {"excess": "lt8", "count": "1"}, provision)
    told = "\n".join(fine_reasons(choice, provision, fine).paragraphs)
    for words in ("第一千一百零七条", "10万元以上100万元以下", "裁量起点10%", "权重8%", "21万元", "没有改动"):
        assert words in told, words
    assert told.count("按最低档") == 4, "every factor not established says that it counts as the lowest grade"


def test_a_range_that_changed_gives_no_figure_and_says_why() -> None:
    choice = applicable(BOOK, "waste.label", date(2026, 8, 1), date(2026, 11, 1))
    assert choice.chosen is not None
    fine = compute_fine(BOOK.table("gd.4.12"), {}, choice.chosen)
    told = fine_reasons(choice, choice.chosen, fine, FineDirection.ORDINARY)
    assert "10万元以上100万元以下" in told.comparison and "5万元以上20万元以下" in told.comparison
    assert told.arithmetic == fine.conflict and told.method == ""
