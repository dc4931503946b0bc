"""First start: who works here, which bureau, and sample data for those who want to look around."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.ports import Progress
from inspector.domain.records import Officer
from inspector.domain.times import parse_last_day
from inspector.services.city_samples import SampleReport
from inspector.services.officers import BureauProfile
from inspector.services.passwords import check_new
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import TextField, on_leave
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import row
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.people.cover import PasswordField
from inspector.ui.shell.pages import PageSpec


class WelcomeView(Page):
    """`started(officers, profile, password)` (empty: nobody signs in), `sample_requested()`, `skipped()`."""

    started = Signal(object, object, str)
    sample_requested = Signal()
    skipped = Signal()

    def __init__(self) -> None:
        super().__init__(tr("开始使用"), tr("照片和记录只存在本机，不连网"))
        self.presenter: object = None
        self.name, self.card = (
            TextField(tr("你的姓名"), required=True),
            TextField(tr("执法证号"), required=True),
        )
        self.until = TextField(tr("证件有效期至"), placeholder="2029-12-31")
        self.second, self.second_card = TextField(tr("另一名执法人员")), TextField(tr("执法证号"))
        self.second_until = TextField(tr("证件有效期至"), placeholder="2029-12-31")
        for field in (self.until, self.second_until):
            on_leave(field, _day)
        self.password = PasswordField(
            tr("你的密码"), required=False, hint=tr("可以不设，以后在设置里设；设了以后每次都要登录")
        )
        self.again = PasswordField(tr("再输一次"), required=False)
        self.bureau = TextField(tr("机关名称"), hint=tr("文书的落款，可以以后在设置里填"))
        self.short = TextField(tr("区简称"), hint=tr("文号用，如 南澜"))
        people = Card(tr("谁在用"), tr("检查至少两名执法人员"), number=1)
        people.add(row((self.name, 1), (self.card, 1), (self.until, 1), gap=16))
        people.add(row((self.second, 1), (self.second_card, 1), (self.second_until, 1), gap=16))
        secret = row((self.password, 1), (self.again, 1), (QWidget(), 1), gap=16)
        for field in (self.password, self.again):
            secret.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        people.add(secret)
        people.add(Label(tr("审查人、负责人等在设置里登记。"), "caption", "text3"))
        bureau = Card(tr("哪个机关"), number=2)
        bureau.add(row((self.bureau, 2), (self.short, 1), gap=16))
        begin = Button(tr("开始"), "filled", key="Ctrl+Enter")
        begin.clicked.connect(self._begin)
        skip = Button(tr("以后再填"), "link")
        skip.clicked.connect(self.skipped)
        sample = Button(tr("先看示例数据"), icon="book-open")
        sample.clicked.connect(self.sample_requested)
        look = Card(tr("只想看看"), number=3)
        look.add(
            Label(
                tr(
                    "写入一批虚构的对象、检查、照片、案件和文书，都带“示例”标记；之后照常使用，也可以换一个空的数据文件夹重来。"
                ),
                "dense",
                "text2",
                wrap=True,
            )
        )
        look.add(row(sample, None))
        for card in (people, bureau, look):
            self.body.addWidget(card)
        self.body.addLayout(row(skip, None, begin))
        self.body.addStretch(1)
        self.set_primary(begin)

    def entered(self, record_id: str = "") -> None:
        self.name.line_edit.setFocus()

    def help_text(self) -> str:
        return tr(
            "现场检查不得少于两名执法人员（行政处罚法第42条），所以先登记你和另一名。机关名称印在文书上，区简称用在文号里。"
            "密码可以不设；设了以后每次打开都要登录。只想看看：写入一批带“示例”标记的虚构数据。"
        )

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below its field."""
        fields = {"执法证号": self.card, "新密码": self.password}
        fields.get(error.field, self.name).set_error(error)

    def _begin(self) -> None:
        officers: list[Officer] = []
        for name, card, until in (
            (self.name, self.card, self.until),
            (self.second, self.second_card, self.second_until),
        ):
            try:
                day = _day(until.text())
            except InvalidValueError as error:
                until.set_error(error)
                return
            if not officers or name.text().strip() or card.text().strip():
                officers.append(Officer(name=name.text(), card_number=card.text(), card_valid_until=day))
        if self.password.password() != self.again.password():
            self.again.set_fault(tr("两次输入不同"))
            return
        profile = BureauProfile(name=self.bureau.text(), short=self.short.text())
        self.started.emit(officers, profile, self.password.password())


def _day(text: str) -> date | None:
    return parse_last_day(text, "有效期") if text.strip() else None


class WelcomePresenter:
    """Stores the first officers and the bureau, or the sample data, and opens the workbench."""

    def __init__(self, view: WelcomeView, context: Context) -> None:
        self._view, self._context = view, context

    def start(self, officers: list[Officer], profile: BureauProfile, password: str) -> None:
        """Store who works here; a fault goes below its field."""
        service = self._context.services.officers

        def work(_progress: Progress) -> Changes:
            changes = Changes()
            if password:
                # Before anything is stored: a refused password must leave the form as it can be sent again.
                check_new(password, officers[0].name, officers[0].card_number)
            for number, officer in enumerate(officers):
                stored, added = service.save_officer(officer)
                changes += added
                if number == 0:
                    changes += service.work_as(stored)
            changes += service.save_bureau(profile)
            current = service.current()
            if password and current is not None:
                changes += self._context.services.sign_in.set_first(current.id, password)
            return changes

        def failed(error: InspectorError) -> None:
            if isinstance(error, InvalidValueError):
                self._view.show_fault(error)
            else:
                self._context.notices.refused(error)

        self._context.runner.run(tr("保存"), work, self._opened, failed, pool="write")

    def load_samples(self) -> None:
        """Fill the workspace with the small sample data."""

        def done(report: SampleReport) -> None:
            self._context.notices.done("；".join(report.sentences()))
            self._opened(report.changes)

        self._context.runner.run(
            tr("载入示例数据"),
            lambda progress: self._context.services.samples.fill("small", progress=progress),
            done,
            self._context.notices.refused,
            pool="write",
            cancellable=True,
        )

    def skip(self) -> None:
        """Go on without; the settings page asks again."""
        self._context.navigate("workbench", "")

    def _opened(self, changes: Changes) -> None:
        self._context.announce(changes + Changes((("officer", ""), ("setting", ""))))
        self._context.navigate("workbench", "")


def welcome_pages(context: Context) -> list[PageSpec]:
    """开始使用."""

    def make() -> Page:
        view = WelcomeView()
        presenter = WelcomePresenter(view, context)
        view.presenter = presenter
        view.started.connect(presenter.start)
        view.sample_requested.connect(presenter.load_samples)
        view.skipped.connect(presenter.skip)
        return view

    return [PageSpec("welcome", tr("开始使用"), "hand-waving", "", make, parent="workbench")]
