"""The presenter of the gallery: ids by filter, then page by page what is painted, with thumbnails made where missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.ports import Progress
from inspector.domain.records import Photo
from inspector.services.gallery import GalleryFilter, GalleryRow, GalleryService, GallerySource
from inspector.services.photos import PhotoService
from inspector.ui.common.gallery import PAGE_ITEMS
from inspector.ui.common.notices import Notices
from inspector.ui.common.photos import PhotoItem
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr
from inspector.ui.photos.items import photo_items

_KINDS = frozenset({"photo", "fact_evidence", "fact", "visit"})


class GalleryScreen(Protocol):
    """What the presenter needs of the page."""

    def show_filters(self, visits: Sequence[tuple[str, str]], facts: Sequence[tuple[str, str]]) -> None:
        """What one can filter by."""
        ...

    def show_title(self, title: str, back: str) -> None:
        """Whose photos."""
        ...

    def show_ids(self, ids: Sequence[str], *, filtered: bool) -> None:
        """The photos that fit."""
        ...

    def page_ids(self, page: int) -> Sequence[str]:
        """The ids of a page."""
        ...

    def put_page(self, page: int, items: Sequence[PhotoItem]) -> None:
        """The photos of a page."""
        ...


@dataclass(frozen=True, slots=True)
class _Found:
    ids: list[str]
    visits: list[tuple[str, str]]
    facts: list[tuple[str, str]]


class GalleryPresenter:
    """The photos of everything, of a case or of a visit."""

    def __init__(
        self,
        view: GalleryScreen,
        gallery: GalleryService,
        photos: PhotoService,
        runner: Runner,
        notices: Notices,
    ) -> None:
        self._view, self._gallery, self._photos = view, gallery, photos
        self._runner, self._notices = runner, notices
        self._record = "?"
        self._case_id, self._visit_id = "", ""
        self._wanted = GalleryFilter()
        self._source: GallerySource = gallery.source(self._wanted)
        self._asked = 0

    def open(self, record: str) -> None:
        """`case/CASE`, `visit/VISIT`, or nothing for all. The filters stay when the same is opened again."""
        if record != self._record:
            self._record = record
            kind, _slash, key = record.partition("/")
            self._case_id, self._visit_id = (key if kind == name else "" for name in ("case", "visit"))
            titles = {"case": tr("照片 · 本案"), "visit": tr("照片 · 本次检查")}
            self._view.show_title(titles.get(kind, tr("照片")), tr("案件") if kind == "case" else "")
            self._wanted = GalleryFilter(self._case_id, self._visit_id)
            self._read(with_filters=True)
        else:
            self._read()

    def search(self, values: dict[str, str], text: str) -> None:
        """Another filter."""
        self._wanted = GalleryFilter(
            self._case_id,
            self._visit_id or values.get("visit", ""),
            values.get("fact", ""),
            values.get("flag", ""),
            text,
        )
        self._read()

    def want_page(self, page: int) -> None:
        """Rows that are painted and not here: what is known of them first, thumbnails not made yet afterwards."""
        ids, source, asked, service = list(self._view.page_ids(page)), self._source, self._asked, self._photos

        def read() -> tuple[list[GalleryRow], dict[str, Path]]:
            rows = source.rows(ids)
            places = {each.photo.id: service.derived.path_of(each.photo.sha256) for each in rows}
            return rows, {key: path for key, path in places.items() if path.is_file()}

        def shown(result: tuple[list[GalleryRow], dict[str, Path]]) -> None:
            rows, made = result
            if asked == self._asked:
                self._view.put_page(page, gallery_items(ids, page, rows, made))
                missing = [each.photo for each in rows if each.photo.id not in made]
                if missing:
                    self._make(page, ids, rows, made, missing)

        if ids:
            self._runner.run(tr("读取照片"), lambda _p: read(), shown, self._notices.refused)

    def where(self, photo_id: str, go: Callable[[str], None]) -> None:
        """Open a photo where it belongs: `go(record)` with the photo page's record."""
        gallery = self._gallery

        def read() -> str:
            with gallery.workspace.read() as reader:
                photo = reader.get(Photo, photo_id)
            case = self._case_id or (photo.case_id if not photo.visit_id else "")
            return f"case:{case}/{photo_id}" if case else f"{photo.visit_id}/{photo_id}"

        self._runner.run(tr("打开照片"), lambda _p: read(), go, self._notices.refused)

    def on_changes(self, changes: Changes) -> None:
        """Something was written: read again when it concerns photos and the page was opened before."""
        if self._record != "?" and changes.kinds() & _KINDS:
            self._read()

    def _read(self, *, with_filters: bool = False) -> None:
        self._asked += 1
        asked, gallery, case_id, visit_id = self._asked, self._gallery, self._case_id, self._visit_id
        source = gallery.source(self._wanted)
        filtered = self._wanted != GalleryFilter(case_id, visit_id)

        def read() -> _Found:
            if not with_filters:
                return _Found(source.ids(), [], [])
            visits = [] if visit_id else gallery.visits(case_id)
            return _Found(source.ids(), visits, gallery.facts(case_id) if case_id else [])

        def shown(found: _Found) -> None:
            if asked != self._asked:
                return
            self._source = source
            if with_filters:
                self._view.show_filters(found.visits, found.facts)
            self._view.show_ids(found.ids, filtered=filtered)

        self._runner.run(tr("查找照片"), lambda _p: read(), shown, self._notices.refused)

    def _make(
        self,
        page: int,
        ids: Sequence[str],
        rows: list[GalleryRow],
        made: dict[str, Path],
        missing: list[Photo],
    ) -> None:
        service, asked = self._photos, self._asked

        def work(progress: Progress) -> dict[str, Path]:
            paths = {one.sha256: one.path for one in service.make_thumbnails(missing, progress) if one.path}
            return {photo.id: paths[photo.sha256] for photo in missing if photo.sha256 in paths}

        def shown(more: dict[str, Path]) -> None:
            if asked == self._asked and more:
                self._view.put_page(page, gallery_items(ids, page, rows, made | more))

        self._runner.run(tr("做缩略图"), work, shown, self._notices.refused, cancellable=True)


def gallery_items(
    ids: Sequence[str], page: int, rows: Sequence[GalleryRow], thumbnails: dict[str, Path]
) -> list[PhotoItem]:
    """The photos of a page, numbered by their place in the whole gallery."""
    place = {key: page * PAGE_ITEMS + number for number, key in enumerate(ids, 1)}
    flags = {each.photo.id: each.flags for each in rows}
    items = photo_items([each.photo for each in rows], flags, thumbnails)
    return [replace(item, number=place[item.id]) for item in items]
