"""Decoding under the allow-list, in the child: facts, proof that the picture is whole, and smaller upright JPEGs."""

from __future__ import annotations

import io
import os
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from inspector.evidence.exif import read_facts
from inspector.evidence.facts import Oddity, PhotoFacts, Shape, to_wire
from inspector.evidence.formats import HEAD_BYTES, MAX_BYTES, MAX_PIXELS, PhotoFormat, detect

_PILLOW_NAMES = {
    PhotoFormat.JPEG: ("JPEG", "MPO"),
    PhotoFormat.PNG: ("PNG",),
    PhotoFormat.WEBP: ("WEBP",),
    PhotoFormat.HEIC: ("HEIF",),
}
_PAPER = (255, 255, 255)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class DecodeRefusedError(Exception):
    """Why a file is not decoded: a code of the protocol and a number or short word."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(code)


def answer(request: dict[str, object]) -> tuple[dict[str, object], list[bytes]]:
    """The reply to one request `{path, whole, shapes: [[side, quality], …]}` and the images it announces."""
    try:
        path = Path(str(request["path"]))
        shapes = _shapes(request.get("shapes"))
        facts, images = decode(path, shapes, whole=request.get("whole") is True)
    except DecodeRefusedError as refused:
        return {"refused": refused.code, "detail": refused.detail}, []
    return {"facts": to_wire(facts)}, images


def decode(path: Path, shapes: Sequence[Shape], whole: bool) -> tuple[PhotoFacts, list[bytes]]:
    """Facts and smaller pictures of a file; with `whole` or any shape every byte of the picture is decoded.

    Raises DecodeRefusedError: `gone`, `size`, `not_photo`, `pixels`, `incomplete`, `undecodable`, `memory`.
    """
    with _readable(path) as (image, found, oddities):
        size = image.size
        if shapes or whole:
            longest = max((shape.side_px for shape in shapes), default=1)
            image.draft("RGB", (longest, longest))
            image.load()
        facts = read_facts(image, size, found, oddities)
        return facts, _smaller(image, facts.orientation, shapes)


def decode_upright(path: Path, side_px: int) -> Image.Image:
    """The picture upright in RGB, its longest side at most `side_px`. Raises DecodeRefusedError as `decode`."""
    with _readable(path) as (image, found, oddities):
        size = image.size
        image.draft("RGB", (side_px, side_px))
        image.load()
        turn = _TURNS.get(read_facts(image, size, found, oddities).orientation)
        smaller = _flat(_fitted(image, side_px))
        return smaller.copy() if turn is None else smaller.transpose(turn)


@contextmanager
def _readable(path: Path) -> Iterator[tuple[Image.Image, PhotoFormat, set[Oddity]]]:
    """An opened picture; whatever goes wrong with it inside becomes a DecodeRefusedError."""
    try:
        with path.open("rb") as file:
            size_bytes = os.fstat(file.fileno()).st_size
            if not 0 < size_bytes <= MAX_BYTES:
                raise DecodeRefusedError("size", str(size_bytes))
            found = detect(file.read(HEAD_BYTES))
            if found is None:
                raise DecodeRefusedError("not_photo")
            file.seek(0)
            oddities: set[Oddity] = set()
            with _opened(file, found, oddities) as image:
                yield image, found, oddities
    except FileNotFoundError as error:
        raise DecodeRefusedError("gone") from error
    except MemoryError as error:
        raise DecodeRefusedError("memory", type(error).__name__) from error
    except UnidentifiedImageError as error:
        raise DecodeRefusedError("undecodable", "UnidentifiedImageError") from error
    except OSError as error:
        code = "incomplete" if "truncated" in str(error) or "Truncated" in str(error) else "undecodable"
        raise DecodeRefusedError(code, type(error).__name__) from error
    except (ValueError, SyntaxError, TypeError, ArithmeticError, LookupError, RuntimeError, Warning) as error:
        raise DecodeRefusedError("undecodable", type(error).__name__) from error


def _opened(file: io.BufferedReader, found: PhotoFormat, oddities: set[Oddity]) -> Image.Image:
    """Open one format only; the header's size is judged before a pixel is decoded."""
    if found is PhotoFormat.HEIC:
        _register_heif()
    with warnings.catch_warnings(record=True) as met:
        # Trouble in the metadata is noted, not a reason to refuse; trouble in the pixels is, when they are loaded.
        warnings.simplefilter("always")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(file, formats=_PILLOW_NAMES[found])
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            stated = re.search(r"\((\d+) pixels\)", str(error))
            raise DecodeRefusedError("pixels", stated[1] if stated else "0") from error
    if any("malformed MPO" not in str(warning.message) for warning in met):
        oddities.add(Oddity.EXIF_DAMAGED)
    if image.width * image.height > MAX_PIXELS:
        raise DecodeRefusedError("pixels", str(image.width * image.height))
    if image.format == "MPO":
        oddities.add(Oddity.MULTI_PICTURE)
    elif getattr(image, "is_animated", False):
        oddities.add(Oddity.ANIMATED)
    return image


def _register_heif() -> None:
    """Loaded only when a HEIC file comes; registering twice is harmless."""
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False)


def _smaller(image: Image.Image, orientation: int, shapes: Sequence[Shape]) -> list[bytes]:
    """Upright JPEGs, the largest made first and the smaller ones from it; in the order asked."""
    made: dict[Shape, bytes] = {}
    current = image
    for shape in sorted(set(shapes), key=lambda wanted: -wanted.side_px):
        current = _fitted(current, shape.side_px)
        turn = _TURNS.get(orientation)
        made[shape] = jpeg_bytes(_flat(current if turn is None else current.transpose(turn)), shape.quality)
    return [made[shape] for shape in shapes]


def _fitted(image: Image.Image, side_px: int) -> Image.Image:
    """Longest side at most `side_px`; a smaller picture is not blown up."""
    longest = max(image.size)
    if longest <= side_px:
        return image
    if image.mode not in ("RGB", "L", "RGBA"):
        image = image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")
    size = (
        max(1, round(image.width * side_px / longest)),
        max(1, round(image.height * side_px / longest)),
    )
    smaller = image.resize(size, Image.Resampling.LANCZOS)
    smaller.info = image.info
    return smaller


def _flat(image: Image.Image) -> Image.Image:
    """RGB on white paper."""
    if image.mode == "RGB":
        return image
    if "A" in image.getbands() or "transparency" in image.info:
        ground = Image.new("RGB", image.size, _PAPER)
        layer = image.convert("RGBA")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image.convert("RGB")


def jpeg_bytes(image: Image.Image, quality: int) -> bytes:
    """JPEG bytes without any metadata; the same pixels give the same bytes."""
    out = io.BytesIO()
    image.info = {}
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _shapes(asked: object) -> list[Shape]:
    """Shapes of a request, bounded. Raises DecodeRefusedError for nonsense from the parent."""
    if not isinstance(asked, list) or len(asked) > 4:
        raise DecodeRefusedError("undecodable", "request")
    shapes = []
    for pair in asked:
        side_px, quality = int(pair[0]), int(pair[1])
        if not (16 <= side_px <= 4096 and 1 <= quality <= 95):
            raise DecodeRefusedError("undecodable", "request")
        shapes.append(Shape(side_px, quality))
    return shapes
