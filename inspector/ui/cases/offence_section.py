"""First offence and repeat (初次违法检索) on the case page: what was searched until when, what was found, and whether a waiver stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InvalidValueError
from inspector.services.offences import OffenceView
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card, Panel
from inspector.ui.common.fields import TextField
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.words import tr


class OffenceCard(Card):
    """`search_wanted()`, `confirmed(reason)`, `case_opened(id)`."""

    search_wanted = Signal()
    confirmed = Signal(str)
    case_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("初次违法检索"))
        self.mark = MarkView(Mark.UNKNOWN, 16)
        self.found = Label("", "dense", wrap=True, selectable=True)
        self._list = column(gap=2)
        self.stored = Label("", "caption", "text2", wrap=True, selectable=True)
        self.search = Button(tr("检索并存入案卷"), size="small")
        self.search.clicked.connect(self.search_wanted)
        self.add_action(self.search)
        self.warning = Panel("warn")
        self.reason = TextField(
            tr("核对后仍成立的理由"), required=True, hint=tr("写明为什么不是同一当事人，查了什么")
        )
        self.confirm = Button(tr("核对后仍成立"))
        self.confirm.clicked.connect(self._confirm)
        self._judge = holder(row((self.reason, 1), self.confirm, gap=10))
        self._says = Label("", "dense", wrap=True)
        self.warning.add(column(row(MarkView(Mark.RECHECK, 16), (self._says, 1), gap=8), self._judge, gap=6))
        self.add(self.warning)
        self.add(row(self.mark, (self.found, 1), gap=8))
        self.add(holder(self._list))
        self.add(self.stored)

    def show_offences(self, view: OffenceView) -> None:
        """What a search finds now beside the one that is kept."""
        first = view.fresh.first
        self.mark.set_mark(Mark.MET if first else Mark.UNMET if first is False else Mark.UNKNOWN)
        self.found.setText(view.fresh.sentence())
        clear(self._list)
        certain = {match.former.case_id: match.certain for match in view.fresh.matches}
        for case in view.found:
            self._list.addWidget(
                self._line(case.id, f"{case.act_day}　{case.party_name}　{case.title}", sure=certain[case.id])
            )
        stored = view.stored
        self.stored.setText(
            tr("存入案卷第 {n} 次：{what}", n=stored.ordinal, what=stored.sentence)
            if stored is not None
            else tr("还没有存入案卷；作决定时会自动检索并存入")
        )
        self.warning.setVisible(view.must_judge)
        self._judge.setVisible(first is not False)
        self._says.setText(
            tr("免罚要重新核对：作决定后又查到同一信用代码的案件，初次违法不成立；撤销或变更原决定。")
            if first is False
            else tr("免罚要重新核对：作决定后又查到名称或地址相同的案件，核对是不是同一当事人。")
        )

    def show_fault(self, error: InvalidValueError) -> bool:
        """Put a refusal below its field; whether it has one here."""
        if error.field != "核对的理由":
            return False
        self.reason.set_error(error)
        return True

    def clear_reason(self) -> None:
        """An empty field after what was typed is stored."""
        self.reason.set_text("")
        self.reason.clear_line()

    def _line(self, case_id: str, text: str, *, sure: bool) -> QWidget:
        go = Button(tr("查看"), "link", size="small")
        go.setAccessibleName(tr("查看 {what}", what=text))
        go.clicked.connect(lambda: self.case_opened.emit(case_id))
        word = Label(tr("同一当事人") if sure else tr("须人工核对"), "caption", "bad" if sure else "warn")
        return holder(row(16, (ElidingLabel(text, "dense"), 1), word, go, gap=8))

    def _confirm(self) -> None:
        if not self.reason.text():
            self.reason.set_fault(tr("写明为什么不是同一当事人，查了什么"))
            return
        self.confirmed.emit(self.reason.text())
