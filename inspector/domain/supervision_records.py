"""Stored records of supervision (监督管理): campaigns, draws, patrols, counted lists, the positive list, compensation, plans.

Money in fen, lengths in metres, shares in permille (千分比), days are Shenzhen days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspector.domain.records import Record, listed


@dataclass(frozen=True, kw_only=True, slots=True)
class Campaign(Record):
    """A campaign (专项行动): `units` are comma-separated bureaus, `focus` the ids of the kinds of inspection (检查类别) it looks at."""

    name: str
    starts_on: date
    ends_on: date
    units: str = ""
    focus: str = ""
    note: str = ""
    closed_on: date | None = None
    sample: bool = False

    def unit_names(self) -> tuple[str, ...]:
        """The bureaus (管理局) that take part, in the order given."""
        return tuple(part for part in self.units.split(",") if part)

    def focus_ids(self) -> frozenset[str]:
        """Ids of the kinds of inspection that the campaign looks at; empty means all."""
        return listed(self.focus)


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignTarget(Record):
    """What a campaign wants by a day: `kind` is an id of `casework.targets.TARGETS`, `value` in that target's unit."""

    campaign_id: str
    ordinal: int
    kind: str
    value: int
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignSite(Record):
    """A site on a campaign's list, with the bureau that is to visit it."""

    campaign_id: str
    site_id: str
    unit: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draw(Record):
    """A double-random draw (双随机): `content` is the draw's own file (list, seed, picks), so that anyone can draw it again."""

    title: str
    drawn_on: date
    seed: str
    list_hash: str
    content: str
    result_hash: str
    campaign_id: str | None = None
    paper_id: str | None = None
    void_reason: str = ""
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawPick(Record):
    """A site that a draw chose, with its inspectors; `due_on` is the last day of the draw's month."""

    draw_id: str
    ordinal: int
    site_id: str
    inspectors: str
    due_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Patrol(Record):
    """A dust patrol (扬尘巡查) of a route; `length_m` is what was driven and measured, in metres."""

    day: date
    route: str
    length_m: int
    district: str = ""
    unit: str = ""
    officers: str = ""
    note: str = ""
    campaign_id: str | None = None
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PatrolFinding(Record):
    """A problem site (问题点) of a patrol: found, handed over, put right."""

    patrol_id: str
    ordinal: int
    found_on: date
    place: str
    problem: str
    site_id: str | None = None
    handed_to: str = ""
    handed_on: date | None = None
    fixed_on: date | None = None
    result: str = ""
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedItem(Record):
    """A row of a counted list (治理和设备清单); `list_id` names the list in `supervision/lists.toml`."""

    list_id: str
    day: date
    name: str
    quantity: int = 1
    site_id: str | None = None
    party_code: str = ""
    district: str = ""
    address: str = ""
    detail: str = ""
    note: str = ""
    void_reason: str = ""
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PositiveEntry(Record):
    """A firm's time on the positive list (执法正面清单): grounds of the entry and, when removed, day, reason and case."""

    site_id: str
    entered_on: date
    ends_on: date | None
    grounds: str
    removed_on: date | None = None
    removal_reason: str = ""
    removal_case_id: str | None = None
    sample: bool = False

    def covers(self, day: date) -> bool:
        """Whether the firm is on the list that day."""
        late = self.ends_on is not None and day > self.ends_on
        gone = self.removed_on is not None and day >= self.removed_on
        return self.entered_on <= day and not late and not gone


@dataclass(frozen=True, kw_only=True, slots=True)
class Compensation(Record):
    """Compensation for environmental damage (生态环境损害赔偿): what was agreed and what was paid, beside its case."""

    name: str
    found_on: date
    way: str
    agreed_fen: int
    site_id: str | None = None
    case_id: str | None = None
    agreed_on: date | None = None
    paid_fen: int = 0
    paid_on: date | None = None
    note: str = ""
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitPlan(Record):
    """A planned visit (检查计划): why another one, and the number registered for the 执法监督码."""

    site_id: str
    planned_on: date
    reason: str = ""
    registration: str = ""
    campaign_id: str | None = None
    visit_id: str | None = None
    cancelled_reason: str = ""
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class YearTarget(Record):
    """What a year is to reach (年度目标): `figure` is a key of the year report; `change` targets are permille against the year before."""

    year: int
    figure: str
    value: int
    note: str = ""
    sample: bool = False
