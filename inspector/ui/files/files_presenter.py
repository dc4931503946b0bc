"""The presenter of evidence files of one visit or case: taking in, describing, setting aside, putting behind a fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError
from inspector.domain.evidence_records import EvidenceFile
from inspector.domain.kinds import FileKind
from inspector.domain.ports import Progress
from inspector.evidence.proofs import Proof
from inspector.services.desk import Services
from inspector.services.files import FileIntake, file_sentences
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner, Task, TaskState
from inspector.ui.common.words import tr
from inspector.ui.files.files_card import FileState
from inspector.ui.photos.passport_shown import ProofState, proof_state
from inspector.ui.photos.places import CASE, owner_of, short

_KINDS = frozenset({"evidence_file", "fact_evidence", "fact", "case_file", "visit"})


class FilesNotTakenError(InspectorError):
    """Some files were not taken in: which, and why each."""

    def __init__(self, report: FileIntake) -> None:
        places = [f"{refused.name}：{refused.why.what}" for refused in report.refused]
        places += [f"{passed.name}：{passed.reason}" for passed in report.passed_over]
        super().__init__(
            tr("{n} 份材料没有存入", n=len(places)),
            tr("{words}；存入的都已核对，原件没有改动", words=report.words()),
            tr("照片从“添加照片”加入；其他格式先转成 PDF、CSV 或 xlsx"),
            tuple(places),
        )


class FilesScreen(Protocol):
    """What the presenter needs of the card."""

    def show_files(
        self, files: Sequence[FileState], facts: Sequence[tuple[str, str]], *, fixed: bool = False
    ) -> None:
        """The files in order."""
        ...

    def show_progress(self, state: TaskState | None) -> None:
        """Advance of the taking in."""
        ...

    def show_proof(self, file_id: str, state: ProofState) -> None:
        """What the check of a bundle found."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    files: list[FileState]
    facts: list[tuple[str, str]]
    fixed: bool


class FilesPresenter:
    """Files of one place (`photos.places`: `VISIT` or `case:CASE`) at a time."""

    def __init__(
        self,
        view: FilesScreen,
        services: Services,
        runner: Runner,
        notices: Notices,
        tell: Callable[[Changes], None],
    ) -> None:
        self._view, self._services, self._runner = view, services, runner
        self._notices, self._tell = notices, tell
        self._place = ""
        self._task: Task | None = None

    def open(self, place: str) -> None:
        """Show the files of a visit or case."""
        self._place = place
        self.read()

    def place(self) -> str:
        """What is shown now."""
        return self._place

    def task_id(self) -> int:
        """The task that takes in, 0 when none runs."""
        return self._task.id if self._task is not None else 0

    def read(self) -> None:
        """Read again."""
        place, services = self._place, self._services

        def shown(found: _Read) -> None:
            if place == self._place:
                self._view.show_files(found.files, found.facts, fixed=found.fixed)

        if place:
            self._runner.run(tr("读取材料"), lambda _p: _read(services, place), shown, self._notices.refused)

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & _KINDS:
            self.read()

    def add(self, paths: Sequence[Path]) -> None:
        """Take files in; what is safe already stays when it is cancelled."""
        if not paths or self._task is not None or not self._place:
            return
        visit_id, case_id = owner_of(self._place)
        files = self._services.files

        def work(progress: Progress) -> FileIntake:
            return files.take_in(paths, visit_id=visit_id, case_id=case_id, progress=progress)

        self._task = self._runner.run(tr("正在存入材料"), work, self._taken, self._failed, cancellable=True)

    def cancel(self) -> None:
        """Stop; files already safe stay."""
        if self._task is not None:
            self._task.cancel()

    def describe(self, file_id: str, said: dict[str, str]) -> None:
        """What a file shows and proves, how it was made, its carrier, its text."""
        files = self._services.files
        self._write(
            tr("保存材料说明"),
            lambda: files.describe(
                file_id,
                caption=said["caption"],
                proves=said["proves"],
                method=said["method"],
                carrier=said["carrier"],
                transcript=said["transcript"],
            )[1],
        )

    def set_aside(self, file_id: str, reason: str) -> None:
        """Take a file out of the record with a reason; the toast takes it back."""
        files = self._services.files

        def done() -> None:
            self._notices.done(
                tr("已移出材料，原件保留"),
                lambda: self._write(tr("取回材料"), lambda: files.take_back(file_id)),
            )

        self._write(tr("移出材料"), lambda: files.set_aside(file_id, reason), done)

    def put_behind(self, file_id: str, fact_id: str) -> None:
        """Put a file behind a fact of the case."""
        cases = self._services.cases
        self._write(
            tr("挂材料"),
            lambda: cases.link_evidence(fact_id, file_id=file_id),
            lambda: self._notices.done(tr("材料已挂到事实")),
        )

    def check_proof(self, file_id: str) -> None:
        """Check the hash, signature and key of a bundle; the finding goes into the custody log."""
        services = self._services

        def work(_progress: Progress) -> Proof:
            return services.proofs.check(services.files.file(file_id))

        def done(proof: Proof) -> None:
            self._view.show_proof(file_id, proof_state(proof))

        self._runner.run(tr("核对凭证"), work, done, self._notices.refused, pool="write")

    def _taken(self, report: FileIntake) -> None:
        self._task = None
        self._view.show_progress(None)
        self._tell(report.changes)
        if report.refused or report.passed_over:
            self._notices.refused(FilesNotTakenError(report))
        else:
            self._notices.done(report.words())
        self.read()

    def _failed(self, error: InspectorError) -> None:
        self._task = None
        self._view.show_progress(None)
        self._notices.refused(error)
        self.read()

    def _write(self, title: str, work: Callable[[], Changes], then: Callable[[], None] | None = None) -> None:
        def done(changes: Changes) -> None:
            self._tell(changes)
            if then is not None:
                then()
            self.read()

        self._runner.run(title, lambda _p: work(), done, self._notices.refused, pool="write")


def _read(services: Services, place: str) -> _Read:
    """Files with what they say, and the facts of a case (worker). A case shows the files of its visit too."""
    visit_id, case_id = owner_of(place)
    if visit_id is not None:
        return _Read(_states(services.files.of_visit(visit_id), {}), [], fixed=False)
    case = services.cases.file(place.removeprefix(CASE))
    held: dict[str, tuple[str, ...]] = {}
    for link in case.evidence:
        if link.file_id is not None:
            held[link.file_id] = (*held.get(link.file_id, ()), link.fact_id)
    files = {file.id: file for file in services.files.of_case(case_id or "")}
    if case.visit is not None:
        files |= {file.id: file for file in services.files.of_visit(case.visit.id)}
    facts = [(fact.id, f"{fact.ordinal} {short(fact.text)}") for fact in case.facts]
    return _Read(_states(list(files.values()), held), facts, case.case.closed_on is not None)


def _states(files: Sequence[EvidenceFile], held: dict[str, tuple[str, ...]]) -> list[FileState]:
    return [
        FileState(
            id=file.id,
            number=number,
            kind=file.kind.label,
            name=file.original_name,
            lines=tuple(file_sentences(file)),
            caption=file.caption,
            proves=file.proves,
            method=file.method,
            transcript=file.transcript,
            carrier=file.carrier,
            needs_transcript=file.kind is FileKind.AUDIO,
            held=held.get(file.id, ()),
            has_proof=file.kind is FileKind.PROOF,
        )
        for number, file in enumerate(files, 1)
    ]
