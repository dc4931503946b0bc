"""Who may take which step (人员权限): roles from data, certificates, and the second-person rules.

Sources: 行政处罚法第42条、第55条、第57条、第58条; 案卷评查 items 18 and 21.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspector.casework.machine import CaseState
from inspector.casework.rulebook import PeopleRule, Permission, Rulebook
from inspector.domain.errors import RuleRefusedError


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the bureau: roles by id, the certificate (执法证) and its last valid day (None: not known)."""

    id: str
    name: str
    roles: frozenset[str]
    card_number: str = ""
    card_valid_until: date | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a person or pair may not take a step, with the article."""

    id: str
    say: str
    basis: str


class NotPermittedError(RuleRefusedError):
    """The persons may not take this step; every reason with its article."""

    def __init__(self, step_name: str, found: Sequence[Refusal]) -> None:
        self.refusals = tuple(found)
        super().__init__(
            f"不能由所选人员登记“{step_name}”",
            "；".join(f"{entry.say}（{entry.basis}）" for entry in found),
            "换符合条件的人员，或先更新证件信息",
        )


def refusals(
    rules: Rulebook, state: CaseState, step_id: str, people: Sequence[Person], day: date
) -> tuple[Refusal, ...]:
    """Every reason why these persons may not take the step on that day; empty when they may.

    People of former steps come from `TakenStep.by`, with the case's handlers. Raises KeyError for an unknown step.
    """
    step = rules.steps[step_id]
    found: list[Refusal] = []
    if not people:
        return (Refusal("nobody", "没有写明由谁登记", step.basis),)
    wanted = "、".join(rules.roles[name].name for name in step.roles)
    for person in people:
        if not person.active:
            found.append(Refusal("inactive", f"{person.name}的账号已停用", step.basis))
        if not person.roles & set(step.roles):
            found.append(Refusal("role", f"{person.name}没有这一步的权限，须是{wanted}", step.basis))
    for rule in rules.people_rules.values():
        if step_id in rule.steps:
            found.extend(_second_person(rule, state, people, day))
    return tuple(found)


def may(rules: Rulebook, state: CaseState, step_id: str, people: Sequence[Person], day: date) -> bool:
    """Whether these persons may take the step on that day."""
    return not refusals(rules, state, step_id, people, day)


def check_people(
    rules: Rulebook, state: CaseState, step_id: str, people: Sequence[Person], day: date
) -> None:
    """Refuse a step by the wrong persons. Raises NotPermittedError."""
    found = refusals(rules, state, step_id, people, day)
    if found:
        raise NotPermittedError(rules.steps[step_id].name, found)


def permission_of(rules: Rulebook, action: str) -> Permission:
    """The permission that covers an event's action: its own, that of its family, or that of all others."""
    family = action.partition(".")[0] + ".*"
    return rules.permissions.get(action) or rules.permissions.get(family) or rules.permissions["*"]


def card_fault(person: Person, day: date) -> str:
    """Why a certificate does not count on a day; empty when it does. An unknown last day does not count."""
    if not person.card_number:
        return f"{person.name}没有登记执法证号"
    if person.card_valid_until is None:
        return f"{person.name}的执法证没有登记有效期"
    if person.card_valid_until < day:
        return f"{person.name}的执法证已于 {person.card_valid_until} 到期，{day} 无效"
    return ""


def two_certified_faults(people: Sequence[Person], day: date) -> tuple[str, ...]:
    """Faults against two different certified officers (行政处罚法第42条): the same person or card twice, fewer than two, bad cards."""
    found: list[str] = []
    ids: Mapping[str, Person] = {person.id: person for person in people}
    cards = {person.card_number for person in ids.values() if person.card_number}
    if len(people) > len(ids):
        found.append(f"{people[0].name}写了两次，须是两个不同的人")
    elif len(ids) < 2:
        found.append("执法人员少于两人")
    elif len(cards) < len([person for person in ids.values() if person.card_number]):
        found.append("两人的执法证号相同")
    found.extend(fault for person in ids.values() if (fault := card_fault(person, day)))
    return tuple(found)


def _second_person(rule: PeopleRule, state: CaseState, people: Sequence[Person], day: date) -> list[Refusal]:
    if rule.kind == "two_certified":
        return [Refusal(rule.id, fault, rule.basis) for fault in two_certified_faults(people, day)]
    before = {key for entry in state.taken if entry.step in rule.others for key in entry.by} | state.handlers
    return [
        Refusal(rule.id, f"{person.name}参与过本案调查或承办，{rule.say}", rule.basis)
        for person in people
        if person.id in before
    ]
