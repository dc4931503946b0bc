"""The similar cases on screen: the figures in words, cases that open, an empty ledger said, no advice given."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inspector.casework.spread import spread_of
from inspector.domain.rows import FinedCase
from inspector.services.similar_cases import SimilarCases, SimilarGroup
from inspector.ui.cases.similar_section import SimilarSection, SpreadBar
from inspector.ui.common.buttons import Button
from inspector.ui.common.theme import Theme
from tests.ui.common.cut_text import cut_texts_at_all_sizes


def _fined(*amounts: int) -> tuple[FinedCase, ...]:
    return tuple(
        FinedCase(
            f"case-{place}",
            f"深环南澜罚字〔2026〕{place}号",
            f"深圳市示例{place}有限公司",
            date(2026, 11, 1),
            amount,
            "waste.label.new",
            1,
        )
        for place, amount in enumerate(amounts)
    )


def _group(key: str, name: str, cases: tuple[FinedCase, ...]) -> SimilarGroup:
    return SimilarGroup(key, name, cases, spread_of(one.amount_fen for one in cases))


def _similar(*groups: SimilarGroup, sample: bool = False) -> SimilarCases:
    return SimilarCases("case", "未按照规定设置危险废物识别标志", 6_000_000, "测算", groups, sample)


def _words(section: SimilarSection) -> str:
    return "\n".join(label.text() for label in section.findChildren(QLabel))


def test_figures_standing_and_cases_to_open(qtbot: QtBot, theme: Theme) -> None:
    section = SimilarSection()
    qtbot.addWidget(section)
    many = _fined(*range(5_000_000, 5_000_000 + 8 * 100_000, 100_000), 20_000_000)
    section.show_similar(
        _similar(_group("act", "同一行为", many), _group("grades", "裁量档次也相同的", many[:2]))
    )
    words = _words(section)
    assert "同一行为 9 宗" in words and "裁量档次也相同的 2 宗" in words
    assert "本案测算 6 万元：低于它的 8 宗，相同 0 宗，高于它的 1 宗" in words
    assert "不是裁量依据" in words and "建议" not in words
    assert "明显偏离的案件" in words
    bars = section.findChildren(SpreadBar)
    assert len(bars) == 2 and "中位 5.4" in bars[0].accessibleName()
    opened: list[str] = []
    section.opened.connect(opened.append)
    links = section.findChildren(Button)
    links[0].click()
    assert opened == ["case-8"]
    assert cut_texts_at_all_sizes(section) == {}


def test_an_empty_ledger_is_said_and_nothing_can_be_opened(qtbot: QtBot, theme: Theme) -> None:
    section = SimilarSection()
    qtbot.addWidget(section)
    assert "正在查找" in _words(section)
    section.show_similar(_similar(_group("act", "同一行为", ()), sample=True))
    words = _words(section)
    assert "还没有同一行为的罚款案件" in words and "示例数据" in words
    assert not section.findChildren(Button)
