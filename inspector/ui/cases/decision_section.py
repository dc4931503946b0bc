"""The decision bar: the officer's choice, ground, amount and reason. The app checks; the officer decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal

from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import Outcome
from inspector.domain.money import parse_yuan, wan_text
from inspector.domain.times import parse_day
from inspector.law.leniency import ItemResult
from inspector.services.cases import CaseFile
from inspector.services.law_review import LawReview
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import CheckField, ChoiceField, Field, TextAreaField, TextField, beside
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, holder, row
from inspector.ui.common.words import tr

_FINED = {Outcome.PENALTY.value, Outcome.REDUCED.value}
_GROUNDED = {Outcome.REDUCED.value, Outcome.WAIVED.value, Outcome.MAY_BE_WAIVED.value}


class DecisionCard(Card):
    """`proposed(dict)`, `decided(dict)`: outcome, amount_fen, item_id, basis, reason, manual_reason, day, apology."""

    proposed = Signal(dict)
    decided = Signal(dict)

    def __init__(self) -> None:
        super().__init__(tr("由你决定"), tr("程序只核对，不作决定；理由必填"))
        self._recorded: tuple[object, ...] | None = None
        self._preset = ""
        self._lowered: int | None = None
        self.state = Label("", "dense", "text2", wrap=True)
        self.outcome = ChoiceField(tr("处理"), options=tuple((kind.value, kind.label) for kind in Outcome))
        self.outcome.chosen.connect(lambda _value: self._fit())
        self.amount = TextField(tr("罚款（元）"), placeholder=tr("如 32000 或 3.2万"))
        self.apology = CheckField(tr("按公开道歉承诺从轻"))
        self.apology.ticked.connect(self._lower)
        self.item = ChoiceField(tr("依据的清单项或条款"))
        self.basis = TextField(tr("依据或接收部门"))
        self.reason = TextAreaField(tr("理由"), required=True, lines=2)
        self.manual = TextField(tr("说明"), hint=tr("数额与测算不同，或条件不齐仍采用时必填"))
        self.day = TextField(tr("决定日"))
        self.open = Button(tr("填写处理意见"), "filled")
        self.open.clicked.connect(self.toggle)
        propose, decide = Button(tr("记为拟处理意见")), Button(tr("作出决定"))
        propose.clicked.connect(lambda: self._tell(self.proposed.emit))
        decide.clicked.connect(lambda: self._tell(self.decided.emit))
        self.form = holder(
            column(
                row((self.outcome, 1), (self.amount, 1), gap=10),
                self.apology,
                self.item,
                self.basis,
                self.reason,
                self.manual,
                beside(self.day, propose, decide, gap=8),
                gap=6,
            )
        )
        self.form.hide()
        self.add(row((self.state, 1), self.open))
        self.add(self.form)

    def toggle(self) -> None:
        """Open or close the form."""
        self.form.setVisible(self.form.isHidden())
        if not self.form.isHidden():
            self.outcome.setFocus()

    def show_case(self, file: CaseFile, review: LawReview | None, today: date) -> None:
        """The state so far, and the form preset with the proposal and the computed figure.

        A form being filled keeps what was typed; only the figure follows the table until the officer sets his own.
        """
        case = file.case
        decision = file.decision
        self.state.setText(_state_words(file))
        # Filled only while the decision is what the procedure wants.
        self.open.set_kind("filled" if decision is None else "outlined")
        fen = (
            case.proposed_fen if case.proposed_fen is not None else review.fine.point_fen if review else None
        )
        preset = f"{fen / 100:.2f}".rstrip("0").rstrip(".") if fen is not None else ""
        recorded = (
            case.id,
            decision.id if decision else "",
            case.proposed_outcome,
            case.proposed_fen,
            case.proposed_item_id,
            case.proposed_reason,
        )
        lowered = review.apology.reduction if review and review.apology else None
        self._lowered = lowered.amount_fen if lowered else None
        chosen = self.item.value()
        self._fill_items(review.items if review else ())
        if recorded == self._recorded and not self.form.isHidden():
            self.item.set_value(chosen)
            if self.amount.text() == self._preset:
                self.amount.set_text(preset)
                self._preset = preset
            self._fit()
            return
        if decision is not None:
            self.form.hide()
        self._recorded, self._preset = recorded, preset
        outcome = case.proposed_outcome or Outcome.PENALTY
        self.outcome.set_value(outcome.value)
        self.amount.set_text(preset)
        self.item.set_value(case.proposed_item_id or "")
        self.basis.set_text(case.hand_over_to)
        self.reason.set_text(case.proposed_reason)
        self.day.set_text(str(today))
        self._fit()

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        fields: dict[str, Field] = {
            "罚款": self.amount,
            "理由": self.reason,
            "依据": self.basis,
            "移交": self.basis,
            "决定日": self.day,
        }
        fields.get(error.field, self.reason).set_error(error)

    def _fill_items(self, items: Sequence[ItemResult]) -> None:
        words = {True: tr("条件齐"), False: tr("条件不齐")}
        ordered = sorted(items, key=lambda item: not item.complete)
        self.item.set_options(
            (
                ("", tr("不选")),
                *((item.item.id, f"{item.item.name}（{words[item.complete]}）") for item in ordered),
            )
        )

    def _fit(self) -> None:
        chosen = self.outcome.value()
        self.amount.setVisible(chosen in _FINED)
        self.item.setVisible(chosen in _GROUNDED)
        self.apology.setVisible(chosen == Outcome.PENALTY.value and self._lowered is not None)
        if self.apology.isHidden():
            self.apology.setChecked(False)
        self.basis.setVisible(chosen in _GROUNDED or chosen == Outcome.HANDED_OVER.value)

    def _lower(self, on: bool) -> None:
        """The lowered figure while the apology counts, else the computed one."""
        if on and self._lowered is not None:
            self.amount.set_text(f"{self._lowered / 100:.2f}".rstrip("0").rstrip("."))
        else:
            self.amount.set_text(self._preset)

    def _tell(self, say: Callable[[dict[str, object]], None]) -> None:
        try:
            amount = self.amount.text().strip()
            entered: dict[str, object] = {
                "outcome": Outcome(self.outcome.value()),
                "amount_fen": parse_yuan(amount, "罚款") if amount and not self.amount.isHidden() else None,
                "item_id": (self.item.value() or None) if not self.item.isHidden() else None,
                "basis": self.basis.text() if not self.basis.isHidden() else "",
                "reason": self.reason.text(),
                "manual_reason": self.manual.text(),
                "day": parse_day(self.day.text(), "决定日"),
                "apology": self.apology.isChecked() and not self.apology.isHidden(),
            }
        except InvalidValueError as error:
            self.show_fault(error)
            return
        say(entered)


def _state_words(file: CaseFile) -> str:
    """What was decided, or what is intended, with amount and reason."""
    case, decision = file.case, file.decision
    if decision is not None:
        return tr(
            "{day} 决定：{what}{amount}。{reason}",
            day=decision.decided_on,
            what=decision.outcome.label,
            amount=_amount_words(decision.amount_fen),
            reason=decision.reason,
        )
    if case.proposed_outcome is None:
        return tr("还没有处理意见")
    return tr(
        "拟{what}{amount}。{reason}",
        what=case.proposed_outcome.label,
        amount=_amount_words(case.proposed_fen),
        reason=case.proposed_reason,
    )


def _amount_words(fen: int | None) -> str:
    return "" if fen is None else tr("，{n} 万元", n=wan_text(fen))
