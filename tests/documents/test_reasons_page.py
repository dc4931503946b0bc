"""The page of reasons as drawn: marks by shape, heads repeated over pages, the bar with its point, nothing past the margins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inspector.documents.content import Table
from inspector.documents.dossier import Dossier, PaperKind, Party, Trace
from inspector.documents.faces import installed_faces
from inspector.documents.linebreak import Words
from inspector.documents.page import RIGHT, BoxMark, Page, RoundMark, Setter, TextMark
from inspector.documents.reasons_facts import (
    CheckState,
    ReasonsCondition,
    ReasonsFactor,
    ReasonsFacts,
    ReasonsGround,
)
from inspector.documents.render import content, lay, render

CONDITIONS = tuple(
    ReasonsCondition(
        state=state, name=f"条件{n}", found="查得" * 20, clause="第8项", remark="怎样会改变：复查"
    )
    for n, state in enumerate((CheckState.MET, CheckState.UNMET, CheckState.UNKNOWN))
)
FACTS = ReasonsFacts(
    act_end_day=date(2026, 9, 1),
    decision_day=date(2026, 11, 20),
    grounds=(
        ReasonsGround(name="大气超标", source="第8项", conditions=CONDITIONS, sentence="3 项条件：1 满足。"),
    ),
    fine_source="生态环境法典第1107条",
    factors=(ReasonsFactor(name="裁量起点", situation="", weight="10%", running="10%"),),
    formula="100万元×15%＝15万元",
    minimum_fen=10_000_000,
    maximum_fen=100_000_000,
    point_fen=15_000_000,
    step_note="重一档为 21 万元",
    comparison="行为时和决定时的条文相同。",
    limitation="追责期限二年。",
)
DOSSIER = Dossier(
    party=Party(name="深圳市乙涂装制品有限公司"), trace=Trace(pack_version="2026.11.2"), reasons=FACTS
)


def _pages(dossier: Dossier) -> list[Page]:
    return lay(PaperKind.REASONS_PAGE, content(PaperKind.REASONS_PAGE, dossier), Setter(installed_faces()))


def _words(page: Page) -> str:
    return "\n".join(
        "".join(item.cluster.text for item in mark.line.placed)
        for mark in page.marks
        if isinstance(mark, TextMark)
    )


def test_every_state_has_its_own_shape_beside_its_word() -> None:
    marks = _pages(DOSSIER)[0].marks
    rounds = [mark for mark in marks if isinstance(mark, RoundMark)]
    assert [(mark.fill, mark.dashed) for mark in rounds] == [(0.0, False), (None, True)]
    squares = [mark for mark in marks if isinstance(mark, BoxMark) and mark.w == mark.h and mark.width]
    assert len(squares) == 1
    table = next(block for block in content(PaperKind.REASONS_PAGE, DOSSIER) if isinstance(block, Table))
    told = [run.text for row in table.rows for run in row[0].runs if isinstance(run, Words)]
    assert told == ["满足", "不满足", "待查"]


def test_the_bar_ends_at_the_point() -> None:
    bars = [mark for mark in _pages(DOSSIER)[0].marks if isinstance(mark, BoxMark) and mark.fill is not None]
    whole, filled = bars
    assert filled.w / whole.w == pytest.approx((15 - 10) / (100 - 10))
    open_figure = replace(DOSSIER, reasons=replace(FACTS, point_fen=None))
    bars = [m for m in _pages(open_figure)[0].marks if isinstance(m, BoxMark) and m.fill is not None]
    assert len(bars) == 1, "no figure, no point"


def test_a_long_page_repeats_the_head_and_stays_inside_the_margins() -> None:
    many = tuple(replace(entry, name=f"{entry.name}/{n}") for n in range(20) for entry in CONDITIONS)
    ground = replace(FACTS.grounds[0], conditions=many)
    pages = _pages(replace(DOSSIER, reasons=replace(FACTS, grounds=(ground,))))
    assert len(pages) >= 3
    assert "查到的事实" in _words(pages[1]) and "（续表）" in _words(pages[1])
    for page in pages:
        for mark in page.marks:
            if isinstance(mark, TextMark):
                assert mark.x + mark.line.end <= RIGHT + 0.5 and mark.y > 90


def test_what_is_unknown_is_said_and_equal_input_gives_equal_bytes() -> None:
    text = render(PaperKind.REASONS_PAGE, Dossier()).text
    assert "没有可以核对的清单项和一般条款" in text and "条文尚未选定" in text
    assert render(PaperKind.REASONS_PAGE, DOSSIER).pdf == render(PaperKind.REASONS_PAGE, DOSSIER).pdf
