"""What must hold between the records of lenient lists: known facts and acts, limits written, days in order."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.law.book import Book
from inspector.law.lists import AggravatingGround, Condition, LenientItem

Fault = tuple[str, str, str, str]
"""Place, key, what is wrong, what is allowed."""
_NUMBERS = frozenset({"below", "at_least", "between"})
_WORDS = frozenset({"one_of", "completed"})


def list_faults(book: Book) -> Iterator[Fault]:
    """Every fault of the lenient items, lists and aggravating grounds of a book, in source order."""
    for entry in book.lists.values():
        if entry.in_force_to is not None and entry.in_force_to < entry.in_force_from:
            yield f"lists[{entry.id}]", "in_force_to", "早于施行日", "不早于 in_force_from"
    for item in book.lenient_items.values():
        yield from _item_faults(book, item)
    for ground in book.aggravating.values():
        yield from _record_faults(book, ground, f"aggravating[{ground.id}]")


def _item_faults(book: Book, item: LenientItem) -> Iterator[Fault]:
    where = f"lenient_items[{item.id}]"
    yield from _record_faults(book, item, where)
    for act in item.acts:
        if act not in book.violations:
            yield where, "acts", f"引用了不存在的 {act}", "已有的编号"
    if not item.conditions:
        yield where, "conditions", "没有条件", "至少一项条件"
    if not item.list_id:
        return
    if item.list_id not in book.lists:
        yield where, "list_id", f"引用了不存在的 {item.list_id}", "已有的清单"
        return
    whole = book.lists[item.list_id]
    ends = (item.in_force_to, whole.in_force_to)
    if item.in_force_from < whole.in_force_from or (
        whole.in_force_to is not None and (item.in_force_to is None or item.in_force_to > whole.in_force_to)
    ):
        yield where, "in_force_from", f"施行期超出清单 {whole.id}（至 {ends[1]}）", "在清单的施行期以内"


def _record_faults(book: Book, record: LenientItem | AggravatingGround, where: str) -> Iterator[Fault]:
    if record.in_force_to is not None and record.in_force_to < record.in_force_from:
        yield where, "in_force_to", "早于施行日", "不早于 in_force_from"
    for condition in record.conditions:
        yield from _condition_faults(book, condition, where)


def _condition_faults(book: Book, condition: Condition, where: str) -> Iterator[Fault]:
    if condition.fact and condition.fact not in book.facts:
        yield where, "fact", f"引用了不存在的 {condition.fact}", "已有的编号"
    if condition.kind in _NUMBERS | _WORDS and not condition.fact:
        yield where, "fact", "缺少事实", "必填"
    if condition.kind in _NUMBERS and condition.limit is None:
        yield where, "limit", "缺少数值", "必填"
    if condition.kind == "between" and (
        condition.low is None or (condition.limit is not None and condition.low > condition.limit)
    ):
        yield where, "low", "缺少下限，或下限大于上限", "不大于 limit"
    if condition.kind == "one_of" and not condition.values:
        yield where, "values", "没有可取的值", "至少一个"
    if condition.kind == "corrected" and not condition.mode:
        yield where, "mode", "没有写明怎样改正", "on_the_spot、ordered_term、workdays、caldays、any"
    if condition.mode in ("workdays", "caldays") and not condition.days:
        yield where, "days", "缺少日数", "大于 0"
    if condition.calendar_year and condition.months:
        yield where, "months", "年度内与近几个月不能同时写", "二者选一"
