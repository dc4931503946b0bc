"""A desk with issued papers and a context whose tasks run at once, for the tests of the paper pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from inspector.domain.errors import InspectorError
from inspector.domain.records import Paper
from inspector.services.desk import Services
from inspector.ui.common.dialogs import Dialogs
from inspector.ui.common.tasks import InlineRunner
from inspector.ui.common.theme import Theme
from inspector.ui.context import Context
from inspector.ui.papers.printing import Press, new_printer
from tests.services.evidence_desk import visit_with_photos
from tests.workspaces import workspace_in


@dataclass
class Said:
    """Notices kept for the test."""

    refusals: list[InspectorError] = field(default_factory=list)
    news: list[str] = field(default_factory=list)

    def refused(self, error: InspectorError) -> None:
        self.refusals.append(error)

    def done(self, text: str, undo: Callable[[], None] | None = None) -> None:
        self.news.append(text)

    def confirm(self, title: str, text: str, verb: str) -> bool:
        return True


@dataclass
class Desk:
    """Services, context and what was said; one issued photo sheet."""

    services: Services
    context: Context
    said: Said
    paper: Paper
    went: list[tuple[str, str]]

    def press(self, target: Path) -> Press:
        """A printer that writes a PDF."""

        def choose(title: str, _pages: int) -> QPrinter:
            printer = new_printer(title)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(target))
            return printer

        return Press(self.context, choose)

    def events(self, entity: str, action: str) -> list[dict[str, object]]:
        """Notes about a kind of thing with this action."""
        with self.services.workspace.read() as reader:
            return [dict(body) for body in reader.noted(entity) if body["action"] == action]


@pytest.fixture
def paper_desk(tmp_path: Path, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with workspace_in(tmp_path / "home") as workspace:
        services = Services.on(workspace)
        visit, photos = visit_with_photos(services, tmp_path / "card", count=1)
        services.photos.describe(photos[0].id, caption="夜间浇筑", proves="夜间施工")
        paper = services.papers.issue("photo_sheet", visit_id=visit.id)[0]
        said, went = Said(), []
        context = Context(
            services,
            InlineRunner(),
            said,
            Dialogs(None),
            theme,
            lambda page, record: went.append((page, record)),
        )
        monkeypatch.setattr(context, "open_folder", lambda _path: None)
        yield Desk(services, context, said, paper, went)
        services.photos.close()
