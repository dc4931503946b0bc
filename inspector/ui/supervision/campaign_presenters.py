"""Presenters of the campaign list and of one campaign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError, NotFoundError
from inspector.domain.ports import Progress, RowSource
from inspector.domain.records import Case, Site
from inspector.domain.supervision_records import Campaign
from inspector.domain.times import parse_day
from inspector.services.campaign_moves import Former
from inspector.services.campaign_progress import CampaignProgressService, CampaignView
from inspector.services.campaigns import (
    CampaignLine,
    CampaignPlan,
    CampaignService,
    parse_target,
    target_text,
)
from inspector.services.figure_rows import WEEK, RecordQuestion
from inspector.services.sites import SiteService
from inspector.services.visit_list import VisitLine
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr
from inspector.ui.statistics.questions import records_record

Announce = Callable[[Changes], None]
_PARTS = frozenset(
    {
        "campaign",
        "campaign_target",
        "campaign_site",
        "visit",
        "case_file",
        "case_step",
        "rectification",
        "draw",
    }
)


def week_end(start: date, view: CampaignView) -> date:
    """The last day of a week that is counted: its seventh, the campaign's last, or the day counted to."""
    return min(start + timedelta(days=6), view.campaign.ends_on, view.today)


def week_days(start: date, end: date) -> str:
    """`6月1日至6月7日`."""
    return tr("{a}月{b}日至{c}月{d}日", a=start.month, b=start.day, c=end.month, d=end.day)


class CampaignsScreen(Protocol):
    """What the list's presenter needs of its page."""

    def show_campaigns(self, campaigns: Sequence[CampaignLine], running: int) -> None:
        """The list."""
        ...

    def open_form(self, campaign: Campaign | None = None, targets: Sequence[str] = ()) -> None:
        """The form of a new campaign, or of one that is to be changed."""
        ...

    def show_fault(self, error: InvalidValueError) -> None:
        """A refusal at its field."""
        ...

    def close_form(self) -> None:
        """The campaign was planned."""
        ...


class CampaignScreen(Protocol):
    """What a campaign's presenter needs of its page."""

    def show_figures(
        self, view: CampaignView, cases: RowSource[Case], case_ids: Sequence[str], sites: Sequence[Site]
    ) -> None:
        """Everything of the campaign."""
        ...

    def show_visits(self, source: RowSource[VisitLine], ids: Sequence[str], waiting: Sequence[str]) -> None:
        """Its visits, and those that may be put in."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    """What one reading of a campaign finds; ids of cases, of visits, and of visits that may be put in."""

    view: CampaignView
    cases: Sequence[str]
    sites: tuple[Site, ...]
    visits: Sequence[str]
    waiting: Sequence[str]


class CampaignsPresenter:
    """Lists campaigns and plans new ones."""

    def __init__(
        self,
        view: CampaignsScreen,
        campaigns: CampaignService,
        runner: Runner,
        notices: Notices,
        announce: Announce,
        today: Callable[[], date],
    ) -> None:
        self._view, self._campaigns, self._runner, self._notices = view, campaigns, runner, notices
        self._announce, self._today = announce, today

    def read(self) -> None:
        """Read the list."""
        day = self._today()

        def show(found: list[CampaignLine]) -> None:
            every = [line.campaign for line in found]
            running = sum(c.closed_on is None and c.starts_on <= day <= c.ends_on for c in every)
            self._view.show_campaigns(found, running)

        self._runner.run(tr("读取行动"), lambda _p: self._campaigns.lines(), show, self._notices.refused)

    def change(self, campaign_id: str) -> None:
        """Show a campaign in the form."""

        def show(plan: CampaignPlan) -> None:
            self._view.open_form(plan.campaign, [target_text(target) for target in plan.targets])

        self._runner.run(
            tr("读取行动"), lambda _p: self._campaigns.plan(campaign_id), show, self._notices.refused
        )

    def plan(self, campaign: Campaign, lines: Sequence[str]) -> None:
        """Store a new or changed campaign with its targets, and take in the cases that name it already."""

        def work(_progress: Progress) -> tuple[Campaign, Changes]:
            wanted = [parse_target(line) for line in lines]
            targets = [
                (kind, value, parse_day(day, "目标日") if day else None) for kind, value, day in wanted
            ]
            stored, changes = self._campaigns.save(campaign, targets)
            return stored, changes + self._campaigns.adopt_named(stored.id)

        def done(found: tuple[Campaign, Changes]) -> None:
            stored, changes = found
            self._view.close_form()
            adopted = 0 if campaign.id else len(set(changes.ids("case_file")))
            more = tr("，归入案件 {n} 宗", n=adopted) if adopted else ""
            self._notices.done(tr("已定 {name}", name=stored.name) + more)
            self._announce(changes)

        def failed(error: InspectorError) -> None:
            if isinstance(error, InvalidValueError):
                self._view.show_fault(error)
            else:
                self._notices.refused(error)

        self._runner.run(tr("定下行动"), work, done, failed, pool="write")

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if "campaign" in changes.kinds():
            self.read()


class CampaignPresenter:
    """Shows one campaign and writes its summary."""

    def __init__(
        self,
        view: CampaignScreen,
        campaigns: CampaignService,
        progress: CampaignProgressService,
        sites: SiteService,
        runner: Runner,
        notices: Notices,
        announce: Announce,
        today: Callable[[], date],
    ) -> None:
        self._view, self._campaigns, self._progress, self._sites = view, campaigns, progress, sites
        self._runner, self._notices, self._announce, self._today = runner, notices, announce, today
        self.campaign_id = ""
        self._shown: CampaignView | None = None
        self._asked = 0

    def open(self, campaign_id: str) -> None:
        """Another campaign."""
        self.campaign_id = campaign_id
        self.read()

    def read(self) -> None:
        """Count the campaign."""
        key, day = self.campaign_id, self._today()
        if not key:
            return
        self._asked += 1
        asked = self._asked
        cases, visits = self._progress.case_rows(key), self._campaigns.visits.rows(key)

        def work(_progress: Progress) -> _Read:
            view = self._progress.view(key, day)
            waiting = () if view.campaign.closed_on else self._campaigns.visits.unassigned(key)
            return _Read(view, cases.ids(), self._campaigns.plan(key).sites, visits.ids(), waiting)

        def show(found: _Read) -> None:
            if asked == self._asked:
                self._shown = found.view
                self._view.show_figures(found.view, cases, found.cases, found.sites)
                self._view.show_visits(visits, found.visits, found.waiting)

        self._runner.run(tr("统计行动"), work, show, self._notices.refused)

    def week_record(self, first: str) -> str:
        """The record of the visits and cases of a week, by its first day; empty before anything is shown."""
        if self._shown is None:
            return ""
        start = date.fromisoformat(first)
        end = week_end(start, self._shown)
        title = tr("{name} {days}", name=self._shown.campaign.name, days=week_days(start, end))
        return records_record(
            title, RecordQuestion(WEEK, start, end, {"campaign_id": self._shown.campaign.id})
        )

    def summary(self, path: Path, form: str) -> None:
        """Write the summary as page or workbook."""
        key, day = self.campaign_id, self._today()

        def work(_progress: Progress) -> None:
            if form == "pdf":
                self._progress.export_pdf(key, path, day)
            else:
                self._progress.export_xlsx(key, path, day)

        self._runner.run(
            tr("写总结"),
            work,
            lambda _none: self._notices.done(tr("已写 {name}", name=path.name)),
            self._notices.refused,
            pool="write",
        )

    def close(self) -> None:
        """End the campaign, after asking."""
        if not self._notices.confirm(
            tr("结束这个行动"), tr("结束后，检查和案件不能再归入；已归入的都保留。"), tr("结束行动")
        ):
            return
        key, day = self.campaign_id, self._today()
        self._runner.run(
            tr("结束行动"),
            lambda _p: self._campaigns.close(key, day)[1],
            self._announce,
            self._notices.refused,
            pool="write",
        )

    def add_site(self, code: str) -> None:
        """Put the site with this credit code on the list."""
        key = self.campaign_id

        def work(_progress: Progress) -> Changes:
            found = [site for site in self._sites.search(code, 5) if site.credit_code == code.strip().upper()]
            if not found:
                raise NotFoundError("监管对象", code or "空")
            return self._campaigns.add_sites(key, [found[0].id])

        self._runner.run(tr("加入名单"), work, self._announce, self._notices.refused, pool="write")

    def add_case(self, number: str) -> None:
        """Say that the case with this number belongs to the campaign; it can be taken back."""
        key = self.campaign_id
        self._move(
            tr("归入案件"),
            lambda _p: self._campaigns.assign_case(self._campaigns.case_id(number), key),
            lambda _changes: tr("已归入案件 {number}", number=number),
        )

    def gather(self, visit_ids: Sequence[str]) -> None:
        """Put visits in; it can be taken back."""
        key = self.campaign_id

        def said(changes: Changes) -> str:
            cases = len(changes.ids("case_file"))
            with_cases = tr("，连同案件 {n} 宗", n=cases) if cases else ""
            return tr("归入检查 {n} 次", n=len(changes.ids("visit"))) + with_cases

        self._move(
            tr("归入检查"),
            lambda progress: self._campaigns.put_in(visit_ids, key, progress),
            said,
            cancellable=True,
        )

    def take_out(self, visit_ids: Sequence[str] = (), case_ids: Sequence[str] = ()) -> None:
        """Take visits, with their cases, and further cases out of the campaign; it can be taken back."""

        def said(changes: Changes) -> str:
            visits, cases = len(changes.ids("visit")), len(changes.ids("case_file"))
            return tr("已移出行动：检查 {n} 次、案件 {m} 宗；记录都在", n=visits, m=cases)

        self._move(tr("移出行动"), lambda _p: self._campaigns.take_out(visit_ids, case_ids), said)

    def _move(
        self,
        name: str,
        work: Callable[[Progress], tuple[Former, Changes]],
        said: Callable[[Changes], str],
        *,
        cancellable: bool = False,
    ) -> None:
        def done(found: tuple[Former, Changes]) -> None:
            former, changes = found
            self._announce(changes)
            self._notices.done(said(changes), lambda: self._restore(former))

        self._runner.run(name, work, done, self._notices.refused, pool="write", cancellable=cancellable)

    def _restore(self, former: Former) -> None:
        self._runner.run(
            tr("撤销"),
            lambda _p: self._campaigns.restore(former),
            self._announce,
            self._notices.refused,
            pool="write",
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & _PARTS:
            self.read()
