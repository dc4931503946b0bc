"""The paper page: the PDF as it will be printed, what is missing, and the ways out: issue, print, save."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QListWidget, QScrollArea

from inspector.services.paper_entries import BlankView
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import PageForm, clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.papers.blanks import BlanksCard
from inspector.ui.papers.signing_card import SigningCard

_ZOOMS = (60, 70, 80, 100, 130, 160)
_SHEET_PX, _BESIDE_PX = 794, 82  # an A4 page at 100 %; margins, gap and scroll bar


class PaperView(Page):
    """`shown(record)`, `issue_requested`, `print_requested`, `save_requested`, `folder_requested`, `zoomed(percent)`."""

    shown = Signal(str)
    issue_requested = Signal()
    print_requested = Signal()
    save_requested = Signal()
    zoomed = Signal(int)
    another_requested = Signal()
    batch_requested = Signal()
    test_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("文书"), back_to=tr("返回"))
        self.presenter: object = None
        self._zoom = 100
        self._chosen = False
        smaller, larger = Button(tr("缩小"), size="small"), Button(tr("放大"), size="small")
        smaller.clicked.connect(lambda: self._step(-1))
        larger.clicked.connect(lambda: self._step(1))
        self.save = Button(tr("保存 PDF"), icon="download-simple")
        self.save.clicked.connect(self.save_requested)
        self.print = Button(tr("打印"), icon="printer", key="Ctrl+P")
        self.print.clicked.connect(self.print_requested)
        self.bind("print", self.print_requested.emit)
        self.issue = Button(tr("正式出具"), "filled")
        self.issue.clicked.connect(self.issue_requested)
        self.another = Button(tr("再出一份"), icon="plus")
        self.another.clicked.connect(self.another_requested)
        for button in (smaller, larger, self.another, self.save, self.print, self.issue):
            self.header.add_action(button)
        self.set_primary(self.issue)
        self._pages = column(gap=12)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidget(holder(row(None, holder(self._pages), None)))
        self.area.setAccessibleName(tr("文书页面"))
        self.mark = MarkView(Mark.UNKNOWN, 18)
        self.state, self.detail = (
            Label("", "bold", wrap=True),
            Label("", "dense", "text2", wrap=True, selectable=True),
        )
        self.missing = QListWidget()
        self.missing.setAccessibleName(tr("缺的必备要素"))
        self.missing.setWordWrap(True)
        self.side = Card(tr("出具前核对"))
        self.side.add(row(self.mark, (self.state, 1)))
        self.side.add(self.detail)
        self.side.add(self.missing, 1)
        self.side.body.addStretch(0)
        self.blanks = BlanksCard()
        self.blanks.hide()
        self.signing = SigningCard()
        every, self.test = Button(tr("成批输出"), "link", icon="files"), Button(tr("打印测试页"), "link")
        every.setToolTip(tr("这次检查或这宗案件的全部文书一次写出或打印"))
        every.clicked.connect(self.batch_requested)
        self.test.setToolTip(tr("核对打印机的边距、灰度、细线和印章位置"))
        self.test.clicked.connect(self.test_requested)
        self.ways = holder(row(every, self.test, None, gap=12))
        self._panel = QScrollArea()
        self._panel.setWidgetResizable(True)
        self._panel.setFrameShape(QScrollArea.Shape.NoFrame)
        self._panel.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._panel.setWidget(holder(column(self.side, self.blanks, self.signing, self.ways, None, gap=12)))
        self._panel.setFixedWidth(304)
        self.set_fixed_body(holder(row((self.area, 1), self._panel, gap=14, margins=(20, 10, 20, 10))))

    def show_blanks(self, blanks: Sequence[BlankView]) -> None:
        """The blanks the inspector may fill; none once the paper is issued."""
        self.blanks.show_blanks(blanks)

    def entered(self, record_id: str = "") -> None:
        self.shown.emit(record_id)

    def help_text(self) -> str:
        return tr(
            "左边是将要打印的样子，右边是缺什么、能填什么。缺项时可以预览，不能出具；文号在正式出具时才取。"
            "Ctrl+P 打印；已出具的一份不再改动，哈希写在右边。"
        )

    def focus_first(self) -> None:
        """On the pages: the arrow keys turn them."""
        self.area.setFocus()

    def apply_form(self, form: PageForm) -> None:
        self._panel.setFixedWidth(304 if form.side_panels else 260)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A whole line of the page stays in view; a zoom chosen by hand stays."""
        super().resizeEvent(event)
        if not self._chosen:
            room = self.width() - self._panel.width() - _BESIDE_PX
            fitting = [zoom for zoom in _ZOOMS if zoom <= 100 and _SHEET_PX * zoom / 100 <= room]
            self._set_zoom(max(fitting, default=_ZOOMS[0]))

    def _set_zoom(self, zoom: int) -> None:
        if zoom != self._zoom:
            self._zoom = zoom
            self.zoomed.emit(zoom)

    def show_state(
        self, title: str, mark: Mark, state: str, detail: str, missing: Sequence[str], *, can_issue: bool
    ) -> None:
        """What the paper is and what it lacks."""
        self.header.set_title(title)
        self.mark.set_mark(mark)
        self.state.setText(state)
        self.detail.setText(detail)
        self.missing.clear()
        self.missing.addItems(list(missing))
        self.missing.setVisible(bool(missing))
        rows = sum(self.missing.sizeHintForRow(row) for row in range(self.missing.count()))
        self.missing.setFixedHeight(min(320, rows + 12))
        # Without the list the words stay at the top instead of spreading over the card.
        self.side.body.setStretch(self.side.body.count() - 1, 0 if missing else 1)
        self.issue.setVisible(can_issue)
        self.another.hide()

    def show_pages(self, images: Sequence[QImage]) -> None:
        """The pages, sharp on the screen they are shown on."""
        clear(self._pages)
        ratio = self.devicePixelRatioF()
        for number, image in enumerate(images, 1):
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
            label = QLabel()
            label.setObjectName("paper")
            label.setPixmap(pixmap)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setAccessibleName(tr("第 {n} 页，共 {all} 页", n=number, all=len(images)))
            self._pages.addWidget(label)
        self._pages.addStretch(1)

    def dots(self) -> float:
        """Dots an inch for the present zoom and screen."""
        return 96 * self._zoom / 100 * self.devicePixelRatioF()

    def _step(self, by: int) -> None:
        index = min(len(_ZOOMS) - 1, max(0, _ZOOMS.index(self._zoom) + by))
        self._chosen = True
        self._set_zoom(_ZOOMS[index])
