"""The custody log (保管记录) of a photo or file: taken in, described, viewed, printed, exported, checked; read off the chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inspector.casework.chain import Plain
from inspector.db.store import Reader, Writer
from inspector.domain.errors import DamageFoundError
from inspector.domain.evidence_records import EvidenceFile
from inspector.domain.records import Officer, Photo
from inspector.domain.times import parse_utc, utc_text
from inspector.evidence.files import hash_file
from inspector.services.workspace import Workspace

CUSTODY_WORDS = {
    "taken_in": "存入",
    "described": "填写说明",
    "moved": "调整顺序",
    "set_aside": "移出记录",
    "taken_back": "恢复到记录",
    "damaged_replaced": "以完好的同一文件替换损坏件",
    "clock_set": "校正相机时钟",
    "clock_unset": "撤销时钟校正",
    "confirmed": "当事人确认",
    "refused": "当事人拒绝确认",
    "confirmation_cleared": "撤销确认登记",
    "carrier": "登记原始载体",
    "layers": "标注",
    "viewed": "查看",
    "printed": "打印",
    "exported": "导出",
    "verified": "核验",
    "proof_read": "核对凭证",
}


@dataclass(frozen=True, slots=True)
class CustodyEntry:
    """One line: instant, who, what was done in Chinese, detail, and the event's place in its chain."""

    at: datetime
    who: str
    what: str
    detail: str
    seq: int


class FileCheckFailedError(DamageFoundError):
    """One original does not match its hash, or is gone; the finding is itself an event."""

    def __init__(self, name: str, verdict: str) -> None:
        super().__init__(
            f"{name} 核验：{verdict}",
            "文件原样保留，没有修复或删除；核验结果已记入保管记录",
            "停止使用这份材料，从原始载体或备份找回同一文件",
        )


class CustodyService:
    """Read and write the custody log of photos and files."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def log(self, item: Photo | EvidenceFile) -> list[CustodyEntry]:
        """Everything that happened to one item, oldest first, whole-store checks since its intake among it."""
        with self.workspace.read() as reader:
            return custody_log(reader, item)

    def viewed(self, item: Photo | EvidenceFile) -> None:
        """The original or its large picture was opened by a person."""
        self._note([item], "viewed", {})

    def printed(self, items: Iterable[Photo | EvidenceFile], on: str) -> None:
        """Items were printed, by themselves or on a paper named `on`."""
        self._note(items, "printed", {"on": on})

    def exported(self, items: Iterable[Photo | EvidenceFile], to: str) -> None:
        """Copies left the store; `to` says for what (the folder's name, not its place)."""
        self._note(items, "exported", {"to": to})

    def check(self, item: Photo | EvidenceFile) -> str:
        """Hash one original now and record the verdict: 相符. Raises FileCheckFailedError for 不符, 缺失, 未能核对."""
        verdict = self._verdict(item)
        self._note([item], "verified", {"verdict": verdict})
        if verdict != "相符":
            raise FileCheckFailedError(item.original_name, verdict)
        return verdict

    def _verdict(self, item: Photo | EvidenceFile) -> str:
        store = self.workspace.photos if isinstance(item, Photo) else self.workspace.files
        try:
            actual = hash_file(store.path_of(item.sha256))
        except FileNotFoundError:
            return "缺失"
        except OSError as error:
            return f"未能核对（{error.strerror or error.errno}）"
        return "相符" if actual == (item.sha256, item.size_bytes) else "不符"

    def _note(self, items: Iterable[Photo | EvidenceFile], action: str, detail: Mapping[str, Plain]) -> None:
        with self.workspace.write() as writer:
            note_custody(writer, items, action, detail)


def note_custody(
    writer: Writer, items: Iterable[Photo | EvidenceFile], action: str, detail: Mapping[str, Plain]
) -> None:
    """Append one event for each item inside an open transaction."""
    for item in items:
        kind = "photo" if isinstance(item, Photo) else "evidence_file"
        writer.note(f"{kind}.{action}", kind, item.id, detail)


def custody_log(reader: Reader, item: Photo | EvidenceFile) -> list[CustodyEntry]:
    """The log inside an open snapshot."""
    names = {officer.id: officer.name for officer in reader.find(Officer)}
    entries = [
        CustodyEntry(
            parse_utc(str(body["at"])),
            names.get(str(body["user"]), ""),
            CUSTODY_WORDS.get(str(body["action"]).partition(".")[2], str(body["action"])),
            _detail(body),
            int(str(body["seq"])),
        )
        for body in reader.trail(type(item), item.id)
    ]
    for body in reader.noted("store", utc_text(item.created_at)):
        if body["action"] == "store.verified":
            entries.append(
                CustodyEntry(
                    parse_utc(str(body["at"])),
                    names.get(str(body["user"]), ""),
                    "全库核验",
                    _store_verdict(body["after"], item.sha256),
                    int(str(body["seq"])),
                )
            )
    return sorted(entries, key=lambda entry: (entry.at, entry.seq))


def _detail(body: Mapping[str, Plain]) -> str:
    """The reason, or what a note holds besides."""
    after = body["after"]
    parts = [str(body["reason"])] if body["reason"] else []
    if str(body["entity"]).startswith("note:") and isinstance(after, Mapping):
        parts += [str(after[key]) for key in ("on", "to", "verdict", "version", "set_aside") if key in after]
    return "；".join(parts)


def _store_verdict(after: Plain, sha256: str) -> str:
    """What a whole-store check said about one file."""
    if not isinstance(after, Mapping):
        return "见核验报告"
    wrong, unchecked = after.get("wrong_files"), after.get("unchecked_files")
    if not isinstance(wrong, list) or not isinstance(unchecked, list):
        # Notes of the first release name no files.
        return "见核验报告" if after.get("wrong") or after.get("unchecked") else "相符"
    return "不符或缺失" if sha256 in wrong else "未能核对" if sha256 in unchecked else "相符"
