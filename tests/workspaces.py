"""A workspace in a temporary folder whose time stands still and whose random bytes repeat."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from inspector.domain.kinds import SiteKind
from inspector.domain.records import Officer, Site
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.officers import BureauProfile, OfficerService
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
            first, _ = officers.save_officer(Officer(name="李甲", card_number="示-0001"))
            officers.save_officer(Officer(name="王乙", card_number="示-0017"))
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
