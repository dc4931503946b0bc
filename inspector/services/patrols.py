"""Dust patrols (扬尘巡查): routes driven and measured, problem sites found, handed over and put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from inspector.db.lists import StoredRows
from inspector.db.store import Writer
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.lists import ListFilter
from inspector.domain.ports import today
from inspector.domain.supervision_records import Campaign, Patrol, PatrolFinding
from inspector.domain.text import clean_text
from inspector.services.campaign_moves import check_open
from inspector.services.workspace import Workspace

_LONGEST_M = 2_000_000


@dataclass(frozen=True, slots=True)
class PatrolTotals:
    """Sums over a period: `length_m` of all routes in metres; findings by where they stand."""

    patrols: int
    length_m: int
    found: int
    handed: int
    fixed: int


@dataclass(frozen=True, slots=True)
class PatrolLine:
    """A patrol with the problem sites found on it."""

    patrol: Patrol
    findings: tuple[PatrolFinding, ...]

    @property
    def id(self) -> str:
        """The id of the patrol."""
        return self.patrol.id

    @property
    def open(self) -> int:
        """Problem sites not put right yet."""
        return sum(finding.fixed_on is None for finding in self.findings)


def length_text(length_m: int) -> str:
    """Kilometres with up to three decimals, as `parse_length` takes them: `42.35`, `1,200.5`."""
    text = f"{length_m / 1000:,.3f}"
    return text.rstrip("0").rstrip(".")


def parse_length(text: str) -> int:
    """Metres from kilometres as typed ("42.35"). Raises InvalidValueError below a metre or zero."""
    try:
        metres = Decimal(text.strip().removesuffix("公里").removesuffix("km").replace(",", "")) * 1000
    except InvalidOperation:
        raise InvalidValueError("里程", text, "公里数，如 42.35") from None
    if not metres.is_finite() or metres != metres.to_integral_value() or not 0 < metres <= _LONGEST_M:
        raise InvalidValueError("里程", text, "大于 0、不超过 2000 公里，最小到米")
    return int(metres)


class PatrolService:
    """Use cases around patrols."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def rows(self, wanted: ListFilter) -> StoredRows[Patrol]:
        """Patrols for a list."""
        return StoredRows(self.workspace.store, Patrol, wanted)

    def get(self, patrol_id: str) -> Patrol:
        """One patrol. Raises NotFoundError."""
        with self.workspace.read() as reader:
            return reader.get(Patrol, patrol_id)

    def lines(self, start: date, end: date) -> list[PatrolLine]:
        """The patrols from `start` to `end` with their problem sites, the newest first."""
        patrols = list(self.rows(ListFilter(between={"day": (start, end)}, order="-day")).stream())
        by_patrol: dict[str, list[PatrolFinding]] = {}
        with self.workspace.read() as reader:
            for finding in reader.find_in(PatrolFinding, "patrol_id", [patrol.id for patrol in patrols]):
                by_patrol.setdefault(finding.patrol_id, []).append(finding)
        return [
            PatrolLine(
                patrol, tuple(sorted(by_patrol.get(patrol.id, ()), key=lambda finding: finding.ordinal))
            )
            for patrol in patrols
        ]

    def save(self, patrol: Patrol, problems: Sequence[tuple[str, str]] = ()) -> tuple[Patrol, Changes]:
        """Store a patrol with the problem sites found on it (place and problem); another day goes for those there already too.

        Raises InvalidValueError: no route, impossible length, a day to come, or one after a problem site of it was handed over
        or put right; RuleRefusedError when its campaign is ended.
        """
        route = clean_text(patrol.route, "路线")
        if not route:
            raise InvalidValueError("路线", "", "不能空，如 滨海大道—南海大道")
        if not 0 < patrol.length_m <= _LONGEST_M:
            raise InvalidValueError("里程", f"{patrol.length_m} 米", "大于 0、不超过 2000 公里")
        now = today(self.workspace.clock)
        if patrol.day > now:
            raise InvalidValueError("日期", patrol.day.isoformat(), f"不晚于今天 {now.isoformat()}")
        cleaned = replace(
            patrol,
            route=route,
            district=clean_text(patrol.district, "区"),
            unit=clean_text(patrol.unit, "单位"),
            officers=clean_text(patrol.officers, "巡查人员"),
            note=clean_text(patrol.note, "备注"),
        )
        with self.workspace.write() as writer:
            former = writer.get(Patrol, patrol.id) if patrol.id else None
            if cleaned.campaign_id is not None and (
                former is None or former.campaign_id != cleaned.campaign_id
            ):
                check_open(writer.get(Campaign, cleaned.campaign_id))
            stored = writer.put(cleaned, "patrol.changed" if patrol.id else "patrol.recorded")
            if former is not None and former.day != stored.day:
                for finding in writer.find(PatrolFinding, patrol_id=stored.id):
                    for done in (finding.handed_on, finding.fixed_on):
                        if done is not None and done < stored.day:
                            raise InvalidValueError(
                                "日期", stored.day.isoformat(), f"不晚于问题点移交、整改的 {done.isoformat()}"
                            )
                    writer.put(replace(finding, found_on=stored.day), "patrol.finding_follows")
            for place, problem in problems:
                _add_finding(writer, stored, place, problem)
            return stored, writer.changes()

    def add_finding(
        self, patrol_id: str, place: str, problem: str, site_id: str | None = None
    ) -> tuple[PatrolFinding, Changes]:
        """A problem site found on the patrol, on its day. Raises InvalidValueError without place or problem."""
        with self.workspace.write() as writer:
            stored = _add_finding(writer, writer.get(Patrol, patrol_id), place, problem, site_id)
            return stored, writer.changes()

    def hand_over(self, finding_id: str, to: str, day: date) -> tuple[PatrolFinding, Changes]:
        """The problem was handed to a body (移交). Raises InvalidValueError, RuleRefusedError when put right already."""
        to = clean_text(to, "移交单位")
        if not to:
            raise InvalidValueError("移交单位", "", "不能空")
        with self.workspace.write() as writer:
            finding = writer.get(PatrolFinding, finding_id)
            _check_day(finding, day)
            _check_unfixed(finding)
            stored = writer.put(replace(finding, handed_to=to, handed_on=day), "patrol.finding_handed_over")
            return stored, writer.changes()

    def put_right(self, finding_id: str, day: date, result: str) -> tuple[PatrolFinding, Changes]:
        """The problem was put right (整改完成), with what was seen. Raises InvalidValueError, RuleRefusedError."""
        result = clean_text(result, "整改结果")
        if not result:
            raise InvalidValueError("整改结果", "", "写明看到的整改情况")
        with self.workspace.write() as writer:
            finding = writer.get(PatrolFinding, finding_id)
            _check_day(finding, day)
            _check_unfixed(finding)
            stored = writer.put(replace(finding, fixed_on=day, result=result), "patrol.finding_put_right")
            return stored, writer.changes()

    def findings(self, patrol_id: str) -> list[PatrolFinding]:
        """The problem sites of a patrol in order."""
        with self.workspace.read() as reader:
            return reader.find(PatrolFinding, order=("ordinal",), patrol_id=patrol_id)

    def totals(self, start: date, end: date) -> PatrolTotals:
        """Sums over the patrols from `start` to `end`; findings by the day they were found, put right whenever."""
        patrols = self.rows(ListFilter(between={"day": (start, end)}))
        found = StoredRows(
            self.workspace.store, PatrolFinding, ListFilter(between={"found_on": (start, end)})
        )
        records = list(found.stream())
        return PatrolTotals(
            patrols.count(),
            patrols.sums("length_m")[0],
            len(records),
            sum(finding.handed_on is not None for finding in records),
            sum(finding.fixed_on is not None for finding in records),
        )


def _add_finding(
    writer: Writer, patrol: Patrol, place: str, problem: str, site_id: str | None = None
) -> PatrolFinding:
    place, problem = clean_text(place, "地点"), clean_text(problem, "问题")
    if not place or not problem:
        raise InvalidValueError("问题点", place or problem or "空", "写明地点和问题")
    last = max((f.ordinal for f in writer.find(PatrolFinding, patrol_id=patrol.id)), default=0)
    return writer.put(
        PatrolFinding(
            patrol_id=patrol.id,
            ordinal=last + 1,
            found_on=patrol.day,
            place=place,
            problem=problem,
            site_id=site_id,
            sample=patrol.sample,
        ),
        "patrol.finding_added",
    )


def _check_day(finding: PatrolFinding, day: date) -> None:
    if day < finding.found_on:
        raise InvalidValueError("日期", day.isoformat(), f"不早于发现日 {finding.found_on.isoformat()}")


def _check_unfixed(finding: PatrolFinding) -> None:
    if finding.fixed_on is not None:
        raise RuleRefusedError(
            f"{finding.place}的问题已整改",
            f"{finding.fixed_on.isoformat()}：{finding.result}",
            "选别的问题点",
        )
