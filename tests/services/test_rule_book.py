"""The rule book as read on screen: every record is there, found by two characters, with state and mark."""

from __future__ import annotations

from datetime import date

from inspector.law.loader import load_pack
from inspector.services.rule_book import RuleSection, rule_entries
from tests.law.pack import PACK

TODAY = date(2026, 11, 23)
BOOK = load_pack(PACK)
ENTRIES = rule_entries(BOOK, TODAY)


def test_every_record_of_the_pack_is_an_entry() -> None:
    shown = {key.split(":", 1)[0]: 0 for key in ENTRIES.ids()}
    for key in ENTRIES.ids():
        shown[key.split(":", 1)[0]] += 1
    pack = BOOK
    assert shown == {
        "act": len(pack.violations),
        "lenient": len(pack.lenient_items),
        "table": len(pack.tables),
        "limit": len(pack.limits),
        "deadline": len(pack.deadlines),
        "aggravating": len(pack.aggravating),
    }


def test_two_characters_find_acts_and_list_items() -> None:
    found = ENTRIES.narrowed(text="标志")
    assert "act:waste.label" in found.ids()
    assert any(entry.section is RuleSection.LENIENT for entry in found.rows(found.ids()))


def test_an_act_shows_both_texts_with_what_is_in_force() -> None:
    text = "\n".join(line.text for line in ENTRIES.entry("act:waste.label").lines)
    assert "施行中" in text and "2026-08-14 失效" in text
    assert "5万元以上20万元以下" in text and "10万元以上100万元以下" in text


def test_an_unverified_figure_is_marked() -> None:
    unverified = [entry for entry in ENTRIES.rows(ENTRIES.ids()) if not entry.verified]
    assert unverified
    for entry in unverified:
        assert any(not line.verified and "未" in line.text for line in entry.lines), entry.id


def test_the_list_that_ends_says_when() -> None:
    assert ENTRIES.entry("lenient:gd.8").state == "施行中，至 2026-12-31"
    assert rule_entries(BOOK, date(2027, 1, 1)).entry("lenient:gd.8").state == "2026-12-31 失效"
