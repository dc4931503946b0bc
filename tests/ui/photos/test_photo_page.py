"""The photo page: what is refused is named, captions are stored, order and setting aside can be taken back."""

from __future__ import annotations

from pathlib import Path

from inspector.domain.geo import Datum, Position
from inspector.samples.pictures import Scene, draw_photo
from inspector.ui.photos.presenter import PhotosPresenter
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.visits.desk import NIGHT_OF_VISIT, Desk, presenter_of

PLACE = Position(22_543_300, 114_057_900, Datum.WGS84)
SLOW_MS = 20_000


def with_photos(desk: Desk, folder: Path) -> tuple[str, PhotosPresenter]:
    """A visit with three photos and one file that is no photo, and its photo page."""
    folder.mkdir()
    for number, scene in enumerate((Scene.NIGHT_SITE, Scene.PUMP_TRUCK, Scene.SOUND_METER), 1):
        data = draw_photo(scene, number, scene.value, NIGHT_OF_VISIT, PLACE, reading="63.8")
        (folder / f"IMG_{number}.jpg").write_bytes(data)
    (folder / "IMG_9.jpg").write_bytes(b"no picture at all")
    view = desk.new_visit(site_id=desk.site.id)
    presenter = presenter_of(view)
    presenter.add_photos([folder])
    desk.qtbot.waitUntil(lambda: len(presenter.intake.photos()) == 3, timeout=SLOW_MS)
    notice = view.notice()
    assert notice is not None and "1 个文件没有存入" in notice.accessibleName()
    visit_id = presenter.showing()
    desk.window.open_page("photos", visit_id)
    page = desk.photos().presenter
    assert isinstance(page, PhotosPresenter)
    desk.qtbot.waitUntil(lambda: len(page.intake.photos()) == 3, timeout=SLOW_MS)
    desk.qtbot.waitUntil(lambda: all(item.thumbnail for item in page.intake.items()), timeout=SLOW_MS)
    return visit_id, page


def test_photos_are_taken_in_looked_at_described_moved_and_set_aside(desk: Desk, tmp_path: Path) -> None:
    """One walk over the page; the store is asked each time."""
    visit_id, page = with_photos(desk, tmp_path / "card")
    view = desk.photos()
    of_visit = desk.services.photos.of_visit
    first, second, third = of_visit(visit_id)

    page.look_at(first.id)
    desk.qtbot.waitUntil(view.viewer.picture.has_image, timeout=SLOW_MS)
    page.step(1)
    assert view.viewer.photo_id() == second.id
    page.step(-5)
    assert view.viewer.photo_id() == second.id

    view.described.emit(second.id, "proves", "泵车在作业")
    page.flush()
    desk.qtbot.waitUntil(lambda: of_visit(visit_id)[1].proves == "泵车在作业")

    view.moved.emit(third.id, -1)
    desk.qtbot.waitUntil(
        lambda: [photo.id for photo in of_visit(visit_id)] == [first.id, third.id, second.id]
    )
    desk.qtbot.waitUntil(lambda: [photo.id for photo in page.intake.photos()][1] == third.id)

    page.look_at(third.id)
    view.viewer.description.aside.click()
    assert "写明" in view.viewer.description.reason.fault()
    view.viewer.description.reason.set_text("与本次检查无关")
    view.viewer.description.aside.click()
    desk.qtbot.waitUntil(lambda: len(of_visit(visit_id)) == 2)
    desk.qtbot.waitUntil(desk.window.toast.can_undo)
    desk.window.toast.undo()
    desk.qtbot.waitUntil(lambda: len(of_visit(visit_id)) == 3)


def test_texts_of_grid_and_viewer_fit(desk: Desk, tmp_path: Path) -> None:
    """At the three sizes, empty, as a grid and with one photo large."""
    visit_id, page = with_photos(desk, tmp_path / "card")
    assert cut_texts_at_all_sizes(desk.window) == {}
    page.look_at(desk.services.photos.of_visit(visit_id)[0].id)
    assert cut_texts_at_all_sizes(desk.window) == {}
    view = desk.new_visit()
    desk.window.open_page("photos", presenter_of(view).showing())
    desk.qtbot.waitUntil(lambda: not page.intake.photos())
    assert cut_texts_at_all_sizes(desk.window) == {}
