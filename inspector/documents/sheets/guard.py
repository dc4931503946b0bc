"""A look at a workbook's zip directory before anything is parsed: bombs, tricks and foreign parts are refused here."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from inspector.domain.errors import InspectorError

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_MEMBERS = 200
MAX_TOTAL_BYTES = 100 * 1024 * 1024
MAX_RATIO = 100
_SMALL = 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9_ \-\[\].()]+(/[A-Za-z0-9_ \-\[\].()]+)*")
# RuntimeError: a compression zipfile does not know; zlib and EOF: a stream cut or damaged inside a member.
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
_FORBIDDEN = ("vbaProject", "externalLinks/", "embeddings/", "activeX/")
_MERGES = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_HEAD_ROWS = 12
_MAX_MERGES = 5000


class SheetRefusedError(InspectorError):
    """The file is no workbook that can be read safely; nothing was imported and the file was not changed."""

    def __init__(self, path: Path, why: str, next_step: str = "用 Excel 或 WPS 另存为 xlsx 后再导入") -> None:
        super().__init__(f"读不了表格 {path.name}", f"{why}。没有导入任何内容，原文件未改动", next_step)


def check_workbook(path: Path, most_bytes: int = MAX_TOTAL_BYTES) -> None:
    """Refuse what is not a plain xlsx within the caps; `most_bytes` when opened. Raises SheetRefusedError."""
    if path.suffix.lower() in {".xls", ".csv", ".et", ".ods", ".numbers"}:
        raise SheetRefusedError(path, f"{path.suffix} 不是 xlsx 格式")
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise SheetRefusedError(path, error.strerror or str(error), "核对文件是否还在、能否打开") from error
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetRefusedError(path, "文件有密码，或是旧的 xls 格式", "去掉密码、另存为 xlsx 后再导入")
    if size > MAX_FILE_BYTES:
        raise SheetRefusedError(path, f"文件 {size // 1_000_000} MB，超过 50 MB", "分成几份再导入")
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(path, archive, most_bytes)
    except BROKEN_ZIP as error:
        raise SheetRefusedError(path, "文件已损坏，或不是 xlsx") from error


def _check_members(path: Path, archive: zipfile.ZipFile, most_bytes: int) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise SheetRefusedError(path, f"内部有 {len(members)} 个部件，超过 {MAX_MEMBERS}")
    names = [member.filename for member in members]
    if len({name.casefold() for name in names}) != len(names):
        raise SheetRefusedError(path, "内部有重名的部件")
    total = 0
    for member in members:
        name = member.filename
        if not _NAME.fullmatch(name.rstrip("/")) or ".." in name.split("/"):
            raise SheetRefusedError(path, "内部部件的名字不正常")
        if any(part in name for part in _FORBIDDEN):
            raise SheetRefusedError(path, "含有宏、外部链接或嵌入文件", "另存为不含宏和外部链接的 xlsx")
        if member.flag_bits & 0x1:
            raise SheetRefusedError(path, "文件有密码", "去掉密码后再导入")
        total += member.file_size
        if total > most_bytes:
            raise SheetRefusedError(path, f"解开后超过 {most_bytes >> 20} MB", "删去空白行列和图片后另存")
        if member.file_size > _SMALL and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise SheetRefusedError(path, "压缩比异常，像是压缩炸弹")
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as stream:
                if b"<!DOCTYPE" in stream.read(4096).upper():
                    raise SheetRefusedError(path, "内部含有 DOCTYPE 声明")


def merged_and_hidden(path: Path, sheet_part: str) -> tuple[list[tuple[int, int, int, int]], frozenset[int]]:
    """Merged ranges that touch the first rows, as (row1, column1, row2, column2), 1-based, huge ones left out; hidden rows.

    Read-only mode knows neither, but heads are often merged, and a row that nobody sees is read like any other. The parse is
    streamed and bounded.
    """
    found: list[tuple[int, int, int, int]] = []
    hidden: set[int] = set()
    try:
        with zipfile.ZipFile(path) as archive, archive.open(sheet_part) as stream:
            seen = 0
            for _, element in iterparse(stream, events=("end",), forbid_dtd=True):
                if element.tag.endswith("}row") and element.get("hidden") in ("1", "true"):
                    hidden.add(int(element.get("r") or 0))
                elif element.tag.endswith("}mergeCell"):
                    seen += 1
                    if seen > _MAX_MERGES:
                        break
                    _keep(element, found)
                element.clear()
    except (KeyError, ValueError, ParseError, DefusedXmlException, *BROKEN_ZIP) as error:
        raise SheetRefusedError(path, "工作表的内容已损坏") from error
    return found, frozenset(hidden)


def _keep(element: Element, found: list[tuple[int, int, int, int]]) -> None:
    match = _MERGES.fullmatch(element.get("ref", ""))
    if match is None:
        return
    column1, row1, column2, row2 = match.group(1), int(match.group(2)), match.group(3), int(match.group(4))
    if row1 <= _HEAD_ROWS and row2 - row1 < _HEAD_ROWS:
        found.append((row1, column_number(column1), row2, min(column_number(column2), 100)))


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
