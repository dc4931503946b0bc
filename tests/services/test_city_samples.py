"""The bureau's year in bulk holds the published totals, and the ledger of it adds up to them."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from inspector.domain.kinds import Outcome, SiteKind
from inspector.domain.ports import NoProgress
from inspector.domain.records import Decision, Site
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.demo import DEMO_DAY
from inspector.services.desk import Services
from inspector.services.ledger import LedgerFilter
from inspector.services.workspace import Workspace

LENIENT = {Outcome.REDUCED, Outcome.WAIVED, Outcome.MAY_BE_WAIVED}


def test_the_city_year_has_the_published_totals(tmp_path: Path) -> None:
    """1,793 decided, 161 of them waived or reduced, 73.66 million yuan, 540 firms on the list, 231 dust sites."""
    services = Services.on(Workspace.open(Home(tmp_path / "home"), SettableClock(DEMO_DAY)))
    services.samples.fill("city", progress=NoProgress())
    with services.workspace.read() as reader:
        decisions = list(reader.find(Decision))
        sites = list(reader.find(Site))
    assert len({decision.case_id for decision in decisions}) == len(decisions) == 1_793
    assert sum(decision.outcome in LENIENT for decision in decisions) == 161
    assert sum(decision.amount_fen or 0 for decision in decisions) == 7_366_000_000
    assert sum(site.positive_list_from is not None for site in sites) == 540
    assert sum(site.kind in {SiteKind.CONSTRUCTION, SiteKind.YARD} for site in sites) == 231
    report = services.ledger.export(tmp_path / "台账.xlsx", LedgerFilter(), NoProgress())
    services.close()
    assert report.rows == 1_793
    book = openpyxl.load_workbook(report.path, read_only=True)
    rows = list(book["台账"].iter_rows(min_row=3, values_only=True))
    book.close()
    assert len({row[0] for row in rows if str(row[0]).startswith("深环")}) == 1_793
