"""The file's own review (案卷自查) of a stored case: what the red lines of the 2024 standard find, and what they could not see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from inspector.casework.casefile import CaseFileView, FileFact, FilePaper, FineBounds
from inspector.casework.machine import CaseState
from inspector.casework.people import Person
from inspector.casework.review import ReviewFinding, review
from inspector.casework.rulebook import Rulebook
from inspector.db.store import Reader
from inspector.domain.case_records import ReviewOverride
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.kinds import Outcome
from inspector.domain.ports import today
from inspector.domain.records import Case, Officer, Paper, Setting, Visit, VisitOfficer
from inspector.domain.text import clean_text
from inspector.domain.times import local, local_day
from inspector.law.applicability import limitation_end, limitation_years
from inspector.law.ranges import range_in_force
from inspector.law.schema import Provision
from inspector.services.cases import CaseFile, read_file
from inspector.services.law_review import LawReview, LawService
from inspector.services.procedure import ProcedureService, person_of
from inspector.services.workspace import Workspace

# Kinds of paper as they are issued here → as the standard names them.
_KINDS = {
    "filing": "filing",
    "site_record": "site_record",
    "inquiry_record": "inquiry",
    "photo_sheet": "photo_sheet",
    "investigation_report": "investigation",
    "rectification_order": "rectification",
    "seizure": "seizure",
    "prior_notice": "notice",
    "no_penalty_prior_notice": "notice",
    "hearing_notice": "hearing_notice",
    "penalty_decision": "decision",
    "no_penalty_decision": "waiver",
    "daily_penalty": "daily_penalty",
    "exhortation": "demand",
    "closure": "closing",
}
_ALWAYS_UNSEEN = (
    "执法主体资格",
    "义务主体与当事人是否一致",
    "应当采样的是否有采样记录",
)


class NothingToPassError(RuleRefusedError):
    """A rule that stands against nothing in the file, or is no red line, was to be let pass."""

    def __init__(self, name: str, listed: tuple[str, ...]) -> None:
        super().__init__(
            f"“{name}”现在没有要放行的问题",
            "只有案卷自查查出、还没有放行的一票否决项可以放行",
            "先看 case review 列出的编号",
            listed,
        )


class LeaderRefusedError(RuleRefusedError):
    """The person named may not let a red line pass."""

    def __init__(self, name: str, why: str, basis: str) -> None:
        super().__init__(
            f"{name}不能放行一票否决项",
            f"{why}（{basis}）",
            "由不承办本案的负责人放行；在设置的人员里登记角色",
        )


@dataclass(frozen=True, slots=True)
class Passed:
    """A red line let pass by a leader, as shown."""

    rule_id: str
    what: str
    leader: str
    reason: str
    day: date

    def sentence(self) -> str:
        """`2026-11-24 周丁放行：…`."""
        return f"{self.day} {self.leader}放行：{self.reason}"


@dataclass(frozen=True, slots=True)
class FileReview:
    """Findings, red lines first; `unseen` names what the stored data cannot answer and a person must check."""

    findings: tuple[ReviewFinding, ...]
    unseen: tuple[str, ...]
    passed: tuple[Passed, ...] = ()

    @property
    def red_lines(self) -> int:
        """How many findings are red lines (一票否决)."""
        return sum(finding.blocks for finding in self.findings)

    def passed_by(self, finding: ReviewFinding) -> Passed | None:
        """Who let a red line pass, and why."""
        wanted = (finding.rule_id, finding.what)
        return next((one for one in self.passed if (one.rule_id, one.what) == wanted), None)

    @property
    def holding(self) -> tuple[ReviewFinding, ...]:
        """Red lines that hold up the final print: those nobody let pass."""
        return tuple(one for one in self.findings if one.blocks and self.passed_by(one) is None)

    def sentences(self) -> list[str]:
        """For a terminal."""
        lines = []
        for one in self.findings:
            passed = self.passed_by(one)
            basis = f"{one.basis}{'' if one.verified else '，条文未核对'}"
            lines.append(
                f"{'一票否决' if one.blocks else '常见问题'}  [{one.rule_id}] {one.name}：{one.what}（{basis}）"
                f"  改：{one.where}" + (f"  {passed.sentence()}" if passed else "")
            )
        return [*(lines or ["没有发现问题"]), f"没有数据、须人工核对：{'、'.join(self.unseen)}"]


class CaseReviewService:
    """Reads a case in one snapshot and holds it against the rules; writes only what a leader lets pass."""

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
            return self.read_review(reader, case_id)

    def read_review(self, reader: Reader, case_id: str) -> FileReview:
        """The same inside an open snapshot."""
        engine = self.procedure.engine(reader)
        file = read_file(reader, case_id)
        law = self.law.read_review(reader, case_id)
        view, unseen = self._view(reader, file, law)
        names = {officer.id: officer.name for officer in file.people}
        passed = tuple(
            Passed(one.rule_id, one.what, names.get(one.leader_id, ""), one.reason, local_day(one.created_at))
            for one in reader.find(ReviewOverride, case_id=case_id)
        )
        return FileReview(tuple(review(view, engine)), unseen, passed)

    def held(self, reader: Reader, kind: str, case_id: str | None) -> tuple[str, ...]:
        """The red lines that keep a kind of paper a draft; empty for papers that are not held up."""
        rule = self.rules().documents.get(_KINDS.get(kind, ""))
        if case_id is None or rule is None or not rule.held:
            return ()
        found = self.read_review(reader, case_id).holding
        return tuple(f"一票否决：{one.name}。{one.what}（{one.basis}）" for one in found)

    def override(self, case_id: str, rule_id: str, reason: str, leader: str, what: str = "") -> Changes:
        """Let a red line pass; the reason and the leader stay visible. `leader`: officer id, certificate number or name;
        `what`: the one fault that is meant, empty for every fault of the rule.

        Raises InvalidValueError, NothingToPassError, LeaderRefusedError.
        """
        reason = clean_text(reason, "放行的理由")
        if not reason:
            raise InvalidValueError("放行的理由", "", "写明为什么仍可以出具，依据什么")
        with self.workspace.write(reason) as writer:
            found = self.read_review(writer, case_id)
            file = read_file(writer, case_id)
            person = self._leader(file, clean_text(leader))
            wanted = [
                one for one in found.holding if one.rule_id == rule_id and (not what or one.what == what)
            ]
            if not wanted:
                rule = self.rules().review_rules.get(rule_id)
                listed = tuple(f"{one.rule_id}  {one.name}：{one.what}" for one in found.holding)
                raise NothingToPassError(rule.name if rule else rule_id, listed)
            for one in wanted:
                writer.put(
                    ReviewOverride(
                        case_id=case_id, rule_id=rule_id, what=one.what, reason=reason, leader_id=person.id
                    ),
                    "case.review_overridden",
                )
            return writer.changes()

    def _leader(self, file: CaseFile, wanted: str) -> Officer:
        """The leader who lets pass: registered, not of the case's investigators, and, where people sign in, the one who did."""
        chosen = [one for one in file.people if wanted and wanted in (one.id, one.card_number, one.name)]
        if len(chosen) != 1:
            known = "、".join(one.name for one in file.people if "leader" in one.role_ids() and one.active)
            raise InvalidValueError("负责人", wanted, known or "先在设置里登记负责人")
        person = chosen[0]
        state = self.procedure.state(file)
        rule = self.rules().people_rules["approver_not_handler"]
        investigators = state.handlers | {
            key for entry in state.taken if entry.step in rule.others for key in entry.by
        }
        if not person.active or "leader" not in person.role_ids():
            raise LeaderRefusedError(person.name, "没有负责人的角色或账号已停用", "行政处罚法第57条")
        if person.id in investigators:
            raise LeaderRefusedError(person.name, f"参与过本案调查或承办，{rule.say}", rule.basis)
        if self.workspace.signed_in and person.id != self.workspace.signed_in:
            raise LeaderRefusedError(person.name, "没有登录；放行的人须自己登录登记", "内部分工")
        return person

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
            papers=self._papers(reader, file),
            facts=tuple(FileFact(fact.ordinal, fact.text, _evidence(file, fact.id)) for fact in file.facts),
            old_law=_bounds(law.choice.old, law.refused) if law.choice.changed else None,
            new_law=_bounds(law.choice.new, law.refused) if law.choice.changed else None,
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
            # A proposal has its ground or its reason; the decision itself is refused without a named ground.
            return replace(view, reduction_basis=file.case.proposed_item_id or file.case.proposed_reason)
        fined = decision.outcome in _FINED and fine.kind in ("range", "fixed")
        return replace(
            view,
            cited=_cited(self.law, decision.provision_id),
            expected=(law.choice.chosen.penalty(),) if law.choice.chosen is not None else (),
            legal_minimum_fen=fine.min_fen if fined else None,
            reduction_basis=decision.basis or decision.item_id or "",
            decided_fen=decision.amount_fen,
        )

    def _papers(self, reader: Reader, file: CaseFile) -> tuple[FilePaper, ...]:
        """Issued papers. A paper is issued only with its required elements, so they are all there."""
        parties = _parties(reader, file)
        found = []
        for paper in file.papers:
            kind = _KINDS.get(paper.kind)
            if kind is None or paper.void_reason:
                continue
            rule = self.rules().documents.get(kind)
            elements = frozenset(element.id for element in rule.elements) if rule else frozenset()
            name, code = _printed(parties, paper, (file.case.party_name, file.case.party_code or ""))
            found.append(FilePaper(kind, paper.issued_on, name, code, elements, paper.number or ""))
        return tuple(found)


_FINED = (Outcome.PENALTY, Outcome.REDUCED)


def _officers(reader: Reader, file: CaseFile) -> tuple[Person, ...]:
    officers: list[Officer] = list(file.handlers)
    if file.visit is not None:
        named = reader.find(VisitOfficer, order=("ordinal",), visit_id=file.visit.id)
        officers = [found for part in named for found in reader.find(Officer, id=part.officer_id)] or officers
    return tuple(person_of(one) for one in officers)


def _parties(reader: Reader, file: CaseFile) -> list[tuple[int, str, str, str]]:
    """Party name and code by sequence of the chain: what the case (and its visit) said when a paper was issued."""
    bodies = reader.history(Case, file.case.id)
    if file.visit is not None:
        bodies += reader.history(Visit, file.visit.id)
    found = []
    for body in bodies:
        after = body.get("after")
        if isinstance(after, Mapping):
            name, code = str(after.get("party_name") or ""), str(after.get("party_code") or "")
            found.append((int(str(body["seq"])), str(body["id"]), name, code))
    return sorted(found)


def _printed(
    parties: Sequence[tuple[int, str, str, str]], paper: Paper, known: tuple[str, str]
) -> tuple[str, str]:
    """The party as the paper was printed; `known` when the chain here does not reach back that far."""
    owner = paper.case_id or paper.visit_id
    then = [(name, code) for seq, key, name, code in parties if key == owner and seq <= paper.chain_seq]
    return then[-1] if then else known


def _evidence(file: CaseFile, fact_id: str) -> tuple[str, ...]:
    return tuple(link.label or "照片" for link in file.evidence if link.fact_id == fact_id)


def _cited(law: LawService, provision_id: str) -> tuple[str, ...]:
    provision = law.book.provisions.get(provision_id)
    return (provision.penalty(),) if provision is not None else ()


def _bounds(provision: Provision, refused: bool | None) -> FineBounds | None:
    fine = range_in_force(provision, refused).provision.fine
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
