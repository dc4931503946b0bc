"""First offence and repeat (初次违法): former decided cases of the same party, searched in this folder and kept with the decision.

What merged data hold is named by the device it came from, with the day of its last change: nothing found is never more
than what was searched. A waiver rests on its search; every new decision searches again, and a waiver that no longer stands
is flagged until somebody has judged it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from inspector.casework.offences import FirstOffence, FormerCase, PartyKey, SearchedSource, same_party, search
from inspector.db.store import Reader, Writer
from inspector.domain.case_records import OffenceSearch
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.kinds import Outcome
from inspector.domain.ports import today
from inspector.domain.records import Case, Decision
from inspector.domain.text import clean_text
from inspector.domain.times import local_day
from inspector.law.book import Book
from inspector.law.conditions import months_back
from inspector.law.lists import Condition
from inspector.services.workspace import Workspace

# Decided with a violation found: a case that was withdrawn, handed over or not decided yet is no former offence.
PRIOR_OUTCOMES = frozenset({Outcome.PENALTY, Outcome.REDUCED, Outcome.WAIVED, Outcome.MAY_BE_WAIVED})
LENIENT = frozenset({Outcome.REDUCED, Outcome.WAIVED, Outcome.MAY_BE_WAIVED})
OWN_DATA = "本机案件"


class SurelyRepeatedError(RuleRefusedError):
    """A waiver was to be kept although the same credit code has a former case."""

    def __init__(self, sentence: str) -> None:
        super().__init__(
            "不能确认为初次违法",
            f"{sentence}。信用代码相同，是同一当事人",
            "撤销或变更原决定；代码登记错的，先改正那一宗的代码再重新检索",
        )


@dataclass(frozen=True, slots=True)
class OffenceView:
    """A case's search as it is kept, and what a search finds now. `stored` None: nobody has searched yet."""

    case: Case
    stored: OffenceSearch | None
    fresh: FirstOffence
    found: tuple[Case, ...]

    @property
    def stands(self) -> bool:
        """Whether the kept search still says all that is known."""
        return self.stored is None or (self.stored.stands and not news(self.stored, self.fresh))

    @property
    def must_judge(self) -> bool:
        """Whether a lenient decision rests on a search that no longer stands (免罚要重新核对)."""
        return self.case.outcome in LENIENT and not self.stands


@dataclass(frozen=True, slots=True)
class FallenWaiver:
    """A lenient decision whose search no longer stands, as the workbench lists it."""

    case_id: str
    party: str
    title: str
    outcome: Outcome
    decided_on: date | None
    sentence: str


class OffenceService:
    """Searches for former cases, on demand and again after new data."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def look(self, case_id: str) -> OffenceView:
        """What is kept and what is found now; writes nothing. Raises NotFoundError."""
        with self.workspace.read() as reader:
            return self.read(reader, reader.get(Case, case_id))

    def read(self, reader: Reader, case: Case, pool: Sequence[Case] | None = None) -> OffenceView:
        """The same inside an open snapshot."""
        since = since_day(self.workspace.book, _item_of(reader, case), case.act_day)
        fresh = find_former(reader, case, self._device, self._today, since, pool)
        found = reader.find_in(Case, "id", [match.former.case_id for match in fresh.matches])
        return OffenceView(case, latest(reader, case.id), fresh, tuple(found))

    def search(self, case_id: str) -> tuple[OffenceSearch, Changes]:
        """Search now and keep the result with the case. Raises NotFoundError."""
        with self.workspace.write() as writer:
            view = self.read(writer, writer.get(Case, case_id))
            # A decided waiver that has fallen stays flagged: searching again does not judge it.
            kept = _kept(view.case.id, view.stored, view.fresh, stands=not view.must_judge)
            stored = writer.put(kept, "case.offences_searched")
            return stored, writer.changes()

    def confirm(self, case_id: str, reason: str) -> Changes:
        """A person judged that the cases found by name or address are another party's; the reason stays in the chain.

        Raises InvalidValueError without a reason, SurelyRepeatedError when the credit code is the same.
        """
        reason = clean_text(reason, "理由")
        if not reason:
            raise InvalidValueError("理由", "", "写明为什么不是同一当事人，查了什么")
        with self.workspace.write(reason) as writer:
            view = self.read(writer, writer.get(Case, case_id))
            if view.fresh.first is False:
                raise SurelyRepeatedError(view.fresh.sentence())
            writer.put(_kept(case_id, view.stored, view.fresh, stands=True), "case.offences_searched")
            return writer.changes()

    def recheck(self) -> Changes:
        """Search again for every lenient decision, after an import or a merge; flags those that no longer stand."""
        with self.workspace.write("数据变化后重新检索") as writer:
            kept = [one.case_id for one in writer.find(OffenceSearch, stands=True)]
            pools: dict[str, list[Case]] = {}
            for case in writer.find_in(Case, "id", list(dict.fromkeys(kept))):
                if case.outcome in LENIENT:
                    kind = case.violation_id
                    if kind not in pools:
                        pools[kind] = writer.find(Case, violation_id=kind)
                    self._recount(writer, case, pools[kind])
            return writer.changes()

    def after(self, writer: Writer, changed: Case) -> None:
        """Inside the transaction that decided or renamed a case: search again for the lenient decisions it may touch."""
        if changed.outcome not in PRIOR_OUTCOMES:
            return
        pool = writer.find(Case, violation_id=changed.violation_id)
        for case in pool:
            same = case.id != changed.id and same_party(_party(changed), _party(case))[0]
            if same and case.outcome in LENIENT:
                self._recount(writer, case, pool)

    def keep_with(self, writer: Writer, case: Case, item_id: str | None) -> OffenceSearch:
        """Keep the search that a decision rests on, within the period its ground asks for."""
        since = since_day(self.workspace.book, item_id, case.act_day)
        fresh = find_former(writer, case, self._device, self._today, since)
        return writer.put(
            _kept(case.id, latest(writer, case.id), fresh, stands=True), "case.offences_searched"
        )

    def fallen(self) -> list[FallenWaiver]:
        """Lenient decisions whose search no longer stands, the latest decided first."""
        with self.workspace.read() as reader:
            searches = reader.find(OffenceSearch, stands=False)
            cases = {case.id: case for case in reader.find_in(Case, "id", [one.case_id for one in searches])}
            found = [
                FallenWaiver(
                    case.id, case.party_name, case.title, case.outcome, case.decided_on, last.sentence
                )
                for case in cases.values()
                if case.outcome in LENIENT
                and (last := latest(reader, case.id)) is not None
                and not last.stands
            ]
        return sorted(found, key=lambda one: (str(one.decided_on or ""), one.case_id), reverse=True)

    def _recount(self, writer: Writer, case: Case, pool: Sequence[Case]) -> None:
        view = self.read(writer, case, pool)
        if view.stored is not None and view.stored.stands and news(view.stored, view.fresh):
            # The kept search stays as it was when decided; a new one beside it says what is known now.
            writer.put(_kept(case.id, view.stored, view.fresh, stands=False), "case.offences_recounted")

    @property
    def _device(self) -> str:
        return self.workspace.origin.device_id

    @property
    def _today(self) -> date:
        return today(self.workspace.clock)


def latest(reader: Reader, case_id: str) -> OffenceSearch | None:
    """The latest search that was kept with a case."""
    found = reader.find(OffenceSearch, order=("-ordinal", "-created_at", "-id"), case_id=case_id)
    return found[0] if found else None


def news(stored: OffenceSearch, fresh: FirstOffence) -> bool:
    """Whether a search finds former cases that the kept one did not know."""
    known = {str(match["case_id"]) for match in json.loads(stored.matches)}
    return any(match.former.case_id not in known for match in fresh.matches)


def since_day(book: Book, item_id: str | None, act_day: date) -> date | None:
    """The first day a ground asks about: months back, since 1 January, or None for ever (also without such a condition)."""
    item = book.lenient_items.get(item_id or "")
    conditions: Iterable[Condition] = item.conditions if item is not None else ()
    asked = next((one for one in conditions if one.kind == "first_time"), None)
    if asked is None:
        return None
    if asked.calendar_year:
        return date(act_day.year, 1, 1)
    return months_back(act_day, asked.months) if asked.months else None


def find_former(
    reader: Reader,
    case: Case,
    device: str,
    day: date,
    since: date | None,
    pool: Sequence[Case] | None = None,
) -> FirstOffence:
    """Search everything in the folder for earlier acts of the party of the same kind; an act of the same day is no earlier one.

    `pool`: the cases of this kind, when they were read already.
    """
    known = reader.find(Case, violation_id=case.violation_id) if pool is None else pool
    others = [other for other in known if other.id != case.id]
    former = [
        FormerCase(
            other.id, _party(other), other.violation_id, other.act_day, other.outcome.value, other.device_id
        )
        for other in others
        if other.outcome is not None and other.outcome in PRIOR_OUTCOMES and other.act_day < case.act_day
    ]
    return search(
        _party(case),
        case.violation_id,
        case.act_day,
        former,
        _sources(others, device, day),
        since=since,
        own_case_id=case.id,
    )


def _sources(former: Sequence[Case], device: str, day: date) -> list[SearchedSource]:
    """Own data up to today; what came from another device up to its last change."""
    others: dict[str, date] = {}
    for other in former:
        if other.device_id != device:
            changed = local_day(other.updated_at)
            others[other.device_id] = max(changed, others.get(other.device_id, changed))
    merged = [
        SearchedSource(f"合并自设备 {name[:8]} 的案件", until) for name, until in sorted(others.items())
    ]
    return [SearchedSource(OWN_DATA, day), *merged]


def _party(case: Case) -> PartyKey:
    return PartyKey(case.party_name, case.party_code or "", case.party_address)


def _item_of(reader: Reader, case: Case) -> str | None:
    """The ground that was decided on, or is proposed."""
    decided = reader.find(Decision, case_id=case.id, superseded_by=None)
    return decided[-1].item_id if decided else case.proposed_item_id


def _kept(case_id: str, former: OffenceSearch | None, found: FirstOffence, *, stands: bool) -> OffenceSearch:
    sources = [{"name": one.name, "until": one.until.isoformat()} for one in found.sources]
    matches = [
        {"case_id": one.former.case_id, "by": list(one.by), "certain": one.certain} for one in found.matches
    ]
    return OffenceSearch(
        case_id=case_id,
        ordinal=former.ordinal + 1 if former is not None else 1,
        since=found.since,
        until=found.until,
        sources=json.dumps(sources, ensure_ascii=False),
        matches=json.dumps(matches, ensure_ascii=False),
        sentence=found.sentence(),
        first=found.first,
        stands=stands,
    )
