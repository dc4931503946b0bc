"""Long work off the GUI thread: one thread for writes, a pool for the rest; every result arrives, once."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot

from inspector.domain.errors import InspectorError

if TYPE_CHECKING:
    # Only named in signatures: the port's own imports (time zones) are not wanted before the first frame.
    from inspector.domain.ports import Progress

ResultT = TypeVar("ResultT")
Pool = Literal["write", "free"]
SHOW_AFTER_MS = 400
CrashHandler = Callable[[BaseException], None]


@dataclass(frozen=True, slots=True)
class TaskState:
    """What a progress line shows of a running task. `total` 0 = unknown."""

    id: int
    title: str
    done: int
    total: int
    text: str
    cancellable: bool
    cancelling: bool


class CancelToken:
    """`domain.ports.Progress` for one task; safe from any thread."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._state = (0, 0, "")
        self._told = False
        self._tell = tell

    def report(self, done: int, total: int, text: str) -> None:
        """Keep the newest state and wake the GUI thread once; reports in between are merged."""
        with self._lock:
            self._state = (done, total, text)
            if self._told:
                return
            self._told = True
        self._tell()

    def take(self) -> tuple[int, int, str]:
        """The newest state (GUI thread)."""
        with self._lock:
            self._told = False
            return self._state

    def cancel(self) -> None:
        """Ask the work to stop at its next check."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether stopping was asked."""
        return self._stop.is_set()


class _Outcome:
    """What work came to, made in the worker, delivered in the GUI thread."""

    def __init__(self, deliver: Callable[[], None], failure: BaseException | None) -> None:
        self.deliver = deliver
        self.failure = failure


class _Work(QRunnable):
    def __init__(self, run: Callable[[], _Outcome], done: Callable[[_Outcome], None]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._run, self._done = run, done

    def run(self) -> None:
        self._done(self._run())


class Task:
    """A running task: `id`, `title`, `cancel()`."""

    def __init__(self, number: int, title: str, token: CancelToken, cancellable: bool) -> None:
        self.id, self.title, self.token, self.cancellable = number, title, token, cancellable
        self.shown = False
        self.work: QRunnable | None = None
        self.on_failed: Callable[[InspectorError], None] | None = None
        self.on_done: Callable[[], None] | None = None

    def cancel(self) -> None:
        """Ask the work to stop; it ends with CancelledError through `on_failed`."""
        self.token.cancel()


class TaskRunner(QObject):
    """Runs work and delivers results on the GUI thread. Lives as long as the window; holds each task till delivery.

    Signals: `progressed(TaskState)` from 400 ms on, `ended(task_id)` for tasks that were shown, `idle()` when
    nothing runs any more.
    """

    progressed = Signal(object)
    ended = Signal(int)
    idle = Signal()
    _arrived = Signal(int, object)
    _reported = Signal(int)

    def __init__(
        self, on_crash: CrashHandler, *, free_threads: int = 2, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._on_crash = on_crash
        self._numbers = itertools.count(1)
        self._tasks: dict[int, Task] = {}
        self._pools: dict[Pool, QThreadPool] = {"write": QThreadPool(self), "free": QThreadPool(self)}
        self._pools["write"].setMaxThreadCount(1)
        self._pools["write"].setExpiryTimeout(-1)
        self._pools["free"].setMaxThreadCount(free_threads)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        title: str,
        work: Callable[[Progress], ResultT],
        on_done: Callable[[ResultT], None] | None = None,
        on_failed: Callable[[InspectorError], None] | None = None,
        *,
        pool: Pool = "free",
        cancellable: bool = False,
    ) -> Task:
        """Run `work(progress)` in a pool ("write": one at a time, in order). `on_done(result)` or
        `on_failed(error)` is called on the GUI thread, exactly once; any other exception goes to the crash handler."""
        number = next(self._numbers)
        token = CancelToken(lambda: self._reported.emit(number))
        task = Task(number, title, token, cancellable)
        task.on_failed = on_failed

        def run() -> _Outcome:
            try:
                result = work(token)
            except BaseException as error:  # noqa: BLE001 - the runner is the last catcher of a worker thread
                return _Outcome(lambda: None, error)
            return _Outcome(lambda: on_done(result) if on_done else None, None)

        task.work = _Work(run, lambda outcome: self._arrived.emit(number, outcome))
        self._tasks[number] = task
        QTimer.singleShot(SHOW_AFTER_MS, self, lambda: self._show(number))
        self._pools[pool].start(task.work)
        return task

    def running(self) -> tuple[TaskState, ...]:
        """States of the tasks that run or wait, oldest first."""
        return tuple(self._state(task) for task in self._tasks.values())

    def cancel(self, task_id: int) -> None:
        """Ask a task to stop; unknown ids (already ended) are no error."""
        task = self._tasks.get(task_id)
        if task is not None and task.cancellable:
            task.cancel()
            self.progressed.emit(self._state(task))

    def close(self, *, wait_ms: int = 30_000) -> bool:
        """Cancel what can be cancelled and wait for the rest; False when something still runs after `wait_ms`."""
        for task in list(self._tasks.values()):
            if task.cancellable:
                task.cancel()
        return all(pool.waitForDone(wait_ms) for pool in self._pools.values())

    def _state(self, task: Task) -> TaskState:
        done, total, text = task.token.take()
        return TaskState(task.id, task.title, done, total, text, task.cancellable, task.token.cancelled())

    def _show(self, number: int) -> None:
        task = self._tasks.get(number)
        if task is not None:
            task.shown = True
            self.progressed.emit(self._state(task))

    @Slot(int)
    def _on_reported(self, number: int) -> None:
        task = self._tasks.get(number)
        if task is not None and task.shown:
            self.progressed.emit(self._state(task))

    @Slot(int, object)
    def _on_arrived(self, number: int, outcome: _Outcome) -> None:
        task = self._tasks.pop(number)
        if task.shown:
            self.ended.emit(number)
        try:
            if outcome.failure is None:
                outcome.deliver()
            elif isinstance(outcome.failure, InspectorError):
                if task.on_failed is None:
                    raise outcome.failure
                task.on_failed(outcome.failure)
            else:
                raise outcome.failure
        except BaseException as error:  # noqa: BLE001 - a slot must not let an exception fall into Qt
            self._on_crash(error)
        if not self._tasks:
            self.idle.emit()


class InlineRunner:
    """Runs work at once in the calling thread: for presenter tests and for the CLI-like paths of the window."""

    def run(
        self,
        title: str,
        work: Callable[[Progress], ResultT],
        on_done: Callable[[ResultT], None] | None = None,
        on_failed: Callable[[InspectorError], None] | None = None,
        *,
        pool: Pool = "free",
        cancellable: bool = False,
    ) -> Task:
        """As `TaskRunner.run`, synchronously; unexpected exceptions rise to the caller."""
        token = CancelToken(lambda: None)
        try:
            result = work(token)
        except InspectorError as error:
            if on_failed is None:
                raise
            on_failed(error)
        else:
            if on_done is not None:
                on_done(result)
        return Task(0, title, token, cancellable)


class Runner(Protocol):
    """What presenters ask of a runner: `TaskRunner` in the window, `InlineRunner` in tests."""

    def run(
        self,
        title: str,
        work: Callable[[Progress], ResultT],
        on_done: Callable[[ResultT], None] | None = None,
        on_failed: Callable[[InspectorError], None] | None = None,
        *,
        pool: Pool = "free",
        cancellable: bool = False,
    ) -> Task:
        """Run `work` and deliver its result or refusal exactly once."""
        ...
