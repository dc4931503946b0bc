"""Other evidence than photos (视频、录音、书证、仪器数据、凭证包): made safe first, then described, set aside with a reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from inspector.domain.changes import Changes
from inspector.domain.errors import CancelledError, InvalidValueError
from inspector.domain.evidence_records import EvidenceFile
from inspector.domain.kinds import FileKind, TimeSource
from inspector.domain.ports import NoProgress, Progress
from inspector.domain.records import VisitOfficer
from inspector.domain.text import clean_text
from inspector.evidence.attachments import FILE_CHOICE, FileFormat
from inspector.evidence.errors import PhotoRefusedError
from inspector.evidence.filefacts import FileFacts, read_file_facts
from inspector.evidence.names import clean_name
from inspector.evidence.plan import PassedOver, plan
from inspector.evidence.worker import PhotoWorker
from inspector.services.photos import Refused
from inspector.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FileIntake:
    """Outcome of taking files in. `known` are names whose bytes were in this visit or case already."""

    taken: tuple[EvidenceFile, ...]
    known: tuple[str, ...]
    refused: tuple[Refused, ...]
    passed_over: tuple[PassedOver, ...]
    cancelled: bool
    changes: Changes

    def words(self) -> str:
        """`存入 2 份，未收 1 份`."""
        parts = [f"存入 {len(self.taken)} 份"]
        if self.known:
            parts.append(f"已有 {len(self.known)} 份")
        if self.refused or self.passed_over:
            parts.append(f"未收 {len(self.refused) + len(self.passed_over)} 份")
        if self.cancelled:
            parts.append("已取消，其余未存")
        return "，".join(parts)


class FileService:
    """Use cases around evidence files. The decoding children are the photo service's."""

    def __init__(self, workspace: Workspace, worker: PhotoWorker) -> None:
        self.workspace = workspace
        self.worker = worker

    def take_in(
        self,
        paths: Sequence[Path],
        *,
        visit_id: str | None = None,
        case_id: str | None = None,
        progress: Progress | None = None,
    ) -> FileIntake:
        """Every file under `paths` that is no photo is copied, hashed, synced, read in a child and registered.

        One transaction each; a bad file is reported and stops no other; after a cancel what was taken stays.
        """
        progress = progress or NoProgress()
        if (visit_id is None) == (case_id is None):
            raise ValueError("files belong to a visit or to a case")
        chosen = plan(paths, progress, FILE_CHOICE)
        taken: list[EvidenceFile] = []
        known: list[str] = []
        refused: list[Refused] = []
        changes, cancelled = Changes(), False
        for done, source in enumerate(chosen.candidates):
            name = clean_name(source.name)
            progress.report(done, len(chosen.candidates), name)
            try:
                kept, added = self._take_one(source, name, visit_id, case_id, progress)
            except CancelledError:
                cancelled = True
                break
            except PhotoRefusedError as error:
                refused.append(Refused(name, error))
                continue
            if kept is None:
                known.append(name)
            else:
                taken.append(kept)
                changes += added
        progress.report(len(chosen.candidates), len(chosen.candidates), "已存入")
        return FileIntake(tuple(taken), tuple(known), tuple(refused), chosen.passed_over, cancelled, changes)

    def _take_one(
        self, source: Path, name: str, visit_id: str | None, case_id: str | None, progress: Progress
    ) -> tuple[EvidenceFile | None, Changes]:
        stored = self.workspace.files.take_in(source, _Watch(progress))
        found = FileFormat(stored.format)
        facts = read_file_facts(self.worker, stored.path, found, name)
        with self.workspace.write() as writer:
            here = {"visit_id": visit_id} if visit_id else {"case_id": case_id}
            if writer.count(EvidenceFile, sha256=stored.sha256, void_reason="", **here):
                return None, Changes()
            officers = writer.find(VisitOfficer, order=("ordinal",), visit_id=visit_id) if visit_id else []
            kept = writer.put(
                EvidenceFile(
                    sha256=stored.sha256,
                    size_bytes=stored.size_bytes,
                    original_name=name,
                    kind=found.kind,
                    format=found.value,
                    ordinal=writer.largest(EvidenceFile, "ordinal", **here) + 1,
                    visit_id=visit_id,
                    case_id=case_id,
                    duration_ms=facts.duration_ms,
                    pages=facts.pages or None,
                    summary=_summary(facts, stored.mislabelled),
                    made_at=facts.made_at,
                    time_source=TimeSource.EXIF if facts.made_at else TimeSource.NONE,
                    maker_id=officers[0].officer_id if officers else None,
                    second_officer_id=officers[1].officer_id if len(officers) > 1 else None,
                ),
                "evidence_file.taken_in",
            )
            if stored.replaced_damaged is not None:
                writer.note(
                    "evidence_file.damaged_replaced",
                    "evidence_file",
                    kept.id,
                    {"set_aside": stored.replaced_damaged.name},
                )
            return kept, writer.changes()

    def describe(
        self,
        file_id: str,
        *,
        caption: str | None = None,
        proves: str | None = None,
        method: str | None = None,
        transcript: str | None = None,
        carrier: str | None = None,
        made_at: datetime | None = None,
        maker_id: str | None = None,
        second_officer_id: str | None = None,
    ) -> tuple[EvidenceFile, Changes]:
        """Say what a file shows and proves, how and by whom it was made, its original carrier, its text (文字记录)."""
        with self.workspace.write() as writer:
            file = writer.get(EvidenceFile, file_id)
            changed = replace(
                file,
                caption=_typed(caption, file.caption, "说明"),
                proves=_typed(proves, file.proves, "证明内容"),
                method=_typed(method, file.method, "制作方法"),
                transcript=_typed(transcript, file.transcript, "文字记录"),
                carrier=_typed(carrier, file.carrier, "原始载体"),
                made_at=made_at or file.made_at,
                time_source=TimeSource.TYPED if made_at else file.time_source,
                maker_id=maker_id or file.maker_id,
                second_officer_id=second_officer_id or file.second_officer_id,
            )
            if changed == file:
                return file, Changes()
            return writer.put(changed, "evidence_file.described"), writer.changes()

    def set_aside(self, file_id: str, reason: str) -> Changes:
        """Take a file out of the record with a reason; the file and its history stay."""
        reason = clean_text(reason, "移出理由")
        if not reason:
            raise InvalidValueError("移出理由", "", "写明为什么不用这份材料")
        with self.workspace.write(reason) as writer:
            writer.put(
                replace(writer.get(EvidenceFile, file_id), void_reason=reason), "evidence_file.set_aside"
            )
            return writer.changes()

    def take_back(self, file_id: str) -> Changes:
        """Undo setting a file aside."""
        with self.workspace.write() as writer:
            writer.put(replace(writer.get(EvidenceFile, file_id), void_reason=""), "evidence_file.taken_back")
            return writer.changes()

    def file(self, file_id: str) -> EvidenceFile:
        """One file. Raises NotFoundError."""
        with self.workspace.read() as reader:
            return reader.get(EvidenceFile, file_id)

    def of_visit(self, visit_id: str) -> list[EvidenceFile]:
        """Files of a visit in order, without those set aside."""
        with self.workspace.read() as reader:
            return reader.find(EvidenceFile, order=("ordinal", "id"), visit_id=visit_id, void_reason="")

    def of_case(self, case_id: str) -> list[EvidenceFile]:
        """Files of a case in order, without those set aside."""
        with self.workspace.read() as reader:
            return reader.find(EvidenceFile, order=("ordinal", "id"), case_id=case_id, void_reason="")

    def original(self, file: EvidenceFile) -> Path:
        """The untouched original, read only."""
        return self.workspace.files.path_of(file.sha256)


def file_sentences(file: EvidenceFile) -> list[str]:
    """What a file is and says, in lines for the screen: kind, size, duration or pages, what a table holds, what is lacking."""
    lines = [f"{file.kind.label}　{file.format}　{_size(file.size_bytes)}"]
    summary = json.loads(file.summary)
    if file.kind in (FileKind.VIDEO, FileKind.AUDIO):
        lines.append(f"时长 {clock_words(file.duration_ms)}")
        if file.kind is FileKind.AUDIO and not file.transcript:
            lines.append("录音须附文字记录，还没有填")
    if file.kind is FileKind.PAPER:
        lines.append(f"{file.pages} 页" if file.pages else "页数未知")
    if "rows" in summary:
        span = f"，{summary['first']} 至 {summary['last']}" if summary["first"] else "，没有时间列"
        lines.append(f"{summary['rows']} 行{span}")
        for reading in summary["readings"]:
            lines.append(
                f"{reading['name']}：{_thousandth(reading['low_milli'])} 至 {_thousandth(reading['high_milli'])}"
                f"，末值 {_thousandth(reading['last_milli'])}（{reading['count']} 个）"
            )
    if "unread" in summary:
        lines.append(f"未能读取内容：{summary['unread']}；文件已原样保存")
    if "mislabelled" in summary:
        lines.append(f"扩展名与内容不符，实为 {file.format}")
    return lines


class _Watch:
    """Passes on only the wish to stop: bytes of one file are not the count of files."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def report(self, done: int, total: int, text: str) -> None:
        """Dropped."""

    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._progress.cancelled()


def _typed(text: str | None, former: str, field: str) -> str:
    return former if text is None else clean_text(text, field)


def _summary(facts: FileFacts, mislabelled: bool) -> str:
    summary = json.loads(facts.summary)
    if facts.unread:
        summary["unread"] = facts.unread
    if mislabelled:
        summary["mislabelled"] = True
    return json.dumps(summary, ensure_ascii=False, sort_keys=True)


def _size(size_bytes: int) -> str:
    return (
        f"{size_bytes / 1_048_576:.1f} MB" if size_bytes >= 1_048_576 else f"{max(1, size_bytes // 1024)} KB"
    )


def clock_words(duration_ms: int | None) -> str:
    """A length of time as a player shows it: 1:05, 1:02:03."""
    if duration_ms is None:
        return "未知（文件没有写明）"
    minutes, seconds = divmod(round(duration_ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _thousandth(milli: int) -> str:
    text = f"{milli / 1000:.3f}".rstrip("0").rstrip(".")
    return text or "0"
