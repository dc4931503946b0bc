"""The file's own review (案卷自查) on the case page: red lines first, each with where to fix it, and what nobody checked."""

from __future__ import annotations

from inspector.services.case_review import FileReview
from inspector.ui.common.cards import Card
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.words import tr


class ReviewCard(Card):
    """Findings as lines; without any it says so, and still names what a person must check."""

    def __init__(self) -> None:
        super().__init__(tr("案卷自查"))
        self._list = column(gap=6)
        self.unseen = Label("", "caption", "text3", wrap=True)
        self.add(holder(self._list))
        self.add(self.unseen)

    def show_review(self, found: FileReview | None) -> None:
        """What the rules find now; None while the law gives no answer."""
        self.setVisible(found is not None)
        clear(self._list)
        if found is None:
            return
        self.set_sub(
            tr("{n} 项一票否决，{m} 项其他问题", n=found.red_lines, m=len(found.findings) - found.red_lines)
            if found.findings
            else tr("已有数据里没有发现问题")
        )
        for finding in found.findings:
            mark = MarkView(Mark.UNMET if finding.blocks else Mark.UNKNOWN, 16)
            basis = finding.basis if finding.verified else tr("{basis}，条文未核对", basis=finding.basis)
            words = Label(f"{finding.name}：{finding.what}", "dense", wrap=True)
            where = Label(
                tr("{basis}　改：{where}", basis=basis, where=finding.where), "caption", "text2", wrap=True
            )
            self._list.addWidget(holder(row(mark, (holder(column(words, where, gap=0)), 1), gap=8)))
        self.unseen.setText(tr("没有数据、须人工核对：{what}", what="、".join(found.unseen)))
