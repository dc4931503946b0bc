"""The photo page's presenter: the photos of one visit or case, the one looked at, captions stored as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError
from inspector.domain.records import Photo
from inspector.services.photo_layers import LayerService
from inspector.services.photos import PhotoService
from inspector.ui.common.notices import Notices
from inspector.ui.common.photos import PhotoItem
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr
from inspector.ui.photos.intake import PhotoIntake, Read, read_photos
from inspector.ui.photos.layer_presenter import LayerPresenter, LayerScreen
from inspector.ui.photos.passport_presenter import PassportPresenter
from inspector.ui.photos.places import PhotoPlaces, PlaceState
from inspector.ui.photos.shown import PhotoFactsState, facts_state
from inspector.ui.photos.waiting import Delay, DelayMaker

IDLE_MS = 400


class PhotosScreen(LayerScreen, Protocol):
    """What the presenter needs of the page."""

    def show_title(self, party: str, words: str) -> None:
        """Whose visit, how many photos."""
        ...

    def show_photos(self, items: Sequence[PhotoItem]) -> None:
        """All photos."""
        ...

    def show_place(self, back: str, target_name: str, targets: Sequence[tuple[str, str]]) -> None:
        """Where back leads, and what a photo can be put behind."""
        ...

    def show_gallery(self, photo_id: str) -> None:
        """Back to the grid."""
        ...

    def show_facts(self, state: PhotoFactsState) -> None:
        """One photo large."""
        ...

    def show_image(self, photo_id: str, image: object | None, words: str) -> None:
        """The picture, or words instead."""
        ...

    def show_drawn_words(self, words: str, *, plain: bool) -> None:
        """What is drawn over the photo."""
        ...

    def show_read_only(self, fixed: bool) -> None:
        """A completed visit."""
        ...

    def viewing(self) -> bool:
        """Whether one photo is shown large."""
        ...


class PhotosPresenter:
    """Photos of one visit or case at a time."""

    def __init__(
        self,
        view: PhotosScreen,
        places: PhotoPlaces,
        photos: PhotoService,
        runner: Runner,
        notices: Notices,
        make_delay: DelayMaker,
        tell: Callable[[Changes], None],
        decode: Callable[[bytes], object],
        passport: PassportPresenter,
        layers: LayerService,
    ) -> None:
        """`decode` makes the window's picture out of JPEG bytes; it runs in a worker."""
        self._decode = decode
        self._view, self._places, self._photos = view, places, photos
        self._runner, self._notices, self._tell = runner, notices, tell
        self.intake = PhotoIntake(photos, runner, notices, self._on_changed)
        self.intake.tell = tell
        self._place_id = ""
        self._place: PlaceState | None = None
        self._layers, self._plain = layers, False
        self.drawing = LayerPresenter(view, layers, photos, runner, notices, decode)
        self.drawing.changed = tell
        self.passport = passport
        passport.changed = self._on_passport
        self._photo_id = ""
        self._typed: dict[str, dict[str, str]] = {}
        self._delay: Delay = make_delay(IDLE_MS, self.flush)

    def open(self, record: str) -> None:
        """`VISIT` or `case:CASE` shows the grid, with `/PHOTO` behind it that photo."""
        self.flush()
        place, _slash, photo_id = record.partition("/")
        self._place_id = place
        places, photos = self._places, self._photos

        def read() -> tuple[PlaceState, Read]:
            return places.read(place), read_photos(photos, place)

        def shown(result: tuple[PlaceState, Read]) -> None:
            state, (found, _flags, thumbnails) = result
            if self._place_id != place:
                return
            self._place = state
            self._photo_id = ""
            self.passport.show(None)
            self._view.show_place(state.back, state.target_name, state.targets)
            self._view.show_read_only(state.fixed)
            self.intake.show(place, found, thumbnails)
            if photo_id:
                self.look_at(photo_id)
            else:
                self._view.show_gallery("")
                self._view.show_photos(self.intake.items())

        self._runner.run(tr("打开照片"), lambda _p: read(), shown, self._notices.refused)

    def put_behind(self, photo_id: str, target: str) -> None:
        """Put a photo behind a checklist item or fact; the toast takes it back."""
        places, place = self._places, self._place_id
        name = dict(self._place.targets).get(target, "") if self._place else ""

        def done(result: tuple[Changes, str]) -> None:
            changes, former = result
            self._on_placed(changes)
            self._notices.done(
                tr("照片已挂到 {name}", name=name) if target else tr("照片不再挂在检查项上"),
                lambda: self._take_back(place, photo_id, former),
            )

        self._runner.run(
            tr("挂照片"),
            lambda _p: places.put_behind(place, photo_id, target),
            done,
            self._notices.refused,
            pool="write",
        )

    def _take_back(self, place: str, photo_id: str, former: str) -> None:
        places = self._places
        self._runner.run(
            tr("撤销"),
            lambda _p: places.take_back(place, photo_id, former),
            self._on_placed,
            self._notices.refused,
            pool="write",
        )

    def _on_placed(self, changes: Changes) -> None:
        places, place = self._places, self._place_id

        def read(state: PlaceState) -> None:
            self._place = state
            self.intake.reload()

        self._tell(changes)
        self._runner.run(tr("读取照片"), lambda _p: places.read(place), read, self._notices.refused)

    def look_at(self, photo_id: str) -> None:
        """Show one photo large."""
        self.flush()
        self._photo_id = photo_id
        self._show_facts()
        photo = self._photo(photo_id)
        self.passport.show(photo)
        if photo is None:
            return
        self._plain = False
        self._show_picture(photo)

    def _show_picture(self, photo: Photo) -> None:
        """The picture with what is drawn over it, or the untouched original (worker, then window)."""
        plain, layers, photos, decode = self._plain, self._layers, self._photos, self._decode
        self._view.show_image(photo.id, None, tr("正在读取…"))

        def read() -> tuple[object, str]:
            drawn = layers.of(photo.id).layers
            picture = photos.picture(photo) if plain else layers.picture(photo)
            return decode(picture), "" if drawn.empty else drawn.words()

        def failed(error: InspectorError) -> None:
            self._view.show_image(photo.id, None, error.what)

        def shown(result: tuple[object, str]) -> None:
            if self._photo_id != photo.id:
                return
            image, words = result
            self._view.show_image(photo.id, image, photo.caption or photo.original_name)
            self._view.show_drawn_words(words, plain=plain)
            if not plain:
                self.passport.viewed(photo)

        self._runner.run(tr("读取照片"), lambda _p: read(), shown, failed)

    def toggle_plain(self, photo_id: str) -> None:
        """The untouched original, or the photo with its layers."""
        photo = self._photo(photo_id)
        if photo is not None:
            self._plain = not self._plain
            self._show_picture(photo)

    def draw(self, photo_id: str) -> None:
        """Draw over a photo."""
        self.flush()
        photo = self._photo(photo_id)
        if photo is not None:
            self.drawing.open(photo, self._party())

    def _party(self) -> str:
        return self._place.party if self._place else ""

    def _photo(self, photo_id: str) -> Photo | None:
        return next((photo for photo in self.intake.photos() if photo.id == photo_id), None)

    def step(self, by: int) -> None:
        """To a neighbour; the ends hold."""
        keys = [photo.id for photo in self.intake.photos()]
        if self._photo_id in keys:
            place = keys.index(self._photo_id) + by
            if 0 <= place < len(keys):
                self.look_at(keys[place])

    def back_to_gallery(self) -> None:
        """Show the grid again."""
        self.flush()
        held, self._photo_id = self._photo_id, ""
        self.passport.show(None)
        self._view.show_gallery(held)

    def add(self, paths: Sequence[Path]) -> None:
        """Take in files and folders."""
        self.intake.add(self._place_id, paths)

    def cancel(self) -> None:
        """Stop taking in."""
        self.intake.cancel()

    def move(self, photo_id: str, by: int) -> None:
        """Move a photo by places."""
        keys = [photo.id for photo in self.intake.photos()]
        if photo_id in keys and 0 <= keys.index(photo_id) + by < len(keys):
            self.intake.move(photo_id, keys.index(photo_id) + 1 + by)

    def describe(self, photo_id: str, field: str, text: str) -> None:
        """Caption or proof is being typed."""
        self._typed.setdefault(photo_id, {})[field] = text
        self._delay.start()

    def flush(self) -> None:
        """Store what was typed."""
        self._delay.stop()
        typed, self._typed = self._typed, {}
        for photo_id, fields in typed.items():
            self.intake.describe(photo_id, caption=fields.get("caption"), proves=fields.get("proves"))

    def set_clock(self, photo_ids: Sequence[str], offset_s: int, reason: str) -> None:
        """Correct the camera's clock for the chosen photos."""
        self.passport.set_clock(photo_ids, offset_s, reason)

    def set_aside(self, photo_id: str, reason: str) -> None:
        """Take a photo out of the record, and show its neighbour."""
        keys = [photo.id for photo in self.intake.photos()]
        self.flush()
        self.intake.set_aside(photo_id, reason)
        rest = [key for key in keys if key != photo_id]
        if rest and photo_id in keys:
            self.look_at(rest[min(keys.index(photo_id), len(rest) - 1)])
        else:
            self.back_to_gallery()

    def _on_changed(self) -> None:
        self._view.show_title(self._party(), self.intake.words())
        self._view.show_photos(self.intake.items())
        if self._photo_id and self._view.viewing():
            self._show_facts()

    def _on_passport(self, changes: Changes) -> None:
        self._tell(changes)
        self.intake.reload()

    def _show_facts(self) -> None:
        photos = self.intake.photos()
        for number, photo in enumerate(photos, 1):
            if photo.id == self._photo_id:
                flags = self.intake.flags(photo.id)
                held = self._place.held.get(photo.id, ()) if self._place else ()
                self._view.show_facts(facts_state(photo, number, len(photos), flags, held))
