"""Drawing over a photo: with the mouse, with keys, undone and redone as versions; the original is never touched."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from inspector.domain.layers import FULL, Arrow, Blur, Box, Crop, Hidden, Ink, Label, Layers, Measure, Stamp
from inspector.ui.photos.layer_canvas import LayerCanvas
from inspector.ui.photos.layer_editor import LayerEditor
from inspector.ui.photos.layer_shapes import Pen, Tool, bounds, mark_at, moved, shape, with_moved
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.photos.test_photo_page import SLOW_MS, with_photos
from tests.ui.visits.desk import Desk

_PLACES = st.integers(0, FULL)


@given(
    st.sampled_from(Tool),
    _PLACES,
    _PLACES,
    _PLACES,
    _PLACES,
    st.integers(-FULL, FULL),
    st.integers(-FULL, FULL),
)
def test_every_shape_and_every_move_stays_inside_the_picture(
    tool: Tool, x1: int, y1: int, x2: int, y2: int, dx: int, dy: int
) -> None:
    """The domain refuses anything outside; nothing a hand does may come to that."""
    made = shape(Pen(tool, text="3.2 米"), (x1, y1), (x2, y2))
    if made is None:
        return
    if isinstance(made, Crop):
        assert Layers(crop=made).crop == made
        return
    assert Layers((moved(made, dx, dy),)).marks


def test_the_uppermost_mark_is_the_one_under_the_point() -> None:
    """Marks are picked where they are seen."""
    layers = Layers((Box(1000, 1000, 4000, 4000), Arrow(0, 0, 9000, 9000), Stamp(("一行",))))
    assert mark_at(layers, (2000, 2100)) == 1
    assert mark_at(layers, (1000, 4800)) == 0
    assert mark_at(layers, (9000, 100)) == -1
    assert bounds(with_moved(layers, 0, 9999, 0).marks[0]) == (6000, 1000, 10000, 5000)


def _editor(desk: Desk, folder: Path) -> tuple[str, LayerEditor]:
    """The editor on the first photo of a fresh visit."""
    visit_id, page = with_photos(desk, folder)
    view = desk.photos()
    photo_id = desk.services.photos.of_visit(visit_id)[0].id
    page.look_at(photo_id)
    desk.qtbot.waitUntil(view.viewer.picture.has_image, timeout=SLOW_MS)
    view.viewer.draw.click()
    desk.qtbot.waitUntil(view.editor.canvas.has_image, timeout=SLOW_MS)
    return photo_id, view.editor


def _spot(canvas: LayerCanvas, x: int, y: int) -> QPoint:
    frame = canvas.frame()
    return QPoint(round(frame.x() + x * frame.width() / FULL), round(frame.y() + y * frame.height() / FULL))


def _drag(canvas: LayerCanvas, start: tuple[int, int], end: tuple[int, int]) -> None:
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=_spot(canvas, *start))
    QTest.mouseMove(canvas, _spot(canvas, *end))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=_spot(canvas, *end))


def test_marks_drawn_with_the_mouse_are_stored_undone_and_redone(desk: Desk, tmp_path: Path) -> None:
    """Arrow and face; undo and redo go through the versions; the original's bytes stay."""
    photo_id, editor = _editor(desk, tmp_path / "card")
    layers = desk.services.layers
    photo = next(
        photo for photo in desk.services.photos.of_visit(_visit_of(desk, photo_id)) if photo.id == photo_id
    )
    before = desk.services.photos.original(photo).read_bytes()
    _drag(editor.canvas, (1000, 1000), (4000, 3000))
    desk.qtbot.waitUntil(lambda: layers.of(photo_id).version == 1, timeout=SLOW_MS)
    (arrow,) = layers.of(photo_id).layers.marks
    assert isinstance(arrow, Arrow) and abs(arrow.x2 - 4000) < 60 and abs(arrow.y2 - 3000) < 60
    editor.choose_tool(Tool.BLUR)
    editor.hides.set_value(Hidden.PLATE.value)
    editor.hides.chosen.emit(Hidden.PLATE.value)
    _drag(editor.canvas, (6000, 6000), (5000, 5000))
    desk.qtbot.waitUntil(lambda: layers.of(photo_id).version == 2, timeout=SLOW_MS)
    blur = layers.of(photo_id).layers.marks[1]
    assert isinstance(blur, Blur) and blur.hides is Hidden.PLATE and blur.w > 900
    desk.qtbot.waitUntil(editor.undo.isEnabled)
    editor.canvas.setFocus()
    QTest.keyClick(editor.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: len(editor.canvas.layers().marks) == 1, timeout=SLOW_MS)
    assert layers.of(photo_id).version == 1
    desk.qtbot.waitUntil(editor.redo.isEnabled)
    editor.redo.click()
    desk.qtbot.waitUntil(lambda: len(editor.canvas.layers().marks) == 2, timeout=SLOW_MS)
    assert desk.services.photos.original(photo).read_bytes() == before
    assert "标注" in {entry.what for entry in desk.services.custody.log(photo)}


def test_the_same_by_keys_alone(desk: Desk, tmp_path: Path) -> None:
    """Cross, two points, a text; then the mark chosen, moved and taken away."""
    photo_id, editor = _editor(desk, tmp_path / "card")
    canvas, layers = editor.canvas, desk.services.layers
    canvas.setFocus()
    editor.choose_tool(Tool.MEASURE)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    for _step in range(5):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert editor.text.fault()
    editor.text.line_edit.setFocus()
    QTest.keyClicks(editor.text.line_edit, "3.2")
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    for _step in range(5):
        QTest.keyClick(canvas, Qt.Key.Key_Left)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert canvas.layers().marks == (Measure(6000, 5000, 5000, 5020, "3.2", Ink.RED),)
    editor.choose_tool(Tool.PICK)
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.layers().marks == (Measure(6000, 4800, 5000, 4820, "3.2", Ink.RED),)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.layers().marks == ()
    desk.qtbot.waitUntil(lambda: layers.of(photo_id).version == 3, timeout=SLOW_MS)
    assert layers.of(photo_id).layers == Layers()


def test_crop_turn_stamp_and_the_original_one_key_away(desk: Desk, tmp_path: Path) -> None:
    """A turned picture is drawn on where the hand is; O shows the original; the viewer shows the derived picture."""
    photo_id, editor = _editor(desk, tmp_path / "card")
    canvas = editor.canvas
    editor.right.click()
    editor.choose_tool(Tool.CROP)
    centre = canvas.to_picture(canvas.rect().center().toPointF())
    assert abs(centre[0] - 5000) < 40 and abs(centre[1] - 5000) < 40
    # Turned clockwise, the right of the screen is the upper side of the picture.
    right = canvas.to_picture(canvas.rect().center().toPointF() + QPoint(50, 0).toPointF())
    assert right[1] < 4900 and abs(right[0] - 5000) < 40
    editor.stamp.click()
    editor.choose_tool(Tool.LABEL)
    editor.text.set_text("排水口")
    editor.text.edited.emit("排水口")
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    marks = canvas.layers().marks
    assert canvas.layers().turn == 90
    assert isinstance(marks[0], Stamp) and "（照片信息）" in marks[0].lines[1]
    assert isinstance(marks[1], Label) and marks[1].text == "排水口"
    QTest.keyClick(canvas, Qt.Key.Key_O)
    assert canvas.plain()
    QTest.keyClick(canvas, Qt.Key.Key_O)
    assert not canvas.plain()
    desk.qtbot.waitUntil(lambda: desk.services.layers.of(photo_id).version == 3, timeout=SLOW_MS)
    editor.done.click()
    view = desk.photos()
    desk.qtbot.waitUntil(lambda: view.viewing() and view.viewer.picture.has_image(), timeout=SLOW_MS)
    shown = view.viewer.picture.image()
    assert shown is not None and shown.height() > shown.width()
    view.viewer.picture.setFocus()
    QTest.keyClick(view.viewer.picture, Qt.Key.Key_O)
    desk.qtbot.waitUntil(lambda: view.viewer.plain.text() == "看标注", timeout=SLOW_MS)
    plain = view.viewer.picture.image()
    assert plain is not None and plain.width() > plain.height()


def test_texts_of_the_editor_fit(desk: Desk, tmp_path: Path) -> None:
    """At the three sizes, with the fields of each kind of tool."""
    _photo_id, editor = _editor(desk, tmp_path / "card")
    for tool in (Tool.ARROW, Tool.LABEL, Tool.BLUR):
        editor.choose_tool(tool)
        assert cut_texts_at_all_sizes(desk.window) == {}


def _visit_of(desk: Desk, photo_id: str) -> str:
    from inspector.domain.records import Photo

    with desk.services.workspace.read() as reader:
        return reader.get(Photo, photo_id).visit_id or ""
