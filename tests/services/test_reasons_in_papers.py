"""What the party and the court read: reasons in the notice, the decisions and the page of reasons, from the same answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.cli import run
from inspector.documents.content import text_of
from inspector.documents.dossier import PaperKind
from inspector.documents.render import content
from inspector.domain.kinds import Outcome
from inspector.domain.leniency_records import SAME_ACT
from inspector.domain.records import Case
from inspector.law.reductions import APOLOGY_EXCLUSIONS
from inspector.services.apologies import ApologyEntry
from inspector.services.desk import Services
from tests.workspaces import CODE, workspace_in

LIGHT: tuple[tuple[str, object], ...] = (
    ("exceed_times", "0.09"),
    ("single_factor", True),
    ("class_a", False),
    ("protected_place", False),
    ("prior_violation_day", "none"),
    ("records_searched_from", date(2024, 1, 1)),
    ("records_searched_until", date(2026, 10, 30)),
    ("corrected_day", date(2026, 9, 9)),
    ("correction_due_day", date(2026, 9, 10)),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    with workspace_in(tmp_path / "home") as workspace:
        services = Services.on(workspace)
        yield services
        services.photos.close()


def _case(desk: Services, violation: str, act_day: date) -> Case:
    fresh = replace(desk.cases.new_case(violation, act_day), party_name="乙公司", party_code=CODE)
    return desk.cases.open_by_hand(fresh)[0]


def _text(desk: Services, kind: PaperKind, case: Case) -> str:
    with desk.workspace.read() as reader:
        dossier = desk.papers.dossiers.of_kind(
            reader, desk.papers.dossiers.base(reader, case_id=case.id), kind, case.id, 1
        )
    return text_of(content(kind, dossier))


def test_the_no_penalty_decision_prints_each_condition_as_a_sentence_of_a_letter(desk: Services) -> None:
    case = _case(desk, "air.exceed", date(2026, 9, 1))
    for key, value in LIGHT:
        desk.law.answer(case.id, key, value, "监测报告")
    told = _text(desk, PaperKind.NO_PENALTY_DECISION, case)
    for words in (
        "粤环发〔2021〕7号附件2第8项“大气超标”",
        "经查询2024年1月1日至2026年10月30日的记录，未见当事人有同类违法行为",
        "经查为0.09倍，界限为0.1倍（不含本数）",
        "当事人于2026年9月9日改正，在2026年9月10日的责令改正期限之内",
        "（粤环发〔2021〕7号附件2第8项）",
        "该项符合",
    ):
        assert words in told, words
    assert "证据：监测报告" not in told, "evidence that should be there is not evidence that is there"


def test_the_notice_prints_factors_and_the_apology(desk: Services) -> None:
    case = _case(desk, "air.exceed", date(2026, 9, 1))
    desk.law.choose(case.id, "excess", "lt8")
    desk.law.answer(case.id, "corrected_day", date(2026, 10, 10), "复查")
    none = dict.fromkeys((key for key in APOLOGY_EXCLUSIONS if key != "fixed_or_minimum"), False)
    desk.apologies.record(
        case.id, ApologyEntry(40, none, date(2026, 11, 1), date(2026, 11, 9), "深圳特区报", True)
    )
    plain = _text(desk, PaperKind.PRIOR_NOTICE, case)
    assert "第十四条" not in plain and "21万元" in plain, (
        "the apology is not in the notice until it is proposed"
    )
    desk.decisions.propose(
        case.id, Outcome.PENALTY, reason="公开道歉从轻", amount_fen=12_600_000, apology=True
    )
    told = _text(desk, PaperKind.PRIOR_NOTICE, case)
    for words in (
        "无法查明，按最低档",
        "＝21%",
        "第十四条",
        "21万元×（100%－40%）＝12.6万元",
        "126,000.00元",
    ):
        assert words in told, words


def test_the_page_of_reasons_tells_near_miss_factors_and_both_laws(desk: Services, tmp_path: Path) -> None:
    case = _case(desk, "air.exceed", date(2026, 9, 1))
    for key, value in (*LIGHT, ("malice", True)):
        desk.law.answer(case.id, key, "0.14" if key == "exceed_times" else value, "监测报告")
    desk.further_acts.add(case.id, "voc.unsealed", SAME_ACT)
    told = _text(desk, PaperKind.REASONS_PAGE, case)
    for words in (
        "裁量与免罚说理页",
        "5 满足，1 不满足",
        "只差一项：超标0.1倍以下（不含0.1倍），查得0.14 倍",
        "由执法人员决定并说明理由",
        "从重情形：恶意损害生态环境",
        "裁量起点",
        "一般区域（未查明，按最低档）",
        "15万元（壹拾伍万元整）",
        "已是最轻档",
        "追责期限",
        "1055",
        "四、同类案件",
        "本机台账里还没有同一行为的罚款案件",
        "规则包",
    ):
        assert words in told, words
    preview = desk.papers.preview("reasons_page", case_id=case.id)
    assert preview.pdf.startswith(b"%PDF") and preview.missing == ()
    paper, _ = desk.papers.issue("reasons_page", case_id=case.id)
    assert paper.number is None and desk.papers.pdf(paper).startswith(b"%PDF")


def test_the_page_of_reasons_of_the_old_label_case_has_both_texts(desk: Services) -> None:
    case = _case(desk, "waste.label", date(2026, 8, 1))
    told = _text(desk, PaperKind.REASONS_PAGE, case)
    assert "法定幅度：5万元以上20万元以下" in told
    assert "10万元以上100万元以下" in told and "1057" in told and "不能照用" in told
    assert "待查" in told and "不能下结论" in told


def test_the_commands_ask_answer_and_write_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    with workspace_in(home) as workspace:
        services = Services.on(workspace)
        case = _case(services, "air.exceed", date(2026, 9, 1))
        services.photos.close()
    at = ["--home", str(home)]
    assert run(["law", "ask", case.id, *at]) == 0
    first = capsys.readouterr().out
    assert "第 1 问" in first and "为什么问" in first
    assert run(["law", "ask", case.id, "--answer", "不知道", *at]) == 0
    assert capsys.readouterr().out != first, "an honest 不知道 is not asked again"
    assert run(["law", "apology", case.id, "--percent", "20", *at]) == 2
    assert "30%" in capsys.readouterr().err
    assert run(["law", "apology", case.id, "--excluded", "crime", *at]) == 0
    assert "不能适用公开道歉承诺从轻：涉嫌环境污染犯罪" in capsys.readouterr().out
    assert run(["law", "acts", case.id, "--same", "voc.unsealed", "--separate", "permit.ledger", *at]) == 0
    told = capsys.readouterr().out
    assert "1055" in told and "2个违法行为" in told
    assert run(["law", "acts", case.id, "--same", "air.exceed", *at]) == 2
    assert "立案行为以外" in capsys.readouterr().err
    out = tmp_path / "reasons.pdf"
    assert run(["law", "reasons", case.id, "--out", str(out), *at]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert run(["law", "lists", "--on", "jiangmen", *at]) == 0
    assert "jiangmen  江门" in capsys.readouterr().out
    assert run(["law", "lists", "--on", "gd", *at]) == 2
