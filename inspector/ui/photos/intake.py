"""Taking photos into a visit: make safe first, then thumbnails; progress, cancel, and a report of what was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError
from inspector.domain.ports import Progress
from inspector.domain.records import Photo
from inspector.evidence.flags import PhotoFlag
from inspector.services.photos import IntakeReport, PhotoService
from inspector.ui.common.notices import Notices
from inspector.ui.common.photos import PhotoItem
from inspector.ui.common.tasks import Runner, Task
from inspector.ui.common.words import tr
from inspector.ui.photos.items import photo_items, strip_words
from inspector.ui.photos.places import owner_of, photos_at

Read = tuple[list[Photo], dict[str, tuple[PhotoFlag, ...]], dict[str, Path]]


class PhotosNotTakenError(InspectorError):
    """Some files were not taken in: which, and why each."""

    def __init__(self, report: IntakeReport) -> None:
        places = [f"{refused.name}：{refused.why.what}" for refused in report.refused]
        places += [f"{passed.name}：{passed.reason}" for passed in report.passed_over]
        super().__init__(
            tr("{n} 个文件没有存入", n=len(places)),
            tr("{words}；存入的都已核对，原件没有改动", words=report.words()),
            tr("从相机或卡里重新拷贝后再加一次"),
            tuple(places),
        )


class PhotoIntake:
    """The photos of one visit or case (`photos.places`) for a page: reads, takes in, moves, sets aside. `changed()` after each."""

    def __init__(
        self, photos: PhotoService, runner: Runner, notices: Notices, changed: Callable[[], None]
    ) -> None:
        self._service, self._runner, self._notices, self._changed = photos, runner, notices, changed
        self._place = ""
        self._photos: tuple[Photo, ...] = ()
        self._flags: dict[str, tuple[PhotoFlag, ...]] = {}
        self._thumbnails: dict[str, Path] = {}
        self._task: Task | None = None
        self.tell: Callable[[Changes], None] = lambda _changes: None
        self.ended: Callable[[], None] = lambda: None

    def show(self, place: str, photos: Sequence[Photo], thumbnails: Mapping[str, Path]) -> None:
        """Begin with photos already read; flags and missing thumbnails follow from workers."""
        self._place = place
        self._photos, self._thumbnails, self._flags = tuple(photos), dict(thumbnails), {}
        self._changed()
        if photos:
            self.reload()

    def photos(self) -> tuple[Photo, ...]:
        """The photos in order, without those set aside."""
        return self._photos

    def flags(self, photo_id: str) -> tuple[PhotoFlag, ...]:
        """The flags of a photo."""
        return self._flags.get(photo_id, ())

    def items(self) -> list[PhotoItem]:
        """The photos as tiles."""
        return photo_items(self._photos, self._flags, self._thumbnails)

    def words(self) -> str:
        """`5 张，4 张无疑点`."""
        return strip_words(self._photos, self._flags)

    def flagged(self) -> str:
        """One hint for the foot: the first photo that asks for an explanation."""
        for number, photo in enumerate(self._photos, 1):
            notable = next((flag.words for flag in self.flags(photo.id) if flag.notable), "")
            if notable:
                return tr("提示：照片 {n} {words}，写明原因或移出", n=number, words=notable)
        return ""

    def task_id(self) -> int:
        """The task that takes in, 0 when none runs."""
        return self._task.id if self._task is not None else 0

    def running(self) -> bool:
        """Whether files are being taken in."""
        return self._task is not None

    def add(self, place: str, paths: Sequence[Path]) -> None:
        """Take in files and folders; what is safe already stays when it is cancelled."""
        if not paths or self._task is not None:
            return
        service = self._service
        visit, case = owner_of(place)

        def work(progress: Progress) -> IntakeReport:
            return service.take_in(paths, visit_id=visit, case_id=case, progress=progress)

        # Not in the write pool: a card of 500 photos must not hold up what is typed; each photo is its own transaction.
        self._task = self._runner.run(
            tr("正在存入照片"), work, self._on_taken, self._on_failed, cancellable=True
        )

    def cancel(self) -> None:
        """Stop; photos already safe stay."""
        if self._task is not None:
            self._task.cancel()

    def move(self, photo_id: str, number: int) -> None:
        """Put a photo at another place."""
        self._write(tr("移动照片"), lambda: self._service.move(photo_id, number))

    def set_aside(self, photo_id: str, reason: str) -> None:
        """Take a photo out of the record with a reason; it can be taken back."""
        number = next((n for n, photo in enumerate(self._photos, 1) if photo.id == photo_id), 0)

        def done() -> None:
            self._notices.done(
                tr("已移出照片 {n}，原件保留", n=number),
                lambda: self._write(tr("取回照片"), lambda: self._service.take_back(photo_id)),
            )

        self._write(tr("移出照片"), lambda: self._service.set_aside(photo_id, reason), done)

    def describe(self, photo_id: str, *, caption: str | None = None, proves: str | None = None) -> None:
        """Store caption and what the photo proves."""
        self._write(
            tr("保存照片说明"), lambda: self._service.describe(photo_id, caption=caption, proves=proves)[1]
        )

    def put_behind(self, photo_id: str, item_id: str) -> None:
        """Put a photo behind a checklist item; the toast takes it back."""
        former = next((photo.item_id or "" for photo in self._photos if photo.id == photo_id), "")

        def write(target: str) -> Callable[[], Changes]:
            return lambda: self._service.describe(photo_id, item_id=target)[1]

        def done() -> None:
            self._notices.done(tr("照片已挂到检查项"), lambda: self._write(tr("撤销"), write(former)))

        self._write(tr("挂照片"), write(item_id), done)

    def reload(self) -> None:
        """Read photos, flags and thumbnails again, and make the thumbnails that are missing."""
        place, service = self._place, self._service
        self._runner.run(
            tr("读取照片"), lambda _p: read_photos(service, place), self._on_read, self._notices.refused
        )

    def _write(self, title: str, work: Callable[[], Changes], then: Callable[[], None] | None = None) -> None:
        def done(changes: Changes) -> None:
            self.tell(changes)
            if then is not None:
                then()
            self.reload()

        self._runner.run(title, lambda _p: work(), done, self._notices.refused, pool="write")

    def _on_taken(self, report: IntakeReport) -> None:
        self._task = None
        self.ended()
        self.tell(report.changes)
        if report.refused or report.passed_over:
            self._notices.refused(PhotosNotTakenError(report))
        else:
            self._notices.done(report.words())
        self.reload()

    def _on_failed(self, error: InspectorError) -> None:
        self._task = None
        self.ended()
        self._notices.refused(error)
        self.reload()

    def _on_read(self, read: Read) -> None:
        photos, flags, thumbnails = read
        self._photos, self._flags, self._thumbnails = tuple(photos), flags, thumbnails
        self._changed()
        missing = [photo for photo in photos if photo.id not in thumbnails]
        if missing:
            service = self._service
            self._runner.run(
                tr("做缩略图"),
                lambda progress: _made(service, missing, progress),
                self._on_made,
                self._notices.refused,
                cancellable=True,
            )

    def _on_made(self, made: dict[str, Path]) -> None:
        self._thumbnails |= made
        self._changed()


def read_photos(service: PhotoService, place: str) -> Read:
    """Photos of a visit or case with flags and the thumbnails that are there (worker thread)."""
    photos = photos_at(service, place)
    thumbnails = {
        photo.id: service.derived.path_of(photo.sha256)
        for photo in photos
        if service.thumbnail(photo) is not None
    }
    return photos, service.flags(photos), thumbnails


def _made(service: PhotoService, photos: Sequence[Photo], progress: Progress) -> dict[str, Path]:
    by_hash = {made.sha256: made.path for made in service.make_thumbnails(photos, progress) if made.path}
    return {photo.id: by_hash[photo.sha256] for photo in photos if photo.sha256 in by_hash}
