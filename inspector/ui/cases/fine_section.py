"""The fine on the law panel: arithmetic, grades, texts side by side, limitation, unit and person, several laws."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.money import wan_text
from inspector.law.discretion import table_fits
from inspector.law.schema import Provision
from inspector.services.law_review import LawReview
from inspector.ui.cases.law_shown import DIRECTIONS, effect_words, fine_view
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Panel
from inspector.ui.common.fields import ChoiceField
from inspector.ui.common.fine import FineArithmetic
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.words import tr


class FineBlock(QWidget):
    """`grade_chosen(factor, grade)`, `direction_chosen(direction)`. Grades and texts open on demand and stay as they were."""

    grade_chosen = Signal(str, str)
    direction_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._direction = column()
        self._grades, self._texts, self._more = column(gap=4), column(gap=6), column(gap=4)
        self.grades, self.texts = holder(self._grades), holder(self._texts)
        self.grades.hide()
        self.texts.hide()
        self.arithmetic = FineArithmetic()
        self.arithmetic.compare_requested.connect(lambda: self._toggle(self.texts))
        self.grades_button = Button("", "link", size="small")
        self.grades_button.clicked.connect(lambda: self._toggle(self.grades))
        self._case = ""
        self.setLayout(
            column(
                self.arithmetic,
                row(self.grades_button, None),
                self._direction,
                self.grades,
                self.texts,
                self._more,
                gap=6,
            )
        )

    def show_fine(self, review: LawReview) -> None:
        """Everything about the fine. Two texts that differ stand open side by side from the start."""
        key = f"{review.violation.id}/{review.choice.act_end_day}/{review.provision.id}"
        if key != self._case:
            self._case = key
            self.texts.setVisible(review.choice.changed)
            self.grades.setVisible(False)
        self.arithmetic.set_fine(fine_view(review))
        self._fill_direction(review)
        self._fill_grades(review)
        self._fill_texts(review)
        self._fill_more(review)

    def _toggle(self, part: QWidget) -> None:
        part.setVisible(part.isHidden())

    def _fill_direction(self, review: LawReview) -> None:
        clear(self._direction)
        usable = not review.fine.conflict or bool(review.fine.missing)
        if usable and review.fine.table is not None and review.fine.table.method == "bands":
            direction = Segmented(
                tr("轻重"), tuple(Segment(key.value, tr(name)) for key, name in DIRECTIONS.items())
            )
            direction.set_value(review.direction.value)
            direction.chosen.connect(self.direction_chosen)
            self._direction.addLayout(row(Label(tr("在本档内"), "dense", "text2"), direction, None))

    def _fill_grades(self, review: LawReview) -> None:
        clear(self._grades)
        table = review.table
        # A table with a part for the range in force stays open: another grade may lead to that part.
        usable = table is not None and (
            not review.fine.conflict or bool(review.fine.missing) or table_fits(table, review.provision)
        )
        usable = usable and (review.in_force is None or review.in_force.fineable)
        self.grades_button.setVisible(usable)
        if table is None or not usable:
            self.grades.hide()
            return
        assumed = sum(step.assumed_lowest for step in review.fine.steps)
        self.grades_button.setText(
            tr("选裁量档（{n} 项未选，按最低档）", n=assumed) if assumed else tr("改裁量档")
        )
        effects = {effect.factor.id: effect for effect in review.effects}
        for factor in table.factors:
            empty = tr("请选") if factor.asked else tr("未选（按最低档）")
            field = ChoiceField(factor.name, options=(("", empty), *((g.id, g.label) for g in factor.grades)))
            field.set_value(review.grades.get(factor.id, ""))
            field.chosen.connect(
                lambda grade, key=factor.id: self.grade_chosen.emit(key, grade) if grade else None
            )
            self._grades.addWidget(field)
            words = effect_words(effects.get(factor.id))
            if words:
                self._grades.addWidget(Label(words, "caption", "text2", wrap=True))
        source = review.fine.table.source if review.fine.table else table.source
        self._grades.addWidget(
            Label(
                tr("来源：{doc}{art}", doc=source.document, art=source.article), "caption", "text3", wrap=True
            )
        )

    def _fill_texts(self, review: LawReview) -> None:
        clear(self._texts)
        choice = review.choice
        pairs = [(tr("行为时的条文"), choice.old), (tr("决定时的条文"), choice.new)]
        shown = pairs if choice.changed else [(tr("行为时和决定时的条文"), choice.old)]
        panels = row(
            *((_text_panel(title, one, chosen=choice.chosen is one), 1) for title, one in shown), gap=8
        )
        self._texts.addLayout(panels)

    def _fill_more(self, review: LawReview) -> None:
        clear(self._more)
        self._more.addWidget(Label(review.limitation, "caption", "text2", wrap=True))
        for entry in review.party_fines:
            fen = entry.fine.point_fen
            amount = tr("{n} 万元", n=wan_text(fen)) if fen is not None else tr("由你填写")
            why = entry.fine.formula or entry.fine.conflict
            self._more.addWidget(
                Label(
                    tr("{who}：{amount}。{why}", who=entry.grade.label, amount=amount, why=why),
                    "dense",
                    wrap=True,
                )
            )
        if review.party_fines:
            self._more.addWidget(
                Label(tr("单位和责任人员分别处罚，各写各的数额。"), "caption", "text2", wrap=True)
            )
        several = review.several
        if several.same is not None:
            mark = Mark.UNKNOWN if several.same.highest is None or several.heavier_elsewhere else Mark.MET
            self._more.addLayout(row(MarkView(mark, 16), (Label(several.same.reason, "dense", wrap=True), 1)))
        if several.separate:
            self._more.addWidget(Label(several.separate, "dense", wrap=True))


def _text_panel(title: str, provision: Provision, *, chosen: bool) -> Panel:
    panel = Panel("accent" if chosen else "sunken")
    panel.add(Label(tr("{title}（适用）", title=title) if chosen else title, "dense-bold", wrap=True))
    panel.add(Label(provision.penalty(), "dense", wrap=True))
    panel.add(Label(provision.fine.text(), "dense-bold", wrap=True))
    if provision.worse is not None:
        panel.add(Label(tr("拒不改正的：{range}", range=provision.worse.text()), "dense", wrap=True))
    panel.add(Label(tr("违反：{what}", what=provision.violated), "caption", "text2", wrap=True))
    panel.add(Label(tr("主管：{who}", who=provision.authority), "caption", "text2", wrap=True))
    for consequence in provision.consequences:
        panel.add(Label(consequence, "caption", "text3", wrap=True))
    if provision.source.verification != "verified":
        panel.add(row(MarkView(Mark.UNKNOWN, 14), (Label(tr("原文未核实"), "caption", "warn"), 1)))
    panel.body.addStretch(1)
    return panel
