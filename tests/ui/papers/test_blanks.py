"""The card of blanks: what is known is not offered, what is typed goes out once, what is unsaved stays."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from inspector.services.paper_entries import BlankView
from inspector.ui.papers.blanks import BlanksCard

BLANKS = (
    BlankView("听证时间", "时刻", "", "", ""),
    BlankView("听证方式", "文字", "公开举行", "default", ""),
    BlankView("听证意见", "长文", "维持", "entry", "维持"),
    BlankView("决定书文号", "文字", "深环南澜罚字〔2026〕1号", "record", ""),
)


def test_only_open_blanks_are_offered_and_only_changes_go_out(qtbot: QtBot) -> None:
    card = BlanksCard()
    qtbot.addWidget(card)
    card.show_blanks(BLANKS)
    assert list(card.fields) == ["听证时间", "听证方式", "听证意见"]
    sent: list[object] = []
    card.filled.connect(sent.append)
    card.save.click()
    assert sent == []
    card.fields["听证时间"].set_text("2026-12-18 14:30")
    card.save.click()
    assert sent == [{"听证时间": "2026-12-18 14:30"}]


def test_what_is_typed_stays_when_the_paper_is_set_anew_and_goes_with_another(qtbot: QtBot) -> None:
    card = BlanksCard()
    qtbot.addWidget(card)
    card.show_blanks(BLANKS)
    card.fields["听证方式"].set_text("不公开")
    card.show_blanks(BLANKS)
    assert card.fields["听证方式"].text() == "不公开"
    card.forget()
    card.show_blanks(BLANKS)
    assert card.fields["听证方式"].text() == ""
