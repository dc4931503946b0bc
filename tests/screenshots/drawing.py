"""Opens the app on a filled folder and saves each page once it has stopped working."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer

from inspector.app import App, application
from inspector.domain.kinds import Outcome, VisitState
from inspector.domain.records import Case, Complaint, Rectification, Visit
from inspector.paths import Home
from inspector.services.desk import Services

WINDOW = (1366, 768)
_QUIET_MS = 350
_LONGEST_MS = 20_000


def _spin(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _settle(app: App) -> None:
    """Let every task finish and the page paint."""
    waited = 0
    _spin(_QUIET_MS)
    while app.runner.running() and waited < _LONGEST_MS:
        _spin(_QUIET_MS)
        waited += _QUIET_MS
    _spin(_QUIET_MS)


def pages_of(services: Services) -> list[tuple[str, str, str]]:
    """Name of the picture, page, record."""
    with services.workspace.read() as reader:
        visits, cases = reader.find(Visit, order=("started_at",)), reader.find(Case, order=("found_on",))
    night = [visit for visit in visits if visit.checklist_id == "noise_construction"]
    done = next(visit for visit in night if visit.state is VisitState.COMPLETE)
    draft = next(visit for visit in night if visit.state is VisitState.DRAFT)
    yard = next(
        visit for visit in visits if visit.checklist_id == "dust_yard" and visit.state is VisitState.COMPLETE
    )
    fined = next(
        case for case in cases if case.violation_id == "air.exceed" and case.outcome is Outcome.PENALTY
    )
    waived = next(case for case in cases if case.outcome is Outcome.WAIVED)
    noticed = next(case for case in cases if case.stage == "noticed")
    closed = next(case for case in cases if case.stage == "closed" and case.outcome is Outcome.PENALTY)
    early = next(case for case in cases if case.stage in ("clue", "filed", "investigated"))
    with services.workspace.read() as reader:
        complaint = reader.find(Complaint, order=("received_at",))[0]
        order = next(one for one in reader.find(Rectification) if one.rechecked_on is not None)
    site = done.site_id or ""
    return [
        ("workbench", "workbench", ""),
        ("visits", "visits", ""),
        ("visit-night-draft", "visit", draft.id),
        ("visit-night", "visit", done.id),
        ("visit-yard", "visit", yard.id),
        ("photos", "photos", done.id),
        ("cases", "cases", ""),
        ("case-fined", "case", fined.id),
        ("case-waived", "case", waived.id),
        ("case-filed", "case", early.id),
        ("case-noticed", "case", noticed.id),
        ("case-closed", "case", closed.id),
        ("complaints", "complaints", complaint.id),
        ("rectifications", "rectifications", order.id),
        ("paper-decision", "papers", f"penalty_decision/case/{fined.id}"),
        ("batch", "batch", f"case/{fined.id}"),
        ("reentry", "reentry", fined.id),
        ("sites", "sites", site),
        ("ledger", "ledger", ""),
        ("statistics", "statistics", ""),
        ("rulebook", "rulebook", "act:air.exceed"),
        ("whatif", "whatif", ""),
        ("settings", "settings", ""),
        ("wordings", "wordings", ""),
        ("welcome", "welcome", ""),
    ]


def draw(folder: Path, out: Path, suffix: str, theme: str) -> None:
    """Save every page as `<name>-<suffix>.png`."""
    app = App(application(), Home(folder))
    app.theme.set_choice("dark" if theme == "dark" else "light")
    ratio = app.window.devicePixelRatioF()
    app.window.resize(int(WINDOW[0] / ratio), int(WINDOW[1] / ratio))
    app.show()
    waited = 0
    while app.services is None and waited < _LONGEST_MS:
        _spin(_QUIET_MS)
        waited += _QUIET_MS
    assert app.services is not None
    app.theme.set_choice("dark" if theme == "dark" else "light")
    for name, page, record in pages_of(app.services):
        app.window.open_page(page, record)
        _settle(app)
        _save(app, out / f"{name}-{suffix}.png")
        if name == "case-fined":
            _law_tabs(app, lambda tab: out / f"case-law-{tab}-{suffix}.png")
    app.close()


def _law_tabs(app: App, target: Callable[[str], Path]) -> None:
    from inspector.ui.cases.case_view import CaseView

    view = app.window.stack.current_page()
    assert isinstance(view, CaseView)
    for tab in ("general", "similar"):
        view.law.tabs.set_current(tab)
        view.law.tabs.chosen.emit(tab)
        _settle(app)
        _save(app, target(tab))


def _save(app: App, path: Path) -> None:
    picture = app.window.grab().toImage()
    assert picture.save(str(path)), path
    with Image.open(path) as full:
        # 256 colours are enough for a page and keep the folder small.
        small = full.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4])
