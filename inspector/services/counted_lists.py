"""Counted lists (治理和设备清单): rows typed or read from a sheet, all or nothing; counted for the year report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from inspector.casework.counted_lists import CountWay, ListKind
from inspector.db.lists import StoredRows
from inspector.documents.sheets.ledger_cells import is_total
from inspector.documents.sheets.listed import listed_book, read_listed
from inspector.documents.sheets.reading import SheetRow
from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError, NotFoundError
from inspector.domain.identifiers import parse_credit_code
from inspector.domain.lists import ListFilter
from inspector.domain.ports import NoProgress, Progress, check_cancelled, today
from inspector.domain.records import Site
from inspector.domain.supervision_records import ListedItem
from inspector.domain.text import clean_text
from inspector.domain.times import parse_day
from inspector.services.copies import write_copy
from inspector.services.supervision_rules import supervision_rules
from inspector.services.workspace import Workspace

_KEPT = "没有写入任何一行，表格文件未改动"
_STEP, _MOST = 200, 1_000_000
_TEXTS = {"name": "名称", "district": "区", "address": "地址", "detail": "内容", "note": "备注"}


@dataclass(frozen=True, slots=True)
class ListPreview:
    """What an import would do; nothing has been written. `known`: rows that are in the list already, which are left out;
    `hidden`: rows that the sheet hides and that are taken like any other."""

    path: Path
    kind: ListKind
    items: tuple[tuple[int, ListedItem], ...]
    faults: tuple[str, ...]
    known: tuple[int, ...]
    unmatched_headings: tuple[str, ...]
    hidden: tuple[int, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether every row can be taken."""
        return not self.faults and bool(self.items)


class ListRefusedError(InspectorError):
    """The sheet has faults; nothing was written."""

    def __init__(self, preview: ListPreview) -> None:
        super().__init__(
            f"{preview.path.name} 有 {len(preview.faults)} 处错"
            if preview.faults
            else "表里没有可以导入的行",
            "整份都没有写入，原文件未改动",
            "按下面的说明改好表格，再导入一次",
            preview.faults[:200],
        )


class CountedListService:
    """Use cases around counted lists."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def kinds(self) -> tuple[ListKind, ...]:
        """The lists there are."""
        return tuple(supervision_rules().lists.values())

    def kind(self, list_id: str) -> ListKind:
        """One list by id or name. Raises NotFoundError."""
        for kind in self.kinds():
            if list_id in (kind.id, kind.name):
                return kind
        raise NotFoundError("清单", list_id)

    def rows(
        self, list_id: str, start: date | None = None, end: date | None = None
    ) -> StoredRows[ListedItem]:
        """Rows of a list that stand, the newest first."""
        between = {"day": (start, end)} if start or end else {}
        return StoredRows(
            self.workspace.store,
            ListedItem,
            ListFilter(equals={"list_id": list_id, "void_reason": ""}, between=between, order="-day"),
        )

    def figure(self, list_id: str, start: date, end: date) -> int:
        """What the list counts in the period, by its own way."""
        kind = self.kind(list_id)
        rows = self.rows(kind.id, start, end)
        if kind.count is CountWay.ROWS:
            return rows.count()
        if kind.count is CountWay.QUANTITY:
            return rows.sums("quantity")[0]
        return len({party_key(item) for item in rows.stream()})

    def save(self, item: ListedItem) -> tuple[ListedItem, Changes]:
        """Store a row after checking it. Raises InvalidValueError, NotFoundError for an unknown list."""
        checked = self._checked(item)
        with self.workspace.write() as writer:
            stored = writer.put(checked, "list.changed" if item.id else "list.added")
            return stored, writer.changes()

    def void(self, item_id: str, reason: str) -> tuple[ListedItem, Changes]:
        """A row that does not count any more, with the reason; it stays readable. Raises InvalidValueError."""
        reason = clean_text(reason, "作废理由")
        if not reason:
            raise InvalidValueError("作废理由", "", "不能空")
        with self.workspace.write() as writer:
            stored = writer.put(replace(writer.get(ListedItem, item_id), void_reason=reason), "list.voided")
            return stored, writer.changes()

    def write_template(self, list_id: str, path: Path) -> None:
        """The empty sheet of a list. Raises CopyNotWrittenError."""
        kind = self.kind(list_id)
        write_copy(path, listed_book(kind.name, kind.day_heading, ()))

    def export(self, list_id: str, path: Path, start: date | None = None, end: date | None = None) -> int:
        """Write the rows that stand; returns how many. Raises CopyNotWrittenError."""
        kind = self.kind(list_id)
        items = list(self.rows(kind.id, start, end).stream())
        with self.workspace.write() as writer:
            # The event comes first: who may not export gets no file, and a file that fails leaves no event.
            writer.note("list.exported", "listed_item", kind.id, {"rows": len(items)})
            write_copy(path, listed_book(kind.name, kind.day_heading, items))
        return len(items)

    def preview(self, list_id: str, path: Path, progress: Progress | None = None) -> ListPreview:
        """Read and check every row. Raises the reading errors for a file that is no usable sheet."""
        kind, progress = self.kind(list_id), progress or NoProgress()
        table = read_listed(path, kind.day_heading, kind.headings, progress)
        faults = [f"缺少“{name}”这一列" for name in table.missing_columns]
        # A sheet that grew is brought again and again: as many of its rows are known as are stored, whatever their notes say
        # by now. Within one sheet two rows are one only when they are the same in every word.
        there = Counter(_twin_key(item) for item in self.rows(kind.id).stream())
        within: set[tuple[object, ...]] = set()
        codes = self._codes()
        items: list[tuple[int, ListedItem]] = []
        known: list[int] = []
        # Without a column that must be there every row is wrong, and says so in vain.
        for done, row in enumerate(() if faults else table.rows):
            if done % _STEP == 0:
                progress.report(done, len(table.rows), f"核对第 {row.row_number} 行")
                check_cancelled(progress, _KEPT)
            try:
                item = self._checked(_item_of(kind.id, row, codes))
            except InvalidValueError as error:
                faults.append(f"第 {row.row_number} 行 {error.what}；{error.why}")
                continue
            key, whole = _twin_key(item), (*_twin_key(item), item.district, item.note)
            if whole in within:
                known.append(row.row_number)
            elif there[key] > 0:
                there[key] -= 1
                known.append(row.row_number)
            within.add(whole)
            items.append((row.row_number, item))
        return ListPreview(
            path, kind, tuple(items), tuple(faults), tuple(known), table.unmatched_headings, table.hidden
        )

    def commit(self, preview: ListPreview, progress: Progress | None = None) -> Changes:
        """Write every row that is not in the list already, in one transaction. Raises ListRefusedError, CancelledError."""
        if not preview.ready:
            raise ListRefusedError(preview)
        progress, left_out = progress or NoProgress(), set(preview.known)
        with self.workspace.write(f"导入 {preview.path.name}") as writer:
            for done, (number, item) in enumerate(preview.items):
                if done % _STEP == 0:
                    progress.report(done, len(preview.items), item.name)
                    check_cancelled(progress, _KEPT)
                if number not in left_out:
                    writer.put(item, "list.imported")
            return writer.changes()

    def _codes(self) -> dict[str, str]:
        with self.workspace.read() as reader:
            return {site.credit_code: site.id for site in reader.find(Site) if site.credit_code}

    def _checked(self, item: ListedItem) -> ListedItem:
        self.kind(item.list_id)
        texts = {name: clean_text(getattr(item, name), label) for name, label in _TEXTS.items()}
        if not texts["name"]:
            raise InvalidValueError("名称", "", "不能空")
        if is_total(texts["name"]):
            raise InvalidValueError("名称", texts["name"], "一家企业或一台设备；合计、小计行请删去")
        if not 1 <= item.quantity <= _MOST:
            raise InvalidValueError("数量", item.quantity, f"1 至 {_MOST:,} 的整数")
        now = today(self.workspace.clock)
        if item.day > now:
            raise InvalidValueError("日期", item.day.isoformat(), f"不晚于今天 {now.isoformat()}")
        code = parse_credit_code(item.party_code) if item.party_code.strip() else ""
        return replace(item, party_code=code, **texts)  # type: ignore[arg-type]


def party_key(item: ListedItem) -> str:
    """What makes two rows one party: the credit code, or the name where no code is written."""
    return item.party_code or item.name


def _twin_key(item: ListedItem) -> tuple[object, ...]:
    return (item.name, item.party_code, item.day, item.quantity, item.address, item.detail)


def _item_of(list_id: str, row: SheetRow, codes: Mapping[str, str]) -> ListedItem:
    values = row.values
    code = _plain(values.get("party_code"))
    return ListedItem(
        list_id=list_id,
        day=_day(values.get("day")),
        name=_plain(values.get("name")),
        quantity=_quantity(values.get("quantity")),
        site_id=codes.get(code.upper()),
        party_code=code,
        district=_plain(values.get("district")),
        address=_plain(values.get("address")),
        detail=_plain(values.get("detail")),
        note=_plain(values.get("note")),
    )


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return parse_day(_plain(value), "日期")


def _quantity(value: object) -> int:
    text = _plain(value)
    if not text:
        return 1
    if not text.isascii() or not text.isdigit():
        raise InvalidValueError("数量", text, "不小于 1 的整数")
    return int(text)
