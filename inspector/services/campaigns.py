"""Campaigns (专项行动): plan, targets, member sites, and which visits and cases belong to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from inspector.casework.targets import TARGETS, Target
from inspector.db.lists import StoredRows
from inspector.db.store import Writer
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, NotFoundError, RuleRefusedError
from inspector.domain.lists import ListFilter
from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.domain.records import Case, Site, Visit
from inspector.domain.supervision_records import Campaign, CampaignSite, CampaignTarget
from inspector.domain.text import clean_text
from inspector.services.campaign_moves import Former, Moves, check_open, found_on_its_days, on_its_days
from inspector.services.campaign_visits import CampaignVisits
from inspector.services.workspace import Workspace

_STEP = 50
# A target: its kind, its value in the unit of the kind, and the day it is due (None: the campaign's last).
Wanted: TypeAlias = tuple[str, int, date | None]


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """A campaign with its targets and the sites on its list."""

    campaign: Campaign
    targets: tuple[CampaignTarget, ...]
    members: tuple[CampaignSite, ...]
    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign with how many visits and cases belong to it."""

    campaign: Campaign
    visits: int
    cases: int

    @property
    def id(self) -> str:
        """The campaign's id."""
        return self.campaign.id


class CampaignService:
    """Use cases around campaigns; several may run at once. `visits` reads which visits belong to one, or may."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.visits = CampaignVisits(workspace)

    def all(self) -> list[Campaign]:
        """Every campaign, the newest first."""
        return StoredRows(self.workspace.store, Campaign, ListFilter(order="-starts_on")).page(1000)

    def lines(self) -> list[CampaignLine]:
        """Every campaign with its counts, the newest first."""
        store = self.workspace.store
        visits = StoredRows(store, Visit, ListFilter(is_null={"campaign_id": False})).group_counts(
            "campaign_id"
        )
        cases = StoredRows(store, Case, ListFilter(is_null={"campaign_id": False})).group_counts(
            "campaign_id"
        )
        return [
            CampaignLine(campaign, visits.get(campaign.id, 0), cases.get(campaign.id, 0))
            for campaign in self.all()
        ]

    def resolve(self, name: str) -> Campaign:
        """A campaign by name or id. Raises NotFoundError."""
        with self.workspace.read() as reader:
            found = reader.find(Campaign, name=name) or reader.find(Campaign, id=name)
        if not found:
            raise NotFoundError("专项行动", name)
        return found[0]

    def plan(self, campaign_id: str) -> CampaignPlan:
        """The campaign with what belongs to it. Raises NotFoundError."""
        with self.workspace.read() as reader:
            campaign = reader.get(Campaign, campaign_id)
            targets = reader.find(CampaignTarget, order=("ordinal",), campaign_id=campaign_id)
            members = reader.find(CampaignSite, campaign_id=campaign_id)
            sites = reader.find_in(Site, "id", [member.site_id for member in members])
        return CampaignPlan(campaign, tuple(targets), tuple(members), tuple(sites))

    def save(self, campaign: Campaign, targets: Sequence[Wanted] | None = None) -> tuple[Campaign, Changes]:
        """Store a new or changed campaign, with its targets where they are given; its cases bear a new name too.

        All or nothing. Raises InvalidValueError: no name, name taken, end before start, a focal kind that is no kind of
        inspection, a target as `set_targets` refuses it; RuleRefusedError when the campaign is ended, or shorter days would
        leave out what belongs to it.
        """
        name = clean_text(campaign.name, "行动名称")
        if not name:
            raise InvalidValueError("行动名称", "", "不能空")
        if campaign.ends_on < campaign.starts_on:
            raise InvalidValueError(
                "止日", campaign.ends_on.isoformat(), f"不早于起日 {campaign.starts_on.isoformat()}"
            )
        units = [clean_text(part, "参加单位") for part in campaign.units.replace("，", ",").split(",")]
        cleaned = replace(
            campaign,
            name=name,
            units=",".join(dict.fromkeys(unit for unit in units if unit)),
            focus=",".join(sorted(campaign.focus_ids())),
            note=clean_text(campaign.note, "说明"),
        )
        unknown = cleaned.focus_ids() - {entry.id for entry in self.workspace.book.checklists}
        if unknown:
            names = "、".join(entry.id for entry in self.workspace.book.checklists)
            raise InvalidValueError("重点类别", "、".join(sorted(unknown)), names)
        with self.workspace.write() as writer:
            if any(other.id != campaign.id for other in writer.find(Campaign, name=name)):
                raise InvalidValueError("行动名称", name, "没有用过的名称")
            if campaign.id:
                former = writer.get(Campaign, campaign.id)
                check_open(former)
                if cleaned.starts_on > former.starts_on or cleaned.ends_on < former.ends_on:
                    _check_none_outside(writer, cleaned)
                if name != former.name:
                    for case in writer.find(Case, campaign_id=campaign.id, campaign=former.name):
                        writer.put(replace(case, campaign=name), "case.campaign_set")
            stored = writer.put(cleaned, "campaign.changed" if campaign.id else "campaign.planned")
            if targets is not None:
                _write_targets(writer, stored, targets)
            return stored, writer.changes()

    def set_targets(self, campaign_id: str, wanted: Sequence[Wanted]) -> tuple[list[CampaignTarget], Changes]:
        """Replace the targets. Raises InvalidValueError for an unknown kind, an impossible value or day."""
        with self.workspace.write() as writer:
            campaign = writer.get(Campaign, campaign_id)
            check_open(campaign)
            return _write_targets(writer, campaign, wanted), writer.changes()

    def add_sites(self, campaign_id: str, site_ids: Sequence[str], unit: str = "") -> Changes:
        """Put sites on the campaign's list; those already there stay as they are."""
        with self.workspace.write() as writer:
            _add_sites(writer, writer.get(Campaign, campaign_id), site_ids, unit)
            return writer.changes()

    def assign(
        self,
        campaign_id: str,
        *,
        case_ids: Sequence[str] = (),
        visit_ids: Sequence[str] = (),
        site_ids: Sequence[str] = (),
        unit: str = "",
    ) -> tuple[Former, Changes]:
        """Put cases, visits and sites into a campaign at once, all or none; each as `assign_case`, `put_in`, `add_sites` do."""
        with self.workspace.write() as writer:
            campaign, moves = writer.get(Campaign, campaign_id), Moves(writer)
            for key in case_ids:
                moves.with_visit(writer.get(Case, key), campaign)
            for key in visit_ids:
                moves.with_cases(writer.get(Visit, key), campaign)
            _add_sites(writer, campaign, site_ids, unit)
            return moves.former(), writer.changes()

    def put_in(
        self, visit_ids: Sequence[str], campaign_id: str, progress: Progress | None = None
    ) -> tuple[Former, Changes]:
        """Say that visits belong to a campaign, each to one at most; their cases come along from where the visits were.

        A case of another campaign, one that names one in words, or one found on none of its days stays. All or none; the
        first of what is returned takes it back. Raises NotFoundError, RuleRefusedError when this campaign, or the one that a visit belonged to, is ended, or
        the visit was on none of its days, and CancelledError.
        """
        progress = progress or NoProgress()
        with self.workspace.write() as writer:
            campaign, moves = writer.get(Campaign, campaign_id), Moves(writer)
            check_open(campaign)
            for number, key in enumerate(visit_ids):
                if number % _STEP == 0:
                    progress.report(number, len(visit_ids), f"归入{campaign.name}")
                    check_cancelled(progress, "没有归入任何检查")
                moves.with_cases(writer.get(Visit, key), campaign)
            return moves.former(), writer.changes()

    def take_out(self, visit_ids: Sequence[str] = (), case_ids: Sequence[str] = ()) -> tuple[Former, Changes]:
        """Say that visits, with their cases of the same campaign, and further cases belong to no campaign.

        All or none; the first of what is returned takes it back. Raises NotFoundError, RuleRefusedError when theirs is ended.
        """
        with self.workspace.write() as writer:
            moves = Moves(writer)
            for key in visit_ids:
                moves.with_cases(writer.get(Visit, key), None)
            for key in case_ids:
                moves.case(writer.get(Case, key), None)
            return moves.former(), writer.changes()

    def assign_case(self, case_id: str, campaign_id: str) -> tuple[Former, Changes]:
        """Say to which campaign a case belongs; its former text stays in the chain, a new one carries the name.

        The visit that found it comes along when it belongs to none yet. Raises RuleRefusedError as `put_in`.
        """
        with self.workspace.write() as writer:
            moves = Moves(writer)
            moves.with_visit(writer.get(Case, case_id), writer.get(Campaign, campaign_id))
            return moves.former(), writer.changes()

    def restore(self, former: Former) -> Changes:
        """Take back what was put in or taken out: each record belongs again where it did, word for word.

        A campaign that was renamed meanwhile gives its present name. All or none. Raises NotFoundError, RuleRefusedError when
        a campaign that it touches was ended meanwhile, or a record was moved again: that would be overwritten.
        """
        with self.workspace.write() as writer:
            Moves(writer).back(former)
            return writer.changes()

    def case_id(self, text: str) -> str:
        """The id of a case by its number or id. Raises NotFoundError."""
        with self.workspace.read() as reader:
            found = reader.find(Case, case_number=text.strip()) or reader.find(Case, id=text.strip())
        if not found:
            raise NotFoundError("案件", text or "空")
        return found[0].id

    def adopt_named(self, campaign_id: str) -> Changes:
        """Link the cases whose written campaign is this name, and their visits; the text stays as it was written.

        Those found on none of its days keep the words alone.
        """
        with self.workspace.write() as writer:
            campaign, moves = writer.get(Campaign, campaign_id), Moves(writer)
            for case in writer.find(Case, campaign=campaign.name, campaign_id=None):
                if found_on_its_days(case, campaign):
                    moves.with_visit(case, campaign)
            return writer.changes()

    def close(self, campaign_id: str, day: date) -> tuple[Campaign, Changes]:
        """End a campaign: nothing more can be assigned to it.

        Raises RuleRefusedError when it is ended already, InvalidValueError for a day before its first.
        """
        with self.workspace.write() as writer:
            return close_campaign(writer, campaign_id, day), writer.changes()


def close_campaign(writer: Writer, campaign_id: str, day: date) -> Campaign:
    """The same inside an open transaction."""
    campaign = writer.get(Campaign, campaign_id)
    check_open(campaign)
    if day < campaign.starts_on:
        raise InvalidValueError("总结日", day.isoformat(), f"不早于起日 {campaign.starts_on.isoformat()}")
    return writer.put(replace(campaign, closed_on=day), "campaign.closed")


def _check_none_outside(writer: Writer, campaign: Campaign) -> None:
    """What belongs to a campaign stays within its days: outside it would belong to it and count nowhere."""
    visits = [
        visit
        for visit in writer.find(Visit, campaign_id=campaign.id)
        if visit.started_at is not None and not on_its_days(visit, campaign)
    ]
    cases = [
        case for case in writer.find(Case, campaign_id=campaign.id) if not found_on_its_days(case, campaign)
    ]
    if visits or cases:
        raise RuleRefusedError(
            f"{campaign.name}的起止日没有改",
            f"新的起止日以外还有归入的检查 {len(visits)} 次、案件 {len(cases)} 宗",
            "先把它们移出行动，再改起止日",
        )


def _add_sites(writer: Writer, campaign: Campaign, site_ids: Sequence[str], unit: str) -> None:
    check_open(campaign)
    if unit and campaign.units and unit not in campaign.unit_names():
        raise InvalidValueError("单位", unit, "、".join(campaign.unit_names()))
    there = {member.site_id for member in writer.find(CampaignSite, campaign_id=campaign.id)}
    for key in dict.fromkeys(site_ids):
        if key not in there:
            writer.get(Site, key)
            writer.put(CampaignSite(campaign_id=campaign.id, site_id=key, unit=unit), "campaign.site_added")


def _write_targets(writer: Writer, campaign: Campaign, wanted: Sequence[Wanted]) -> list[CampaignTarget]:
    """The targets in their order; those that stand so already are not written again."""
    for kind, value, due in wanted:
        target = TARGETS.get(kind)
        if target is None:
            raise InvalidValueError("目标", kind, "、".join(TARGETS))
        if not target.low <= value <= target.high:
            raise InvalidValueError(target.name, target.text(value), target.allowed())
        if due is not None and not campaign.starts_on <= due <= campaign.ends_on:
            raise InvalidValueError("目标日", due.isoformat(), "在行动起止日之内")
    former = writer.find(CampaignTarget, order=("ordinal",), campaign_id=campaign.id)
    if [(target.kind, target.value, target.due_on) for target in former] == list(wanted):
        return former
    for target_before in former:
        writer.remove(target_before, "campaign.target_replaced")
    return [
        writer.put(
            CampaignTarget(campaign_id=campaign.id, ordinal=ordinal, kind=kind, value=value, due_on=due),
            "campaign.target_set",
        )
        for ordinal, (kind, value, due) in enumerate(wanted, 1)
    ]


def target_text(target: CampaignTarget) -> str:
    """A target as people type it, `双随机完成比例=35%@2026-06-10`; `parse_target` reads it back."""
    known = TARGETS[target.kind]
    due = f"@{target.due_on.isoformat()}" if target.due_on else ""
    return f"{known.name}={known.text(target.value)}{due}"


def parse_target(text: str) -> tuple[str, int, str]:
    """`visits=120`, `双随机完成比例=35%@2026-06-10`: kind by id or name, value in the target's unit, day as text.

    Raises InvalidValueError.
    """
    kind, _, rest = text.replace("＝", "=").partition("=")
    value, _, day = rest.partition("@")
    named = {known.name: known for known in TARGETS.values()}
    target: Target | None = TARGETS.get(kind.strip()) or named.get(kind.strip())
    if target is None:
        raise InvalidValueError("目标", kind, "、".join(named))
    return target.id, target.parse(value), day.strip()
