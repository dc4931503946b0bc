"""The board mixes what is due from every side, by person, names what lateness does, and goes out as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from inspector.casework.deadlines import Urgency
from inspector.cli import run
from inspector.domain.errors import EnvironmentFaultError
from inspector.domain.kinds import CaseSource
from inspector.domain.lists import ListFilter
from inspector.domain.records import Complaint
from inspector.domain.times import at_local
from inspector.services.desk import Services
from inspector.services.procedure import StepEntry
from inspector.services.tasks import COMPLAINT, GAP, RECHECK, STEP, VISIT, WAIT
from inspector.services.workspace import Workspace
from tests.workspaces import TODAY, walk_to_notice


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


def _case(desk: Services, first: date, handler: str = "") -> str:
    case, _ = desk.cases.open_by_hand(
        replace(desk.cases.new_case("noise.night_work", first), party_name="甲公司", source=CaseSource.VISIT)
    )
    desk.cases.update(case.id, handler_id=desk.officers.named(handler or "李甲").id)
    return case.id


def _fill(desk: Services) -> str:
    """One of everything: a late case, a complaint, an order whose term is over, a bare fact, a draft."""
    case_id = _case(desk, date(2026, 8, 3))
    walk_to_notice(desk, case_id, date(2026, 8, 3))
    desk.cases.order_correction(case_id, "停工", date(2026, 8, 3), TODAY - timedelta(days=2))
    desk.cases.add_fact(case_id, "8月3日夜间施工")
    desk.complaints.take_in(
        Complaint(
            received_at=at_local(TODAY - timedelta(days=15)),
            channel="12345",
            reference="A1",
            kind="噪声",
            place="观潮路8号",
            content="打桩",
        )
    )
    desk.visits.start("noise_construction", officers=desk.officers.officers()[:2])
    return case_id


def test_every_kind_of_work_is_on_one_board_with_its_day(desk: Services) -> None:
    _fill(desk)
    board = desk.workbench.board(TODAY)
    kinds = {task.kind: task for task in board.tasks}
    assert set(kinds) >= {STEP, COMPLAINT, RECHECK, VISIT, GAP}
    late = next(task for task in board.tasks if task.title == "作出处理决定")
    # Filed on 4 August, ninety days end on 2 November.
    assert (late.due, late.status) == (date(2026, 11, 2), Urgency.OVERDUE)
    assert "可能被确认违法或撤销" in late.late and "行政处罚法第60条" in late.late
    told = next(task for task in board.tasks if task.title == "告知信访人")
    assert (told.due, told.status, told.late) == (TODAY, Urgency.TODAY, "")
    assert "还没有到现场" in told.basis
    assert (kinds[RECHECK].days_left, kinds[RECHECK].page) == (-2, "rectifications")
    assert "按日计罚" in kinds[RECHECK].late
    assert kinds[GAP].title == "第 1 项事实缺证据"
    assert kinds[VISIT].status is Urgency.TODAY


def test_a_period_that_only_waits_is_never_called_late(desk: Services) -> None:
    case_id = _case(desk, date(2026, 11, 16))
    walk_to_notice(desk, case_id, date(2026, 11, 16))
    # Told on 20 November: five working days end on the 27th.
    waiting = [task for task in desk.workbench.board(TODAY).tasks if task.kind == WAIT]
    assert [(task.title, task.due) for task in waiting] == [("陈述申辩期满", date(2026, 11, 27))]
    after = desk.workbench.board(date(2026, 11, 30))
    assert not [task for task in after.tasks if task.kind == WAIT]
    assert after.count(Urgency.OVERDUE) == 0


def test_work_that_is_done_leaves_the_board(desk: Services, tmp_path: Path) -> None:
    case_id = _fill(desk)
    (fact,) = desk.cases.file(case_id).facts
    (order,) = desk.cases.file(case_id).rectifications
    desk.cases.link_evidence(fact.id, label="询问笔录")
    desk.cases.record_recheck(order.id, TODAY, corrected=True, result="已停工")
    (key,) = desk.complaints.lines(ListFilter()).ids()
    desk.complaints.answer(key, TODAY, "已停工")
    board = desk.workbench.board(TODAY)
    assert not {COMPLAINT, RECHECK} & {task.kind for task in board.tasks}
    assert [task.title for task in board.tasks if task.kind == GAP] == ["缺整改前照片、缺整改后照片"]


def test_the_board_of_a_person_holds_only_what_is_up_to_them(desk: Services) -> None:
    _fill(desk)
    other = _case(desk, TODAY, "王乙")
    me, them = desk.officers.named("李甲").id, desk.officers.named("王乙").id
    board = desk.workbench.board(TODAY)
    assert board.me == me
    assert {task.record_id for task in board.of(them) if task.page == "case"} == {other}
    assert other not in {task.record_id for task in board.of(me)}
    assert board.count(Urgency.OVERDUE, them) == 0 < board.count(Urgency.OVERDUE, me)
    assert set(board.of("")) == set(board.tasks)


def test_a_filed_case_goes_from_the_filing_period_to_the_ninety_days(desk: Services) -> None:
    case_id = _case(desk, TODAY)
    assert [task.title for task in desk.workbench.board(TODAY).tasks if task.kind == STEP] == ["决定是否立案"]
    desk.procedure.take(case_id, StepEntry("preliminary_review", TODAY))
    desk.procedure.take(case_id, StepEntry("filed", TODAY, flags=("filing_met",)))
    assert [task.title for task in desk.workbench.board(TODAY).tasks if task.kind == STEP] == ["作出处理决定"]


def test_the_calendar_file_names_day_basis_and_what_lateness_does(desk: Services, tmp_path: Path) -> None:
    _fill(desk)
    text, count = desk.workbench.calendar_file(TODAY)
    dated = [task for task in desk.workbench.board(TODAY).tasks if task.due is not None]
    assert text.count("BEGIN:VEVENT") == count == len(dated)
    assert "DTSTART;VALUE=DATE:20261102" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    flat = text.replace("\r\n ", "")
    assert "甲公司 作出处理决定" in flat and "逾期 21 日" in flat
    assert len({line for line in text.split("\r\n") if line.startswith("UID:")}) == count
    path = tmp_path / "期限.ics"
    assert desk.workbench.export_calendar(path, TODAY) == count
    assert path.read_bytes().decode() == text
    with pytest.raises(EnvironmentFaultError, match=r"没有写成 x\.ics"):
        desk.workbench.export_calendar(tmp_path / "没有" / "x.ics", TODAY)


def test_the_same_board_from_the_command_line(
    desk: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _fill(desk)
    home = ["--home", str(desk.workspace.home.root)]
    assert run(["tasks", "list", *home, "--person", "李甲"]) == 0
    shown = capsys.readouterr().out
    assert "作出处理决定" in shown and "第 1 项事实缺证据" in shown
    out = tmp_path / "a.ics"
    assert run(["tasks", "ics", *home, "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert run(["tasks", "list", *home, "--person", "没有这人"]) == 2


def test_the_list_names_the_period_of_a_case_that_the_board_names_first(desk: Services) -> None:
    open_id = _fill(desk)
    other = _case(desk, date(2026, 11, 2))
    lines = {line.id: line for line in desk.cases.lines(ListFilter(), TODAY).rows([open_id, other])}
    for key in (open_id, other):
        days = [
            t.due for t in desk.workbench.board(TODAY).tasks if t.record_id == key and t.kind in (STEP, WAIT)
        ]
        shown = lines[key].next
        assert shown is not None
        assert shown.deadline.due == min(day for day in days if day is not None)
