"""The procedure without a window: steps with their refusals, what is due, former offences, the review and a leader's pass."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from inspector.cli import run
from inspector.domain.kinds import Outcome
from inspector.domain.records import Case, Officer
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.desk import Services
from tests.workspaces import CODE, NOW, walk_to_notice, workspace_in

Out = pytest.CaptureFixture[str]
ACT = date(2026, 9, 20)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with workspace_in(tmp_path / "home"):
        pass
    return tmp_path / "home"


@contextmanager
def desk_of(home: Path) -> Iterator[Services]:
    """The services at the time of the tests, with fresh keys at every opening."""
    desk = Services.open(Home(home), SettableClock(NOW))
    yield desk
    desk.close()


def a_case(home: Path, act_day: date = ACT, *, noticed: bool = False) -> Case:
    with desk_of(home) as desk:
        new = replace(
            desk.cases.new_case("voc.unsealed", act_day),
            party_name="深圳市澜岬建筑工程有限公司",
            party_code=CODE,
        )
        case, _ = desk.cases.open_by_hand(new)
        if noticed:
            walk_to_notice(desk, case.id, act_day)
    return case


def decide(home: Path, case: Case, outcome: Outcome) -> None:
    with desk_of(home) as desk:
        desk.decisions.decide(
            case.id,
            outcome,
            reason="查明",
            decided_on=case.act_day + timedelta(days=20),
            amount_fen=3_000_000 if outcome is Outcome.PENALTY else None,
            item_id="gd.10a" if outcome is Outcome.WAIVED else None,
            manual_reason="另行说明",
        )


def test_a_case_is_walked_by_steps_and_each_refusal_names_its_article(home: Path, capsys: Out) -> None:
    case = a_case(home)
    at = ["--home", str(home)]
    assert run(["case", "step", case.id, "立案", "--on", "2026-09-22", *at]) == 3
    assert "已初步审查（办法第18条）" in capsys.readouterr().err
    assert run(["case", "step", case.id, "preliminary_review", "--on", "2026-09-21", *at]) == 0
    assert "接下来 立案（办法第18条、第19条）" in capsys.readouterr().out
    assert (
        run(
            [
                "case",
                "step",
                case.id,
                "立案",
                "--on",
                "2026-09-22",
                "--by",
                "李甲",
                "--state",
                "filing_met",
                *at,
            ]
        )
        == 3
    )
    assert "没有这一步的权限，须是负责人" in capsys.readouterr().err
    assert (
        run(
            [
                "case",
                "step",
                case.id,
                "立案",
                "--on",
                "2026-09-22",
                "--by",
                "周丁",
                "--state",
                "filing_met",
                *at,
            ]
        )
        == 0
    )
    twice = ["--by", "示-0001", "--by", "李甲"]
    assert run(["case", "step", case.id, "investigated", "--on", "2026-09-23", *twice, *at]) == 3
    assert "行政处罚法第42条" in capsys.readouterr().err
    assert run(["case", "step", case.id, "investigated", "--on", "2026-09-01", *at]) == 3
    assert "不能倒签" in capsys.readouterr().err
    assert run(["case", "step", case.id, "investigated", "--on", "2026-09-23", "--json", *at]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["stage"], told["next"]) == ("investigated", "reviewed")
    assert any(clock["id"] == "decide" and "90" in clock["how"] for clock in told["clocks"])
    assert run(["case", "step", case.id, "跳舞", *at]) == 2
    assert run(["case", "step", case.id, "decided", *at]) == 3


def test_what_is_due_comes_with_its_basis_and_how_long(home: Path, capsys: Out) -> None:
    case = a_case(home, noticed=True)
    at = ["--home", str(home)]
    assert run(["case", "due", "--on", "2026-12-25", "--json", *at]) == 0
    told = json.loads(capsys.readouterr().out)
    decide_row = next(row for row in told["due"] if row["uid"].endswith("/decide"))
    assert told["on"] == "2026-12-25"
    assert decide_row["record_id"] == case.id
    assert decide_row["status"] == "overdue"
    assert decide_row["days_left"] < 0
    assert run(["case", "due", "--on", "2026-09-25", "--overdue", *at]) == 0
    assert "共 0 项" in capsys.readouterr().out


def test_former_offences_are_searched_kept_and_searched_again(home: Path, capsys: Out) -> None:
    former, case = a_case(home, date(2026, 6, 1), noticed=True), a_case(home, noticed=True)
    at = ["--home", str(home)]
    assert run(["case", "offences", case.id, "--json", *at]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["first"] is True
    assert told["stored"] is None
    assert run(["case", "offences", case.id, "--save", *at]) == 0
    assert "存入案卷的检索：检索本机案件" in capsys.readouterr().out
    decide(home, case, Outcome.WAIVED)
    decide(home, former, Outcome.PENALTY)
    assert run(["case", "offences", "--recheck", *at]) == 0
    shown = capsys.readouterr().out
    assert "要重新核对 1 宗" in shown
    assert "2026-06-01（统一社会信用代码相同）" in shown
    assert run(["case", "offences", case.id, *at]) == 0
    shown = capsys.readouterr().out
    assert "同一当事人" in shown
    assert "要重新核对" in shown
    assert run(["case", "offences", case.id, "--confirm", "看错了", *at]) == 3
    assert run(["case", "offences", *at]) == 2


def test_a_leader_lets_a_red_line_pass_with_a_reason(home: Path, capsys: Out) -> None:
    case = a_case(home, noticed=True)
    at = ["--home", str(home)]
    assert run(["case", "review", case.id, *at]) == 0
    assert "一票否决  [facts_proved]" in capsys.readouterr().out
    override = ["case", "review", case.id, "--override", "facts_proved"]
    assert run([*override, "--leader", "周丁", *at]) == 2
    assert "放行的理由" in capsys.readouterr().err
    assert run([*override, "--leader", "李甲", "--reason", "另有证据", *at]) == 3
    assert "不能放行" in capsys.readouterr().err
    assert run([*override, "--leader", "周丁", "--reason", "证据另卷保存", *at]) == 0
    assert "周丁放行：证据另卷保存" in capsys.readouterr().out
    assert run(["case", "review", case.id, "--json", *at]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["passed"][0]["leader"] == "周丁"


def test_words_of_a_meeting_are_corrected_with_a_reason(home: Path, capsys: Out) -> None:
    case = a_case(home, noticed=True)
    with desk_of(home) as desk:
        desk.officers.save_officer(
            Officer(name="郑己", card_number="示-0050", card_valid_until=date(2029, 1, 1), roles="leader")
        )
    here = ["--home", str(home)]
    held = [
        "--kind",
        "discussion",
        "--day",
        "2026-10-09",
        "--host",
        "周丁",
        "--voter",
        "周丁",
        "--voter",
        "郑己",
    ]
    words = ["--minutes", "均同意", "--conclusion", "罚款二万元"]
    assert run(["meetings", "add", case.id, *held, *words, *here]) == 0
    amend = ["meetings", "amend", case.id, "1", "--conclusion", "罚款三万元", *here]
    assert run([*amend, "--reason", " "]) == 2
    assert run(["meetings", "amend", case.id, "2", "--reason", "笔误", *here]) == 2
    assert run([*amend, "--reason", "笔误"]) == 0
    capsys.readouterr()
    assert run(["meetings", "list", case.id, "--json", *here]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert (record["minutes"], record["conclusion"]) == ("均同意", "罚款三万元")
