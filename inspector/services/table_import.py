"""A bureau's own discretion tables (自有裁量表): a workbook to fill in, its check, the pack made of it, and back to a workbook."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inspector.documents.sheets.discretion_columns import PACK, TABLES, PackHead, heading
from inspector.documents.sheets.discretion_reading import CellFault, ReadTables, read_tables
from inspector.documents.sheets.discretion_writing import write_tables, write_template
from inspector.domain.errors import EnvironmentFaultError, InspectorError, InvalidValueError
from inspector.domain.ports import NoProgress, Progress
from inspector.law.book import Book
from inspector.law.discretion import table_fits
from inspector.law.loader import MANIFEST, load_pack, read_tables_of, seal_manifest
from inspector.law.manifest import head_faults, head_text
from inspector.law.record_writing import toml_of
from inspector.law.tables import DiscretionTable
from inspector.paths import resources_dir
from inspector.services.pack_shelf import PACK_FOLDER
from inspector.services.pack_signing import trust_in

_FILE = "tables.toml"


class TablesRefusedError(InspectorError):
    """The workbook has faults; no pack was written."""

    def __init__(self, path: Path, faults: Sequence[CellFault]) -> None:
        super().__init__(
            f"{path.name} 有 {len(faults)} 处错误",
            "没有写规则包，表格文件未改动；每一处写在下面",
            "按下面的说明改好，再导入一次",
            tuple(fault.line for fault in faults[:500]),
        )


@dataclass(frozen=True, slots=True)
class TableCheckReport:
    """What a workbook holds and what is wrong. `hints`: no faults, but to be known before the tables are used."""

    path: Path
    head: PackHead | None
    tables: tuple[DiscretionTable, ...]
    faults: tuple[CellFault, ...]
    hints: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether a pack can be made of it."""
        return not self.faults and self.head is not None


class TableImportService:
    """Template, check, pack, export; on the book that comes with the program, whose acts the tables are for."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._acts = {act.id: act.name for act in book.violations.values()}

    def template(self, path: Path) -> None:
        """Write the workbook to fill in; an existing file is not overwritten. Raises EnvironmentFaultError."""
        self._write(path, lambda draft: write_template(draft, self._acts))

    def export(self, path: Path, tables: Iterable[DiscretionTable], head: PackHead | None = None) -> None:
        """Write tables as a workbook that imports to the same tables; an existing file is not overwritten."""
        chosen = tuple(tables)
        self._write(path, lambda draft: write_tables(draft, head, chosen, self._acts))

    def export_pack(self, path: Path, folder: Path) -> int:
        """Write all tables of a pack folder, with its head; returns how many. Raises LawPackError."""
        pack, tables = read_tables_of(folder, trust_in())
        self.export(path, tables, PackHead(pack.id, pack.version, pack.region, pack.valid_from))
        return len(tables)

    def check(self, path: Path, progress: Progress | None = None) -> TableCheckReport:
        """Every fault of a workbook. Raises SheetRefusedError, CancelledError."""
        progress = progress or NoProgress()
        progress.report(0, 2, "读表格")
        found = read_tables(path, progress)
        progress.report(1, 2, "核对裁量表")
        tables = self._with_acts(found)
        faults = [*found.faults, *self._head_faults(found.head)]
        hints = [hint for table in tables for hint in self._hints(table)]
        progress.report(2, 2, "核对完毕")
        return TableCheckReport(path, found.head, tables, tuple(faults), tuple(hints))

    def make_pack(self, path: Path, folder: Path, progress: Progress | None = None) -> TableCheckReport:
        """Check a workbook and write the pack folder: whole or not at all, held against the shipped pack.

        Raises TablesRefusedError with every fault, LawPackError, EnvironmentFaultError when the folder is there already.
        """
        report = self.check(path, progress)
        if not report.sound or report.head is None:
            raise TablesRefusedError(path, report.faults)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise EnvironmentFaultError(f"{folder} 已经有内容", "里面的文件没有改动", "换一个空文件夹")
        draft = folder.with_name(f".{folder.name}.part")
        try:
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(parents=True)
            (draft / _FILE).write_text(toml_of("tables", report.tables), encoding="utf-8")
            (draft / MANIFEST).write_text(
                head_text(report.head.id, report.head.version, report.head.region, report.head.valid_from),
                encoding="utf-8",
            )
            (draft / MANIFEST).write_text(seal_manifest(draft), encoding="utf-8")
            load_pack(resources_dir() / "law" / PACK_FOLDER, added=[draft])
            if folder.exists():
                folder.rmdir()
            draft.rename(folder)
        except OSError as trouble:
            raise EnvironmentFaultError(
                f"规则包没有写成：{folder}", trouble.strerror or str(trouble), "核对磁盘空间和权限后再试"
            ) from trouble
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return report

    def _with_acts(self, found: ReadTables) -> tuple[DiscretionTable, ...]:
        """The tables with acts by id; names are taken too. Unknown acts and acts named twice become faults."""
        ids = {name: key for key, name in self._acts.items()}
        owner: dict[str, str] = {}
        tables = []
        for table in found.tables:
            acts = []
            for word in table.acts:
                key = word if word in self._acts else ids.get(word, "")
                if not key:
                    self._act_fault(found, table, f"没有这个行为：{word}", "“行为编号”页里的编号或名称")
                elif key in owner:
                    self._act_fault(
                        found, table, f"{word} 已由 {owner[key]} 使用", "一个行为至多一张自有裁量表"
                    )
                else:
                    owner[key] = table.id
                    acts.append(key)
            if table.id in self.book.tables:
                column, what = heading(TABLES, "table"), f"{table.id} 是随程序提供的裁量表"
                found.faults.append(CellFault(TABLES, found.rows[table.id], column, what, "别的编号"))
            tables.append(replace(table, acts=tuple(acts)))
        return tuple(tables)

    def _act_fault(self, found: ReadTables, table: DiscretionTable, what: str, allowed: str) -> None:
        found.faults.append(CellFault(TABLES, found.rows[table.id], heading(TABLES, "acts"), what, allowed))

    def _head_faults(self, head: PackHead | None) -> list[CellFault]:
        if head is None:
            return []
        found = [
            CellFault(PACK, 0, word, what, allowed)
            for word, what, allowed in head_faults(head.id, head.version)
        ]
        if head.id in {pack.id for pack in self.book.packs}:
            found.append(CellFault(PACK, 0, "编号", f"{head.id} 是随程序提供的规则包", "别的编号"))
        return found

    def _hints(self, table: DiscretionTable) -> list[str]:
        """What hinders nothing but must be known: no act, a range that no text in force has."""
        if not table.acts:
            return [f"{table.id} {table.name}：没有写适用的行为，不会被用到"]
        hints = []
        for act in table.acts:
            newest = self.book.provisions_of(act)[-1]
            if not table_fits(table, newest):
                hints.append(
                    f"{table.id} {table.name}：{self._acts[act]}的幅度是{newest.penalty()}"
                    f"{newest.fine.text()}，与表的幅度不同，程序不会用它计算"
                )
        return hints

    def _write(self, path: Path, write: Callable[[Path], None]) -> None:
        if path.suffix.lower() != ".xlsx":
            raise InvalidValueError("文件名", path.name, "以 .xlsx 结尾")
        if path.exists():
            raise EnvironmentFaultError(f"{path.name} 已经有了", "没有覆盖它", "换一个文件名")
        draft = path.with_name(f".{path.name}.part")
        try:
            write(draft)
            draft.replace(path)
        except OSError as trouble:
            raise EnvironmentFaultError(
                f"没有写出 {path.name}", trouble.strerror or str(trouble), "核对磁盘空间和权限后再试"
            ) from trouble
        finally:
            draft.unlink(missing_ok=True)
