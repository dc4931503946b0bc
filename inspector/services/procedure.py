"""The procedure of a stored case (办案程序): where it stands, what comes next and why, and taking a step.

Every step goes through the rules: what must be there, who may do it, the day. A refused one says what is missing and its
article; a skipped one keeps its reason and the leader's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from inspector.casework.clock import Running
from inspector.casework.intake import case_state
from inspector.casework.machine import CaseState, Offer, Procedure, TakenStep
from inspector.casework.people import Person, check_people, refusals
from inspector.casework.rulebook import Requirement, Rulebook, StepRule
from inspector.casework.steps import (
    BY_OTHER_MEANS,
    CLOSED,
    COMPLAINT_CLOCKS,
    COMPLAINT_STEPS,
    FILED,
    SERVED,
)
from inspector.db.store import Reader, Writer
from inspector.domain.case_records import CaseFlag
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.ports import today
from inspector.domain.records import Case, CaseStep, Officer, PaperNumber, Setting
from inspector.domain.text import clean_text
from inspector.services.calendars import OWN_DAYS, calendar_with
from inspector.services.cases import CaseFile, read_file
from inspector.services.officers import leader_name
from inspector.services.paper_numbers import next_serial
from inspector.services.workspace import Workspace

FILING_NUMBER = "深环{区}立字〔{年}〕{序}号"
_CERTIFIED = "two_certified"
_STAGE_CLOCKS = ("decide", "serve", "pay", "file")


class OwnCardError(RuleRefusedError):
    """A step that is made by its own card, which asks for more than a day."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}”不能当作步骤直接登记",
            "它由专门的登记产生：决定由处理意见作出，责令改正、复查和陈述申辩各有登记处，信访件的告知和答复在信访页",
            "到案件页相应的卡片登记，命令行用 case decide 等命令",
        )


@dataclass(frozen=True, slots=True)
class StepEntry:
    """A step as entered. `people`: officer ids (empty: the handlers, or whoever has the role); `flags`: statements made with it."""

    step: str
    day: date
    people: tuple[str, ...] = ()
    method: str = ""
    note: str = ""
    reference: str = ""
    amount_fen: int | None = None
    reason: str = ""
    leader: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as the page offers it: what it lacks, the statements that would help, and who would take it."""

    offer: Offer
    flags: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A step beside the nine (分支): taken on a day, or demanded by what is known of the case, with the article that does."""

    step: StepRule
    day: date | None
    why: str
    basis: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class CaseProgress:
    """Where a case stands: its state, the next step, every step of the rules, the clocks that run, what was passed over.

    `ways`: what service lacks for each way of service. `branches`: steps beside the nine, taken or demanded.
    """

    state: CaseState
    stage: str
    done: Mapping[str, date]
    next_main: str
    pays: bool
    next: StepView | None
    steps: Mapping[str, StepView]
    running: tuple[Running, ...]
    skipped: tuple[tuple[TakenStep, Requirement], ...]
    people: tuple[Person, ...]
    ways: Mapping[str, StepView]
    branches: tuple[Branch, ...]

    @property
    def stage_clock(self) -> Running | None:
        """The period that governs the stage the case is in: to file, to decide, to serve, to be paid; while one runs."""
        running = {clock.rule.id: clock for clock in self.running}
        return next((running[key] for key in _STAGE_CLOCKS if key in running), None)

    @property
    def main_clock(self) -> Running | None:
        """The period to decide in (90 days), while it runs."""
        return next((clock for clock in self.running if clock.rule.id == "decide"), None)


class ProcedureService:
    """Reads a case's place in the procedure and takes its steps."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @property
    def rules(self) -> Rulebook:
        """The rules in use."""
        return self.workspace.rules

    def engine(self, reader: Reader) -> Procedure:
        """The engine with the bureau's working days."""
        own = reader.find(Setting, name=OWN_DAYS)
        return Procedure(self.rules, calendar_with(own[0].value if own else ""))

    def state(self, file: CaseFile) -> CaseState:
        """The state of a file that was read."""
        return case_state(
            self.rules,
            file.case,
            [step for step in file.steps if step.step in self.rules.steps],
            file.suspensions,
            file.rectifications,
            [flag.flag for flag in file.flags],
            file.complaint,
            file.meetings,
        )

    def progress(self, case_id: str, day: date) -> CaseProgress:
        """Where a case stands on a day. Raises NotFoundError, CaseworkDataError."""
        with self.workspace.read() as reader:
            file = read_file(reader, case_id)
            engine = self.engine(reader)
            people = persons(reader)
        state = self.state(file)
        handlers = [officer.id for officer in file.handlers]

        def view(offer: Offer) -> StepView:
            flags = tuple(
                dict.fromkeys(flag for gap in offer.missing for flag in engine.flags_of(offer, gap))
            )
            chosen = _suggested(self.rules, state, offer.step.id, people, handlers, day)
            return StepView(offer, flags, tuple(person.id for person in chosen))

        steps = {name: view(engine.offer(state, name, day, "direct")) for name in self.rules.steps}
        ways = {way: view(engine.offer(state, SERVED, day, way)) for way in self.rules.ways}
        wanted = engine.next(state, day)
        main = engine.next_main(state)
        return CaseProgress(
            state,
            engine.stage(state),
            {name: state.taken[place].day for name, place in engine.in_effect(state).items()},
            main.id if main is not None else "",
            engine.term(state, "pays") or not state.outcome,
            view(wanted) if wanted is not None else None,
            steps,
            # A complaint of its own has its own clock, from the day it was received.
            tuple(
                clock
                for clock in engine.due(state, day)
                if file.complaint is None or clock.rule.id not in COMPLAINT_CLOCKS
            ),
            engine.skipped(state),
            tuple(person for person in people if person.active),
            ways,
            _branches(engine, state),
        )

    def take(self, case_id: str, entry: StepEntry) -> Changes:
        """Take a step. Raises StepNotAllowedError, NotPermittedError, OwnCardError, InvalidValueError."""
        if entry.step not in self.rules.steps:
            raise InvalidValueError(
                "步骤", entry.step, "、".join(name for name in self.rules.steps if name not in BY_OTHER_MEANS)
            )
        if entry.step in BY_OTHER_MEANS:
            raise OwnCardError(self.rules.steps[entry.step].name)
        with self.workspace.write(entry.reason) as writer:
            file = read_file(writer, case_id)
            if file.complaint is not None and entry.step in COMPLAINT_STEPS:
                raise OwnCardError(self.rules.steps[entry.step].name)
            self.record(writer, file, entry, self.state(file))
            return writer.changes()

    def record(
        self, writer: Writer, file: CaseFile, entry: StepEntry, state: CaseState, case: Case | None = None
    ) -> None:
        """Hold a step against the rules and store it with its flags and the case's new stage, inside a transaction.

        `state` is the file's, with what the caller is about to decide (outcome, amount, flags); `case` the record with
        it, when it is not the stored one.
        """
        unknown = [flag for flag in entry.flags if flag not in self.rules.flags]
        if unknown:
            raise InvalidValueError("情形", unknown[0], "办案规则里的情形")
        engine = self.engine(writer)
        state = replace(state, flags=state.flags | set(entry.flags))
        way, method = self._way(entry.method)
        people = self._people(writer, file, entry, state)
        check_people(self.rules, state, entry.step, people, entry.day)
        after = engine.take(
            state,
            entry.step,
            entry.day,
            today=today(self.workspace.clock),
            by=[person.id for person in people],
            way=way,
            reason=clean_text(entry.reason),
            leader=leader_name(writer, entry.leader),
        )
        taken = after.taken[-1]
        known = {flag.flag for flag in file.flags}
        for flag in dict.fromkeys(entry.flags):
            if flag not in known:
                writer.put(CaseFlag(case_id=file.case.id, flag=flag), "case.flag")
        step = CaseStep(
            case_id=file.case.id,
            step=entry.step,
            day=entry.day,
            note=clean_text(entry.note),
            method=method,
            reference=clean_text(entry.reference),
            amount_fen=entry.amount_fen,
            reason=taken.reason,
            persons=",".join(taken.by),
            skipped=",".join(taken.skipped),
            leader=taken.leader,
        )
        writer.put(step, "case.step")
        case = replace(case or file.case, stage=engine.stage(after))
        if entry.step == CLOSED:
            case = replace(case, closed_on=entry.day)
        if entry.step == FILED:
            case = replace(case, case_number=self._number(writer, case, entry.day))
        if case != file.case:
            writer.put(case, "case.stage")

    def _way(self, method: str) -> tuple[str, str]:
        """A way of service (送达方式) by id or by the beginning of its name: its id and its short name."""
        wanted = clean_text(method)
        if not wanted:
            return "", ""
        for key, way in self.rules.ways.items():
            if wanted == key or way.name.startswith(wanted):
                return key, way.name.partition("（")[0]
        raise InvalidValueError("送达方式", wanted, "、".join(way.name for way in self.rules.ways.values()))

    def state_flag(self, case_id: str, flag: str, stated: bool, note: str = "") -> Changes:
        """State a fact the procedure asks for, or take the statement back; both stay in the chain."""
        if flag not in self.rules.flags:
            raise InvalidValueError("情形", flag, "办案规则里的情形")
        with self.workspace.write(note) as writer:
            writer.get(Case, case_id)
            found = writer.find(CaseFlag, case_id=case_id, flag=flag)
            if stated and not found:
                writer.put(CaseFlag(case_id=case_id, flag=flag, note=clean_text(note)), "case.flag")
            elif found and not stated:
                writer.remove(found[0], "case.flag_withdrawn")
            return writer.changes()

    def _people(self, reader: Reader, file: CaseFile, entry: StepEntry, state: CaseState) -> list[Person]:
        everyone = persons(reader)
        if entry.people:
            known = {person.id: person for person in everyone}
            strange = [key for key in entry.people if key not in known]
            if strange:
                raise InvalidValueError("人员", strange[0], "已登记的人员")
            return [known[key] for key in entry.people]
        handlers = [officer.id for officer in file.handlers]
        chosen = _suggested(self.rules, state, entry.step, everyone, handlers, entry.day)
        if not chosen:
            raise NobodyError(self.rules, entry.step, everyone, state, entry.day)
        return chosen

    def _number(self, writer: Writer, case: Case, day: date) -> str | None:
        """The case number (案号) given when a case is filed: the next of the year; None while the bureau has no short name."""
        district = next((found.value for found in writer.find(Setting, name="bureau.short")), "")
        if case.case_number or not district:
            return case.case_number
        form = next((found.value for found in writer.find(Setting, name="numbering.filing")), FILING_NUMBER)
        serial = next_serial(writer, "filing", day.year)
        number = form.replace("{区}", district).replace("{年}", str(day.year)).replace("{序}", str(serial))
        fresh = PaperNumber(series="filing", year=day.year, serial=serial, number=number, owner_id=case.id)
        writer.put(fresh, "case.number_taken")
        return number


def _branches(engine: Procedure, state: CaseState) -> tuple[Branch, ...]:
    """Steps beside the nine in the order they were taken, then those that a main step still to come demands of this case."""
    effect = engine.in_effect(state)
    rules = engine.rules.steps
    found = [
        Branch(rules[name], state.taken[place].day, "", rules[name].basis, rules[name].verified)
        for name, place in sorted(effect.items(), key=lambda pair: pair[1])
        if not rules[name].main
    ]
    if any(rules[name].ends for name in effect):
        return tuple(found)
    for main in engine.rules.main_steps():
        if main.id in effect:
            continue
        for need in main.requires:
            if not need.when or not need.steps or not all(engine.term(state, term) for term in need.when):
                continue
            latest = max((effect[name] for name in need.steps if name in effect), default=-1)
            if latest < 0 or any(effect.get(name, -1) > latest for name in need.fresh_after):
                step = rules[need.steps[0]]
                if not step.main and step not in [branch.step for branch in found if branch.day is None]:
                    found.append(Branch(step, None, need.say, need.basis, need.verified))
    return tuple(found)


class NobodyError(RuleRefusedError):
    """No registered person may take a step: the role that is wanted, and why each who has it may not."""

    def __init__(
        self, rules: Rulebook, step_id: str, people: Sequence[Person], state: CaseState, day: date
    ) -> None:
        step = rules.steps[step_id]
        roles = "、".join(rules.roles[name].name for name in step.roles)
        able = [person for person in people if person.active and person.roles & set(step.roles)]
        why = [refusal.say for person in able for refusal in refusals(rules, state, step_id, [person], day)]
        super().__init__(
            f"没有人可以登记“{step.name}”",
            "；".join(dict.fromkeys(why)) or f"这一步须由{roles}办理，本机没有登记这样的人员",
            f"在设置的人员里登记{roles}，或更新证件信息",
        )


def persons(reader: Reader) -> list[Person]:
    """Everyone registered here, by certificate number."""
    return [person_of(officer) for officer in reader.find(Officer, order=("card_number",))]


def person_of(officer: Officer) -> Person:
    """A registered officer as the rules see one."""
    return Person(
        officer.id,
        officer.name,
        officer.role_ids(),
        officer.card_number,
        officer.card_valid_until,
        officer.active,
    )


def _suggested(
    rules: Rulebook,
    state: CaseState,
    step_id: str,
    people: Sequence[Person],
    handlers: Sequence[str],
    day: date,
) -> list[Person]:
    """Who would take a step: the handlers where officers do it, else the first with the role whom no rule excludes."""
    step = rules.steps[step_id]
    pairs = {
        rule.id for rule in rules.people_rules.values() if rule.kind == _CERTIFIED and step_id in rule.steps
    }
    able = sorted(
        (person for person in people if person.active and person.roles & set(step.roles)),
        key=lambda person: (
            person.id not in handlers,
            handlers.index(person.id) if person.id in handlers else 0,
        ),
    )
    free = [
        person
        for person in able
        if not [one for one in refusals(rules, state, step_id, [person], day) if one.id not in pairs]
    ]
    return free[: 2 if pairs else 1]
