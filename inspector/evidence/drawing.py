"""Drawing layers in the child: a derived JPEG from the untouched original. No metadata goes along.

Blurred areas become a few flat tiles: unlike a Gaussian blur nothing of the face is left to be computed back.
"""

from __future__ import annotations

import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from inspector.domain.errors import InvalidValueError
from inspector.domain.layers import FULL, Arrow, Blur, Box, Ink, Label, Layers, Measure, Stamp, from_json
from inspector.evidence.decoding import DecodeRefusedError, decode_upright, jpeg_bytes

_INKS = {
    Ink.RED: (214, 40, 40),
    Ink.YELLOW: (255, 200, 40),
    Ink.BLUE: (30, 90, 200),
    Ink.BLACK: (20, 20, 20),
    Ink.WHITE: (255, 255, 255),
}
_TILES = 5
_HALO = (255, 255, 255)
_DARK = (0, 0, 0)


def answer_drawing(request: dict[str, object]) -> tuple[dict[str, object], list[bytes]]:
    """The reply to `{path, layers: JSON, font, side, quality}`: one JPEG, or the refusal."""
    try:
        side, quality = int(str(request["side"])), int(str(request["quality"]))
        if not (16 <= side <= 4096 and 1 <= quality <= 95):
            raise DecodeRefusedError("undecodable", "request")
        layers = from_json(str(request["layers"]))
        # What is kept of a cut picture is decoded larger, so that it is still sharp at the asked size.
        share = 1.0 if layers.crop is None else max(layers.crop.w, layers.crop.h) / FULL
        image = decode_upright(Path(str(request["path"])), min(4096, round(side / share)))
        drawn = draw(image, layers, str(request["font"]))
        drawn.thumbnail((side, side), Image.Resampling.LANCZOS)
    except DecodeRefusedError as refused:
        return {"refused": refused.code, "detail": refused.detail}, []
    except (InvalidValueError, OSError, ValueError, MemoryError) as error:
        return {"refused": "drawing", "detail": type(error).__name__}, []
    return {"drawn": list(drawn.size)}, [jpeg_bytes(drawn, quality)]


def draw(image: Image.Image, layers: Layers, font: str) -> Image.Image:
    """The upright picture with its marks, then cut, turned and stamped."""
    picture = image.copy()
    # Hidden areas first, whatever their order: nothing drawn later may show what they hide.
    for blur in (mark for mark in layers.marks if isinstance(mark, Blur)):
        _hide(picture, blur)
    brush = _Brush(picture, font)
    for mark in layers.marks:
        match mark:
            case Arrow():
                brush.arrow(mark)
            case Box():
                brush.box(mark)
            case Label():
                brush.label(brush.at(mark.x, mark.y), mark.text, brush.high(mark.size), _INKS[mark.ink])
            case Measure():
                brush.measure(mark)
            case _:
                continue
    if layers.crop is not None:
        left, top = brush.at(layers.crop.x, layers.crop.y)
        right, bottom = brush.at(layers.crop.x + layers.crop.w, layers.crop.y + layers.crop.h)
        picture = picture.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    turns = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    if layers.turn:
        picture = picture.transpose(turns[layers.turn])
    lines = [line for mark in layers.marks if isinstance(mark, Stamp) for line in mark.lines]
    if lines:
        _Brush(picture, font).stamp(lines)
    return picture


def _hide(picture: Image.Image, blur: Blur) -> None:
    left, top = blur.x * picture.width // FULL, blur.y * picture.height // FULL
    right = -(-(blur.x + blur.w) * picture.width // FULL)
    bottom = -(-(blur.y + blur.h) * picture.height // FULL)
    size = (max(1, right - left), max(1, bottom - top))
    part = picture.crop((left, top, left + size[0], top + size[1]))
    tiles = part.resize((min(_TILES, size[0]), min(_TILES, size[1])), Image.Resampling.BOX)
    picture.paste(tiles.resize(size, Image.Resampling.NEAREST), (left, top))


class _Brush:
    """Draws on one picture; widths follow its longer side."""

    def __init__(self, picture: Image.Image, font: str) -> None:
        self._picture = picture
        self._draw = ImageDraw.Draw(picture)
        self._font = font
        self._width = max(2, max(picture.size) // 260)

    def at(self, x: int, y: int) -> tuple[int, int]:
        return x * self._picture.width // FULL, y * self._picture.height // FULL

    def high(self, size: int) -> int:
        return max(8, size * self._picture.height // FULL)

    def line(self, start: tuple[float, float], end: tuple[float, float], ink: tuple[int, int, int]) -> None:
        """A line with a light rim, so that it shows on any ground."""
        self._draw.line([start, end], fill=_HALO, width=self._width + 2)
        self._draw.line([start, end], fill=ink, width=self._width)

    def arrow(self, mark: Arrow) -> None:
        start, end = self.at(mark.x1, mark.y1), self.at(mark.x2, mark.y2)
        ink, angle = _INKS[mark.ink], math.atan2(end[1] - start[1], end[0] - start[0])
        long = self._width * 6
        neck = (end[0] - long * 0.7 * math.cos(angle), end[1] - long * 0.7 * math.sin(angle))
        self.line(start, neck, ink)
        wings = [
            (end[0] - long * math.cos(angle + side), end[1] - long * math.sin(angle + side))
            for side in (0.42, -0.42)
        ]
        self._draw.polygon([end, *wings], fill=ink, outline=_HALO)

    def box(self, mark: Box) -> None:
        corner, far = self.at(mark.x, mark.y), self.at(mark.x + mark.w, mark.y + mark.h)
        self._draw.rectangle([corner, far], outline=_HALO, width=self._width + 2)
        inner = [
            (corner[0] + 1, corner[1] + 1),
            (max(far[0] - 1, corner[0] + 1), max(far[1] - 1, corner[1] + 1)),
        ]
        self._draw.rectangle(inner, outline=_INKS[mark.ink], width=self._width)

    def measure(self, mark: Measure) -> None:
        start, end = self.at(mark.x1, mark.y1), self.at(mark.x2, mark.y2)
        ink, angle = _INKS[mark.ink], math.atan2(end[1] - start[1], end[0] - start[0])
        across = (-self._width * 4 * math.sin(angle), self._width * 4 * math.cos(angle))
        self.line(start, end, ink)
        for point in (start, end):
            ends = [(point[0] + side * across[0], point[1] + side * across[1]) for side in (1, -1)]
            self.line(ends[0], ends[1], ink)
        size = self.high(300)
        middle = ((start[0] + end[0]) // 2 + self._width * 3, (start[1] + end[1]) // 2 + self._width * 2)
        self.label(middle, mark.text, size, ink)

    def label(self, corner: tuple[int, int], text: str, size: int, ink: tuple[int, int, int]) -> None:
        """Text inside the picture, moved in from the edges, with a rim against any ground."""
        font = ImageFont.truetype(self._font, size)
        rim = max(1, size // 12)
        box = self._draw.multiline_textbbox((0, 0), text, font=font, stroke_width=rim)
        x = max(0, min(corner[0], self._picture.width - math.ceil(box[2])))
        y = max(0, min(corner[1], self._picture.height - math.ceil(box[3])))
        ground = _DARK if ink in (_INKS[Ink.WHITE], _INKS[Ink.YELLOW]) else _HALO
        self._draw.multiline_text((x, y), text, fill=ink, font=font, stroke_width=rim, stroke_fill=ground)

    def stamp(self, lines: list[str]) -> None:
        """Lines on a dark band across the foot, as large as the longest allows."""
        size = max(10, min(self._picture.height // 28, 48))
        font = ImageFont.truetype(self._font, size)
        widest = max(self._draw.textlength(line, font=font) for line in lines)
        room = self._picture.width - 2 * size
        if widest > room:
            size = max(6, int(size * room / widest))
            font = ImageFont.truetype(self._font, size)
        pitch = int(size * 1.35)
        top = self._picture.height - pitch * len(lines) - size
        band = self._picture.crop((0, max(0, top), self._picture.width, self._picture.height))
        dark = Image.blend(band, Image.new("RGB", band.size, _DARK), 0.62)
        self._picture.paste(dark, (0, max(0, top)))
        for index, line in enumerate(lines):
            self._draw.text((size, top + size // 2 + index * pitch), line, fill=_HALO, font=font)
