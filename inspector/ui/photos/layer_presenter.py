"""The presenter of the layers' editor: each change is stored in its order, undo and redo go through the stored versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError
from inspector.domain.layers import Layers
from inspector.domain.records import Photo
from inspector.domain.times import local
from inspector.services.photo_layers import Drawn, LayerService
from inspector.services.photos import PhotoService
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr
from inspector.ui.photos.layer_editor import EditorState


class LayerScreen(Protocol):
    """What the presenter needs of the page."""

    def show_editor(self, state: EditorState) -> None:
        """The editor on a photo."""
        ...

    def show_editor_image(self, photo_id: str, image: object | None, words: str) -> None:
        """The untouched picture, or words instead."""
        ...

    def show_drawn(self, photo_id: str, drawn: Drawn) -> None:
        """The layers in force."""
        ...

    def show_versions(self, photo_id: str, drawn: Drawn) -> None:
        """Only what can be undone."""
        ...


class LayerPresenter:
    """Layers of one photo at a time."""

    def __init__(
        self,
        view: LayerScreen,
        layers: LayerService,
        photos: PhotoService,
        runner: Runner,
        notices: Notices,
        decode: Callable[[bytes], object],
    ) -> None:
        self._view, self._layers, self._photos = view, layers, photos
        self._runner, self._notices, self._decode = runner, notices, decode
        self._under_way = 0
        self.changed: Callable[[Changes], None] = lambda _changes: None

    def open(self, photo: Photo, party: str) -> None:
        """Show the editor on a photo with the layers in force."""
        layers, photos, decode = self._layers, self._photos, self._decode

        def shown(drawn: Drawn) -> None:
            self._view.show_editor(
                EditorState(photo.id, photo.original_name, drawn, stamp_lines(photo, party))
            )
            self._runner.run(
                tr("读取照片"),
                lambda _p: decode(photos.picture(photo)),
                lambda image: self._view.show_editor_image(photo.id, image, photo.original_name),
                lambda error: self._view.show_editor_image(photo.id, None, error.what),
            )

        self._runner.run(tr("读取标注"), lambda _p: layers.of(photo.id), shown, self._notices.refused)

    def save(self, photo_id: str, layers: Layers) -> None:
        """Keep a new version."""
        self._change(tr("保存标注"), photo_id, lambda: self._layers.save(photo_id, layers), keep=True)

    def undo(self, photo_id: str) -> None:
        """Back to the version before."""
        self._change(tr("撤销标注"), photo_id, lambda: self._layers.undo(photo_id))

    def redo(self, photo_id: str) -> None:
        """Forward again."""
        self._change(tr("重做标注"), photo_id, lambda: self._layers.redo(photo_id))

    def _change(
        self, title: str, photo_id: str, work: Callable[[], tuple[Drawn, Changes]], *, keep: bool = False
    ) -> None:
        """`keep`: the window shows what was drawn already; only the buttons follow."""
        self._under_way += 1

        def done(result: tuple[Drawn, Changes]) -> None:
            self._under_way -= 1
            drawn, changes = result
            self.changed(changes)
            if keep or self._under_way:
                self._view.show_versions(photo_id, drawn)
            else:
                self._view.show_drawn(photo_id, drawn)

        def failed(error: InspectorError) -> None:
            self._under_way -= 1
            self._notices.refused(error)
            self._read_again(photo_id)

        self._runner.run(title, lambda _p: work(), done, failed, pool="write")

    def _read_again(self, photo_id: str) -> None:
        """What could not be stored must not stay on the screen."""
        layers = self._layers
        self._runner.run(
            tr("读取标注"),
            lambda _p: layers.of(photo_id),
            lambda drawn: self._view.show_drawn(photo_id, drawn),
            self._notices.refused,
        )


def stamp_lines(photo: Photo, party: str) -> tuple[str, ...]:
    """What a stamp says: whose place, when by which source, where by which datum."""
    when = tr("拍摄时间未记录")
    if photo.taken_at is not None:
        when = f"{local(photo.taken_at):%Y-%m-%d %H:%M:%S}（{photo.time_source.label}）"
    where = photo.position.text() if photo.position else tr("照片未记录坐标")
    return tuple(line for line in (party[:60], when, where) if line)
