"""What another pack version would have done to the stored cases (规则试算). Reads one snapshot; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.casework.workdays import WorkCalendar
from inspector.db.assessments import AssessedCase, assessed_cases, cases_without, count_cases
from inspector.db.store import Reader
from inspector.domain.errors import InspectorError, NotFoundError
from inspector.domain.kinds import Outcome
from inspector.domain.money import yuan_text
from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.domain.records import Setting
from inspector.law.book import Book
from inspector.law.loader import load_pack, read_pack
from inspector.law.manifest import Pack
from inspector.law.requests import read_request
from inspector.law.whatif import CaseAnswer, Difference, answer_request, differences
from inspector.paths import resources_dir
from inspector.services.calendars import OWN_DAYS, calendar_with
from inspector.services.law_review import LawService, request_text
from inspector.services.pack_shelf import PACK_FOLDER, own_folder, own_packs, shipped_packs, signing_keys
from inspector.services.pack_signing import trust_in
from inspector.services.workspace import Workspace

_STEP = 50
_TITLE = "试算"


@dataclass(frozen=True, slots=True)
class SimulatedCase:
    """A case that would come out differently. `before` is what the pack of its time says, `lines` the differences in words."""

    case_id: str
    number: str
    party: str
    act: str
    decided: str
    amount_fen: int | None
    before: CaseAnswer
    after: CaseAnswer
    differences: tuple[Difference, ...]
    lines: tuple[str, ...]

    @property
    def change_fen(self) -> int | None:
        """How much the figure goes up (or down, negative); None when one side has none."""
        if self.before.due_fen is None or self.after.due_fen is None:
            return None
        return self.after.due_fen - self.before.due_fen


@dataclass(frozen=True, slots=True)
class SkippedCase:
    """A case whose question could not be answered again, and why."""

    case_id: str
    number: str
    party: str
    why: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """Everything a run found. `compared`: cases answered by both packs."""

    pack: Pack
    version: str
    compared: int
    changed: tuple[SimulatedCase, ...]
    skipped: tuple[SkippedCase, ...]

    def count(self, difference: Difference) -> int:
        """Cases that differ in this."""
        return sum(difference in case.differences for case in self.changed)

    @property
    def moves(self) -> tuple[tuple[str, str, int], ...]:
        """Outcome before, after, and how many cases, most first."""
        found = Counter(
            (case.before.outcome, case.after.outcome)
            for case in self.changed
            if case.before.outcome != case.after.outcome
        )
        return tuple((before, after, count) for (before, after), count in found.most_common())

    @property
    def up_fen(self) -> tuple[int, int]:
        """How many figures go up, and by how much together."""
        return self._sum(1)

    @property
    def down_fen(self) -> tuple[int, int]:
        """How many figures go down, and by how much together."""
        return self._sum(-1)

    @property
    def uncounted(self) -> int:
        """Cases with another fine that has no figure on one side: not in the sums."""
        return sum(Difference.FINE in case.differences and case.change_fen is None for case in self.changed)

    def sentences(self) -> list[str]:
        """The result in lines."""
        lines = [
            f"规则包 {self.pack.id} {self.pack.version}（{self.pack.signature_text}）："
            f"试算 {self.compared} 宗，{len(self.changed)} 宗会有变化"
        ]
        lines += [f"{before} → {after}：{count} 宗" for before, after, count in self.moves]
        lines += [
            f"{difference.word}不同：{count} 宗"
            for difference in Difference
            if (count := self.count(difference))
        ]
        for word, (count, amount) in (("增加", self.up_fen), ("减少", self.down_fen)):
            lines.append(f"测算罚款{word}：{count} 宗，共 {yuan_text(amount)} 元")
        if self.uncounted:
            lines.append(f"另有 {self.uncounted} 宗的罚款须人工定数额，没有计入金额")
        if self.skipped:
            lines.append(f"没有试算：{len(self.skipped)} 宗")
        return [*lines, "只是试算：没有写入任何内容，已作出的决定不变。"]

    def _sum(self, sign: int) -> tuple[int, int]:
        found = [change for case in self.changed if (change := case.change_fen) and change * sign > 0]
        return len(found), abs(sum(found))


class SimulationService:
    """Runs another pack over everything stored."""

    def __init__(self, workspace: Workspace, law: LawService) -> None:
        self.workspace = workspace
        self.law = law

    def run(self, folder: Path, progress: Progress | None = None) -> Simulation:
        """Answer every case's question with the pack of its time and with the pack in `folder`.

        A newer version of the shipped pack takes its place, a list of another region that list's place, any other pack
        comes on top like a bureau's own. Cases without a kept answer are asked with their facts of today. Raises
        LawPackError with every fault of the pack, CancelledError.
        """
        progress = progress or NoProgress()
        progress.report(0, 0, "读规则包")
        with self.workspace.read() as reader:
            pack, book = self._book(reader, folder)
            found = reader.find(Setting, name=OWN_DAYS)
            run = _Run(self.workspace, book, calendar_with(found[0].value if found else ""))
            total = count_cases(reader)
            for number, case in enumerate(self._cases(reader, run)):
                if number % _STEP == 0:
                    check_cancelled(progress, "试算没有写入任何内容")
                    progress.report(number, total, _TITLE)
                run.take(case)
        progress.report(total, total, _TITLE)
        return Simulation(pack, book.version, run.compared, tuple(run.changed), tuple(run.skipped))

    def _cases(self, reader: Reader, run: _Run) -> Iterator[AssessedCase]:
        yield from assessed_cases(reader)
        for case in cases_without(reader):
            try:
                review = self.law.read_review(reader, case.case_id)
            except InspectorError as refusal:
                run.skip(case, refusal)
                continue
            yield AssessedCase(
                case.case_id,
                case.number,
                case.party,
                case.outcome,
                case.amount_fen,
                review.pack_version,
                request_text(review),
                review.provision.id,
            )

    def _book(self, reader: Reader, folder: Path) -> tuple[Pack, Book]:
        trust = trust_in(signing_keys(reader))
        pack = read_pack(folder, trust)
        shipped = shipped_packs()
        regions = {path.name: path for path in shipped[1:]}
        base, own = (
            shipped[0],
            {
                one.id: own_folder(self.workspace.home, one.id, one.version)
                for one in own_packs(reader)
                if one.used
            },
        )
        if pack.id == PACK_FOLDER:
            base = folder
        elif pack.id in regions:
            regions[pack.id] = folder
        else:
            own[pack.id] = folder
        book = load_pack(
            base, resources_dir() / "checklists", added=own.values(), beside=regions.values(), trust=trust
        )
        return pack, book


class _Run:
    """What a run has found so far."""

    def __init__(self, workspace: Workspace, book: Book, calendar: WorkCalendar) -> None:
        self.workspace, self.book, self.calendar = workspace, book, calendar
        self.compared = 0
        self.changed: list[SimulatedCase] = []
        self.skipped: list[SkippedCase] = []

    def skip(self, case: AssessedCase, refusal: InspectorError) -> None:
        """Note why a case was left out."""
        why = f"{refusal.what}：{refusal.why}" if refusal.why else refusal.what
        self.skipped.append(SkippedCase(case.case_id, case.number, case.party, why))

    def take(self, case: AssessedCase) -> None:
        """Answer one case twice."""
        try:
            request = read_request(case.request, case.provision)
            former = self.workspace.book_of(case.pack_version)
            if former is None:
                raise NotFoundError("核对时的规则包", case.pack_version)
            before = answer_request(former, request, self.calendar.workdays_between)
            after = answer_request(self.book, request, self.calendar.workdays_between)
        except InspectorError as refusal:
            self.skip(case, refusal)
            return
        self.compared += 1
        found = differences(before, after)
        if not found:
            return
        self.changed.append(
            SimulatedCase(
                case.case_id,
                case.number,
                case.party,
                former.violation(request.violation).short_name,
                Outcome(case.outcome).label if case.outcome else "",
                case.amount_fen,
                before,
                after,
                found,
                _lines(before, after, found, (former, self.book)),
            )
        )


def _lines(
    before: CaseAnswer, after: CaseAnswer, found: Sequence[Difference], books: tuple[Book, Book]
) -> tuple[str, ...]:
    """Each difference as `罚款：15 万元 → 18 万元`."""
    sides = {
        Difference.OUTCOME: (before.outcome, after.outcome),
        Difference.TEXT: (before.text, after.text),
        Difference.FINE: (before.fine_text, after.fine_text),
        Difference.GROUNDS: tuple(
            _names(book, answer.grounds) for book, answer in zip(books, (before, after), strict=True)
        ),
        Difference.CANDIDATES: tuple(
            _names(book, answer.candidates) for book, answer in zip(books, (before, after), strict=True)
        ),
    }
    return tuple(f"{one.word}：{sides[one][0]} → {sides[one][1]}" for one in found)


def _names(book: Book, ids: Sequence[str]) -> str:
    return "、".join(book.lenient_items[key].name for key in ids) or "没有"
