"""The settings presenter and its place in the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.ports import Progress, today
from inspector.domain.records import Officer
from inspector.services.city_samples import SampleReport
from inspector.services.link_scheme import links_set, opener, set_links, unset_links
from inspector.services.officers import BureauProfile
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.people.session import LOCK_DEFAULT, LOCK_SETTING
from inspector.ui.settings.calendar_card import CalendarCard
from inspector.ui.settings.people_section import PeopleState
from inspector.ui.settings.view import SettingsView
from inspector.ui.shell.pages import PageSpec


class SettingsPresenter:
    """Stores what was set; runs backup and check."""

    def __init__(self, view: SettingsView, context: Context) -> None:
        self._view, self._context = view, context
        self._services, self._runner = context.services, context.runner

    def read(self) -> None:
        """Fill the page."""
        services = self._services

        def work(_progress: Progress) -> tuple[PeopleState, BureauProfile, str, str, int]:
            officers = services.officers
            return (
                PeopleState(
                    tuple(officers.officers(active_only=False)),
                    officers.current(),
                    services.sign_in.with_password(),
                    officers.setting(LOCK_SETTING, LOCK_DEFAULT),
                    today(services.workspace.clock),
                ),
                officers.bureau(),
                officers.setting("ui.theme", "system"),
                officers.setting("ui.scale", "100"),
                len(services.trust.backups()),
            )

        def show(found: tuple[PeopleState, BureauProfile, str, str, int]) -> None:
            people, bureau, theme, scale, backups = found
            self._view.people.show_people(people)
            self._view.show_bureau(bureau)
            self._view.show_look(theme, scale)
            self._view.lists.show_lists(services.lenient_lists.lists())
            versions = services.trust.versions()
            self._view.show_data(
                str(services.workspace.home.root),
                tr("本机备份 {n} 份，在 backups 文件夹；请定期复制到另一块盘", n=backups),
                tr(
                    "程序 {app} · 规则包 {pack} · SQLite {sqlite} · Python {python}。规则包里标“未核实”的条文和期限没有读到官方文本。",
                    app=versions["inspector"],
                    pack=versions["rule_pack"],
                    sqlite=versions["sqlite"],
                    python=versions["python"],
                ),
            )

        self._runner.run(tr("读取设置"), work, show, self._context.notices.refused)

    def read_links(self) -> None:
        """Ask the system whether links of the workbook open this program."""
        command = opener(self._services.workspace.home)
        self._runner.run(
            tr("读取链接登记"),
            lambda _p: links_set(command),
            self._view.show_links,
            self._context.notices.refused,
        )

    def set_links(self, on: bool) -> None:
        """Tell the system, or take it back."""
        command = opener(self._services.workspace.home)

        def done(_none: None) -> None:
            self._context.notices.done(tr("已登记链接") if on else tr("已取消登记链接"))
            self.read_links()

        def failed(error: InspectorError) -> None:
            self._view.show_links(not on)
            self._context.notices.refused(error)

        self._runner.run(
            tr("登记链接"), lambda _p: set_links(command) if on else unset_links(), done, failed, pool="write"
        )

    def save_officer(self, officer: Officer) -> None:
        """Store an officer; the first one becomes the one working."""

        def work(_progress: Progress) -> Changes:
            stored, changes = self._services.officers.save_officer(officer)
            if self._services.officers.current() is None:
                changes += self._services.officers.work_as(stored)
            return changes

        def done(changes: Changes) -> None:
            self._view.people.clear_officer()
            self._finished(changes, tr("已保存 {name}", name=officer.name))

        def failed(error: InspectorError) -> None:
            if isinstance(error, InvalidValueError):
                self._view.people.show_fault(error)
            else:
                self._context.notices.refused(error)

        self._runner.run(tr("保存人员"), work, done, failed, pool="write")

    def set_first_password(self, password: str) -> None:
        """The first password: from now on people sign in."""

        def work(_progress: Progress) -> Changes:
            current = self._services.officers.current()
            if current is None:
                raise InvalidValueError("姓名", "", "先登记并选定正在使用的人")
            return self._services.sign_in.set_first(current.id, password)

        self._password(tr("设密码"), work, tr("已设密码，以后须登录；请替别人设初始密码"))

    def change_password(self, old: str, new: str) -> None:
        """One's own password."""
        self._password(tr("改密码"), lambda _p: self._services.sign_in.change(old, new), tr("已改密码"))

    def reset_password(self, officer: Officer, password: str) -> None:
        """An initial password for somebody else."""
        self._password(
            tr("设初始密码"),
            lambda _p: self._services.sign_in.reset(officer.id, password),
            tr("已给 {name} 设初始密码；登录后须自己再改", name=officer.name),
        )

    def choose_lock(self, minutes: str) -> None:
        """After how many idle minutes the window locks."""
        self._write(lambda: self._services.officers.save_setting(LOCK_SETTING, minutes), "")

    def _password(self, title: str, work: Callable[[Progress], Changes], said: str) -> None:
        def done(changes: Changes) -> None:
            self._view.people.clear_password()
            self._finished(changes, said)

        def failed(error: InspectorError) -> None:
            if isinstance(error, InvalidValueError):
                self._view.people.show_fault(error)
            else:
                self._context.notices.refused(error)

        self._runner.run(title, work, done, failed, pool="write")

    def work_as(self, officer: Officer) -> None:
        """Choose who is working."""
        self._write(
            lambda: self._services.officers.work_as(officer), tr("现在由 {name} 使用", name=officer.name)
        )

    def save_bureau(self, profile: BureauProfile) -> None:
        """Store the bureau's profile."""
        self._write(lambda: self._services.officers.save_bureau(profile), tr("已保存机关信息"))

    def choose_theme(self, name: str) -> None:
        """Light, dark or as the system."""
        self._context.theme.set_choice("light" if name == "light" else "dark" if name == "dark" else "system")
        self._write(lambda: self._services.officers.save_setting("ui.theme", name), "")

    def choose_scale(self, percent: str) -> None:
        """Size of type."""
        self._context.theme.set_scale(int(percent))
        self._write(lambda: self._services.officers.save_setting("ui.scale", percent), "")

    def switch_list(self, list_id: str, on: bool) -> None:
        """Turn a lenient list of another region on or off."""
        self._write(
            lambda: self._services.lenient_lists.switch(list_id, on),
            tr("已启用外地清单，只供参照") if on else tr("已停用外地清单"),
        )

    def back_up(self) -> None:
        """Back the database up now."""

        def done(path: Path) -> None:
            self._context.notices.done(tr("已备份 {name}", name=path.name))
            self.read()

        self._runner.run(
            tr("备份"),
            lambda _p: self._services.trust.backup(),
            done,
            self._context.notices.refused,
            pool="write",
        )

    def load_samples(self) -> None:
        """Fill the workspace with the small sample data."""

        def done(report: SampleReport) -> None:
            self._finished(report.changes, "；".join(report.sentences()))

        self._runner.run(
            tr("载入示例数据"),
            lambda progress: self._services.samples.fill("small", progress=progress),
            done,
            self._context.notices.refused,
            pool="write",
            cancellable=True,
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & {"officer", "setting", "account"}:
            self.read()

    def _write(self, work: Callable[[], Changes], said: str) -> None:
        self._runner.run(
            tr("保存设置"),
            lambda _p: work(),
            lambda changes: self._finished(changes, said),
            self._context.notices.refused,
            pool="write",
        )

    def _finished(self, changes: Changes, said: str) -> None:
        if said:
            self._context.notices.done(said)
        self._context.announce(changes)


class CalendarPresenter:
    """The table of working days: one year in hand."""

    def __init__(self, card: CalendarCard, context: Context) -> None:
        self._card, self._context = card, context
        self._service = context.services.calendars
        self._this_year = today(context.services.workspace.clock).year
        self._year = self._this_year

    def read(self, year: int = 0) -> None:
        """Show a year; the one in hand without an argument."""
        self._year = year or self._year
        years = tuple(range(self._this_year - 1, self._this_year + 3))
        self._context.runner.run(
            tr("读取工作日表"),
            lambda _p: self._service.year(self._year),
            lambda shown: self._card.show_year(shown, years),
            self._context.notices.refused,
        )

    def set_day(self, day: object, kind: str) -> None:
        """Set a day, or take the own entry back."""
        if isinstance(day, date):
            self._year = day.year
            self._write(lambda: self._service.set_day(day, kind))

    def confirm_year(self, year: int, whole: bool) -> None:
        """Say that a year is whole."""
        self._write(lambda: self._service.confirm_year(year, whole))

    def _write(self, work: Callable[[], Changes]) -> None:
        def done(changes: Changes) -> None:
            self._context.announce(changes)
            self.read()

        self._context.runner.run(
            tr("改工作日表"), lambda _p: work(), done, self._context.notices.refused, pool="write"
        )


def settings_pages(context: Context) -> list[PageSpec]:
    """设置."""

    def make() -> Page:
        view = SettingsView()
        presenter = SettingsPresenter(view, context)
        view.presenter = presenter
        view.shown.connect(presenter.read)
        view.shown.connect(presenter.read_links)
        view.links_wanted.connect(presenter.set_links)
        view.people.officer_saved.connect(presenter.save_officer)
        view.people.officer_chosen.connect(presenter.work_as)
        view.people.first_password.connect(presenter.set_first_password)
        view.people.password_changed.connect(presenter.change_password)
        view.people.password_reset.connect(presenter.reset_password)
        view.people.lock_chosen.connect(presenter.choose_lock)
        view.bureau_saved.connect(presenter.save_bureau)
        view.lists.switched.connect(presenter.switch_list)
        view.theme_chosen.connect(presenter.choose_theme)
        view.scale_chosen.connect(presenter.choose_scale)
        view.backup_requested.connect(presenter.back_up)
        view.verify_requested.connect(lambda: context.navigate("verify", "run"))
        view.folder_requested.connect(lambda: context.open_folder(context.services.workspace.home.root))
        view.sample_requested.connect(presenter.load_samples)
        view.wordings_requested.connect(lambda: context.navigate("wordings", ""))
        calendar = CalendarPresenter(view.calendar, context)
        view.shown.connect(calendar.read)
        view.calendar.year_wanted.connect(calendar.read)
        view.calendar.day_set.connect(calendar.set_day)
        view.calendar.year_confirmed.connect(calendar.confirm_year)
        view.calendar_presenter = calendar
        context.changed.connect(presenter.on_changes)
        return view

    return [PageSpec("settings", tr("设置"), "gear", "bottom", make)]
