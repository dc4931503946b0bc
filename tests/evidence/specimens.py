"""Photos made for the tests: whole, cut, lying, hostile. All drawn here; none is a file of anybody."""

from __future__ import annotations

import io
import random
import struct
import zlib

from PIL import ExifTags, Image, ImageFilter

from inspector.domain.geo import MICRO


def picture(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
    """A textured RGB picture: top half reddish, bottom half bluish, so that turning shows."""
    rng = random.Random(seed)
    small = Image.frombytes("L", (width // 4, height // 4), rng.randbytes((width // 4) * (height // 4)))
    grey = small.resize((width, height), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(1))
    image = Image.merge("RGB", (grey, grey, grey))
    image.paste((200, 30, 30), (0, 0, width, height // 4))
    image.paste((30, 30, 200), (0, height - height // 4, width, height))
    return image


def encoded(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def jpeg(width: int = 640, height: int = 480, seed: int = 1, exif: Image.Exif | None = None) -> bytes:
    block = b"" if exif is None else exif.tobytes()
    return encoded(picture(width, height, seed), quality=85, exif=block)


def heic(width: int = 160, height: int = 120, exif: Image.Exif | None = None) -> bytes:
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False)
    options = {} if exif is None else {"exif": exif.tobytes()}
    return encoded(picture(width, height), "HEIF", quality=40, **options)


def multi_picture() -> bytes:
    """An MPO as phones write it: two JPEGs and an index."""
    return encoded(
        picture(320, 240, 1), "MPO", save_all=True, append_images=[picture(320, 240, 2)], quality=80
    )


def claims(
    taken: str = "2026:11:20 23:18:05",
    offset: str = "+08:00",
    lat_e6: int | None = 22_543_096,
    lon_e6: int = 114_057_865,
    gps_time: tuple[int, int, int] = (15, 18, 5),
    orientation: int = 1,
    software: str = "",
) -> Image.Exif:
    """An honest EXIF block, unless told otherwise."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Sample"
    exif[ExifTags.Base.Model] = "Sample P7"
    exif[ExifTags.Base.Orientation] = orientation
    if software:
        exif[ExifTags.Base.Software] = software
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    detail[ExifTags.Base.DateTimeOriginal] = taken
    if offset:
        detail[ExifTags.Base.OffsetTimeOriginal] = offset
    if lat_e6 is not None:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", _degrees(lat_e6)
        gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", _degrees(lon_e6)
        gps[ExifTags.GPS.GPSTimeStamp] = tuple(float(part) for part in gps_time)
        gps[ExifTags.GPS.GPSDateStamp] = "2026:11:20"
    return exif


def _degrees(micro: int) -> tuple[float, float, float]:
    whole, rest = divmod(micro / MICRO, 1)
    minutes, rest = divmod(rest * 60, 1)
    return whole, minutes, rest * 60


def huge_png(width: int = 13_000, height: int = 13_000) -> bytes:
    """169 megapixels of one bit in some 20 KB: valid to the last chunk, never held in memory here."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    body = b"".join(packer.compress(row * 1000) for _ in range(height // 1000)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def cut(data: bytes, share: float) -> bytes:
    """The first share of a file, at least its magic bytes."""
    return data[: max(64, int(len(data) * share))]
