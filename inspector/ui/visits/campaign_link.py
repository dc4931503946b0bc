"""To which campaign (专项行动) a visit belongs: a link in the page's head that says it, and the menu that changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu

from inspector.domain.changes import Changes
from inspector.services.campaign_moves import Former
from inspector.services.campaign_visits import CampaignChoice
from inspector.services.campaigns import CampaignService
from inspector.ui.common.buttons import Button
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr

_LONGEST_NAME = 8


class CampaignLink(Button):
    """`chosen(campaign id)`, empty for none. Hidden while no campaign runs on the day of the visit."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("", "link", menu_mark=True)
        self.presenter: object = None
        self._choice = CampaignChoice(None, (), frozenset())
        self.clicked.connect(self._offer)
        self.hide()

    def show_choice(self, choice: CampaignChoice) -> None:
        """The campaign of the visit; without one, how many running campaigns look at such visits."""
        self._choice = choice
        name = choice.current.name if choice.current else ""
        if name:
            shown = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
            self.setText(tr("行动：{name}", name=shown))
        elif choice.fitting:
            self.setText(tr("可归入行动 {n}", n=len(choice.fitting)))
        else:
            self.setText(tr("归入行动"))
        self.setToolTip(name)
        self.setAccessibleName(tr("专项行动：{name}", name=name) if name else self.text())
        self.setVisible(bool(choice.current or choice.offered))

    def menu(self) -> QMenu:
        """The campaigns that may be chosen, with why; the visit's own is ticked."""
        menu, choice = QMenu(self), self._choice
        own = choice.current.id if choice.current else ""
        for campaign in choice.offered:
            why = tr("（重点类别或名单对象）") if campaign.id in choice.fitting else ""
            action = menu.addAction(f"{campaign.name}{why}")
            action.setCheckable(True)
            action.setChecked(campaign.id == own)
            action.triggered.connect(lambda _on=False, key=campaign.id: self.chosen.emit(key))
        if choice.current is not None and choice.current.closed_on is None:
            menu.addSeparator()
            menu.addAction(tr("不归入行动")).triggered.connect(lambda: self.chosen.emit(""))
        elif choice.current is not None:
            menu.addSeparator()
            menu.addAction(tr("{name}已总结，不再变动", name=choice.current.name)).setEnabled(False)
        return menu

    def _offer(self) -> None:
        menu = self.menu()
        menu.exec(self.mapToGlobal(QPoint(0, self.height())))
        menu.deleteLater()


class CampaignLinkView(Protocol):
    """What the presenter needs of the link."""

    def show_choice(self, choice: CampaignChoice) -> None:
        """Show it."""
        ...


class CampaignLinkPresenter:
    """Reads the choice of the visit shown and stores another one; it can be taken back."""

    def __init__(
        self,
        view: CampaignLinkView,
        campaigns: CampaignService,
        runner: Runner,
        notices: Notices,
        tell: Callable[[Changes], None],
    ) -> None:
        self._view, self._campaigns = view, campaigns
        self._runner, self._notices, self._tell = runner, notices, tell
        self._visit_id = ""
        self._own = ""
        self._asked = 0

    def open(self, visit_id: str) -> None:
        """Another visit is shown, or the same one was changed."""
        self._visit_id = visit_id
        self._asked += 1
        asked = self._asked

        def show(choice: CampaignChoice) -> None:
            if asked == self._asked:
                self._own = choice.current.id if choice.current else ""
                self._view.show_choice(choice)

        self._runner.run(
            tr("读取行动"), lambda _p: self._campaigns.visits.choice(visit_id), show, self._notices.refused
        )

    def choose(self, campaign_id: str) -> None:
        """Put the visit into a campaign, or take it out."""
        visit_id = self._visit_id
        if campaign_id == self._own:
            return

        def work() -> tuple[Former, Changes]:
            if campaign_id:
                return self._campaigns.put_in([visit_id], campaign_id)
            return self._campaigns.take_out([visit_id])

        def done(found: tuple[Former, Changes]) -> None:
            was, changes = found
            self._tell(changes)
            cases = len(changes.ids("case_file"))
            with_cases = tr("，连同案件 {n} 宗", n=cases) if cases else ""
            said = tr("已归入行动") if campaign_id else tr("已移出行动")
            self._notices.done(said + with_cases, lambda: self._restore(was))

        self._runner.run(tr("归入行动"), lambda _p: work(), done, self._notices.refused, pool="write")

    def _restore(self, was: Former) -> None:
        self._runner.run(
            tr("撤销"),
            lambda _p: self._campaigns.restore(was),
            self._tell,
            self._notices.refused,
            pool="write",
        )

    def on_changes(self, changes: Changes) -> None:
        """Campaigns, or the visit's day, kind or site may have changed."""
        touched = "campaign" in changes.kinds() or self._visit_id in changes.ids("visit")
        if self._visit_id and touched:
            self.open(self._visit_id)
