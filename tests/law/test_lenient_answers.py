"""Answers about leniency: what to ask next, what stands beside it, the paragraphs, and lists that are on or off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from inspector.domain.errors import NotFoundError
from inspector.law.answers import answer
from inspector.law.facts import FactAnswer, FactValue
from inspector.law.leniency import ItemResult, evaluate
from inspector.law.list_checks import list_faults
from inspector.law.lists import Condition
from inspector.law.loader import MANIFEST, load_pack, seal_manifest
from inspector.law.reasons import decision_reasons, notice_reasons, source_letter, weighing_reasons
from tests.law.pack import PACK

BOOK = load_pack(PACK)
ACT, DECIDED = date(2026, 9, 1), date(2026, 10, 20)
LIGHT: dict[str, FactAnswer] = {
    "single_factor": True,
    "class_a": False,
    "exceed_times": Decimal("0.05"),
    "corrected_day": date(2026, 9, 8),
    "correction_due_day": date(2026, 9, 10),
    "prior_violation_day": "none",
    "records_searched_from": date(2020, 1, 1),
    "records_searched_until": date(2026, 9, 20),
    "protected_place": False,
}


def _facts(**more: FactAnswer) -> dict[str, FactValue]:
    return {key: FactValue(value, "笔录", ("Z-01",)) for key, value in {**LIGHT, **more}.items()}


def _item(item_id: str, **more: FactAnswer) -> ItemResult:
    return next(
        one for one in evaluate(BOOK, "air.exceed", _facts(**more), ACT, DECIDED) if one.item.id == item_id
    )


def test_the_fact_most_items_wait_for_is_asked_first() -> None:
    found = answer(BOOK, "air.exceed", {}, ACT, DECIDED)
    counts = [len(question.items) for question in found.questions]
    assert counts == sorted(counts, reverse=True)
    assert found.next_question is not None and found.next_question.fact.key == "corrected_day"
    assert set(found.next_question.items) == {"gd.8", "law.minor", "law.first"}


def test_a_search_never_made_asks_for_all_that_it_needs() -> None:
    unsearched = _item(
        "gd.8", prior_violation_day=None, records_searched_from=None, records_searched_until=None
    )
    keys = ("prior_violation_day", "records_searched_until", "records_searched_from")
    assert unsearched.conditions[0].asks == keys
    ever = _item("law.first", prior_violation_day=None, records_searched_from=None)
    assert ever.conditions[0].asks == ("prior_violation_day",)


def test_the_last_open_fact_says_that_it_settles_the_item() -> None:
    found = answer(BOOK, "air.exceed", _facts(class_a=None), ACT, DECIDED)
    question = next(one for one in found.questions if one.fact.key == "class_a")
    assert question.last_for == ("gd.8",) and "“大气超标”只差这一项" in question.why


def test_an_item_that_already_fails_asks_nothing() -> None:
    found = answer(BOOK, "air.exceed", _facts(exceed_times=Decimal("0.1"), class_a=None), ACT, DECIDED)
    assert "class_a" not in {question.fact.key for question in found.questions}


def test_a_short_search_asks_for_the_start_of_the_search() -> None:
    short = answer(BOOK, "air.exceed", _facts(records_searched_from=date(2026, 1, 1)), ACT, DECIDED)
    question = next(one for one in short.questions if "gd.8" in one.items)
    assert question.fact.key == "records_searched_from" and question.last_for == ("gd.8",)
    assert "把查询范围延到 2025-09-01" in short.items[0].conditions[0].what_would_change


def test_grounds_for_more_stand_beside_a_complete_item() -> None:
    found = answer(BOOK, "air.exceed", _facts(malice=True, punished_times_2y=3), ACT, DECIDED)
    assert [one.ground.id for one in found.aggravating] == ["code.malice", "guide.three_in_two_years"]
    assert any("大气超标" in text and "恶意损害生态环境" in text for text in found.conflicts)
    assert "恶意损害" in weighing_reasons(found.items[0], found.grounds)[0]
    twice = answer(BOOK, "air.exceed", _facts(punished_times_2y=2), ACT, DECIDED)
    assert twice.aggravating == () and twice.conflicts == ()


def test_not_punishing_brings_the_duty_to_educate() -> None:
    assert "第33条第三款" in answer(BOOK, "air.exceed", _facts(), ACT, DECIDED).education
    assert answer(BOOK, "air.exceed", {}, ACT, DECIDED).education == ""
    assert _item("law.harm_reduced", harm_reduced=True).education == ""


def test_the_decision_says_fact_condition_and_clause_of_each() -> None:
    reasons = decision_reasons(_item("gd.8"))
    assert len(reasons.conditions) == 6
    assert reasons.conditions[4].startswith("（五）在责令改正期限内改正。当事人于2026年9月8日改正")
    assert all("粤环发〔2021〕7号附件2" in text and "证据：Z-01" in text for text in reasons.conditions)
    assert reasons.conclusion == "综上，当事人的行为同时符合上述6项条件，对当事人不予处罚。"
    assert "第三十三条第三款" in reasons.education
    assert all(text.endswith(("。", "：")) for text in reasons.paragraphs)


def test_the_notice_intends_and_an_incomplete_ground_is_said_not_to_apply() -> None:
    assert notice_reasons(_item("gd.8"), "甲公司").conclusion.endswith("拟对甲公司不予处罚。")
    late = notice_reasons(_item("gd.8", corrected_day=date(2026, 9, 11)))
    assert "逾期1日" in late.conditions[4] and "不符合上述第（五）项条件" in late.conclusion
    assert late.education == ""
    unknown = decision_reasons(_item("gd.8", class_a=None, protected_place=None))
    assert "上述第（三）、（六）项条件尚未查清" in unknown.conclusion


def test_no_sentence_keeps_a_place_for_a_value() -> None:
    for violation in BOOK.violations:
        for facts in ({}, _facts(), _facts(corrected_day="none", prior_violation_day=date(2026, 3, 1))):
            for item in answer(BOOK, violation, facts, ACT, DECIDED, all_lists=True).items:
                text = "".join((*decision_reasons(item).paragraphs, item.verdict, item.near_miss))
                text += "".join(one.found + one.what_would_change for one in item.conditions)
                assert "{" not in text and "None" not in text and "  " not in text, (item.item.id, text)


def test_the_same_ground_is_cited_in_every_text_in_force() -> None:
    item = BOOK.lenient_item("law.minor")
    assert "第1056条" in source_letter(item, date(2026, 8, 15))
    assert "第1056条" not in source_letter(item, date(2026, 8, 14))
    assert "生态环境行政处罚办法" not in source_letter(item, date(2023, 6, 30))


def test_lists_of_other_regions_are_off_until_chosen() -> None:
    def ids(book: object = BOOK, **choice: bool) -> set[str]:
        assert isinstance(book, type(BOOK))
        return {item.list_id for item in book.items_of("waste.label", **choice) if not item.general}

    assert ids() == {"gd"}
    assert ids(all_lists=True) == {"gd", "jiangmen", "shanxi2025"}
    assert ids(BOOK.with_lists(["jiangmen"])) == {"jiangmen"}
    with pytest.raises(NotFoundError):
        BOOK.with_lists(["nowhere"])


def test_choosing_lists_answers_with_them_at_once() -> None:
    before = {one.item.id for one in evaluate(BOOK, "waste.label", {}, ACT, DECIDED)}
    after = {
        one.item.id for one in evaluate(BOOK.with_lists(["gd", "jiangmen"]), "waste.label", {}, ACT, DECIDED)
    }
    assert after - before == {"jm.15"}


def test_every_list_is_marked_by_region_and_what_was_not_read_is_unverified() -> None:
    for entry in BOOK.lists.values():
        assert entry.region and entry.on == (entry.id == "gd")
    for item in BOOK.lenient_items.values():
        if item.list_id not in ("", "gd", "jiangmen"):
            assert item.source.verification == "unverified"
            assert any(condition.fact == "list_text_checked" for condition in item.conditions), item.id


def test_the_further_packs_are_sealed() -> None:
    folders = sorted(PACK.parent.glob("lists-*"))
    assert len(folders) == 5
    for folder in folders:
        assert seal_manifest(folder) == (folder / MANIFEST).read_text(encoding="utf-8")


def test_a_later_answer_does_not_change_an_earlier_trace() -> None:
    facts = _facts()
    found = evaluate(BOOK, "air.exceed", facts, ACT, DECIDED)[0]
    facts["class_a"] = FactValue(True)
    assert found.complete and found.conditions[2].status == "met"


@pytest.mark.parametrize(
    ("condition", "key"),
    [
        (Condition("below", "少于", fact="exceed_times"), "limit"),
        (Condition("between", "介于", fact="ph_value", low=Decimal(6), limit=Decimal(5)), "low"),
        (Condition("one_of", "之一", fact="class_a"), "values"),
        (Condition("corrected", "改正"), "mode"),
        (Condition("corrected", "改正", mode="workdays"), "days"),
        (Condition("completed", "完成"), "fact"),
        (Condition("first_time", "首次", months=12, calendar_year=True), "months"),
        (Condition("outside", "地点", fact="nowhere"), "fact"),
    ],
)
def test_a_condition_that_cannot_be_asked_is_a_fault(condition: Condition, key: str) -> None:
    item = replace(BOOK.lenient_item("gd.8"), conditions=(condition,))
    book = replace(BOOK, lenient_items={item.id: item})
    assert [fault[1] for fault in list_faults(book)] == [key]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"acts": ("nothing",)}, "acts"),
        ({"list_id": "nowhere"}, "list_id"),
        ({"in_force_to": date(2027, 1, 1)}, "in_force_from"),
        ({"in_force_to": date(2020, 1, 1)}, "in_force_to"),
        ({"conditions": ()}, "conditions"),
    ],
)
def test_an_item_that_does_not_fit_its_list_is_a_fault(change: dict[str, object], key: str) -> None:
    item = replace(BOOK.lenient_item("gd.8"), **change)  # type: ignore[arg-type]  # each value fits its key
    book = replace(BOOK, lenient_items={item.id: item})
    assert key in [fault[1] for fault in list_faults(book)]
