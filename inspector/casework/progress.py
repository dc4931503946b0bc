"""How far a campaign (专项行动) is: counts by bureau, by week and day, targets met or not. Pure: rows come in, figures go out.

Counting rules: a visit counts when completed, on its day; a case on the day it was found; found violations are visits that
intend to file (立案) or correct (责令改正); "filed" are those whose visit led to a case that was filed; a person's records are
the completed visits in which he took part; complaints compare the campaign's days with the same days a year before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from inspector.casework.targets import TARGETS, Standing, Target, TargetLine


@dataclass(frozen=True, slots=True)
class VisitFact:
    """A completed visit of the campaign. `intends_case`: the officers meant to file; `filed_on`: the day a case that the
    visit found was filed first, whichever campaign that case bears."""

    id: str
    day: date
    unit: str
    site_id: str | None
    people: tuple[str, ...]
    found: bool
    intends_case: bool
    filed_on: date | None = None


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A case of the campaign, found on `day`; amounts in fen, those of its decision."""

    id: str
    day: date
    unit: str
    filed_on: date | None
    decided_on: date | None
    fine_fen: int
    spared_fen: int

    def until(self, day: date) -> CaseFact:
        """The case as it stood at the end of that day: what came later had not happened."""
        filed = self.filed_on if self.filed_on is not None and self.filed_on <= day else None
        if self.decided_on is not None and self.decided_on <= day:
            return replace(self, filed_on=filed)
        return replace(self, filed_on=filed, decided_on=None, fine_fen=0, spared_fen=0)


@dataclass(frozen=True, slots=True)
class PickFact:
    """A site that a draw of the campaign chose, and the day it was visited (None: not yet)."""

    id: str
    drawn_on: date
    due_on: date
    visited_on: date | None


@dataclass(frozen=True, slots=True)
class OrderFact:
    """An order to correct of a case of the campaign: ordered, due, rechecked, corrected."""

    id: str
    case_id: str
    unit: str
    ordered_on: date
    due_on: date | None
    rechecked_on: date | None
    corrected: bool

    def until(self, day: date) -> OrderFact:
        """The order as it stood at the end of that day."""
        if self.rechecked_on is not None and self.rechecked_on <= day:
            return self
        return replace(self, rechecked_on=None, corrected=False)


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a campaign's figures are counted from. `complaints`: this period, the same days a year before."""

    visits: Sequence[VisitFact] = ()
    cases: Sequence[CaseFact] = ()
    picks: Sequence[PickFact] = ()
    orders: Sequence[OrderFact] = ()
    members: Sequence[tuple[str, str]] = ()
    units: Sequence[str] = ()
    complaints: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A bureau's line of the ranking; equal figures share a rank."""

    rank: int
    unit: str
    visits: int
    found: int
    filed: int
    decided: int
    fine_fen: int
    corrected: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The figures of a campaign on a day."""

    visits: int
    visited_members: int
    members: int
    found: int
    filed: int
    decided: int
    fine_fen: int
    spared_fen: int
    orders: int
    corrected: int
    overdue_orders: int
    daily: tuple[tuple[date, int, int], ...]
    weekly: tuple[tuple[date, int, int], ...]
    ranking: tuple[UnitLine, ...]
    targets: tuple[TargetLine, ...]


def measure(
    material: Material,
    starts_on: date,
    ends_on: date,
    targets: Sequence[tuple[str, int, date | None]],
    today: date,
    *,
    closed: bool = False,
) -> Progress:
    """The campaign's figures as of `today`; days without visits or cases stand in `daily` with zeros.

    What was found within the campaign's days counts, with what had become of it by `today`, be that after the last day.
    `closed`: it was ended, so that no target runs any more.
    """
    last = min(today, ends_on)
    visits = [visit for visit in material.visits if starts_on <= visit.day <= last]
    cases = [case.until(today) for case in material.cases if starts_on <= case.day <= last]
    counted = {case.id for case in cases}
    orders = [o.until(today) for o in material.orders if o.case_id in counted and o.ordered_on <= today]
    members = {key for key, _ in material.members}
    return Progress(
        visits=len(visits),
        visited_members=len({v.site_id for v in visits if v.site_id in members}),
        members=len(members),
        found=sum(visit.found for visit in visits),
        filed=sum(case.filed_on is not None for case in cases),
        decided=sum(case.decided_on is not None for case in cases),
        fine_fen=sum(case.fine_fen for case in cases),
        spared_fen=sum(case.spared_fen for case in cases),
        orders=len(orders),
        corrected=sum(order.corrected for order in orders),
        overdue_orders=sum(
            order.rechecked_on is None and order.due_on is not None and order.due_on < today
            for order in orders
        ),
        daily=_series(visits, cases, starts_on, last, 1),
        weekly=_series(visits, cases, starts_on, last, 7),
        ranking=rank_units(material.units, visits, cases, orders),
        targets=tuple(
            _stood(
                _line(TARGETS[kind], wanted, due, material, visits, starts_on, last, today),
                starts_on,
                due or ends_on,
                today,
                closed=closed,
            )
            for kind, wanted, due in targets
        ),
    )


def _series(
    visits: Sequence[VisitFact], cases: Sequence[CaseFact], first: date, last: date, step: int
) -> tuple[tuple[date, int, int], ...]:
    """(first day, visits, cases) of each day or seven days from the campaign's first day on."""
    if last < first:
        return ()
    spans = (last - first).days // step + 1
    seen = Counter((visit.day - first).days // step for visit in visits)
    opened = Counter((case.day - first).days // step for case in cases)
    return tuple((first + timedelta(days=index * step), seen[index], opened[index]) for index in range(spans))


def rank_units(
    units: Sequence[str],
    visits: Sequence[VisitFact],
    cases: Sequence[CaseFact],
    orders: Sequence[OrderFact],
) -> tuple[UnitLine, ...]:
    """Bureaus by cases filed, then by visits; bureaus of the plan (`units`) stand in it with zeros."""
    names = dict.fromkeys([*units, *(v.unit for v in visits), *(c.unit for c in cases)])
    lines = []
    for name in names:
        own = [case for case in cases if case.unit == name]
        seen = [visit for visit in visits if visit.unit == name]
        lines.append(
            UnitLine(
                0,
                name or "未写单位",
                len(seen),
                sum(visit.found for visit in seen),
                sum(case.filed_on is not None for case in own),
                sum(case.decided_on is not None for case in own),
                sum(case.fine_fen for case in own),
                sum(order.corrected for order in orders if order.unit == name),
            )
        )
    lines.sort(key=lambda line: (-line.filed, -line.visits, line.unit))
    ranked: list[UnitLine] = []
    for index, line in enumerate(lines, 1):
        tied = ranked and (ranked[-1].filed, ranked[-1].visits) == (line.filed, line.visits)
        rank = ranked[-1].rank if tied else index
        ranked.append(
            UnitLine(
                rank,
                line.unit,
                line.visits,
                line.found,
                line.filed,
                line.decided,
                line.fine_fen,
                line.corrected,
            )
        )
    return tuple(ranked)


def _line(
    target: Target,
    wanted: int,
    due: date | None,
    material: Material,
    visits: Sequence[VisitFact],
    starts_on: date,
    last: date,
    today: date,
) -> TargetLine:
    until = min(due, last) if due is not None else last
    counted = [visit for visit in visits if visit.day <= until]
    found: Fraction | None
    if target.id == "visits":
        found = Fraction(len(counted))
    elif target.id == "draw_share":
        # Only the draws of the target's month: 35, 70 and 100 % are shares of one month's draw.
        month = (due or last).replace(day=1)
        picks = [p for p in material.picks if p.drawn_on <= until and p.due_on.replace(day=1) == month]
        done = sum(pick.visited_on is not None and pick.visited_on <= until for pick in picks)
        found = Fraction(done, len(picks)) if picks else None
    elif target.id == "records_per_person":
        found = fewest_records(counted, starts_on, until)
    elif target.id == "filed_share":
        meant = [visit.filed_on for visit in counted if visit.intends_case]
        filed = sum(day is not None and day <= today for day in meant)
        found = Fraction(filed, len(meant)) if meant else None
    else:
        now, before = material.complaints
        found = Fraction(now - before, before) if before else None
    return TargetLine(target, wanted, due, found, target.met(found, wanted), Standing.NO_DATA)


def _stood(line: TargetLine, starts_on: date, until: date, today: date, *, closed: bool) -> TargetLine:
    """The line with how it stands today and, while it runs, the part of its days that is over."""
    if today < starts_on and not closed:
        return replace(line, standing=Standing.NOT_STARTED)
    if line.met is None:
        return line
    if closed or today > until or (line.met and line.target.growing):
        return replace(line, standing=Standing.MET if line.met else Standing.MISSED)
    # A share of the draw that is asked for by a day is asked for within that day's month.
    monthly = line.target.id == "draw_share" and line.due_on is not None
    first = max(starts_on, until.replace(day=1)) if monthly else starts_on
    gone = Fraction(max(0, (today - first).days + 1), (until - first).days + 1)
    return replace(line, standing=Standing.RUNNING, expected=gone if line.target.growing else None)


def fewest_records(visits: Sequence[VisitFact], first: date, last: date) -> Fraction | None:
    """The fewest records that any person of the campaign has in a whole month; None before a whole month is over."""
    months = [month for month in _months(first, last) if month[0] >= first and month[1] <= last]
    people = {person for visit in visits for person in visit.people}
    if not months or not people:
        return None
    counts: dict[tuple[str, date], int] = defaultdict(int)
    for visit in visits:
        for person in visit.people:
            counts[person, visit.day.replace(day=1)] += 1
    return Fraction(min(counts[person, begin] for person in people for begin, _ in months))


def _months(first: date, last: date) -> list[tuple[date, date]]:
    found = []
    day = first.replace(day=1)
    while day <= last:
        after = (day + timedelta(days=32)).replace(day=1)
        found.append((day, after - timedelta(days=1)))
        day = after
    return found
