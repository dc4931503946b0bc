"""Visits (现场检查): every field is stored as it is typed; completing a visit fixes the record.

After completion a change needs a reason and becomes a new version; the former stays in the chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector.db.lists import ShapedRows, StoredRows
from inspector.db.store import Reader, Writer
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.kinds import Answer, CaseSource, OfficerRole, VisitState
from inspector.domain.lists import ListFilter
from inspector.domain.records import (
    Complaint,
    Measurement,
    Officer,
    Photo,
    Record,
    Site,
    Visit,
    VisitAnswer,
    VisitOfficer,
)
from inspector.domain.rows import VisitRow
from inspector.domain.text import clean_text
from inspector.domain.times import local_day
from inspector.law.schema import Checklist
from inspector.services.signatures import refuse_if_signed
from inspector.services.workspace import Workspace

FEWEST_OFFICERS = 2
_FIXED = frozenset(
    {"id", "created_at", "created_by", "device_id", "updated_at", "updated_by", "state", "sample"}
)


class VisitFixedError(RuleRefusedError):
    """A completed visit changes only with a reason."""

    def __init__(self) -> None:
        super().__init__(
            "这次检查已经完成，不能直接改",
            "完成后的记录要保留原样；需要更正时写明理由，原来的内容仍保留",
            "用“更正”并写明理由",
        )


class VisitIncompleteError(RuleRefusedError):
    """Something the record must hold is missing."""

    def __init__(self, missing: Sequence[Requirement]) -> None:
        super().__init__(
            f"还缺 {len(missing)} 项，不能完成",
            "已填的内容都已保存",
            "补齐下面各项",
            tuple(f"{item.label}（{item.basis}）" if item.basis else item.label for item in missing),
        )


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing a printable record needs, whether it is there, and the article that asks for it."""

    key: str
    label: str
    met: bool
    basis: str = ""


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """A visit with everything that belongs to it."""

    visit: Visit
    checklist: Checklist
    officers: tuple[VisitOfficer, ...]
    answers: dict[str, VisitAnswer]
    measurements: tuple[Measurement, ...]
    photos: tuple[Photo, ...]
    site: Site | None
    complaint: Complaint | None

    def requirements(self) -> list[Requirement]:
        """What the record needs, in the order of the page."""
        visit = self.visit
        answered = [item for item in self.checklist.items if item.id in self.answers]
        needed = [
            Requirement("party_name", "当事人", bool(visit.party_name)),
            Requirement("place", "地点", bool(visit.place)),
            Requirement("started_at", "开始时间", visit.started_at is not None),
            Requirement(
                "officers", "两名执法人员", len(self.officers) >= FEWEST_OFFICERS, "行政处罚法第42条"
            ),
            Requirement("identity_shown", "出示执法证件", visit.identity_shown, "行政处罚法第55条"),
            Requirement("rights_told", "告知回避和陈述申辩权", visit.rights_told, "行政处罚法第43条、第45条"),
            Requirement("person_in_charge", "现场负责人", bool(visit.person_in_charge)),
            Requirement("answers", "检查要点", len(answered) == len(self.checklist.items)),
            Requirement("findings", "检查情况", bool(visit.findings)),
        ]
        if self.checklist.measurement:
            measured = any(reading.value_milli is not None for reading in self.measurements)
            needed.insert(
                7, Requirement("measurement", "测量值", measured or self.checklist.measurement == "optional")
            )
        return needed

    def missing(self) -> list[Requirement]:
        """What is still to be entered."""
        return [item for item in self.requirements() if not item.met]


class VisitService:
    """Use cases around site visits."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def checklists(self) -> Sequence[Checklist]:
        """The kinds of visit this rule pack knows, in its order."""
        return self.workspace.book.checklists

    def list_rows(self, wanted: ListFilter) -> ShapedRows[VisitRow]:
        """Narrow rows for a table."""
        return ShapedRows(self.workspace.store, Visit, VisitRow, wanted)

    def rows(self, wanted: ListFilter) -> StoredRows[Visit]:
        """Visits for a list."""
        return StoredRows(self.workspace.store, Visit, wanted)

    def start(
        self,
        checklist_id: str,
        *,
        site: Site | None = None,
        complaint: Complaint | None = None,
        officers: Sequence[Officer] = (),
        sample: bool = False,
    ) -> tuple[Visit, Changes]:
        """A new draft that begins now, with the officers and the party already known."""
        checklist = self.workspace.book.checklist(checklist_id)
        visit = Visit(
            checklist_id=checklist.id,
            checklist_version=checklist.version,
            started_at=self.workspace.clock.now().replace(second=0, microsecond=0),
            complaint_id=complaint.id if complaint else None,
            source=CaseSource.COMPLAINT if complaint else CaseSource.VISIT,
            source_reference=f"{complaint.channel} {complaint.reference}".strip() if complaint else "",
            sample=sample,
        )
        if complaint is not None:
            visit = replace(visit, place=complaint.place, district=complaint.district)
        if site is not None:
            visit = _with_party(visit, site)
        with self.workspace.write() as writer:
            stored = writer.put(visit, "visit.started")
            _set_officers(writer, stored, officers)
            return stored, writer.changes()

    def complaint(self, complaint_id: str) -> Complaint:
        """The complaint that a visit is to follow up. Raises NotFoundError."""
        with self.workspace.read() as reader:
            return reader.get(Complaint, complaint_id)

    def sheet(self, visit_id: str) -> VisitSheet:
        """The visit with its parts. Raises NotFoundError."""
        with self.workspace.read() as reader:
            return self.read_sheet(reader, visit_id)

    def read_sheet(self, reader: Reader, visit_id: str) -> VisitSheet:
        """The same inside an open snapshot."""
        visit = reader.get(Visit, visit_id)
        return VisitSheet(
            visit=visit,
            checklist=self.workspace.book.checklist(visit.checklist_id),
            officers=tuple(reader.find(VisitOfficer, order=("ordinal",), visit_id=visit_id)),
            answers={answer.item_id: answer for answer in reader.find(VisitAnswer, visit_id=visit_id)},
            measurements=tuple(reader.find(Measurement, order=("ordinal",), visit_id=visit_id)),
            photos=tuple(reader.find(Photo, order=("ordinal",), visit_id=visit_id, void_reason="")),
            site=reader.get(Site, visit.site_id) if visit.site_id else None,
            complaint=reader.get(Complaint, visit.complaint_id) if visit.complaint_id else None,
        )

    def update(self, visit_id: str, **fields: object) -> tuple[Visit, Changes]:
        """Autosave: store changed fields of a draft, durable when this returns.

        Raises VisitFixedError when completed, InvalidValueError for an end before the start.
        """
        return self._change(visit_id, fields, "visit.typed", "")

    def amend(self, visit_id: str, reason: str, **fields: object) -> tuple[Visit, Changes]:
        """Correct a completed visit; the reason is recorded and the former version stays in the chain."""
        return self._change(visit_id, fields, "visit.amended", _reason(reason))

    def choose_site(self, visit_id: str, site: Site, *, reason: str = "") -> tuple[Visit, Changes]:
        """Take the party, place and position from a known site."""
        with self.workspace.write(reason) as writer:
            visit = _draft(writer, visit_id, reason)
            stored = writer.put(_with_party(visit, site), "visit.site_chosen")
            return stored, writer.changes()

    def set_officers(self, visit_id: str, officers: Sequence[Officer], *, reason: str = "") -> Changes:
        """Name the officers in order; the third and later are recorders. Expired certificates are refused."""
        with self.workspace.write(reason) as writer:
            visit = _draft(writer, visit_id, reason)
            _set_officers(writer, visit, officers)
            return writer.changes()

    def set_answer(
        self, visit_id: str, item_id: str, answer: Answer | None, note: str = "", *, reason: str = ""
    ) -> Changes:
        """Answer a checklist item; None takes the answer back."""
        with self.workspace.write(reason) as writer:
            visit = _draft(writer, visit_id, reason)
            checklist = self.workspace.book.checklist(visit.checklist_id)
            if item_id not in {item.id for item in checklist.items}:
                raise InvalidValueError("检查要点", item_id, f"《{checklist.name}》里的要点")
            found = writer.find(VisitAnswer, visit_id=visit_id, item_id=item_id)
            note = clean_text(note)
            if answer is None:
                for old in found:
                    writer.remove(old, "visit.answer_cleared")
            elif found:
                if (found[0].answer, found[0].note) != (answer, note):
                    writer.put(replace(found[0], answer=answer, note=note), "visit.answered")
            else:
                writer.put(
                    VisitAnswer(visit_id=visit_id, item_id=item_id, answer=answer, note=note),
                    "visit.answered",
                )
            return writer.changes()

    def mark_rest_unchecked(self, visit_id: str) -> Changes:
        """Mark every unanswered item as not checked."""
        with self.workspace.write() as writer:
            visit = _draft(writer, visit_id)
            answered = {answer.item_id for answer in writer.find(VisitAnswer, visit_id=visit_id)}
            for item in self.workspace.book.checklist(visit.checklist_id).items:
                if item.id not in answered:
                    fresh = VisitAnswer(visit_id=visit_id, item_id=item.id, answer=Answer.UNCHECKED)
                    writer.put(fresh, "visit.answered")
            return writer.changes()

    def set_measurement(self, visit_id: str, ordinal: int, **fields: object) -> tuple[Measurement, Changes]:
        """Store the reading at this place in the list; missing fields keep their value. New ones need quantity, unit."""
        return self._measure(visit_id, ordinal, fields, "")

    def amend_measurement(
        self, visit_id: str, ordinal: int, reason: str, **fields: object
    ) -> tuple[Measurement, Changes]:
        """Correct a reading of a completed or signed visit; the reason is recorded, the former reading stays."""
        return self._measure(visit_id, ordinal, fields, _reason(reason))

    def _measure(
        self, visit_id: str, ordinal: int, fields: dict[str, object], reason: str
    ) -> tuple[Measurement, Changes]:
        with self.workspace.write(reason) as writer:
            _draft(writer, visit_id, reason)
            found = writer.find(Measurement, visit_id=visit_id, ordinal=ordinal)
            fields = _clean(fields)
            if found:
                reading = replace(found[0], **fields)  # type: ignore[arg-type]
                if reading == found[0]:
                    return reading, Changes()
            else:
                reading = Measurement(visit_id=visit_id, ordinal=ordinal, **fields)  # type: ignore[arg-type]
            stored = writer.put(reading, "visit.measured")
            return stored, writer.changes()

    def complete(self, visit_id: str) -> tuple[Visit, Changes]:
        """Fix the record. Raises VisitIncompleteError with everything that is missing."""
        with self.workspace.write() as writer:
            sheet = self.read_sheet(writer, visit_id)
            if sheet.visit.state is VisitState.COMPLETE:
                return sheet.visit, Changes()
            missing = sheet.missing()
            if missing:
                raise VisitIncompleteError(missing)
            ended = sheet.visit.ended_at or self.workspace.clock.now().replace(second=0, microsecond=0)
            stored = writer.put(
                replace(sheet.visit, state=VisitState.COMPLETE, ended_at=ended), "visit.completed"
            )
            return stored, writer.changes()

    def void(self, visit_id: str, reason: str) -> tuple[Visit, Changes]:
        """Set a visit aside with a reason; it stays readable."""
        reason = clean_text(reason, "作废理由")
        if not reason:
            raise InvalidValueError("作废理由", "", "写明为什么作废")
        with self.workspace.write(reason) as writer:
            visit = writer.get(Visit, visit_id)
            stored = writer.put(replace(visit, state=VisitState.VOID, void_reason=reason), "visit.voided")
            return stored, writer.changes()

    def _change(
        self, visit_id: str, fields: dict[str, object], action: str, reason: str
    ) -> tuple[Visit, Changes]:
        unknown = _FIXED & fields.keys()
        if unknown:
            raise ValueError(f"fields set by the program: {sorted(unknown)}")
        with self.workspace.write(reason) as writer:
            visit = writer.get(Visit, visit_id) if reason else _draft(writer, visit_id)
            changed = replace(visit, **_clean(fields))  # type: ignore[arg-type]
            if changed.started_at and changed.ended_at and changed.ended_at < changed.started_at:
                raise InvalidValueError("结束时间", changed.ended_at.isoformat(), "不早于开始时间")
            if changed == visit:
                return visit, Changes()
            stored = writer.put(changed, action)
            return stored, writer.changes()


def _reason(text: str) -> str:
    reason = clean_text(text, "更正理由")
    if not reason:
        raise InvalidValueError("更正理由", "", "写明为什么改，例如“日期笔误，照片时间为证”")
    return reason


def _clean(fields: dict[str, object]) -> dict[str, object]:
    return {name: clean_text(value, name) if type(value) is str else value for name, value in fields.items()}


def _draft(writer: Writer, visit_id: str, reason: str = "") -> Visit:
    """The visit to change. With a reason also one that is complete or signed: the former version stays in the chain."""
    visit = writer.get(Visit, visit_id)
    if not reason.strip():
        if visit.state is not VisitState.DRAFT:
            raise VisitFixedError
        refuse_if_signed(writer, visit_id)
    return visit


def _with_party(visit: Visit, site: Site) -> Visit:
    return replace(
        visit,
        site_id=site.id,
        party_name=site.name,
        party_code=site.credit_code,
        party_representative=site.legal_representative,
        party_address=site.address,
        place=visit.place or site.address,
        district=site.district,
        lat_e6=visit.lat_e6 if visit.lat_e6 is not None else site.lat_e6,
        lon_e6=visit.lon_e6 if visit.lon_e6 is not None else site.lon_e6,
        datum=visit.datum if visit.lat_e6 is not None else site.datum,
    )


def _set_officers(writer: Writer, visit: Visit, officers: Sequence[Officer]) -> None:
    day = local_day(visit.started_at or writer.clock.now())
    expired = [o for o in officers if o.card_valid_until is not None and o.card_valid_until < day]
    if expired:
        raise InvalidValueError(
            "执法证", f"{expired[0].name} {expired[0].card_number}", "检查当日仍有效的执法证"
        )
    if len({officer.id for officer in officers}) != len(officers):
        raise InvalidValueError("执法人员", officers[0].name, "两名不同的执法人员")
    before = {part.officer_id: part for part in writer.find(VisitOfficer, visit_id=visit.id)}
    for old in before.values():
        if old.officer_id not in {officer.id for officer in officers}:
            writer.remove(old, "visit.officer_removed")
    roles = (OfficerRole.LEAD, OfficerRole.SECOND)
    for ordinal, officer in enumerate(officers):
        part = VisitOfficer(
            visit_id=visit.id,
            ordinal=ordinal,
            officer_id=officer.id,
            name=officer.name,
            card_number=officer.card_number,
            role=roles[ordinal] if ordinal < len(roles) else OfficerRole.RECORDER,
        )
        known = before.get(officer.id)
        if known is None:
            writer.put(part, "visit.officer_named")
        elif (known.ordinal, known.role) != (part.ordinal, part.role):
            writer.put(replace(known, ordinal=part.ordinal, role=part.role), "visit.officer_named")


def parts_of(reader: Reader, visit_id: str) -> list[Record]:
    """Every stored part of a visit, for an export."""
    return [
        *reader.find(VisitOfficer, order=("ordinal",), visit_id=visit_id),
        *reader.find(VisitAnswer, visit_id=visit_id),
        *reader.find(Measurement, order=("ordinal",), visit_id=visit_id),
        *reader.find(Photo, order=("ordinal",), visit_id=visit_id),
    ]
