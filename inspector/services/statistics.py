"""Statistics (统计): figures, months, units, leniency, complaints and times, each with the rows behind it.

Counting rules: a case stands in the period by the day it was found; decisions and their amounts by the day of the
decision; a case whose penalties are combined counts once. A change is against the same days of the year before, of a period
that is not over against those of its days that are. Complaints have neither element nor campaign: narrowed by either, all
complaints of the district stand, and are marked so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from inspector.casework.counting import MEASURES
from inspector.casework.deadlines import Span, compute_deadline
from inspector.casework.steps import FILED
from inspector.db import aggregates
from inspector.db.aggregates import Days, DecidedCell, FoundCell, LongCase
from inspector.db.period_records import RESULTS, counts_of
from inspector.db.store import Reader
from inspector.domain.geo import Position, to_wgs84
from inspector.domain.kinds import LENIENT, Outcome
from inspector.domain.lists import ListFilter
from inspector.domain.ports import today
from inspector.domain.records import Setting
from inspector.services.calendars import OWN_DAYS, calendar_with
from inspector.services.figure_rows import (
    COMPLAINTS,
    MEASURE,
    PAIRS,
    PHOTOS,
    RECHECKS,
    RecordQuestion,
    question_of,
)
from inspector.services.workspace import Workspace

HOT_CELL_E6 = 5_000  # about half a kilometre
_MOST_SPOTS = 200
# From the day found to the decision: the last day of a class and its name; the last class has no end.
SPREAD: tuple[tuple[int | None, str], ...] = (
    (30, "30 日以内"),
    (60, "31–60 日"),
    (90, "61–90 日"),
    (150, "91–150 日"),
    (None, "151 日以上"),
)
_ENDS = [most for most, _ in SPREAD if most is not None]


@dataclass(frozen=True, slots=True)
class StatisticsFilter:
    """The period (both days included) and what narrows it; empty texts narrow nothing."""

    start: date
    end: date
    district: str = ""
    element: str = ""
    campaign: str = ""

    def days(self) -> Days:
        """The period."""
        return Days(self.start, self.end)

    def equals(self) -> dict[str, str]:
        """The narrowing fields of a case."""
        named = {"district": self.district, "element": self.element, "campaign": self.campaign}
        return {name: value for name, value in named.items() if value}

    def rows(self, by: str = "found_on", month: str = "", **equals: object) -> ListFilter:
        """The list of the cases behind a figure: of the period or one month (`2026-11`), by the day that places them."""
        days = month_days(month) if month else self.days()
        start, end = max(days.start, self.start), min(days.end, self.end)
        return ListFilter(equals={**self.equals(), **equals}, between={by: (start, end)}, order=f"-{by}")

    def records(self, kind: str, /, **more: str) -> RecordQuestion:
        """The records behind a figure that does not count cases."""
        narrowed = self.equals()
        if kind == COMPLAINTS:  # a complaint has neither element nor campaign
            narrowed = {name: value for name, value in narrowed.items() if name == "district"}
        return RecordQuestion(kind, self.start, self.end, {**narrowed, **more})


@dataclass(frozen=True, slots=True)
class Change:
    """A figure and the one of the same days a year before. `then` of zero gives no share."""

    now: int
    then: int

    @property
    def share(self) -> Fraction | None:
        """The change as a share of the year before, exact; None when there was nothing before."""
        return Fraction(self.now - self.then, self.then) if self.then else None

    def words(self) -> str:
        """`上升 4.75%`, `下降 8.1%`, `持平`, or nothing to compare with."""
        if self.share is None:
            return "上年没有" if self.now else "两年都没有"
        if self.now == self.then:
            return "持平"
        return f"{'上升' if self.now > self.then else '下降'} {percent(abs(self.share))}%"


@dataclass(frozen=True, slots=True)
class MonthBar:
    """A month: cases by element, and all of the same month a year before."""

    month: str
    by_element: dict[str, int]
    year_before: int

    @property
    def total(self) -> int:
        """All cases of the month."""
        return sum(self.by_element.values())


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A district's line: cases found; decisions, lenient ones and the amount spared; decided in time and late."""

    district: str
    cases: int
    decided: int
    lenient: int
    fines_fen: int
    spared_fen: int
    in_time: int
    late: int


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """Complaints of a kind against the year before."""

    kind: str
    change: Change
    by_month: dict[str, int]


@dataclass(frozen=True, slots=True)
class HotSpot:
    """A square with records in it: its middle on WGS-84 and the count."""

    position: Position
    count: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything a page of statistics shows. `late_ids` are the cases decided after their period; `running_until` is the last
    day that is compared with the year before when the period is not over."""

    wanted: StatisticsFilter
    cases: Change
    decided: Change
    lenient: Change
    fines_fen: Change
    spared_fen: Change
    in_time: int
    late: int
    late_ids: tuple[str, ...]
    by_element: dict[str, int]
    by_outcome: dict[Outcome, int]
    lenient_by_basis: dict[str, int]
    months: tuple[MonthBar, ...]
    units: tuple[UnitRow, ...]
    complaints: tuple[ComplaintRow, ...]
    hot_spots: tuple[HotSpot, ...]
    unplaced: int
    days_to_decide: dict[str, int]
    photos: int
    rechecks: dict[bool | None, int]
    pairs: int
    measures: dict[str, int]
    samples: int
    reconcile: int
    running_until: date | None = None

    @property
    def all_complaints(self) -> bool:
        """Whether the complaints are not narrowed as the cases are."""
        return bool(self.wanted.element or self.wanted.campaign)

    @property
    def in_time_share(self) -> Fraction | None:
        """Decisions within their period, as a share of those whose filing is known."""
        known = self.in_time + self.late
        return Fraction(self.in_time, known) if known else None


class StatisticsService:
    """Answers the statistics of a period; reads only, and never on the window's thread."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._known: dict[StatisticsFilter, tuple[tuple[int, date], Statistics]] = {}

    def of(self, wanted: StatisticsFilter) -> Statistics:
        """All figures of a period and the same days of the year before; kept until something is written."""
        with self.workspace.read() as reader:
            state = reader.head(self.workspace.origin.chain_id).seq, today(self.workspace.clock)
        known = self._known.get(wanted)
        if known is None or known[0] != state:
            known = (state, self._of(wanted, state[1]))
            self._known = {key: kept for key, kept in self._known.items() if kept[0] == state}
            self._known[wanted] = known
        return known[1]

    def _of(self, wanted: StatisticsFilter, now: date) -> Statistics:
        days, equals = wanted.days(), wanted.equals()
        running_until = now if days.start <= now < days.end else None
        before = Days(days.start, running_until or days.end).before()
        with self.workspace.read() as reader:
            found = aggregates.found_cells(reader, days, **equals)
            found_then = aggregates.found_cells(reader, days.before(), **equals)
            cases_then = (
                found_then if running_until is None else aggregates.found_cells(reader, before, **equals)
            )
            decided = aggregates.decided_cells(reader, days, **equals)
            former = aggregates.decided_sums(reader, before, **equals)
            unfiled, late = self._exceptions(reader, days, equals)
            taken = aggregates.days_taken(reader, days, _ENDS, **equals)
            districts = aggregates.found_districts(reader, days, **equals)
            complaint_equals = {"district": wanted.district} if wanted.district else {}
            complaints = aggregates.complaint_cells(reader, days, **complaint_equals)
            complaints_then = aggregates.complaint_cells(reader, before, **complaint_equals)
            points = aggregates.complaint_points(reader, days, HOT_CELL_E6, **complaint_equals)
            bases = aggregates.lenient_bases(reader, days, LENIENT, **equals)
            photos, pairs, rechecks, measures = _records(reader, wanted)
        spots = [(to_wgs84(Position(p.lat_e6, p.lon_e6, p.datum)), p.count) for p in points]
        placed = [HotSpot(position, count) for position, count in spots if position is not None]
        number = _count(decided)
        months = _months(found, found_then, days)
        cases = Change(_count(found), _count(cases_then))
        return Statistics(
            wanted=wanted,
            cases=cases,
            decided=Change(number, former[0]),
            lenient=Change(_count(_lenient(decided)), former[1]),
            fines_fen=Change(_fines(decided), former[2]),
            spared_fen=Change(_spared(decided), former[3]),
            in_time=number - len(unfiled) - len(late),
            late=len(late),
            late_ids=tuple(case.case_id for case in late),
            by_element=_by_element(found),
            by_outcome=dict(_outcomes(decided)),
            lenient_by_basis=bases,
            months=months,
            units=_units(districts, decided, unfiled, late),
            complaints=_complaints(complaints, complaints_then),
            hot_spots=tuple(placed[:_MOST_SPOTS]),
            unplaced=sum(cell.count for cell in complaints) - sum(spot.count for spot in placed),
            days_to_decide=_spread(taken, unfiled, number),
            photos=photos,
            rechecks=rechecks,
            pairs=pairs,
            measures=measures,
            samples=sum(cell.samples for cell in found),
            reconcile=cases.now - sum(bar.total for bar in months),
            running_until=running_until,
        )

    def _exceptions(
        self, reader: Reader, days: Days, equals: dict[str, str]
    ) -> tuple[list[LongCase], list[LongCase]]:
        """Of the decisions of a period those whose filing is not known, and those that were late."""
        rules = self.workspace.rules
        clock = rules.clocks["decide"]
        period = rules.periods[clock.period]
        extra = {granted.step: granted.number for granted in clock.extensions}
        own = reader.find(Setting, name=OWN_DAYS)
        calendar = calendar_with(own[0].value if own else "")
        ends: dict[tuple[date, int], date] = {}

        def late(case: LongCase) -> bool:
            if case.filed_on is None:
                return False
            number = period.number + sum(extra[name] for name in case.extensions)
            key = (case.filed_on, number)
            if case.spans or key not in ends:
                spans = [Span(starts, ends_on, "") for starts, ends_on in case.spans]
                due = compute_deadline(replace(period, number=number), case.filed_on, calendar, spans).due
                if case.spans:
                    return case.decided_on > due
                ends[key] = due  # most cases share their day of filing with others
            return case.decided_on > ends[key]

        long = aggregates.long_cases(reader, days, FILED, period.number, extra, **equals)
        unfiled = [case for case in long if case.filed_on is None]
        return unfiled, [case for case in long if late(case)]


def month_days(month: str) -> Days:
    """The first and last day of `2026-11`."""
    year, number = (int(part) for part in month.split("-"))
    after = date(year + number // 12, number % 12 + 1, 1)
    return Days(date(year, number, 1), after - timedelta(days=1))


def percent(share: Fraction, places: int = 2) -> str:
    """A share in per cent, rounded half up to `places` and without zeros at the end: 0.0475 → `4.75`."""
    scaled = share * 100 * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    text = f"{whole // 10**places}.{whole % 10**places:0{places}d}" if places else str(whole)
    return text.rstrip("0").rstrip(".") if places else text


def _records(
    reader: Reader, wanted: StatisticsFilter
) -> tuple[int, int, dict[bool | None, int], dict[str, int]]:
    """Photos, pairs, rechecks by result, measures by kind: counted by the questions that open them."""
    asked = [
        wanted.records(PHOTOS),
        wanted.records(PAIRS),
        *(wanted.records(RECHECKS, result=name) for name in RESULTS),
        *(wanted.records(MEASURE, step=step) for step in MEASURES),
    ]
    photos, pairs, *rest = counts_of(reader, [question_of(one) for one in asked])
    results = len(RESULTS)
    return (
        photos,
        pairs,
        dict(zip(RESULTS.values(), rest[:results], strict=True)),
        dict(zip(MEASURES, rest[results:], strict=True)),
    )


def share_text(part: int, whole: int) -> str:
    """A part as a share in per cent with one decimal; empty without a whole."""
    return f"{percent(Fraction(part, whole), 1)}%" if whole else ""


def _count(cells: Iterable[FoundCell | DecidedCell]) -> int:
    return sum(cell.cases for cell in cells)


def _fines(cells: Iterable[DecidedCell]) -> int:
    return sum(cell.fines_fen for cell in cells)


def _spared(cells: Iterable[DecidedCell]) -> int:
    return sum(cell.spared_fen for cell in cells)


def _lenient(cells: Iterable[DecidedCell]) -> list[DecidedCell]:
    return [cell for cell in cells if cell.outcome in LENIENT]


def _by_element(cells: Iterable[FoundCell]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for cell in cells:
        found[cell.element] += cell.cases
    return dict(found.most_common())


def _outcomes(cells: Iterable[DecidedCell]) -> list[tuple[Outcome, int]]:
    found: Counter[Outcome] = Counter()
    for cell in cells:
        if cell.outcome is not None:
            found[cell.outcome] += cell.cases
    return [(outcome, found[outcome]) for outcome in Outcome if found[outcome]]


def _months(now: Sequence[FoundCell], then: Sequence[FoundCell], days: Days) -> tuple[MonthBar, ...]:
    """Every month the period touches, those without cases too."""
    bars = []
    year, number = days.start.year, days.start.month
    while (year, number) <= (days.end.year, days.end.month):
        month, before = f"{year}-{number:02d}", f"{year - 1}-{number:02d}"
        mine = [cell for cell in now if cell.month == month]
        bars.append(MonthBar(month, _by_element(mine), _count(c for c in then if c.month == before)))
        year, number = year + number // 12, number % 12 + 1
    return tuple(bars)


def _units(
    found: dict[str, int],
    decisions: Sequence[DecidedCell],
    unfiled: Iterable[LongCase],
    late: Iterable[LongCase],
) -> tuple[UnitRow, ...]:
    overdue: Counter[str] = Counter(case.district for case in late)
    unknown: Counter[str] = Counter(case.district for case in unfiled)
    rows = []
    for district in sorted({*found, *(cell.district for cell in decisions)}):
        decided = [cell for cell in decisions if cell.district == district]
        rows.append(
            UnitRow(
                district,
                found.get(district, 0),
                _count(decided),
                _count(_lenient(decided)),
                _fines(decided),
                _spared(decided),
                _count(decided) - unknown[district] - overdue[district],
                overdue[district],
            )
        )
    return tuple(sorted(rows, key=lambda unit: (-unit.cases, unit.district)))


def _complaints(
    now: Sequence[aggregates.ComplaintCell], then: Sequence[aggregates.ComplaintCell]
) -> tuple[ComplaintRow, ...]:
    rows = []
    for kind in sorted({cell.kind for cell in (*now, *then)}):
        months: Counter[str] = Counter()
        for cell in now:
            if cell.kind == kind:
                months[cell.month] += cell.count
        before = sum(cell.count for cell in then if cell.kind == kind)
        rows.append(ComplaintRow(kind, Change(months.total(), before), dict(sorted(months.items()))))
    return tuple(sorted(rows, key=lambda row: (-row.change.now, row.kind)))


def _spread(taken: Sequence[int], unfiled: Sequence[LongCase], decided: int) -> dict[str, int]:
    """From the day found to the decision of the cases that were filed, in classes of days; none deducted."""
    days = [(case.decided_on - case.found_on).days for case in unfiled]
    every = decided - len(days)
    up_to = [count - sum(number <= most for number in days) for count, most in zip(taken, _ENDS, strict=True)]
    names = [name for _, name in SPREAD]
    return {name: most - less for name, most, less in zip(names, (*up_to, every), (0, *up_to), strict=True)}
