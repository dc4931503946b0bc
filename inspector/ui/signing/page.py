"""The page on which a visit is signed (签名): who signs, and the card to sign on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout

from inspector.domain.errors import InvalidValueError
from inspector.ui.common.layout import PageForm, holder, row
from inspector.ui.common.marks import Mark
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.shell.pages import PageSpec
from inspector.ui.signing.presenter import SigningPresenter
from inspector.ui.signing.shown import Signer, SignerState
from inspector.ui.signing.sign_card import SignCard
from inspector.ui.signing.signers_card import SignersCard


class SignPage(Page):
    """Signatures of one visit. `asked(visit_id)`."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("签名"), back_to=tr("现场检查"))
        self.presenter: object = None
        self.signers, self.card = SignersCard(), SignCard()
        self.signers.chosen.connect(self._choose)
        self.set_primary(self.card.act)
        self._beside = row((self.signers, 1), (self.card, 1), gap=12)
        self.body.addWidget(holder(self._beside))
        self.body.addStretch(1)

    def show_signers(self, heading: str, states: Sequence[SignerState], *, first: bool) -> None:
        """Everybody who signs; `first` asks the first who has not."""
        self.header.set_sub(heading)
        self.signers.show_signers(states)
        if first:
            self.card.ask(_next(states))

    def void_fault(self, error: InvalidValueError) -> None:
        """The reason for setting a signature aside is missing."""
        self.signers.show_fault(error)

    def apply_form(self, form: PageForm) -> None:
        """List and pad side by side where there is the width, otherwise one above the other."""
        wide = form.side_panels
        self._beside.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.BottomToTop
        )

    def entered(self, record_id: str = "") -> None:
        """`visit/ID`."""
        if record_id:
            self.asked.emit(record_id.removeprefix("visit/"))

    def help_text(self) -> str:
        """What the page asks."""
        return tr(
            "请当事人核对现场检查笔录后签名；执法人员也要签名。签名绑定记录此刻的内容，以后的更正会显示为“签名后记录有更正”，"
            "原签名保留。\n当事人拒绝签名的，写明原因；有见证人的请他签名。\n"
            "签错了位置的，作废并写明理由；签名仍然留着，不再印在笔录上。\n"
            "键盘：在签名框里 Ctrl+Z 撤回一笔，Delete 清除。"
        )

    def _choose(self, signer: Signer) -> None:
        self.card.ask(signer)
        self.card.pad.setFocus()


def _next(states: Sequence[SignerState]) -> Signer:
    """Who has not signed yet, in the order of the record; otherwise the last line, a further witness."""
    missing = [state.signer for state in states if state.mark is Mark.UNKNOWN]
    return missing[0] if missing else states[-1].signer


def sign_pages(context: Context) -> list[PageSpec]:
    """签名 of a visit (record: `visit/ID`)."""

    def make() -> Page:
        page = SignPage()
        presenter = SigningPresenter(
            page, context.services, context.runner, context.notices, context.announce
        )
        page.asked.connect(presenter.open)
        page.card.signed.connect(presenter.sign)
        page.card.refused.connect(presenter.refuse)
        page.signers.void_wanted.connect(presenter.void)
        context.changed.connect(presenter.on_changes)
        page.presenter = presenter
        return page

    return [PageSpec("sign", tr("签名"), "pen-nib", "", make, parent="visits")]
