"""The file's own review (案卷自查) on the case page: red lines first, each with where to fix it, who let it pass, and what nobody checked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inspector.casework.review import ReviewFinding
from inspector.domain.errors import InvalidValueError
from inspector.services.case_review import FileReview
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import ChoiceField, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.words import tr


class ReviewCard(Card):
    """Findings as lines; without any it says so, and still names what a person must check.

    `overridden(rule_id, what, reason, leader_id)`: a leader lets a red line pass.
    """

    overridden = Signal(str, str, str, str)

    def __init__(self) -> None:
        super().__init__(tr("案卷自查"))
        self._rule = self._what = ""
        self._list = column(gap=6)
        self.unseen = Label("", "caption", "text3", wrap=True)
        self.passing = Label("", "dense-bold", wrap=True)
        self.reason = TextField(
            tr("放行的理由"), required=True, hint=tr("记入审计记录，并一直显示在案卷自查里")
        )
        self.leader = ChoiceField(tr("放行的负责人"), required=True)
        self.leader.setMaximumWidth(180)
        save, drop = Button(tr("放行"), "danger"), Button(tr("不放行"), "link")
        save.clicked.connect(self._save)
        drop.clicked.connect(lambda: self._ask(None))
        fields = row((self.reason, 1), self.leader, gap=10)
        for field in (self.reason, self.leader):
            fields.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self._form = holder(column(self.passing, fields, row(None, drop, save), gap=6))
        self._form.hide()
        self.add(holder(self._list))
        self.add(self._form)
        self.add(self.unseen)

    def show_leaders(self, leaders: Sequence[tuple[str, str]]) -> None:
        """Who may let a red line pass, by id and name."""
        self.leader.set_options(tuple(leaders))

    def show_review(self, found: FileReview | None) -> None:
        """What the rules find now; None while the law gives no answer."""
        self.setVisible(found is not None)
        clear(self._list)
        if found is None:
            return
        passed = found.red_lines - len(found.holding)
        counts = tr(
            "{n} 项一票否决，{m} 项其他问题", n=found.red_lines, m=len(found.findings) - found.red_lines
        )
        if passed:
            counts += tr("；{n} 项已由负责人放行", n=passed)
        self.set_sub(counts if found.findings else tr("已有数据里没有发现问题"))
        for finding in found.findings:
            self._list.addWidget(self._line(finding, found))
        if self._rule and (self._rule, self._what) not in {(one.rule_id, one.what) for one in found.holding}:
            self._ask(None)
        self.unseen.setText(tr("没有数据、须人工核对：{what}", what="、".join(found.unseen)))

    def show_fault(self, error: InvalidValueError) -> bool:
        """Put a refusal below its field; whether it has one here."""
        field = {"放行的理由": self.reason, "负责人": self.leader}.get(error.field)
        if field is not None:
            field.set_error(error)
        return field is not None

    def _line(self, finding: ReviewFinding, found: FileReview) -> QWidget:
        passed = found.passed_by(finding)
        mark = MarkView(Mark.UNMET if finding.blocks and passed is None else Mark.UNKNOWN, 16)
        basis = finding.basis if finding.verified else tr("{basis}，条文未核对", basis=finding.basis)
        parts: list[QWidget] = [
            Label(f"{finding.name}：{finding.what}", "dense", wrap=True),
            Label(
                tr("{basis}　改：{where}", basis=basis, where=finding.where), "caption", "text2", wrap=True
            ),
        ]
        if passed is not None:
            parts.append(Label(passed.sentence(), "caption", "warn", wrap=True, selectable=True))
        items: list[QWidget | tuple[QWidget, int]] = [mark, (holder(column(*parts, gap=0)), 1)]
        if finding.blocks and passed is None:
            ask = Button(tr("负责人放行"), "link", size="small")
            ask.setAccessibleName(tr("负责人放行：{name}", name=finding.name))
            ask.clicked.connect(lambda: self._ask(finding))
            items.append(ask)
        return holder(row(*items, gap=8))

    def _ask(self, finding: ReviewFinding | None) -> None:
        self._rule, self._what = (finding.rule_id, finding.what) if finding is not None else ("", "")
        self._form.setVisible(finding is not None)
        for field in (self.reason, self.leader):
            field.clear_line()
        self.reason.set_text("")
        if finding is not None:
            self.passing.setText(tr("放行“{name}”：{what}", name=finding.name, what=finding.what))
            self.reason.line_edit.setFocus()

    def _save(self) -> None:
        if not self.reason.text():
            self.reason.set_fault(tr("写明为什么仍可以出具，依据什么"))
        elif not self.leader.value():
            self.leader.set_fault(tr("选负责人"))
        else:
            self.overridden.emit(self._rule, self._what, self.reason.text(), self.leader.value())
