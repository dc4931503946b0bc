"""Double-random draws (双随机): the pool from the store, the draw kept with its printed page, the replay against what was kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from inspector.casework.chain import head_text
from inspector.casework.draw import (
    DrawAlteredError,
    DrawInspector,
    DrawRequest,
    DrawResult,
    PoolClass,
    PoolSite,
    Recusal,
    differences,
    draw,
    draw_file,
    replay,
    request_from,
)
from inspector.db.lists import StoredRows
from inspector.db.store import Writer
from inspector.documents.supervision import DrawSheet, draw_sheet
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, NotFoundError, RuleRefusedError
from inspector.domain.kinds import SiteKind, VisitState
from inspector.domain.lists import ListFilter
from inspector.domain.ports import today
from inspector.domain.records import Officer, Paper, Site, Visit
from inspector.domain.supervision_records import Campaign, Draw, DrawPick
from inspector.domain.text import clean_text
from inspector.domain.times import local_day
from inspector.services.campaign_moves import check_open
from inspector.services.copies import write_copies, write_copy
from inspector.services.officers import OfficerService
from inspector.services.positive_list import spared_on
from inspector.services.workspace import Workspace

KEY_CLASS = "key"
CLASS_NAMES: Mapping[str, str] = {KEY_CLASS: "重点排污单位"} | {kind.value: kind.label for kind in SiteKind}
PAPER_KIND = "random_draw"


@dataclass(frozen=True, slots=True)
class DrawOrder:
    """What a person asks for: `shares` in permille by class id, recusals as (inspector id, site id, reason)."""

    title: str
    day: date
    seed: str
    shares: Mapping[str, int]
    recusals: tuple[tuple[str, str, str], ...] = ()
    inspectors: tuple[str, ...] = ()
    per_site: int = 2
    campaign_id: str | None = None
    spare_positive: bool = True


@dataclass(frozen=True, slots=True)
class PickLine:
    """A drawn site in words; `visited_on` is its first completed visit from the day of the draw on."""

    pick: DrawPick
    site: Site
    class_name: str
    inspectors: tuple[str, ...]
    visited_on: date | None

    @property
    def id(self) -> str:
        """The pick's id."""
        return self.pick.id


class DrawService:
    """Use cases around draws."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def all(self) -> list[Draw]:
        """Every draw, the newest first."""
        return StoredRows(self.workspace.store, Draw, ListFilter(order="-drawn_on")).page(1000)

    def inspector_id(self, card_number: str) -> str:
        """The id of an officer by certificate number. Raises NotFoundError."""
        with self.workspace.read() as reader:
            found = reader.find(Officer, card_number=card_number)
        if not found:
            raise NotFoundError("执法人员", card_number)
        return found[0].id

    def request(self, order: DrawOrder) -> DrawRequest:
        """The pool of today's sites and inspectors for an order. Firms of the positive list are left out unless told otherwise.

        Raises InvalidValueError for a class that does not exist, an empty pool or impossible shares.
        """
        strange = [key for key in order.shares if key not in CLASS_NAMES]
        if strange:
            raise InvalidValueError("类别", strange[0], "、".join(CLASS_NAMES))
        with self.workspace.read() as reader:
            sites = reader.find(Site)
            spared = spared_on(reader, sites, order.day) if order.spare_positive else frozenset()
            officers = [officer for officer in reader.find(Officer) if officer.active]
        pool = [
            PoolSite(site.id, site.name, class_of(site))
            for site in sites
            if class_of(site) in order.shares and site.id not in spared
        ]
        drawn_from = {site.id for site in pool}
        wanted = [
            o for o in officers if "inspector" in o.role_ids() and o.id in (order.inspectors or (o.id,))
        ]
        return DrawRequest(
            order.seed,
            tuple(PoolClass(key, CLASS_NAMES[key], share) for key, share in order.shares.items()),
            tuple(pool),
            tuple(DrawInspector(officer.id, f"{officer.name} {officer.card_number}") for officer in wanted),
            # A site that cannot be drawn needs no recusal.
            tuple(
                Recusal(person, site, clean_text(why, "回避理由"))
                for person, site, why in order.recusals
                if site in drawn_from
            ),
            order.per_site,
        )

    def make(
        self, order: DrawOrder, file: Path | None = None, page: Path | None = None
    ) -> tuple[Draw, Changes]:
        """Draw, print the page, keep both; with copies of the file and the page where they are named, all or nothing.

        Raises InvalidValueError (no title, a day to come), NotFoundError, RuleRefusedError when its campaign is ended,
        CopyNotWrittenError, the faults of a full disk.
        """
        title = clean_text(order.title, "抽查名称")
        if not title:
            raise InvalidValueError("抽查名称", "", "不能空，如 2022年6月双随机抽查")
        now = today(self.workspace.clock)
        if order.day > now:
            raise InvalidValueError("抽取日", order.day.isoformat(), f"不晚于今天 {now.isoformat()}")
        if file is not None and page is not None and file.resolve() == page.resolve():
            raise InvalidValueError("打印页", page.name, "与抽查文件不同的文件名")
        request = self.request(order)
        result = draw(request)
        text = draw_file(request, result)
        due = _month_end(order.day)
        with self.workspace.write("双随机抽查") as writer:
            if order.campaign_id is not None:
                check_open(writer.get(Campaign, order.campaign_id))
            paper, pdf = self._printed(writer, title, order.day, request, result)
            stored = writer.put(
                Draw(
                    title=title,
                    drawn_on=order.day,
                    seed=request.seed,
                    list_hash=result.list_hash,
                    content=text,
                    result_hash=result.result_hash,
                    campaign_id=order.campaign_id,
                    paper_id=paper.id,
                ),
                "draw.made",
            )
            for pick in result.picks:
                writer.put(
                    DrawPick(
                        draw_id=stored.id,
                        ordinal=pick.ordinal,
                        site_id=pick.site_id,
                        inspectors=",".join(pick.inspectors),
                        due_on=due,
                    ),
                    "draw.picked",
                )
            wanted = ((file, text.encode()), (page, pdf))
            write_copies([(path, content) for path, content in wanted if path is not None])
            return stored, writer.changes()

    def _printed(
        self, writer: Writer, title: str, day: date, request: DrawRequest, result: DrawResult
    ) -> tuple[Paper, bytes]:
        """The page of a draw as a paper that is kept, and its PDF."""
        head, pack = writer.chain_head(), self.workspace.book.version
        sheet = self._sheet(title, day, request, result)
        printed = draw_sheet(replace(sheet, pack=pack, chain_head=head_text(head.hash)))
        paper = Paper(
            kind=PAPER_KIND,
            sha256=self.workspace.papers.put(printed.pdf, title),
            size_bytes=len(printed.pdf),
            pages=printed.pages,
            faces=",".join(printed.faces),
            pack_version=pack,
            chain_seq=head.seq,
            chain_head=head_text(head.hash),
            issued_on=day,
        )
        return writer.put(paper, "paper.issued"), printed.pdf

    def write_file(self, draw_id: str, path: Path) -> None:
        """The file that anyone can replay."""
        with self.workspace.read() as reader:
            write_copy(path, reader.get(Draw, draw_id).content.encode())

    def pdf(self, draw_id: str) -> bytes:
        """The page as it was printed on the day."""
        with self.workspace.read() as reader:
            kept = reader.get(Draw, draw_id)
            if kept.paper_id is None:
                raise RuleRefusedError(f"{kept.title}没有打印页", "它不是在这里抽取的", "用重抽核对")
            return self.workspace.papers.get(reader.get(Paper, kept.paper_id).sha256)

    def check(self, text: str) -> tuple[DrawRequest, DrawResult, str]:
        """Replay a file, and hold it against the draws of that seed or list kept here. Raises DrawAlteredError.

        A seed may have served for several draws: one that agrees is enough. The third is the title of the draw it agrees with;
        empty when none is kept here, so that only the file spoke.
        """
        given = request_from(text)
        with self.workspace.read() as reader:
            kept = [*reader.find(Draw, seed=given.seed), *self._by_list(text)]
        agreeing = [one for one in kept if not differences(request_from(one.content), given)]
        if kept and not agreeing:
            nearest = min(kept, key=lambda one: len(differences(request_from(one.content), given)))
            places = differences(request_from(nearest.content), given)
            raise DrawAlteredError([f"与 {nearest.title} 的记录比：{place}" for place in places])
        return *replay(text), agreeing[-1].title if agreeing else ""

    def picks(self, draw_id: str) -> list[PickLine]:
        """The drawn sites in order, with inspectors and the first visit since."""
        with self.workspace.read() as reader:
            kept = reader.get(Draw, draw_id)
            request = request_from(kept.content)
            classes = {site.id: site.class_id for site in request.pool}
            people = {person.id: person.name for person in request.inspectors}
            names = {entry.id: entry.name for entry in request.classes}
            picks = reader.find(DrawPick, order=("ordinal",), draw_id=draw_id)
            keys = [pick.site_id for pick in picks]
            sites = {site.id: site for site in reader.find_in(Site, "id", keys)}
            seen = first_visits(reader.find_in(Visit, "site_id", keys), kept.drawn_on)
        return [
            PickLine(
                pick,
                sites[pick.site_id],
                names[classes[pick.site_id]],
                tuple(people[key] for key in pick.inspectors.split(",")),
                seen.get(pick.site_id),
            )
            for pick in picks
        ]

    def _by_list(self, text: str) -> list[Draw]:
        with self.workspace.read() as reader:
            return [kept for kept in reader.find(Draw) if f'"list_hash": "{kept.list_hash}"' in text]

    def _sheet(self, title: str, day: date, request: DrawRequest, result: DrawResult) -> DrawSheet:
        sites = {site.id: site.name for site in request.pool}
        people = {person.id: person.name for person in request.inspectors}
        classes = {entry.id: entry for entry in request.classes}
        drawn = {key: sum(p.class_id == key for p in result.picks) for key in classes}
        size = {key: sum(s.class_id == key for s in request.pool) for key in classes}
        return DrawSheet(
            bureau=OfficerService(self.workspace).bureau().name,
            title=title,
            day=day,
            seed=request.seed,
            list_hash=result.list_hash,
            result_hash=result.result_hash,
            classes=tuple(
                (entry.name, size[entry.id], entry.share, drawn[entry.id]) for entry in request.classes
            ),
            recusals=tuple((people[r.inspector_id], sites[r.site_id], r.reason) for r in request.recusals),
            picks=tuple(
                (
                    pick.ordinal,
                    sites[pick.site_id],
                    classes[pick.class_id].name,
                    "、".join(people[key] for key in pick.inspectors),
                )
                for pick in result.picks
            ),
        )


def class_of(site: Site) -> str:
    """The class of a site: key dischargers (重点排污单位) are one, the others go by their kind."""
    return KEY_CLASS if site.key_discharger else site.kind.value


def first_visits(visits: Sequence[Visit], since: date) -> dict[str, date]:
    """The first completed visit of each site from a day on."""
    found: dict[str, date] = {}
    for visit in visits:
        if visit.site_id and visit.state is VisitState.COMPLETE and visit.started_at is not None:
            day = local_day(visit.started_at)
            if day >= since and day < found.get(visit.site_id, date.max):
                found[visit.site_id] = day
    return found


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
