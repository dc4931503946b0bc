"""One case as a folder: its content as JSON, its photos and papers as files, its audit events, and a list of hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from inspector.domain.errors import EnvironmentFaultError, NotFoundError
from inspector.domain.money import yuan_text
from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.domain.records import Case, Record
from inspector.evidence.names import clean_name
from inspector.services.cases import CaseFile, read_file
from inspector.services.visits import parts_of
from inspector.services.workspace import Workspace


class FolderNotEmptyError(EnvironmentFaultError):
    """The folder for an export holds something already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"文件夹不是空的：{folder}", "里面的文件没有改动", "换一个空文件夹")


class CaseExportService:
    """Show and export single cases."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def resolve(self, text: str) -> str:
        """The id of the case a person named by id or official number. Raises NotFoundError."""
        with self.workspace.read() as reader:
            found = reader.find(Case, id=text) or reader.find(Case, case_number=text)
        if not found:
            raise NotFoundError("案件", text)
        return found[0].id

    def content(self, case_id: str) -> CaseFile:
        """The whole file."""
        with self.workspace.read() as reader:
            return read_file(reader, case_id)

    def sentences(self, file: CaseFile) -> list[str]:
        """The case in a few lines."""
        case = file.case
        lines = [
            f"{case.title}　{case.case_number or '未编号'}",
            f"当事人 {case.party_name}　{case.party_code or '无信用代码'}",
            f"行为日 {case.act_day}　发现 {case.found_on}　要素 {case.element}",
        ]
        lines.extend(f"事实 {fact.ordinal}：{fact.text}" for fact in file.facts)
        lines.extend(f"{step.day}　{step.step}　{step.note}".rstrip() for step in file.steps)
        if file.decision is not None:
            amount = (
                f"　{yuan_text(file.decision.amount_fen)} 元" if file.decision.amount_fen is not None else ""
            )
            lines.append(f"决定 {file.decision.outcome.label}{amount}　理由：{file.decision.reason}")
        lines.extend(
            f"文书 {paper.kind} {paper.number or ''} {paper.sha256[:16]}".rstrip() for paper in file.papers
        )
        return lines

    def export(self, case_id: str, folder: Path, progress: Progress | None = None) -> list[Path]:
        """Write the case into an empty folder; returns the files written. The export is itself an event."""
        progress = progress or NoProgress()
        if folder.exists() and any(folder.iterdir()):
            raise FolderNotEmptyError(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with self.workspace.read() as reader:
            file = read_file(reader, case_id)
            parts = parts_of(reader, file.visit.id) if file.visit else []
            records: list[Record] = [file.case, *file.facts, *file.evidence, *file.steps, *file.suspensions]
            records += [
                *file.rectifications,
                *file.assessments,
                *file.decisions,
                *file.papers,
                *file.photos,
                *parts,
            ]
            if file.visit:
                records.append(file.visit)
            if file.site:
                records.append(file.site)
            events = [
                body
                for record in {entry.id: entry for entry in records}.values()
                for body in reader.history(type(record), record.id)
            ]
            head = reader.head(self.workspace.origin.chain_id)
        written: list[Path] = []
        total = len(file.photos) + len(file.papers)
        for done, photo in enumerate(file.photos):
            progress.report(done, total, photo.original_name)
            check_cancelled(progress, "已写出的文件保留在文件夹里，数据未改动")
            name = f"{photo.ordinal:03d}-{photo.sha256[:8]}-{clean_name(photo.original_name)}"
            written.append(_copied(self.workspace.photos.path_of(photo.sha256), folder / "photos" / name))
        for paper in file.papers:
            target = folder / "papers" / f"{paper.kind}-{paper.sha256[:12]}.pdf"
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(self.workspace.papers.get(paper.sha256))
            written.append(target)
        content = {
            "case": _plain(asdict(file)),
            "visit_parts": [_plain(asdict(part)) for part in parts],
            "events": sorted(events, key=lambda body: (str(body["chain"]), int(str(body["seq"])))),
            "chain_head": {"chain": head.chain_id, "seq": head.seq, "hash": head.hash.hex()},
            "versions": {"app": self.workspace.origin.app_version, "pack": self.workspace.book.version},
        }
        case_json = folder / "case.json"
        case_json.write_text(
            json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8"
        )
        written.append(case_json)
        manifest = folder / "SHA256SUMS"
        lines = [f"{_sha256(path)}  {path.relative_to(folder).as_posix()}" for path in sorted(written)]
        manifest.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with self.workspace.write() as writer:
            writer.note(
                "case.exported", "case_file", case_id, {"files": len(written), "manifest": _sha256(manifest)}
            )
        return [*written, manifest]


def _copied(source: Path, target: Path) -> Path:
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(source, target)
    return target


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
