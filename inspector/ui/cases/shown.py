"""From the services' values to what the case page shows: pure, no widgets."""

from __future__ import annotations

from inspector.casework.rulebook import Rulebook
from inspector.domain.records import CaseStep
from inspector.services.cases import CaseFile
from inspector.ui.common.marks import Mark
from inspector.ui.common.timeline import TimelineItem
from inspector.ui.common.words import tr


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
