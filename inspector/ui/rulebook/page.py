"""The presenter of the rule book and its place in the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from inspector.domain.ports import RowSource, today
from inspector.services.law_texts import kept_texts
from inspector.services.rule_book import RuleEntries, RuleEntry, rule_entries
from inspector.ui.common.page import Page
from inspector.ui.common.words import tr
from inspector.ui.context import Context
from inspector.ui.rulebook.view import RuleBookView
from inspector.ui.shell.pages import PageSpec


class RuleBookScreen(Protocol):
    """What the presenter needs of the page."""

    def show_rules(
        self, source: RowSource[RuleEntry], ids: Sequence[str], version: str, unverified: int
    ) -> None:
        """The list."""
        ...

    def show_entry(self, entry: RuleEntry) -> None:
        """One rule."""
        ...


class RuleBookPresenter:
    """Narrows the entries of the book in use; the book is in memory, so nothing waits."""

    def __init__(self, view: RuleBookScreen, entries: RuleEntries, version: str) -> None:
        self._view, self._entries, self._version = view, entries, version
        self._open = ""

    def search(self, values: dict[str, str], text: str) -> None:
        """Filters or text changed."""
        found = self._entries.narrowed(values.get("section", ""), values.get("field", ""), text)
        ids = found.ids()
        unverified = sum(not entry.verified for entry in found.rows(ids))
        self._view.show_rules(found, ids, self._version, unverified)

    def take(self, entries: RuleEntries) -> None:
        """The same entries with the words of the articles."""
        self._entries = entries
        self.open(self._open)

    def open(self, key: str) -> None:
        """Show one rule; nothing for an empty key."""
        self._open = key
        if key:
            self._view.show_entry(self._entries.entry(key))


def rule_book_pages(context: Context) -> list[PageSpec]:
    """规则库."""

    def make() -> Page:
        services = context.services
        book, day = services.law.book, today(services.workspace.clock)
        entries = rule_entries(book, day)
        view = RuleBookView(entries.fields())
        presenter = RuleBookPresenter(view, entries, services.law.book.version)
        view.presenter = presenter

        def shown(record_id: str) -> None:
            presenter.search(view.filters.values(), view.filters.search.text())
            presenter.open(record_id)
            context.runner.run(
                tr("读法律文本"),
                lambda _p: rule_entries(book, day, kept_texts(services.workspace.home)),
                presenter.take,
                context.notices.refused,
            )

        view.shown.connect(shown)
        view.filter_changed.connect(presenter.search)
        view.picked.connect(presenter.open)
        view.what_if_requested.connect(lambda: context.navigate("whatif", ""))
        return view

    return [PageSpec("rulebook", tr("规则库"), "book-open", "supervision", make)]
