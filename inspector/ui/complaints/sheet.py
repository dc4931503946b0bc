"""One complaint: its periods, repeats at the place, what it led to, and what is said to the complainant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.casework.complaints import ComplaintTerm
from inspector.casework.deadlines import Urgency
from inspector.domain.errors import InvalidValueError
from inspector.domain.times import local, local_day, parse_day
from inspector.services.complaints import ComplaintSheet
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card, Panel
from inspector.ui.common.chips import Chip
from inspector.ui.common.fields import ChoiceField, Field, TextAreaField, TextField, beside
from inspector.ui.common.labels import ElidingLabel, Label
from inspector.ui.common.layout import clear, column, holder, row
from inspector.ui.common.marks import Mark, MarkView
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.urgency import URGENCY_MARKS
from inspector.ui.common.words import tr

TELL, ANSWER, EXTEND, HAND = "tell", "answer", "extend", "hand"
_VERBS = {TELL: "登记告知", ANSWER: "登记答复", EXTEND: "登记延期", HAND: "登记转办"}
_SHOWN = 5


class ComplaintCard(Card):
    """`done(dict)`: action, day, text, body, leader. `visit_wanted()`, `visit_opened(id)`, `case_opened(id)`,
    `case_linked(number)`, `complaint_opened(id)`, `closed()`."""

    done = Signal(dict)
    visit_wanted = Signal()
    visit_opened = Signal(str)
    case_opened = Signal(str)
    case_linked = Signal(str)
    complaint_opened = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("信访"))
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.closed)
        self.add_action(close)
        self._shown: ComplaintSheet | None = None
        self._top = column(gap=6)
        self._links = column(gap=4)
        self.add(holder(self._top))
        self.add(holder(self._links))
        self.visit = Button(tr("开始检查"))
        self.visit.clicked.connect(self.visit_wanted)
        self.case_number = TextField(tr("关联案件"), placeholder=tr("案号"))
        link = Button(tr("关联"))
        link.clicked.connect(lambda: self.case_linked.emit(self.case_number.text()))
        self._link_row = holder(beside(self.case_number, link))
        self.action = Segmented(
            tr("办理"),
            (
                Segment(TELL, tr("告知")),
                Segment(ANSWER, tr("答复")),
                Segment(EXTEND, tr("延期")),
                Segment(HAND, tr("转办")),
            ),
        )
        self.action.chosen.connect(lambda _value: self._fit())
        self.day, self.body_name = (
            TextField(tr("日期"), required=True),
            TextField(tr("转往单位"), required=True),
        )
        self.leader = ChoiceField(tr("批准的负责人"), required=True)
        self.words = TextAreaField(tr("答复内容"), required=True, lines=3)
        self.save = Button("")
        self.save.clicked.connect(self._save)
        self.form = holder(
            column(
                self.action,
                self.day,
                self.leader,
                self.body_name,
                self.words,
                row(None, self.save),
                gap=8,
            )
        )
        self.add(row(self.visit, None))
        self.add(self._link_row)
        self.add(self.form)
        self.body.addStretch(1)

    def show_sheet(self, sheet: ComplaintSheet, leaders: tuple[tuple[str, str], ...], today: date) -> None:
        """Everything known of a complaint; the form asks for the next thing to say."""
        one = sheet.complaint
        fresh = self._shown is None or self._shown.complaint != one
        self._shown = sheet
        self.set_title(tr("{kind}信访", kind=one.kind), f"{one.channel} {one.reference}".strip())
        clear(self._top)
        self._top.addWidget(Label(one.content, "", wrap=True, selectable=True))
        received = f"{local(one.received_at):%Y-%m-%d %H:%M}"
        self._top.addWidget(
            Label(tr("{place} · {when} 收到", place=one.place, when=received), "dense", "text2", wrap=True)
        )
        if sheet.site is not None:
            self._top.addWidget(row_of(Chip(sheet.site.name)))
        self._repeats(sheet)
        for term in sheet.terms:
            self._top.addWidget(_term_line(term, today))
        if one.handed_on is None and one.answered_on is None:
            ends = "，".join(
                tr("{what} {day} 前", what=what, day=f"{end.due:%m-%d}")
                for what, end in sheet.handing.items()
            )
            self._top.addWidget(Label(tr("不属本局的：{ends}", ends=ends), "caption", "text3", wrap=True))
        if one.reply:
            said = Panel("ok")
            what = tr("转 {body}", body=one.handed_to) if one.handed_to else tr("答复")
            said.add(Label(f"{what} · {one.handed_on or one.answered_on}", "dense-bold"))
            said.add(Label(one.reply, "dense", wrap=True, selectable=True))
            self._top.addWidget(said)
        self._show_links(sheet)
        finished = one.answered_on is not None or one.handed_on is not None
        self.form.setVisible(not finished)
        self.visit.setVisible(not finished)
        self.leader.set_options((("", tr("未选")), *leaders))
        if fresh:
            self.action.set_value(TELL if one.told_on is None else ANSWER)
            self.day.set_text(str(today))
            for field in (self.body_name, self.words, self.case_number):
                field.set_text("")
                field.clear_line()
        self._fit()

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        fields: dict[str, Field] = {
            "答复内容": self.words,
            "转办说明": self.words,
            "转往单位": self.body_name,
            "批准的负责人": self.leader,
        }
        fields.get(error.field, self.day).set_error(error)

    def _repeats(self, sheet: ComplaintSheet) -> None:
        if not sheet.repeats:
            return
        notice = Panel("warn")
        head = Label(tr("一年内同一地点另有 {n} 件", n=len(sheet.repeats)), "dense-bold", wrap=True)
        notice.add(row(MarkView(Mark.UNKNOWN, 16), (head, 1)))
        for other in sheet.repeats[-_SHOWN:]:
            state = tr("已答复") if other.answered_on else tr("已转办") if other.handed_on else tr("未办结")
            notice.add(
                _line(
                    f"{local_day(other.received_at)} {other.content}",
                    state,
                    lambda _c=False, key=other.id: self.complaint_opened.emit(key),
                )
            )
        self._top.addWidget(notice)

    def _show_links(self, sheet: ComplaintSheet) -> None:
        clear(self._links)
        for visit in sheet.visits:
            day = f"{local_day(visit.started_at)} " if visit.started_at else ""
            self._links.addWidget(
                _line(
                    tr("检查 {day}{party}", day=day, party=visit.party_name or visit.place),
                    visit.state.label,
                    lambda _c=False, key=visit.id: self.visit_opened.emit(key),
                )
            )
        for case in sheet.cases:
            self._links.addWidget(
                _line(
                    case.title,
                    case.case_number or tr("未编号"),
                    lambda _c=False, key=case.id: self.case_opened.emit(key),
                )
            )
        if not sheet.visits and not sheet.cases:
            self._links.addWidget(Label(tr("还没有检查或案件"), "dense", "text3"))

    def _fit(self) -> None:
        action = self.action.value()
        self.leader.setVisible(action == EXTEND)
        self.body_name.setVisible(action == HAND)
        self.words.setVisible(action in (ANSWER, HAND))
        self.save.setText(tr(_VERBS.get(action, _VERBS[TELL])))

    def _save(self) -> None:
        try:
            day = parse_day(self.day.text(), "日期")
        except InvalidValueError as error:
            self.day.set_error(error)
            return
        self.done.emit(
            {
                "action": self.action.value(),
                "day": day,
                "text": self.words.text(),
                "body": self.body_name.text(),
                "leader": self.leader.value(),
            }
        )


def row_of(widget: QWidget) -> QWidget:
    """A widget at the left of a line of its own."""
    return holder(row(widget, None))


def _term_line(term: ComplaintTerm, today: date) -> QWidget:
    mark = Mark.MET if term.done_on else URGENCY_MARKS[term.urgency(today)]
    late = term.late_effect(term.done_on or today)
    when = tr("{day} 已办", day=term.done_on) if term.done_on else tr("{day} 前", day=term.deadline.due)
    unverified = "" if term.deadline.period.verified else tr(" · 条文未核对")
    basis = f"{term.deadline.period.basis} · {term.deadline.period.text()}{unverified}"
    bad = term.urgency(today) is Urgency.OVERDUE and term.done_on is None
    words = column(
        row(
            (ElidingLabel(term.title, "dense", bold=True), 1), Label(when, "dense", "bad" if bad else "text2")
        ),
        ElidingLabel(basis, "caption", "text3"),
        *([Label(late, "caption", "bad", wrap=True)] if late else []),
    )
    line = holder(row(MarkView(mark, 18), (holder(words), 1), gap=10))
    line.setToolTip(term.deadline.sentence())
    return line


def _line(text: str, second: str, open_it: Callable[..., object]) -> QWidget:
    go = Button(tr("打开"), "link", size="small")
    go.setAccessibleName(tr("打开 {title}", title=text))
    go.clicked.connect(open_it)
    return holder(row((ElidingLabel(text, "dense"), 1), Label(second, "caption", "text3"), go, gap=8))
