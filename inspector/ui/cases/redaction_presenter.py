"""The set of photos for publication (公开用照片) from the case page: only what was made unrecognisable leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from inspector.domain.errors import InspectorError
from inspector.services.photo_layers import RedactedSet
from inspector.ui.common.words import tr
from inspector.ui.context import Context


class NothingRedactedError(InspectorError):
    """Photos in which nothing was hidden were left out: which."""

    def __init__(self, found: RedactedSet) -> None:
        super().__init__(
            tr("{n} 张照片没有打码，没有写出", n=len(found.left_out)),
            tr("写出 {n} 张；没有打码的照片可能看得出人脸或车牌，原件没有改动", n=len(found.written)),
            tr("打开照片，点“标注”，用“打码”遮住人脸和车牌，再写出到一个空文件夹"),
            tuple(f"{photo.ordinal} {photo.caption or photo.original_name}" for photo in found.left_out),
        )


class RedactionPresenter:
    """`case_id()` says which case the page shows."""

    def __init__(self, context: Context, case_id: Callable[[], str]) -> None:
        self._context, self._case_id = context, case_id

    def write(self) -> None:
        """Ask for an empty folder and write the set into it."""
        folder = self._context.dialogs.open_folder(tr("公开用照片：选一个空文件夹"))
        if folder is not None:
            self.write_to(folder)

    def write_to(self, folder: Path) -> None:
        """Write the set; what was left out is named in the page."""
        case_id, layers, context = self._case_id(), self._context.services.layers, self._context

        def done(found: RedactedSet) -> None:
            if found.left_out:
                context.notices.refused(NothingRedactedError(found))
            if found.written:
                context.notices.done(tr("写出 {n} 张公开用照片，不带拍摄信息", n=len(found.written)))
                context.open_folder(folder)

        context.runner.run(
            tr("写出公开用照片"),
            lambda progress: layers.redact(case_id, folder, progress=progress),
            done,
            context.notices.refused,
            cancellable=True,
        )
