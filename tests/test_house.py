"""Habits of the house that a linter does not know: size, opening words, where a broad `except` may stand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "inspector").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
# Where a fault is turned into a message for a person: the two faces and the task runner.
# The page stack too: a page that fails to build goes to the crash handler and leaves the window standing.
MAY_CATCH_ALL = {
    "inspector/app.py",
    "inspector/cli/main.py",
    "inspector/ui/common/tasks.py",
    "inspector/ui/shell/stack.py",
}
LONGEST_MODULE = 450
LONGEST_FUNCTION = 60
VAGUE = {"utils", "util", "common", "helpers", "helper", "manager", "misc"}
NOT_DONE = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b|NotImplemented" + r"Error")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@pytest.mark.parametrize("path", [p for p in MODULES if p.stat().st_size > 0], ids=named)
def test_a_module_opens_with_what_it_is_for(path: Path) -> None:
    text = ast.get_docstring(tree(path))
    assert text, f"{named(path)} has no docstring"
    assert len(text.split()) >= 3, f"{named(path)} opens with {text!r}, which tells the room nothing"


def test_no_module_is_too_long() -> None:
    sizes = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_no_function_is_too_long() -> None:
    found = {
        f"{named(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert found == {}


def _broad(path: Path) -> Iterator[str]:
    """Handlers that catch everything and do not raise again."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        names = {kind.id for kind in caught if isinstance(kind, ast.Name)}
        everything = node.type is None or names & {"Exception", "BaseException"}
        again = any(isinstance(step, ast.Raise) and step.exc is None for step in node.body)
        if everything and not again:
            yield f"{named(path)}:{node.lineno}"


def test_only_the_faces_and_the_task_runner_catch_everything() -> None:
    assert [place for path in MODULES if named(path) not in MAY_CATCH_ALL for place in _broad(path)] == []


def test_no_error_is_swallowed() -> None:
    """An `except` whose body does nothing hides a fault; `contextlib.suppress` at least names what it lets go."""
    found = [
        f"{named(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and all(isinstance(step, ast.Pass) for step in node.body)
    ]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    found = [
        f"{named(path)}:{number}: {line.strip()}"
        for path in [*MODULES, *TESTS]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if NOT_DONE.search(line)
    ]
    assert found == []


def test_modules_are_named_for_what_they_hold() -> None:
    vague = [
        named(path)
        for path in MODULES
        if path.stem in VAGUE or (path.parent.name in VAGUE and "ui" not in path.parts)
    ]
    assert vague == []


def _called(path: Path) -> Iterator[tuple[int, str]]:
    """Every dotted name a file calls or decorates with, and its line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            yield node.lineno, ast.unparse(node)


def test_tests_neither_sleep_nor_skip() -> None:
    forbidden = {"time.sleep", "pytest.skip", "pytest.xfail", "pytest.mark.skip", "pytest.mark.skipif"}
    forbidden |= {"pytest.mark.xfail", "unittest.skip"}
    found = [
        f"{named(path)}:{line} {name}" for path in TESTS for line, name in _called(path) if name in forbidden
    ]
    assert found == []


def test_no_code_follows_another_machine_clock_in_pure_rooms() -> None:
    """Law, casework and domain take the day as an argument: a file from last year gives last year's answer."""
    asks = re.compile(r"\b(?:datetime\.now|datetime\.utcnow|date\.today|time\.time|time\.monotonic)\b")
    found = [
        f"{named(path)}:{number}"
        for room in ("law", "casework", "domain")
        for path in sorted((ROOT / "inspector" / room).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if asks.search(line)
    ]
    assert found == []
