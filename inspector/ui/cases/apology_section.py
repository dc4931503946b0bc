"""The public apology on the law panel (公开道歉承诺从轻): what the party did, the eleven exclusions, the lowered figure."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InvalidValueError
from inspector.domain.money import parse_yuan
from inspector.domain.times import parse_day
from inspector.law.apology import ApologyAnswer, ApologyCheck
from inspector.law.reductions import APOLOGY_EXCLUSIONS, APOLOGY_SOURCE
from inspector.services.apologies import ApologyEntry
from inspector.services.law_review import LawReview
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Panel
from inspector.ui.common.conditions import Condition, ConditionList
from inspector.ui.common.fields import ChoiceField, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.words import tr

_MARKS = {"met": Mark.MET, "unmet": Mark.UNMET, "unknown": Mark.UNKNOWN}
_PERCENTS = tuple((str(n), f"{n}%") for n in range(30, 51, 5))
_COMPUTED = "fixed_or_minimum"


class ApologyBlock(QWidget):
    """`recorded(ApologyEntry)`, `withdrawn()`. Closed until the officer opens it or an apology is there."""

    recorded = Signal(object)
    withdrawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.open = Button(tr("登记公开道歉承诺"), "link", icon="handshake", size="small")
        self.open.clicked.connect(self._toggle)
        self._answer = column(gap=4)
        self.percent = ChoiceField(tr("降低比例"), options=_PERCENTS)
        self.base = TextField(tr("罚款标准（元，没有裁量表时填）"))
        self.applied = TextField(tr("申请日"), placeholder="2026-11-18")
        self.published = TextField(tr("公开道歉日"), placeholder="2026-11-18")
        self.medium = TextField(tr("媒体或网站（地市级以上）"))
        self.promised = _three_way(tr("作出守法承诺"))
        self.exclusions = {
            key: _three_way(tr(name)) for key, name in APOLOGY_EXCLUSIONS.items() if key != _COMPUTED
        }
        keep, back = Button(tr("记下"), size="small"), Button(tr("撤回申请"), "link", size="small")
        keep.clicked.connect(self._tell)
        back.clicked.connect(self.withdrawn)
        lines = [
            holder(column(Label(tr(APOLOGY_EXCLUSIONS[key]), "dense", wrap=True), row(line, None), gap=2))
            for key, line in self.exclusions.items()
        ]
        self.form = holder(
            column(
                row((self.percent, 1), (self.base, 2), gap=10),
                row((self.applied, 1), (self.published, 1), gap=10),
                self.medium,
                row(Label(tr("守法承诺"), "dense"), self.promised, None),
                Label(tr("有下列情形之一的不适用（逐项认定，没查的保持待查）"), "dense-bold", wrap=True),
                *lines,
                row(keep, back, None),
                gap=6,
            )
        )
        self.form.hide()
        self._case = ""
        self.setLayout(column(row(self.open, None), self._answer, self.form, gap=6))

    def _toggle(self) -> None:
        self.form.setVisible(self.form.isHidden())

    def show_apology(self, case_id: str, review: LawReview) -> None:
        """The answer, and the form as the entry stands. A form of another case starts closed and empty."""
        clear(self._answer)
        answer = review.apology
        self.open.setText(tr("登记公开道歉承诺") if answer is None else tr("改公开道歉承诺的登记"))
        self.base.setVisible(review.fine.point_fen is None)
        if case_id != self._case:
            self._case = case_id
            self.form.hide()
            self._empty()
        if answer is None:
            return
        self._fill(answer)
        self._answer.addWidget(_verdict(answer))
        open_checks = [check for check in answer.checks if check.status != "met"]
        if open_checks:
            self._answer.addWidget(ConditionList([_line(check) for check in open_checks]))

    def _empty(self) -> None:
        self.percent.set_value("30")
        for field in (self.base, self.applied, self.published, self.medium):
            field.set_text("")
        for line in (self.promised, *self.exclusions.values()):
            line.set_value("unknown")

    def _fill(self, answer: ApologyAnswer) -> None:
        if not self.form.isHidden():
            return
        self.percent.set_value(str(answer.percent))
        for check in answer.exclusions:
            line = self.exclusions.get(check.key)
            if line is not None:
                line.set_value({"met": "no", "unmet": "yes", "unknown": "unknown"}[check.status])
        found = {check.key: check for check in answer.requirements}
        self.promised.set_value({"met": "yes", "unmet": "no", "unknown": "unknown"}[found["promised"].status])
        self.applied.set_text(_day_of(found["applied"]))
        self.published.set_text(_day_of(found["published"]))
        self.medium.set_text(_medium_of(found["published"]))
        if answer.base_fen is not None:
            self.base.set_text(f"{answer.base_fen / 100:.2f}".rstrip("0").rstrip("."))

    def _tell(self) -> None:
        try:
            applied, published = _day(self.applied), _day(self.published)
            base = self.base.text().strip()
            base_fen = parse_yuan(base, tr("罚款标准")) if base and not self.base.isHidden() else None
        except InvalidValueError:
            return
        words = {"yes": True, "no": False}
        entry = ApologyEntry(
            percent=int(self.percent.value() or "30"),
            exclusions={
                key: words[line.value()] for key, line in self.exclusions.items() if line.value() in words
            },
            applied_on=applied,
            published_on=published,
            medium=self.medium.text(),
            promised=words.get(self.promised.value()),
            base_fen=base_fen,
        )
        self.form.hide()
        self.recorded.emit(entry)


def _three_way(name: str) -> Segmented:
    line = Segmented(
        name, (Segment("yes", tr("有")), Segment("no", tr("没有")), Segment("unknown", tr("待查")))
    )
    line.set_value("unknown")
    return line


def _day(field: TextField) -> date | None:
    """The day in a box, None when empty. A fault is shown there and raised."""
    text = field.text().strip()
    if not text:
        return None
    try:
        return parse_day(text, field.label())
    except InvalidValueError as error:
        field.set_error(error)
        raise


def _day_of(check: ApologyCheck) -> str:
    first = check.found[:10]
    return first if first[:4].isdigit() else ""


def _medium_of(check: ApologyCheck) -> str:
    return check.found.partition("公开道歉，")[2] if check.status == "met" else ""


def _verdict(answer: ApologyAnswer) -> Panel:
    panel = Panel("sunken")
    states = {check.status for check in answer.checks}
    mark = Mark.UNMET if "unmet" in states else Mark.UNKNOWN if "unknown" in states else Mark.MET
    panel.add(
        row(
            MarkView(mark, 18),
            (Label(tr("公开道歉承诺从轻（{source}）", source=APOLOGY_SOURCE), "bold", wrap=True), 1),
        )
    )
    panel.add(Label(answer.verdict, "dense", "text2", wrap=True))
    if answer.warning:
        panel.add(Label(answer.warning, "caption", "warn", wrap=True))
    return panel


def _line(check: ApologyCheck) -> Condition:
    return Condition(check.name, _MARKS[check.status], check.found, source=APOLOGY_SOURCE)
