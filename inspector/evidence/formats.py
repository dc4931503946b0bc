"""What a photo file is, by its content: the allow-list, its magic bytes and a cheap check that its end is there.

No decoder runs here. The check walks the container's own lengths, so a card pulled half way, a file padded with zeros
or a name that lies is refused before it enters the store; the full decode follows in the child process.
"""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from inspector.evidence.errors import (
    IncompletePhotoError,
    NotAPhotoError,
    TooLargeFileError,
    TooManyPixelsError,
)

MAX_BYTES = 50 * 1024 * 1024
MAX_PIXELS = 60_000_000
HEAD_BYTES = 64

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_GENERAL_BRANDS = frozenset({b"mif1", b"msf1"})


class PhotoFormat(StrEnum):
    """The allowed formats. JPEG includes multi-picture files (MPO)."""

    JPEG = "JPEG"
    PNG = "PNG"
    HEIC = "HEIC"
    WEBP = "WEBP"

    @property
    def extension(self) -> str:
        """The usual extension, with its dot."""
        return {"JPEG": ".jpg", "PNG": ".png", "HEIC": ".heic", "WEBP": ".webp"}[self.value]


_EXTENSIONS = {
    PhotoFormat.JPEG: frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"}),
    PhotoFormat.PNG: frozenset({".png"}),
    PhotoFormat.HEIC: frozenset({".heic", ".heif", ".hif"}),
    PhotoFormat.WEBP: frozenset({".webp"}),
}
PHOTO_EXTENSIONS = frozenset().union(*_EXTENSIONS.values())


@dataclass(frozen=True, slots=True)
class Seen:
    """What the content is (a PhotoFormat, or a FileFormat of other evidence), and whether the name says something else."""

    format: StrEnum
    mislabelled: bool


def detect(head: bytes) -> PhotoFormat | None:
    """The format told by the first 64 bytes; None when it is not on the allow-list."""
    if head.startswith(b"\xff\xd8\xff"):
        return PhotoFormat.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PhotoFormat.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return PhotoFormat.WEBP
    if head[4:8] == b"ftyp":
        end = min(int.from_bytes(head[:4], "big"), len(head))
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))}
        if head[8:12] in _HEIC_BRANDS or (head[8:12] in _GENERAL_BRANDS and brands & _HEIC_BRANDS):
            return PhotoFormat.HEIC
    return None


def extension_lies(name: str, found: PhotoFormat) -> bool:
    """Whether the extension of a name belongs to another format (no extension is no lie)."""
    suffix = PurePath(name.replace("\\", "/")).suffix.lower()
    return bool(suffix) and suffix not in _EXTENSIONS[found]


def check_head(head: bytes, name: str) -> None:
    """Refuse content off the allow-list by its first bytes. Raises NotAPhotoError."""
    if detect(head) is None:
        raise NotAPhotoError(name)


def check_size(size_bytes: int, name: str) -> None:
    """Refuse an empty file (IncompletePhotoError) and one above 50 MB (TooLargeFileError)."""
    if size_bytes == 0:
        raise IncompletePhotoError(name, "文件是空的")
    if size_bytes > MAX_BYTES:
        raise TooLargeFileError(name, size_bytes, MAX_BYTES)


def check_photo(descriptor: int, size_bytes: int, name: str) -> Seen:
    """Format and wholeness of a file open for reading.

    Raises NotAPhotoError for content off the allow-list, IncompletePhotoError when the container's end is missing,
    TooManyPixelsError when the header states more than 60 million pixels (HEIC is asked later, by the decoder).
    """
    check_size(size_bytes, name)
    with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as data:
        found = detect(data[:HEAD_BYTES])
        if found is None:
            raise NotAPhotoError(name)
        detail = _ENDS[found](data)
        pixels = _stated_pixels(data, found)
    if pixels > MAX_PIXELS:
        raise TooManyPixelsError(name, pixels, MAX_PIXELS)
    if detail:
        raise IncompletePhotoError(name, detail)
    return Seen(found, extension_lies(name, found))


def jpeg_frame(data: bytes | mmap.mmap) -> tuple[int, int, int] | str:
    """Width and height in pixels and where the first scan's data begin; or what is wrong, in Chinese."""
    size = len(data)
    width = height = 0
    at = 2
    while at + 4 <= size:
        if data[at] != 0xFF:
            return "JPEG 段落错位"
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
            continue
        if marker == 0xD9:
            return "JPEG 没有图像数据"
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2 or at + 2 + length > size:
            return "JPEG 段落中断"
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height = int.from_bytes(data[at + 5 : at + 7], "big")
            width = int.from_bytes(data[at + 7 : at + 9], "big")
        at += 2 + length
        if marker == 0xDA:
            return width, height, at
    return "JPEG 段落中断"


def _stated_pixels(data: mmap.mmap, found: PhotoFormat) -> int:
    """Width × height by the header; 0 when this format does not state it at a fixed place."""
    if found is PhotoFormat.PNG:
        return int.from_bytes(data[16:20], "big") * int.from_bytes(data[20:24], "big")
    if found is PhotoFormat.JPEG:
        frame = jpeg_frame(data)
        return 0 if isinstance(frame, str) else frame[0] * frame[1]
    if found is PhotoFormat.WEBP and data[12:16] == b"VP8X":
        return (int.from_bytes(data[24:27], "little") + 1) * (int.from_bytes(data[27:30], "little") + 1)
    return 0


def _jpeg_end(data: mmap.mmap) -> str:
    """Look for the end mark behind the first scan's head. Empty text = whole.

    Starting there leaves out the end mark of a preview inside the EXIF segment.
    """
    frame = jpeg_frame(data)
    if isinstance(frame, str):
        return frame
    return "" if data.rfind(b"\xff\xd9", frame[2]) >= 0 else "缺少 JPEG 结束标记"


def _png_end(data: mmap.mmap) -> str:
    """Walk the chunks to IEND."""
    at = 8
    while at + 12 <= len(data):
        kind = data[at + 4 : at + 8]
        at += 12 + int.from_bytes(data[at : at + 4], "big")
        if kind == b"IEND":
            return "" if at <= len(data) else "缺少 PNG 结束块"
    return "缺少 PNG 结束块"


def _webp_end(data: mmap.mmap) -> str:
    """Compare the length the container states with the file."""
    stated = int.from_bytes(data[4:8], "little") + 8
    return "" if 20 <= stated <= len(data) else "WEBP 长度与文件不符"


def _heic_end(data: mmap.mmap) -> str:
    """Walk the top-level boxes; the index and the picture data must both be there and whole."""
    size = len(data)
    at = 0
    needed = {b"meta", b"mdat"}
    whole: set[bytes] = set()
    while at + 8 <= size:
        length = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if length == 1 and at + 16 <= size:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        elif length == 0:
            length = size - at
        if length < 8 or at + length > size:
            if kind in needed or not needed <= whole:
                return "HEIC 数据块中断"
            break  # a maker's trailer behind the picture is no part of it
        whole.add(kind)
        at += length
    return "" if needed <= whole else "HEIC 缺少图像数据"


_ENDS = {
    PhotoFormat.JPEG: _jpeg_end,
    PhotoFormat.PNG: _png_end,
    PhotoFormat.WEBP: _webp_end,
    PhotoFormat.HEIC: _heic_end,
}
