"""From a case's progress to the stepper, the clock, the step form and the list of all steps: pure, no widgets."""

from __future__ import annotations

from datetime import date

from inspector.casework.clock import Running
from inspector.casework.deadlines import Unit
from inspector.casework.rulebook import Rulebook, StepRule
from inspector.casework.steps import (
    BY_OTHER_MEANS,
    CLUE,
    DECIDED,
    DEFENCE_ANSWERED,
    DEFENDED,
    NOTICED,
    PAID,
    RECHECK,
    RECTIFICATION,
    SERVED,
)
from inspector.services.meetings import STEPS
from inspector.services.procedure import CaseProgress, StepView
from inspector.ui.cases.step_form import BranchChip, StepChoice, StepForm
from inspector.ui.common.clock_bar import ClockState
from inspector.ui.common.marks import Mark
from inspector.ui.common.stepper import Step, StepState
from inspector.ui.common.words import tr

# Steps with a card of their own on the page.
_CARDS = {
    RECTIFICATION: "correction",
    RECHECK: "correction",
    DEFENDED: "defence",
    DEFENCE_ANSWERED: "defence",
    DECIDED: "decision",
    CLUE: "",
}
_PAYING = frozenset({PAID, "instalment_paid", "spot_collected", "surcharged", "damage_paid"})


def steps_of(progress: CaseProgress, rules: Rulebook) -> list[Step]:
    """The nine steps: done with their day, the one in hand, the one after it; those that will not come are dashed with the reason."""
    shown: list[Step] = []
    main = rules.main_steps()
    ended = not progress.next_main
    after_now = False
    for rule in main:
        day = progress.done.get(rule.id)
        passed = [need.say for entry, need in progress.skipped if entry.step == rule.id]
        if day is not None:
            why = tr("跳过了：{what}", what="、".join(passed)) if passed else ""
            caption = f"{day.month:02d}-{day.day:02d}" + (tr(" 有跳过") if passed else "")
            shown.append(Step(rule.id, rule.name, StepState.DONE, caption, why))
        elif ended:
            why = tr("案件已{stage}，这一步不再走", stage=rules.steps[progress.stage].name)
            shown.append(Step(rule.id, rule.name, StepState.SKIPPED, reason=why))
        elif rule.id == PAID and not progress.pays:
            shown.append(Step(rule.id, rule.name, StepState.SKIPPED, reason=tr("没有罚款要缴，跳过这一步")))
        elif rule.id == progress.next_main:
            after_now = True
            shown.append(Step(rule.id, rule.name, StepState.NOW))
        elif after_now:
            after_now = False
            shown.append(Step(rule.id, rule.name, StepState.NEXT))
        else:
            shown.append(Step(rule.id, rule.name, StepState.LATER))
    return shown


def clock_of(clock: Running | None, today: date) -> ClockState | None:
    """The period that governs the stage, in its own unit."""
    if clock is None:
        return None
    deadline = clock.deadline
    last = min(today, deadline.due)
    workdays = deadline.period.unit is Unit.WORKDAY
    count = deadline.calendar.workdays_between if workdays else _days
    return ClockState(
        used=max(0, count(deadline.start, last)),
        deducted=deadline.deducted_days,
        total=max(1, count(deadline.start, deadline.due) - deadline.deducted_days),
        unit=Unit.WORKDAY.word if workdays else tr("日"),
        due_text=tr("{day} 到期", day=deadline.due),
        deduction_text=tr("扣除{why}", why="、".join(dict.fromkeys(span.reason for span in deadline.spans))),
        provisional=deadline.provisional,
        overdue=max(0, count(deadline.due, today)),
    )


def _days(start: date, end: date) -> int:
    return (end - start).days


def day_lines(clock: Running) -> str:
    """The computation of a clock day by day: number or the reason a day does not count."""
    weekdays = "一二三四五六日"
    lines = [tr("{day}　起算日，不计入", day=clock.deadline.start)]
    for entry in clock.deadline.explain():
        number = tr("第 {n} 日", n=entry.number) if entry.number is not None else tr("不计")
        lines.append(f"{entry.day} 周{weekdays[entry.day.weekday()]}　{number}　{entry.note}".rstrip())
    return "\n".join(lines)


def next_words(progress: CaseProgress, rules: Rulebook) -> tuple[str, str]:
    """The next step in words: title, and why it is next or what it lacks, with the article."""
    if progress.next is None:
        return tr("已{stage}", stage=rules.steps[progress.stage].name), tr("没有下一步")
    offer = progress.next.offer
    title = tr("下一步：{action}", action=offer.step.name)
    why = ""
    if progress.next_main and progress.next_main != offer.step.id:
        why = tr("先办它才能“{main}”。", main=rules.steps[progress.next_main].name)
    if not offer.missing:
        mark = "" if offer.step.verified else tr("，条文未核对")
        return title, why + tr("依据 {basis}{mark}", basis=offer.step.basis, mark=mark)
    return title, why + tr("还缺：{what}", what="；".join(entry.text() for entry in offer.missing))


def step_form(progress: CaseProgress, rules: Rulebook) -> StepForm:
    """The form of a step and the list of all: those that can be taken now first, then those that lack something and say what."""
    title, missing = next_words(progress, rules)
    choices = [_choice(name, view, progress, rules) for name, view in progress.steps.items() if name != CLUE]
    choices.sort(key=lambda choice: (not choice.enterable and not choice.card, bool(choice.missing)))
    wanted = progress.next.offer.step.id if progress.next is not None else ""
    return StepForm(
        title,
        missing,
        wanted,
        tuple(choices),
        tuple((key, way.name) for key, way in rules.ways.items()),
        tuple((person.name, person.name) for person in progress.people if "leader" in person.roles),
        tuple(_branch(branch.step, branch.day, branch.why, branch.basis) for branch in progress.branches),
        tuple(
            tr(
                "{step}跳过了“{what}”（{basis}）。理由：{why}；批准：{who}",
                step=rules.steps[entry.step].name,
                what=need.say,
                basis=need.basis,
                why=entry.reason,
                who=entry.leader,
            )
            for entry, need in progress.skipped
        ),
    )


def _branch(step: StepRule, day: date | None, why: str, basis: str) -> BranchChip:
    text = (
        tr("{name} {day}", name=step.name, day=f"{day:%m-%d}") if day else tr("要走：{name}", name=step.name)
    )
    return BranchChip(
        step.id, text, day is not None, tr("{why}（{basis}）", why=why or step.name, basis=basis)
    )


def _choice(name: str, view: StepView, progress: CaseProgress, rules: Rulebook) -> StepChoice:
    rule, offer = rules.steps[name], view.offer
    able = [person for person in progress.people if person.roles & set(rule.roles)]
    own = name in BY_OTHER_MEANS
    state = (
        tr("可以办")
        if offer.allowed
        else tr("还缺 {n} 项", n=len(offer.missing))
        if offer.skippable
        else tr("现在不能")
    )
    return StepChoice(
        id=name,
        name=rule.name,
        basis=rule.basis + ("" if rule.verified else tr("，条文未核对")),
        state=state,
        mark=Mark.MET if offer.allowed else Mark.UNKNOWN if offer.skippable else Mark.UNMET,
        missing=_lacks(view),
        flags=tuple((flag, rules.flags[flag].name) for flag in view.flags),
        people=tuple((person.id, person.name) for person in able),
        chosen=view.people,
        two=any(one.kind == "two_certified" and name in one.steps for one in rules.people_rules.values()),
        served=name in (NOTICED, SERVED),
        paid=name in _PAYING,
        skippable=not offer.allowed,
        enterable=not own and offer.skippable,
        card=_CARDS.get(name, "") if own else "meeting" if _wants_record(view) else "",
        late=offer.late,
        ways=tuple(
            (way, _lacks(seen), tuple((flag, rules.flags[flag].name) for flag in seen.flags))
            for way, seen in progress.ways.items()
        )
        if name == SERVED
        else (),
    )


def _wants_record(view: StepView) -> bool:
    """Whether a step lacks the record of a meeting: the meeting's card enters both."""
    return any(gap.id == "record" for gap in view.offer.missing) and view.offer.step.id in STEPS.values()


def _lacks(view: StepView) -> tuple[str, ...]:
    return tuple(
        gap.text() + (tr("：{effect}", effect=gap.effect) if gap.effect else "") for gap in view.offer.missing
    )
