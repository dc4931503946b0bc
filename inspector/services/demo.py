"""The whole job in an empty folder, for a machine without a display and as proof that it repeats to the byte.

Time stands at a fixed day and random bytes come from the seed, so that equal seeds write equal files.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from inspector.documents.sheets.template import write_sites
from inspector.domain.errors import EnvironmentFaultError
from inspector.domain.kinds import SiteKind
from inspector.domain.money import yuan_text
from inspector.domain.ports import Progress
from inspector.domain.records import Case, Paper, Site
from inspector.evidence.names import clean_name
from inspector.paths import Home
from inspector.samples import names
from inspector.services.clock import SettableClock
from inspector.services.ledger import LedgerFilter, LedgerService
from inspector.services.papers import PaperService
from inspector.services.photos import PhotoService
from inspector.services.samples import SampleService
from inspector.services.site_import import SiteImportService
from inspector.services.trust import TrustService
from inspector.services.workspace import Workspace

DEMO_DAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class DemoFolderError(EnvironmentFaultError):
    """The folder for the demo holds something that is not a former demo."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"文件夹不是空的：{folder}", "里面的文件没有改动", "换一个空文件夹，或删掉里面的东西"
        )


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the demo wrote: files below the folder, in order, and its figures."""

    files: tuple[Path, ...]
    cases: int
    papers: int
    fines_fen: int
    verdict: tuple[str, ...]

    def sentences(self) -> list[str]:
        """The report in words."""
        return [
            f"案件 {self.cases} 宗，文书 {self.papers} 份，罚款合计 {yuan_text(self.fines_fen)} 元",
            *self.verdict,
            f"写出 {len(self.files)} 个文件：",
        ]


def run_demo(out: Path, seed: int, progress: Progress) -> DemoReport:
    """Import sites, play the sample visits and cases, write papers, ledger and backup below `out`.

    A former demo in the folder is replaced; anything else there is left and refused with DemoFolderError.
    """
    mark = out / ".inspector-demo"
    if out.exists() and any(out.iterdir()):
        if not mark.exists():
            raise DemoFolderError(out)
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    mark.touch()
    clock = SettableClock(DEMO_DAY)
    source = random.Random(seed)
    with Workspace.open(Home(out / "home"), clock, entropy=source.randbytes) as workspace:
        photos = PhotoService(workspace)
        try:
            return _work(workspace, photos, out, seed, progress)
        finally:
            photos.close()


def _work(workspace: Workspace, photos: PhotoService, out: Path, seed: int, progress: Progress) -> DemoReport:
    papers = PaperService(workspace, photos)
    samples = SampleService(workspace, photos, papers)
    samples.staff()
    _import_sites(workspace, out, seed, progress)
    samples.fill("small", seed=seed, progress=progress)
    with workspace.read() as reader:
        cases = reader.find(Case, order=("found_on", "id"))
        issued = reader.find(Paper, order=("issued_on", "kind", "id"))
    written: list[Path] = [out / "监管对象导入.xlsx"]
    titles = {case.id: case.title for case in cases}
    by_visit = {case.visit_id: case.title for case in cases if case.visit_id}
    for paper in issued:
        title = titles.get(paper.case_id or "") or by_visit.get(paper.visit_id or "") or "未立案检查"
        name = clean_name(f"{paper.issued_on:%m%d}-{paper.kind}-{paper.sha256[:8]}.pdf")
        target = out / "papers" / clean_name(title) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(papers.pdf(paper))
        written.append(target)
    ledger = out / "台账.xlsx"
    report = LedgerService(workspace).export(ledger, LedgerFilter(), progress)
    written.append(ledger)
    trust = TrustService(workspace)
    verdict = trust.verify(progress)
    written.append(trust.backup(out / "backup"))
    return DemoReport(tuple(written), len(cases), len(issued), report.amount_fen, tuple(verdict.sentences()))


def _import_sites(workspace: Workspace, out: Path, seed: int, progress: Progress) -> None:
    """Write a sheet of sites as a bureau would bring one, and import it."""
    dice = random.Random(seed + 1)
    kinds = list(SiteKind)
    sites: list[Site] = [names.site(dice, kinds[number % len(kinds)]) for number in range(30)]
    sheet = out / "监管对象导入.xlsx"
    write_sites(sheet, sites)
    service = SiteImportService(workspace)
    service.commit(service.preview(sheet, progress), progress)
