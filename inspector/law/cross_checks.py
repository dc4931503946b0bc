"""What must hold between the records of a pack: references that lead somewhere, one text a day, sound tables and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

from inspector.law.book import Book
from inspector.law.list_checks import list_faults
from inspector.law.schema import Provision, Violation
from inspector.law.table_checks import check_table
from inspector.law.tables import DiscretionTable

Fault = tuple[str, str, str, str]
"""Record (`violations[id]`), key, what is wrong, what is allowed."""
_DANGLING = "引用了不存在的 "
_EXISTING = "已有的编号"


def cross_faults(book: Book, unread: frozenset[str]) -> Iterator[Fault]:
    """Every fault between the records. `unread`: ids of records left out because they were broken themselves."""
    for fault in _all(book):
        if fault[2].removeprefix(_DANGLING) not in unread:
            yield fault


def _all(book: Book) -> Iterator[Fault]:
    for violation in book.violations.values():
        yield from _violation(book, violation)
    for provision in book.provisions.values():
        yield from _provision(provision)
    yield from list_faults(book)
    for table in book.tables.values():
        yield from _table(book, table)
    for checklist in book.checklists:
        for entry in checklist.items:
            where = f"checklists[{checklist.id}].{entry.id}"
            yield from _dangling(entry.violations, book.violations, where, "violations")


def _dangling(names: Iterable[str], index: Mapping[str, object], where: str, key: str) -> Iterator[Fault]:
    for name in names:
        if name not in index:
            yield where, key, f"{_DANGLING}{name}", _EXISTING


def _violation(book: Book, violation: Violation) -> Iterator[Fault]:
    where = f"violations[{violation.id}]"
    yield from _dangling(violation.provisions, book.provisions, where, "provisions")
    yield from _dangling(violation.lenient_items, book.lenient_items, where, "lenient_items")
    yield from _dangling([violation.table] if violation.table else [], book.tables, where, "table")
    if not violation.provisions:
        yield where, "provisions", "没有罚则，缺少处罚依据", "至少一条罚则"
    if bool(violation.table) == bool(violation.no_table_reason):
        yield where, "table", "须有裁量表，或说明为何没有", "table 与 no_table_reason 二选一"
    known = [book.provisions[key] for key in violation.provisions if key in book.provisions]
    texts = sorted(known, key=lambda one: one.in_force_from)
    for earlier, later in pairwise(texts):
        yield from _succession(violation, earlier, later)


def _succession(violation: Violation, earlier: Provision, later: Provision) -> Iterator[Fault]:
    where, first = f"violations[{violation.id}]", later.in_force_from
    if earlier.in_force_to is None or first <= earlier.in_force_to:
        fault = f"{earlier.id} 与 {later.id} 在 {first} 同时施行"
        yield where, "provisions", fault, "同一行为每天至多一条罚则施行"
    elif first > earlier.in_force_to + timedelta(days=1) and not violation.gap_reason:
        fault = f"{earlier.in_force_to} 至 {first} 之间断档，没有罚则施行"
        yield where, "provisions", fault, "前后相接，或在 gap_reason 写明为什么断档"


def _provision(provision: Provision) -> Iterator[Fault]:
    where = f"provisions[{provision.id}]"
    if provision.in_force_to is not None and provision.in_force_to < provision.in_force_from:
        yield where, "in_force_to", "早于施行日", "不早于 in_force_from"
    for key, fine in (("fine", provision.fine), ("worse", provision.worse)):
        if fine is not None and fine.max_fen < fine.min_fen:
            yield where, key, "最高额小于最低额", "min_fen 不大于 max_fen"
        if fine is not None and fine.kind in _IN_MONEY and not fine.wording and fine.max_fen <= 0:
            yield where, key, "没有最高额", "max_fen 大于 0"


_IN_MONEY = frozenset({"range", "fixed", "up_to", "per_unit"})


def _table(book: Book, table: DiscretionTable) -> Iterator[Fault]:
    where = f"tables[{table.id}]"
    yield from _dangling(table.acts, book.violations, where, "acts")
    if table.in_force_from and table.in_force_to and table.in_force_to < table.in_force_from:
        yield where, "in_force_to", "早于施行日", "不早于 in_force_from"
    check = check_table(table)
    if not check.sound:
        for fault in check.faults:
            yield where, fault.key, fault.what, fault.allowed
