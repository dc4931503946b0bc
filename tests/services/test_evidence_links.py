"""Photos behind facts: a photo of another case is never taken out of it by a link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Photo
from inspector.services.desk import Services
from inspector.services.workspace import Workspace
from tests.services.evidence_desk import visit_with_photos


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


def _photo(desk: Services, key: str) -> Photo:
    with desk.workspace.read() as reader:
        return reader.get(Photo, key)


def _fact(desk: Services, case_id: str) -> str:
    desk.cases.add_fact(case_id, "夜间施工")
    return desk.cases.file(case_id).facts[-1].id


def test_a_photo_of_one_case_stays_there_when_another_case_points_to_it(
    desk: Services, tmp_path: Path
) -> None:
    visit, photos = visit_with_photos(desk, tmp_path / "card", count=1)
    first, _ = desk.cases.open_from_visit(visit.id, "noise.night_work")
    second, _ = desk.cases.open_from_visit(visit.id, "noise.construction_exceed")
    blank = desk.cases.new_case("noise.night_work", first.act_day)
    stranger, _ = desk.cases.open_by_hand(replace(blank, party_name="乙公司"))
    desk.cases.link_evidence(_fact(desk, first.id), photo_id=photos[0].id)
    home = _photo(desk, photos[0].id).case_id
    assert home == first.id, "opening a second case of the visit takes nothing out of the first"
    desk.cases.link_evidence(_fact(desk, second.id), photo_id=photos[0].id)
    assert _photo(desk, photos[0].id).case_id == home, (
        "two cases of one visit may point to it; it is not moved"
    )
    with pytest.raises(InvalidValueError, match="本案或本次检查的照片"):
        desk.cases.link_evidence(_fact(desk, stranger.id), photo_id=photos[0].id)
    assert _photo(desk, photos[0].id).case_id == home
    assert not desk.cases.file(stranger.id).evidence
