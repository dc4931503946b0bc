"""Spans that do not count towards the 90 days (扣除期间), each with its reason and proof."""

from __future__ import annotations

from PySide6.QtCore import Signal

from inspector.casework.rulebook import Rulebook
from inspector.domain.errors import InvalidValueError
from inspector.domain.times import parse_day
from inspector.services.cases import CaseFile
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import ChoiceField, Field, TextField, on_leave
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, holder, row
from inspector.ui.common.words import tr


class SuspensionCard(Card):
    """`entered(dict)`: reason (id of the rules' deduction), starts_on, ends_on (None while it lasts), proof."""

    entered = Signal(dict)

    def __init__(self) -> None:
        super().__init__(tr("扣除期间"), tr("不计入九十日；写明原因和凭证"))
        self._recorded: tuple[object, ...] | None = None
        self.list = Label("", "dense", "text2", wrap=True, selectable=True)
        self.reason = ChoiceField(tr("原因"), required=True)
        self.starts, self.ends = (
            TextField(tr("开始日"), required=True),
            TextField(tr("结束日"), hint=tr("未结束的留空")),
        )
        self.proof = TextField(
            tr("凭证"),
            required=True,
            hint=tr("没有凭证的日子不能扣除"),
            placeholder=tr("名称和编号，如 监测委托书〔2026〕18号"),
        )
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

    def show_file(self, file: CaseFile, rules: Rulebook) -> None:
        """The spans so far; what is being typed stays until one more is there."""
        if not self.reason.combo.count():
            self.reason.set_options(tuple((kind.id, tr(kind.name)) for kind in rules.deductions.values()))
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
        self.reason.clear_line()

    def show_fault(self, error: InvalidValueError) -> bool:
        """Put a refusal below its field; whether the field is one of this card."""
        fields: dict[str, Field] = {
            "扣除事由": self.reason,
            "开始日": self.starts,
            "结束日": self.ends,
            "凭证": self.proof,
        }
        field = fields.get(error.field)
        if field is not None:
            field.set_error(error)
        return field is not None

    def _save(self) -> None:
        for field in (self.reason, self.starts, self.ends, self.proof):
            field.clear_line()
        if not self.reason.value():
            self.reason.set_fault(tr("选一项原因"))
            return
        try:
            starts = parse_day(self.starts.text(), "开始日")
            ends = parse_day(self.ends.text(), "结束日") if self.ends.text().strip() else None
        except InvalidValueError as error:
            (self.ends if error.field == "结束日" else self.starts).set_error(error)
            return
        if ends is not None and ends < starts:
            self.ends.set_fault(tr("结束日不能早于开始日"))
            return
        if not self.proof.text():
            self.proof.set_fault(tr("写明凭证名称和编号，没有凭证的日子不能扣除"))
            return
        self.entered.emit(
            {"reason": self.reason.value(), "starts_on": starts, "ends_on": ends, "proof": self.proof.text()}
        )
