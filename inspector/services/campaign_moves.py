"""Visits and cases that go into a campaign (专项行动), from one to another, or out of it, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspector.db.store import Writer
from inspector.domain.errors import RuleRefusedError
from inspector.domain.records import Case, Visit
from inspector.domain.supervision_records import Campaign
from inspector.domain.times import local_day


@dataclass(frozen=True, slots=True)
class Former:
    """Where visits and cases were before they were moved, and where they went."""

    visits: tuple[VisitMove, ...]
    cases: tuple[CaseMove, ...]


@dataclass(frozen=True, slots=True)
class VisitMove:
    """A visit that went from one campaign (id, None for none) to another."""

    id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class CaseMove:
    """The same of a case. `words`: its written campaign before; `by_name`: they were the name of the campaign it was in."""

    id: str
    before: str | None
    after: str | None
    words: str
    by_name: bool


class Moves:
    """Moves visits and cases between campaigns inside one transaction, and keeps where they were."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._visits: dict[str, VisitMove] = {}
        self._cases: dict[str, CaseMove] = {}

    def former(self) -> Former:
        """Where everything was before."""
        return Former(tuple(self._visits.values()), tuple(self._cases.values()))

    def with_cases(self, visit: Visit, campaign: Campaign | None) -> None:
        """A visit and its cases: one left behind would be counted as found by no visit of its campaign.

        A case that was found on none of the campaign's days (a laboratory's result came later) does not enter it, and leaves
        what the visit leaves.
        """
        free = {"", campaign.name} if campaign else set()
        for case in self._writer.find(Case, visit_id=visit.id):
            with_it = case.campaign_id is not None and case.campaign_id == visit.campaign_id
            if campaign is not None and not found_on_its_days(case, campaign):
                if with_it and case.campaign_id != campaign.id:
                    self.case(case, None)
            elif with_it or (case.campaign_id is None and case.campaign in free):
                self.case(case, campaign)
        self.visit(visit, campaign)

    def with_visit(self, case: Case, campaign: Campaign) -> None:
        """A case and the visit that found it, where that belongs to no campaign yet."""
        self.case(case, campaign)
        if case.visit_id is not None:
            visit = self._writer.get(Visit, case.visit_id)
            if visit.campaign_id is None and on_its_days(visit, campaign):
                self.visit(visit, campaign)

    def visit(self, visit: Visit, campaign: Campaign | None) -> None:
        """A visit alone."""
        wanted = campaign.id if campaign else None
        if visit.campaign_id == wanted:
            return
        _check_both(self._writer, visit.campaign_id, wanted)
        if campaign is not None and visit.started_at is not None and not on_its_days(visit, campaign):
            raise _outside(campaign, f"{visit.party_name or '检查'} {local_day(visit.started_at)} 的检查")
        first = self._visits.get(visit.id)
        self._visits[visit.id] = VisitMove(visit.id, first.before if first else visit.campaign_id, wanted)
        self._writer.put(replace(visit, campaign_id=wanted), "visit.campaign_set")

    def case(self, case: Case, campaign: Campaign | None) -> None:
        """A case alone. One that leaves no longer bears the name of what it left: the ledger would count it there."""
        wanted = campaign.id if campaign else None
        if case.campaign_id == wanted:
            return
        former = _check_both(self._writer, case.campaign_id, wanted)
        words = case.campaign
        if campaign is not None:
            if not found_on_its_days(case, campaign):
                raise _outside(campaign, f"{case.case_number or case.title} {case.found_on} 发现的案件")
            words = campaign.name
        elif former is not None and words == former.name:
            words = ""
        first = self._cases.get(case.id)
        by_name = former is not None and case.campaign == former.name
        self._cases[case.id] = (
            replace(first, after=wanted)
            if first
            else CaseMove(case.id, case.campaign_id, wanted, case.campaign, by_name)
        )
        self._writer.put(replace(case, campaign_id=wanted, campaign=words), "case.campaign_set")

    def back(self, former: Former) -> None:
        """Take moves back: each record belongs again where it did; a campaign renamed meanwhile gives its present name."""
        for moved in former.visits:
            visit = self._writer.get(Visit, moved.id)
            _check_unmoved(visit.campaign_id, moved.after, visit.party_name or "检查")
            _check_both(self._writer, visit.campaign_id, moved.before)
            self._writer.put(replace(visit, campaign_id=moved.before), "visit.campaign_set")
        for went in former.cases:
            case = self._writer.get(Case, went.id)
            _check_unmoved(case.campaign_id, went.after, case.case_number or case.title)
            _check_both(self._writer, case.campaign_id, went.before)
            words = went.words
            if went.before and went.by_name:
                words = self._writer.get(Campaign, went.before).name
            self._writer.put(replace(case, campaign_id=went.before, campaign=words), "case.campaign_set")


def on_its_days(visit: Visit, campaign: Campaign) -> bool:
    """Whether a visit began on a day of the campaign."""
    return (
        visit.started_at is not None and campaign.starts_on <= local_day(visit.started_at) <= campaign.ends_on
    )


def found_on_its_days(case: Case, campaign: Campaign) -> bool:
    """Whether a case was found on a day of the campaign."""
    return campaign.starts_on <= case.found_on <= campaign.ends_on


def _outside(campaign: Campaign, what: str) -> RuleRefusedError:
    return RuleRefusedError(
        f"{what}不在{campaign.name}期间",
        f"行动为 {campaign.starts_on} 至 {campaign.ends_on}，期间以外的不计入它的数，没有归入",
        "核对日期，或修改行动的起止日",
    )


def _check_both(writer: Writer, former_id: str | None, wanted_id: str | None) -> Campaign | None:
    """The campaign that is left, neither it nor the new one being ended: a written summary would no longer agree."""
    former = writer.get(Campaign, former_id) if former_id else None
    if former is not None:
        check_open(former)
    if wanted_id:
        check_open(writer.get(Campaign, wanted_id))
    return former


def _check_unmoved(now: str | None, after: str | None, what: str) -> None:
    if now != after:
        raise RuleRefusedError(
            f"{what}已经另行归入或移出", "撤销会盖掉后来的改动，没有撤销任何一项", "在行动页或检查页上直接改"
        )


def check_open(campaign: Campaign) -> None:
    """Refuse what would change the figures of a campaign whose summary is written. Raises RuleRefusedError."""
    if campaign.closed_on is not None:
        raise RuleRefusedError(
            f"{campaign.name}已结束",
            f"{campaign.closed_on.isoformat()} 已作总结，归入的检查和案件不再变动",
            "选别的行动，或不归入行动",
        )
