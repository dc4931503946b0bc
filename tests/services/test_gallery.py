"""Photos by case, visit, fact, flag and words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from inspector.domain.records import Photo, Visit
from inspector.services.desk import Services
from inspector.services.gallery import ANY_FLAG, NO_FLAG, GalleryFilter
from tests.workspaces import workspace_in

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def _photo(
    number: int, visit: Visit, *, caption: str = "", taken_at: datetime | None = None, void_reason: str = ""
) -> Photo:
    return Photo(
        sha256=f"{number:064x}",
        size_bytes=10,
        original_name=f"IMG_{number}.jpg",
        format="JPEG",
        ordinal=number,
        visit_id=visit.id,
        taken_at=taken_at or NOON + timedelta(minutes=number),
        width_px=4,
        height_px=3,
        caption=caption,
        void_reason=void_reason,
    )


def test_every_filter_narrows_and_the_newest_photo_comes_first(tmp_path: Path) -> None:
    """Two visits, one photo out of its window, one behind a fact, one set aside."""
    with workspace_in(tmp_path / "home") as workspace:
        services = Services.on(workspace)
        visits = services.visits
        first, _ = visits.start("noise_construction")
        second, _ = visits.start("noise_construction")
        with workspace.write() as writer:
            hour = timedelta(hours=1)
            first = writer.put(
                replace(first, party_name="甲公司", started_at=NOON, ended_at=NOON + hour), "visit.saved"
            )
            photos = [
                writer.put(photo, "photo.taken_in")
                for photo in (
                    _photo(1, first, caption="塔吊"),
                    _photo(2, first, taken_at=NOON - 3 * hour),
                    _photo(3, second),
                    _photo(4, second, void_reason="重拍"),
                )
            ]
        case, _ = services.cases.open_by_hand(
            replace(services.cases.new_case("noise.night_work", date(2026, 11, 24)), party_name="甲公司")
        )
        fact, _ = services.cases.add_fact(case.id, "夜间施工")
        services.cases.link_evidence(fact.id, photo_id=photos[0].id)
        one, early, other, _gone = (photo.id for photo in photos)

        def found(**wanted: str) -> list[str]:
            return services.gallery.source(GalleryFilter(**wanted)).ids()

        assert found() == [other, one, early]
        assert found(visit_id=first.id) == [one, early]
        assert found(case_id=case.id) == [one]
        assert found(case_id=case.id, fact_id=fact.id) == [one]
        assert found(flag=ANY_FLAG) == [early] and found(flag="before_visit") == [early]
        assert found(flag=NO_FLAG) == [other, one]
        assert found(text="塔吊") == [one] and found(text="甲公司") == [one, early]
        assert found(text="img_3") == [other]
        rows = services.gallery.source(GalleryFilter()).rows([early, one])
        assert [row.photo.id for row in rows] == [early, one] and rows[0].flags
        assert [key for key, _words in services.gallery.visits()] == [first.id, second.id]
        assert services.gallery.facts(case.id) == [(fact.id, "1 夜间施工")]
        services.photos.close()
