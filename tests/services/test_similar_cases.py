"""Similar cases: only fines for the same act, apart by text and by grades, never advice, and the case itself never counted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.cli import run
from inspector.domain.kinds import Outcome
from inspector.domain.records import Case
from inspector.services.desk import Services
from inspector.services.law_packs import LawPackService
from inspector.services.workspace import Workspace
from tests.services.own_packs import write_pack
from tests.workspaces import walk_to_notice, workspace_in


def _case(desk: Services, name: str, violation: str = "waste.label", day: date = date(2026, 10, 5)) -> Case:
    return desk.cases.open_by_hand(
        Case(
            title="",
            violation_id=violation,
            element="",
            inspection_kind="",
            found_on=day,
            act_day=day,
            party_name=name,
        )
    )[0]


def _fined(desk: Services, number: int, amount_fen: int, grade: str = "") -> Case:
    case = _case(desk, f"深圳市示例{number}有限公司")
    if grade:
        desk.law.choose(case.id, "amount", grade)
    walk_to_notice(desk, case.id, date(2026, 10, 6))
    desk.decisions.decide(
        case.id,
        Outcome.PENALTY,
        reason="首次",
        decided_on=date(2026, 11, 2),
        amount_fen=amount_fen,
        manual_reason="按案情",
    )
    return case


def test_the_spread_of_fines_and_where_the_case_stands(workspace: Workspace, tmp_path: Path) -> None:
    LawPackService(workspace).install(write_pack(tmp_path / "pack"))
    desk = Services.on(workspace)
    for number, amount in enumerate((5_000_000, 6_000_000, 6_000_000, 8_000_000)):
        _fined(desk, number, amount, "less" if amount < 8_000_000 else "more")
    other = _case(desk, "深圳市别的有限公司", "air.exceed")
    case = _case(desk, "深圳市澜岬建筑工程有限公司")
    desk.law.choose(case.id, "amount", "less")
    found = desk.similar.of(case.id)
    assert (found.figure_fen, found.figure_word) == (6_000_000, "测算")
    assert [(group.id, len(group.cases)) for group in found.groups] == [
        ("act", 4),
        ("text", 4),
        ("grades", 3),
    ]
    act = found.groups[0]
    assert act.spread_text() == "最低 5，下四分位 5，中位 6，上四分位 6，最高 8 万元"
    assert act.standing_text(found.figure_fen, found.figure_word) == (
        "本案测算 6 万元：低于它的 1 宗，相同 2 宗，高于它的 1 宗"
    )
    assert {one.amount_fen for one in found.nearest} == {5_000_000, 6_000_000}
    assert found.outliers == ()
    text = "\n".join(found.sentences())
    assert "只供了解，不是裁量依据" in text and "建议" not in text
    assert desk.similar.of(other.id).groups[0].cases == ()


def test_a_decided_case_is_held_against_the_others_not_itself(workspace: Workspace, tmp_path: Path) -> None:
    LawPackService(workspace).install(write_pack(tmp_path / "pack"))
    desk = Services.on(workspace)
    first, second = _fined(desk, 1, 6_000_000), _fined(desk, 2, 9_000_000)
    found = desk.similar.of(first.id)
    assert [one.case_id for one in found.groups[0].cases] == [second.id]
    assert (found.figure_fen, found.figure_word) == (6_000_000, "决定")


def test_a_fine_under_the_old_text_is_in_the_wide_group_only(workspace: Workspace) -> None:
    desk = Services.on(workspace)
    old = _case(desk, "深圳市旧法有限公司", "noise.night_work", date(2026, 8, 1))
    walk_to_notice(desk, old.id, date(2026, 8, 2))
    desk.decisions.decide(
        old.id,
        Outcome.PENALTY,
        reason="首次",
        decided_on=date(2026, 8, 14),
        amount_fen=3_000_000,
        manual_reason="按案情",
    )
    case = _case(desk, "深圳市新法有限公司", "noise.night_work")
    found = desk.similar.of(case.id)
    assert [len(group.cases) for group in found.groups] == [1, 0]
    assert found.groups[1].spread_text() == "没有"


def test_sample_cases_and_superseded_decisions_do_not_count(workspace: Workspace, tmp_path: Path) -> None:
    LawPackService(workspace).install(write_pack(tmp_path / "pack"))
    desk = Services.on(workspace)
    sample, twice = _fined(desk, 1, 6_000_000), _fined(desk, 2, 6_000_000)
    with workspace.write("test") as writer:
        writer.put(replace(writer.get(Case, sample.id), sample=True), "test.changed")
    desk.decisions.decide(
        twice.id,
        Outcome.PENALTY,
        reason="更正",
        decided_on=date(2026, 11, 3),
        amount_fen=7_000_000,
        manual_reason="按案情",
    )
    found = desk.similar.of(_case(desk, "深圳市澜岬建筑工程有限公司").id)
    assert [one.amount_fen for one in found.groups[0].cases] == [7_000_000]


def test_a_fine_far_outside_is_named(workspace: Workspace, tmp_path: Path) -> None:
    LawPackService(workspace).install(write_pack(tmp_path / "pack"))
    desk = Services.on(workspace)
    for number in range(8):
        _fined(desk, number, 6_000_000 + number * 10_000)
    far = _fined(desk, 99, 20_000_000)
    found = desk.similar.of(_case(desk, "深圳市澜岬建筑工程有限公司").id)
    assert [one.case_id for one in found.outliers] == [far.id]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    with workspace_in(home) as workspace:
        LawPackService(workspace).install(write_pack(tmp_path / "pack"))
        desk = Services.on(workspace)
        _fined(desk, 1, 6_000_000)
        case = _case(desk, "深圳市澜岬建筑工程有限公司")
    assert run(["law", "similar", case.id, "--home", str(home)]) == 0
    assert "同一行为 1 宗：最低 6" in capsys.readouterr().out
    assert run(["law", "similar", case.id, "--home", str(home), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["groups"][0]["cases"][0]["amount_fen"] == 6_000_000
    assert run(["law", "similar", "nothing", "--home", str(home)]) != 0
