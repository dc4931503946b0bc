"""One order to correct: its term, the recheck, photos before and after side by side, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.case_records import RecheckPhoto
from inspector.domain.errors import InvalidValueError
from inspector.domain.times import parse_day
from inspector.services.rectifications import AFTER, BEFORE, RectificationSheet
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card, Panel
from inspector.ui.common.fields import CheckField, ChoiceField, TextField, beside
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.photos import AddTile, PhotoItem, PhotoTile
from inspector.ui.common.thumbnails import ThumbnailLoader
from inspector.ui.common.words import tr


class RectificationCard(Card):
    """`rechecked(dict)`: id, day, corrected, result. `photos_wanted(moment)`, `photos_dropped(moment, paths)`,
    `paired(photo_id, moment)`, `unpaired(link_id)`, `case_opened(id)`, `closed()`."""

    rechecked = Signal(dict)
    photos_wanted = Signal(str)
    photos_dropped = Signal(str, list)
    paired = Signal(str, str)
    unpaired = Signal(str)
    case_opened = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("整改"))
        self._sheet: RectificationSheet | None = None
        self._loader = ThumbnailLoader(self)
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.closed)
        self.open_case = Button(tr("打开案件"), "link")
        self.open_case.clicked.connect(self._open_case)
        self.add_action(self.open_case)
        self.add_action(close)
        self._top, self._pairs = column(gap=6), column(gap=8)
        self.add(holder(self._top))
        self.add(Label(tr("整改前后照片"), "dense-bold"))
        self.add(holder(self._pairs))
        self.photo, self.moment = (
            ChoiceField(tr("案件照片")),
            ChoiceField(tr("放在"), ((BEFORE, tr("整改前")), (AFTER, tr("整改后")))),
        )
        self.moment.set_value(BEFORE)
        put = Button(tr("配对"))
        put.clicked.connect(lambda: self.paired.emit(self.photo.value(), self.moment.value()))
        self._pair_form = holder(column(self.photo, beside(self.moment, put), gap=6))
        self.add(self._pair_form)
        self.day = TextField(tr("复查日"), required=True)
        self.result = TextField(tr("复查情况"), required=True)
        self.corrected = CheckField(tr("已改正"))
        self.save = Button(tr("登记复查"))
        self.save.clicked.connect(self._save)
        self._form = holder(column(self.day, self.result, row(self.corrected, None, self.save), gap=6))
        self.add(self._form)
        self.body.addStretch(1)

    def show_sheet(self, sheet: RectificationSheet, thumbnails: Mapping[str, Path], today: date) -> None:
        """Everything known of an order."""
        order = sheet.order
        fresh = self._sheet is None or self._sheet.order != order
        self._sheet = sheet
        self.set_title(tr("整改"), sheet.case.party_name)
        clear(self._top)
        self._top.addWidget(Label(order.requirement, "", wrap=True, selectable=True))
        term = tr("限 {day}", day=order.due_on) if order.due_on else tr("立即改正")
        self._top.addWidget(
            Label(tr("{day} 责令 · {term}", day=order.ordered_on, term=term), "dense", "text2", wrap=True)
        )
        mark = "" if sheet.recheck.period.verified else tr("（条文未核对）")
        self._top.addWidget(
            Label(
                tr("复查期限：{what}{mark}", what=sheet.recheck.sentence(), mark=mark),
                "caption",
                "text3",
                wrap=True,
            )
        )
        if order.rechecked_on is not None:
            done = Panel("ok" if order.corrected else "bad")
            words = tr("已改正") if order.corrected else tr("未改正")
            done.add(Label(tr("{day} 复查：{what}", day=order.rechecked_on, what=words), "dense-bold"))
            done.add(Label(order.result or tr("没有写明复查情况"), "dense", wrap=True, selectable=True))
            self._top.addWidget(done)
        for gap in sheet.gaps:
            self._top.addWidget(
                holder(row(MarkView(Mark.UNKNOWN, 16), (Label(gap, "dense", "warn", wrap=True), 1)))
            )
        self._show_pairs(sheet, thumbnails)
        free = sheet.free()
        self._pair_form.setVisible(bool(free))
        self.photo.set_options(
            tuple((one.id, f"{one.ordinal} {one.caption or one.original_name}") for one in free)
        )
        if not self.photo.value() and free:
            self.photo.set_value(free[0].id)
        self._form.setVisible(order.rechecked_on is None)
        if fresh:
            self.day.set_text(str(today))
            self.result.set_text("")
            self.corrected.setChecked(False)
            for field in (self.day, self.result):
                field.clear_line()

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        field = self.day if "日" in error.field else self.photo if error.field == "照片" else self.result
        field.set_error(error)

    def _show_pairs(self, sheet: RectificationSheet, thumbnails: Mapping[str, Path]) -> None:
        clear(self._pairs)
        head = row(
            Label(tr("整改前"), "caption", "text3"), None, Label(tr("整改后"), "caption", "text3"), None
        )
        self._pairs.addWidget(holder(head))
        for before, after in (*sheet.pairs(), (None, None)):
            self._pairs.addWidget(
                holder(
                    row(
                        (self._side(sheet, before, BEFORE, thumbnails), 1),
                        (self._side(sheet, after, AFTER, thumbnails), 1),
                        gap=10,
                    )
                )
            )

    def _side(
        self,
        sheet: RectificationSheet,
        link: RecheckPhoto | None,
        moment: str,
        thumbnails: Mapping[str, Path],
    ) -> QWidget:
        word = tr("整改前") if moment == BEFORE else tr("整改后")
        photo = sheet.photos.get(link.photo_id) if link else None
        if link is None or photo is None:
            add = AddTile(word)
            add.setAccessibleName(tr("添加{word}照片，或把文件拖到这里", word=word))
            add.clicked.connect(lambda: self.photos_wanted.emit(moment))
            add.dropped.connect(lambda paths: self.photos_dropped.emit(moment, paths))
            return holder(row(add, None))
        taken = f"{photo.taken_at:%Y-%m-%d}" if photo.taken_at else tr("时间未记录")
        item = PhotoItem(
            photo.id,
            link.ordinal,
            f"{photo.caption or photo.original_name} {taken}",
            thumbnails.get(photo.id),
        )
        drop = Button(tr("取下"), "link", size="small")
        drop.setAccessibleName(tr("取下{word} {n}", word=word, n=link.ordinal))
        drop.clicked.connect(lambda _c=False, key=link.id: self.unpaired.emit(key))
        return holder(row(holder(column(PhotoTile(item, self._loader), row(drop, None))), None))

    def _open_case(self) -> None:
        if self._sheet is not None:
            self.case_opened.emit(self._sheet.case.id)

    def _save(self) -> None:
        if self._sheet is None:
            return
        if not self.result.text().strip():
            self.result.set_fault(tr("写明复查看到什么"))
            return
        try:
            day = parse_day(self.day.text(), "复查日")
        except InvalidValueError as error:
            self.day.set_error(error)
            return
        self.rechecked.emit(
            {
                "id": self._sheet.order.id,
                "day": day,
                "corrected": self.corrected.isChecked(),
                "result": self.result.text(),
            }
        )
