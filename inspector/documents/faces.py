"""Faces of papers: one set of TrueType faces per machine, by role, with the cures the free Chinese faces need.

Registered once per process and lazily. A character is looked for in the face of its role, then Song, then the face
of rare characters, then Hei; a character no face holds is an error that names it, never a box.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from inspector.domain.errors import EnvironmentFaultError, InspectorError


class Role(StrEnum):
    """What a face is used for: 小标宋, 仿宋, 楷体, 黑体, 宋体, rare characters (生僻字)."""

    TITLE = "title"
    BODY = "body"
    KAI = "kai"
    HEI = "hei"
    SONG = "song"
    RARE = "rare"


class MissingGlyphError(InspectorError):
    """No installed face holds a character of a paper."""

    exit_code = 4

    def __init__(self, char: str, field_name: str) -> None:
        self.char = char
        self.field = field_name
        super().__init__(
            f"“{field_name}”里的字“{char}”（U+{ord(char):04X}）没有可用的字体",
            "文书没有生成，已录入的内容都在",
            "安装含有该字的字体（Debian：fonts-lxgw-wenkai），或核对该字是否录入有误",
        )


class NoFaceError(EnvironmentFaultError):
    """No usable TrueType face for a role on this machine."""

    def __init__(self, role: Role) -> None:
        super().__init__(
            f"没有找到文书用的字体（{role.value}）",
            "文书须嵌入 TrueType 中文字体",
            "Debian：apt-get install fonts-arphic-uming fonts-arphic-ukai fonts-wqy-zenhei fonts-lxgw-wenkai；"
            "Windows：在可选功能里安装“中文(简体)补充字体”",
        )


Nudge = tuple[float, float]
# Ink of these marks is centred in the Debian faces (Taiwan form); moved to the mainland place, em.
_UMING: Mapping[str, Nudge] = {"。": (-0.30, -0.35), "、": (-0.30, -0.36)}
_UKAI: Mapping[str, Nudge] = {
    "，": (-0.30, -0.30),
    "。": (-0.30, -0.35),
    "、": (-0.30, -0.36),
    "；": (-0.28, -0.12),
    "：": (-0.28, -0.08),
    "！": (-0.25, 0.0),
    "？": (-0.20, 0.0),
}
_ZENHEI: Mapping[str, Nudge] = {
    "，": (-0.32, 0.0),
    "；": (-0.30, 0.0),
    "：": (-0.30, 0.0),
    "！": (-0.25, 0.0),
    "？": (-0.20, 0.0),
}
_QUOTES = frozenset("“”‘’")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A face file to try: name, sub-face of a collection, stroke in em, nudged marks."""

    file: str
    index: int = 0
    stroke: float = 0.0
    nudges: Mapping[str, Nudge] = field(default_factory=dict)


# In order of preference. Windows and macOS names are from memory, not checked on those systems.
_CANDIDATES: Mapping[Role, tuple[Candidate, ...]] = {
    Role.TITLE: (
        Candidate("FZXBSJW.TTF"),
        Candidate("simsun.ttc", stroke=0.025),
        Candidate("Songti.ttc", 1),
        Candidate("uming.ttc", stroke=0.025, nudges=_UMING),
    ),
    Role.BODY: (
        Candidate("simfang.ttf"),
        Candidate("STFANGSO.TTF"),
        Candidate("Songti.ttc", 6),
        Candidate("uming.ttc", stroke=0.009, nudges=_UMING),
    ),
    Role.KAI: (
        Candidate("simkai.ttf"),
        Candidate("Kaiti.ttc"),
        Candidate("ukai.ttc", stroke=0.0083, nudges=_UKAI),
    ),
    Role.HEI: (
        Candidate("simhei.ttf"),
        Candidate("STHeiti Medium.ttc"),
        Candidate("wqy-zenhei.ttc", nudges=_ZENHEI),
    ),
    Role.SONG: (
        Candidate("simsun.ttc"),
        Candidate("Songti.ttc", 6),
        Candidate("uming.ttc", stroke=0.0083, nudges=_UMING),
    ),
    Role.RARE: (
        Candidate("simsunb.ttf"),
        Candidate("LXGWWenKai-Regular.ttf"),
    ),
}
_FALLBACK = (Role.SONG, Role.RARE, Role.HEI)


def _folders() -> Iterator[Path]:
    if extra := os.environ.get("INSPECTOR_FONTS"):
        yield Path(extra)
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft/Windows/Fonts"
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/System/Library/Fonts/Supplemental"))
        yield from (Path("/Library/Fonts"), Path.home() / "Library/Fonts")
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
        yield Path.home() / ".local/share/fonts"


@lru_cache(maxsize=1)
def _files() -> Mapping[str, Path]:
    """Files of the font folders by lower-case name; the first folder wins."""
    found: dict[str, Path] = {}
    for folder in _folders():
        if folder.is_dir():
            for path in sorted(folder.rglob("*.tt[cfCF]")) + sorted(folder.rglob("*.TT[CF]")):
                found.setdefault(path.name.lower(), path)
    return found


@lru_cache(maxsize=16)
def _file_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True)
class Face:
    """A registered face. `font` is the writer's object, `stroke` and nudges in em."""

    name: str
    path: Path
    font: TTFont
    stroke: float
    nudges: Mapping[str, Nudge]

    def has(self, char: str) -> bool:
        """Whether the face draws the character. Some faces map rare characters to an empty outline: a name would lose one."""
        face = self.font.face
        glyph = face.charToGlyph.get(ord(char))
        if glyph is None:
            return False
        return bool(face.glyphPos[glyph] != face.glyphPos[glyph + 1]) or char.isspace()

    def ems(self, char: str) -> float:
        """Advance of a character in em."""
        face = self.font.face
        return float(face.charWidths.get(ord(char), face.defaultWidth)) / 1000

    @property
    def stamp(self) -> str:
        """Name, file and the file's hash: what makes two renderings comparable."""
        return f"{self.path.name} {_file_hash(self.path)[:16]}"


@lru_cache(maxsize=16)
def _register(path: Path, index: int) -> TTFont | None:
    """The face of a file, registered; None when the file holds no TrueType outlines."""
    name = f"{path.stem.lower().replace(' ', '-')}-{index}"
    try:
        font = TTFont(name, str(path), subfontIndex=index)
    except TTFError:
        return None
    pdfmetrics.registerFont(font)
    return font


class FaceSet:
    """The faces of this machine by role, and the choice of a face for each character."""

    def __init__(self) -> None:
        self._faces: dict[Role, Face | None] = {}
        self._chosen: dict[tuple[str, Role], Face] = {}
        self._ems: dict[tuple[str, Role], float] = {}

    def face(self, role: Role) -> Face:
        """The face of a role. Raises NoFaceError."""
        found = self._find(role)
        if found is None:
            raise NoFaceError(role)
        return found

    def _find(self, role: Role) -> Face | None:
        if role not in self._faces:
            self._faces[role] = None
            for candidate in _CANDIDATES[role]:
                path = _files().get(candidate.file.lower())
                font = _register(path, candidate.index) if path else None
                if path and font:
                    face = Face(str(font.fontName), path, font, candidate.stroke, candidate.nudges)
                    self._faces[role] = face
                    break
        return self._faces[role]

    def choose(self, char: str, role: Role, field_name: str = "文书") -> Face:
        """The face that draws a character. Raises MissingGlyphError naming the character and field."""
        key = (char, role)
        face = self._chosen.get(key)
        if face is None:
            order = (Role.SONG, role, *_FALLBACK) if char in _QUOTES else (role, *_FALLBACK)
            holders = (found for found in map(self._find, order) if found is not None and found.has(char))
            face = next(holders, None)
            if face is None:
                self.face(role)
                raise MissingGlyphError(char, field_name)
            self._chosen[key] = face
        return face

    def measure(self, char: str, role: Role) -> float:
        """Advance in em of a character in the face that draws it; the measure of the line breaker."""
        key = (char, role)
        ems = self._ems.get(key)
        if ems is None:
            ems = 1.0 if char in _QUOTES else self.choose(char, role).ems(char)
            self._ems[key] = ems
        return ems

    def stamps(self) -> tuple[str, ...]:
        """Names and hashes of the set, one for each role that a face was found for; the same for every paper."""
        return tuple(f"{role.value}: {face.stamp}" for role in Role if (face := self._find(role)) is not None)


@lru_cache(maxsize=1)
def installed_faces() -> FaceSet:
    """The one set of this process."""
    return FaceSet()
