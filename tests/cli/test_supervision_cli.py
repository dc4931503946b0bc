"""Supervision from the command line: campaign, draw and replay, lists, patrols, plans, the year report."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from inspector.cli import run
from inspector.domain.kinds import SiteKind
from inspector.domain.records import Site
from inspector.services.patrols import PatrolService
from tests.services.test_campaigns import a_visit
from tests.workspaces import CODE, a_site, workspace_in

Out = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path) -> list[str]:
    with workspace_in(tmp_path / "home") as workspace, workspace.write() as writer:
        writer.put(a_site(), "site.created")
        for number in range(9):
            writer.put(Site(name=f"澜岬涂装{number}厂", kind=SiteKind.ENTERPRISE), "site.created")
    return ["--home", str(tmp_path / "home")]


def done(*words: str) -> None:
    assert run(list(words)) == 0, words


def test_a_campaign_from_plan_to_summary(home: list[str], tmp_path: Path, capsys: Out) -> None:
    done(
        "campaign", "new", "利剑七号", "--from", "2026-03-01", "--to", "2026-12-31", "--units", "南澜,北屿",
        "--target", "visits=120", "--target", "draw_share=35%@2026-06-10", *home,
    )  # fmt: skip
    done("campaign", "assign", "利剑七号", "--site", CODE, "--unit", "南澜", *home)
    assert run(["campaign", "assign", "利剑七号", "--site", "没有的", *home]) == 2
    capsys.readouterr()
    done("campaign", "show", "利剑七号", "--day", "2026-11-01", "--json", *home)
    shown = json.loads(capsys.readouterr().out)
    assert [(t["kind"], t["wanted"], t["met"]) for t in shown["targets"]] == [
        ("visits", "120", False),
        ("draw_share", "35%", None),
    ]
    assert [line["unit"] for line in shown["ranking"]] == ["北屿", "南澜"]
    for name in ("总结.pdf", "总结.xlsx"):
        done("campaign", "summary", "利剑七号", "--out", str(tmp_path / name), *home)
        assert (tmp_path / name).stat().st_size > 1000
    assert run(["campaign", "summary", "利剑七号", "--out", str(tmp_path / "总结.doc"), *home]) == 2


def test_visits_are_gathered_into_a_campaign_and_taken_out(
    home: list[str], tmp_path: Path, capsys: Out
) -> None:
    done(
        "campaign", "new", "夏季噪声", "--from", "2026-06-01", "--to", "2026-07-31",
        "--focus", "noise_construction", *home,
    )  # fmt: skip
    with workspace_in(tmp_path / "home") as workspace:
        visit = a_visit(workspace, date(2026, 6, 3))
    capsys.readouterr()
    done("campaign", "gather", "夏季噪声", "--dry-run", *home)
    done("campaign", "gather", "夏季噪声", *home)
    done("campaign", "remove", "--visit", visit.id, *home)
    said = capsys.readouterr().out
    assert (
        "可以归入 夏季噪声 的检查 1 次" in said
        and "检查 1 次、案件 0 宗" in said
        and "已移出：检查 1 次" in said
    )
    assert run(["campaign", "remove", "--visit", "没有的", *home]) == 2
    assert (
        run(["campaign", "new", "乙", "--from", "2026-06-01", "--to", "2026-07-31", "--focus", "噪音", *home])
        == 2
    )


def test_a_draw_is_replayed_by_anyone_and_a_changed_file_is_damage(
    home: list[str], tmp_path: Path, capsys: Out
) -> None:
    file, page = tmp_path / "抽查.json", tmp_path / "抽查.pdf"
    done(
        "draw", "make", "六月抽查", "--seed", "2026061", "--class", "enterprise=40%", "--out", str(file),
        "--pdf", str(page), "--recuse", f"示-0001|{CODE}|亲属", *home,
    )  # fmt: skip
    made = capsys.readouterr().out
    assert page.read_bytes().startswith(b"%PDF")
    done("draw", "replay", str(file))  # without the bureau's data
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("  1. ")]
    done("draw", "replay", str(file), *home)
    printed = made.split("名单哈希 ")[1].split()[0]
    done("draw", "replay", str(file), "--list-hash", f"{printed[:8]} {printed[8:]}".upper())
    assert run(["draw", "replay", str(file), "--list-hash", "0" * 64]) == 5
    with workspace_in(tmp_path / "other"):
        pass  # a bureau that holds no such draw, named behind the command or before it
    other = ["--home", str(tmp_path / "other")]
    capsys.readouterr()
    for words in (["draw", "replay", str(file), *other], [*other, "draw", "replay", str(file)]):
        assert run(words) == 0
        assert "本机没有这次抽查的记录" in capsys.readouterr().out
    assert run([*home, "draw", "replay", str(file)]) == 0
    assert "与“六月抽查”的记录一致" in capsys.readouterr().out
    content = json.loads(file.read_text(encoding="utf-8"))
    content["pool"][0]["name"] = "换了名字"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    capsys.readouterr()
    assert run(["draw", "replay", str(file)]) == 5
    assert "抽查对象名单被改过" in capsys.readouterr().err
    assert run(["draw", "replay", str(file), *home]) == 5
    assert run(["draw", "replay", str(tmp_path / "没有.json")]) == 2


def test_lists_patrols_plans_and_the_report_of_the_year(home: list[str], tmp_path: Path, capsys: Out) -> None:
    sheet = tmp_path / "锅炉.xlsx"
    book = openpyxl.Workbook()
    active = book.active
    assert active is not None
    for row in (["使用单位", "改造日期", "台数"], ["甲厂", "2026-03-01", 2], ["乙厂", "2026-04-01", 3]):
        active.append(row)
    book.save(sheet)
    done("list", "import", "boilers", str(sheet), *home)
    done("list", "import", "锅炉改造", str(sheet), *home)
    assert "已有的 2 行没有再写" in capsys.readouterr().out
    done("patrol", "add", "滨海大道", "--km", "42.35", "--day", "2026-05-02", "--problem", "8号|裸土", *home)
    finding = capsys.readouterr().out.splitlines()[1].split()[0]
    assert run(["patrol", "finding", finding, *home]) == 2
    done("patrol", "finding", finding, "--fixed", "已覆盖", "--day", "2026-05-09", *home)
    done("positive", "enter", CODE, "--grounds", "近一年无处罚", "--from", "2026-01-01", *home)
    assert run(["plan", "add", CODE, "--day", "2026-06-01", *home]) == 3
    done("plan", "add", CODE, "--day", "2026-06-01", "--reason", "投诉", "--registration", "SZ1", *home)
    done(
        "compensation",
        "add",
        "河道",
        "--agreed",
        "3万",
        "--day",
        "2026-05-01",
        "--agreed-on",
        "2026-06-01",
        *home,
    )
    done("report", "target", "2027", "list.boilers", "8", *home)
    capsys.readouterr()
    done("report", "year", "2026", *home)
    text = capsys.readouterr().out
    for words in (
        "改造锅炉5台",
        "扬尘巡查道路42.35公里",
        "督促整改扬尘问题工地1个",
        "执法正面清单上的企业1家",
        "不少于 8 台",
    ):
        assert words in text
    assert "行政处罚案件" not in text
    done("report", "year", "2026", "--rows", "list.boilers", *home)
    assert "共 2 条" in capsys.readouterr().out
    for flag, name in (("--pdf", "年报.pdf"), ("--docx", "年报.docx"), ("--md", "年报.md")):
        done("report", "year", "2026", flag, "--out", str(tmp_path / name), *home)
        assert (tmp_path / name).stat().st_size > 500
    assert run(["report", "year", "2026", "--pdf", *home]) == 2
    done("report", "year", "2026", "--out", str(tmp_path / "又一份.PDF"), *home)
    assert (tmp_path / "又一份.PDF").read_bytes().startswith(b"%PDF"), "a name says what is in the file"
    for options in (
        ["--md", "--out", "年报.pdf"],
        ["--out", "年报.txt"],
        ["--pdf", "--md", "--out", "年报.md"],
    ):
        assert run(["report", "year", "2026", *options, *home]) == 2
    wrong = openpyxl.Workbook()
    wrong.worksheets[0].append(["台数", "备注"])
    for number in range(50):
        wrong.worksheets[0].append([number, ""])
    wrong.save(tmp_path / "别的表.xlsx")
    capsys.readouterr()
    assert run(["list", "import", "boilers", str(tmp_path / "别的表.xlsx"), *home]) == 2
    said = capsys.readouterr().err
    assert "缺少“改造日期”这一列" in said and "第 2 行" not in said
    assert run(["report", "year", "2026", "--rows", "没有", *home]) == 2


def test_the_statistics_of_a_period_on_screen_and_as_pdf(
    home: list[str], tmp_path: Path, capsys: Out
) -> None:
    done("report", "statistics", "--year", "2026", *home)
    assert "对账差（宗）  0" in capsys.readouterr().out
    target = tmp_path / "统计.pdf"
    done(
        "report",
        "statistics",
        str(target),
        "--from",
        "2026-01-01",
        "--to",
        "2026-03-31",
        "--district",
        "南澜区",
        *home,
    )
    assert target.read_bytes().startswith(b"%PDF") and "已写" in capsys.readouterr().out
    done("report", "statistics", "--json", *home)
    assert json.loads(capsys.readouterr().out)["reconcile"] == 0
    for wrong in (
        ["统计.txt"],
        ["--from", "2026-01-01"],
        ["--from", "2026-03-01", "--to", "2026-01-01"],
        ["--from", "2026-03-01", "--to", "2026-04-01", "--year", "2026"],
        ["--year", "26"],
    ):
        assert run(["report", "statistics", *wrong, *home]) == 2, wrong


def test_slips_of_the_hand_are_bad_input_and_no_fault_of_the_program(home: list[str], tmp_path: Path) -> None:
    """Each of these once wrote an empty file under a wrong name, took half of what was asked, or broke off with a trace."""
    out = str(tmp_path / "台账.xlsx")
    for words in (
        ["ledger", "export", "--year", "0", "--out", out],
        ["ledger", "export", "--year", "99999", "--out", out],
        ["ledger", "export", "--district", "没有的区", "--out", out],
        ["ledger", "export", "--out", str(tmp_path / "台账.pdf")],
        ["report", "statistics", "--from", "0001-01-01", "--to", "9999-12-31"],
        ["report", "statistics", "--campaign", "没有的行动"],
        ["report", "target", "2027", "decisions", "--", "-5"],
        ["campaign", "new", "很久以前", "--from", "0001-01-01", "--to", "9999-12-31"],
        ["complaints", "add", "--content", "吵", "--place", "某路", "--kind", "燥声"],
        ["patrol", "add", "滨海大道", "--km", "3", "--problem", "只有地点|"],
        ["draw", "make", "x", "--seed", "1", "--class", "enterprise=10%", "--class", "enterprise=20%", "--out", out],
    ):  # fmt: skip
        assert run([*words[:-2], *home, *words[-2:]] if "--" in words else [*words, *home]) == 2, words
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]
    with workspace_in(tmp_path / "home") as workspace:
        assert PatrolService(workspace).totals(date(2000, 1, 1), date(2100, 1, 1)).patrols == 0


def test_a_campaign_is_not_ended_on_a_day_to_come(home: list[str], tmp_path: Path) -> None:
    done("campaign", "new", "利剑八号", "--from", "2026-03-01", "--to", "2199-12-31", *home)
    words = ["campaign", "summary", "利剑八号", "--out", str(tmp_path / "总结.pdf"), "--close"]
    assert run([*words, "--day", "2199-01-01", *home]) == 2
    assert not (tmp_path / "总结.pdf").exists()


def test_the_trace_of_a_fault_lies_beside_the_data_it_befell(
    home: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever looks for it looks in the folder that was named, not in that of another bureau."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("inspector.services.campaigns.CampaignService.all", broken)
    assert run(["campaign", "list", *home]) == 1
    (trace,) = (tmp_path / "home" / "logs").glob("crash-*.txt")
    assert "ZeroDivisionError" in trace.read_text(encoding="utf-8")
