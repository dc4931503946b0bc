"""What another pack would have done: the right cases, from what to what, the money, and nothing written."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.cli import run
from inspector.domain.errors import CancelledError
from inspector.domain.kinds import Outcome
from inspector.domain.records import Assessment, Case
from inspector.law.loader import MANIFEST, LawPackError, seal_manifest
from inspector.law.whatif import Difference
from inspector.paths import resources_dir
from inspector.services.desk import Services
from inspector.services.law_packs import LawPackService
from inspector.services.law_simulation import Simulation, SimulationService
from inspector.services.workspace import Workspace
from tests.services.own_packs import write_pack
from tests.workspaces import CODE, walk_to_notice, workspace_in


def _case(desk: Services, violation: str = "waste.label", day: date = date(2026, 10, 5)) -> Case:
    return desk.cases.open_by_hand(
        Case(
            title="",
            violation_id=violation,
            element="",
            inspection_kind="",
            found_on=day,
            act_day=day,
            party_name="深圳市澜岬建筑工程有限公司",
            party_code=CODE,
        )
    )[0]


def _decided(desk: Services, amount_fen: int = 6_000_000) -> Case:
    case = _case(desk)
    walk_to_notice(desk, case.id, date(2026, 10, 6))
    desk.decisions.decide(
        case.id, Outcome.PENALTY, reason="首次", decided_on=date(2026, 11, 2), amount_fen=amount_fen
    )
    return case


def _simulate(workspace: Workspace, folder: Path) -> Simulation:
    desk = Services.on(workspace)
    return SimulationService(workspace, desk.law).run(folder)


def _new_version(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """A copy of the shipped pack as version 2027.1.1 with texts replaced in its files."""
    shutil.copytree(resources_dir() / "law" / "gd-sz-2026", folder)
    for name, old, new in (*changes, (MANIFEST, "2026.11.2", "2027.1.1")):
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    (folder / MANIFEST).write_text(seal_manifest(folder), encoding="utf-8")
    return folder


def test_a_heavier_table_says_which_cases_change_and_by_how_much_and_writes_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    LawPackService(workspace).install(write_pack(tmp_path / "first", start=30))
    desk = Services.on(workspace)
    decided, still_open, other = _decided(desk), _case(desk), _case(desk, "air.exceed")
    with workspace.read() as reader:
        before = reader.head(workspace.origin.chain_id)
    files = sorted(path for path in workspace.home.root.rglob("*") if path.is_file())
    found = _simulate(workspace, write_pack(tmp_path / "second", version="2026.12.2", start=50))
    with workspace.read() as reader:
        assert reader.head(workspace.origin.chain_id) == before
    assert sorted(path for path in workspace.home.root.rglob("*") if path.is_file()) == files
    assert workspace.book.version.endswith("own-2026.12.1")
    assert found.compared == 3 and not found.skipped
    assert {case.case_id for case in found.changed} == {decided.id, still_open.id}
    assert other.id not in {case.case_id for case in found.changed}
    one = next(case for case in found.changed if case.case_id == decided.id)
    assert one.differences == (Difference.FINE,)
    assert one.lines == ("罚款：6 万元 → 10 万元",)
    assert (one.decided, one.amount_fen, one.change_fen) == ("处罚", 6_000_000, 4_000_000)
    assert found.up_fen == (2, 8_000_000) and found.down_fen == (0, 0)
    assert "测算罚款增加：2 宗，共 80,000.00 元" in found.sentences()
    # The same pack again changes nothing.
    assert _simulate(workspace, tmp_path / "first").changed == ()


def test_a_changed_list_says_from_may_be_waived_to_not_punished(workspace: Workspace, tmp_path: Path) -> None:
    desk = Services.on(workspace)
    case = _case(desk)
    for key, value in (
        ("prior_violation_day", "none"),
        ("records_searched_from", "2020-01-01"),
        ("corrected_day", "2026-10-08"),
        ("ordered_day", "2026-10-05"),
        ("correction_due_day", "2026-10-07"),
        ("consequence", "slight"),
        ("protected_place", False),
    ):
        desk.law.answer(case.id, key, value, "笔录")
    item = desk.law.review(case.id).item("gd.12")
    assert item is not None and not item.complete and item.near_miss
    newer = _new_version(
        tmp_path / "newer",
        ("lenient.toml", 'mode = "ordered_term"', 'mode = "caldays", days = 5'),
    )
    found = _simulate(workspace, newer)
    assert found.moves == (("可以不予处罚", "不予处罚", 1),)
    (one,) = found.changed
    assert one.after.grounds and "gd.12" in one.after.grounds
    assert one.after.due_fen == 0
    assert any(line.startswith("处理结果：可以不予处罚 → 不予处罚") for line in one.lines)


def test_questions_that_cannot_be_asked_again_are_listed_with_the_reason(
    workspace: Workspace, tmp_path: Path
) -> None:
    LawPackService(workspace).install(write_pack(tmp_path / "first"))
    desk = Services.on(workspace)
    sample, torn, gone, strange = (_decided(desk) for _ in range(4))
    with workspace.write("test") as writer:
        for case, change in (
            (sample, {"request": '{"sample":true}', "result": '{"sample":true}'}),
            (torn, {"request": '{"violation":', "result": "no json"}),
            (gone, {"pack_version": "2020.1.1"}),
            (strange, {"request": '{"violation": "waste.label", "act_end_day": "2026-10-05"}'}),
        ):
            (kept,) = writer.find(Assessment, case_id=case.id)
            writer.put(replace(kept, **change), "test.changed")  # type: ignore[arg-type]
    found = _simulate(workspace, write_pack(tmp_path / "second", version="2026.12.2", start=50))
    assert found.compared == 0 and not found.changed
    why = {case.case_id: case.why for case in found.skipped}
    assert "示例数据" in why[sample.id] and "JSON" in why[torn.id]
    assert "2020.1.1" in why[gone.id] and "decision_day" in why[strange.id]


def test_a_factor_the_other_pack_does_not_have_leaves_the_fine_open_with_the_reason(
    workspace: Workspace, tmp_path: Path
) -> None:
    LawPackService(workspace).install(write_pack(tmp_path / "first"))
    desk = Services.on(workspace)
    case = _case(desk)
    desk.law.choose(case.id, "amount", "more")
    folder = write_pack(tmp_path / "second", version="2026.12.2")
    text = (folder / "tables.toml").read_text(encoding="utf-8")
    (folder / "tables.toml").write_text(text.replace('id = "amount"', 'id = "tons"'), encoding="utf-8")
    (folder / MANIFEST).write_text(seal_manifest(folder), encoding="utf-8")
    found = _simulate(workspace, folder)
    (one,) = found.changed
    assert one.before.point_fen == 20_000_000 and one.after.point_fen is None
    assert "amount" in one.after.fine_gap
    assert found.uncounted == 1 and found.up_fen == found.down_fen == (0, 0)


def test_a_broken_pack_is_refused_and_a_run_can_be_cancelled(workspace: Workspace, tmp_path: Path) -> None:
    desk = Services.on(workspace)
    _case(desk)
    folder = write_pack(tmp_path / "pack")

    class Stop:
        def report(self, done: int, total: int, text: str) -> None: ...

        def cancelled(self) -> bool:
            return True

    with pytest.raises(CancelledError, match="没有写入"):
        SimulationService(workspace, desk.law).run(folder, Stop())
    (folder / "tables.toml").write_text("tables = 3", encoding="utf-8")
    with pytest.raises(LawPackError):
        _simulate(workspace, folder)


def test_the_command_prints_the_result_and_the_json_holds_every_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    with workspace_in(home) as workspace:
        LawPackService(workspace).install(write_pack(tmp_path / "first"))
        case = _decided(Services.on(workspace))
    folder = write_pack(tmp_path / "second", version="2026.12.2", start=50)
    assert run(["law", "simulate", "--pack", str(folder), "--home", str(home)]) == 0
    shown = capsys.readouterr().out
    assert "试算 1 宗，1 宗会有变化" in shown and "罚款：6 万元 → 10 万元" in shown
    assert run(["law", "simulate", "--pack", str(folder), "--home", str(home), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["changed"][0]["case_id"] == case.id
    assert report["up"] == {"count": 1, "fen": 4_000_000}
