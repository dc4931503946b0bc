"""Spans that do not count towards the 90 days (扣除期间), each with its reason and proof."""

from __future__ import annotations

from PySide6.QtCore import Signal

from inspector.domain.errors import InvalidValueError
from inspector.domain.times import parse_day
from inspector.services.cases import CaseFile
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import ChoiceField, TextField, on_leave
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, holder, row
from inspector.ui.common.words import tr

# 行政处罚法第60条 and 办法 leave these out of the 90 days; the choice is recorded with its proof.
_REASONS = ("中止", "听证", "公告", "监测检测", "评估", "鉴定", "认定", "送达")


class SuspensionCard(Card):
    """`entered(dict)`: reason, starts_on, ends_on (None while it lasts), proof."""

    entered = Signal(dict)

    def __init__(self) -> None:
        super().__init__(tr("扣除期间"), tr("不计入九十日；写明原因和凭证"))
        self._recorded: tuple[object, ...] | None = None
        self.list = Label("", "dense", "text2", wrap=True, selectable=True)
        self.reason = ChoiceField(tr("原因"), options=tuple((reason, tr(reason)) for reason in _REASONS))
        self.starts, self.ends = (
            TextField(tr("开始日"), required=True),
            TextField(tr("结束日"), hint=tr("未结束的留空")),
        )
        self.proof = TextField(tr("凭证"), placeholder=tr("如 检测委托书编号"))
        for field in (self.starts, self.ends):
            on_leave(field, lambda text: parse_day(text, "日期") if text.strip() else None)
        save = Button(tr("登记扣除"))
        save.clicked.connect(self._save)
        self.add(self.list)
        self.add(
            holder(
                column(
                    row((self.reason, 1), (self.starts, 1), (self.ends, 1), gap=10),
                    row((self.proof, 1), save, gap=10),
                    gap=6,
                )
            )
        )

    def show_file(self, file: CaseFile) -> None:
        """The spans so far; what is being typed stays until one more is there."""
        if self._recorded == (file.case.id, file.suspensions):
            return
        self._recorded = (file.case.id, file.suspensions)
        lines = [
            tr(
                "{start} 至 {end}　{reason}　{proof}",
                start=span.starts_on,
                end=span.ends_on or tr("未结束"),
                reason=span.reason,
                proof=span.proof,
            )
            for span in file.suspensions
        ]
        self.list.setText("\n".join(lines) or tr("没有扣除期间"))
        for field in (self.starts, self.ends, self.proof):
            field.set_text("")
            field.clear_line()

    def _save(self) -> None:
        try:
            starts = parse_day(self.starts.text(), "开始日")
            ends = parse_day(self.ends.text(), "结束日") if self.ends.text().strip() else None
        except InvalidValueError as error:
            (self.ends if error.field == "结束日" else self.starts).set_error(error)
            return
        if ends is not None and ends < starts:
            self.ends.set_fault(tr("结束日不能早于开始日"))
            return
        self.entered.emit(
            {"reason": self.reason.value(), "starts_on": starts, "ends_on": ends, "proof": self.proof.text()}
        )
