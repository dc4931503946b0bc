"""A ledger file laid beside the stored cases (台账核对): what differs, what is missing on either side. Nothing is changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspector.db.lists import ShapedRows
from inspector.documents.sheets.columns import BY_ID
from inspector.documents.sheets.ledger_reading import LedgerFile, LedgerLine, SheetProblem, read_ledger
from inspector.documents.sheets.rows import LedgerRow
from inspector.domain.errors import InvalidValueError
from inspector.domain.lists import ListFilter
from inspector.domain.money import yuan_text
from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.domain.records import Case
from inspector.services.ledger import LedgerService
from inspector.services.ledger_filter import LedgerFilter
from inspector.services.ledger_rows import LedgerRows
from inspector.services.workspace import Workspace

_KEPT = "没有改动任何案件，表格文件未改动"
_STEP = 500
_MOST_LISTED = 5_000
_SIGNS = re.compile(r"[\s()\[\]〔〕【】{}〈〉《》\-—_、,，。.;；:：]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs; texts as shown, "" for empty."""

    row_number: int
    case_number: str
    case_id: str
    column: str
    in_file: str
    in_store: str

    def text(self) -> str:
        """`第 7 行 深环…号 罚款额：表里 32,000.00，本机 30,000.00`."""
        return (
            f"第 {self.row_number} 行 {self.case_number} {self.column}："
            f"表里 {self.in_file or '空'}，本机 {self.in_store or '空'}"
        )


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row of the file without a case, or a stored case the file does not name (`row_number` 0)."""

    row_number: int
    case_number: str
    party: str
    why: str
    case_id: str = ""

    def text(self) -> str:
        """`第 9 行 深环…号 某公司：…`."""
        place = f"第 {self.row_number} 行 " if self.row_number else ""
        return f"{place}{self.case_number or '（无案号）'} {self.party}：{self.why}"


@dataclass(frozen=True, slots=True)
class LedgerComparison:
    """What was found. Lists hold at most 5,000 entries; the counts are of all. `asked`: which cases the file should name."""

    path: Path
    sheet_name: str
    columns: tuple[str, ...]
    unmatched_headings: tuple[str, ...]
    rows: int
    matched: int
    equal: int
    difference_count: int
    differences: tuple[Difference, ...]
    not_stored: tuple[Unmatched, ...]
    not_in_file: tuple[Unmatched, ...]
    problem_count: int
    problems: tuple[SheetProblem, ...]
    asked: str = ""

    @property
    def same(self) -> bool:
        """Whether file and store tell the same of every case."""
        return not (self.difference_count or self.not_stored or self.not_in_file)

    def sentences(self) -> list[str]:
        """The result in words, counts first."""
        return [
            f"{self.path.name}“{self.sheet_name}”：{self.rows} 行，对上 {self.matched} 宗，一致 {self.equal} 宗",
            f"不同 {self.difference_count} 处，表里有本机没有 {len(self.not_stored)} 行，"
            f"本机有表里没有 {len(self.not_in_file)} 宗，表格问题 {self.problem_count} 处",
            f"本机有表里没有的，只看{self.asked}",
            *(entry.text() for entry in self.differences),
            *(entry.text() for entry in self.not_stored),
            *(entry.text() for entry in self.not_in_file),
            *(entry.text() for entry in self.problems),
            *((f"没有用到的列：{'、'.join(self.unmatched_headings)}",) if self.unmatched_headings else ()),
        ]


@dataclass(frozen=True, slots=True)
class _Key:
    """By what a stored case is found again."""

    id: str
    case_number: str | None
    party_name: str
    party_code: str | None
    found_on: date
    act_day: date
    decided_on: date | None


class LedgerCompareService:
    """Reads a ledger file and lays it beside the store."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def compare(self, path: Path, progress: Progress | None = None) -> LedgerComparison:
        """Compare by case number, else by credit code or name with a day that only one case has.

        A stored case is missed in the file only when the filter asks for it that the file was exported with; in a file of
        another make, when it was found within the days the file's own cases cover. Raises SheetRefusedError, CancelledError;
        nothing is ever changed.
        """
        progress = progress or NoProgress()
        file = read_ledger(path, progress)
        keys = ShapedRows(self.workspace.store, Case, _Key, ListFilter(order="found_on"))
        known = keys.rows(keys.ids())
        lines, not_stored, count = self._matched(file, known)
        missed, asked = self._missed(file, known, lines)
        differences: list[Difference] = []
        total = equal = 0
        rows = LedgerRows(self.workspace).rows([key.id for key in known if key.id in lines])
        for done, row in enumerate(rows):
            if done % _STEP == 0:
                progress.report(done, len(lines), f"核对 {row.case_number or row.party}")
                check_cancelled(progress, _KEPT)
            found = _differences(lines[row.case_id], row, file.columns)
            total += len(found)
            equal += not found
            differences.extend(found[: max(0, _MOST_LISTED - len(differences))])
        return LedgerComparison(
            path=path,
            sheet_name=file.sheet_name,
            columns=tuple(file.columns.values()),
            unmatched_headings=file.unmatched,
            rows=count,
            matched=len(lines),
            equal=equal,
            difference_count=total,
            differences=tuple(sorted(differences, key=lambda entry: entry.row_number)),
            not_stored=tuple(not_stored),
            not_in_file=tuple(
                Unmatched(0, key.case_number or "", key.party_name, f"{key.found_on} 发现，表里没有", key.id)
                for key in missed
            ),
            problem_count=file.problem_count,
            problems=tuple(file.problems),
            asked=asked,
        )

    def _missed(
        self, file: LedgerFile, known: list[_Key], lines: Mapping[str, LedgerLine]
    ) -> tuple[list[_Key], str]:
        """Stored cases that the file should name and does not, and which those are in words."""
        wanted = _own_filter(file)
        if wanted is not None:
            ledger = LedgerService(self.workspace)
            asked = set(ShapedRows(self.workspace.store, Case, _Key, ledger.question(wanted)).ids())
            words = "；".join(f"{label} {value}" for label, value in wanted.sentences(ledger.kinds()))
            return [
                key for key in known if key.id in asked and key.id not in lines
            ], f"这份台账的筛选：{words}"
        covered = [key.found_on for key in known if key.id in lines]
        if not covered:
            return [], "表里案件的发现日期间"
        first, last = min(covered), max(covered)
        missed = [key for key in known if first <= key.found_on <= last and key.id not in lines]
        return missed, f"发现日在 {first} 至 {last} 的案件"

    def _matched(
        self, file: LedgerFile, known: list[_Key]
    ) -> tuple[dict[str, LedgerLine], list[Unmatched], int]:
        """Lines by case, the lines without one, and how many lines there are."""
        finder = _Finder(known)
        lines: dict[str, LedgerLine] = {}
        lost: list[Unmatched] = []
        count = 0
        for line in file.lines:
            count += 1
            number, party = str(line.get("case_number") or ""), str(line.get("party") or "")
            case_id, why = finder.find(line)
            if case_id and case_id in lines:
                first = lines[case_id].row_number
                file.note(line.row_number, "案号", f"与第 {first} 行是同一宗案件，只按第 {first} 行核对")
            elif case_id:
                lines[case_id] = line
            else:
                lost.append(Unmatched(line.row_number, number, party, why))
        return lines, lost, count


class _Finder:
    """Stored cases by number, and by party with a day where that is unambiguous."""

    def __init__(self, known: list[_Key]) -> None:
        self.by_number = {signs(key.case_number): key.id for key in known if key.case_number}
        self.by_day: dict[tuple[str, date], set[str]] = {}
        for key in known:
            for party in {signs(key.party_code or ""), signs(key.party_name)} - {""}:
                for day in {key.found_on, key.act_day, key.decided_on} - {None}:
                    self.by_day.setdefault((party, day), set()).add(key.id)  # type: ignore[arg-type]

    def find(self, line: LedgerLine) -> tuple[str, str]:
        """The case of a line, or why none was found."""
        number = signs(str(line.get("case_number") or ""))
        if number:
            found = self.by_number.get(number, "")
            return found, "" if found else "本机没有这个案号"
        parties = [signs(str(said)) for name in ("credit_code", "party") if (said := line.get(name))]
        days = [
            day for name in ("decided_on", "act_day", "found_on") if isinstance(day := line.get(name), date)
        ]
        if not parties or not days:
            return "", "没有案号，也没有当事人和日期可以对上"
        for party in parties:
            for day in days:
                cases = self.by_day.get((party, day), set())
                if len(cases) == 1:
                    return next(iter(cases)), ""
                if len(cases) > 1:
                    return "", f"没有案号，当事人同一天有 {len(cases)} 宗案件"
        return "", "没有案号，本机没有这个当事人这一天的案件"


def signs(text: str | None) -> str:
    """Text as it compares: without blanks, brackets, marks, and differences of width."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text or "")).casefold()


def _own_filter(file: LedgerFile) -> LedgerFilter | None:
    """The filter of the export; None for a file of another make, or of a version whose filter is not known here."""
    if not file.question:
        return None
    try:
        wanted = LedgerFilter.from_json(file.question)
        wanted.question()
    except InvalidValueError:
        file.note(0, "筛选", "文件里的筛选读不出来，按表里案件的发现日期间核对")
        return None
    return wanted


def _shown(kind: str, value: object) -> str:
    if kind == "money" and isinstance(value, int):
        return yuan_text(value)
    return "" if value is None else str(value)


def _differences(line: LedgerLine, row: LedgerRow, columns: Mapping[str, str]) -> list[Difference]:
    """Columns of the file that differ from the stored case. An empty cell and a zero sum tell the same."""
    found = []
    for column_id, heading in columns.items():
        column = BY_ID[column_id]
        here, there = line.get(column_id), column.value(row)
        if here == there or (not here and not there):
            continue
        if column.kind not in ("money", "date", "count") and signs(str(here or "")) == signs(
            str(there or "")
        ):
            continue
        found.append(
            Difference(
                line.row_number,
                row.case_number or row.party,
                row.case_id,
                heading,
                _shown(column.kind, here),
                _shown(column.kind, there),
            )
        )
    return found
