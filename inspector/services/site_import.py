"""Import of sites from a sheet: preview with a reason for every bad row, then all or nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from inspector.documents.sheets.reading import SheetRow
from inspector.documents.sheets.template import read_sites, write_site_template
from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.geo import MICRO, Datum
from inspector.domain.kinds import SiteKind
from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.domain.records import Site
from inspector.domain.times import parse_last_day
from inspector.services.sites import checked_site
from inspector.services.workspace import Workspace

_KEPT = "没有写入任何一行，表格文件未改动"
_STEP = 200
_EXACT_NUMBER = 10**15  # spreadsheets keep 15 digits of a number


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why one row of the sheet cannot be taken."""

    row_number: int
    field: str
    why: str

    def text(self) -> str:
        """`第 37 行 统一社会信用代码：…`."""
        return f"第 {self.row_number} 行 {self.field}：{self.why}"


@dataclass(frozen=True, slots=True)
class Twin:
    """A row whose credit code is already known: in the sheet itself or in the store."""

    row_number: int
    name: str
    credit_code: str
    known_as: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do. Nothing has been written."""

    path: Path
    sites: tuple[tuple[int, Site], ...]
    faults: tuple[RowFault, ...]
    twins: tuple[Twin, ...]
    unmatched_headings: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether every row can be taken."""
        return not self.faults and bool(self.sites)


class ImportRefusedError(InspectorError):
    """The sheet has faults; nothing was written."""

    def __init__(self, preview: ImportPreview) -> None:
        rows = sorted({fault.row_number for fault in preview.faults})
        listed = "、".join(str(row) for row in rows[:5]) + ("等" if len(rows) > 5 else "")
        super().__init__(
            f"第 {listed} 行有错，共 {len(rows)} 行" if rows else "表里没有可以导入的行",
            "整份都没有写入，原文件未改动",
            "按下面的说明改好表格，再导入一次",
            tuple(fault.text() for fault in preview.faults[:200]),
        )


class SiteImportService:
    """Template, preview and commit of a sheet of sites."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def write_template(self, path: Path) -> None:
        """Write the empty sheet to be filled in."""
        write_site_template(path)

    def preview(self, path: Path, progress: Progress | None = None) -> ImportPreview:
        """Read and check every row. Raises the reading errors for a file that is no usable sheet."""
        progress = progress or NoProgress()
        table = read_sites(path, progress)
        with self.workspace.read() as reader:
            known = {site.credit_code: site.name for site in reader.find(Site) if site.credit_code}
        sites: list[tuple[int, Site]] = []
        faults: list[RowFault] = [
            RowFault(0, "表头", f"缺少“{name}”这一列") for name in table.missing_columns
        ]
        twins: list[Twin] = []
        seen: dict[str, int] = {}
        for done, row in enumerate(table.rows):
            if done % _STEP == 0:
                progress.report(done, len(table.rows), f"核对第 {row.row_number} 行")
                check_cancelled(progress, _KEPT)
            site = _checked_row(row, faults)
            if site is None:
                continue
            sites.append((row.row_number, site))
            code = site.credit_code
            if code and code in seen:
                twins.append(Twin(row.row_number, site.name, code, f"本表第 {seen[code]} 行"))
            elif code and code in known:
                twins.append(Twin(row.row_number, site.name, code, f"已有：{known[code]}"))
            if code:
                seen.setdefault(code, row.row_number)
        return ImportPreview(path, tuple(sites), tuple(faults), tuple(twins), tuple(table.unmatched_headings))

    def commit(
        self, preview: ImportPreview, progress: Progress | None = None, *, with_twins: bool = False
    ) -> Changes:
        """Write every row in one transaction; rows whose code is known only when `with_twins` was chosen.

        Raises ImportRefusedError when a row is wrong, CancelledError (nothing written) when cancelled.
        """
        if not preview.ready:
            raise ImportRefusedError(preview)
        progress = progress or NoProgress()
        skipped = set() if with_twins else {twin.row_number for twin in preview.twins}
        with self.workspace.write(f"导入 {preview.path.name}") as writer:
            for done, (row_number, site) in enumerate(preview.sites):
                if done % _STEP == 0:
                    progress.report(done, len(preview.sites), site.name)
                    check_cancelled(progress, _KEPT)
                if row_number not in skipped:
                    writer.put(site, "site.imported")
            progress.report(len(preview.sites), len(preview.sites), "写入")
            return writer.changes()


def _checked_row(row: SheetRow, faults: list[RowFault]) -> Site | None:
    """The row as a checked site, or None with its faults appended."""
    try:
        return checked_site(_site_of(row.values))
    except InvalidValueError as error:
        faults.append(RowFault(row.row_number, error.field, f"{error.what.partition('：')[2]}；{error.why}"))
        return None


def _site_of(values: Mapping[str, object]) -> Site:
    lat, lon = _micro_degrees(values.get("lat"), "纬度"), _micro_degrees(values.get("lon"), "经度")
    return Site(
        name=_text(values.get("name")),
        kind=_kind(_text(values.get("kind"))),
        credit_code=_code(values.get("credit_code")),
        legal_representative=_text(values.get("legal_representative")),
        address=_text(values.get("address")),
        district=_text(values.get("district")),
        street=_text(values.get("street")),
        lat_e6=lat,
        lon_e6=lon,
        datum=_datum(_narrow(values.get("datum"))) if lat is not None else Datum.UNKNOWN,
        industry=_text(values.get("industry")),
        key_discharger=_yes(_text(values.get("key_discharger")), "重点排污单位"),
        permit_number=_text(values.get("permit_number")),
        positive_list_from=_day(values.get("positive_list_from"), "正面清单起"),
        positive_list_to=_day(values.get("positive_list_to"), "正面清单止"),
        contact=_text(values.get("contact")),
        phone=_text(values.get("phone")),
        note=_text(values.get("note")),
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _narrow(value: object) -> str:
    """Codes, numbers and days as typed with a Chinese keyboard: full-width figures and letters made plain."""
    return unicodedata.normalize("NFKC", _text(value)).strip()


def _code(value: object) -> str | None:
    if isinstance(value, int | float) and abs(value) >= _EXACT_NUMBER:
        raise InvalidValueError(
            "统一社会信用代码", _text(value), "文本格式的单元格；存成数字时表格软件只留 15 位，后几位已丢失"
        )
    return _narrow(value) or None


def _choice(text: str, field: str, choices: Iterable[tuple[str, str]]) -> str:
    options = dict(choices)
    if text in options:
        return options[text]
    raise InvalidValueError(field, text or "空", "、".join(options))


def _kind(text: str) -> SiteKind:
    return SiteKind(_choice(text, "类别", ((kind.label, kind.value) for kind in SiteKind)))


def _datum(text: str) -> Datum:
    if not text:
        return Datum.UNKNOWN
    normal = text.upper().replace("WGS84", "WGS-84").replace("GCJ02", "GCJ-02")
    return Datum(_choice(normal, "坐标系", ((datum.value, datum.value) for datum in Datum)))


def _yes(text: str, field: str) -> bool:
    return _choice(text or "否", field, (("是", "1"), ("否", "0"))) == "1"


def _day(value: object, field: str) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return parse_last_day(_narrow(value), field)


def _micro_degrees(value: object, field: str) -> int | None:
    text = _narrow(value)
    if not text:
        return None
    try:
        return int((Decimal(text) * MICRO).to_integral_value())
    except (InvalidOperation, ValueError, OverflowError):
        raise InvalidValueError(field, text, "十进制度数，如 114.057865") from None
