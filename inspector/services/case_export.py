"""One case as a folder: its content as JSON, its photos and papers as files, its audit events, and a list of hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from inspector.casework.chain import Plain
from inspector.db.store import Reader
from inspector.domain.errors import EnvironmentFaultError, InspectorError, NotFoundError
from inspector.domain.evidence_records import EvidenceFile
from inspector.domain.money import yuan_text
from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.domain.records import Case, Photo
from inspector.evidence.names import clean_name
from inspector.paths import resources_dir
from inspector.services.case_contents import CaseRecords, case_records
from inspector.services.cases import CaseFile, read_file
from inspector.services.custody import note_custody
from inspector.services.workspace import Workspace

# The checker that needs nothing but Python, and how to use it.
_VERIFIER = ("verify_case.py", "核验说明.txt")


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
        """Write the case into an empty folder; returns the files written. The export is itself an event.

        `chain.jsonl` holds the case's events whole and of all others only the hash, so that the links can be checked up to
        the head without other cases' content. `verify_case.py` checks the folder without this program. An original that is
        gone is left out and named in `case.json`; what is there is exported. Raises FolderNotEmptyError, CancelledError,
        ActionNotPermittedError.
        """
        progress = progress or NoProgress()
        with self.workspace.write() as writer:
            writer.permit("case.exported")  # before the first file: who may not export gets none
        if folder.exists() and any(folder.iterdir()):
            raise FolderNotEmptyError(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with self.workspace.read() as reader:
            found = case_records(reader, case_id)
            heads = _write_chain(reader, found.keys(), folder / "chain.jsonl")
        written, gone, handed_out = self._copy_originals(found, folder, progress)
        content = {
            "case": _file_content(found.file),
            "visit_parts": [_plain(asdict(part)) for part in found.parts],
            "records": found.images(),
            "defaults": found.defaults(),
            "chain_heads": heads,
            "not_exported": gone,
            "versions": {"app": self.workspace.origin.app_version, "pack": self.workspace.book.version},
        }
        case_json = folder / "case.json"
        case_json.write_text(
            json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8"
        )
        written += [case_json, folder / "chain.jsonl"]
        for name in _VERIFIER:
            written.append(_copied(resources_dir() / "verify" / name, folder / name))
        manifest = folder / "SHA256SUMS"
        lines = [f"{_sha256(path)}  {path.relative_to(folder).as_posix()}" for path in sorted(written)]
        manifest.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with self.workspace.write() as writer:
            writer.note(
                "case.exported", "case_file", case_id, {"files": len(written), "manifest": _sha256(manifest)}
            )
            note_custody(writer, handed_out, "exported", {"to": "案件导出文件夹"})
        return [*written, manifest]

    def _copy_originals(
        self, found: CaseRecords, folder: Path, progress: Progress
    ) -> tuple[list[Path], list[str], list[Photo | EvidenceFile]]:
        """Copy photos, files and papers, those set aside left out; returns what was written, what was gone, and the originals handed out.

        When it stops half way, the custody of what already lies in the folder is noted all the same.
        """
        sources: list[tuple[Path, Path, Photo | EvidenceFile | None]] = []
        originals: list[Photo | EvidenceFile] = [*found.photos, *found.files]
        for item in originals:
            if not item.void_reason:
                photo = isinstance(item, Photo)
                store = self.workspace.photos if photo else self.workspace.files
                name = f"{item.ordinal:03d}-{item.sha256[:8]}-{clean_name(item.original_name)}"
                target = folder / ("photos" if photo else "files") / name
                sources.append((store.path_of(item.sha256), target, item))
        for paper in found.papers:
            name = f"{paper.kind}-{paper.sha256[:12]}.pdf"
            sources.append((self.workspace.papers.path_of(paper.sha256), folder / "papers" / name, None))
        for signed in found.signed():
            name = f"signed-{signed.sha256[:12]}.pdf"
            sources.append((self.workspace.papers.path_of(signed.sha256), folder / "papers" / name, None))
        written: list[Path] = []
        gone: list[str] = []
        handed_out: list[Photo | EvidenceFile] = []
        try:
            for done, (source, target, original) in enumerate(sources):
                progress.report(done, len(sources), target.name)
                check_cancelled(progress, "已写出的文件保留在文件夹里，数据未改动")
                if not source.is_file():
                    gone.append(target.relative_to(folder).as_posix())
                    continue
                written.append(_copied(source, target))
                handed_out += [original] if original is not None else []
        except (InspectorError, OSError):
            with self.workspace.write() as writer:
                detail: dict[str, Plain] = {"files": len(written)}
                writer.note("case.export_stopped", "case_file", found.file.case.id, detail)
                note_custody(writer, handed_out, "exported", {"to": "案件导出文件夹（没有写完）"})
            raise
        return written, gone, handed_out


def _write_chain(
    reader: Reader, keys: frozenset[tuple[str, str]], target: Path
) -> list[dict[str, str | int]]:
    """Write each chain from the case's first event to its head; returns the heads of chains that hold any.

    A line is `{chain, seq, hash}`; the first of a chain has `prev` besides, an event of the case `body`.
    """
    heads: dict[str, dict[str, str | int]] = {}
    with target.open("w", encoding="utf-8", newline="\n") as stream:
        for event, entity, key in reader.owned_events():
            owned = (entity.removeprefix("note:"), key) in keys
            started = event.chain_id in heads
            if not owned and not started:
                continue
            line: dict[str, str | int] = {
                "chain": event.chain_id,
                "seq": event.seq,
                "hash": event.hash.hex(),
            }
            heads[event.chain_id] = dict(line)
            if not started:
                line["prev"] = event.prev_hash.hex()
            if owned:
                line["body"] = event.body.decode("utf-8", "surrogateescape")
            stream.write(json.dumps(line, ensure_ascii=True, sort_keys=True) + "\n")
    return list(heads.values())


def _file_content(file: CaseFile) -> object:
    """The file as plain values, without the bureau's staff list; password hashes are kept elsewhere and never read here."""
    content = asdict(file)
    del content["people"]
    return _plain(content)


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
