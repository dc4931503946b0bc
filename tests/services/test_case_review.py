"""The review of stored cases: sound sample files pass, a fault put into one is found with where to fix it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from inspector.domain.kinds import Outcome
from inspector.domain.ports import NoProgress
from inspector.domain.records import Case
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.demo import DEMO_DAY
from inspector.services.desk import Services
from inspector.services.workspace import Workspace


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    home = Home(tmp_path_factory.mktemp("review"))
    opened = Services.on(Workspace.open(home, SettableClock(DEMO_DAY)))
    opened.samples.fill("small", progress=NoProgress())
    yield opened
    opened.close()


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
