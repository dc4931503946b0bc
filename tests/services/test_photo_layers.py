"""Drawing over photos: versions, undo and redo, the custody log, and what may be published."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from inspector.documents.dossier import PaperKind
from inspector.documents.faces import MissingGlyphError
from inspector.domain.errors import InspectorError
from inspector.domain.evidence_records import PhotoLayers
from inspector.domain.layers import Arrow, Blur, Crop, Label, Layers
from inspector.domain.records import Case, Photo
from inspector.services.custody import CustodyService
from inspector.services.desk import Services
from inspector.services.photo_layers import LayerService, RedactionFolderError
from inspector.services.workspace import Workspace
from tests.services.evidence_desk import visit_with_photos
from tests.workspaces import TODAY

ARROW = Layers((Arrow(0, 0, 5000, 5000),))
BOTH = Layers((Arrow(0, 0, 5000, 5000), Blur(100, 100, 2000, 2000)))


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


@pytest.fixture
def layers(desk: Services) -> LayerService:
    return LayerService(desk.workspace, desk.photos)


def test_every_change_is_a_version_and_undo_goes_back(
    desk: Services, layers: LayerService, tmp_path: Path
) -> None:
    _, (photo, *_) = visit_with_photos(desk, tmp_path / "card", count=1)
    before = desk.photos.original(photo).read_bytes()
    assert layers.of(photo.id).layers.empty
    plain = layers.picture(photo)
    layers.save(photo.id, ARROW)
    drawn, _ = layers.save(photo.id, BOTH)
    assert (drawn.version, drawn.can_undo, drawn.can_redo) == (2, True, False)
    assert layers.save(photo.id, BOTH)[1].touched == ()
    assert layers.picture(photo) != plain
    assert layers.undo(photo.id)[0].layers == ARROW
    assert layers.redo(photo.id)[0].layers == BOTH
    layers.undo(photo.id)
    back, _ = layers.undo(photo.id)
    assert (back.version, back.layers, back.can_undo, back.can_redo) == (0, Layers(), False, True)
    assert layers.picture(photo) == plain
    fresh, _ = layers.save(photo.id, Layers(turn=90))
    assert (fresh.version, fresh.can_redo) == (3, False)
    with desk.workspace.read() as reader:
        assert [
            entry.version for entry in reader.find(PhotoLayers, photo_id=photo.id, order=("version",))
        ] == [1, 2, 3]
    log = [entry.detail for entry in CustodyService(desk.workspace).log(photo) if entry.what == "标注"]
    assert log[:3] == ["第 1 版：箭头 1", "第 2 版：箭头 1，打码 1", "第 1 版：箭头 1"]
    assert log[-1] == "第 3 版：旋转 90 度"
    assert desk.photos.original(photo).read_bytes() == before


def test_a_character_no_face_holds_is_named(desk: Services, layers: LayerService, tmp_path: Path) -> None:
    _, (photo, *_) = visit_with_photos(desk, tmp_path / "card", count=1)
    with pytest.raises(MissingGlyphError, match="U\\+13000"):
        layers.preview(photo, Layers((Label(0, 0, "泵\U00013000"),)))


def test_only_photos_with_hidden_parts_are_published(
    desk: Services, layers: LayerService, tmp_path: Path
) -> None:
    _, photos = visit_with_photos(desk, tmp_path / "card", count=3)
    with desk.workspace.write() as writer:
        case = writer.put(
            Case(
                title="夜间施工",
                violation_id="noise.night_work",
                element="噪声",
                inspection_kind="noise_construction",
                found_on=TODAY,
                act_day=TODAY,
            ),
            "case.opened",
        )
        for photo in photos:
            writer.put(replace(writer.get(Photo, photo.id), case_id=case.id), "photo.moved")
    layers.save(photos[1].id, BOTH)
    out = tmp_path / "公开"
    done = layers.redact(case.id, out)
    assert [path.name for path in done.written] == ["照片002.jpg"]
    assert [photo.ordinal for photo in done.left_out] == [1, 3]
    image = Image.open(io.BytesIO(done.written[0].read_bytes()))
    assert not image.getexif() and "示例相机".encode() not in done.written[0].read_bytes()
    assert CustodyService(desk.workspace).log(photos[1])[-1].detail == "公开用打码照片"
    with pytest.raises(RedactionFolderError) as refused:
        layers.redact(case.id, out)
    assert isinstance(refused.value, InspectorError) and refused.value.exit_code == 4
    assert len(layers.redact(case.id, tmp_path / "全部", include_plain=True).written) == 3


def test_the_sheet_of_evidence_shows_the_marks_over_the_whole_photo_and_hides_nothing(
    desk: Services, layers: LayerService, tmp_path: Path
) -> None:
    visit, photos = visit_with_photos(desk, tmp_path / "card", count=2)
    marked, plain = photos
    blur, label = Blur(0, 0, 10_000, 10_000), Label(500, 500, "泵车")
    layers.save(marked.id, Layers((label, blur), Crop(0, 0, 3000, 3000), 90))
    with desk.workspace.read() as reader:
        sheet = {
            entry.file_name: entry for entry in desk.papers.dossiers.base(reader, visit_id=visit.id).photos
        }
    one, other = sheet[marked.original_name], sheet[plain.original_name]
    assert (one.marks, other.marks) == ("标注（文字 1）", None)
    assert one.jpeg is not None
    assert other.jpeg is not None
    assert other.jpeg() == desk.photos.picture(plain)
    printed = Image.open(io.BytesIO(one.jpeg()))
    whole = Image.open(io.BytesIO(desk.photos.picture(marked)))
    assert printed.size == (whole.height, whole.width), "turned, and nothing cut off"
    assert one.jpeg() == layers.preview(marked, Layers((label,), turn=90))
    paper = desk.papers.preview(PaperKind.PHOTO_SHEET, visit_id=visit.id)
    text = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf)).pages).split())
    assert "图上标注（文字1）为执法人员所加，原图未改动" in text
