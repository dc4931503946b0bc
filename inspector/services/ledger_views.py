"""Saved filters (筛选) and views (视图) of the ledger: kept under a name, changed with an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from inspector.documents.sheets.columns import BY_ID, COLUMNS, STANDARD, layout
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, NotFoundError
from inspector.domain.ledger_records import SavedFilter, SavedView
from inspector.domain.text import clean_text
from inspector.services.ledger_filter import LedgerFilter
from inspector.services.workspace import Workspace

_LONGEST_NAME = 40


class LedgerViewService:
    """What people keep for the ledger."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def filters(self) -> list[tuple[str, LedgerFilter]]:
        """Saved filters by name."""
        with self.workspace.read() as reader:
            return [
                (kept.name, LedgerFilter.from_json(kept.body))
                for kept in reader.find(SavedFilter, order=("name",))
            ]

    def filter(self, name: str) -> LedgerFilter:
        """A saved filter. Raises NotFoundError."""
        for known, wanted in self.filters():
            if known == name:
                return wanted
        raise NotFoundError("保存的筛选", name)

    def save_filter(self, name: str, wanted: LedgerFilter) -> Changes:
        """Keep a filter; one of the same name is replaced. Raises InvalidValueError."""
        name = _named(name)
        wanted.question()
        with self.workspace.write() as writer:
            found = writer.find(SavedFilter, name=name)
            body = wanted.as_json()
            if not found:
                writer.put(SavedFilter(name=name, body=body), "ledger.filter_saved")
            elif found[0].body != body:
                writer.put(replace(found[0], body=body), "ledger.filter_saved")
            return writer.changes()

    def remove_filter(self, name: str) -> Changes:
        """Forget a filter; its history stays. Raises NotFoundError."""
        with self.workspace.write() as writer:
            found = writer.find(SavedFilter, name=name)
            if not found:
                raise NotFoundError("保存的筛选", name)
            writer.remove(found[0], "ledger.filter_removed")
            return writer.changes()

    def views(self) -> list[tuple[str, tuple[str, ...]]]:
        """Saved views by name: ids of columns in order; columns this version does not know are left out."""
        with self.workspace.read() as reader:
            return [
                (kept.name, tuple(column for column in kept.columns.split(",") if column in BY_ID))
                for kept in reader.find(SavedView, order=("name",))
            ]

    def view(self, name: str) -> tuple[str, ...]:
        """Columns of a saved view. Raises NotFoundError."""
        for known, columns in self.views():
            if known == name:
                return columns
        raise NotFoundError("视图", name)

    def save_view(self, name: str, columns: Sequence[str]) -> Changes:
        """Keep columns in their order; what 汇总 needs is added. Raises InvalidValueError."""
        name = _named(name)
        if not columns:
            raise InvalidValueError("列", "", "至少选一列")
        ids = ",".join(column.id for column in layout(columns).columns)
        with self.workspace.write() as writer:
            found = writer.find(SavedView, name=name)
            if not found:
                writer.put(SavedView(name=name, columns=ids), "ledger.view_saved")
            elif found[0].columns != ids:
                writer.put(replace(found[0], columns=ids), "ledger.view_saved")
            return writer.changes()

    def remove_view(self, name: str) -> Changes:
        """Forget a view; its history stays. Raises NotFoundError."""
        with self.workspace.write() as writer:
            found = writer.find(SavedView, name=name)
            if not found:
                raise NotFoundError("视图", name)
            writer.remove(found[0], "ledger.view_removed")
            return writer.changes()

    @staticmethod
    def columns() -> list[tuple[str, str, bool]]:
        """Every column there is: id, heading, whether it cannot be left out."""
        return [(column.id, column.name, column.needed) for column in COLUMNS]

    @staticmethod
    def standard() -> tuple[str, ...]:
        """The columns that are printed when no view is chosen."""
        return tuple(column.id for column in STANDARD)


def _named(name: str) -> str:
    name = clean_text(name, "名称")
    if not name or len(name) > _LONGEST_NAME:
        raise InvalidValueError("名称", name, f"1 到 {_LONGEST_NAME} 个字")
    return name
