"""The texts of the full form: companions, production, permits, the party's statement, refusal to sign."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.ui.common.cards import Card
from inspector.ui.common.fields import TextAreaField, TextField
from inspector.ui.common.layout import row
from inspector.ui.common.words import tr
from inspector.ui.visits.shown import MoreState

_AREA_HEIGHT = 72


class MoreSection(Card):
    """`typed(field, text)` with the names of `MoreState`, `left()`."""

    typed = Signal(str, str)
    left = Signal()

    def __init__(self, with_weather: bool, parent: QWidget | None = None) -> None:
        super().__init__(tr("其他记录"), parent=parent)
        self._lines = {
            "person_phone": TextField(tr("负责人电话")),
            "companion": TextField(tr("陪同人")),
            "weather": TextField(tr("天气")),
            "refused_to_sign": TextField(tr("拒签情况"), placeholder=tr("拒签的写明原因和见证人")),
        }
        if not with_weather:
            self._lines["weather"].hide()
        self._areas = {
            "production": TextAreaField(
                tr("生产或施工情况"), lines=2, placeholder=tr("工艺、设备、原辅料、工况")
            ),
            "permits": TextAreaField(
                tr("环评、验收、许可"), lines=2, placeholder=tr("编号和日期，未查到的写“未查到”")
            ),
            "statement": TextAreaField(tr("当事人陈述"), lines=2),
        }
        self.add(row((self._lines["person_phone"], 1), (self._lines["companion"], 1), gap=10))
        self.add(self._lines["weather"])
        for area in self._areas.values():
            area.text_edit.setMaximumHeight(_AREA_HEIGHT)
            self.add(area)
        self.add(self._lines["refused_to_sign"])
        self.body.addStretch(1)
        for name, line in self._lines.items():
            line.edited.connect(lambda text, key=name: self.typed.emit(key, text.strip()))
            line.committed.connect(lambda _text: self.left.emit())
        for name, area in self._areas.items():
            area.edited.connect(lambda text, key=name: self.typed.emit(key, text))
            area.committed.connect(lambda _text: self.left.emit())

    def show_more(self, state: MoreState) -> None:
        """Fill the fields."""
        for name, line in self._lines.items():
            line.set_text(str(getattr(state, name)))
        for name, area in self._areas.items():
            area.set_text(str(getattr(state, name)))

    def set_read_only(self, fixed: bool) -> None:
        """A completed visit is shown, not edited."""
        for line in self._lines.values():
            line.line_edit.setReadOnly(fixed)
        for area in self._areas.values():
            area.text_edit.setReadOnly(fixed)
