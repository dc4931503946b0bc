"""Opens the app on a filled folder and saves each page once it has stopped working."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import astuple
from datetime import date
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer

from inspector.app import App, application
from inspector.domain.kinds import Outcome, VisitState
from inspector.domain.ports import today
from inspector.domain.records import Case, Complaint, Officer, Rectification, Visit
from inspector.domain.supervision_records import Campaign
from inspector.paths import Home
from inspector.services.desk import Services
from inspector.services.sign_in import FORGOTTEN
from inspector.services.statistics import StatisticsFilter
from inspector.ui.common.look import look
from inspector.ui.statistics.questions import rows_record

# What a 1366×768 screen leaves under title bar and task bar, and a 1920×1080 one at 200 %.
SIZES = {"1": (1366, 690), "2": (960, 470)}
# What is kept of the large pictures, so that the folder stays small; `--only` draws any other.
COMPACT = ("workbench", "visits", "visit-night", "cases", "case-fined", "rulebook", "ledger", "statistics")
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
        campaign = reader.find(Campaign)[0]
    site = done.site_id or ""
    day = today(services.workspace.clock)
    year = StatisticsFilter(date(day.year, 1, 1), date(day.year, 12, 31))
    decided = rows_record("已决定", year.rows("decided_on"))
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
        ("gallery", "gallery", ""),
        ("files", "files", done.id),
        ("sign", "sign", f"visit/{done.id}"),
        ("verify", "verify", ""),
        ("complaints", "complaints", complaint.id),
        ("rectifications", "rectifications", order.id),
        ("paper-decision", "papers", f"penalty_decision/case/{fined.id}"),
        ("batch", "batch", f"case/{fined.id}"),
        ("reentry", "reentry", fined.id),
        ("sites", "sites", site),
        ("ledger", "ledger", ""),
        ("statistics", "statistics", ""),
        ("rows", "rows", decided),
        ("campaigns", "campaigns", ""),
        ("campaign", "campaign", campaign.id),
        ("draws", "draws", ""),
        ("plans", "plans", services.visit_plans.lines(day)[0].plan.id),
        ("lists", "lists", ""),
        ("patrols", "patrols", services.patrols.lines(date(day.year, 1, 1), day)[0].patrol.id),
        ("positive", "positive", services.positive_list.lines(day)[0].entry.id),
        ("compensations", "compensations", services.compensations.lines()[0].compensation.id),
        ("yearly", "yearly", ""),
        ("rulebook", "rulebook", "act:air.exceed"),
        ("whatif", "whatif", ""),
        ("settings", "settings", ""),
        ("wordings", "wordings", ""),
        ("welcome", "welcome", ""),
    ]


def _opened(folder: Path, scale: str, theme: str) -> App:
    app = App(application(), Home(folder))
    app.theme.set_choice("dark" if theme == "dark" else "light")
    app.window.resize(*SIZES[scale])
    app.show()
    waited = 0
    while app.services is None and waited < _LONGEST_MS:
        _spin(_QUIET_MS)
        waited += _QUIET_MS
    assert app.services is not None
    app.theme.set_choice("dark" if theme == "dark" else "light")
    _settle(app)
    return app


def draw(folder: Path, out: Path, suffix: str, theme: str, only: str = "") -> None:
    """Save every page whose name starts with `only` as `<name>-<suffix>.png`."""
    scale = "2" if suffix == "2x" else "1"
    app = _opened(folder, scale, theme)
    assert app.services is not None
    for name, page, record in pages_of(app.services):
        if not name.startswith(only) or (scale == "2" and not only and name not in COMPACT):
            continue
        app.window.open_page(page, record)
        _settle(app)
        _save(app, out / f"{name}-{suffix}.png")
        if name == "case-fined":
            _law_tabs(app, lambda tab: out / f"case-law-{tab}-{suffix}.png")
    if "cover".startswith(only) and (only or (theme == "light" and scale == "1")):
        _covers(app, lambda name: out / f"{name}-{suffix}.png")
    app.close()
    app.window.close()
    if "first-start".startswith(only) and (only or (theme == "light" and scale == "1")):
        with tempfile.TemporaryDirectory(prefix="empty-") as empty:
            _first_start(Path(empty), scale, theme, lambda name: out / f"{name}-{suffix}.png")


def _covers(app: App, target: Callable[[str], Path]) -> None:
    """Sign-in and lock, as they stand over the window when people have passwords."""
    assert app.session is not None
    assert app.services is not None
    people: list[Officer] = app.services.officers.officers()
    cover = app.session.cover
    asks: dict[str, Callable[[], None]] = {
        "cover-sign-in": lambda: cover.ask_sign_in(people, FORGOTTEN),
        "cover-locked": lambda: cover.ask_unlock(people[0].name, 10, FORGOTTEN),
    }
    for name, ask in asks.items():
        app.window.cover(cover)
        ask()
        _settle(app)
        _save(app, target(name))
        app.window.uncover()


def _first_start(folder: Path, scale: str, theme: str, target: Callable[[str], Path]) -> None:
    """An empty folder: the welcome page, and the lists before anything is in them."""
    app = _opened(folder, scale, theme)
    for page in ("welcome", "workbench", "visits", "cases", "sites", "statistics", "campaigns", "draws"):
        app.window.open_page(page)
        _settle(app)
        _save(app, target(f"first-start-{page}"))
    app.close()


def _law_tabs(app: App, target: Callable[[str], Path]) -> None:
    from inspector.ui.cases.case_view import CaseView

    view = app.window.stack.current_page()
    assert isinstance(view, CaseView)
    if not view.law.isVisible():
        view._tabs.set_current("law")
        view._fit()
        _settle(app)
        _save(app, target("list"))
    for tab in ("general", "similar"):
        view.law.tabs.set_current(tab)
        view.law.tabs.chosen.emit(tab)
        _settle(app)
        _save(app, target(tab))


def _save(app: App, path: Path) -> None:
    picture = app.window.grab().toImage()
    assert picture.save(str(path)), path
    with Image.open(path) as full:
        small = _few_colours(full.convert("RGB"))
    small.save(path, optimize=True)


def _few_colours(full: Image.Image) -> Image.Image:
    """256 colours keep the folder small; a band of the look's own colours sees to it that rare ones (a red count) stay."""
    tokens = sorted({value for value in astuple(look().tokens) if str(value).startswith("#")})
    side = full.width // len(tokens)
    taught = Image.new("RGB", (full.width, full.height + 2 * side), look().tokens.surface)
    taught.paste(full)
    for place, colour in enumerate(tokens):
        taught.paste(colour, (place * side, full.height, (place + 1) * side, taught.height))
    return taught.quantize(256, dither=Image.Dither.NONE).crop((0, 0, full.width, full.height))


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
