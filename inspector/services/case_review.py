"""The file's own review (案卷自查) of a stored case: what the red lines of the 2024 standard find, and what they could not see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from inspector.casework.casefile import CaseFileView, FileFact, FilePaper, FineBounds
from inspector.casework.machine import CaseState
from inspector.casework.people import Person
from inspector.casework.review import ReviewFinding, review
from inspector.casework.rulebook import Rulebook
from inspector.db.store import Reader
from inspector.domain.kinds import Outcome
from inspector.domain.ports import today
from inspector.domain.records import Officer, Setting, VisitOfficer
from inspector.domain.times import local
from inspector.law.applicability import limitation_end, limitation_years
from inspector.law.schema import Provision
from inspector.services.cases import CaseFile, read_file
from inspector.services.law_review import LawReview, LawService
from inspector.services.procedure import ProcedureService, person_of
from inspector.services.workspace import Workspace

# Kinds of paper as they are issued here → as the standard names them.
_KINDS = {
    "site_record": "site_record",
    "photo_sheet": "photo_sheet",
    "rectification_order": "rectification",
    "prior_notice": "notice",
    "penalty_decision": "decision",
    "no_penalty_decision": "waiver",
}
_ALWAYS_UNSEEN = (
    "执法主体资格",
    "义务主体与当事人是否一致",
    "应当采样的是否有采样记录",
)


@dataclass(frozen=True, slots=True)
class FileReview:
    """Findings, red lines first; `unseen` names what the stored data cannot answer and a person must check."""

    findings: tuple[ReviewFinding, ...]
    unseen: tuple[str, ...]

    @property
    def red_lines(self) -> int:
        """How many findings are red lines (一票否决)."""
        return sum(finding.blocks for finding in self.findings)

    def sentences(self) -> list[str]:
        """For a terminal."""
        lines = [
            f"{'一票否决' if one.blocks else '常见问题'}  {one.name}：{one.what}"
            f"（{one.basis}{'' if one.verified else '，条文未核对'}）  改：{one.where}"
            for one in self.findings
        ]
        return [*(lines or ["没有发现问题"]), f"没有数据、须人工核对：{'、'.join(self.unseen)}"]


class CaseReviewService:
    """Reads a case in one snapshot and holds it against the rules; writes nothing."""

    def __init__(self, workspace: Workspace, law: LawService) -> None:
        self.workspace = workspace
        self.law = law
        self.procedure = ProcedureService(workspace)

    def rules(self) -> Rulebook:
        """The rules of the procedure. Raises CaseworkDataError."""
        return self.workspace.rules

    def review(self, case_id: str) -> FileReview:
        """Review a case as it stands now. Raises NotFoundError, RuleRefusedError when no text was in force."""
        with self.workspace.read() as reader:
            engine = self.procedure.engine(reader)
            file = read_file(reader, case_id)
            law = self.law.read_review(reader, case_id)
            view, unseen = self._view(reader, file, law)
        return FileReview(tuple(review(view, engine)), unseen)

    def _view(self, reader: Reader, file: CaseFile, law: LawReview) -> tuple[CaseFileView, tuple[str, ...]]:
        case, unseen = file.case, list(_ALWAYS_UNSEEN)
        told = any(paper.kind == "prior_notice" and not paper.void_reason for paper in file.papers)
        if file.step("noticed") is not None and not told:
            unseen.append("告知书的内容（不在本机出具）")
        last, certain = _limitation(law, case.act_end_day or case.act_day)
        if not certain:
            unseen.append("追责期限（危害后果待查，按五年核对）")
        started = file.visit.started_at if file.visit is not None else None
        view = CaseFileView(
            state=self._state(file),
            today=today(self.workspace.clock),
            authority=next((one.value for one in reader.find(Setting, name="bureau.name")), ""),
            authorised=True,
            party_name=case.party_name,
            party_code=case.party_code or "",
            registered_name=file.site.name if file.site is not None else "",
            officers=_officers(reader, file),
            visit_day=local(started).date() if started is not None else None,
            papers=self._papers(file),
            facts=tuple(FileFact(fact.ordinal, fact.text, _evidence(file, fact.id)) for fact in file.facts),
            old_law=_bounds(law.choice.old) if law.choice.changed else None,
            new_law=_bounds(law.choice.new) if law.choice.changed else None,
            applied_provision=law.provision.penalty(),
            noticed_fen=case.proposed_fen,
            defence_told=True,
            hearing_told=True,
            defence_adopted=case.defence_adopted,
            defence_reason=case.defence_reason,
            act_end_day=case.act_end_day or case.act_day,
            limitation_end=last,
        )
        return self._decided(view, file, law), tuple(unseen)

    def _state(self, file: CaseFile) -> CaseState:
        """The stored state; a decision that names its ground has the basis that the rules ask for."""
        state = self.procedure.state(file)
        decision = file.decision
        named = decision is not None and bool(decision.item_id or decision.basis)
        return replace(state, flags=state.flags | {"leniency_basis"}) if named else state

    def _decided(self, view: CaseFileView, file: CaseFile, law: LawReview) -> CaseFileView:
        """The view with what a decision adds: the cited article, the amount, the ground of a reduction."""
        decision, fine = file.decision, law.provision.fine
        if decision is None:
            return view
        fined = decision.outcome in _FINED and fine.kind in ("range", "fixed")
        return replace(
            view,
            cited=_cited(self.law, decision.provision_id),
            expected=(law.choice.chosen.penalty(),) if law.choice.chosen is not None else (),
            legal_minimum_fen=fine.min_fen if fined else None,
            reduction_basis=decision.basis or decision.item_id or "",
            decided_fen=decision.amount_fen,
        )

    def _papers(self, file: CaseFile) -> tuple[FilePaper, ...]:
        """Issued papers. A paper is issued only with its required elements, so they are all there."""
        found = []
        for paper in file.papers:
            kind = _KINDS.get(paper.kind)
            if kind is None or paper.void_reason:
                continue
            rule = self.rules().documents.get(kind)
            elements = frozenset(element.id for element in rule.elements) if rule else frozenset()
            code = file.case.party_code or ""
            found.append(
                FilePaper(kind, paper.issued_on, file.case.party_name, code, elements, paper.number or "")
            )
        return tuple(found)


_FINED = (Outcome.PENALTY, Outcome.REDUCED)


def _officers(reader: Reader, file: CaseFile) -> tuple[Person, ...]:
    officers: list[Officer] = list(file.handlers)
    if file.visit is not None:
        named = reader.find(VisitOfficer, order=("ordinal",), visit_id=file.visit.id)
        officers = [found for part in named for found in reader.find(Officer, id=part.officer_id)] or officers
    return tuple(person_of(one) for one in officers)


def _evidence(file: CaseFile, fact_id: str) -> tuple[str, ...]:
    return tuple(link.label or "照片" for link in file.evidence if link.fact_id == fact_id)


def _cited(law: LawService, provision_id: str) -> tuple[str, ...]:
    provision = law.book.provisions.get(provision_id)
    return (provision.penalty(),) if provision is not None else ()


def _bounds(provision: Provision) -> FineBounds | None:
    fine = provision.fine
    if fine.kind not in ("range", "fixed", "up_to"):
        return None
    return FineBounds(provision.penalty(), fine.max_fen, fine.min_fen)


def _limitation(law: LawReview, ended: date) -> tuple[date, bool]:
    """The last day of the limitation and whether its length is certain; five years while the harm is not known."""
    harm = law.facts["consequence"].value if "consequence" in law.facts else None
    danger = law.facts["endangers_health"].value if "endangers_health" in law.facts else None
    if harm is None:
        return limitation_end(ended, True), False
    years = limitation_years(ended, harm != "none", danger if isinstance(danger, bool) else None)
    return limitation_end(ended, years != 2), years is not None
