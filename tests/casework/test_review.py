"""The self-review: none of 31 rules speaks in a sound file, each of 25 seeded red-line faults is found, with where to fix it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from inspector.casework.casefile import CaseFileView, FileFact, FilePaper, FineBounds
from inspector.casework.machine import CaseState, TakenStep
from inspector.casework.review import CHECKS, review
from tests.casework.rulebooks import ORDINARY, ORDINARY_FLAGS, engine, officer, rules, state_of

ENGINE = engine()
PARTY, CODE = "深圳市澜岬建筑工程有限公司", "91440300MA5EXAMPLE"
DAILY: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    *ORDINARY[:17],
    ("rectification", "2026-04-02", ("l",)),
    ("recheck", "2026-04-20", ("a", "b")),
    ("daily_penalty", "2026-04-22", ("l",)),
)
KINDS = ("filing", "site_record", "notice", "decision", "rectification", "daily_penalty")


def sound() -> CaseFileView:
    """A file of a fined case with a daily penalty, in which nothing is wrong."""
    papers = tuple(
        FilePaper(
            kind,
            date(2026, 3, 30),
            PARTY,
            CODE,
            frozenset(element.id for element in rules().documents[kind].elements),
            "深环龙华〔2026〕1号",
        )
        for kind in KINDS
    )
    return CaseFileView(
        state=state_of(
            DAILY, outcome="penalty", fine_fen=3_000_000, flags=ORDINARY_FLAGS | {"still_violating"}
        ),
        today=date(2026, 5, 1),
        authority="深圳市生态环境局龙华管理局",
        authorised=True,
        party_name=PARTY,
        party_code=CODE,
        registered_name=PARTY,
        signboard="澜岬工地",
        duty_party=PARTY,
        officers=(officer("a"), officer("b")),
        visit_day=date(2026, 3, 2),
        record_made_on=date(2026, 3, 2),
        papers=papers,
        facts=(FileFact(1, "夜间施工", ("Z-01", "现场检查笔录")),),
        needs_sampling=True,
        has_sampling_record=True,
        cited=("法典第1185条第2项",),
        expected=("法典第1185条第2项",),
        old_law=FineBounds("old", 10_000_000, 1_000_000),
        new_law=FineBounds("new", 2_000_000, 500_000),
        applied_provision="new",
        legal_minimum_fen=1_000_000,
        noticed_fen=3_000_000,
        decided_fen=3_000_000,
        defence_told=True,
        defence_days_text="五个工作日",
        defence_term_end=date(2026, 3, 26),
        defence_adopted=False,
        defence_reason="申辩事实没有证据",
        act_end_day=date(2026, 3, 1),
        limitation_end=date(2028, 3, 1),
    )


def test_a_sound_file_has_no_finding() -> None:
    assert review(sound(), ENGINE) == []


def test_every_rule_has_its_check_and_every_red_line_its_number() -> None:
    assert {rule.check for rule in rules().review_rules.values()} == set(CHECKS)
    assert sorted(rule.veto for rule in rules().review_rules.values() if rule.veto) == list(range(1, 26))
    assert all(rule.fix and rule.basis for rule in rules().review_rules.values())


def without(state: CaseState, *steps: str) -> CaseState:
    return replace(state, taken=tuple(entry for entry in state.taken if entry.step not in steps))


def moved(state: CaseState, step: str, before: str) -> CaseState:
    """The state with a step put just before another, on that one's day."""
    entry = next(entry for entry in state.taken if entry.step == step)
    rest = [one for one in state.taken if one is not entry]
    place = next(number for number, one in enumerate(rest) if one.step == before)
    rest.insert(place, replace(entry, day=rest[place].day))
    return replace(state, taken=tuple(rest))


def by(state: CaseState, step: str, *people: str) -> CaseState:
    return replace(
        state,
        taken=tuple(replace(entry, by=people) if entry.step == step else entry for entry in state.taken),
    )


def _evidence_after_review(state: CaseState) -> CaseState:
    taken = list(state.taken)
    place = next(number for number, entry in enumerate(taken) if entry.step == "collective")
    taken.insert(place, TakenStep("evidence_added", taken[place].day, ("a",)))
    return replace(state, taken=tuple(taken))


Fault = Callable[[CaseFileView], CaseFileView]
SEEDED: dict[int, tuple[Fault, str]] = {
    1: (lambda f: replace(f, authorised=False), "资格"),
    2: (lambda f: replace(f, officers=(officer("a"), officer("a"))), "少于两名"),
    3: (lambda f: replace(f, officers=(officer("a"), officer("b", until=date(2026, 3, 1)))), "到期"),
    4: (lambda f: replace(f, papers=(*f.papers[:-1], replace(f.papers[-1], party_name="澜岬公司"))), "澜岬公司"),
    5: (lambda f: replace(f, registered_name="深圳市澜岬建设集团有限公司"), "登记名称"),
    6: (lambda f: replace(f, duty_party="深圳市某建设单位"), "义务主体"),
    7: (lambda f: replace(f, facts=(*f.facts, FileFact(2, "超标", ())))  , "第 2 项事实没有证据"),
    8: (lambda f: replace(f, has_sampling_record=False), "没有采样记录"),
    9: (lambda f: replace(f, cited=("法典第1185条第1项",)), "应为法典第1185条第2项"),
    10: (lambda f: replace(f, applied_provision="old"), "应适用new"),
    11: (lambda f: replace(f, decided_fen=500_000), "没有写明依据"),
    12: (lambda f: replace(f, decided_fen=4_000_000), "告知 3 万元，申辩后决定 4 万元"),
    13: (lambda f: replace(f, defence_told=False), "没有告知陈述申辩权"),
    14: (lambda f: replace(f, defence_term_end=date(2026, 3, 24)), "按工作日应到 2026-03-26"),
    15: (lambda f: replace(f, state=without(f.state, "noticed")), "没有送达告知书"),
    16: (lambda f: replace(f, state=without(f.state, "result_told")), "没有告知当事人"),
    17: (lambda f: replace(f, state=without(f.state, "collective")), "没有集体讨论"),
    18: (lambda f: replace(f, state=moved(f.state, "collective", "noticed")), "没有再议"),
    19: (lambda f: replace(f, state=by(f.state, "collective", "l", "a")), "参加了集体讨论表决"),
    20: (lambda f: replace(f, state=without(f.state, "legal_review")), "没有审核"),
    21: (lambda f: replace(f, limitation_end=date(2026, 3, 1)), "已过追责期限"),
    22: (lambda f: replace(f, state=by(f.state, "reviewed", "b")), "同一人"),
    23: (lambda f: replace(f, state=without(f.state, "rectification")), "没有责令改正"),
    24: (lambda f: replace(f, state=without(f.state, "recheck")), "没有复查"),
    25: (lambda f: replace(f, state=moved(f.state, "daily_penalty", "decided")), "早于原处罚决定"),
}  # fmt: skip


@pytest.mark.parametrize("number", sorted(SEEDED))
def test_a_seeded_red_line_fault_is_found(number: int) -> None:
    fault, says = SEEDED[number]
    found = [finding for finding in review(fault(sound()), ENGINE) if finding.veto]
    assert [finding for finding in found if finding.veto == number and says in finding.what]
    assert all(finding.blocks and finding.where and finding.basis for finding in found)
    # A fault may break a second line only where the law itself ties the two together.
    tied = {15: {14}, 25: {23, 24, 25}}
    assert {finding.veto for finding in found} <= {number} | tied.get(number, set())


OTHER: dict[str, tuple[Fault, str]] = {
    "elements": (lambda f: replace(f, papers=(replace(f.papers[0], elements=frozenset({"source"})),)), "缺少：当事人基本信息"),
    "date_order": (lambda f: replace(f, state=replace(f.state, taken=(*f.state.taken, TakenStep("closed", date(2026, 5, 2))))), "晚于今天"),
    "on_site_record": (lambda f: replace(f, record_made_on=date(2026, 3, 3)), "制作"),
    "defence_reasons": (lambda f: replace(f, defence_reason=" "), "理由"),
    "in_time": (lambda f: replace(f, state=replace(f.state, taken=tuple(replace(e, day=date(2025, 10, 9)) if e.step in ("clue", "preliminary_review", "filed") else e for e in f.state.taken))), "逾期"),
    "skipped": (lambda f: replace(f, state=replace(f.state, taken=tuple(replace(e, skipped=("legal_review",), reason="另有审核", leader="郑负责") if e.step == "decided" else e for e in f.state.taken))), "郑负责批准"),
}  # fmt: skip


@pytest.mark.parametrize("rule", sorted(OTHER))
def test_a_fault_that_is_no_red_line_is_shown_and_does_not_block(rule: str) -> None:
    fault, says = OTHER[rule]
    found = [finding for finding in review(fault(sound()), ENGINE) if finding.rule_id == rule]
    assert found
    assert says in found[0].what
    assert not found[0].blocks


@pytest.mark.parametrize(
    ("fault", "veto"),
    [
        (lambda f: replace(f, authority=""), 1),
        (lambda f: replace(f, officers=(officer("a"), officer("b", card="ZF-a"))), 2),
        (lambda f: replace(f, papers=(replace(f.papers[0], party_code="91440300MA5EXAMPL2"),)), 4),
        (lambda f: replace(f, party_name="澜岬工地", registered_name="", duty_party="", papers=()), 5),
        (lambda f: replace(f, facts=()), 7),
        (lambda f: replace(f, cited=()), 9),
        (lambda f: replace(f, state=replace(f.state, outcome="reduced")), 11),
        (lambda f: replace(f, state=replace(f.state, fine_fen=20_000_000)), 13),
        (lambda f: replace(f, defence_days_text="5个自然日"), 14),
        (lambda f: replace(f, state=_evidence_after_review(f.state)), 20),
        (lambda f: replace(f, limitation_end=None), 21),
        (lambda f: replace(f, state=by(f.state, "legal_review", "a")), 22),
    ],
)
def test_other_forms_of_the_same_red_line(fault: Fault, veto: int) -> None:
    file = fault(sound())
    assert veto in {finding.veto for finding in review(file, ENGINE)}


def test_red_lines_stand_first() -> None:
    file = replace(sound(), authorised=False, record_made_on=date(2026, 3, 3), limitation_end=None)
    assert [finding.veto for finding in review(file, ENGINE)] == [1, 21, 0]
