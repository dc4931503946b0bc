"""Sample photos (示例照片): scenes drawn by the program, with the EXIF claims a real camera would write.

The same arguments give the same bytes on one machine (lettering uses the system's Chinese face). They look like scenes
so that screens and papers can be judged; they picture no real place, firm or person.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from PIL import ExifTags, Image, TiffImagePlugin

from inspector.domain.geo import MICRO, Position
from inspector.domain.times import local
from inspector.evidence.formats import PhotoFormat
from inspector.samples import close_ups, outdoors
from inspector.samples.canvas import HEIGHT, Canvas

SMALL_SIZE = (1200, 900)  # HEIC, slow to encode, and PNG, without loss
_UNTURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


class Scene(StrEnum):
    """What a sample picture shows; the value is its usual caption."""

    NIGHT_SITE = "夜间施工全景"
    PUMP_TRUCK = "夜间浇筑混凝土"
    SOUND_METER = "声级计读数"
    NOTICE_BOARD = "施工公示牌"
    STOCKPILE_BARE = "裸露堆场"
    STOCKPILE_COVERED = "堆场已覆盖"
    MUDDY_ROAD = "出入口带泥上路"
    WHEEL_WASH = "车辆冲洗平台"
    STACK = "废气排放口"
    PAINT_BOOTH = "喷漆房未关门"
    PRESSURE_GAUGE = "过滤器压差表"
    CARBON_BOX = "活性炭吸附箱"
    RECORD_PAGE = "治理设施台账"
    ROOF_FANS = "楼顶冷却塔"
    VENUE = "歌厅门面"


_PAINTERS: dict[Scene, Callable[[Canvas, str], None]] = {
    Scene.NIGHT_SITE: outdoors.night_site,
    Scene.PUMP_TRUCK: outdoors.pump_truck,
    Scene.SOUND_METER: close_ups.sound_meter,
    Scene.NOTICE_BOARD: close_ups.notice_board,
    Scene.STOCKPILE_BARE: outdoors.stockpile_bare,
    Scene.STOCKPILE_COVERED: outdoors.stockpile_covered,
    Scene.MUDDY_ROAD: outdoors.muddy_road,
    Scene.WHEEL_WASH: outdoors.wheel_wash,
    Scene.STACK: outdoors.stack,
    Scene.PAINT_BOOTH: close_ups.paint_booth,
    Scene.PRESSURE_GAUGE: close_ups.pressure_gauge,
    Scene.CARBON_BOX: close_ups.carbon_box,
    Scene.RECORD_PAGE: close_ups.record_page,
    Scene.ROOF_FANS: outdoors.roof_fans,
    Scene.VENUE: outdoors.venue,
}
_DARK = frozenset({Scene.NIGHT_SITE, Scene.PUMP_TRUCK, Scene.SOUND_METER, Scene.VENUE})


@dataclass(frozen=True, slots=True)
class Camera:
    """What the picture claims to be taken with; `clock_ahead` is how far its clock is from the satellites'."""

    make: str = "示例相机"
    model: str = "SX-20"
    software: str = ""
    clock_ahead: timedelta = timedelta()
    states_offset: bool = True
    has_exif: bool = True


PHONE = Camera("SampleTel", "SampleTel P7", "SampleTel OS 6.1")


def draw_photo(
    scene: Scene,
    seed: int,
    caption: str,
    taken_at: datetime,
    position: Position | None,
    orientation: int = 1,
    photo_format: PhotoFormat = PhotoFormat.JPEG,
    *,
    reading: str = "",
    camera: Camera = PHONE,
) -> bytes:
    """A photo file: 1600 × 1200 (HEIC and PNG 1200 × 900), about 200 KB as JPEG, upright once `orientation` (1–8) is applied.

    `reading` is the number or word the scene shows (dB(A), Pa, a date, an outlet's number). `taken_at` is aware; the
    stamp in the corner shows it in Shenzhen time. PNG and WEBP are accepted too.
    """
    canvas = Canvas(seed * 1009 + list(Scene).index(scene))
    _PAINTERS[scene](canvas, reading)
    _stamp(canvas, caption, taken_at, position)
    dark = scene in _DARK
    grain = 0 if photo_format is PhotoFormat.PNG else 9 if dark else 5
    picture = canvas.finish(grain, softness=0.8 if dark else 0.6)
    if photo_format in (PhotoFormat.HEIC, PhotoFormat.PNG):
        picture = picture.resize(SMALL_SIZE, Image.Resampling.LANCZOS)
    turn = _UNTURN.get(orientation)
    if turn is not None:
        picture = picture.transpose(turn)
    exif = _exif(taken_at, position, orientation, camera) if camera.has_exif else None
    return _encoded(picture, photo_format, exif)


def _stamp(canvas: Canvas, caption: str, taken_at: datetime, position: Position | None) -> None:
    """The visible stamp of a watermark camera: it can be edited, so it proves nothing by itself."""
    lines = [caption, f"{local(taken_at):%Y-%m-%d %H:%M:%S}"]
    if position is not None:
        lines.append(f"{position.lat_e6 / MICRO:.5f}, {position.lon_e6 / MICRO:.5f}")
    top = HEIGHT - 46 - 44 * len(lines)
    canvas.rect(34, top - 18, 500, HEIGHT - 34, (0, 0, 0, 84), 8)
    canvas.rect(34, top - 8, 42, HEIGHT - 42, (255, 200, 60))
    for index, line in enumerate(lines):
        canvas.text(58, top + 44 * index, line, 34 if index else 36, (255, 255, 255), "lt", (0, 0, 0, 170))


def _exif(taken_at: datetime, position: Position | None, orientation: int, camera: Camera) -> Image.Exif:
    wall = local(taken_at + camera.clock_ahead)
    exif = Image.Exif()
    base, gps = ExifTags.Base, ExifTags.GPS
    exif[base.Make] = camera.make
    exif[base.Model] = camera.model
    if camera.software:
        exif[base.Software] = camera.software
    exif[base.Orientation] = orientation
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    detail[base.DateTimeOriginal] = f"{wall:%Y:%m:%d %H:%M:%S}"
    detail[base.DateTimeDigitized] = f"{wall:%Y:%m:%d %H:%M:%S}"
    if camera.states_offset:
        detail[base.OffsetTimeOriginal] = "+08:00"
    if position is not None:
        block = exif.get_ifd(ExifTags.IFD.GPSInfo)
        utc = taken_at.astimezone(UTC)
        block[gps.GPSLatitudeRef] = "N" if position.lat_e6 >= 0 else "S"
        block[gps.GPSLatitude] = _degrees(position.lat_e6)
        block[gps.GPSLongitudeRef] = "E" if position.lon_e6 >= 0 else "W"
        block[gps.GPSLongitude] = _degrees(position.lon_e6)
        block[gps.GPSMapDatum] = position.datum.value
        block[gps.GPSTimeStamp] = tuple(
            TiffImagePlugin.IFDRational(part, 1) for part in (utc.hour, utc.minute, utc.second)
        )
        block[gps.GPSDateStamp] = f"{utc:%Y:%m:%d}"
    return exif


def _degrees(micro: int) -> tuple[TiffImagePlugin.IFDRational, ...]:
    """Degrees, minutes, seconds as exact rationals of a ten-thousandth of a second."""
    total = abs(micro) * 36  # 1e-6 degree = 36e-4 second
    degrees, rest = divmod(total, 36_000_000)
    minutes, seconds = divmod(rest, 600_000)
    return (
        TiffImagePlugin.IFDRational(degrees, 1),
        TiffImagePlugin.IFDRational(minutes, 1),
        TiffImagePlugin.IFDRational(seconds, 10_000),
    )


def _encoded(picture: Image.Image, photo_format: PhotoFormat, exif: Image.Exif | None) -> bytes:
    out = io.BytesIO()
    block = exif.tobytes() if exif is not None else b""
    match photo_format:
        case PhotoFormat.JPEG:
            picture.save(out, "JPEG", quality=80, exif=block)
        case PhotoFormat.PNG:
            picture.save(out, "PNG", exif=block)
        case PhotoFormat.WEBP:
            picture.save(out, "WEBP", quality=78, method=2, exif=block)
        case PhotoFormat.HEIC:
            import pillow_heif

            pillow_heif.register_heif_opener(thumbnails=False)
            picture.save(out, "HEIF", quality=50, exif=block or None, enc_params={"preset": "ultrafast"})
    return out.getvalue()
