"""The presenter of the what-if page and its place in the window, behind the rule book."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from inspector.domain.errors import CancelledError, InspectorError
from inspector.services.law_simulation import Simulation, SimulationService
from inspector.ui.common.notices import Notices
from inspector.ui.common.page import Page
from inspector.ui.common.tasks import Runner, Task, TaskRunner, TaskState
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.rulebook.whatif_view import WhatIfView
from inspector.ui.shell.pages import PageSpec


class WhatIfScreen(Protocol):
    """What the presenter needs of the page."""

    def show_running(self, name: str) -> None:
        """A run has begun."""
        ...

    def show_progress(self, state: TaskState) -> None:
        """How far it is."""
        ...

    def show_stopped(self) -> None:
        """No result."""
        ...

    def show_simulation(self, found: Simulation) -> None:
        """The result."""
        ...


class WhatIfPresenter:
    """One run at a time; a refused or cancelled run leaves the former result."""

    def __init__(
        self, view: WhatIfScreen, simulation: SimulationService, runner: Runner, notices: Notices
    ) -> None:
        self._view, self._simulation, self._runner, self._notices = view, simulation, runner, notices
        self._task: Task | None = None
        self._running = False

    def run(self, folder: Path) -> None:
        """Run the pack of a folder."""
        if self._running:
            return
        self._running = True
        self._view.show_running(folder.name)
        self._task = self._runner.run(
            tr("规则试算"),
            lambda progress: self._simulation.run(folder, progress),
            self._done,
            self._failed,
            cancellable=True,
        )

    def cancel(self) -> None:
        """Stop the run."""
        if self._task is not None:
            self._task.cancel()

    def on_progress(self, state: TaskState) -> None:
        """News of a task; those of others are not ours."""
        if self._running and self._task is not None and state.id == self._task.id:
            self._view.show_progress(state)

    def _done(self, found: Simulation) -> None:
        self._running = False
        self._view.show_simulation(found)

    def _failed(self, error: InspectorError) -> None:
        self._running = False
        self._view.show_stopped()
        if not isinstance(error, CancelledError):
            self._notices.refused(error)


def what_if_pages(context: Context) -> list[PageSpec]:
    """规则试算."""

    def make() -> Page:
        view = WhatIfView()
        presenter = WhatIfPresenter(view, context.services.simulation, context.runner, context.notices)
        view.presenter = presenter

        def choose() -> None:
            folder = context.dialogs.open_folder(tr("选规则包的文件夹"))
            if folder is not None:
                presenter.run(folder)

        view.pack_requested.connect(choose)
        view.cancel_requested.connect(presenter.cancel)
        view.opened.connect(lambda key: context.navigate("case", key))
        if isinstance(context.runner, TaskRunner):
            context.runner.progressed.connect(presenter.on_progress)
        return view

    return [PageSpec("whatif", tr("规则试算"), "scales", "", make, parent="rulebook")]
