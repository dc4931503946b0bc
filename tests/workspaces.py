"""A workspace in a temporary folder whose time stands still and whose random bytes repeat."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from inspector.domain.kinds import SiteKind
from inspector.domain.records import Officer, Site
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.desk import Services
from inspector.services.officers import BureauProfile, OfficerService
from inspector.services.procedure import StepEntry
from inspector.services.workspace import Workspace

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CODE = "914403001922038216"


@contextmanager
def workspace_in(folder: Path) -> Iterator[Workspace]:
    """An opened workspace with two officers and a bureau."""
    with Workspace.open(Home(folder), SettableClock(NOW), entropy=random.Random(7).randbytes) as workspace:
        officers = OfficerService(workspace)
        if not officers.officers():
            until = date(2029, 12, 31)
            first, _ = officers.save_officer(
                Officer(name="李甲", card_number="示-0001", card_valid_until=until)
            )
            for name, card, roles in (
                ("王乙", "示-0017", "inspector"),
                ("周丁", "示-0031", "leader"),
                ("吴戊", "示-0042", "reviewer,legal_reviewer"),
            ):
                officers.save_officer(
                    Officer(name=name, card_number=card, card_valid_until=until, roles=roles)
                )
            officers.work_as(first)
            officers.save_bureau(
                BureauProfile(
                    name="深圳市生态环境局南澜管理局",
                    short="南澜",
                    address="观潮路1号",
                    contact="法制科",
                    phone="0755-20000000",
                    bank="示例银行",
                    review_body="深圳市人民政府",
                    court="深圳市盐田区人民法院",
                )
            )
        yield workspace


def walk_to_notice(services: Services, case_id: str, first: date) -> None:
    """From the clue to the notice, a step a day, by whoever the rules name."""
    for number, (step, more) in enumerate(
        (
            ("preliminary_review", {}),
            ("filed", {"flags": ("filing_met",)}),
            ("investigated", {}),
            ("reviewed", {}),
            ("noticed", {"method": "直接送达"}),
        )
    ):
        entry = StepEntry(step, first + timedelta(days=number), **more)  # type: ignore[arg-type]
        services.procedure.take(case_id, entry)


def a_site(name: str = "深圳市澜岬建筑工程有限公司", kind: SiteKind = SiteKind.CONSTRUCTION) -> Site:
    """A complete site."""
    return Site(
        name=name,
        kind=kind,
        credit_code=CODE,
        legal_representative="温叙白",
        address="深圳市南澜区观潮路8号",
        district="南澜区",
    )
