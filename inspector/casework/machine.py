"""The procedure engine (办案流程): from the facts of a case to the steps allowed next, and what a refused step is missing.

Pure: a `CaseState` and a day go in, an answer comes out. A skipped requirement needs a reason and the leader's name and
stays visible in the state for good.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from inspector.casework.clock import Deduction, Grant, Running, checked_deductions, run_clock
from inspector.casework.deadlines import Span, Unit
from inspector.casework.rulebook import Requirement, Rulebook, StepRule
from inspector.casework.workdays import WorkCalendar
from inspector.domain.errors import RuleRefusedError

# Flags that follow from other fields of a step or a decision: nobody states them by hand.
FOLLOWING_FLAGS = frozenset({"decision_kind", "way_given", "leniency_basis"})


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step that was taken, in the order of entry. `by` are person ids; `skipped` requirement ids passed over."""

    step: str
    day: date
    by: tuple[str, ...] = ()
    way: str = ""
    skipped: tuple[str, ...] = ()
    reason: str = ""
    leader: str = ""


@dataclass(frozen=True, slots=True)
class CaseState:
    """The facts of a case that the procedure asks for. `party`: person or unit; `kinds`: penalty kinds; `flags` of the rules;
    `handlers`: ids of the case's handlers (承办人), who count as its investigators whether a step names them or not;
    `records`: meetings whose record is there and still holds."""

    taken: tuple[TakenStep, ...] = ()
    clue: str = "inspection"
    party: str = "unit"
    outcome: str = ""
    fine_fen: int = 0
    kinds: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    deductions: tuple[Deduction, ...] = ()
    handlers: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()

    def last(self, step: str) -> TakenStep | None:
        """The latest entry of a step."""
        return next((entry for entry in reversed(self.taken) if entry.step == step), None)


@dataclass(frozen=True, slots=True)
class Missing:
    """What a step lacks: an unmet requirement or a bar. A `hard` one cannot be skipped."""

    id: str
    say: str
    basis: str
    verified: bool
    hard: bool
    effect: str = ""

    def text(self) -> str:
        """`已告知（行政处罚法第44条）`, with its mark when the article was not verified."""
        mark = "，条文未核对" if not self.verified else ""
        return f"{self.say}（{self.basis}{mark}）"


@dataclass(frozen=True, slots=True)
class Offer:
    """A step and what it lacks now; nothing missing means allowed. `late` names the effect of taking it only now."""

    step: StepRule
    missing: tuple[Missing, ...] = ()
    late: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether it may be taken without skipping anything."""
        return not self.missing

    @property
    def skippable(self) -> bool:
        """Whether a reason and the leader's name would let it through."""
        return all(not entry.hard for entry in self.missing)


class StepNotAllowedError(RuleRefusedError):
    """A step that the procedure does not allow now; every missing requirement with its article."""

    def __init__(self, offer: Offer, why: str = "") -> None:
        self.offer = offer
        wanted = "；".join(entry.text() for entry in offer.missing)
        help_ = "补齐后再登记"
        if offer.skippable:
            help_ += "；确需跳过时写明理由和批准的负责人，跳过会一直显示"
        super().__init__(
            f"现在不能登记“{offer.step.name}”",
            why or f"缺少：{wanted}",
            help_,
            tuple(entry.text() + (f"：{entry.effect}" if entry.effect else "") for entry in offer.missing),
        )


@dataclass(frozen=True, slots=True)
class Procedure:
    """The engine over one rulebook and one working calendar."""

    rules: Rulebook
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    def in_effect(self, state: CaseState) -> Mapping[str, int]:
        """Steps in effect (taken and not undone since), each with the place of its latest entry."""
        found: dict[str, int] = {}
        for place, entry in enumerate(state.taken):
            rule = self.rules.steps.get(entry.step)
            for undone in (*rule.undoes, *rule.clears) if rule else ():
                found.pop(undone, None)
            found[entry.step] = place
        return found

    def term(self, state: CaseState, term: str, way: str = "") -> bool:
        """Whether one term of the rules is true for the case (see `rulebook`)."""
        if term.startswith("!"):
            return not self.term(state, term[1:], way)
        if term in self.rules.derived:
            return any(self.term(state, inner, way) for inner in self.rules.derived[term].any)
        prefix, _, rest = term.partition(":")
        if not rest:
            return term in state.flags or {"decision_kind": bool(state.outcome), "way_given": bool(way)}.get(
                term, False
            )
        if prefix in ("over", "within"):
            limit = self.rules.limits[rest]
            bound = limit.person_fen if state.party == "person" else limit.unit_fen
            return state.fine_fen >= bound if prefix == "over" else 0 < state.fine_fen <= bound
        return {
            "step": rest in self.in_effect(state),
            "way": way == rest,
            "outcome": state.outcome == rest,
            "clue": state.clue == rest,
            "party": state.party == rest,
            "kind": rest in state.kinds,
            "record": rest in state.records,
        }[prefix]

    def running(self, state: CaseState, clock_id: str, today: date) -> Running | None:
        """A clock as it stands, ended or not; None before it starts. Periods of hours have no day and give None."""
        rule = self.rules.clocks[clock_id]
        effect = self.in_effect(state)
        starts = [state.taken[effect[name]].day for name in rule.starts if name in effect]
        if not starts or self.rules.periods[rule.period].unit is Unit.HOUR:
            return None
        start = max(starts)
        grants = []
        for more in rule.extensions:
            entry = state.last(more.step)
            if entry is not None and entry.day >= start and more.step in effect:
                by = (entry.leader,) if entry.leader else entry.by
                grants.append(Grant(more, entry.day, by))
        spans = (
            *checked_deductions(self.rules, clock_id, state.deductions, start),
            *self._own_spans(state, rule.deducts),
        )
        return run_clock(
            self.rules, clock_id, start, self.calendar, today=max(today, start), grants=grants, spans=spans
        )

    def due(self, state: CaseState, today: date) -> tuple[Running, ...]:
        """Clocks that run now, the nearest end first."""
        effect = self.in_effect(state)
        found = []
        for rule in self.rules.clocks.values():
            if any(not self.term(state, term) for term in rule.when):
                continue
            began = max((effect[name] for name in rule.starts if name in effect), default=-1)
            if began < 0 or any(effect.get(name, -1) > began for name in rule.ends):
                continue
            clock = self.running(state, rule.id, today)
            if clock is not None:
                found.append(clock)
        return tuple(sorted(found, key=lambda clock: (clock.deadline.due, clock.rule.id)))

    def offer(self, state: CaseState, step_id: str, day: date, way: str = "") -> Offer:
        """What a step lacks on a day. Raises KeyError for an unknown step."""
        rule = self.rules.steps[step_id]
        effect = self.in_effect(state)
        missing = [*self._bars(state, rule, effect)]
        for need in rule.requires:
            if all(self.term(state, term, way) for term in need.when) and not self._met(
                state, need, day, effect, way
            ):
                missing.append(Missing(need.id, need.say, need.basis, need.verified, need.hard, need.effect))
        late = tuple(
            text
            for clock in self.rules.clocks.values()
            if step_id in clock.ends and (text := self._late(state, clock.id, day))
        )
        return Offer(rule, tuple(missing), late)

    def offers(self, state: CaseState, day: date, way: str = "direct") -> tuple[Offer, ...]:
        """Every step of the rules with what it lacks, in file order."""
        return tuple(self.offer(state, name, day, way) for name in self.rules.steps)

    def next(self, state: CaseState, day: date) -> Offer | None:
        """The step that the procedure wants now: the next of the nine that applies, or what that one still rests on.

        None when the case has ended.
        """
        wanted = self.next_main(state)
        if wanted is None:
            return None
        return self._first_open(state, self.offer(state, wanted.id, day, "direct"), day)

    def next_main(self, state: CaseState) -> StepRule | None:
        """The next of the nine steps that applies; None when the case has ended."""
        effect = self.in_effect(state)
        if any(self.rules.steps[name].ends for name in effect):
            return None
        main = self.rules.main_steps()
        furthest = max((place for place, rule in enumerate(main) if rule.id in effect), default=-1)
        # Only where nothing is to be paid does the case go on without a payment.
        open_ = (rule for rule in main[furthest + 1 :] if rule.id != "paid" or self.term(state, "pays"))
        return next(open_, None)

    def _first_open(self, state: CaseState, offer: Offer, day: date) -> Offer:
        """The step that fills the first gap of an offer and can itself be taken; else the offer."""
        lacking = {entry.id for entry in offer.missing}
        for need in offer.step.requires:
            if need.id not in lacking:
                continue
            for name in need.steps:
                inner = self.offer(state, name, day, "direct")
                if all(self.flags_of(inner, entry) for entry in inner.missing):
                    return inner
        return offer

    def flags_of(self, offer: Offer, missing: Missing) -> tuple[str, ...]:
        """The flags of the case that would fill a gap when stated; empty when no statement helps."""
        need = next((entry for entry in offer.step.requires if entry.id == missing.id), None)
        if need is None or need.steps or need.waited or need.within:
            return ()
        plain = [term for term in need.holds if term in self.rules.flags and term not in FOLLOWING_FLAGS]
        return tuple(plain) if len(plain) == len(need.holds) else ()

    def allowed(self, state: CaseState, day: date, way: str = "direct") -> tuple[StepRule, ...]:
        """Steps that may be taken on this day without skipping anything."""
        return tuple(entry.step for entry in self.offers(state, day, way) if entry.allowed)

    def take(
        self,
        state: CaseState,
        step_id: str,
        day: date,
        *,
        today: date,
        by: Sequence[str] = (),
        way: str = "",
        reason: str = "",
        leader: str = "",
    ) -> CaseState:
        """The case after a step. Raises StepNotAllowedError: missing requirements, a day to come, or a day before the last step.

        Missing requirements that are not hard pass with a reason and the leader's name, and are kept in `skipped`.
        """
        offer = self.offer(state, step_id, day, way)
        if day > today:
            raise StepNotAllowedError(offer, f"日期 {day} 晚于今天 {today}")
        earlier = self._cause_after(state, offer.step, day)
        if earlier is not None:
            name = self.rules.steps[earlier.step].name
            raise StepNotAllowedError(offer, f"日期 {day} 早于“{name}”的 {earlier.day}，不能倒签")
        if offer.missing and not (offer.skippable and reason.strip() and leader.strip()):
            raise StepNotAllowedError(offer)
        skipped = tuple(entry.id for entry in offer.missing)
        entry = TakenStep(step_id, day, tuple(by), way, skipped, reason.strip(), leader.strip())
        return replace(state, taken=(*state.taken, entry))

    def skipped(self, state: CaseState) -> tuple[tuple[TakenStep, Requirement], ...]:
        """Every requirement that was passed over, with the entry that says why and who approved."""
        return tuple(
            (entry, need)
            for entry in state.taken
            for need in self.rules.steps[entry.step].requires
            if need.id in entry.skipped
        )

    def stage(self, state: CaseState) -> str:
        """The ending step when there is one, else the furthest of the nine main steps taken."""
        effect = self.in_effect(state)
        for name in effect:
            if self.rules.steps[name].ends:
                return name
        main = [rule.id for rule in self.rules.main_steps()]
        return next((name for name in reversed(main) if name in effect), main[0])

    def _bars(self, state: CaseState, rule: StepRule, effect: Mapping[str, int]) -> list[Missing]:
        found = []
        ended = next((name for name in effect if self.rules.steps[name].ends), None)
        if ended is not None and not rule.after_end:
            found.append(self._bar("ended", f"案件已“{self.rules.steps[ended].name}”", rule))
        # What lifts another step may be taken as often as there is something to lift.
        if rule.id in effect and not rule.repeat and not rule.undoes:
            found.append(self._bar("done", f"“{rule.name}”已经登记过", rule))
        for name in rule.bars:
            if name in effect and name != rule.id:
                found.append(
                    self._bar(
                        f"bar.{name}", f"“{self.rules.steps[name].name}”仍然有效", self.rules.steps[name]
                    )
                )
        if rule.undoes and not any(name in effect for name in rule.undoes):
            names = "、".join(f"“{self.rules.steps[name].name}”" for name in rule.undoes)
            found.append(self._bar("nothing", f"没有可以解除的{names}", rule))
        return found

    @staticmethod
    def _bar(key: str, say: str, rule: StepRule) -> Missing:
        return Missing(key, say, rule.basis, rule.verified, hard=True)

    def _met(
        self, state: CaseState, need: Requirement, day: date, effect: Mapping[str, int], way: str
    ) -> bool:
        if need.steps:
            latest = max((effect[name] for name in need.steps if name in effect), default=-1)
            if latest < 0 or any(effect.get(name, -1) > latest for name in need.fresh_after):
                return False
        if any(not self.term(state, term, way) for term in need.holds):
            return False
        if need.waited:
            clock = self.running(state, need.waited, day)
            if clock is None or day <= clock.deadline.due:
                return False
        if need.within:
            clock = self.running(state, need.within, day)
            if clock is None or day > clock.deadline.due:
                return False
        return True

    def _late(self, state: CaseState, clock_id: str, day: date) -> str:
        effect = self.in_effect(state)
        rule = self.rules.clocks[clock_id]
        began = max((effect[name] for name in rule.starts if name in effect), default=-1)
        if began < 0 or any(effect.get(name, -1) > began for name in rule.ends):
            return ""
        if any(not self.term(state, term) for term in rule.when):
            return ""
        clock = self.running(state, clock_id, day)
        return clock.late_effect(day) if clock is not None else ""

    @staticmethod
    def _cause_after(state: CaseState, rule: StepRule, day: date) -> TakenStep | None:
        """The latest entry that a step rests on and that is dated after it."""
        causes = {name for need in rule.requires for name in (*need.steps, *need.fresh_after)} | set(
            rule.undoes
        )
        after = [entry for entry in state.taken if entry.step in causes and entry.day > day]
        return max(after, key=lambda entry: entry.day) if after else None

    def _own_spans(self, state: CaseState, kinds: tuple[str, ...]) -> list[Span]:
        """Spans that steps themselves make: from a deducting step up to the day before the one that ends it."""
        spans: list[Span] = []
        for place, entry in enumerate(state.taken):
            rule = self.rules.steps[entry.step]
            if rule.deducts not in kinds:
                continue
            end = next(
                (
                    later.day
                    for later in state.taken[place + 1 :]
                    if entry.step in self.rules.steps[later.step].undoes
                    or entry.step in self._stopped_by(later)
                ),
                None,
            )
            if end is None or end > entry.day:
                spans.append(
                    Span(
                        date.fromordinal(entry.day.toordinal() + 1),
                        end,
                        self.rules.deductions[rule.deducts].name,
                    )
                )
        return spans

    def _stopped_by(self, later: TakenStep) -> tuple[str, ...]:
        return ("announced",) if later.step == "served" else ()
