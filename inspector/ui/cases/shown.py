"""From the services' values to what the case page shows: pure, no widgets."""

from __future__ import annotations

from datetime import date

from inspector.casework.clock import Running
from inspector.casework.rulebook import Rulebook
from inspector.casework.steps import NOTICED, PAID, SERVED
from inspector.domain.records import CaseStep
from inspector.services.cases import CaseFile
from inspector.services.procedure import CaseProgress
from inspector.ui.cases.step_section import StepChoice, StepForm
from inspector.ui.common.clock_bar import ClockState
from inspector.ui.common.marks import Mark
from inspector.ui.common.stepper import Step, StepState
from inspector.ui.common.timeline import TimelineItem
from inspector.ui.common.words import tr


def steps_of(progress: CaseProgress, rules: Rulebook) -> list[Step]:
    """The nine steps with their days; the next one is named, and an ending branch skips the rest."""
    shown: list[Step] = []
    for rule in rules.main_steps():
        day = progress.done.get(rule.id)
        if day is not None:
            shown.append(Step(rule.id, rule.name, StepState.DONE, f"{day.month:02d}-{day.day:02d}"))
        elif rule.id == progress.next_main:
            shown.append(Step(rule.id, rule.name, StepState.NOW, tr("下一步")))
        elif not progress.next_main or (rule.id == PAID and not progress.pays):
            shown.append(Step(rule.id, rule.name, StepState.SKIPPED, reason=tr("本案不适用")))
        else:
            shown.append(Step(rule.id, rule.name, StepState.LATER))
    return shown


def clock_of(clock: Running | None, today: date) -> ClockState | None:
    """The period that decides the case's time limit."""
    if clock is None:
        return None
    deadline = clock.deadline
    used = max(0, (min(today, deadline.due) - deadline.start).days)
    return ClockState(
        used=used,
        deducted=deadline.deducted_days,
        total=deadline.period.number,
        unit=tr("日"),
        due_text=str(deadline.due),
        deduction_text="、".join(dict.fromkeys(span.reason for span in deadline.spans)),
        provisional=deadline.provisional,
        overdue=max(0, (today - deadline.due).days),
    )


def clock_lines(progress: CaseProgress, today: date) -> list[str]:
    """Every running period with what lateness does, then the main one day by day."""
    lines = []
    for clock in progress.running:
        mark = "" if clock.outer.verified else tr("（条文未核对）")
        late = clock.late_effect(today)
        lines.append(f"{clock.sentence()}{mark}" + (f"\n　　{late}" if late else ""))
    main = progress.main_clock
    if main is not None:
        lines += [
            f"{d.day}　{d.number if d.number is not None else '—'}　{d.note}".rstrip()
            for d in main.deadline.explain()
        ]
    return lines


def timeline_of(file: CaseFile, rules: Rulebook) -> list[TimelineItem]:
    """Everything with a day, oldest first."""
    items = [
        (
            entry.day,
            TimelineItem(
                entry.id,
                str(entry.day),
                rules.steps[entry.step].name if entry.step in rules.steps else entry.step,
                _step_note(entry, file, rules),
                Mark.UNKNOWN if entry.skipped else Mark.MET,
            ),
        )
        for entry in file.steps
    ]
    for order in file.rectifications:
        items.append(
            (
                order.ordered_on,
                TimelineItem(order.id, str(order.ordered_on), tr("责令改正"), order.requirement, Mark.MET),
            )
        )
        if order.rechecked_on is not None:
            mark = Mark.MET if order.corrected else Mark.UNMET
            items.append(
                (
                    order.rechecked_on,
                    TimelineItem(f"{order.id}/r", str(order.rechecked_on), tr("复查"), order.result, mark),
                )
            )
    for suspension in file.suspensions:
        until = str(suspension.ends_on) if suspension.ends_on else tr("未结束")
        items.append(
            (
                suspension.starts_on,
                TimelineItem(
                    suspension.id,
                    str(suspension.starts_on),
                    tr("扣除期限"),
                    tr("{why}，至 {end}", why=suspension.reason, end=until),
                    Mark.LATER,
                ),
            )
        )
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _step_note(entry: CaseStep, file: CaseFile, rules: Rulebook) -> str:
    """Note, way of service, who took it; what was passed over stays visible with its reason and approval."""
    names = {officer.id: officer.name for officer in file.people}
    who = "、".join(names.get(key, key) for key in entry.persons.split(",") if key)
    words = [part for part in (entry.note, entry.method, who) if part]
    rule = rules.steps.get(entry.step)
    passed = [need.say for need in rule.requires if need.id in entry.skipped.split(",")] if rule else []
    if passed:
        words.append(
            tr(
                "跳过：{what}；理由：{why}；批准：{who}",
                what="、".join(passed),
                why=entry.reason,
                who=entry.leader,
            )
        )
    return " · ".join(words)


def next_words(progress: CaseProgress, rules: Rulebook) -> tuple[str, str]:
    """The next step in words: title, and what is missing with its article."""
    if progress.next is None:
        return tr("已{stage}", stage=rules.steps[progress.stage].name), tr("没有下一步")
    offer = progress.next.offer
    title = tr("下一步：{action}", action=offer.step.name)
    if not offer.missing:
        mark = "" if offer.step.verified else tr("，条文未核对")
        return title, tr("依据 {basis}{mark}", basis=offer.step.basis, mark=mark)
    return title, tr("还缺：{what}", what="；".join(entry.text() for entry in offer.missing))


_PAYING = frozenset({PAID, "instalment_paid", "spot_collected", "surcharged", "damage_paid"})


def step_form(progress: CaseProgress, rules: Rulebook) -> StepForm:
    """The form of a step: those that can be taken now first, then those that lack something and say what."""
    title, missing = next_words(progress, rules)
    choices = []
    for name, view in progress.steps.items():
        rule, offer = rules.steps[name], view.offer
        if not offer.skippable:
            continue
        able = [person for person in progress.people if person.roles & set(rule.roles)]
        choices.append(
            StepChoice(
                id=name,
                name=rule.name
                if offer.allowed
                else tr("{name}（还缺 {n} 项）", name=rule.name, n=len(offer.missing)),
                missing=tuple(
                    gap.text() + (tr("：{effect}", effect=gap.effect) if gap.effect else "")
                    for gap in offer.missing
                ),
                flags=tuple((flag, rules.flags[flag].name) for flag in view.flags),
                people=tuple((person.id, person.name) for person in able),
                chosen=view.people,
                two=any(
                    one.kind == "two_certified" and name in one.steps for one in rules.people_rules.values()
                ),
                served=name in (NOTICED, SERVED),
                paid=name in _PAYING,
                skippable=not offer.allowed,
            )
        )
    choices.sort(key=lambda choice: bool(choice.missing))
    wanted = progress.next.offer.step.id if progress.next is not None else ""
    return StepForm(
        title,
        missing,
        wanted,
        tuple(choices),
        tuple((key, way.name) for key, way in rules.ways.items()),
        tuple((person.name, person.name) for person in progress.people if "leader" in person.roles),
    )
