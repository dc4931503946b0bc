"""The task runner: nothing is lost, results come on the GUI thread, refusals and crashes go their ways."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from inspector.domain.errors import CancelledError, InspectorError
from inspector.domain.ports import Progress, check_cancelled
from inspector.ui.common.tasks import InlineRunner, TaskRunner, TaskState


@pytest.fixture
def crashes() -> list[BaseException]:
    return []


@pytest.fixture
def runner(qtbot: QtBot, crashes: list[BaseException]) -> Iterator[TaskRunner]:
    made = TaskRunner(crashes.append)
    yield made
    assert made.close()


def test_500_tasks_arrive_500_times_on_the_gui_thread(
    runner: TaskRunner, qtbot: QtBot, crashes: list[BaseException]
) -> None:
    arrived: list[tuple[int, bool]] = []
    main = threading.get_ident()
    workers: set[int] = set()

    def work(number: int) -> int:
        workers.add(threading.get_ident())
        return number * 2

    for number in range(500):
        runner.run(
            "计算",
            lambda _progress, n=number: work(n),  # type: ignore[misc]  # mypy cannot infer a default in a lambda
            lambda result: arrived.append((result, threading.get_ident() == main)),
            pool="write" if number % 2 else "free",
        )
    qtbot.waitUntil(lambda: len(arrived) == 500, timeout=20_000)
    assert sorted(result for result, _ in arrived) == [2 * n for n in range(500)]
    assert all(on_main for _, on_main in arrived)
    assert main not in workers
    assert runner.running() == ()
    assert crashes == []


def test_writes_run_one_at_a_time_in_order(runner: TaskRunner, qtbot: QtBot) -> None:
    order: list[int] = []
    inside: list[int] = []
    most: list[int] = []

    def write(number: int) -> int:
        inside.append(number)
        most.append(len(inside))
        order.append(number)
        inside.remove(number)
        return number

    done: list[int] = []
    for number in range(100):
        runner.run("写入", lambda _p, n=number: write(n), done.append, pool="write")  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(done) == 100, timeout=10_000)
    assert order == list(range(100)) == done
    assert max(most) == 1


def test_a_refusal_goes_to_on_failed_and_nowhere_else(
    runner: TaskRunner, qtbot: QtBot, crashes: list[BaseException]
) -> None:
    refused: list[InspectorError] = []

    def work(_progress: Progress) -> int:
        raise InspectorError("第 37 行有错", "没有写入")

    runner.run("导入", work, lambda _result: pytest.fail("must not arrive"), refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert refused[0].what == "第 37 行有错"
    assert crashes == []


def test_a_bug_in_work_or_in_the_receiver_reaches_the_crash_handler(
    runner: TaskRunner, qtbot: QtBot, crashes: list[BaseException]
) -> None:
    runner.run("坏", lambda _progress: 1 // 0, None, lambda _error: pytest.fail("not a refusal"))
    empty: dict[str, int] = {}
    runner.run("坏", lambda _progress: empty, lambda result: result.update(missing=result["missing"]))
    qtbot.waitUntil(lambda: len(crashes) == 2)
    assert {type(error) for error in crashes} == {ZeroDivisionError, KeyError}
    done: list[int] = []
    runner.run("好", lambda _progress: 7, done.append)
    qtbot.waitUntil(lambda: done == [7])


def test_quick_work_never_shows_progress_and_long_work_can_be_cancelled(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    states: list[TaskState] = []
    ended: list[int] = []
    refused: list[InspectorError] = []
    runner.progressed.connect(states.append)
    runner.ended.connect(ended.append)
    quick: list[int] = []
    runner.run("快", lambda _progress: 1, quick.append)
    qtbot.waitUntil(lambda: quick == [1])

    step = threading.Event()

    def long(progress: Progress) -> None:
        for number in range(10_000):
            progress.report(number, 10_000, f"IMG_{number:04d}.JPG")
            check_cancelled(progress, "已存入的保留")
            step.wait(0.005)

    task = runner.run("存照片", long, None, refused.append, cancellable=True)
    qtbot.waitUntil(lambda: any(state.done > 0 for state in states), timeout=5_000)
    assert {state.title for state in states} == {"存照片"}
    runner.cancel(task.id)
    qtbot.waitUntil(lambda: bool(refused), timeout=5_000)
    assert isinstance(refused[0], CancelledError)
    assert refused[0].why == "已存入的保留"
    assert ended == [task.id]


def test_the_inline_runner_delivers_the_same_two_ways() -> None:
    done: list[int] = []
    refused: list[InspectorError] = []

    def refuse(_progress: Progress) -> int:
        raise InspectorError("不行")

    InlineRunner().run("一", lambda _progress: 3, done.append)
    InlineRunner().run("二", refuse, done.append, refused.append)
    assert done == [3]
    assert [error.what for error in refused] == ["不行"]
