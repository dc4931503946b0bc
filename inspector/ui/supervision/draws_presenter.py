"""The presenter of the draws: reads, draws, prints, replays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from inspector.casework.targets import TARGETS
from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.ports import Progress
from inspector.domain.supervision_records import Draw
from inspector.services.copies import write_copy
from inspector.services.draws import DrawOrder, DrawService, PickLine
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr


class DrawsScreen(Protocol):
    """What the presenter needs of the page."""

    def show_draws(self, draws: Sequence[Draw]) -> None:
        """The draws made."""
        ...

    def show_picks(self, draw: Draw, lines: Sequence[PickLine]) -> None:
        """One draw."""
        ...

    def show_fault(self, error: InvalidValueError) -> None:
        """A refusal at its field."""
        ...

    def close_form(self) -> None:
        """The draw was made."""
        ...


class DrawsPresenter:
    """Plain Python between the page and the service."""

    def __init__(
        self,
        view: DrawsScreen,
        draws: DrawService,
        runner: Runner,
        notices: Notices,
        announce: Callable[[Changes], None],
        today: Callable[[], date],
    ) -> None:
        self._view, self._draws, self._runner, self._notices = view, draws, runner, notices
        self._announce, self._today = announce, today
        self._known: dict[str, Draw] = {}
        self.draw_id = ""

    def read(self) -> None:
        """Read the draws."""

        def show(found: list[Draw]) -> None:
            self._known = {draw.id: draw for draw in found}
            self._view.show_draws(found)

        self._runner.run(tr("读取抽查"), lambda _p: self._draws.all(), show, self._notices.refused)

    def pick(self, draw_id: str) -> None:
        """Show one draw."""
        draw = self._known.get(draw_id)
        if draw is None:
            return
        self.draw_id = draw_id

        def show(lines: list[PickLine]) -> None:
            if self.draw_id == draw_id:
                self._view.show_picks(draw, lines)

        self._runner.run(
            tr("读取抽中对象"), lambda _p: self._draws.picks(draw_id), show, self._notices.refused
        )

    def make(self, title: str, seed: str, typed: Mapping[str, str], spare: bool) -> None:
        """Draw, keep, print."""
        day = self._today()

        def work(_progress: Progress) -> tuple[Draw, Changes]:
            shares = {key: TARGETS["draw_share"].parse(text) for key, text in typed.items()}
            order = DrawOrder(title=title, day=day, seed=seed, shares=shares, spare_positive=spare)
            return self._draws.make(order)

        def done(found: tuple[Draw, Changes]) -> None:
            self._view.close_form()
            self._notices.done(tr("已抽取并存下 {name}", name=found[0].title))
            self._announce(found[1])

        def failed(error: InspectorError) -> None:
            if isinstance(error, InvalidValueError):
                self._view.show_fault(error)
            else:
                self._notices.refused(error)

        self._runner.run(tr("抽取"), work, done, failed, pool="write")

    def save_page(self, path: Path) -> None:
        """Write the printed page."""
        key = self.draw_id
        self._file(path, lambda: write_copy(path, self._draws.pdf(key)))

    def save_file(self, path: Path) -> None:
        """Write the file that anyone can replay."""
        key = self.draw_id
        self._file(path, lambda: self._draws.write_file(key, path))

    def replay(self, path: Path) -> None:
        """Draw a file again and hold it against what is kept."""

        def work(_progress: Progress) -> tuple[int, str]:
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise InvalidValueError("抽查文件", path.name, f"能打开的文本文件（{error}）") from error
            _request, result, title = self._draws.check(text)
            return len(result.picks), title

        def show(found: tuple[int, str]) -> None:
            count, title = found
            self._notices.done(
                tr("重抽一致：{n} 家，与“{title}”的记录相同", n=count, title=title)
                if title
                else tr("重抽一致：{n} 家；本机没有这次抽查的记录，只核对了文件本身", n=count)
            )

        self._runner.run(
            tr("重抽"),
            work,
            show,
            self._notices.refused,
        )

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if changes.kinds() & {"draw", "visit"}:
            self.read()
            if self.draw_id:
                self.pick(self.draw_id)

    def _file(self, path: Path, work: Callable[[], object]) -> None:
        if not self.draw_id:
            return
        self._runner.run(
            tr("写 {name}", name=path.name),
            lambda _p: work(),
            lambda _none: self._notices.done(tr("已写 {name}", name=path.name)),
            self._notices.refused,
        )
