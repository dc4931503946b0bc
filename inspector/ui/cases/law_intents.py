"""What the officer does on the law panel, as service calls: answers, grades, the apology, further acts, like cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.services.apologies import ApologyEntry
from inspector.services.similar_cases import SimilarCases
from inspector.ui.common.words import tr
from inspector.ui.context import Context


class SimilarScreen(Protocol):
    """Where like cases are shown."""

    def show_similar(self, similar: SimilarCases) -> None:
        """Like cases of the own ledger."""
        ...


class Write(Protocol):
    """The page's way to run a write and tell what it touched."""

    def __call__(self, title: str, work: Callable[[], Changes], said: str = "") -> None:
        """Run it."""
        ...


class LawIntents:
    """Each method is one thing a person does on the panel of the case that is open."""

    def __init__(
        self, view: SimilarScreen, context: Context, case_id: Callable[[], str], write: Write
    ) -> None:
        self._view, self._context, self._case_id, self._write = view, context, case_id, write
        self._services = context.services

    def answer(self, key: str, value: object, source: str) -> None:
        """Answer a question of the law."""
        case_id = self._case_id()
        self._write(tr("记下事实"), lambda: self._services.law.answer(case_id, key, value, source))

    def answer_unknown(self, key: str, source: str) -> None:
        """The officer does not know: kept as that."""
        case_id = self._case_id()
        self._write(tr("记下不知道"), lambda: self._services.law.answer_unknown(case_id, key, source))

    def record_apology(self, entry: ApologyEntry) -> None:
        """Keep the party's public apology."""
        case_id = self._case_id()
        self._write(tr("登记公开道歉"), lambda: self._services.apologies.record(case_id, entry))

    def withdraw_apology(self) -> None:
        """The party takes its application back."""
        case_id = self._case_id()
        self._write(tr("撤回公开道歉申请"), lambda: self._services.apologies.withdraw(case_id))

    def add_act(self, violation_id: str, relation: str) -> None:
        """Name a further act."""
        case_id = self._case_id()
        self._write(
            tr("加上违法行为"),
            lambda: self._services.further_acts.add(case_id, violation_id, relation),
        )

    def remove_act(self, violation_id: str) -> None:
        """Take a further act out."""
        case_id = self._case_id()
        self._write(tr("去掉违法行为"), lambda: self._services.further_acts.remove(case_id, violation_id))

    def read_similar(self) -> None:
        """Like cases, for the tab that shows them; an answer for a case left meanwhile is dropped."""
        case_id = self._case_id()

        def show(similar: SimilarCases) -> None:
            if case_id == self._case_id():
                self._view.show_similar(similar)

        self._context.runner.run(
            tr("查找同类案"),
            lambda _p: self._services.similar.of(case_id),
            show,
            self._context.notices.refused,
        )

    def choose_grade(self, factor: str, grade: str) -> None:
        """Choose a grade of the discretion table."""
        case_id = self._case_id()
        self._write(tr("选择裁量档"), lambda: self._services.law.choose(case_id, factor, grade))
