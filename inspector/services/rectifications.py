"""Orders to correct (责令改正) over all cases: terms, rechecks, photos before and after in pairs, and what evidence is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspector.casework.deadlines import Deadline, Urgency, compute_deadline
from inspector.casework.rulebook import Rulebook
from inspector.casework.workdays import WorkCalendar
from inspector.db.lists import StoredRows
from inspector.db.store import Reader
from inspector.domain.case_records import RecheckPhoto
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.lists import ListFilter
from inspector.domain.ports import Progress, today
from inspector.domain.records import Case, Photo, Rectification, Setting
from inspector.services.calendars import OWN_DAYS, calendar_with
from inspector.services.photos import IntakeReport, PhotoService
from inspector.services.workspace import Workspace

BEFORE, AFTER = "before", "after"
_MOST_CASES = 400


@dataclass(frozen=True, slots=True)
class RectificationLine:
    """An order in a list: its case, how it stands, how many photos before and after, and what is missing."""

    order: Rectification
    party: str
    title: str
    urgency: Urgency
    before: int
    after: int
    gaps: tuple[str, ...]

    @property
    def id(self) -> str:
        """The order's id."""
        return self.order.id


@dataclass(frozen=True, slots=True)
class RectificationSheet:
    """An order with its pairs of photos, the photos that may be paired, the recheck period and the gaps."""

    order: Rectification
    case: Case
    recheck: Deadline
    links: tuple[RecheckPhoto, ...]
    photos: Mapping[str, Photo]
    gaps: tuple[str, ...]

    def pairs(self) -> list[tuple[RecheckPhoto | None, RecheckPhoto | None]]:
        """Before and after by their place; an empty side is a gap one can see."""
        found: dict[int, dict[str, RecheckPhoto]] = {}
        for link in self.links:
            found.setdefault(link.ordinal, {})[link.moment] = link
        return [(found[n].get(BEFORE), found[n].get(AFTER)) for n in sorted(found)]

    def free(self) -> list[Photo]:
        """Photos of the case that stand in no pair."""
        used = {link.photo_id for link in self.links}
        return [photo for photo in self.photos.values() if photo.id not in used]


class RectificationLines:
    """A `RowSource` of orders; a page costs four queries."""

    def __init__(self, service: RectificationService, wanted: ListFilter) -> None:
        self._service = service
        self._rows = StoredRows(service.workspace.store, Rectification, wanted)

    def ids(self) -> Sequence[str]:
        """All ids in order."""
        return self._rows.ids()

    def rows(self, ids: Sequence[str]) -> Sequence[RectificationLine]:
        """The rows of these ids, in the same order."""
        orders = self._rows.rows(ids)
        with self._service.workspace.read() as reader:
            return lines_of(reader, orders, today(self._service.workspace.clock))


class RectificationService:
    """Use cases around orders to correct."""

    def __init__(self, workspace: Workspace, photos: PhotoService) -> None:
        self.workspace = workspace
        self.photos = photos

    def lines(self, wanted: ListFilter) -> RectificationLines:
        """Rows for a table. The text of the filter is looked for in the cases."""
        return RectificationLines(self, self._over_cases(wanted))

    def count(self, wanted: ListFilter) -> int:
        """How many orders a filter finds."""
        return StoredRows(self.workspace.store, Rectification, self._over_cases(wanted)).count()

    def sheet(self, order_id: str) -> RectificationSheet:
        """An order with everything that belongs to it. Raises NotFoundError."""
        with self.workspace.read() as reader:
            order = reader.get(Rectification, order_id)
            case = reader.get(Case, order.case_id)
            links = reader.find(RecheckPhoto, order=("ordinal", "moment"), rectification_id=order_id)
            photos = reader.find(Photo, order=("ordinal",), case_id=case.id, void_reason="")
            calendar = _calendar(reader)
        recheck = recheck_deadline(self.workspace.rules, order, calendar)
        return RectificationSheet(
            order,
            case,
            recheck,
            tuple(links),
            {photo.id: photo for photo in photos},
            gaps_of(order, links, today(self.workspace.clock)),
        )

    def attach(self, order_id: str, photo_id: str, moment: str) -> Changes:
        """Put a photo of the case before or after the correction; the first pair that lacks this side takes it."""
        if moment not in (BEFORE, AFTER):
            raise InvalidValueError("整改前后", moment, "before 或 after")
        with self.workspace.write() as writer:
            order, photo = writer.get(Rectification, order_id), writer.get(Photo, photo_id)
            if photo.case_id != order.case_id:
                raise InvalidValueError("照片", photo.original_name, "同一案件的照片")
            links = writer.find(RecheckPhoto, rectification_id=order_id)
            if any(link.photo_id == photo_id for link in links):
                raise InvalidValueError("照片", photo.original_name, "没有用在这项整改里的照片")
            taken = {link.ordinal for link in links if link.moment == moment}
            ordinal = next(n for n in range(1, len(links) + 2) if n not in taken)
            link = RecheckPhoto(
                case_id=order.case_id,
                rectification_id=order_id,
                photo_id=photo_id,
                moment=moment,
                ordinal=ordinal,
            )
            writer.put(link, "case.recheck_photo")
            return writer.changes()

    def detach(self, link_id: str) -> Changes:
        """Take a photo out of its pair; the photo itself stays in the case."""
        with self.workspace.write() as writer:
            writer.remove(writer.get(RecheckPhoto, link_id), "case.recheck_photo_removed")
            return writer.changes()

    def take_in(
        self, order_id: str, paths: Sequence[Path], moment: str, progress: Progress | None = None
    ) -> tuple[IntakeReport, Changes]:
        """Take photos into the case and put each before or after the correction."""
        case_id = self.sheet(order_id).case.id
        report = self.photos.take_in(paths, case_id=case_id, progress=progress)
        changes = report.changes
        for photo in report.taken:
            changes += self.attach(order_id, photo.id, moment)
        return report, changes

    def _over_cases(self, wanted: ListFilter) -> ListFilter:
        if not wanted.text.strip():
            return wanted
        cases = StoredRows(self.workspace.store, Case, ListFilter(wanted.text)).page(_MOST_CASES)
        equals = {**wanted.equals, "case_id": tuple(case.id for case in cases)}
        return ListFilter("", equals, wanted.between, wanted.is_null, wanted.order)


def recheck_deadline(rules: Rulebook, order: Rectification, calendar: WorkCalendar) -> Deadline:
    """By when an order is to be rechecked (按日连续处罚办法, not verified)."""
    return compute_deadline(rules.periods[rules.clocks["recheck"].period], order.ordered_on, calendar)


def gaps_of(order: Rectification, links: Sequence[RecheckPhoto], day: date) -> tuple[str, ...]:
    """What the evidence of a correction lacks, in words."""
    moments = [link.moment for link in links]
    found = []
    if order.rechecked_on is None and order.due_on is not None and day > order.due_on:
        found.append(f"改正期限已过 {(day - order.due_on).days} 日，没有复查")
    if BEFORE not in moments:
        found.append("缺整改前照片")
    if order.rechecked_on is not None:
        if AFTER not in moments:
            found.append("缺整改后照片")
        if not order.result:
            found.append("没有写明复查情况")
        if order.corrected is False:
            found.append("复查未改正，要再责令或按日计罚")
    return tuple(found)


def urgency_of(order: Rectification, day: date) -> Urgency:
    """How an order stands to today by its own term; one that was rechecked or is to be done at once is not late."""
    if order.rechecked_on is not None or order.due_on is None:
        return Urgency.LATER
    if day > order.due_on:
        return Urgency.OVERDUE
    if day == order.due_on:
        return Urgency.TODAY
    return Urgency.SOON if (order.due_on - day).days <= 7 else Urgency.LATER


def lines_of(reader: Reader, orders: Sequence[Rectification], day: date) -> list[RectificationLine]:
    """Orders with their cases and photos, in the order given."""
    cases = {
        case.id: case for case in reader.find_in(Case, "id", sorted({order.case_id for order in orders}))
    }
    links: dict[str, list[RecheckPhoto]] = {}
    for link in reader.find_in(RecheckPhoto, "rectification_id", [order.id for order in orders]):
        links.setdefault(link.rectification_id, []).append(link)
    found = []
    for order in orders:
        own = links.get(order.id, [])
        found.append(
            RectificationLine(
                order,
                cases[order.case_id].party_name,
                cases[order.case_id].title,
                urgency_of(order, day),
                sum(link.moment == BEFORE for link in own),
                sum(link.moment == AFTER for link in own),
                gaps_of(order, own, day),
            )
        )
    return found


def _calendar(reader: Reader) -> WorkCalendar:
    own = reader.find(Setting, name=OWN_DAYS)
    return calendar_with(own[0].value if own else "")
