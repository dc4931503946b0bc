"""The review of stored cases: sound sample files pass, a fault put into one is found with where to fix it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from inspector.db.store import Writer
from inspector.domain.case_records import CaseFlag
from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import Outcome
from inspector.domain.ports import NoProgress
from inspector.domain.records import Case, CaseStep, LawFact, Rectification, VisitOfficer
from inspector.paths import Home
from inspector.services.case_review import LeaderRefusedError, NothingToPassError
from inspector.services.cases import CaseFile, read_file
from inspector.services.clock import SettableClock
from inspector.services.demo import DEMO_DAY
from inspector.services.desk import Services
from inspector.services.papers import RedLineError
from inspector.services.workspace import Workspace

Seed = Callable[[Writer, CaseFile], None]


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    home = Home(tmp_path_factory.mktemp("review"))
    opened = Services.on(Workspace.open(home, SettableClock(DEMO_DAY)))
    opened.samples.fill("small", progress=NoProgress())
    yield opened
    opened.close()


class _UndoError(Exception):
    """Takes a seeded fault out of the file again."""


def _fined(services: Services) -> Case:
    with services.workspace.read() as reader:
        return next(case for case in reader.find(Case) if case.outcome is Outcome.PENALTY)


def test_decided_sample_files_are_sound_and_say_what_nobody_checked(services: Services) -> None:
    with services.workspace.read() as reader:
        decided = [case for case in reader.find(Case) if case.outcome is not None]
    assert len(decided) >= 9
    for case in decided:
        if case.outcome is not Outcome.HANDED_OVER:
            found = services.case_review.review(case.id)
            assert [one.what for one in found.findings if one.blocks] == [], case.title
            assert "执法主体资格" in found.unseen


def test_a_fact_without_evidence_is_a_red_line(services: Services) -> None:
    case = _fined(services)
    services.cases.add_fact(case.id, "另有一台设备未登记")
    found = services.case_review.review(case.id)
    (finding,) = [one for one in found.findings if one.rule_id == "facts_proved"]
    assert finding.blocks and "没有证据" in finding.what and finding.where == "案件→事实与证据"
    fact = services.cases.file(case.id).facts[-1]
    services.cases.link_evidence(fact.id, label="询问笔录")
    assert not [one for one in services.case_review.review(case.id).findings if one.rule_id == "facts_proved"]


def test_another_name_than_the_registered_one_is_a_red_line(services: Services) -> None:
    case = _fined(services)
    services.cases.update(case.id, party_name="澜岬工地")
    rules = {one.rule_id for one in services.case_review.review(case.id).findings}
    services.cases.update(case.id, party_name=case.party_name)
    assert "registered_name" in rules


def test_a_decision_later_than_ninety_days_is_named(services: Services) -> None:
    case = _fined(services)
    file = services.cases.file(case.id)
    filed, decided = file.step("filed"), file.step("decided")
    assert filed is not None and decided is not None
    late = replace(decided, day=filed.day + timedelta(days=200))
    with services.workspace.write() as writer:
        writer.put(late, "test.late")
    rules = {one.rule_id: one for one in services.case_review.review(case.id).findings}
    with services.workspace.write() as writer:
        writer.put(replace(writer.get(type(decided), decided.id), day=decided.day), "test.back")
    assert "in_time" in rules and not rules["in_time"].blocks


def _drop(*steps: str) -> Seed:
    def seed(writer: Writer, file: CaseFile) -> None:
        for step in file.steps:
            if step.step in steps:
                writer.remove(step, "test.seeded")

    return seed


def _add(step: str, like: str, people: Callable[[CaseFile], str]) -> Seed:
    """A step on the day of another one, by whoever is named."""

    def seed(writer: Writer, file: CaseFile) -> None:
        known = file.step(like)
        assert known is not None
        writer.put(
            CaseStep(case_id=file.case.id, step=step, day=known.day, persons=people(file)), "test.seeded"
        )

    return seed


def _by(step: str, people: Callable[[CaseFile], str]) -> Seed:
    def seed(writer: Writer, file: CaseFile) -> None:
        known = file.step(step)
        assert known is not None
        writer.put(replace(known, persons=people(file)), "test.seeded")

    return seed


def _case(**fields: object) -> Seed:
    def seed(writer: Writer, file: CaseFile) -> None:
        writer.put(replace(file.case, **fields), "test.seeded")  # type: ignore[arg-type]

    return seed


def _nobody(_file: CaseFile) -> str:
    return ""


def _investigators(file: CaseFile) -> str:
    step = file.step("investigated")
    return step.persons if step is not None else ""


def _expired(writer: Writer, file: CaseFile) -> None:
    for officer in file.handlers:
        writer.put(replace(officer, card_valid_until=date(2020, 1, 1)), "test.seeded")


def _one_officer(writer: Writer, file: CaseFile) -> None:
    assert file.visit is not None
    for part in writer.find(VisitOfficer, visit_id=file.visit.id)[1:]:
        writer.remove(part, "test.seeded")


def _without_evidence(writer: Writer, file: CaseFile) -> None:
    for link in file.evidence:
        writer.remove(link, "test.seeded")


def _other_article(writer: Writer, file: CaseFile) -> None:
    assert file.decision is not None
    writer.put(replace(file.decision, provision_id="noise.night_work.code"), "test.seeded")


def _raised(writer: Writer, file: CaseFile) -> None:
    """The party answered, and the decision is dearer than the notice."""
    assert file.decision is not None
    noticed = file.step("noticed")
    assert noticed is not None
    told = replace(
        file.case,
        proposed_fen=(file.decision.amount_fen or 0) - 100,
        defence="有异议",
        defended_on=noticed.day,
        defence_adopted=False,
        defence_reason="没有证据",
    )
    writer.put(told, "test.seeded")


def _below(writer: Writer, file: CaseFile) -> None:
    assert file.decision is not None
    writer.put(replace(file.decision, amount_fen=100, basis="", item_id=None), "test.seeded")


def _old(writer: Writer, file: CaseFile) -> None:
    """An act of three years ago without harm: two years are past."""
    writer.put(replace(file.case, act_day=date(2023, 1, 1), act_end_day=None), "test.seeded")
    for answer in writer.find(LawFact, case_id=file.case.id, key="consequence"):
        writer.remove(answer, "test.seeded")
    writer.put(LawFact(case_id=file.case.id, key="consequence", value='"none"'), "test.seeded")


def _daily(*, ordered: bool) -> Seed:
    """A daily penalty after the decision, without an order to correct or without a recheck."""

    def seed(writer: Writer, file: CaseFile) -> None:
        for order in file.rectifications:
            writer.remove(order, "test.seeded")
        if ordered:
            day = file.case.found_on
            writer.put(Rectification(case_id=file.case.id, ordered_on=day, requirement="停"), "test.seeded")
        _add("daily_penalty", "decided", _nobody)(writer, file)

    return seed


def _complex(*more: Seed) -> Seed:
    def seed(writer: Writer, file: CaseFile) -> None:
        for flag in ("complex", "public_interest"):
            writer.put(CaseFlag(case_id=file.case.id, flag=flag), "test.seeded")
        for one in more:
            one(writer, file)

    return seed


SEEDED: dict[str, Seed] = {
    "two_officers": _one_officer,
    "valid_cards": _expired,
    "same_party": _case(party_name="另写的名称有限公司"),
    "registered_name": _case(party_name="招牌名"),
    "facts_proved": _without_evidence,
    "articles": _other_article,
    "reduced_basis": _below,
    "no_aggravation": _raised,
    "notice_served": _drop("noticed"),
    "result_told": _add("sampled", "investigated", _investigators),
    "collective": _complex(),
    "voters": _complex(_add("collective", "reviewed", _investigators)),
    "legal_review": _complex(),
    "limitation": _old,
    "separation": _by("reviewed", _investigators),
    "daily_order": _daily(ordered=False),
    "daily_recheck": _daily(ordered=True),
    "daily_after_fine": _add("daily_penalty", "filed", _nobody),
}


@pytest.mark.parametrize("rule", sorted(SEEDED))
def test_a_red_line_seeded_into_a_stored_file_is_found_and_holds_the_paper(
    services: Services, rule: str
) -> None:
    case = _fined(services)
    with pytest.raises(_UndoError), services.workspace.write() as writer:
        kind = "penalty_decision"
        assert services.case_review.held(writer, kind, case.id) == (), "the file was sound"
        SEEDED[rule](writer, read_file(writer, case.id))
        found = services.case_review.read_review(writer, case.id)
        assert rule in {one.rule_id for one in found.holding}
        name = services.workspace.rules.review_rules[rule].name
        assert any(name in line for line in services.case_review.held(writer, kind, case.id))
        assert services.case_review.held(writer, "site_record", case.id) == (), (
            "what happened on site is printed"
        )
        raise _UndoError


def test_a_red_line_keeps_the_decision_a_draft_until_a_leader_lets_it_pass(services: Services) -> None:
    case = _fined(services)
    officers = {one.name: one for one in services.officers.officers()}
    leader = next(one for one in officers.values() if "leader" in one.role_ids())
    handler = services.cases.file(case.id).handlers[0]
    paper = next(one for one in services.cases.file(case.id).papers if one.kind == "penalty_decision")
    services.papers.void(paper.id, "重出")
    services.cases.add_fact(case.id, "另有一台设备未登记")
    preview = services.papers.preview("penalty_decision", case_id=case.id)
    assert preview.draft
    assert [line for line in preview.missing if line.startswith("一票否决：每项事实都有证据")]
    with pytest.raises(RedLineError, match="一票否决") as refused:
        services.papers.issue("penalty_decision", case_id=case.id)
    assert "行政处罚法第40条" in refused.value.places[0]
    review = services.case_review
    with pytest.raises(InvalidValueError, match="写明为什么"):
        review.override(case.id, "facts_proved", " ", leader.name)
    with pytest.raises(LeaderRefusedError, match="没有负责人的角色"):
        review.override(case.id, "facts_proved", "另有证据", handler.name)
    with pytest.raises(InvalidValueError, match="负责人"):
        review.override(case.id, "facts_proved", "另有证据", "谁也不是")
    with pytest.raises(NothingToPassError, match="没有要放行的问题"):
        review.override(case.id, "voters", "另有证据", leader.name)
    review.override(case.id, "facts_proved", "证据另卷保存，编号 2026-7", leader.name)
    found = review.review(case.id)
    (line,) = [text for text in found.sentences() if "facts_proved" in text]
    assert f"{leader.name}放行：证据另卷保存，编号 2026-7" in line
    assert found.holding == ()
    assert found.red_lines == 1, "let pass, still shown"
    later, _ = services.cases.add_fact(case.id, "又一项没有证据的事实")
    held = [one.what for one in review.review(case.id).holding]
    assert held == [f"第 {later.ordinal} 项事实没有证据"], "the pass is for one fault"
    services.cases.void_fact(services.cases.file(case.id).facts[-1].id, "重复")
    issued, _ = services.papers.issue("penalty_decision", case_id=case.id)
    assert issued.number
    services.cases.void_fact(services.cases.file(case.id).facts[-1].id, "重复")


def test_who_investigated_lets_no_red_line_pass(services: Services) -> None:
    case = _fined(services)
    handler = services.cases.file(case.id).handlers[0]
    services.officers.save_officer(replace(handler, roles="inspector,leader"))
    services.cases.add_fact(case.id, "另有一台设备未登记")
    with pytest.raises(LeaderRefusedError, match="评查2024第18项"):
        services.case_review.override(case.id, "facts_proved", "另有证据", handler.name)
    services.cases.void_fact(services.cases.file(case.id).facts[-1].id, "重复")
    services.officers.save_officer(handler)
