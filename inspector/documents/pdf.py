"""Paints pages into a PDF with ReportLab: text as few operators, a text layer per line, trace band, draft marks, photos.

Same pages and same faces give the same bytes. Nothing but embedded TrueType faces is used.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab import rl_config
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from inspector.documents.dossier import Trace
from inspector.documents.faces import Face, Role
from inspector.documents.letterpage import number_marks
from inspector.documents.linebreak import Line
from inspector.documents.page import (
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    BoxMark,
    InkMark,
    Mark,
    Page,
    PictureMark,
    RoundMark,
    RuleMark,
    SealMark,
    Setter,
    Style,
    TextMark,
)

# Binary streams: base-85 text would grow the photos by a quarter.
rl_config.useA85 = 0

_BAND_GREY = 0.38
_BAND = Style(7.5, grey=_BAND_GREY)
_QR_SIDE = 11.5 * MM
_QR_MASK = 2
_WATERMARK = Style(120, grey=0.895)
_DRAFT_LINE = Style(10.5)
_HEADING_STROKE = 0.009


@dataclass(frozen=True, slots=True)
class Appearance:
    """What is drawn besides the pages' own marks."""

    title: str
    subject: str
    trace: Trace
    draft_reasons: tuple[str, ...] = ()
    preview: bool = False
    place: str = ""
    report: str = ""  # stands in the band of a paper that belongs to no case, instead of the case number


def paint(pages: Sequence[Page], appearance: Appearance, setter: Setter) -> bytes:
    """The bytes of the paper."""
    return _Painter(appearance, setter).paint(pages)


def chain_groups(chain_head: str | None) -> str | None:
    """The first twelve hex digits of the chain head, in fours: `7F3A 91C2 0B5E`."""
    if not chain_head:
        return None
    head = chain_head[:12].upper()
    return " ".join(head[index : index + 4] for index in range(0, len(head), 4))


@lru_cache(maxsize=512)
def qr_operators(data: str, side: float) -> str:
    """Path operators of a code, level M, its dark modules merged in rows; the caller fills them."""
    widget = QrCodeWidget(data, barLevel="M")
    code = widget.qr  # type: ignore[attr-defined] # set by the widget's own reader of attributes
    code.version = code.calculate_version()
    # One fixed mask: choosing the best of eight costs eight times as much, and equal data must draw equal codes.
    code.makeImpl(False, _QR_MASK)
    count: int = code.getModuleCount()
    module = side / count
    found: list[str] = []
    for row in range(count):
        column = 0
        while column < count:
            end = column
            while end < count and code.isDark(row, end):
                end += 1
            if end > column:
                y = side - (row + 1) * module
                found.append(
                    f"{column * module:.3f} {y:.3f} {(end - column) * module:.3f} {module + 0.02:.3f} re"
                )
            column = end + 1
    return " ".join((*found, "f"))


def qr_text(trace: Trace, page: int, total: int) -> str:
    """`EI1:case:pack:P1/2:chain12`, only characters of the alphanumeric mode."""
    parts = (trace.qr_case, trace.pack_version, f"P{page}/{total}", (trace.chain_head or "")[:12])
    allowed = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ:/.-"
    cleaned = ("".join(char for char in (part or "").upper() if char in allowed) for part in parts)
    return ":".join(("EI1", *(part or "-" for part in cleaned)))


class _Painter:
    """One document being written."""

    def __init__(self, appearance: Appearance, setter: Setter) -> None:
        self._appearance = appearance
        self._setter = setter
        self._out = io.BytesIO()
        song = setter.faces.face(Role.SONG)
        self._canvas = Canvas(
            self._out,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            initialFontName=song.name,  # type: ignore[arg-type] # the published types say float
            initialFontSize=10.5,
            lang="zh-CN",
        )
        self.document: object = self._canvas._doc  # type: ignore[attr-defined] # key of the faces' subsets
        self._fonts: dict[tuple[str, int], str] = {}
        self._codes: dict[tuple[str, str], tuple[str, str]] = {}

    def paint(self, pages: Sequence[Page]) -> bytes:
        """Draw all pages and give the file."""
        canvas, look = self._canvas, self._appearance
        canvas.setTitle(look.title)
        canvas.setSubject(look.subject)
        canvas.setAuthor("")
        canvas.setCreator("Inspector")
        canvas.setKeywords("; ".join(self._setter.faces.stamps()))
        total = len(pages)
        for number, page in enumerate(pages, start=1):
            if look.draft_reasons:
                self._draft(len(look.draft_reasons))
            for mark in page.marks:
                self._mark(mark)
            if page.numbered:
                for mark in number_marks(number, self._setter):
                    self._mark(mark)
            self._band(number, total)
            canvas.showPage()
        canvas.save()
        return self._out.getvalue()

    def _emit(self, operators: str) -> None:
        """Page operators as they are; the canvas begins a new list on each page."""
        self._canvas._code.append(operators)  # type: ignore[attr-defined] # no public way to add raw operators

    def _mark(self, mark: Mark) -> None:
        match mark:
            case TextMark(x, y, line, style):
                self._text(x, y, line, style)
            case RuleMark(x1, y1, x2, y2, width, grey):
                self._emit(f"q {width:g} w {grey:g} G {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S Q")
            case BoxMark(x, y, w, h, width, fill):
                if fill is not None:
                    self._emit(f"q {fill:g} g {x:.2f} {y:.2f} {w:.2f} {h:.2f} re f Q")
                if width:
                    self._emit(f"q {width:g} w {x:.2f} {y:.2f} {w:.2f} {h:.2f} re S Q")
            case PictureMark():
                self._picture(mark)
            case RoundMark(x, y, radius, fill, dashed):
                self._round(x, y, radius, fill, dashed=dashed)
            case InkMark(lines, width):
                paths = (
                    " ".join(
                        f"{x:.2f} {y:.2f} {'l' if index else 'm'}"
                        for index, (x, y) in enumerate((line[0], *line))
                    )
                    for line in lines
                )
                self._emit(f"q {width:g} w 1 J 1 j {' '.join(paths)} S Q")
            case SealMark(x, y, radius):
                if self._appearance.preview:
                    self._canvas.saveState()
                    self._canvas.setLineWidth(0.5)
                    self._canvas.setStrokeGray(0.45)
                    self._canvas.setDash(0.8, 2)
                    self._canvas.circle(x, y, radius, 1, 0)
                    self._canvas.restoreState()

    def _round(self, x: float, y: float, radius: float, fill: float | None, *, dashed: bool) -> None:
        self._canvas.saveState()
        self._canvas.setLineWidth(0.9)
        self._canvas.setStrokeGray(0)
        self._canvas.setFillGray(fill or 0)
        if dashed:
            self._canvas.setDash(1.6, 1.4)
        self._canvas.circle(x, y, radius, 0 if fill is not None else 1, 0 if fill is None else 1)
        self._canvas.restoreState()

    def _font(self, face: Face, subset: int) -> str:
        key = (face.name, subset)
        name = self._fonts.get(key)
        if name is None:
            name = str(face.font.getSubsetInternalName(subset, self.document))
            self._fonts[key] = name
        return name

    def _coded(self, face: Face, char: str) -> tuple[str, str]:
        """The font's name on the page and the glyph's code in hex; a face gives a character its code once a document."""
        key = (face.name, char)
        coded = self._codes.get(key)
        if coded is None:
            subset, code = face.font.splitString(char, self.document)[0]
            coded = self._font(face, subset), code.hex()
            self._codes[key] = coded
        return coded

    def _text(self, x: float, y: float, line: Line, style: Style) -> None:
        """A line as one marked span whose ActualText is what was set, so that extraction finds no stray blanks."""
        if not line.placed:
            return
        writer = _LineWriter(self, x, y, style)
        for item in line.placed:
            if item.cluster.blank:
                left = x + item.x
                right = left + item.cluster.width - style.size * 0.1
                writer.rules.append(f"{left:.2f} {y - 3:.2f} m {right:.2f} {y - 3:.2f} l")
            else:
                writer.add(item.x, item.cluster.text, item.cluster.role)
        for operators in writer.finish(line.text):
            self._emit(operators)

    def _band(self, number: int, total: int) -> None:
        """The trace band: code, case number, page, rule pack and chain head, 9 mm above the edge."""
        trace = self._appearance.trace
        y = 9 * MM
        operators = qr_operators(qr_text(trace, number, total), _QR_SIDE)
        self._emit(f"q 0 g 1 0 0 1 {LEFT:.3f} {y:.3f} cm {operators} Q")
        x = LEFT + _QR_SIDE + 2.2 * MM
        where = self._appearance.place or f"第 {number} 页"
        count = f"，共 {total} 页" if total > 1 or not self._appearance.place else ""
        subject = self._appearance.report or f"案号 {trace.case_number or '未编号'}"
        first = f"{subject}　　{where}{count}"
        second = f"规则包 {trace.pack_version or '未定'}　　链首 {chain_groups(trace.chain_head) or '未定'}　　扫码核对"
        for text, rise in ((first, 17.6), (second, 7.2)):
            self._text(x, y + rise, self._setter.plain(text, Role.HEI, _BAND), _BAND)

    def _draft(self, count: int) -> None:
        """草　稿 across the page before any text, and the boxed line in the top margin."""
        line = self._setter.plain("草　稿", Role.HEI, _WATERMARK)
        self._canvas.saveState()
        self._canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2 + 10 * MM)
        self._canvas.rotate(38)
        self._text(-line.end / 2, -40, line, _WATERMARK)
        self._canvas.restoreState()
        note = self._setter.plain(f"草稿　自检未通过 {count} 项，不得送达", Role.HEI, _DRAFT_LINE)
        left, bottom = RIGHT - note.end - 14, PAGE_HEIGHT - 22 * MM
        self._mark(BoxMark(left, bottom, note.end + 14, 18, 0.8))
        self._text(left + 7, bottom + 5.5, note, _DRAFT_LINE)

    def _picture(self, mark: PictureMark) -> None:
        if mark.photo.jpeg is None:
            return
        image = ImageReader(io.BytesIO(mark.photo.jpeg()))
        wide, high = image.getSize()
        scale = min(mark.w / wide, mark.h / high)
        w, h = wide * scale, high * scale
        self._canvas.drawImage(image, mark.x + (mark.w - w) / 2, mark.y + (mark.h - h) / 2, w, h)


class _LineWriter:
    """Collects one line as TJ arrays with as few changes of face as the text allows."""

    def __init__(self, painter: _Painter, x: float, y: float, style: Style) -> None:
        self._painter = painter
        self._x, self._y = x, y
        self._style = style
        self._code: list[str] = []
        self._font = ""
        self._stroke = -1.0
        self._array: list[str] = []
        self._hex = ""
        self._pen = 0.0
        self._rise = 0.0
        self.rules: list[str] = []

    def add(self, x: float, text: str, role: Role) -> None:
        """Glyphs of one cluster from `x` (points from the left of the line)."""
        faces, style = self._painter._setter.faces, self._style
        for char in text:
            if char == " ":
                x += 0.28 * style.size
                continue
            face = faces.choose(char, role)
            ems = faces.measure(char, role)
            nudge = face.nudges.get(char, (0.0, 0.0))
            self._glyph(x + nudge[0] * style.size, nudge[1] * style.size, char, face)
            x += style.step if abs(ems - 1) < 0.01 else ems * style.size

    def _glyph(self, x: float, rise: float, char: str, face: Face) -> None:
        font, code = self._painter._coded(face, char)
        stroke = face.stroke or (
            _HEADING_STROKE if self._style.bold and face.path.name.startswith("wqy") else 0.0
        )
        if font != self._font or stroke != self._stroke:
            self._flush()
            if stroke != self._stroke:
                mode = (
                    f"2 Tr {stroke * self._style.size:.3f} w" if stroke and not self._style.grey else "0 Tr"
                )
                self._code.append(mode)
            self._code.append(f"{font} {self._style.size:g} Tf")
            self._font, self._stroke = font, stroke
        if rise != self._rise:
            self._flush()
            self._code.append(f"{rise:.3f} Ts")
            self._rise = rise
        move = x - self._pen
        if abs(move) > 0.005:
            if self._hex:
                self._array.append(f"<{self._hex}>")
                self._hex = ""
            self._array.append(f"{-move * 1000 / self._style.size:.1f}")
        self._hex += code
        self._pen = x + face.ems(char) * self._style.size

    def _flush(self) -> None:
        if self._hex:
            self._array.append(f"<{self._hex}>")
            self._hex = ""
        if self._array:
            self._code.append(f"[{''.join(self._array)}] TJ")
            self._array = []

    def finish(self, text: str) -> list[str]:
        """The operators of the line, inside their own graphics state so that stroke and colour do not leak.

        The span that carries `text` closes before the state is restored: readers place its text by the state at its end.
        """
        self._flush()
        found: list[str] = []
        if self._code:
            grey = f"{self._style.grey:g} g " if self._style.grey else ""
            hexed = text.encode("utf-16-be").hex().upper()
            found = [
                f"q 1 j {grey}BT 1 0 0 1 {self._x:.2f} {self._y:.2f} Tm",
                f"/Span <</ActualText <FEFF{hexed}>>> BDC",
                *self._code,
                "EMC ET Q",
            ]
        if self.rules:
            found.append(f"q 0.6 w {' '.join(self.rules)} S Q")
        return found
