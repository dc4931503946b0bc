"""A small painter's kit for the sample pictures: skies, ground, light, figures and Chinese lettering, all from a seed.

Scenes speak in a 1600 × 1200 frame; the canvas draws at twice that and shrinks, so that edges are smooth.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1600, 1200
_SCALE = 2
Colour = tuple[int, int, int] | tuple[int, int, int, int]
Point = tuple[float, float]
Tint = tuple[int, int, int]

_FACES = (
    ("NotoSansCJK-Bold.ttc", 2),
    ("NotoSansCJK-Regular.ttc", 2),
    ("NotoSansCJKsc-Regular.otf", 0),
    ("SourceHanSansSC-Regular.otf", 0),
    ("msyhbd.ttc", 0),
    ("msyh.ttc", 0),
    ("simhei.ttf", 0),
    ("Hiragino Sans GB.ttc", 0),
    ("STHeiti Medium.ttc", 0),
    ("wqy-zenhei.ttc", 0),
    ("wqy-microhei.ttc", 0),
    ("DroidSansFallbackFull.ttf", 0),
)
_FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
_SEGMENTS = {
    "0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc", "5": "afgcd",
    "6": "afgedc", "7": "abc", "8": "abcdefg", "9": "abcdfg", "-": "g",
}  # fmt: skip


@lru_cache(maxsize=1)
def _face() -> tuple[str, int] | None:
    """The first CJK sans face of the system; None when there is none (pictures then carry no lettering)."""
    found = {
        path.name: path
        for folder in _FONT_FOLDERS
        if folder.is_dir()
        for path in sorted(folder.rglob("*.[to]t[cf]"))
    }
    for name, index in _FACES:
        if name in found:
            return str(found[name]), index
    return None


@lru_cache(maxsize=64)
def _font(size_px: int) -> ImageFont.FreeTypeFont | None:
    face = _face()
    if face is None:
        return None
    return ImageFont.truetype(face[0], size_px, index=face[1], layout_engine=ImageFont.Layout.BASIC)


class Canvas:
    """A picture under way. Coordinates in the 1600 × 1200 frame, colours 0–255, alpha as a fourth value."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE))
        self._draw = ImageDraw.Draw(self.image, "RGBA")

    def gradient(self, box: tuple[float, float, float, float], stops: Sequence[Tint]) -> None:
        """A vertical run of colours over a box."""
        strip = Image.new("RGB", (1, len(stops)))
        strip.putdata(list(stops))
        left, top, right, bottom = (round(edge * _SCALE) for edge in box)
        self.image.paste(strip.resize((right - left, bottom - top), Image.Resampling.BICUBIC), (left, top))

    def poly(self, points: Sequence[Point], fill: Colour) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=fill)

    def rect(
        self, left: float, top: float, right: float, bottom: float, fill: Colour, radius: float = 0
    ) -> None:
        """A filled box, with rounded corners if asked."""
        box = (left * _SCALE, top * _SCALE, right * _SCALE, bottom * _SCALE)
        if radius:
            self._draw.rounded_rectangle(box, radius * _SCALE, fill=fill)
        else:
            self._draw.rectangle(box, fill=fill)

    def disc(self, x: float, y: float, across: float, down: float, fill: Colour) -> None:
        """A filled ellipse by its centre and half axes."""
        self._draw.ellipse(
            ((x - across) * _SCALE, (y - down) * _SCALE, (x + across) * _SCALE, (y + down) * _SCALE),
            fill=fill,
        )

    def line(self, points: Sequence[Point], fill: Colour, width: float = 3) -> None:
        """A line through points."""
        self._draw.line(
            [(x * _SCALE, y * _SCALE) for x, y in points],
            fill=fill,
            width=max(1, round(width * _SCALE)),
            joint="curve",
        )

    def arc(
        self, x: float, y: float, radius: float, start: float, end: float, fill: Colour, width: float
    ) -> None:
        """Part of a circle's rim, degrees clockwise from three o'clock."""
        self._draw.arc(
            ((x - radius) * _SCALE, (y - radius) * _SCALE, (x + radius) * _SCALE, (y + radius) * _SCALE),
            start,
            end,
            fill=fill,
            width=round(width * _SCALE),
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        fill: Colour,
        anchor: str = "lt",
        shade: Colour | None = None,
    ) -> None:
        """Lettering; `anchor` as Pillow's (l/m/r, t/m/b). Nothing when the system has no CJK face."""
        font = _font(round(size * _SCALE))
        if font is None or not words:
            return
        if shade is not None:
            self._draw.text(((x + 2) * _SCALE, (y + 2) * _SCALE), words, font=font, fill=shade, anchor=anchor)
        self._draw.text((x * _SCALE, y * _SCALE), words, font=font, fill=fill, anchor=anchor)

    def mottle(
        self,
        points: Sequence[Point],
        dark: Tint,
        light: Tint,
        cell: tuple[float, float] = (14, 8),
        rough: float = 0.5,
    ) -> None:
        """A polygon filled with two octaves of noise between two colours: earth, sand, concrete, mud."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top = max(0, int(min(xs))), max(0, int(min(ys)))
        right, bottom = min(WIDTH, int(max(xs)) + 1), min(HEIGHT, int(max(ys)) + 1)
        size = ((right - left) * _SCALE, (bottom - top) * _SCALE)
        coarse = self._noise(right - left, bottom - top, (cell[0] * 6, cell[1] * 6), size)
        fine = self._noise(right - left, bottom - top, cell, size)
        blend = Image.blend(coarse, fine, rough)
        fill = Image.composite(Image.new("RGB", size, light), Image.new("RGB", size, dark), blend)
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon([((x - left) * _SCALE, (y - top) * _SCALE) for x, y in points], fill=255)
        self.image.paste(fill, (left * _SCALE, top * _SCALE), mask)

    def _noise(
        self, width: int, height: int, cell: tuple[float, float], size: tuple[int, int]
    ) -> Image.Image:
        across, down = max(2, int(width / cell[0])), max(2, int(height / cell[1]))
        raw = Image.frombytes("L", (across, down), self.rng.randbytes(across * down))
        return raw.resize(size, Image.Resampling.BICUBIC)

    def glow(self, x: float, y: float, radius: float, tint: Tint, strength: float = 1.0) -> None:
        """A soft light added to what is there."""
        side = round(2 * radius * _SCALE)
        # Pillow's gradient reaches 181 at the middle of each edge; from there on there is no light.
        fall = Image.radial_gradient("L").point(
            [int(max(0.0, 1 - value / 180) ** 2 * 255 * strength) for value in range(256)]
        )
        black = Image.new("RGB", fall.size)
        light = Image.composite(Image.new("RGB", fall.size, tint), black, fall)
        light = light.resize((side, side), Image.Resampling.BILINEAR)
        left, top = round((x - radius) * _SCALE), round((y - radius) * _SCALE)
        box = (
            max(0, left),
            max(0, top),
            min(self.image.width, left + side),
            min(self.image.height, top + side),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            return
        part = light.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
        self.image.paste(ImageChops.screen(self.image.crop(box), part), box[:2])

    def haze(self, box: tuple[float, float, float, float], tint: Tint, puffs: int, size: float) -> None:
        """Dust, mist or smoke: a blurred cloud of half-clear discs inside a box."""
        small = Image.new("L", (WIDTH // 4, HEIGHT // 4))
        draw = ImageDraw.Draw(small)
        for _ in range(puffs):
            x, y = self.rng.uniform(box[0], box[2]) / 4, self.rng.uniform(box[1], box[3]) / 4
            radius = self.rng.uniform(0.4, 1.0) * size / 4
            draw.ellipse(
                (x - radius, y - radius * 0.7, x + radius, y + radius * 0.7), fill=self.rng.randint(60, 150)
            )
        mask = small.filter(ImageFilter.GaussianBlur(size / 9)).resize(
            self.image.size, Image.Resampling.BICUBIC
        )
        self.image.paste(Image.new("RGB", self.image.size, tint), (0, 0), mask)

    def digits(self, right: float, top: float, height: float, value: str, fill: Colour) -> None:
        """A number in seven segments, set flush right; needs no font."""
        wide, gap, thick = height * 0.5, height * 0.18, height * 0.11
        x = right
        for char in reversed(value):
            if char == ".":
                x -= gap
                self.disc(x + gap * 0.4, top + height - thick * 0.6, thick * 0.75, thick * 0.75, fill)
                continue
            x -= wide
            for segment in _SEGMENTS.get(char, ""):
                self._segment(x, top, wide, height, thick, segment, fill)
            x -= gap

    def _segment(self, x: float, y: float, w: float, h: float, t: float, which: str, fill: Colour) -> None:
        half, lean = h / 2, h * 0.03
        if which in "agd":
            level = {"a": y, "g": y + half, "d": y + h}[which]
            shift = {"a": lean, "g": 0.0, "d": -lean}[which]
            ends = ((x + t * 0.6 + shift, level), (x + w - t * 0.6 + shift, level))
        else:
            side = x if which in "fe" else x + w
            start = y if which in "fb" else y + half
            top_shift = lean if which in "fb" else 0.0
            ends = ((side + top_shift, start + t * 0.6), (side + top_shift - lean, start + half - t * 0.6))
        self.line(ends, fill, t)

    def finish(self, grain: int, softness: float) -> Image.Image:
        """Shrink, soften, darken the corners and lay the sensor's grain over; 1600 × 1200 RGB."""
        picture = self.image.reduce(_SCALE).filter(ImageFilter.GaussianBlur(softness))
        corners = Image.radial_gradient("L").resize(picture.size, Image.Resampling.BILINEAR)
        corners = corners.point([255 - max(0, value - 130) // 3 for value in range(256)])
        picture = ImageChops.multiply(picture, Image.merge("RGB", (corners, corners, corners)))
        raw = Image.frombytes("L", (WIDTH // 2, HEIGHT // 2), self.rng.randbytes(WIDTH * HEIGHT // 4))
        noise = raw.resize(picture.size, Image.Resampling.BICUBIC).point(
            [128 + (value - 128) * grain // 128 for value in range(256)]
        )
        return ImageChops.add(picture, Image.merge("RGB", (noise, noise, noise)), offset=-128)
