"""Who may do what, asked of the services: every role × step, every role × kind of entry, and the second-person rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from inspector.casework.machine import StepNotAllowedError
from inspector.casework.people import NotPermittedError
from inspector.casework.steps import BY_OTHER_MEANS
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.kinds import Outcome
from inspector.domain.people_records import Account
from inspector.domain.records import Case, CaseStep, Officer
from inspector.services.access import OWN_ACTIONS, ActionNotPermittedError, SignInNeededError, permit
from inspector.services.custody import CUSTODY_WORDS
from inspector.services.desk import Services
from inspector.services.procedure import StepEntry
from inspector.services.workspace import Workspace
from tests.workspaces import CODE

ROLES = ("inspector", "reviewer", "legal_reviewer", "leader", "supervisor", "administrator")
DAY = date(2026, 9, 20)

# The table of the test, written by hand and not read from the rules: i inspector, r reviewer, g legal reviewer, l leader, s supervisor.
STEPS = {
    "i": """preliminary_review sampled result_told evidence_kept evidence_released emergency_measure investigated evidence_added
        noticed spot_decided spot_recorded spot_collected spot_handed_in announced served""",
    "is": """complaint_told complaint_answered hand_over_received published publicity_withdrawn damage_paid instalment_paid
        paid archived""",
    "l": """complaint_extended filing_extended filed not_filed handed_over emergency_reported seized seizure_extended seizure_ended
        suspended resumed terminated decision_extended decision_extended_again collective daily_penalty production_restricted production_halted
        detention_transferred crime_transferred deferred surcharged decision_changed decision_revoked exhorted
        enforcement_asked withdrawn closed""",
    "ls": "damage_linked",
    "r": "reviewed",
    "g": "hearing_withdrawn hearing_notified heard legal_review",
    "irg": "hearing_asked",
    "il": "production_resumed",
    "igs": "review_asked review_decided suit_filed suit_decided",
}
LETTER = {
    "inspector": "i",
    "reviewer": "r",
    "legal_reviewer": "g",
    "leader": "l",
    "supervisor": "s",
    "administrator": "a",
}
EXPECTED = {step: who for who, names in STEPS.items() for step in names.split()}

# Who may enter what once people sign in, written by hand as well.
ENTRIES = {
    "case.opened": "isl",
    "case.fact": "i",
    "case.evidence": "i",
    "case.correction_ordered": "il",
    "case.rechecked": "i",
    "case.suspension": "il",
    "case.proposed": "irgl",
    "case.decided": "il",
    "case.step": "irgls",
    "case.review_overridden": "l",
    "case.offences_recounted": "irglsa",
    "law.answered": "irgl",
    "paper.issued": "irgl",
    "visit.answered": "i",
    "photo.taken_in": "i",
    "photo.linked": "isl",
    "photo.viewed": "irglsa",
    "photo.printed": "irgls",
    "photo.exported": "irgls",
    "photo.verified": "irglsa",
    "site.created": "isa",
    "complaint.received": "isl",
    "officer.saved": "a",
    "account.reset": "a",
    "account.password_changed": "irglsa",
    "setting.saved": "irglsa",
    "setting.bureau": "la",
    "setting.people": "a",
    "setting.law": "gla",
    "store.verified": "irglsa",
}


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


def hire(desk: Services, name: str, roles: str, until: date = date(2029, 12, 31)) -> Officer:
    officer, _ = desk.officers.save_officer(
        Officer(name=name, card_number=f"测-{name}", card_valid_until=until, roles=roles)
    )
    return officer


def a_case(desk: Services, **fields: object) -> Case:
    case = Case(
        title="",
        violation_id="noise.night_work",
        element="",
        inspection_kind="",
        found_on=DAY,
        act_day=DAY,
        party_name="深圳市澜岬建筑工程有限公司",
        party_code=CODE,
        **fields,  # type: ignore[arg-type]
    )
    return desk.cases.open_by_hand(case)[0]


def take(desk: Services, case: Case, step: str, days: int, *people: Officer, **more: object) -> None:
    entry = StepEntry(step, DAY + timedelta(days=days), people=tuple(one.id for one in people), **more)  # type: ignore[arg-type]
    desk.procedure.take(case.id, entry)


def steps_stored(desk: Services, case: Case) -> list[str]:
    with desk.workspace.read() as reader:
        return [one.step for one in reader.find(CaseStep, order=("day", "id"), case_id=case.id)]


def test_the_table_names_every_step(desk: Services) -> None:
    assert set(EXPECTED) == set(desk.workspace.rules.steps) - BY_OTHER_MEANS


@pytest.mark.parametrize("role", ROLES)
def test_each_step_is_for_its_roles_and_refused_to_every_other(desk: Services, role: str) -> None:
    case = a_case(desk)
    pair = hire(desk, "甲", role), hire(desk, "乙", role)
    for step, who in EXPECTED.items():
        try:
            take(desk, case, step, 1, *pair)
            refused: InspectorError | None = None
        except InspectorError as error:
            refused = error
        by_role = isinstance(refused, NotPermittedError) and any(one.id == "role" for one in refused.refusals)
        assert by_role == (LETTER[role] not in who), (role, step, refused)
        if by_role:
            assert desk.workspace.rules.steps[step].basis.split("；")[0][:4] in str(refused)
            assert step not in steps_stored(desk, case), "a refused step leaves nothing"


@pytest.mark.parametrize("role", ROLES)
def test_each_entry_is_for_its_roles_once_people_sign_in(desk: Services, role: str) -> None:
    officer = hire(desk, "甲", role)
    with desk.workspace.write() as writer:
        writer.put(Account(officer_id=officer.id, password_hash="$argon2id$x"), "account.opened")
    for action, who in ENTRIES.items():
        with desk.workspace.read() as reader:
            ask = permit(lambda: desk.workspace.rules, reader, officer.id)
            nobody = permit(lambda: desk.workspace.rules, reader, "")
            if LETTER[role] in who:
                ask(action)
            else:
                with pytest.raises(ActionNotPermittedError, match="职责分工"):
                    ask(action)
            if action not in OWN_ACTIONS:
                with pytest.raises(SignInNeededError):
                    nobody(action)


def test_every_permission_is_of_an_event_that_is_written_somewhere(desk: Services) -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(__file__).parents[2] / "inspector" / "services").glob("*.py")
    )
    written = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', code))
    written |= {f"photo.{action}" for action in CUSTODY_WORDS}
    families = {name.partition(".")[0] + ".*" for name in written} | {"*"}
    assert set(desk.workspace.rules.permissions) <= written | families


def ready(desk: Services, *, upto: str) -> tuple[Case, dict[str, Officer]]:
    """A case walked up to a step by people without a fault; every second person also has the other roles."""
    every = "inspector,reviewer,legal_reviewer,leader"
    who = {
        "a": hire(desk, "调查一", every),
        "b": hire(desk, "调查二", every),
        "r": hire(desk, "审查", "reviewer,legal_reviewer"),
        "l": hire(desk, "领导", "leader"),
    }
    case = a_case(desk)
    walk: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("preliminary_review", "a", {}),
        ("filed", "l", {"flags": ("filing_met",)}),
        ("investigated", "ab", {}),
        ("reviewed", "r", {}),
        ("noticed", "ab", {"method": "direct"}),
    )
    for number, (step, people, more) in enumerate(walk, 1):
        if step == upto:
            return case, who
        take(desk, case, step, number, *(who[one] for one in people), **more)
    return case, who


def test_the_same_officer_twice_is_refused_with_the_article(desk: Services) -> None:
    case, who = ready(desk, upto="investigated")
    with pytest.raises(NotPermittedError, match="两个不同的人（行政处罚法第42条"):
        take(desk, case, "investigated", 3, who["a"], who["a"])
    with pytest.raises(NotPermittedError, match="少于两人（行政处罚法第42条"):
        take(desk, case, "investigated", 3, who["a"])
    assert "investigated" not in steps_stored(desk, case)


def test_an_expired_card_is_refused_on_the_day_it_no_longer_counts(desk: Services) -> None:
    case, who = ready(desk, upto="investigated")
    late = hire(desk, "过期", "inspector", until=DAY + timedelta(days=3))
    with pytest.raises(NotPermittedError, match=r"到期，2026-09-24 无效（行政处罚法第42条、第55条）"):
        take(desk, case, "investigated", 4, who["a"], late)
    take(desk, case, "investigated", 3, who["a"], late)
    unknown = replace(hire(desk, "无期", "inspector"), card_valid_until=None)
    desk.officers.save_officer(unknown)
    with pytest.raises(NotPermittedError, match="没有登记有效期"):
        take(desk, case, "evidence_kept", 4, who["a"], unknown, flags=("may_vanish",))


@pytest.mark.parametrize(
    ("step", "upto", "article", "more"),
    [
        ("filed", "filed", "评查2024第18项", {"flags": ("filing_met",)}),
        ("reviewed", "reviewed", "调审分离", {}),
        ("legal_review", "", "行政处罚法第58条", {}),
        ("collective", "", "评查2024第21项", {}),
        ("suspended", "", "评查2024第18项", {"flags": ("cannot_go_on",)}),
    ],
)
def test_who_investigated_neither_reviews_nor_approves_nor_votes(
    desk: Services, step: str, upto: str, article: str, more: dict[str, object]
) -> None:
    case, who = ready(desk, upto=upto)
    with pytest.raises(NotPermittedError, match="参与过本案调查或承办") as refused:
        take(desk, case, step, 6, who["a"], **more)
    assert article in str(refused.value)
    other = who["r"] if step in ("reviewed", "legal_review") else who["l"]
    take(desk, case, step, 6, other, reason="记录另附", leader=who["l"].id, **more)
    assert step in steps_stored(desk, case)


def test_the_handlers_of_a_case_do_not_approve_it_even_before_any_step(desk: Services) -> None:
    leader = hire(desk, "领导", "inspector,leader")
    other = hire(desk, "另一", "leader")
    case = a_case(desk, handler_id=leader.id)
    take(desk, case, "preliminary_review", 1, hire(desk, "调查", "inspector"))
    with pytest.raises(NotPermittedError, match="批准人不是本案承办人"):
        take(desk, case, "filed", 2, leader, flags=("filing_met",))
    take(desk, case, "filed", 2, other, flags=("filing_met",))


def test_who_investigated_does_not_decide(desk: Services) -> None:
    case, who = ready(desk, upto="")
    wish = {
        "reason": "超标",
        "decided_on": date(2026, 10, 20),
        "amount_fen": 3_000_000,
        "manual_reason": "没有裁量表",
    }
    with pytest.raises(NotPermittedError, match="批准人不是本案承办人") as refused:
        desk.decisions.decide(case.id, Outcome.PENALTY, people=(who["b"].id,), **wish)  # type: ignore[arg-type]
    assert "评查2024第18项" in str(refused.value)
    assert desk.cases.file(case.id).decision is None
    desk.decisions.decide(case.id, Outcome.PENALTY, people=(who["l"].id,), **wish)  # type: ignore[arg-type]


def test_a_stopped_account_takes_no_step(desk: Services) -> None:
    case, who = ready(desk, upto="filed")
    desk.officers.save_officer(replace(who["l"], active=False))
    with pytest.raises(NotPermittedError, match="已停用"):
        take(desk, case, "filed", 2, who["l"], flags=("filing_met",))


def test_one_person_cannot_be_both_handlers(desk: Services) -> None:
    officer = hire(desk, "一人", "inspector")
    with pytest.raises(InvalidValueError, match="行政处罚法第42条"):
        a_case(desk, handler_id=officer.id, second_handler_id=officer.id)
    case = a_case(desk, handler_id=officer.id)
    with pytest.raises(InvalidValueError, match="行政处罚法第42条"):
        desk.cases.update(case.id, second_handler_id=officer.id)


def test_back_dated_records_are_refused_with_the_reason(desk: Services) -> None:
    case, who = ready(desk, upto="reviewed")
    with pytest.raises(StepNotAllowedError, match="不能倒签"):
        take(desk, case, "reviewed", 2, who["r"])
    with pytest.raises(StepNotAllowedError, match="晚于今天"):
        take(desk, case, "reviewed", 100, who["r"])
    with pytest.raises(InvalidValueError, match="不能倒签（行政处罚法第28条）"):
        desk.cases.order_correction(case.id, "停止夜间施工", DAY - timedelta(days=1), None)
    desk.cases.order_correction(case.id, "停止夜间施工", DAY + timedelta(days=3), None)
    order = desk.cases.file(case.id).rectifications[0]
    with pytest.raises(InvalidValueError, match="不能倒签（生态环境法典第1060条）"):
        desk.cases.record_recheck(order.id, DAY + timedelta(days=2), True, "")
    with pytest.raises(InvalidValueError, match="不晚于今天"):
        desk.cases.record_recheck(order.id, DAY + timedelta(days=300), True, "")
    take(desk, case, "reviewed", 4, who["r"])
    take(desk, case, "noticed", 5, who["a"], who["b"], method="direct")
    with pytest.raises(InvalidValueError, match="不早于告知日 2026-09-25，不能倒签（行政处罚法第45条）"):
        desk.cases.update(case.id, defence="有异议", defended_on=DAY + timedelta(days=4))
    desk.cases.update(case.id, defence="有异议", defended_on=DAY + timedelta(days=6))
