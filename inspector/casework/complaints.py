"""The periods of a complaint (信访): told, answered, extended, and for dust dealt with or forwarded; which are done and which late.

Sources: 信访工作条例 (15 days to tell, 60 to answer, 30 more when a leader approves); 深圳市扬尘污染防治管理办法第18条 (15 and 7).
Pure: the record, the working calendar and the day are arguments.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspector.casework.clock import complaint_terms
from inspector.casework.deadlines import Deadline, Urgency
from inspector.casework.rulebook import Rulebook
from inspector.casework.workdays import WorkCalendar
from inspector.domain.records import Complaint
from inspector.domain.times import local_day

TOLD, ANSWER, OBJECTION = "complaint_told", "complaint_answer", "complaint_objection"
DUST_HANDLE, DUST_FORWARD = "dust_handle", "dust_forward"
_TITLES = {
    TOLD: "告知信访人",
    ANSWER: "答复信访人",
    OBJECTION: "对交办提出异议",
    DUST_HANDLE: "处理扬尘投诉",
    DUST_FORWARD: "转送扬尘投诉",
}
_LATE = "信访程序违规，可能被督办；不影响处罚决定的效力"
_SAME_PLACE_DAYS = 365


@dataclass(frozen=True, slots=True)
class ComplaintTerm:
    """One period of a complaint. `done_on` is the day it was met; None while it runs."""

    id: str
    title: str
    deadline: Deadline
    done_on: date | None
    late: str

    def urgency(self, today: date) -> Urgency:
        """How the open period stands to today."""
        return self.deadline.urgency(today)

    def late_effect(self, day: date) -> str:
        """What meeting it on this day does to legality; empty while in time."""
        days = (day - self.deadline.due).days
        return f"逾期 {days} 日：{self.late}（{self.deadline.period.basis}）" if days > 0 else ""


def is_dust(complaint: Complaint) -> bool:
    """Whether the dust rules of the city apply (扬尘)."""
    return "扬尘" in complaint.kind


def terms_of(rules: Rulebook, complaint: Complaint, calendar: WorkCalendar) -> tuple[ComplaintTerm, ...]:
    """The periods of a complaint, the nearest end first. One handed to another body has those of handing over."""
    ours = complaint.handed_on is None
    found = complaint_terms(
        rules,
        local_day(complaint.received_at),
        calendar,
        dust=is_dust(complaint),
        ours=ours,
        extended=complaint.extended_on is not None,
    ).terms
    done = {
        TOLD: complaint.told_on or complaint.answered_on or complaint.handed_on,
        ANSWER: complaint.answered_on,
        DUST_HANDLE: complaint.answered_on,
        OBJECTION: complaint.handed_on,
        DUST_FORWARD: complaint.handed_on,
    }
    terms = [
        ComplaintTerm(key, _TITLES[key], deadline, done[key], _late(rules, key))
        for key, deadline in found.items()
    ]
    return tuple(sorted(terms, key=lambda term: (term.deadline.due, term.id)))


def handing_terms(rules: Rulebook, complaint: Complaint, calendar: WorkCalendar) -> dict[str, Deadline]:
    """By when a complaint that is not ours must be contested or, for dust, forwarded; known before it is handed on."""
    received = local_day(complaint.received_at)
    terms = complaint_terms(rules, received, calendar, dust=is_dust(complaint), ours=False).terms
    return {_TITLES[key]: terms[key] for key in (OBJECTION, DUST_FORWARD) if key in terms}


def same_place(one: Complaint, other: Complaint) -> bool:
    """Whether two complaints are about one place within a year: the same site, or one place's words inside the other's."""
    if one.id == other.id or abs((one.received_at - other.received_at).days) > _SAME_PLACE_DAYS:
        return False
    if one.site_id is not None and one.site_id == other.site_id:
        return True
    here, there = _plain(one.place), _plain(other.place)
    return min(len(here), len(there)) >= 2 and (here in there or there in here)


def _plain(place: str) -> str:
    return "".join(char for char in place if char.isalnum())


def _late(rules: Rulebook, key: str) -> str:
    return rules.clocks[key].late if key in rules.clocks else _LATE
