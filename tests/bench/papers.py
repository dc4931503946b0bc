"""A warm decision PDF against a bare ReportLab story of the same text in the same face, and a run of many."""

from __future__ import annotations

import io
import random
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

import psutil
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from inspector.documents.dossier import Dossier, PaperKind
from inspector.documents.render import render
from inspector.domain.kinds import Outcome
from inspector.domain.ports import NoProgress
from inspector.domain.records import Case, Paper
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.demo import DEMO_DAY
from inspector.services.paper_batch import BatchItem, BatchOptions, BatchService
from inspector.services.papers import PaperService
from inspector.services.photos import PhotoService
from inspector.services.samples import SampleService
from inspector.services.workspace import Workspace
from tests.bench.timing import Measured, compare, once_ms

_SONG = "/usr/share/fonts/truetype/arphic/uming.ttc"
_MANY = 1000


def _dossier(folder: Path) -> Dossier:
    """The dossier of a real decision of the sample data."""
    with Workspace.open(
        Home(folder), SettableClock(DEMO_DAY), entropy=random.Random(1).randbytes
    ) as workspace:
        samples = SampleService(workspace)
        samples.fill("small", progress=NoProgress())
        with workspace.read() as reader:
            case = next(c for c in reader.find(Case) if c.outcome is Outcome.PENALTY)
            papers = PaperService(workspace, samples.photos)
            dossier = papers.dossier(reader, PaperKind.PENALTY_DECISION, case_id=case.id)
        samples.photos.close()
    return dossier


def measure(folder: Path) -> list[Measured]:
    """Warm ratio, and whether a thousand take a thousand times one without growing memory."""
    with tempfile.TemporaryDirectory() as home:
        dossier = _dossier(Path(home))
        text = render(PaperKind.PENALTY_DECISION, dossier).text
        pdfmetrics.registerFont(TTFont("bench-song", _SONG, subfontIndex=0))
        style = ParagraphStyle("body", fontName="bench-song", fontSize=16, leading=29, wordWrap="CJK")

        def bare() -> None:
            story: list[Flowable] = [Paragraph(escape(line) or "&nbsp;", style) for line in text.splitlines()]
            SimpleDocTemplate(io.BytesIO(), invariant=1).build(story)

        def ours() -> None:
            render(PaperKind.PENALTY_DECISION, dossier)

        warm = compare("decision PDF, warm", ours, bare, 1.5, runs=15)
        process = psutil.Process()
        before = process.memory_info().rss
        one = once_ms(ours)

        def repeated() -> None:
            for _ in range(_MANY):
                ours()

        many = once_ms(repeated)
        grown = (process.memory_info().rss - before) / 1e6
        batch = _batch(Path(home))
    return [
        warm,
        Measured(f"{_MANY} decisions against {_MANY} × one", many, one * _MANY, many / (one * _MANY), 1.1),
        Measured(f"memory growth over {_MANY} decisions, MB", grown, 1.0, grown, 5.0, "limit in MB"),
        *batch,
    ]


def _batch(folder: Path) -> list[Measured]:
    """A thousand decisions composed from their cases, set, and joined into one PDF, against ten times a hundred."""
    tenth = _MANY // 10
    with Workspace.open(Home(folder), SettableClock(DEMO_DAY)) as workspace:
        photos = PhotoService(workspace)
        try:
            papers = PaperService(workspace, photos)
            service = BatchService(workspace, papers)
            with workspace.read() as reader:
                issued = next(paper for paper in reader.find(Paper, kind="penalty_decision", void_reason=""))
            # Voided, so that each is read from its case, composed and set anew instead of taken from the store.
            papers.void(issued.id, "性能测量")
            item = BatchItem(PaperKind.PENALTY_DECISION, "行政处罚决定书", "当事人", None, issued.case_id)
            options = BatchOptions(drafts=True)

            def write(count: int) -> None:
                report = service.write([item] * count, folder / f"{count}.pdf", options)
                assert report.written == count

            write(10)
            few = once_ms(lambda: write(tenth))
            process = psutil.Process()
            before = process.memory_info().rss
            many = once_ms(lambda: write(_MANY))
            grown = (process.memory_info().rss - before) / 1e6
        finally:
            photos.close()
    return [
        Measured(f"batch of {_MANY} against 10 × {tenth}", many, 10 * few, many / (10 * few), 1.1, "one PDF"),
        Measured(f"memory growth over a batch of {_MANY}, MB", grown, 1.0, grown, 5.0, "limit in MB"),
    ]
