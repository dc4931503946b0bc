"""Does this installation work? Every part is tried once in a temporary folder; nothing of the user's is touched."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from inspector.casework.deadlines import Period, Unit, compute_deadline
from inspector.db.engine import SQLITE_VERSION
from inspector.documents.dossier import Dossier, PaperKind
from inspector.documents.render import render
from inspector.domain.errors import InspectorError
from inspector.domain.geo import Datum, Position
from inspector.domain.kinds import SiteKind
from inspector.domain.ports import NoProgress
from inspector.domain.records import Site
from inspector.paths import Home
from inspector.samples.pictures import Scene, draw_photo
from inspector.services.calendars import published_calendar
from inspector.services.clock import SettableClock
from inspector.services.ledger import LedgerFilter, LedgerService
from inspector.services.photos import PhotoService
from inspector.services.site_import import SiteImportService
from inspector.services.sites import SiteService
from inspector.services.trust import TrustService
from inspector.services.visits import VisitService
from inspector.services.workspace import Workspace

_MOMENT = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PartResult:
    """One part: whether it works, and what was seen."""

    name: str
    passed: bool
    detail: str


def run_self_check() -> list[PartResult]:
    """Try every part; a part that fails does not stop the others."""
    with tempfile.TemporaryDirectory(prefix="self-check-") as folder:
        home = Path(folder)
        try:
            workspace = Workspace.open(
                Home(home / "home"), SettableClock(_MOMENT), entropy=random.Random(1).randbytes
            )
        except (InspectorError, OSError) as error:
            return [PartResult("数据文件夹", False, str(error))]
        with workspace:
            photos = PhotoService(workspace)
            try:
                return [_try(name, part) for name, part in _parts(workspace, photos, home)]
            finally:
                photos.close()


def _try(name: str, part: Callable[[], str]) -> PartResult:
    try:
        return PartResult(name, True, part())
    except (InspectorError, OSError, ValueError, ImportError) as error:
        return PartResult(name, False, str(error))


def _parts(workspace: Workspace, photos: PhotoService, home: Path) -> list[tuple[str, Callable[[], str]]]:
    def database() -> str:
        SiteService(workspace).save(Site(name="自检单位", kind=SiteKind.OTHER))
        return f"SQLite {SQLITE_VERSION}"

    def rules() -> str:
        book = workspace.book
        return f"规则包 {book.version}，行为 {len(book.violations)}，清单项 {len(book.lenient_items)}"

    def calendar() -> str:
        due = compute_deadline(Period(7, Unit.WORKDAY, ""), _MOMENT.date(), published_calendar()).due
        return f"节假日表到 {max(published_calendar().known_years)} 年，七个工作日后是 {due}"

    def pictures() -> str:
        position = Position(22_543_096, 114_057_865, Datum.WGS84)
        path = home / "照片.jpeg"
        path.write_bytes(draw_photo(Scene.NIGHT_SITE, 1, "自检", _MOMENT, position, 6))
        visit, _ = VisitService(workspace).start("noise_construction")
        report = photos.take_in([path], visit_id=visit.id)
        made = [entry for entry in photos.make_thumbnails(report.taken) if entry.path is not None]
        if len(made) != 1:
            raise ValueError("照片没有做成缩略图")
        return report.words()

    def papers() -> str:
        rendered = render(PaperKind.SITE_RECORD, Dossier(), draft_reasons=("自检",))
        return f"{rendered.pages} 页，字体 {len(rendered.faces)} 种"

    def sheets() -> str:
        service = SiteImportService(workspace)
        service.write_template(home / "模板.xlsx")
        service.preview(home / "模板.xlsx")
        rows = LedgerService(workspace).export(home / "台账.xlsx", LedgerFilter()).rows
        return f"模板可读，台账 {rows} 行"

    def trust() -> str:
        service = TrustService(workspace)
        report = service.verify(NoProgress())
        if report.wrong or report.unchecked:
            raise ValueError("；".join(report.sentences()))
        return service.backup().name

    return [
        ("数据库", database),
        ("规则", rules),
        ("日历", calendar),
        ("照片", pictures),
        ("文书", papers),
        ("表格", sheets),
        ("核对与备份", trust),
    ]
