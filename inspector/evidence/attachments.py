"""Evidence files that are no photos (视频、录音、书证、仪器数据、凭证包): what is let in, told by content, and whole as far as told.

As with photos no decoder runs here: the container's own lengths are walked, within the file's real size.
"""

from __future__ import annotations

import mmap
import os
import zipfile
from enum import StrEnum
from pathlib import PurePath

from inspector.domain.kinds import FileKind
from inspector.evidence.errors import (
    FileRefusedError,
    IncompleteFileError,
    NotAnEvidenceFileError,
    TooLongFileError,
)
from inspector.evidence.formats import Seen as Seen
from inspector.evidence.formats import detect
from inspector.evidence.plan import Choice
from inspector.evidence.store import Admission

MAX_FILE_BYTES = 4 * 1024 * 1024 * 1024
MAX_TABLE_BYTES = 50 * 1024 * 1024
MAX_PAPER_BYTES = 200 * 1024 * 1024
_TEXT_EXTENSIONS = frozenset({".csv", ".txt", ".tsv"})
_MOST_MEMBERS = 2000
_MOST_BOXES = 10_000


class FileFormat(StrEnum):
    """The allowed formats."""

    MP4 = "MP4"
    MOV = "MOV"
    M4A = "M4A"
    THREE_GP = "3GP"
    AVI = "AVI"
    MKV = "MKV"
    WAV = "WAV"
    MP3 = "MP3"
    AMR = "AMR"
    PDF = "PDF"
    CSV = "CSV"
    XLSX = "XLSX"
    PROOFMODE = "ProofMode"

    @property
    def kind(self) -> FileKind:
        """What files of this format are kept as."""
        if self in _AUDIO:
            return FileKind.AUDIO
        return _KINDS.get(self, FileKind.VIDEO)


_AUDIO = frozenset({FileFormat.M4A, FileFormat.WAV, FileFormat.MP3, FileFormat.AMR})
_KINDS = {
    FileFormat.PDF: FileKind.PAPER,
    FileFormat.CSV: FileKind.INSTRUMENT,
    FileFormat.XLSX: FileKind.INSTRUMENT,
    FileFormat.PROOFMODE: FileKind.PROOF,
}
BOXED = frozenset({FileFormat.MP4, FileFormat.MOV, FileFormat.M4A, FileFormat.THREE_GP})
_EXTENSIONS = {
    FileFormat.MP4: {".mp4", ".m4v"},
    FileFormat.MOV: {".mov", ".qt"},
    FileFormat.M4A: {".m4a", ".mp4"},
    FileFormat.THREE_GP: {".3gp", ".3g2"},
    FileFormat.AVI: {".avi"},
    FileFormat.MKV: {".mkv", ".webm"},
    FileFormat.WAV: {".wav"},
    FileFormat.MP3: {".mp3"},
    FileFormat.AMR: {".amr"},
    FileFormat.PDF: {".pdf"},
    FileFormat.CSV: _TEXT_EXTENSIONS,
    FileFormat.XLSX: {".xlsx", ".xlsm"},
    FileFormat.PROOFMODE: {".zip"},
}


def told_by_head(head: bytes, name: str) -> FileFormat | None:
    """The format told by the first 64 bytes; text tables by their extension too, a zip as XLSX until it is opened."""
    if detect(head) is not None:
        return None
    if head[4:8] == b"ftyp":
        return _boxed(head[8:12])
    if head[:4] == b"RIFF":
        return {b"WAVE": FileFormat.WAV, b"AVI ": FileFormat.AVI}.get(head[8:12])
    for magic, found in (
        (b"%PDF-", FileFormat.PDF),
        (b"PK\x03\x04", FileFormat.XLSX),
        (b"\x1a\x45\xdf\xa3", FileFormat.MKV),
        (b"#!AMR", FileFormat.AMR),
        (b"ID3", FileFormat.MP3),
        (b"\xff\xfb", FileFormat.MP3),
        (b"\xff\xf3", FileFormat.MP3),
    ):
        if head.startswith(magic):
            return found
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if _suffix(name) in _TEXT_EXTENSIONS and head and (wide or not any(b < 9 for b in head)):
        return FileFormat.CSV
    return None


def check_file_size(size_bytes: int, name: str) -> None:
    """Refuse an empty file and one above 4 GB. Raises IncompleteFileError, TooLongFileError."""
    if size_bytes == 0:
        raise IncompleteFileError(name, "文件是空的")
    if size_bytes > MAX_FILE_BYTES:
        raise TooLongFileError(name, size_bytes, MAX_FILE_BYTES)


def check_file_head(head: bytes, name: str) -> None:
    """Refuse by the first bytes. Raises NotAnEvidenceFileError."""
    if told_by_head(head, name) is None:
        raise NotAnEvidenceFileError(name, "这是照片，按照片存入" if detect(head) else "")


def check_file(descriptor: int, size_bytes: int, name: str) -> Seen:
    """Format and wholeness of a file open for reading.

    Raises NotAnEvidenceFileError, IncompleteFileError when the container's end is missing, TooLongFileError.
    """
    with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as data:
        found = told_by_head(data[:64], name)
        if found is None:
            raise NotAnEvidenceFileError(name)
        if found is FileFormat.XLSX:
            found = _zipped(descriptor, name)
        cap = {
            FileKind.INSTRUMENT: MAX_TABLE_BYTES,
            FileKind.PAPER: MAX_PAPER_BYTES,
            FileKind.PROOF: MAX_PAPER_BYTES,
        }.get(found.kind, MAX_FILE_BYTES)
        if size_bytes > cap:
            raise TooLongFileError(name, size_bytes, cap)
        detail = ""
        if found in BOXED:
            detail = _boxes_end(data)
        elif found in (FileFormat.WAV, FileFormat.AVI):
            stated = int.from_bytes(data[4:8], "little") + 8
            # A recorder that could not write the length leaves 0 or all ones: unknown, not broken.
            detail = "容器长度超过文件" if stated not in (8, (1 << 32) + 7) and stated > size_bytes else ""
    if detail:
        raise IncompleteFileError(name, detail)
    suffix = _suffix(name)
    return Seen(found, bool(suffix) and suffix not in _EXTENSIONS[found])


def _suffix(name: str) -> str:
    return PurePath(name.replace("\\", "/")).suffix.lower()


def _boxed(brand: bytes) -> FileFormat:
    if brand == b"qt  ":
        return FileFormat.MOV
    if brand.startswith(b"M4A"):
        return FileFormat.M4A
    return FileFormat.THREE_GP if brand.startswith(b"3g") else FileFormat.MP4


def _boxes_end(data: mmap.mmap) -> str:
    """Walk the top-level boxes; the index and the media must both be there and whole. Empty text = whole."""
    size, at = len(data), 0
    whole: set[bytes] = set()
    for _ in range(_MOST_BOXES):
        if at + 8 > size:
            break
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if length == 1 and at + 16 <= size:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        elif length == 0:
            length = size - at
        if length < 8 or at + length > size:
            if {b"moov", b"mdat"} <= whole and kind not in (b"moov", b"mdat"):
                break  # a maker's trailer
            return "数据块中断"
        whole.add(kind)
        at += length
    missing = {b"moov": "缺少索引，录制可能没有正常结束", b"mdat": "缺少媒体数据"}
    return next((words for kind, words in missing.items() if kind not in whole), "")


def _zipped(descriptor: int, name: str) -> FileFormat:
    """A workbook or a proof bundle by its members' names; any other archive is refused."""
    try:
        with os.fdopen(os.dup(descriptor), "rb") as file, zipfile.ZipFile(file) as archive:
            members = [entry.filename for entry in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise IncompleteFileError(name, "压缩包目录读不出") from error
    if len(members) > _MOST_MEMBERS:
        raise FileRefusedError(name, "压缩包过大", f"内部有 {len(members)} 个文件", "拆开后分别存入")
    if "xl/workbook.xml" in members:
        return FileFormat.XLSX
    if any(".proof." in member for member in members) and any(m.endswith(".asc") for m in members):
        return FileFormat.PROOFMODE
    raise NotAnEvidenceFileError(name, "压缩包不是 xlsx，也不是 ProofMode 凭证包；解开后分别存入")


def _no_file(head: bytes, name: str) -> str:
    if told_by_head(head, name) is not None:
        return ""
    return "这是照片，按照片存入" if detect(head) else "内容不是视频、录音、PDF、CSV、xlsx 或凭证包"


FILE_CHOICE = Choice(frozenset().union(*_EXTENSIONS.values()), MAX_FILE_BYTES, _no_file)
FILES = Admission(check_file_size, check_file_head, check_file)
