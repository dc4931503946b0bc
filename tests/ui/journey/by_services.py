"""The night-noise case from visit to archive without a window, and every record of a folder in a form that two folders share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

from inspector.domain.case_records import CaseFlag, Meeting
from inspector.domain.kinds import Answer, Outcome, SiteKind
from inspector.domain.lists import ListFilter
from inspector.domain.records import (
    Case,
    CaseStep,
    Decision,
    Fact,
    FactEvidence,
    LawFact,
    Measurement,
    Officer,
    Photo,
    Record,
    Rectification,
    Site,
    Suspension,
    Visit,
    VisitAnswer,
    VisitOfficer,
)
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.desk import Services
from inspector.services.findings import compose_findings
from inspector.services.officers import BureauProfile
from inspector.services.procedure import StepEntry
from tests.ui.visits.desk import CREDIT_CODE, NIGHT_OF_VISIT

PARTY = "庚建筑工程公司"
VIOLATION = "noise.night_work"
REQUIREMENT, RESULT = "立即停止夜间施工", "现场复查，夜间已停工"
_UNTIL = date(2029, 12, 31)
_STAMP = frozenset({"id", "created_at", "created_by", "device_id", "updated_at", "updated_by"})
_KINDS: tuple[type[Record], ...] = (
    Visit,
    VisitOfficer,
    VisitAnswer,
    Measurement,
    Photo,
    Case,
    CaseStep,
    CaseFlag,
    Fact,
    FactEvidence,
    LawFact,
    Decision,
    Rectification,
    Suspension,
    Meeting,
)


def enter_colleagues(services: Services) -> None:
    """Certificates with their last day, a leader, and a reviewer who also reviews the law."""
    for officer in services.officers.officers():
        services.officers.save_officer(replace(officer, card_valid_until=_UNTIL))
    for name, card, roles in (("周丁", "示-0031", "leader"), ("吴戊", "示-0042", "reviewer,legal_reviewer")):
        services.officers.save_officer(
            Officer(name=name, card_number=card, card_valid_until=_UNTIL, roles=roles)
        )


def records_of(services: Services) -> dict[str, list[dict[str, str]]]:
    """What every record says, apart from its own keys and stamps; officers by name."""
    with services.workspace.read() as reader:
        names = {one.id: one.name for one in reader.find(Officer)}
        found: dict[str, list[dict[str, str]]] = {}
        for kind in _KINDS:
            rows = [_said(record, names) for record in reader.find(kind)]
            found[kind.__name__] = sorted(rows, key=lambda row: sorted(row.items()))
    return found


def _said(record: Record, names: dict[str, str]) -> dict[str, str]:
    said = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in _STAMP:
            continue
        text = ",".join(names.get(part, part) for part in str(value).split(","))
        # Keys of other records differ from folder to folder; that they are there does not.
        said[field.name] = (
            str(value is not None) if field.name.endswith("_id") and text == str(value) else text
        )
    return said


@contextmanager
def same_night_by_services(folder: Path, card: Path) -> Iterator[Services]:
    """The same visit and case, entered through the services alone."""
    clock = SettableClock(NIGHT_OF_VISIT)
    services = Services.open(Home(folder), clock)
    try:
        _prepare(services)
        visit_id = _visit(services, card)
        _case(services, clock, visit_id)
        yield services
    finally:
        services.close()


def _prepare(services: Services) -> None:
    officers = services.officers
    first, _ = officers.save_officer(Officer(name="李甲", card_number="示-0001"))
    officers.save_officer(Officer(name="王乙", card_number="示-0017"))
    officers.work_as(first)
    officers.save_bureau(
        BureauProfile(
            name="深圳市生态环境局示例管理局",
            short="示例",
            address="观潮路1号",
            contact="法制科",
            phone="0755-20000000",
            bank="示例银行",
            review_body="深圳市人民政府",
            court="深圳市盐田区人民法院",
        )
    )
    services.sites.save(
        Site(name=PARTY, kind=SiteKind.CONSTRUCTION, credit_code=CREDIT_CODE, address="示例路 2 号")
    )


def _visit(services: Services, card: Path) -> str:
    visits = services.visits
    site = services.sites.list_rows(ListFilter(PARTY)).page(1)[0]
    visit, _ = visits.start(
        "noise_construction", site=services.sites.get(site.id), officers=services.officers.officers()
    )
    visits.update(
        visit.id,
        identity_shown=True,
        rights_told=True,
        person_in_charge="张某",
        person_role="施工员",
    )
    visits.set_measurement(
        visit.id,
        1,
        quantity="noise",
        unit="dB(A)",
        value_milli=63_800,
        maximum_milli=72_100,
        background_milli=51_200,
        measured_at=NIGHT_OF_VISIT,
    )
    answers = (Answer.UNMET, Answer.UNMET, Answer.MET, Answer.MET, Answer.UNCHECKED)
    for item, answer in zip(visits.sheet(visit.id).checklist.items, answers, strict=True):
        visits.set_answer(visit.id, item.id, answer)
    services.photos.take_in(sorted(card.iterdir()), visit_id=visit.id)
    visits.update(visit.id, findings=compose_findings(visits.sheet(visit.id), services.workspace.book))
    visits.complete(visit.id)
    return visit.id


def _case(services: Services, clock: SettableClock, visit_id: str) -> None:
    case, _ = services.cases.open_from_visit(visit_id, VIOLATION)
    enter_colleagues(services)
    clock.set(NIGHT_OF_VISIT + timedelta(days=1))
    day = date(2026, 11, 25)
    take = services.procedure.take
    take(case.id, StepEntry("preliminary_review", day))
    take(case.id, StepEntry("filed", day, flags=("filing_met",)))
    services.cases.order_correction(case.id, REQUIREMENT, day, date(2026, 12, 1))
    take(case.id, StepEntry("investigated", day))
    take(case.id, StepEntry("reviewed", day))
    words = {"reason": "夜间超标8.8分贝，首次，已停工", "amount_fen": 2_000_000}
    services.decisions.propose(case.id, Outcome.PENALTY, **words)  # type: ignore[arg-type]
    services.papers.issue("prior_notice", case_id=case.id)
    take(case.id, StepEntry("noticed", day, method="直接送达"))
    services.cases.update(case.id, hearing="waived")
    clock.set(NIGHT_OF_VISIT + timedelta(days=10))
    services.decisions.decide(
        case.id,
        Outcome.PENALTY,
        decided_on=date(2026, 12, 4),
        manual_reason="没有公布的裁量表，取法定幅度内的低端",
        **words,  # type: ignore[arg-type]
    )
    clock.set(NIGHT_OF_VISIT + timedelta(days=20))
    take(case.id, StepEntry("served", date(2026, 12, 7), method="direct"))
    take(case.id, StepEntry("published", date(2026, 12, 8)))
    take(case.id, StepEntry("paid", date(2026, 12, 10), amount_fen=2_000_000))
    (order,) = services.cases.file(case.id).rectifications
    services.cases.record_recheck(order.id, date(2026, 12, 10), corrected=True, result=RESULT)
    take(case.id, StepEntry("closed", date(2026, 12, 11)))
    take(case.id, StepEntry("archived", date(2026, 12, 14)))


def differences(left: dict[str, list[dict[str, str]]], right: dict[str, list[dict[str, str]]]) -> list[str]:
    """Every field that two folders do not share, one line each; empty when the records say the same."""
    found = []
    for kind, rows in left.items():
        others = right[kind]
        if len(rows) != len(others):
            found.append(f"{kind}: {len(rows)} and {len(others)}")
            continue
        for place, (one, other) in enumerate(zip(rows, others, strict=True)):
            found += [
                f"{kind}[{place}].{name}: {value!r} and {other[name]!r}"
                for name, value in one.items()
                if value != other[name]
            ]
    return found
