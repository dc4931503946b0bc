"""All photos, of this laptop or of one case: a grid that reads what is seen, filters by visit, fact and flag."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from inspector.evidence.flags import FlagKind
from inspector.services.gallery import ANY_FLAG, NO_FLAG
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.empty_state import EmptyState, NoMatch
from inspector.ui.common.filters import Filter, FilterRow
from inspector.ui.common.gallery import PhotoGallery
from inspector.ui.common.layout import holder, row
from inspector.ui.common.list_foot import ListFoot
from inspector.ui.common.page import Page
from inspector.ui.common.photos import PhotoItem
from inspector.ui.common.words import tr

FLAGS = (
    (ANY_FLAG, tr("有疑点")),
    (NO_FLAG, tr("无疑点")),
    (FlagKind.BEFORE_VISIT.value, tr("早于检查")),
    (FlagKind.AFTER_VISIT.value, tr("晚于检查")),
    (FlagKind.CLOCK_DIFFERS.value, tr("与 GPS 时间不一致")),
    (FlagKind.CLOCK_SET.value, tr("时钟已校正")),
    (FlagKind.NO_TIME.value, tr("无拍摄时间")),
    (FlagKind.NO_EXIF.value, tr("没有拍摄信息")),
    (FlagKind.FAR.value, tr("离现场远")),
    (FlagKind.NO_POSITION.value, tr("无坐标")),
    (FlagKind.EDITED.value, tr("经软件处理")),
    (FlagKind.DUPLICATE.value, tr("重复")),
    (FlagKind.MISLABELLED.value, tr("扩展名不符")),
)


class GalleryView(Page):
    """`asked(record)`, `filter_changed(values, text)`, `page_wanted(page)`, `photo_opened(id)`, `rectifications_wanted()`."""

    asked = Signal(str)
    filter_changed = Signal(dict, str)
    page_wanted = Signal(int)
    photo_opened = Signal(str)
    rectifications_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("照片"))
        self.presenter: object = None
        pairs = Button(tr("整改前后对照"), "outlined", icon="arrows-clockwise")
        pairs.clicked.connect(self.rectifications_wanted)
        self.header.add_action(pairs)
        self.gallery = PhotoGallery(tr("全部照片"))
        self.gallery.setAcceptDrops(False)
        self.filters = FilterRow((), tr("说明、文件名或当事人"))
        self._filter_box = row((self.filters, 1))
        self._filter_names: tuple[tuple[str, int], ...] = ()
        self.line = ListFoot(tr("方向键选择   Enter 打开"))
        self._empty = EmptyState(
            tr("还没有照片"),
            tr("照片在现场检查或案件里加入，加入后都在这里。先存好原件并核对，原件不会被改动。"),
        )
        self._no_match = NoMatch(tr("没有符合条件的照片"))
        self._no_match.clear_requested.connect(lambda: self.filters.clear())
        self._stack = QStackedLayout()
        for widget in (self.gallery, self._empty, self._no_match):
            self._stack.addWidget(widget)
        card = Card(padded=False)
        card.add(self._filter_box)
        card.add(self._stack, 1)
        card.add(self.line)
        body: QWidget = holder(row((card, 1), margins=(16, 10, 16, 10)))
        self.set_fixed_body(body)
        self.filters.changed.connect(self.filter_changed)
        self.gallery.page_wanted.connect(self.page_wanted)
        self.gallery.opened.connect(self.photo_opened)

    def show_filters(self, visits: Sequence[tuple[str, str]], facts: Sequence[tuple[str, str]]) -> None:
        """The visits and facts one can filter by."""
        filters = [Filter("flag", tr("疑点"), FLAGS)]
        if visits:
            filters.append(Filter("visit", tr("检查"), tuple(visits)))
        if facts:
            filters.append(Filter("fact", tr("事实"), tuple(facts)))
        fresh = FilterRow(tuple(filters), tr("说明、文件名或当事人"))
        self._filter_box.replaceWidget(self.filters, fresh)
        self.filters.hide()
        self.filters.deleteLater()
        self.filters = fresh
        fresh.changed.connect(self.filter_changed)

    def show_title(self, title: str, back: str) -> None:
        """Whose photos."""
        self.header.set_title(title)
        self.header.set_back(back)

    def show_ids(self, ids: Sequence[str], *, filtered: bool) -> None:
        """The photos that fit; what is painted is asked for."""
        self.gallery.set_ids(ids)
        shown: QWidget = self.gallery if ids else self._no_match if filtered else self._empty
        self._stack.setCurrentWidget(shown)
        self.line.set_text(tr("{n} 张", n=f"{len(ids):,}"))

    def page_ids(self, page: int) -> Sequence[str]:
        """The ids of a page that is wanted."""
        return self.gallery.page_ids(page)

    def put_page(self, page: int, items: Sequence[PhotoItem]) -> None:
        """The photos of a page."""
        self.gallery.put_page(page, items)

    def entered(self, record_id: str = "") -> None:
        """Nothing for all photos, `case/CASE` for those of a case, `visit/VISIT` for those of a visit."""
        self.asked.emit(record_id)

    def focus_search(self) -> bool:
        """Into the search box."""
        self.filters.search.setFocus()
        return True

    def help_text(self) -> str:
        """What the page is for."""
        return tr(
            "所有照片，新的在前。疑点是相机记录与检查不一致的地方，由你说明，不是结论。Enter 打开一张。"
        )
