"""Cases (案件): open one, set down facts and evidence, keep the steps and the order to correct."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from inspector.casework.clock import Deduction, checked_entry
from inspector.casework.steps import CLUE, NOTICED
from inspector.db.lists import ShapedRows, StoredRows
from inspector.db.store import Reader
from inspector.domain.case_records import CaseFlag, Meeting, RecheckPhoto
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.evidence_records import EvidenceFile
from inspector.domain.kinds import CaseSource, VisitState
from inspector.domain.lists import ListFilter
from inspector.domain.ports import today
from inspector.domain.records import (
    Assessment,
    Case,
    CaseStep,
    Complaint,
    Decision,
    Fact,
    FactEvidence,
    Officer,
    Paper,
    Photo,
    Rectification,
    Site,
    Suspension,
    Visit,
    VisitOfficer,
)
from inspector.domain.rows import CaseRow
from inspector.domain.supervision_records import Campaign
from inspector.domain.text import clean_text
from inspector.domain.times import local_day
from inspector.services.case_clocks import CaseLines
from inspector.services.case_evidence import files_of, photos_of
from inspector.services.offences import OffenceService
from inspector.services.workspace import Workspace

_FIXED = frozenset(
    {"id", "created_at", "created_by", "device_id", "updated_at", "updated_by", "stage", "outcome", "sample"}
)
# What a search for former offences goes by: changing it may make a decided case another's former one.
_SEARCHED = ("party_name", "party_code", "party_address", "act_day", "violation_id")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with everything that belongs to it, read in one snapshot."""

    case: Case
    site: Site | None
    visit: Visit | None
    facts: tuple[Fact, ...]
    evidence: tuple[FactEvidence, ...]
    photos: tuple[Photo, ...]
    steps: tuple[CaseStep, ...]
    suspensions: tuple[Suspension, ...]
    rectifications: tuple[Rectification, ...]
    assessments: tuple[Assessment, ...]
    decisions: tuple[Decision, ...]
    papers: tuple[Paper, ...]
    handlers: tuple[Officer, ...]
    flags: tuple[CaseFlag, ...] = ()
    people: tuple[Officer, ...] = ()
    complaint: Complaint | None = None
    meetings: tuple[Meeting, ...] = ()
    recheck_photos: tuple[RecheckPhoto, ...] = ()
    files: tuple[EvidenceFile, ...] = ()

    @property
    def decision(self) -> Decision | None:
        """The decision in force."""
        return next((decision for decision in self.decisions if decision.superseded_by is None), None)

    def step(self, name: str) -> CaseStep | None:
        """The latest entry of a step."""
        return next((step for step in reversed(self.steps) if step.step == name), None)


class CaseService:
    """Use cases around cases."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def list_rows(self, wanted: ListFilter) -> ShapedRows[CaseRow]:
        """Narrow rows for a table."""
        return ShapedRows(self.workspace.store, Case, CaseRow, wanted)

    def lines(self, wanted: ListFilter, today: date) -> CaseLines:
        """Narrow rows with the period that ends next."""
        return CaseLines(self.workspace, wanted, today)

    def rows(self, wanted: ListFilter) -> StoredRows[Case]:
        """Cases for a list."""
        return StoredRows(self.workspace.store, Case, wanted)

    def file(self, case_id: str) -> CaseFile:
        """The whole file. Raises NotFoundError."""
        with self.workspace.read() as reader:
            return read_file(reader, case_id)

    def open_from_visit(
        self, visit_id: str, violation_id: str, act_end_day: date | None = None
    ) -> tuple[Case, Changes]:
        """Open a case from a visit's findings: party, day, officers, photos and the first fact come along."""
        violation = self.workspace.book.violation(violation_id)
        with self.workspace.write() as writer:
            visit = writer.get(Visit, visit_id)
            if visit.state is VisitState.VOID:
                raise RuleRefusedError(
                    "这次检查已作废", f"作废理由：{visit.void_reason}", "用另一次检查，或手工开案"
                )
            officers = writer.find(VisitOfficer, order=("ordinal",), visit_id=visit_id)
            found_on = local_day(visit.started_at) if visit.started_at else today(self.workspace.clock)
            case = Case(
                title=f"{visit.party_name or '未填当事人'}{violation.short_name}案",
                violation_id=violation.id,
                element=violation.element,
                inspection_kind=visit.checklist_id,
                found_on=found_on,
                act_day=found_on,
                act_end_day=act_end_day,
                site_id=visit.site_id,
                visit_id=visit.id,
                party_name=visit.party_name,
                party_code=visit.party_code,
                party_representative=visit.party_representative,
                party_address=visit.party_address,
                district=visit.district,
                source=visit.source,
                complaint_id=visit.complaint_id,
                source_reference=visit.source_reference,
                campaign=writer.get(Campaign, visit.campaign_id).name if visit.campaign_id else "",
                campaign_id=visit.campaign_id,
                handler_id=officers[0].officer_id if officers else None,
                second_handler_id=officers[1].officer_id if len(officers) > 1 else None,
                hand_over_to=violation.hand_over_to,
                sample=visit.sample,
            )
            stored = writer.put(case, "case.opened")
            writer.put(
                CaseStep(case_id=stored.id, step=CLUE, day=found_on, note="现场检查发现"),
                "case.step",
            )
            photos = writer.find(Photo, order=("ordinal",), visit_id=visit_id, void_reason="")
            if visit.findings:
                fact = writer.put(Fact(case_id=stored.id, ordinal=1, text=visit.findings), "case.fact")
                for ordinal, photo in enumerate(photos, 1):
                    link = FactEvidence(
                        fact_id=fact.id, case_id=stored.id, ordinal=ordinal, photo_id=photo.id
                    )
                    writer.put(link, "case.evidence")
                record = FactEvidence(
                    fact_id=fact.id, case_id=stored.id, ordinal=len(photos) + 1, label="现场检查（勘察）笔录"
                )
                writer.put(record, "case.evidence")
            for photo in photos:
                # Photos of a first case of this visit stay in its file; this one points to them by its facts.
                if photo.case_id is None:
                    writer.put(replace(photo, case_id=stored.id), "photo.linked")
            return stored, writer.changes()

    def open_by_hand(self, case: Case) -> tuple[Case, Changes]:
        """Open a case that did not come from a visit here. Raises InvalidValueError for missing or impossible fields."""
        violation = self.workspace.book.violation(case.violation_id)
        name = clean_text(case.party_name, "当事人")
        if not name:
            raise InvalidValueError("当事人", "", "不能空")
        if case.act_end_day is not None and case.act_end_day < case.act_day:
            raise InvalidValueError(
                "行为终了日", case.act_end_day.isoformat(), f"不早于行为日 {case.act_day.isoformat()}"
            )
        if case.handler_id and case.handler_id == case.second_handler_id:
            raise InvalidValueError("承办人", "同一人", "两名不同的执法人员（行政处罚法第42条）")
        filled = replace(
            case,
            party_name=name,
            title=case.title or f"{name}{violation.short_name}案",
            element=violation.element,
            hand_over_to=case.hand_over_to or violation.hand_over_to,
        )
        with self.workspace.write() as writer:
            stored = writer.put(filled, "case.opened")
            writer.put(CaseStep(case_id=stored.id, step=CLUE, day=stored.found_on), "case.step")
            return stored, writer.changes()

    def update(self, case_id: str, **fields: object) -> tuple[Case, Changes]:
        """Store changed fields of the case."""
        unknown = _FIXED & fields.keys()
        if unknown:
            raise ValueError(f"fields set by the program: {sorted(unknown)}")
        cleaned = {
            name: clean_text(value, name) if type(value) is str else value for name, value in fields.items()
        }
        if cleaned.get("party_kind", "unit") not in ("unit", "person"):
            raise InvalidValueError("当事人类别", cleaned["party_kind"], "unit（单位）或 person（公民）")
        with self.workspace.write() as writer:
            case = writer.get(Case, case_id)
            changed = replace(case, **cleaned)  # type: ignore[arg-type]
            if changed.act_end_day is not None and changed.act_end_day < changed.act_day:
                raise InvalidValueError("行为终了日", changed.act_end_day.isoformat(), "不早于行为日")
            if changed.handler_id and changed.handler_id == changed.second_handler_id:
                raise InvalidValueError("承办人", "同一人", "两名不同的执法人员（行政处罚法第42条）")
            if changed.defended_on is not None and changed.defended_on != case.defended_on:
                notices = writer.find(CaseStep, order=("day",), case_id=case_id, step=NOTICED)
                first = notices[0].day if notices else case.found_on
                self._check_day("申辩日", changed.defended_on, first, "告知日", "行政处罚法第45条")
            if changed == case:
                return case, Changes()
            stored = writer.put(changed, "case.changed")
            if any(getattr(case, name) != getattr(stored, name) for name in _SEARCHED):
                OffenceService(self.workspace).after(writer, stored)
            return stored, writer.changes()

    def _check_day(self, field: str, day: date, first: date, cause: str, basis: str) -> None:
        """Refuse a back-dated record (倒签) and a day to come. Raises InvalidValueError."""
        now = today(self.workspace.clock)
        if day < first:
            raise InvalidValueError(
                field, day.isoformat(), f"不早于{cause} {first.isoformat()}，不能倒签（{basis}）"
            )
        if day > now:
            raise InvalidValueError(field, day.isoformat(), f"不晚于今天 {now.isoformat()}")

    def add_fact(self, case_id: str, text: str) -> tuple[Fact, Changes]:
        """Add a numbered fact."""
        text = clean_text(text, "事实")
        if not text:
            raise InvalidValueError("事实", "", "写明时间、地点、行为和后果")
        with self.workspace.write() as writer:
            writer.get(Case, case_id)
            last = max((fact.ordinal for fact in writer.find(Fact, case_id=case_id)), default=0)
            stored = writer.put(Fact(case_id=case_id, ordinal=last + 1, text=text), "case.fact")
            return stored, writer.changes()

    def change_fact(self, fact_id: str, text: str) -> Changes:
        """Reword a fact; the former wording stays in the chain."""
        text = clean_text(text, "事实")
        if not text:
            raise InvalidValueError("事实", "", "不能空；不再需要的事实用“作废”")
        with self.workspace.write() as writer:
            fact = writer.get(Fact, fact_id)
            if fact.text != text:
                writer.put(replace(fact, text=text), "case.fact_changed")
            return writer.changes()

    def void_fact(self, fact_id: str, reason: str) -> Changes:
        """Set a fact aside with a reason."""
        with self.workspace.write(reason) as writer:
            fact = writer.get(Fact, fact_id)
            writer.put(replace(fact, void_reason=clean_text(reason) or "不再使用"), "case.fact_voided")
            return writer.changes()

    def link_evidence(
        self, fact_id: str, *, photo_id: str | None = None, file_id: str | None = None, label: str = ""
    ) -> Changes:
        """Put a photo, another file or a named paper behind a fact; linking the same twice changes nothing.

        A photo or file without a case joins this one, one of the same visit stays with the case that has it, and any
        other is refused with InvalidValueError.
        """
        label = clean_text(label)
        if (photo_id is not None) + (file_id is not None) + bool(label) != 1:
            raise InvalidValueError("证据", label, "一张照片、一份材料，或写明名称的文书")
        with self.workspace.write() as writer:
            fact = writer.get(Fact, fact_id)
            linked = writer.find(FactEvidence, fact_id=fact_id)
            wanted = (photo_id, file_id, label)
            if any((link.photo_id, link.file_id, link.label) == wanted for link in linked):
                return Changes()
            link = FactEvidence(
                fact_id=fact_id,
                case_id=fact.case_id,
                ordinal=max((each.ordinal for each in linked), default=0) + 1,
                photo_id=photo_id,
                file_id=file_id,
                label=label,
            )
            writer.put(link, "case.evidence")
            if photo_id is not None:
                photo = writer.get(Photo, photo_id)
                if photo.case_id is None:
                    writer.put(replace(photo, case_id=fact.case_id), "photo.linked")
                else:
                    self._of_this_case(
                        writer, fact.case_id, photo.case_id, photo.visit_id, photo.original_name
                    )
            if file_id is not None:
                file = writer.get(EvidenceFile, file_id)
                if file.case_id is None:
                    writer.put(replace(file, case_id=fact.case_id), "evidence_file.linked")
                else:
                    self._of_this_case(writer, fact.case_id, file.case_id, file.visit_id, file.original_name)
            return writer.changes()

    @staticmethod
    def _of_this_case(reader: Reader, case_id: str, other_id: str, visit_id: str | None, name: str) -> None:
        """Evidence of another case is taken only from the same visit. Raises InvalidValueError."""
        if other_id != case_id and (visit_id is None or visit_id != reader.get(Case, case_id).visit_id):
            raise InvalidValueError("证据", name, "本案或本次检查的材料")

    def unlink_evidence(self, evidence_id: str) -> Changes:
        """Take evidence from behind a fact; the photo itself stays."""
        with self.workspace.write() as writer:
            writer.remove(writer.get(FactEvidence, evidence_id), "case.evidence_unlinked")
            return writer.changes()

    def order_correction(
        self,
        case_id: str,
        requirement: str,
        ordered_on: date,
        due_on: date | None,
        *,
        on_the_spot: bool = False,
    ) -> Changes:
        """Order the party to correct (责令改正), with a term or at once."""
        requirement = clean_text(requirement, "改正要求")
        if not requirement:
            raise InvalidValueError("改正要求", "", "写明改什么、改到什么程度")
        if due_on is not None and due_on < ordered_on:
            raise InvalidValueError("改正期限", due_on.isoformat(), f"不早于 {ordered_on.isoformat()}")
        with self.workspace.write() as writer:
            case = writer.get(Case, case_id)
            self._check_day("责令改正日", ordered_on, case.found_on, "发现日", "行政处罚法第28条")
            order = Rectification(
                case_id=case_id,
                ordered_on=ordered_on,
                requirement=requirement,
                due_on=due_on,
                on_the_spot=on_the_spot,
            )
            writer.put(order, "case.correction_ordered")
            return writer.changes()

    def record_recheck(self, rectification_id: str, day: date, corrected: bool, result: str) -> Changes:
        """Record the recheck of an order to correct."""
        with self.workspace.write() as writer:
            order = writer.get(Rectification, rectification_id)
            self._check_day("复查日", day, order.ordered_on, "责令改正日", "生态环境法典第1060条")
            done = replace(order, rechecked_on=day, corrected=corrected, result=clean_text(result))
            writer.put(done, "case.rechecked")
            return writer.changes()

    def suspend(self, suspension: Suspension) -> Changes:
        """Record a span that does not count towards the 90 days; `reason` is a kind of the rules, by id or word.

        Raises InvalidValueError for an unknown reason, impossible days, or no proof.
        """
        rules = self.workspace.rules
        with self.workspace.write() as writer:
            case = writer.get(Case, suspension.case_id)
            span = checked_entry(
                rules,
                Deduction(
                    clean_text(suspension.reason, "扣除事由"),
                    suspension.starts_on,
                    suspension.ends_on,
                    clean_text(suspension.proof, "凭证"),
                ),
                case.found_on,
                today(self.workspace.clock),
            )
            kept = replace(suspension, reason=rules.deductions[span.kind].name, proof=span.proof)
            writer.put(kept, "case.suspension")
            return writer.changes()

    def new_case(self, violation_id: str, day: date) -> Case:
        """An unstored case by hand with what is known beforehand."""
        violation = self.workspace.book.violation(violation_id)
        return Case(
            title="",
            violation_id=violation_id,
            element=violation.element,
            inspection_kind="",
            found_on=day,
            act_day=day,
            source=CaseSource.COMPLAINT,
        )


def read_file(reader: Reader, case_id: str) -> CaseFile:
    """The whole file inside an open snapshot."""
    case = reader.get(Case, case_id)
    handlers = [key for key in (case.handler_id, case.second_handler_id) if key]
    found = {officer.id: officer for officer in reader.find_in(Officer, "id", handlers)}
    return CaseFile(
        case=case,
        site=reader.get(Site, case.site_id) if case.site_id else None,
        visit=reader.get(Visit, case.visit_id) if case.visit_id else None,
        facts=tuple(reader.find(Fact, order=("ordinal",), case_id=case_id, void_reason="")),
        evidence=tuple(reader.find(FactEvidence, order=("ordinal",), case_id=case_id)),
        photos=tuple(photos_of(reader, case_id)),
        steps=tuple(reader.find(CaseStep, order=("day", "created_at", "id"), case_id=case_id)),
        suspensions=tuple(reader.find(Suspension, order=("starts_on",), case_id=case_id)),
        rectifications=tuple(reader.find(Rectification, order=("ordered_on", "id"), case_id=case_id)),
        assessments=tuple(reader.find(Assessment, order=("created_at", "id"), case_id=case_id)),
        decisions=tuple(reader.find(Decision, order=("created_at", "id"), case_id=case_id)),
        papers=tuple(reader.find(Paper, order=("created_at", "id"), case_id=case_id)),
        handlers=tuple(found[key] for key in handlers if key in found),
        flags=tuple(reader.find(CaseFlag, case_id=case_id)),
        people=tuple(reader.find(Officer)),
        complaint=reader.get(Complaint, case.complaint_id) if case.complaint_id else None,
        meetings=tuple(reader.find(Meeting, order=("held_on", "created_at", "id"), case_id=case_id)),
        recheck_photos=tuple(reader.find(RecheckPhoto, order=("ordinal", "moment"), case_id=case_id)),
        files=tuple(files_of(reader, case_id)),
    )
