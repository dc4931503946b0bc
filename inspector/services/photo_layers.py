"""Layers over photos (标注): each change is a new version, undo goes back to a former one, the original is never touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inspector.db.store import Reader, Writer
from inspector.documents.faces import MissingGlyphError, Role, installed_faces
from inspector.domain.changes import Changes
from inspector.domain.errors import EnvironmentFaultError
from inspector.domain.evidence_records import PhotoLayers
from inspector.domain.layers import Layers, from_json, to_json
from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.domain.records import Photo
from inspector.evidence.derived import PRINT
from inspector.evidence.facts import Shape
from inspector.services.copies import write_copy
from inspector.services.custody import note_custody
from inspector.services.photos import PhotoService
from inspector.services.workspace import Workspace

PUBLISHED = Shape(2048, 85)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The layers of a photo now: version 0 is the untouched photo. `can_undo`, `can_redo` for the window's buttons."""

    version: int
    layers: Layers
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True, slots=True)
class RedactedSet:
    """What `redact` wrote, and the photos it left out because nothing in them was made unrecognisable."""

    written: tuple[Path, ...]
    left_out: tuple[Photo, ...]


class RedactionFolderError(EnvironmentFaultError):
    """The folder for a set for publication holds something already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"文件夹不是空的：{folder}", "里面的文件没有改动，没有写出任何照片", "换一个空文件夹"
        )


class LayerService:
    """Use cases around drawn layers."""

    def __init__(self, workspace: Workspace, photos: PhotoService) -> None:
        self.workspace = workspace
        self.photos = photos

    def of(self, photo_id: str) -> Drawn:
        """The layers in force."""
        with self.workspace.read() as reader:
            return _drawn(reader, photo_id)

    def save(self, photo_id: str, layers: Layers) -> tuple[Drawn, Changes]:
        """Keep a new version over the one in force; equal layers change nothing."""
        with self.workspace.write() as writer:
            photo = writer.get(Photo, photo_id)
            versions = _versions(writer, photo_id)
            current = _current(versions)
            content = to_json(layers)
            if content == (current.content if current else to_json(Layers())):
                return _drawn(writer, photo_id), Changes()
            if current is not None:
                writer.put(replace(current, current=False), "photo_layers.replaced")
            fresh = PhotoLayers(
                photo_id=photo_id,
                version=max((entry.version for entry in versions), default=0) + 1,
                parent=current.version if current else 0,
                content=content,
            )
            writer.put(fresh, "photo_layers.drawn")
            _note(writer, photo, fresh.version, layers)
            return _drawn(writer, photo_id), writer.changes()

    def undo(self, photo_id: str) -> tuple[Drawn, Changes]:
        """Go back to the version before; at the untouched photo nothing happens."""
        with self.workspace.write() as writer:
            versions = _versions(writer, photo_id)
            current = _current(versions)
            if current is not None:
                former = next((entry for entry in versions if entry.version == current.parent), None)
                self._switch(writer, photo_id, current, former)
            return _drawn(writer, photo_id), writer.changes()

    def redo(self, photo_id: str) -> tuple[Drawn, Changes]:
        """Go forward to the newest version that came from the one in force."""
        with self.workspace.write() as writer:
            versions = _versions(writer, photo_id)
            current = _current(versions)
            later = _newest_child(versions, current)
            if later is not None:
                self._switch(writer, photo_id, current, later)
            return _drawn(writer, photo_id), writer.changes()

    def picture(self, photo: Photo, shape: Shape = PRINT) -> bytes:
        """JPEG bytes of the photo with its layers; without any the plain upright picture. For a worker, not a painter.

        Raises OriginalMissingError, a PhotoRefusedError kind, LayersUndrawableError, NoFaceError.
        """
        drawn = self.of(photo.id)
        if drawn.layers.empty:
            return self.photos.derived.picture(photo.sha256, photo.original_name, shape)
        return self.preview(photo, drawn.layers, shape)

    def on_sheet(self, photo: Photo, layers: Layers) -> bytes:
        """JPEG bytes for a sheet of evidence: the whole photo with the marks, nothing hidden or cut. Raises as `picture`."""
        marks = layers.as_evidence()
        return self.photos.picture(photo) if marks.empty else self.preview(photo, marks)

    def export(self, photo_id: str, path: Path) -> None:
        """Write the photo with its layers as JPEG; that it left is noted. Raises as `picture`, CopyNotWrittenError."""
        with self.workspace.read() as reader:
            photo = reader.get(Photo, photo_id)
        content = self.picture(photo)
        with self.workspace.write() as writer:
            # The event comes first: who may not export gets no file, and a file that fails leaves no event.
            note_custody(writer, [photo], "exported", {"to": "带标注的图"})
            write_copy(path, content)

    def preview(self, photo: Photo, layers: Layers, shape: Shape = PRINT) -> bytes:
        """The photo as it would look with these layers; nothing is kept but a cache file. Raises as `picture`."""
        font = _font_for(layers)
        return self.photos.derived.drawn(photo.sha256, photo.original_name, to_json(layers), font, shape)

    def redact(
        self, case_id: str, folder: Path, *, include_plain: bool = False, progress: Progress | None = None
    ) -> RedactedSet:
        """Write a case's photos for publication into an empty folder: derived, without metadata, neutral names.

        A photo in which nothing was made unrecognisable is left out and listed, unless `include_plain` says that somebody
        looked and nothing needs hiding. The custody log names each photo that left. Raises RedactionFolderError.
        """
        progress = progress or NoProgress()
        if folder.exists() and any(folder.iterdir()):
            raise RedactionFolderError(folder)
        with self.workspace.read() as reader:
            photos = reader.find(Photo, order=("ordinal", "id"), case_id=case_id, void_reason="")
            layers = {photo.id: _drawn(reader, photo.id).layers for photo in photos}
        chosen = [photo for photo in photos if include_plain or layers[photo.id].hides]
        left_out = [photo for photo in photos if photo not in chosen]
        with self.workspace.write() as writer:
            writer.permit("photo.exported")  # before the first file: who may not export gets none
        folder.mkdir(parents=True, exist_ok=True)
        written: list[Path] = []
        try:
            for done, photo in enumerate(chosen):
                check_cancelled(progress, "已写出的照片保留在文件夹里，数据未改动")
                progress.report(done, len(chosen), photo.original_name)
                # Through the renderer even without layers: what is published never is the camera's file.
                target = folder / f"照片{photo.ordinal:03d}.jpg"
                write_copy(target, self.preview(photo, layers[photo.id], PUBLISHED))
                written.append(target)
        finally:
            # What lies in the folder has left, also when the rest was cancelled.
            if written:
                with self.workspace.write() as writer:
                    note_custody(writer, chosen[: len(written)], "exported", {"to": "公开用打码照片"})
        return RedactedSet(tuple(written), tuple(left_out))

    def _switch(
        self, writer: Writer, photo_id: str, current: PhotoLayers | None, other: PhotoLayers | None
    ) -> None:
        if current is not None:
            writer.put(replace(current, current=False), "photo_layers.left")
        if other is not None:
            writer.put(replace(other, current=True), "photo_layers.returned")
        layers = from_json(other.content) if other else Layers()
        _note(writer, writer.get(Photo, photo_id), other.version if other else 0, layers)


def layers_of(reader: Reader, photo_ids: Sequence[str]) -> dict[str, Layers]:
    """The layers in force by photo; a photo with none is not among them."""
    found = reader.find_in(PhotoLayers, "photo_id", photo_ids)
    return {entry.photo_id: from_json(entry.content) for entry in found if entry.current}


def _font_for(layers: Layers) -> Path:
    """A face that holds every character drawn. Raises MissingGlyphError naming the first none holds, NoFaceError."""
    faces = installed_faces()
    chars = {char for text in layers.texts() for char in text if not char.isspace()}
    held = {char: faces.choose(char, Role.HEI, "标注") for char in sorted(chars)}
    for face in (faces.face(Role.HEI), *held.values()):
        if all(face.has(char) for char in chars):
            return face.path
    rare = next(char for char in sorted(chars) if not faces.face(Role.HEI).has(char))
    raise MissingGlyphError(rare, "标注")


def _note(writer: Writer, photo: Photo, version: int, layers: Layers) -> None:
    note_custody(writer, [photo], "layers", {"version": f"第 {version} 版：{layers.words()}"})


def _versions(reader: Reader, photo_id: str) -> list[PhotoLayers]:
    return reader.find(PhotoLayers, order=("version",), photo_id=photo_id)


def _current(versions: list[PhotoLayers]) -> PhotoLayers | None:
    return next((entry for entry in versions if entry.current), None)


def _newest_child(versions: list[PhotoLayers], current: PhotoLayers | None) -> PhotoLayers | None:
    at = current.version if current else 0
    return next((entry for entry in reversed(versions) if entry.parent == at), None)


def _drawn(reader: Reader, photo_id: str) -> Drawn:
    versions = _versions(reader, photo_id)
    current = _current(versions)
    return Drawn(
        current.version if current else 0,
        from_json(current.content) if current else Layers(),
        current is not None,
        _newest_child(versions, current) is not None,
    )
