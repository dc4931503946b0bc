"""Many papers in one go (批量输出): those of a visit, of a case, or the decisions of a day, into a folder or one PDF.

One paper is held at a time, so that a thousand need no more memory than one. Every copy of an issued paper is an event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspector.documents.dossier import PaperKind
from inspector.documents.joining import JoinedPdf
from inspector.documents.numbering import paper_title
from inspector.domain.changes import Changes
from inspector.domain.errors import (
    CancelledError,
    EnvironmentFaultError,
    InspectorError,
    RuleRefusedError,
)
from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.domain.records import Case, Paper
from inspector.evidence.names import clean_name
from inspector.services.copies import put_whole
from inspector.services.paper_slots import DECISIONS
from inspector.services.papers import PaperService, Preview
from inspector.services.workspace import Workspace

_KEPT_FILE = "没有写出文件；已经正式出具的文书照常保留"
_KEPT_FOLDER = "已写出的 {n} 份保留，每份都是完整的"


class NothingToWriteError(RuleRefusedError):
    """No paper of the batch could be written."""

    def __init__(self, lacking: tuple[str, ...]) -> None:
        super().__init__(
            "没有可以写出的文书",
            "只写出已经出具的文书；还没出具的要另外选上",
            "选“齐全的同时正式出具”或“连草稿一起”，或补齐下面各项" if lacking else "换一天，或换一宗案件",
            lacking,
        )


class BatchNotWrittenError(EnvironmentFaultError):
    """The folder or file could not be written."""

    def __init__(self, path: Path, cause: str, done: int) -> None:
        super().__init__(
            f"写不进 {path.name}",
            f"{cause}。已写出 {done} 份；数据文件夹里的文书未改动",
            "换一个文件夹，或腾出空间再写",
        )


@dataclass(frozen=True, slots=True)
class BatchItem:
    """A paper of a batch: what it is, whose, and the issued paper when there is one."""

    kind: PaperKind
    title: str
    owner: str
    visit_id: str | None
    case_id: str | None
    ordinal: int = 1
    paper: Paper | None = None

    @property
    def name(self) -> str:
        """Title with its number, or with the party while it bears none."""
        number = self.paper.number if self.paper is not None else None
        return f"{self.title} {number or self.owner}".strip()


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """`issue`: papers that are complete are issued on the way. `drafts`: what is not issued is written with draft marks."""

    issue: bool = False
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What came of it. `lacking`: not written, with what is missing. `refused`: could not be set or read."""

    path: Path
    written: int
    pages: int
    drafts: int
    issued: int
    lacking: tuple[str, ...]
    refused: tuple[str, ...]
    changes: Changes

    def words(self) -> str:
        """One sentence for the person."""
        parts = [f"写出 {self.written} 份 {self.pages} 页"]
        if self.issued:
            parts.append(f"其中新出具 {self.issued} 份")
        if self.drafts:
            parts.append(f"草稿 {self.drafts} 份")
        if self.lacking:
            parts.append(f"未出具没有写 {len(self.lacking)} 份")
        if self.refused:
            parts.append(f"没有写成 {len(self.refused)} 份")
        return "，".join(parts)


class _Count:
    """The running state of one batch."""

    def __init__(self) -> None:
        self.written = self.pages = self.drafts = self.issued = 0
        self.lacking: list[str] = []
        self.refused: list[str] = []
        self.saved: list[tuple[str, str]] = []
        self.changes = Changes(())


class BatchService:
    """Lists and writes batches."""

    def __init__(self, workspace: Workspace, papers: PaperService) -> None:
        self.workspace = workspace
        self.papers = papers

    def of_visit(self, visit_id: str) -> list[BatchItem]:
        """The papers of a visit."""
        return [
            BatchItem(slot.kind, slot.title, "", visit_id, None, slot.ordinal, slot.paper)
            for slot in self.papers.kinds(visit_id=visit_id)
        ]

    def of_case(self, case_id: str) -> list[BatchItem]:
        """The papers that a case has or should have by now, in its order."""
        with self.workspace.read() as reader:
            owner = reader.get(Case, case_id).party_name
        return [
            BatchItem(slot.kind, slot.shown_title, owner, None, case_id, slot.ordinal, slot.paper)
            for slot in self.papers.kinds(case_id=case_id)
        ]

    def of_day(self, day: date) -> list[BatchItem]:
        """The decisions (处罚决定、不予处罚决定) of a day, in the order of the case numbers."""
        kinds = {kind.value for kind in DECISIONS.values()}
        with self.workspace.read() as reader:
            cases = [case for case in reader.find(Case, decided_on=day) if case.outcome in DECISIONS]
            found = reader.find_in(Paper, "case_id", [case.id for case in cases])
        papers = {(p.case_id, p.kind): p for p in found if p.kind in kinds and not p.void_reason}
        items = []
        for case in sorted(cases, key=lambda case: (case.case_number or "", case.id)):
            assert case.outcome is not None
            kind = DECISIONS[case.outcome]
            paper = papers.get((case.id, kind.value))
            items.append(BatchItem(kind, paper_title(kind), case.party_name, None, case.id, 1, paper))
        return items

    def write(
        self,
        items: Sequence[BatchItem],
        target: Path,
        options: BatchOptions | None = None,
        progress: Progress | None = None,
    ) -> BatchReport:
        """Write into one PDF when `target` ends in .pdf, else into that folder, a file a paper; no file is overwritten there.

        A paper that cannot be set is reported and the others go on. Raises NothingToWriteError, BatchNotWrittenError and
        CancelledError: one PDF is then not written at all, in a folder the finished files stay.
        """
        count = _Count()
        progress = progress or NoProgress()
        one = target.suffix.lower() == ".pdf"
        with self.workspace.write() as writer:
            # Asked before the first file: who may not take copies gets none.
            writer.permit("paper.saved")
        fresh = self._fresh(items, options or BatchOptions(), progress, count, one=one)
        try:
            if one:
                _join(target, fresh, count)
            else:
                _spread(target, fresh, count)
        except OSError as error:
            done = 0 if one else count.written
            raise BatchNotWrittenError(target, error.strerror or str(error), done) from error
        finally:
            # Of one PDF nothing is out before its end; copies in a folder are out, even when the rest was cancelled.
            self.note("paper.saved", count.saved)
        return BatchReport(
            target,
            count.written,
            count.pages,
            count.drafts,
            count.issued,
            tuple(count.lacking),
            tuple(count.refused),
            count.changes,
        )

    def made(
        self, items: Sequence[BatchItem], options: BatchOptions, progress: Progress
    ) -> Iterator[tuple[BatchItem, Preview]]:
        """The papers one by one, to print them; what cannot be set or is not issued is passed over."""
        return self._fresh(items, options, progress, _Count(), one=True)

    def note(self, action: str, papers: Sequence[tuple[str, str]]) -> None:
        """An event for each issued paper (id, SHA-256) that was copied or printed, in one transaction."""
        if not papers:
            return
        with self.workspace.write() as writer:
            for key, digest in papers:
                writer.note(action, "paper", key, {"sha256": digest})

    def _fresh(
        self,
        items: Sequence[BatchItem],
        options: BatchOptions,
        progress: Progress,
        count: _Count,
        *,
        one: bool,
    ) -> Iterator[tuple[BatchItem, Preview]]:
        for done, item in enumerate(items):
            progress.report(done, len(items), item.name)
            check_cancelled(progress, _KEPT_FILE if one else _KEPT_FOLDER.format(n=count.written))
            made = self._one(item, options, count)
            if made is not None:
                yield item, made

    def _one(self, item: BatchItem, options: BatchOptions, count: _Count) -> Preview | None:
        """The paper as it goes out, or None with the reason in `count`."""
        lacking = f"{item.name}：没有出具"
        try:
            if item.paper is None and options.issue:
                try:
                    _, changes = self.papers.issue(
                        item.kind, visit_id=item.visit_id, case_id=item.case_id, ordinal=item.ordinal
                    )
                    count.issued += 1
                    count.changes += changes
                except RuleRefusedError as error:
                    lacking = f"{item.name}：{'；'.join(error.places) or error.what}"
            if item.paper is None and not options.issue and not options.drafts:
                count.lacking.append(lacking)
                return None
            made = self.papers.preview(
                item.kind, visit_id=item.visit_id, case_id=item.case_id, ordinal=item.ordinal
            )
        except (CancelledError, EnvironmentFaultError):
            raise
        except InspectorError as error:
            count.refused.append(f"{item.name}：{error.what}")
            return None
        if made.paper is None and not options.drafts:
            count.lacking.append(lacking)
            return None
        return made


def _join(target: Path, fresh: Iterator[tuple[BatchItem, Preview]], count: _Count) -> None:
    saved: list[tuple[str, str]] = []
    with JoinedPdf(target, target.stem) as joined:
        for item, made in fresh:
            joined.add(_entry(item, made), made.pdf)
            saved += _tick(count, made)
        _refuse_nothing(count)
    count.saved = saved


def _spread(target: Path, fresh: Iterator[tuple[BatchItem, Preview]], count: _Count) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for item, made in fresh:
        _put(target, clean_name(f"{count.written + 1:03d} {_entry(item, made)}.pdf"), made.pdf)
        count.saved += _tick(count, made)
    _refuse_nothing(count)


def _refuse_nothing(count: _Count) -> None:
    if not count.written:
        raise NothingToWriteError((*count.lacking, *count.refused))


def _tick(count: _Count, made: Preview) -> list[tuple[str, str]]:
    """Count a paper that went out; what its event needs when it is an issued one."""
    count.written += 1
    count.pages += made.pages
    if made.paper is None:
        count.drafts += 1
        return []
    return [(made.paper.id, made.paper.sha256)]


def _entry(item: BatchItem, made: Preview) -> str:
    """The bookmark: title, number or party, and that it is a draft."""
    number = made.paper.number if made.paper is not None else None
    return f"{item.title} {number or item.owner}".strip() + ("" if made.paper else "（草稿）")


def _put(folder: Path, name: str, pdf: bytes) -> None:
    """A file that is there stays: the new one gets a number behind its name."""
    path, again = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem}（{again}）.pdf"
        again += 1
    put_whole(path, pdf)
