"""A bureau's year in bulk (示例数据 city): records with their events, without photos and papers.

The totals are the figures the bureau published for 2022; firms, cases and their spread are invented.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from inspector.casework.steps import CLOSED, CLUE, DECIDED, FILED, NOTICED
from inspector.db.store import Writer
from inspector.domain.changes import Changes
from inspector.domain.kinds import CaseSource, IntendedStep, OfficerRole, Outcome, SiteKind, VisitState
from inspector.domain.ports import Progress, check_cancelled
from inspector.domain.records import (
    Assessment,
    Case,
    CaseStep,
    Complaint,
    Decision,
    Fact,
    Officer,
    PaperNumber,
    Site,
    Visit,
    VisitOfficer,
)
from inspector.domain.times import at_local, local_day
from inspector.law.schema import Violation
from inspector.samples import names
from inspector.services.city_supervision import fill_supervision, start_campaign
from inspector.services.procedure import FILING_NUMBER
from inspector.services.workspace import Workspace

_SITE_KINDS = {
    "noise_construction": SiteKind.CONSTRUCTION,
    "dust_yard": SiteKind.YARD,
    "noise_social": SiteKind.VENUE,
}
KEPT = "已写入的示例数据保留"
# The bureau's year 2022 as published: decided cases, of them waived or reduced, positive-list firms, dust sites, money.
CITY_CASES = 1_793
CITY_LENIENT = 161
CITY_POSITIVE = 540
CITY_DUST = 231
CITY_FINES_FEN = 7_366_000_000
CITY_SPARED_FEN = 1_617_000_000


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What was written."""

    sites: int
    visits: int
    photos: int
    cases: int
    changes: Changes

    def sentences(self) -> list[str]:
        """The report in words."""
        return [f"示例数据：监管对象 {self.sites}，检查 {self.visits}，照片 {self.photos}，案件 {self.cases}"]


def sample_complaint(site: Site, received_at: datetime, number: int, *, old: bool = False) -> Complaint:
    return Complaint(
        received_at=received_at,
        channel="12345",
        reference=f"示信{received_at.year}{number + 101:05d}",
        kind="噪声",
        place=site.address,
        content="夜间噪声扰民",
        district=site.district,
        site_id=site.id,
        told_on=local_day(received_at),
        answered_on=local_day(received_at) + timedelta(days=20) if old else None,
        reply="已到现场检查，处理情况告知来信人。" if old else "",
        sample=True,
    )


class CitySamples:
    """A bureau's year, written in bulk: records with their events, without photos and papers."""

    def __init__(
        self, workspace: Workspace, dice: random.Random, officers: Sequence[Officer], progress: Progress
    ) -> None:
        self.workspace = workspace
        self.dice = dice
        self.officers = officers
        self.progress = progress
        self.changes = Changes()
        self._serial = 0
        self._form = FILING_NUMBER.replace("{区}", "示")

    def fill(self) -> SampleReport:
        """Sites first, then complaints, visits and cases in batches of 200, each batch one transaction."""
        dice = self.dice
        kinds = [SiteKind.CONSTRUCTION] * 160 + [SiteKind.YARD] * (CITY_DUST - 160)
        kinds += [SiteKind.ENTERPRISE] * 900 + [SiteKind.FILLING_STATION] * 60 + [SiteKind.VENUE] * 120
        drafts = [names.site(dice, kind) for kind in kinds]
        firms = [index for index, site in enumerate(drafts) if site.kind is SiteKind.ENTERPRISE]
        for index in dice.sample(firms, CITY_POSITIVE):
            drafts[index] = replace(
                drafts[index], positive_list_from=date(2022, 1, 1), positive_list_to=date(2022, 12, 31)
            )
        sites: list[Site] = []
        for start in range(0, len(drafts), 200):
            self._step(len(sites), len(drafts), "监管对象")
            with self.workspace.write("示例数据") as writer:
                sites.extend(writer.put(site, "site.created") for site in drafts[start : start + 200])
        self.campaign = start_campaign(self.workspace, names.DISTRICTS)
        fines = _split(dice, CITY_FINES_FEN, CITY_CASES - CITY_LENIENT, 500_000, 100_000)
        spared = _split(dice, CITY_SPARED_FEN, CITY_LENIENT, 1_000_000, 100_000)
        outcomes = [Outcome.PENALTY] * (CITY_CASES - CITY_LENIENT) + [Outcome.WAIVED] * 96
        outcomes += [Outcome.MAY_BE_WAIVED] * 35 + [Outcome.REDUCED] * (CITY_LENIENT - 131)
        amounts = [*fines, *spared]
        order = list(range(CITY_CASES))
        dice.shuffle(order)
        visits = 0
        for start in range(0, CITY_CASES, 200):
            self._step(start, CITY_CASES, "案件")
            with self.workspace.write("示例数据") as writer:
                for index in order[start : start + 200]:
                    self._case(writer, sites, outcomes[index], amounts[index])
                    visits += 1
        visits += self._other_visits(sites)
        # Dice of its own: what is added here leaves the cases of a seed as they were.
        fill_supervision(
            self.workspace, random.Random(f"supervision {dice.random()}"), sites, self.campaign, self.progress
        )
        return SampleReport(len(sites), visits, 0, CITY_CASES, self.changes)

    def _step(self, done: int, total: int, text: str) -> None:
        self.progress.report(done, total, text)
        check_cancelled(self.progress, KEPT)

    def _violation(self) -> Violation:
        """Kinds in about the proportions of a year: noise above all."""
        roll = self.dice.random()
        chosen = (
            "noise.night_work"
            if roll < 0.38
            else "noise.construction_exceed"
            if roll < 0.6
            else "noise.social_exceed"
            if roll < 0.68
            else "voc.unsealed"
            if roll < 0.82
            else "air.exceed"
            if roll < 0.9
            else "dust.no_cover"
            if roll < 0.97
            else "waste.label"
        )
        return self.workspace.book.violation(chosen)

    def _case(self, writer: Writer, sites: Sequence[Site], outcome: Outcome, amount: int) -> None:
        dice, violation = self.dice, self._violation()
        wanted = _SITE_KINDS.get(violation.kinds[0] if violation.kinds else "", SiteKind.ENTERPRISE)
        site = dice.choice([entry for entry in sites if entry.kind is wanted])
        latest = date(2022, 10, 1)
        earliest = date(2022, 6, 6) if violation.element == "噪声" else date(2022, 1, 4)
        day = earliest + timedelta(days=dice.randint(0, (latest - earliest).days))
        decided = day + timedelta(days=dice.randint(25, 85))
        officer, second = dice.sample(list(self.officers), 2)
        begins = at_local(day, dice.choice([1, 9, 10, 14, 15, 23]), dice.randint(0, 59))
        source = CaseSource.COMPLAINT if dice.random() < 0.4 else CaseSource.RANDOM_DRAW
        in_campaign = dice.random() < 0.5
        campaign_id = self.campaign.id if in_campaign else None
        visit = self._visit(writer, site, violation, begins, source, campaign_id)
        if in_campaign:
            _attend(writer, visit, (officer, second))
        fined = outcome is Outcome.PENALTY
        paid_fen = amount if fined else None
        case = writer.put(
            Case(
                title=f"{site.name}{violation.short_name}案",
                violation_id=violation.id,
                element=violation.element,
                inspection_kind=visit.checklist_id,
                found_on=day,
                act_day=day,
                site_id=site.id,
                visit_id=visit.id,
                party_name=site.name,
                party_code=site.credit_code,
                party_representative=site.legal_representative,
                party_address=site.address,
                district=site.district,
                street=site.street,
                source=source,
                campaign=self.campaign.name if in_campaign else "",
                campaign_id=campaign_id,
                stage=CLOSED,
                outcome=outcome,
                amount_fen=paid_fen,
                reduced_fen=None if fined else amount,
                decided_on=decided,
                closed_on=decided + timedelta(days=dice.randint(12, 40)),
                handler_id=officer.id,
                second_handler_id=second.id,
                sample=True,
            ),
            "case.opened",
        )
        self._records(writer, self._numbered(writer, case, day), violation)

    def _numbered(self, writer: Writer, case: Case, day: date) -> Case:
        self._serial += 1
        number = self._form.replace("{年}", str(day.year)).replace("{序}", str(self._serial))
        writer.put(
            PaperNumber(series="filing", year=day.year, serial=self._serial, number=number, owner_id=case.id),
            "case.number_taken",
        )
        return writer.put(replace(case, case_number=number), "case.numbered")

    def _visit(
        self,
        writer: Writer,
        site: Site,
        violation: Violation,
        begins: datetime,
        source: CaseSource,
        campaign_id: str | None,
    ) -> Visit:
        """The completed visit that found the act."""
        return writer.put(
            Visit(
                checklist_id=violation.kinds[0] if violation.kinds else "voc_enterprise",
                checklist_version=self.workspace.book.checklists[0].version,
                state=VisitState.COMPLETE,
                site_id=site.id,
                party_name=site.name,
                party_code=site.credit_code,
                party_address=site.address,
                party_representative=site.legal_representative,
                started_at=begins,
                ended_at=begins + timedelta(minutes=40),
                place=site.address,
                district=site.district,
                identity_shown=True,
                rights_told=True,
                person_in_charge=site.contact,
                findings=f"现场检查发现：{violation.name}。",
                intended_step=IntendedStep.FILE,
                source=source,
                campaign_id=campaign_id,
                sample=True,
            ),
            "visit.completed",
        )

    def _records(self, writer: Writer, case: Case, violation: Violation) -> None:
        """Fact, steps, assessment and decision of a case."""
        day, decided = case.act_day, case.decided_on or case.act_day
        writer.put(
            Fact(case_id=case.id, ordinal=1, text=f"{day}现场检查发现：{violation.name}。"), "case.fact"
        )
        for step, offset in ((CLUE, 0), (FILED, 3), (NOTICED, 15)):
            writer.put(CaseStep(case_id=case.id, step=step, day=day + timedelta(days=offset)), "case.step")
        writer.put(CaseStep(case_id=case.id, step=DECIDED, day=decided), "case.step")
        if case.closed_on is not None:
            writer.put(CaseStep(case_id=case.id, step=CLOSED, day=case.closed_on), "case.step")
        assessment = writer.put(
            Assessment(
                case_id=case.id,
                pack_version=self.workspace.book.version,
                violation_id=violation.id,
                decision_day=decided,
                request='{"sample":true}',
                result='{"sample":true}',
            ),
            "law.assessed",
        )
        writer.put(
            Decision(
                case_id=case.id,
                assessment_id=assessment.id,
                outcome=case.outcome or Outcome.PENALTY,
                reason="示例数据",
                decided_on=decided,
                pack_version=self.workspace.book.version,
                amount_fen=case.amount_fen,
                reduced_fen=case.reduced_fen,
                basis="示例数据",
            ),
            "case.decided",
        )

    def _other_visits(self, sites: Sequence[Site]) -> int:
        """Visits without findings and complaints of 2021 and 2022, so that there are two years to compare."""
        dice = self.dice
        count = 400
        self._step(0, count, "检查与信访")
        with self.workspace.write("示例数据") as writer:
            for number in range(count):
                site = dice.choice(list(sites))
                day = date(2021, 1, 5) + timedelta(days=dice.randint(0, 700))
                begins = at_local(day, 9 + number % 8, number % 60)
                complaint = writer.put(
                    sample_complaint(site, begins - timedelta(days=1), number, old=True), "complaint.received"
                )
                writer.put(
                    Visit(
                        checklist_id="dust_yard" if site.kind is SiteKind.YARD else "voc_enterprise",
                        checklist_version=self.workspace.book.checklists[0].version,
                        state=VisitState.COMPLETE,
                        site_id=site.id,
                        complaint_id=complaint.id,
                        party_name=site.name,
                        party_code=site.credit_code,
                        started_at=begins,
                        ended_at=begins + timedelta(minutes=30),
                        place=site.address,
                        district=site.district,
                        findings="现场检查未发现违法问题。",
                        sample=True,
                    ),
                    "visit.completed",
                )
        return count


def _attend(writer: Writer, visit: Visit, officers: Sequence[Officer]) -> None:
    """The officers of a visit, so that a campaign can count each one's records."""
    for ordinal, person in enumerate(officers, 1):
        writer.put(
            VisitOfficer(
                visit_id=visit.id,
                ordinal=ordinal,
                officer_id=person.id,
                name=person.name,
                card_number=person.card_number,
                role=OfficerRole.LEAD if ordinal == 1 else OfficerRole.SECOND,
            ),
            "visit.officer",
        )


def _split(dice: random.Random, total: int, parts: int, least: int, unit: int) -> list[int]:
    """`parts` amounts of at least `least` in steps of `unit` that add up to exactly `total`."""
    weights = [dice.paretovariate(1.6) for _ in range(parts)]
    spare = total - least * parts
    scale = sum(weights)
    amounts = [least + int(spare * weight / scale) // unit * unit for weight in weights]
    amounts[0] += total - sum(amounts)
    return amounts
