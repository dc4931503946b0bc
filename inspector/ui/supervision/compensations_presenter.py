"""The presenter of compensation for environmental damage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, NotFoundError
from inspector.domain.supervision_records import Compensation
from inspector.services.compensations import CompensationLine
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.supervision.records_presenter import RecordsPresenter


class CompensationsScreen(Protocol):
    """What the presenter needs of the page."""

    def show_lines(self, lines: Sequence[CompensationLine]) -> None:
        """Every compensation."""
        ...

    def show_form(self, line: CompensationLine | None, today: date, *, typing: bool) -> None:
        """The form, empty or filled."""
        ...

    def show_fault(self, error: InvalidValueError) -> bool:
        """A refusal at its field."""
        ...

    def close_side(self) -> None:
        """The form is done with."""
        ...


class CompensationsPresenter(RecordsPresenter):
    """All compensations, one of them in the form."""

    def __init__(self, view: CompensationsScreen, context: Context) -> None:
        super().__init__(view, context, frozenset({"compensation", "case_file", "decision"}))
        self._view, self._compensations = view, context.services.compensations
        self._export = context.services.export
        self._lines: dict[str, CompensationLine] = {}

    def read(self) -> None:
        """Read them all."""

        def show(lines: list[CompensationLine]) -> None:
            self._lines = {line.compensation.id: line for line in lines}
            self._view.show_lines(lines)
            self.arrived()

        self.ask(tr("读取损害赔偿"), self._compensations.lines, show)

    def pick(self, key: str) -> None:
        """Bring one into the form."""
        if key in self._lines:
            self._view.show_form(self._lines[key], self.today(), typing=False)

    def new(self) -> None:
        """The empty form."""
        self._view.show_form(None, self.today(), typing=True)

    def save(self, record: Compensation, case_number: str) -> None:
        """Keep one; the case is found by its number."""

        def work() -> Changes:
            case_id = None
            if case_number:
                try:
                    case_id = self._export.resolve(case_number)
                except NotFoundError as error:
                    raise InvalidValueError("案件", case_number, tr("已登记的案号")) from error
            return self._compensations.save(replace(record, case_id=case_id))[1]

        self.write(tr("存损害赔偿"), work, tr("已存损害赔偿"))
