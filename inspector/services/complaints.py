"""Complaints (信访): taken in, told, extended, answered, handed on; linked to visits and cases; repeats at one place noticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from inspector.casework.complaints import (
    ANSWER,
    ComplaintTerm,
    handing_terms,
    is_dust,
    same_place,
    terms_of,
)
from inspector.casework.deadlines import Deadline, compute_deadline
from inspector.casework.workdays import WorkCalendar
from inspector.db.lists import StoredRows
from inspector.db.store import Reader
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, NotFoundError, RuleRefusedError
from inspector.domain.kinds import CaseSource
from inspector.domain.lists import ListFilter
from inspector.domain.ports import today
from inspector.domain.records import Case, Complaint, Setting, Site, Visit
from inspector.domain.text import clean_text
from inspector.domain.times import local_day
from inspector.services.calendars import OWN_DAYS, calendar_with
from inspector.services.officers import leader_name
from inspector.services.supervision_rules import supervision_rules
from inspector.services.workspace import Workspace

# Noise is told apart by where it comes from: the year report counts 建设施工噪声 alone (supervision/lists.toml).
KINDS = (
    "噪声",
    "建设施工噪声",
    "工业噪声",
    "社会生活噪声",
    "交通噪声",
    "扬尘",
    "废气",
    "废水",
    "固体废物",
    "辐射",
    "其他",
)
CHANNELS = ("12345", "12369", "来信", "来访", "网络", "上级交办", "其他")


class ComplaintFinishedError(RuleRefusedError):
    """A complaint that was answered or handed on is not handled twice."""

    def __init__(self, words: str) -> None:
        super().__init__("这件信访已经办结", words, "原记录保留；信访人又来反映的，登记为新的一件")


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """A complaint in a list, with the next period that runs and how many others there are at the place."""

    complaint: Complaint
    next: ComplaintTerm | None
    repeats: int

    @property
    def id(self) -> str:
        """The complaint's id."""
        return self.complaint.id


@dataclass(frozen=True, slots=True)
class ComplaintSheet:
    """A complaint with its periods, what it led to, and others at the same place."""

    complaint: Complaint
    site: Site | None
    terms: tuple[ComplaintTerm, ...]
    handing: dict[str, Deadline]
    visits: tuple[Visit, ...]
    cases: tuple[Case, ...]
    repeats: tuple[Complaint, ...]

    def sentences(self, day: date) -> list[str]:
        """The periods in words, done ones with their day, late ones with what that does."""
        lines = []
        for term in self.terms:
            mark = "" if term.deadline.period.verified else "（条文未核对）"
            done = f"，已于 {term.done_on} 办" if term.done_on else ""
            late = term.late_effect(term.done_on or day)
            lines.append(
                f"{term.title}：{term.deadline.sentence()}{mark}{done}" + (f"；{late}" if late else "")
            )
        return lines


class ComplaintLines:
    """A `RowSource` of complaints; a page costs three queries."""

    def __init__(self, service: ComplaintService, wanted: ListFilter) -> None:
        self._service = service
        self._rows = StoredRows(service.workspace.store, Complaint, wanted)

    def ids(self) -> Sequence[str]:
        """All ids in order."""
        return self._rows.ids()

    def rows(self, ids: Sequence[str]) -> Sequence[ComplaintLine]:
        """The rows of these ids, in the same order."""
        found = self._rows.rows(ids)
        with self._service.workspace.read() as reader:
            calendar = _calendar(reader)
            sites = sorted({one.site_id for one in found if one.site_id})
            places = sorted({one.place for one in found if one.place})
            near = {
                one.id: one
                for one in (
                    *reader.find_in(Complaint, "site_id", sites),
                    *reader.find_in(Complaint, "place", places),
                )
            }
        rules = self._service.workspace.rules
        return [
            ComplaintLine(
                one,
                next((term for term in terms_of(rules, one, calendar) if term.done_on is None), None),
                sum(same_place(one, other) for other in near.values()),
            )
            for one in found
        ]


class ComplaintService:
    """Use cases around complaints."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def lines(self, wanted: ListFilter) -> ComplaintLines:
        """Rows for a table."""
        return ComplaintLines(self, wanted)

    def rows(self, wanted: ListFilter) -> StoredRows[Complaint]:
        """Complaints for a list; its counts come from SQL."""
        return StoredRows(self.workspace.store, Complaint, wanted)

    def take_in(self, complaint: Complaint) -> tuple[Complaint, Changes]:
        """Store a new or reworded complaint. Raises InvalidValueError: nothing said, a day to come, a kind that no figure counts."""
        content = clean_text(complaint.content, "反映的内容")
        place = clean_text(complaint.place, "地点")
        if not content:
            raise InvalidValueError("反映的内容", "", "写明反映的事")
        if not place and complaint.site_id is None:
            raise InvalidValueError("地点", "", "写明地点，或选一个监管对象")
        now = self.workspace.clock.now()
        if complaint.received_at > now:
            raise InvalidValueError("收到时间", f"{complaint.received_at:%Y-%m-%d}", "不晚于现在")
        filled = replace(
            complaint,
            content=content,
            place=place,
            channel=clean_text(complaint.channel) or "其他",
            kind=clean_text(complaint.kind) or "其他",
            reference=clean_text(complaint.reference),
            complainant=clean_text(complaint.complainant),
        )
        with self.workspace.write() as writer:
            _check_kind(filled, writer.get(Complaint, filled.id).kind if filled.id else "")
            twins = [
                one
                for one in writer.find(Complaint, reference=filled.reference, channel=filled.channel)
                if one.id != filled.id
            ]
            if filled.reference and twins:
                raise InvalidValueError(
                    "信访编号", filled.reference, f"没有登记过；{local_day(twins[0].received_at)} 已登记"
                )
            if filled.site_id and not filled.place:
                filled = replace(filled, place=writer.get(Site, filled.site_id).address)
            stored = writer.put(filled, "complaint.changed" if filled.id else "complaint.received")
            return stored, writer.changes()

    def sheet(self, complaint_id: str) -> ComplaintSheet:
        """A complaint with everything that belongs to it. Raises NotFoundError."""
        with self.workspace.read() as reader:
            complaint = reader.get(Complaint, complaint_id)
            calendar = _calendar(reader)
            visits = reader.find(Visit, order=("started_at", "id"), complaint_id=complaint_id)
            cases = {case.id: case for case in reader.find(Case, complaint_id=complaint_id)}
            site = reader.get(Site, complaint.site_id) if complaint.site_id else None
            near = reader.find(Complaint, site_id=complaint.site_id) if complaint.site_id else []
        # The words of the place through the index of two-character tokens: a longer address is found by a shorter one.
        words = StoredRows(self.workspace.store, Complaint, ListFilter(complaint.place)).page(50)
        known = {one.id: one for one in (*near, *(words if complaint.place else ()))}
        rules = self.workspace.rules
        return ComplaintSheet(
            complaint,
            site,
            terms_of(rules, complaint, calendar),
            handing_terms(rules, complaint, calendar),
            tuple(visits),
            tuple(cases.values()),
            tuple(
                sorted(
                    (one for one in known.values() if same_place(complaint, one)),
                    key=lambda one: one.received_at,
                )
            ),
        )

    def resolve(self, text: str) -> str:
        """The id of a complaint named by id or by its number. Raises NotFoundError."""
        with self.workspace.read() as reader:
            found = reader.find(Complaint, id=text) or reader.find(Complaint, reference=text)
        if not found:
            raise NotFoundError("信访件", text)
        return found[0].id

    def tell(self, complaint_id: str, day: date) -> Changes:
        """Record that the complainant was told whether the complaint is taken up (告知受理情况)."""
        return self._change(complaint_id, day, "告知日", "complaint.told", told_on=day)

    def extend(self, complaint_id: str, day: date, leader: str) -> Changes:
        """Thirty days more (信访工作条例), approved by a leader before the sixty are over. Raises InvalidValueError, RuleRefusedError."""
        with self.workspace.write() as writer:
            complaint = self._open(writer, complaint_id, day, "延期批准日")
            if complaint.extended_on is not None:
                raise RuleRefusedError(
                    "已经延期过一次", f"{complaint.extended_on} 已批准延期 30 日", "按期答复"
                )
            approver = leader_name(writer, leader)
            if not approver:
                raise InvalidValueError("批准的负责人", "", "写明批准延期的负责人")
            period = self.workspace.rules.periods[ANSWER]
            due = compute_deadline(period, local_day(complaint.received_at), _calendar(writer)).due
            if day > due:
                raise RuleRefusedError(
                    "不能延期",
                    f"六十日已于 {due} 届满，延期须在届满前批准（{period.basis}）",
                    "尽快答复，并写明逾期的原因",
                )
            writer.put(replace(complaint, extended_on=day, extended_by=approver), "complaint.extended")
            return writer.changes()

    def answer(self, complaint_id: str, day: date, reply: str) -> Changes:
        """Record the written answer (答复). Raises InvalidValueError when it says nothing."""
        words = clean_text(reply, "答复内容")
        if not words:
            raise InvalidValueError("答复内容", "", "写明查到什么、怎么处理")
        return self._change(complaint_id, day, "答复日", "complaint.answered", answered_on=day, reply=words)

    def hand_over(self, complaint_id: str, day: date, body: str, reply: str) -> Changes:
        """Hand it to the body whose matter it is (转办), with what the complainant was told."""
        name, words = clean_text(body, "转往单位"), clean_text(reply, "转办说明")
        if not name:
            raise InvalidValueError("转往单位", "", "写明有权处理的单位")
        if not words:
            raise InvalidValueError("转办说明", "", "写明为什么不属本局，和告知信访人的话")
        return self._change(
            complaint_id, day, "转办日", "complaint.handed_over", handed_on=day, handed_to=name, reply=words
        )

    def link_case(self, complaint_id: str, case_id: str) -> Changes:
        """Say that a case goes back to this complaint."""
        with self.workspace.write() as writer:
            complaint, case = writer.get(Complaint, complaint_id), writer.get(Case, case_id)
            if case.complaint_id == complaint_id:
                return Changes()
            linked = replace(
                case,
                complaint_id=complaint_id,
                source=CaseSource.COMPLAINT,
                source_reference=f"{complaint.channel} {complaint.reference}".strip(),
            )
            writer.put(linked, "case.complaint_linked")
            return writer.changes()

    def checklist_for(self, complaint: Complaint) -> str:
        """The kind of visit that a complaint of this kind usually leads to (the officer may choose another)."""
        wanted = "dust" if is_dust(complaint) else "noise" if "噪声" in complaint.kind else "voc"
        known = [checklist.id for checklist in self.workspace.book.checklists]
        return next((key for key in known if key.startswith(wanted)), known[0])

    def _change(self, complaint_id: str, day: date, name: str, action: str, **fields: object) -> Changes:
        with self.workspace.write() as writer:
            complaint = self._open(writer, complaint_id, day, name)
            writer.put(replace(complaint, **fields), action)  # type: ignore[arg-type]
            return writer.changes()

    def _open(self, reader: Reader, complaint_id: str, day: date, name: str) -> Complaint:
        complaint = reader.get(Complaint, complaint_id)
        if complaint.answered_on is not None:
            raise ComplaintFinishedError(f"{complaint.answered_on} 已答复")
        if complaint.handed_on is not None:
            raise ComplaintFinishedError(f"{complaint.handed_on} 已转 {complaint.handed_to}")
        received = local_day(complaint.received_at)
        if not received <= day <= today(self.workspace.clock):
            raise InvalidValueError(name, day.isoformat(), f"不早于收到日 {received}，不晚于今天")
        return complaint


def _check_kind(complaint: Complaint, former: str) -> None:
    """A kind that no list knows would be counted nowhere; what was stored before stays as it is."""
    counted = (kind for group in supervision_rules().complaints.values() for kind in group.kinds)
    if complaint.kind not in {*KINDS, *counted, former}:
        raise InvalidValueError("类别", complaint.kind, "、".join(KINDS))


def _calendar(reader: Reader) -> WorkCalendar:
    own = reader.find(Setting, name=OWN_DAYS)
    return calendar_with(own[0].value if own else "")
