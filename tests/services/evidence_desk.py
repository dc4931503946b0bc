"""A visit with photos of a sample camera, for the tests of evidence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from inspector.domain.geo import Datum, Position
from inspector.domain.records import Photo, Visit
from inspector.evidence.formats import PhotoFormat
from inspector.samples.pictures import PHONE, Camera, Scene, draw_photo
from inspector.services.desk import Services
from inspector.services.sites import SiteService
from tests.workspaces import a_site

TAKEN = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
PLACE = Position(22_543_096, 114_057_865, Datum.WGS84)


def draw(folder: Path, count: int, camera: Camera | None = None, seed: int = 1) -> list[Path]:
    """Photos a minute apart, `IMG_1.jpg` …"""
    folder.mkdir(parents=True, exist_ok=True)
    scenes = (Scene.NIGHT_SITE, Scene.SOUND_METER, Scene.NOTICE_BOARD)
    paths = []
    for number in range(count):
        path = folder / f"IMG_{number + 1}.jpg"
        path.write_bytes(
            draw_photo(
                scenes[number % 3],
                seed + number,
                "示例",
                TAKEN + timedelta(minutes=number),
                PLACE,
                1,
                PhotoFormat.JPEG,
                camera=camera or PHONE,
            )
        )
        paths.append(path)
    return paths


def visit_with_photos(
    desk: Services, folder: Path, count: int = 3, camera: Camera | None = None
) -> tuple[Visit, list[Photo]]:
    """A night visit with two officers and its photos."""
    site, _ = SiteService(desk.workspace).save(a_site())
    officers = desk.officers.officers()[:2]
    visit, _ = desk.visits.start("noise_construction", site=site, officers=officers)
    visit, _ = desk.visits.update(
        visit.id,
        started_at=TAKEN - timedelta(minutes=12),
        ended_at=TAKEN + timedelta(minutes=40),
        lat_e6=PLACE.lat_e6,
        lon_e6=PLACE.lon_e6,
        datum=PLACE.datum,
    )
    report = desk.photos.take_in(draw(folder, count, camera), visit_id=visit.id)
    assert not report.refused and len(report.taken) == count
    return visit, list(report.taken)
