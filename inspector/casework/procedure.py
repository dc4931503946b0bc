"""The steps of a case (办案程序) as data: what follows what, what each step needs, which periods it starts and ends.

First slice of the ordinary procedure of the 行政处罚法 and the 生态环境行政处罚办法 (部令第30号); articles of the latter marked
unverified are cited from memory and stay marked on screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspector.casework.deadlines import Deadline, Period, Span, Unit, Urgency, compute_deadline
from inspector.casework.workdays import WorkCalendar
from inspector.domain.errors import RuleRefusedError

CLUE = "clue"
FILED = "filed"
INVESTIGATED = "investigated"
REVIEWED = "reviewed"
NOTICED = "noticed"
DECIDED = "decided"
SERVED = "served"
PAID = "paid"
CLOSED = "closed"
PUBLISHED = "published"
HANDED_OVER = "handed_over"
NOT_FILED = "not_filed"
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its word, what must have happened before, and the article that asks for it."""

    id: str
    name: str
    needs: tuple[str, ...]
    basis: str
    action: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A period that one step starts and any of some others end; `deductible` ones leave out suspended days."""

    id: str
    title: str
    starts: str
    ends: tuple[str, ...]
    period: Period
    deductible: bool = False


# The nine steps of the stepper, in order.
STEPS: tuple[Step, ...] = (
    Step(CLUE, "线索", (), "办法第18条", "登记线索"),
    Step(FILED, "立案", (CLUE,), "办法第18条、第19条", "立案"),
    Step(INVESTIGATED, "调查", (FILED,), "行政处罚法第54条、第55条", "完成调查"),
    Step(REVIEWED, "审查", (INVESTIGATED,), "行政处罚法第57条、第58条", "提交审查"),
    Step(NOTICED, "告知", (REVIEWED,), "行政处罚法第44条、第62条", "送达告知书"),
    Step(DECIDED, "决定", (NOTICED,), "行政处罚法第57条、第60条", "作出决定"),
    Step(SERVED, "送达", (DECIDED,), "行政处罚法第61条", "送达决定书"),
    Step(PAID, "缴款", (SERVED,), "行政处罚法第67条", "登记缴款"),
    Step(CLOSED, "结案", (SERVED,), "办法第六章", "结案"),
)
BRANCHES: tuple[Step, ...] = (
    Step(NOT_FILED, "不予立案", (CLUE,), "办法第19条", "不予立案"),
    Step(HANDED_OVER, "移交", (CLUE,), "办法第二章", "移交"),
    Step(WITHDRAWN, "撤案", (FILED,), "办法第六章", "撤案"),
    Step(PUBLISHED, "公开", (DECIDED,), "办法第65条", "去公开"),
)
_BY_ID = {step.id: step for step in (*STEPS, *BRANCHES)}
_ENDED = (CLOSED, NOT_FILED, HANDED_OVER, WITHDRAWN)

CLOCKS: tuple[Clock, ...] = (
    Clock("file", "决定是否立案", CLUE, (FILED, *_ENDED), Period(15, Unit.CALENDAR_DAY, "办法第18条")),
    Clock(
        "decide",
        "作出处理决定",
        FILED,
        (DECIDED, *_ENDED),
        Period(90, Unit.CALENDAR_DAY, "行政处罚法第60条"),
        deductible=True,
    ),
    Clock(
        "defence",
        "陈述申辩期满",
        NOTICED,
        (DECIDED, *_ENDED),
        Period(5, Unit.WORKDAY, "办法第44条", verified=False),
    ),
    Clock("serve", "送达决定书", DECIDED, (SERVED, *_ENDED), Period(7, Unit.WORKDAY, "行政处罚法第61条")),
    Clock(
        "publish",
        "公开处罚决定",
        DECIDED,
        (PUBLISHED, *_ENDED),
        Period(7, Unit.WORKDAY, "办法第65条", verified=False),
    ),
    Clock("pay", "缴款期满", SERVED, (PAID, *_ENDED), Period(15, Unit.CALENDAR_DAY, "行政处罚法第67条")),
    Clock("review", "行政复议期满", SERVED, _ENDED, Period(60, Unit.CALENDAR_DAY, "行政复议法第20条")),
    Clock("suit", "起诉期满", SERVED, _ENDED, Period(6, Unit.MONTH, "行政诉讼法第46条")),
)


class StepRefusedError(RuleRefusedError):
    """A step that cannot be taken now: what is missing and the article that asks for it."""

    def __init__(self, step: Step, missing: Sequence[Step]) -> None:
        names = "、".join(f"“{other.name}”" for other in missing)
        super().__init__(
            f"现在不能{step.action}",
            f"还没有{names}（{'、'.join(other.basis for other in missing)}）",
            f"先登记{names}；确需跳过时写明理由",
        )


class StepDayError(RuleRefusedError):
    """The day of a step contradicts the others."""

    def __init__(self, step: Step, day: date, why: str) -> None:
        super().__init__(f"“{step.name}”的日期不成立：{day}", why, "核对日期")


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the procedure wants now; `missing` are earlier steps without a day."""

    step: Step
    missing: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class DueItem:
    """One running period of a case."""

    clock: Clock
    deadline: Deadline
    days_left: int
    urgency: Urgency


def step(step_id: str) -> Step:
    """A step or branch by id. Raises KeyError for an unknown one."""
    return _BY_ID[step_id]


def check_step(step_id: str, day: date, done: Mapping[str, date], today: date, *, reason: str = "") -> None:
    """Refuse a step whose requirements are missing (unless a reason is given), in the future, or before its cause.

    `done` maps step ids to their days. Raises StepRefusedError or StepDayError.
    """
    wanted = step(step_id)
    if day > today:
        raise StepDayError(wanted, day, f"晚于今天 {today}")
    missing = [step(other) for other in wanted.needs if other not in done]
    if missing and not reason:
        raise StepRefusedError(wanted, missing)
    for other in wanted.needs:
        if other in done and day < done[other]:
            raise StepDayError(wanted, day, f"早于“{step(other).name}”的 {done[other]}")


def stage_after(done: Mapping[str, date]) -> str:
    """The stage of a case: its ending when it has one, else the furthest step done."""
    for ending in (CLOSED, WITHDRAWN, HANDED_OVER, NOT_FILED):
        if ending in done:
            return ending
    return next((entry.id for entry in reversed(STEPS) if entry.id in done), CLUE)


def stage_name(stage: str) -> str:
    """The word for a stage."""
    return _BY_ID[stage].name if stage in _BY_ID else stage


def next_step(done: Mapping[str, date], *, no_payment: bool = False) -> NextStep | None:
    """The step the procedure wants next; None when the case has ended. `no_payment`: nothing is to be paid."""
    if any(ending in done for ending in _ENDED):
        return None
    furthest = max((index for index, entry in enumerate(STEPS) if entry.id in done), default=-1)
    for entry in STEPS[furthest + 1 :]:
        if entry.id == PAID and no_payment:
            continue
        missing = tuple(step(other) for other in entry.needs if other not in done)
        return NextStep(entry, missing)
    return None


def due_items(
    done: Mapping[str, date],
    today: date,
    calendar: WorkCalendar,
    spans: Sequence[Span] = (),
    *,
    no_payment: bool = False,
) -> list[DueItem]:
    """Running periods of a case, the nearest end first."""
    running: list[DueItem] = []
    for clock in CLOCKS:
        if clock.starts not in done or any(end in done for end in clock.ends):
            continue
        if no_payment and clock.id in {"pay", "publish"}:
            continue
        used = [span for span in spans if span.starts_on <= today] if clock.deductible else []
        deadline = compute_deadline(clock.period, done[clock.starts], calendar, used, today=today)
        running.append(DueItem(clock, deadline, deadline.days_left(today), deadline.urgency(today)))
    return sorted(running, key=lambda item: (item.deadline.due, item.clock.id))
