"""Pages as drawn marks, before any writer: where each line, rule, box and picture stands. Points, origin lower left."""

from __future__ import annotations

from dataclasses import dataclass, field

from inspector.documents.content import Runs
from inspector.documents.dossier import PhotoSheetEntry
from inspector.documents.faces import FaceSet, Role
from inspector.documents.linebreak import Frame, Line, Words, break_lines

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT = 28 * MM
TEXT_WIDTH = 156 * MM
RIGHT = LEFT + TEXT_WIDTH


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is set: size and full-width advance in points, grey 0 (black) to 1."""

    size: float
    advance: float = 0.0
    grey: float = 0.0
    bold: bool = False

    @property
    def step(self) -> float:
        """Advance of a full-width character."""
        return self.advance or self.size


@dataclass(frozen=True, slots=True)
class TextMark:
    """A set line with its baseline."""

    x: float
    y: float
    line: Line
    style: Style


@dataclass(frozen=True, slots=True)
class RuleMark:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class BoxMark:
    """A rectangle: outlined when `width` > 0, filled when `fill` is a grey."""

    x: float
    y: float
    w: float
    h: float
    width: float = 0.5
    fill: float | None = None


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A photo, whole and upright, centred in its box."""

    x: float
    y: float
    w: float
    h: float
    photo: PhotoSheetEntry


@dataclass(frozen=True, slots=True)
class SealMark:
    """The area kept clear for the seal; dotted in preview, not printed."""

    x: float
    y: float
    radius: float = 21 * MM


@dataclass(frozen=True, slots=True)
class RoundMark:
    """A disc (`fill` is its grey) or a ring about x, y; dashed for what is not known."""

    x: float
    y: float
    radius: float
    fill: float | None = None
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class InkMark:
    """Lines drawn by hand, in points of the page; a line of one point is a dot."""

    lines: tuple[tuple[tuple[float, float], ...], ...]
    width: float = 1.1


Mark = TextMark | RuleMark | BoxMark | PictureMark | SealMark | RoundMark | InkMark


@dataclass(slots=True)
class Page:
    """Marks of one page, in drawing order. `numbered` pages bear the dashed number of letters."""

    marks: list[Mark] = field(default_factory=list)
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets runs into lines with the faces of this machine."""

    faces: FaceSet

    def lines(
        self,
        runs: Runs,
        style: Style,
        width: float,
        *,
        first: float = 0.0,
        rest: float = 0.0,
        justify: bool = True,
    ) -> tuple[Line, ...]:
        """Lines of runs in a column; indents in points."""
        frame = Frame(style.size, width, style.step, first, rest, justify)
        return break_lines(runs, self.faces.measure, frame)

    def line(self, runs: Runs, style: Style) -> Line:
        """One unbroken line."""
        return self.lines(runs, style, 1e6, justify=False)[0]

    def plain(self, text: str, role: Role, style: Style) -> Line:
        """One line of a text in one face."""
        return self.line((Words(text, role),), style)


def baseline(top: float, pitch: float, size: float) -> float:
    """Baseline of a line whose pitch begins at `top`: the em box is centred, ideographs stand 0.86 em under its top."""
    return top - (pitch - size) / 2 - 0.86 * size
