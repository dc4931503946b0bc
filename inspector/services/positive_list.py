"""The positive list (执法正面清单): entries with grounds and days, removals with their reason, the exemption, the history.

The site's own two days (`positive_list_from`, `positive_list_to`) follow the newest entry, so that lists and sheets agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from inspector.db.store import Reader, Writer
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.kinds import Labelled
from inspector.domain.records import Case, Site
from inspector.domain.supervision_records import PositiveEntry
from inspector.domain.text import clean_text
from inspector.domain.times import day_letter
from inspector.services.supervision_rules import supervision_rules
from inspector.services.workspace import Workspace


class Standing(Labelled):
    """How an entry stands on a day."""

    RUNNING = "running", "在列"
    TO_COME = "to_come", "尚未开始"
    OVER = "over", "已到期"
    REMOVED = "removed", "已移出"


@dataclass(frozen=True, slots=True)
class PositiveLine:
    """An entry with its firm, how it stands, and the cases found while the firm was on the list."""

    entry: PositiveEntry
    site: Site
    standing: Standing
    cases: tuple[Case, ...]

    @property
    def id(self) -> str:
        """The id of the entry."""
        return self.entry.id


@dataclass(frozen=True, slots=True)
class RemovalCandidate:
    """A firm on the list with a case found since its entry: an officer decides whether it is grave enough."""

    entry: PositiveEntry
    site: Site
    cases: tuple[Case, ...]


class PositiveListService:
    """Use cases around the positive list."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def history(self, site_id: str) -> list[PositiveEntry]:
        """All entries of a site, the newest first."""
        with self.workspace.read() as reader:
            return reader.find(PositiveEntry, order=("-entered_on", "-id"), site_id=site_id)

    def enter(
        self, site_id: str, entered_on: date, ends_on: date | None, grounds: str
    ) -> tuple[PositiveEntry, Changes]:
        """Put a firm on the list. Raises InvalidValueError (no grounds, wrong days), RuleRefusedError (on it already)."""
        grounds = clean_text(grounds, "列入理由")
        if not grounds:
            raise InvalidValueError("列入理由", "", "不能空，写明符合的条件和依据")
        if ends_on is not None and ends_on < entered_on:
            raise InvalidValueError("止日", ends_on.isoformat(), f"不早于列入日 {entered_on.isoformat()}")
        with self.workspace.write() as writer:
            site = writer.get(Site, site_id)
            for former in writer.find(PositiveEntry, site_id=site_id):
                if _overlap(former, entered_on, ends_on):
                    raise RuleRefusedError(
                        f"{site.name}这段时间已在正面清单",
                        f"{former.entered_on.isoformat()} 列入，{_end_words(former)}",
                        "先移出，或改列入日",
                    )
            stored = writer.put(
                PositiveEntry(
                    site_id=site_id,
                    entered_on=entered_on,
                    ends_on=ends_on,
                    grounds=grounds,
                    sample=site.sample,
                ),
                "positive_list.entered",
            )
            _follow(writer, site)
            return stored, writer.changes()

    def remove(
        self, entry_id: str, day: date, reason: str, case_id: str | None = None
    ) -> tuple[PositiveEntry, Changes]:
        """Take a firm off the list, with the case that led to it. Raises InvalidValueError, RuleRefusedError."""
        reason = clean_text(reason, "移出理由")
        if not reason:
            raise InvalidValueError("移出理由", "", "不能空，写明违法事实和移出依据")
        with self.workspace.write() as writer:
            entry = writer.get(PositiveEntry, entry_id)
            site = writer.get(Site, entry.site_id)
            if entry.removed_on is not None:
                raise RuleRefusedError(
                    f"{site.name}已移出",
                    f"{entry.removed_on.isoformat()}：{entry.removal_reason}",
                    "看历史记录",
                )
            if day < entry.entered_on:
                raise InvalidValueError(
                    "移出日", day.isoformat(), f"不早于列入日 {entry.entered_on.isoformat()}"
                )
            if entry.ends_on is not None and day > entry.ends_on:
                # Removing what is over would lengthen it.
                raise InvalidValueError(
                    "移出日", day.isoformat(), f"不晚于到期日 {entry.ends_on.isoformat()}"
                )
            if case_id is not None and not _is_of(writer.get(Case, case_id), site):
                raise InvalidValueError("案件", case_id, f"{site.name}的案件")
            stored = writer.put(
                replace(entry, removed_on=day, removal_reason=reason, removal_case_id=case_id),
                "positive_list.removed",
            )
            _follow(writer, site)
            return stored, writer.changes()

    def exemption(self, site_id: str, day: date) -> PositiveEntry | None:
        """The entry under which the firm is spared routine visits that day; None when it is not on the list."""
        with self.workspace.read() as reader:
            return entry_on(reader, site_id, day)

    def lines(self, day: date) -> list[PositiveLine]:
        """Every entry as it stands that day: those in force first, in them the ones with cases; then the newest first."""
        with self.workspace.read() as reader:
            entries = reader.find(PositiveEntry, order=("-entered_on", "-id"))
            keys = list({entry.site_id for entry in entries})
            sites = {site.id: site for site in reader.find_in(Site, "id", keys)}
            by_site = _by_site(reader, keys)
        lines = [
            PositiveLine(
                entry,
                sites[entry.site_id],
                _standing(entry, day),
                tuple(case for case in by_site.get(entry.site_id, ()) if _during(entry, case)),
            )
            for entry in entries
        ]
        order = list(Standing)
        return sorted(lines, key=lambda line: (order.index(line.standing), not line.cases))

    def candidates(self, day: date) -> list[RemovalCandidate]:
        """Firms on the list that day with cases found since their entry, those handed over to the police first."""
        with self.workspace.read() as reader:
            entries = [entry for entry in reader.find(PositiveEntry) if entry.covers(day)]
            sites = {site.id: site for site in reader.find_in(Site, "id", [e.site_id for e in entries])}
            by_site = _by_site(reader, list(sites))
        found = []
        for entry in entries:
            since = tuple(case for case in by_site.get(entry.site_id, ()) if _during(entry, case))
            if since:
                found.append(RemovalCandidate(entry, sites[entry.site_id], since))
        return sorted(found, key=lambda c: (not _handed_over(c.cases), c.site.name))

    def note(self) -> str:
        """What is known about the rules of removal, with its mark."""
        rule = supervision_rules().positive_list
        return f"{rule.basis}：{rule.note}" if not rule.verified else rule.basis


def _by_site(reader: Reader, site_ids: Sequence[str]) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in reader.find_in(Case, "site_id", site_ids):
        found.setdefault(case.site_id or "", []).append(case)
    return found


def _during(entry: PositiveEntry, case: Case) -> bool:
    """Whether a case was found after the entry began; what was found after its end says nothing about it."""
    last = entry.removed_on or entry.ends_on
    return case.found_on >= entry.entered_on and (last is None or case.found_on <= last)


def _standing(entry: PositiveEntry, day: date) -> Standing:
    if entry.removed_on is not None and entry.removed_on <= day:
        return Standing.REMOVED
    if day < entry.entered_on:
        return Standing.TO_COME
    return Standing.RUNNING if entry.covers(day) else Standing.OVER


def entry_on(reader: Reader, site_id: str, day: date) -> PositiveEntry | None:
    """The entry that covers the day, if any."""
    entries = reader.find(PositiveEntry, order=("-entered_on",), site_id=site_id)
    return next((entry for entry in entries if entry.covers(day)), None)


def spared_on(reader: Reader, sites: Sequence[Site], day: date) -> frozenset[str]:
    """Ids of the sites on the list that day; where no entry is kept, a register's own two days say so."""
    entries = reader.find(PositiveEntry)
    entered = {entry.site_id for entry in entries}
    own = {site.id for site in sites if site.id not in entered and _own_days_cover(site, day)}
    return frozenset(own | {entry.site_id for entry in entries if entry.covers(day)})


def span_words(site: Site | None, entries: Sequence[PositiveEntry], day: date) -> str:
    """The span of the list on which the firm stood that day, `2026-01-01 至 2026-12-31`; empty when it did not.

    `entries`: those of the site; without any its register's own two days say so.
    """
    for entry in entries:
        if entry.covers(day):
            ends = f"{entry.removed_on} 移出" if entry.removed_on else f"至 {entry.ends_on or '未定'}"
            return f"{entry.entered_on} {ends}"
    if entries or site is None or not _own_days_cover(site, day):
        return ""
    return f"{site.positive_list_from} 至 {site.positive_list_to or '未定'}"


def _own_days_cover(site: Site, day: date) -> bool:
    start, end = site.positive_list_from, site.positive_list_to
    return start is not None and start <= day and (end is None or day <= end)


def exemption_words(entry: PositiveEntry) -> str:
    """The exemption as planning shows it."""
    return (
        f"正面清单企业（{day_letter(entry.entered_on)}列入，{_end_words(entry)}）："
        f"以非现场方式为主。列入理由：{entry.grounds}"
    )


def _end_words(entry: PositiveEntry) -> str:
    if entry.removed_on is not None:
        return f"{entry.removed_on.isoformat()} 移出"
    return f"到 {entry.ends_on.isoformat()}" if entry.ends_on else "未定止日"


def _overlap(entry: PositiveEntry, start: date, end: date | None) -> bool:
    last = entry.removed_on - timedelta(days=1) if entry.removed_on is not None else entry.ends_on
    return (end is None or entry.entered_on <= end) and (last is None or start <= last)


def _follow(writer: Writer, site: Site) -> None:
    """The site's own days say what its newest entry says; a removed one ends the day before."""
    entries: Sequence[PositiveEntry] = writer.find(
        PositiveEntry, order=("-entered_on", "-id"), site_id=site.id
    )
    newest = entries[0]
    begins: date | None = newest.entered_on
    ends = newest.ends_on
    if newest.removed_on is not None:
        ends = newest.removed_on - timedelta(days=1)
        if ends < newest.entered_on:  # removed the day it entered: never in force
            begins = ends = None
    if (site.positive_list_from, site.positive_list_to) != (begins, ends):
        writer.put(
            replace(site, positive_list_from=begins, positive_list_to=ends), "site.positive_list_followed"
        )


def _is_of(case: Case, site: Site) -> bool:
    return case.site_id == site.id or (site.credit_code is not None and case.party_code == site.credit_code)


def _handed_over(cases: Sequence[Case]) -> bool:
    return any(case.outcome is not None and case.outcome.value == "handed_over" for case in cases)
