"""Sample data (示例数据), marked as such: `small` runs real use cases with drawn photos, `city` fills a bureau's year."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from inspector.casework.steps import (
    CLOSED,
    FILED,
    INVESTIGATED,
    NOTICED,
    PAID,
    PRELIMINARY,
    PUBLISHED,
    REVIEWED,
    SERVED,
)
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.geo import Position
from inspector.domain.kinds import CaseSource, FineDirection, Outcome, SiteKind
from inspector.domain.ports import NoProgress, Progress, check_cancelled, today
from inspector.domain.records import (
    Officer,
    Site,
    Visit,
)
from inspector.domain.times import at_local, minute_letter
from inspector.law.facts import NONE_WORD
from inspector.samples import names
from inspector.samples.pictures import draw_photo
from inspector.samples.scenarios import SCENARIOS, Scenario
from inspector.services.calendars import OWN_DAYS, calendar_with
from inspector.services.cases import CaseService
from inspector.services.city_samples import KEPT, CitySamples, SampleReport, sample_complaint
from inspector.services.decisions import DecisionService
from inspector.services.law_review import LawService
from inspector.services.officers import BureauProfile, OfficerService
from inspector.services.papers import PaperService
from inspector.services.photos import PhotoService
from inspector.services.procedure import ProcedureService, StepEntry
from inspector.services.visits import VisitService
from inspector.services.workspace import Workspace

SCALES = ("small", "city")
_OFFICERS = (("李甲", "示-0001"), ("王乙", "示-0017"), ("陈丙", "示-0023"))
# Who reviews, audits and signs: never those who investigate.
_OTHERS = (
    ("周丁", "示-0031", "leader"),
    ("吴戊", "示-0042", "reviewer,legal_reviewer"),
    ("郑己", "示-0058", "supervisor,administrator"),
)
BUREAU = BureauProfile(
    name="深圳市生态环境局南澜管理局",
    short="南澜",
    district="南澜区",
    address="深圳市南澜区观潮路1号",
    contact="法制科",
    phone="0755-20000000",
    bank="示例银行南澜支行",
    bank_account="4400 0000 0000 0001",
    review_body="深圳市人民政府",
    court="深圳市盐田区人民法院",
)


class SampleService:
    """Fill a workspace with invented data."""

    def __init__(
        self, workspace: Workspace, photos: PhotoService | None = None, papers: PaperService | None = None
    ) -> None:
        self.workspace = workspace
        self.photos = photos or PhotoService(workspace)
        self.papers = papers or PaperService(workspace, self.photos)
        self.officers = OfficerService(workspace)
        self.visits = VisitService(workspace)
        self.cases = CaseService(workspace)
        self.law = LawService(workspace)
        self.decisions = DecisionService(workspace, self.law)
        self.procedure = ProcedureService(workspace)

    def fill(self, scale: str, *, seed: int = 1, progress: Progress | None = None) -> SampleReport:
        """Write sample data; the same seed, clock and random bytes write the same records. Raises CancelledError."""
        if scale not in SCALES:
            raise InvalidValueError("规模", scale, "、".join(SCALES))
        progress = progress or NoProgress()
        officers = self.staff()
        dice = random.Random(seed)
        if scale == "city":
            return CitySamples(self.workspace, dice, officers, progress).fill()
        return self._small(dice, officers, progress)

    def staff(self) -> list[Officer]:
        """The officers of the samples, named once; and the bureau's profile where none is set."""
        known = {officer.card_number: officer for officer in self.officers.officers(active_only=False)}
        until = date(today(self.workspace.clock).year + 3, 12, 31)
        officers = [
            known.get(card)
            or self.officers.save_officer(
                Officer(name=name, card_number=card, unit="执法科", card_valid_until=until)
            )[0]
            for name, card in _OFFICERS
        ]
        for name, card, roles in _OTHERS:
            if card not in known:
                other = Officer(
                    name=name, card_number=card, unit="法制科", card_valid_until=until, roles=roles
                )
                self.officers.save_officer(other)
        if self.officers.current() is None:
            self.officers.work_as(officers[0])
        if not self.officers.bureau().name:
            self.officers.save_bureau(BUREAU)
        return officers

    def _small(self, dice: random.Random, officers: Sequence[Officer], progress: Progress) -> SampleReport:
        changes = Changes()
        photos = 0
        kinds = list(SiteKind)
        with self.workspace.write("示例数据") as writer:
            for number in range(24):
                writer.put(names.site(dice, kinds[number % len(kinds)]), "site.created")
            changes += writer.changes()
        for number, scenario in enumerate(SCENARIOS):
            progress.report(number, len(SCENARIOS), scenario.name)
            check_cancelled(progress, KEPT)
            added, taken = self._play(scenario, dice, officers, number)
            changes += added
            photos += taken
        changes += self._drafts(dice, officers)
        progress.report(len(SCENARIOS), len(SCENARIOS), "完成")
        counts = [len(set(changes.ids(kind))) for kind in ("site", "visit", "case_file")]
        return SampleReport(counts[0], counts[1], photos, counts[2], changes)

    def _play(
        self, scenario: Scenario, dice: random.Random, officers: Sequence[Officer], number: int
    ) -> tuple[Changes, int]:
        """One scenario through the real use cases: site, visit, photos, case, law, papers, decision."""
        base = today(self.workspace.clock)
        day = base - timedelta(days=scenario.days_ago)
        begins = at_local(day, scenario.hour, scenario.minute)
        with self.workspace.write("示例数据") as writer:
            site = writer.put(names.site(dice, scenario.site_kind), "site.created")
            complaint = None
            if scenario.source is CaseSource.COMPLAINT:
                complaint = writer.put(
                    sample_complaint(site, begins - timedelta(hours=2), number), "complaint.received"
                )
            changes = writer.changes()
        visit, done = self.visits.start(
            scenario.checklist, site=site, complaint=complaint, officers=officers[:2], sample=True
        )
        changes += done
        visit, done = self.visits.update(
            visit.id,
            started_at=begins,
            ended_at=begins + timedelta(minutes=48),
            weather="晴",
            wind_speed_tenths=18,
            identity_shown=True,
            rights_told=True,
            person_in_charge=names.person(dice),
            person_role="现场负责人",
            person_phone=f"138{dice.randint(10_000_000, 99_999_999)}",
            production=scenario.production,
            permits=scenario.permits,
            statement=scenario.statement or "对检查情况没有异议。",
            findings=f"{minute_letter(begins)}，本机关执法人员检查时，{scenario.findings}",
            findings_edited=True,
            intended_step=scenario.step,
            source=scenario.source,
        )
        for item_id, answer in scenario.answers.items():
            changes += self.visits.set_answer(visit.id, item_id, answer, scenario.notes.get(item_id, ""))
        if scenario.reading is not None:
            self._measure(visit.id, scenario, begins)
        taken = self._shoot(visit, site, scenario, begins, number)
        if self.visits.sheet(visit.id).missing():
            return changes, taken
        visit, done = self.visits.complete(visit.id)
        changes += done
        for kind in ("site_record", "photo_sheet"):
            changes += self.papers.issue(kind, visit_id=visit.id, day=day)[1]
        if scenario.violation:
            changes += self._case(scenario, visit, day, base)
        return changes, taken

    def _measure(self, visit_id: str, scenario: Scenario, begins: datetime) -> None:
        reading = scenario.reading
        if reading is None:
            return
        self.visits.set_measurement(
            visit_id,
            1,
            quantity="leq_20min",
            unit="dB(A)",
            value_milli=reading.value_milli,
            maximum_milli=reading.maximum_milli,
            background_milli=reading.background_milli,
            point="场界外1米，高1.2米" if "construction" in scenario.checklist else "边界外1米，高1.2米",
            zone=reading.zone,
            limit_id=reading.limit_id,
            measured_at=begins + timedelta(minutes=15),
            instrument="AWA6228+ 声级计",
            instrument_number="示-声02",
            calibrated_until=begins.date() + timedelta(days=200),
            calibration_before_milli=93_800,
            calibration_after_milli=93_900,
        )

    def _shoot(self, visit: Visit, site: Site, scenario: Scenario, begins: datetime, number: int) -> int:
        """Draw the photos, take them in from a folder as from a card, and say what they show."""
        position = site.position
        with tempfile.TemporaryDirectory(prefix="card-") as folder:
            paths = []
            for order, shot in enumerate(scenario.shots):
                taken_at = begins + timedelta(minutes=shot.minute, hours=shot.hours_off)
                near = (
                    Position(position.lat_e6 + 40 * order, position.lon_e6 + 60, position.datum)
                    if position
                    else None
                )
                data = draw_photo(
                    shot.scene,
                    number * 10 + order,
                    shot.scene.value,
                    taken_at,
                    near,
                    shot.orientation,
                    shot.photo_format,
                    reading=shot.reading,
                )
                path = Path(folder) / f"IMG_{number:02d}{order:02d}.{shot.photo_format.value.lower()}"
                path.write_bytes(data)
                paths.append(path)
            report = self.photos.take_in(paths, visit_id=visit.id)
        for photo, shot in zip(report.taken, scenario.shots, strict=False):
            self.photos.describe(photo.id, caption=shot.scene.value, proves=shot.proves)
        for _ in self.photos.make_thumbnails(report.taken):
            pass
        return len(report.taken)

    def _case(self, scenario: Scenario, visit: Visit, day: date, base: date) -> Changes:
        case, changes = self.cases.open_from_visit(visit.id, scenario.violation)
        with self.workspace.write("示例数据") as writer:
            case = writer.put(replace(case, sample=True), "case.changed")
        for key, value in scenario.facts.items():
            changes += self.law.answer(case.id, key, value, "现场检查笔录")
        if scenario.ruling is not None and scenario.ruling.item_id:
            searched = {
                "prior_violation_day": NONE_WORD,
                "records_searched_from": day - timedelta(days=1000),
                "records_searched_until": day + timedelta(days=20),
            }
            for key, value in searched.items():
                changes += self.law.answer(case.id, key, value, "省执法系统查询结果")
        for factor, grade in scenario.choices.items():
            changes += self.law.choose(case.id, factor, grade)
        ruling = scenario.ruling
        if ruling is not None and ruling.outcome is Outcome.HANDED_OVER:
            decided = min(base, day + timedelta(days=3))
            return (
                changes
                + self.decisions.decide(
                    case.id, ruling.outcome, reason=ruling.reason, decided_on=decided, basis=ruling.basis
                )[1]
            )
        changes += self._step(case.id, PRELIMINARY, day)
        changes += self._step(case.id, FILED, day + timedelta(days=1), flags=("filing_met",))
        if scenario.order:
            changes += self._correction(case.id, scenario, day)
        changes += self._step(case.id, INVESTIGATED, min(base, day + timedelta(days=5)))
        if scenario.stage == INVESTIGATED or ruling is None:
            return changes
        changes += self._step(case.id, REVIEWED, day + timedelta(days=8))
        noticed = day + timedelta(days=10)
        review = self.law.review(case.id, decision_day=self._decision_day(day, noticed))
        amount = ruling.amount_fen if ruling.amount_fen is not None else review.fine.point_fen
        changes += self.decisions.propose(
            case.id,
            ruling.outcome,
            reason=ruling.manual_reason or ruling.reason,
            amount_fen=amount,
            item_id=ruling.item_id,
        )
        if ruling.outcome in (Outcome.PENALTY, Outcome.REDUCED):
            changes += self.papers.issue("prior_notice", case_id=case.id, day=noticed)[1]
        changes += self._step(case.id, NOTICED, noticed, method="直接送达")
        if scenario.stage == NOTICED:
            return changes
        if ruling.defence:
            self.cases.update(
                case.id,
                defence=ruling.defence,
                defended_on=noticed + timedelta(days=4),
                defence_adopted=ruling.defence_adopted,
                defence_reason=ruling.defence_reason,
            )
        return changes + self._decide(case.id, scenario, day, base)

    def _decision_day(self, day: date, noticed: date) -> date:
        """Twenty days after the act, or the day after the five working days of the defence when holidays push them on."""
        calendar = calendar_with(self.officers.setting(OWN_DAYS))
        return max(day + timedelta(days=20), calendar.add_workdays(noticed, 5) + timedelta(days=1))

    def _step(self, case_id: str, step: str, day: date, **more: Any) -> Changes:
        return self.procedure.take(case_id, StepEntry(step, day, **more))

    def _correction(self, case_id: str, scenario: Scenario, day: date) -> Changes:
        ordered = day
        due = ordered + timedelta(days=scenario.term_days) if scenario.term_days is not None else None
        changes = self.cases.order_correction(case_id, scenario.order, ordered, due, on_the_spot=due is None)
        changes += self.papers.issue("rectification_order", case_id=case_id, day=ordered)[1]
        if scenario.corrected_after is not None:
            order = self.cases.file(case_id).rectifications[-1]
            rechecked = ordered + timedelta(days=scenario.corrected_after)
            changes += self.cases.record_recheck(order.id, rechecked, True, "现场复查，已按要求改正")
        return changes

    def _decide(self, case_id: str, scenario: Scenario, day: date, base: date) -> Changes:
        ruling = scenario.ruling
        if ruling is None:
            return Changes()
        decided = self._decision_day(day, day + timedelta(days=10))
        amount = ruling.amount_fen
        if amount is None and ruling.outcome is Outcome.PENALTY:
            amount = self.law.review(case_id, decision_day=decided).fine.point_fen
        changes = self.decisions.decide(
            case_id,
            ruling.outcome,
            reason=ruling.reason,
            decided_on=decided,
            amount_fen=amount,
            item_id=ruling.item_id,
            basis=ruling.basis,
            manual_reason=ruling.manual_reason,
            direction=FineDirection.ORDINARY,
        )[1]
        spared = ruling.outcome in (Outcome.WAIVED, Outcome.MAY_BE_WAIVED)
        kind = "no_penalty_decision" if spared else "penalty_decision"
        changes += self.papers.issue(kind, case_id=case_id, day=decided)[1]
        served = decided + timedelta(days=3)
        changes += self._step(case_id, SERVED, min(base, served), method="直接送达")
        if not spared and ruling.paid:
            paid = min(base, served + timedelta(days=9))
            changes += self._step(case_id, PAID, paid, amount_fen=amount)
            changes += self._step(case_id, PUBLISHED, min(base, decided + timedelta(days=5)))
        if spared or ruling.paid:
            changes += self._step(case_id, CLOSED, min(base, served + timedelta(days=11)))
        return changes

    def _drafts(self, dice: random.Random, officers: Sequence[Officer]) -> Changes:
        """Two unfinished visits, as they lie on a laptop in the evening."""
        with self.workspace.read() as reader:
            sites = reader.find(Site, kind=SiteKind.CONSTRUCTION)
        changes = Changes()
        for checklist, site, named in (
            ("noise_construction", sites[0], officers[:2]),
            ("dust_yard", None, officers[:1]),
        ):
            visit, done = self.visits.start(checklist, site=site, officers=named, sample=True)
            changes += done
            changes += self.visits.update(visit.id, person_in_charge=names.person(dice))[1]
        return changes
