"""Deciding (处理决定): the officer's choice and reason, held against the range in force. The app refuses; it never decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from inspector.casework.machine import CaseState
from inspector.casework.steps import DECIDED, HANDED_OVER, SERVED, WITHDRAWN
from inspector.db.store import Writer
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.kinds import FineDirection, Outcome
from inspector.domain.money import wan_text
from inspector.domain.records import Case, Decision
from inspector.domain.text import clean_text
from inspector.law.leniency import ItemResult
from inspector.law.lists import WAIVING
from inspector.law.reductions import APOLOGY_SOURCE, below_minimum
from inspector.services.cases import CaseFile, read_file
from inspector.services.law_review import LawReview, LawService
from inspector.services.offences import OffenceService
from inspector.services.procedure import ProcedureService, StepEntry
from inspector.services.workspace import Workspace

_FINED = frozenset({Outcome.PENALTY, Outcome.REDUCED})
_SPARED = frozenset({Outcome.WAIVED, Outcome.MAY_BE_WAIVED})
_STEP_OF = {Outcome.HANDED_OVER: HANDED_OVER, Outcome.WITHDRAWN: WITHDRAWN}
# What the choice of an outcome states by itself: the authority named has the power, the reason given is the ground.
_STATED = {Outcome.HANDED_OVER: ("not_our_power",), Outcome.WITHDRAWN: ("withdraw_ground",)}


class BelowMinimumError(RuleRefusedError):
    """A fine below the statutory minimum without a named ground for mitigation."""

    def __init__(self, amount_fen: int, minimum_fen: int) -> None:
        super().__init__(
            f"罚款 {wan_text(amount_fen)} 万元低于法定下限 {wan_text(minimum_fen)} 万元",
            "低于下限是减轻处罚，必须有依据（行政处罚法第32条、法典第1056条；案卷评查一票否决项）",
            "改用“减轻处罚”并选明依据，或改数额",
        )


class AboveMaximumError(RuleRefusedError):
    """A fine above the statutory maximum."""

    def __init__(self, amount_fen: int, maximum_fen: int) -> None:
        super().__init__(
            f"罚款 {wan_text(amount_fen)} 万元高于法定上限 {wan_text(maximum_fen)} 万元",
            "适用的条文没有这样的幅度",
            "核对数额和适用的条文",
        )


class NotRefusedError(RuleRefusedError):
    """A fine under a basis that fines only who refuses to correct, before a refusal is recorded."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            "现在不能罚款", reason, "先责令改正并复查；复查没有改正的，记录复查结果后再处罚款，或改处理方式"
        )


class BasisMissingError(RuleRefusedError):
    """Leniency without the item or article it rests on."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(
            f"{outcome.label}要有依据",
            "没有选清单项，也没有写条款；没有依据的减轻、不予处罚不能成立",
            "选清单项或一般条款，或写明条款",
        )


class ForeignListError(RuleRefusedError):
    """A list of another region named as the ground of a decision here."""

    def __init__(self, name: str, note: str) -> None:
        super().__init__(
            f"“{name}”不能作本案的依据", note, "改选本省清单项或一般条款；外地清单可以在理由里作参照说明"
        )


class WrongGroundError(RuleRefusedError):
    """A ground whose effect does not carry the outcome wanted."""

    def __init__(self, name: str, effect: str, outcome: Outcome) -> None:
        super().__init__(
            f"“{name}”不能作{outcome.label}的依据",
            f"它的效果是{effect}，不是{outcome.label}",
            "改选相应的依据，或改处理方式",
        )


class HeavierLawError(RuleRefusedError):
    """One act under several laws, decided under the one with the lower fine."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            "同一行为还违反罚款更高的规定", reason, "按罚款高的规定另立案由，或在“说明”里写明为什么不适用"
        )


class ConditionsOpenError(RuleRefusedError):
    """The ground named has conditions that are not met or not known."""

    def __init__(self, verdict: str, open_conditions: tuple[str, ...]) -> None:
        super().__init__(
            "选用的依据条件不齐",
            verdict,
            "查清并填写下面各项；仍要采用时在“说明”里写明理由",
            open_conditions,
        )


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the officer wants, cleaned."""

    outcome: Outcome
    reason: str
    decided_on: date
    amount_fen: int | None
    item_id: str | None
    basis: str
    manual_reason: str
    skip_reason: str
    people: tuple[str, ...]
    leader: str
    apology: bool = False


class DecisionService:
    """Record decisions with the assessment they rest on."""

    def __init__(self, workspace: Workspace, law: LawService | None = None) -> None:
        self.workspace = workspace
        self.law = law or LawService(workspace)
        self.procedure = ProcedureService(workspace)
        self.offences = OffenceService(workspace)

    def propose(
        self,
        case_id: str,
        outcome: Outcome,
        *,
        reason: str,
        amount_fen: int | None = None,
        item_id: str | None = None,
        basis: str = "",
        direction: FineDirection = FineDirection.ORDINARY,
        apology: bool = False,
    ) -> Changes:
        """Set down what is intended (拟处理意见), which the notice tells the party. Held against the range in force.

        `apology` says that the fine is the one lowered by the public apology, `basis` what carries a fine below the minimum.
        Raises InvalidValueError, NotRefusedError, AboveMaximumError, BelowMinimumError, RuleRefusedError.
        """
        reason = clean_text(reason, "理由")
        if not reason:
            raise InvalidValueError("理由", "", "写明为什么这样处理")
        with self.workspace.write(reason) as writer:
            review = self.law.read_review(writer, case_id, direction)
            fine = review.provision.fine
            if outcome in _FINED:
                _check_power(review)
            if outcome in _FINED and amount_fen is not None and amount_fen > fine.max_fen:
                raise AboveMaximumError(amount_fen, fine.max_fen)
            if outcome is Outcome.PENALTY and amount_fen is not None and amount_fen < fine.min_fen:
                raise BelowMinimumError(amount_fen, fine.min_fen)
            if outcome is Outcome.REDUCED and amount_fen is not None and item_id is None:
                below_minimum(amount_fen, fine.min_fen, f"{clean_text(basis)} {reason}")
            if item_id is not None:
                _usable(item_id, outcome, review)
            if apology:
                _check_apology(outcome, amount_fen, review)
            case = writer.get(Case, case_id)
            proposed = replace(
                case,
                proposed_outcome=outcome,
                proposed_fen=amount_fen if outcome in _FINED else None,
                proposed_item_id=item_id,
                proposed_reason=reason,
            )
            writer.put(proposed, "case.proposed")
            return writer.changes()

    def decide(
        self,
        case_id: str,
        outcome: Outcome,
        *,
        reason: str,
        decided_on: date,
        amount_fen: int | None = None,
        item_id: str | None = None,
        basis: str = "",
        direction: FineDirection = FineDirection.ORDINARY,
        manual_reason: str = "",
        provision_id: str | None = None,
        skip_reason: str = "",
        people: Sequence[str] = (),
        leader: str = "",
        apology: bool = False,
    ) -> tuple[Decision, Changes]:
        """Record a decision, its assessment and the step; an earlier decision is superseded and stays readable.

        `basis` names the ground or the receiving authority; `manual_reason` explains a figure other than the computed one
        or a ground whose conditions are open; `skip_reason` explains procedure steps left out, which the `leader` named approves; `people` are
        officer ids of who decides (empty: a registered leader); `apology`: the fine is the one lowered by the public
        apology of the case. Raises InvalidValueError, BelowMinimumError, AboveMaximumError, BasisMissingError,
        ConditionsOpenError, NotRefusedError, ForeignListError, WrongGroundError, HeavierLawError, StepNotAllowedError, NotPermittedError.
        """
        wish = _Wish(
            outcome,
            clean_text(reason, "理由"),
            decided_on,
            amount_fen if outcome in _FINED else None,
            item_id,
            clean_text(basis, "依据"),
            clean_text(manual_reason, "说明"),
            clean_text(skip_reason, "跳过的理由"),
            tuple(people),
            leader,
            apology,
        )
        if not wish.reason:
            raise InvalidValueError("理由", "", "写明为什么这样决定")
        with self.workspace.write(wish.reason) as writer:
            review = self.law.read_review(writer, case_id, direction, decided_on, provision_id)
            file = read_file(writer, case_id)
            _check(wish, review)
            decision = self._record(writer, file, review, wish)
            decided = writer.get(Case, case_id)
            self.offences.keep_with(writer, decided, wish.item_id)
            self.offences.after(writer, decided)
            return decision, writer.changes()

    def _record(self, writer: Writer, file: CaseFile, review: LawReview, wish: _Wish) -> Decision:
        """Write the assessment, the decision, the step and the case's new stage."""
        assessment = self.law.record(writer, review, file.case.id)
        reduced = _reduced(wish, review)
        decision = writer.put(
            Decision(
                case_id=file.case.id,
                assessment_id=assessment.id,
                outcome=wish.outcome,
                reason=wish.reason,
                decided_on=wish.decided_on,
                pack_version=review.pack_version,
                provision_id=review.provision.id,
                item_id=wish.item_id,
                basis=wish.basis or (APOLOGY_SOURCE if wish.apology else ""),
                direction=review.direction,
                amount_fen=wish.amount_fen,
                computed_fen=review.fine.point_fen,
                reduced_fen=reduced,
                manual_reason=wish.manual_reason,
            ),
            "case.decided",
        )
        former = file.decision
        if former is not None:
            writer.put(replace(former, superseded_by=decision.id), "case.decision_superseded")
        receiver = (
            wish.basis if wish.outcome is Outcome.HANDED_OVER and wish.basis else file.case.hand_over_to
        )
        decided = replace(
            file.case,
            outcome=wish.outcome,
            amount_fen=wish.amount_fen,
            reduced_fen=reduced,
            decided_on=wish.decided_on,
            hand_over_to=receiver,
        )
        # The step sees what is being decided: amount and outcome say whether a hearing or a review is due.
        state = replace(
            _unserved(file, self.procedure), outcome=wish.outcome.value, fine_fen=wish.amount_fen or 0
        )
        lenient = {"leniency_basis"} if wish.item_id or wish.basis else set()
        self.procedure.record(
            writer,
            file,
            StepEntry(
                step=step_of(wish.outcome),
                day=wish.decided_on,
                people=wish.people,
                note=wish.outcome.label,
                reason=wish.skip_reason,
                leader=wish.leader,
                flags=_STATED.get(wish.outcome, ()),
            ),
            replace(state, flags=state.flags | lenient),
            decided,
        )
        return decision


def _unserved(file: CaseFile, procedure: ProcedureService) -> CaseState:
    """The state to decide in. A decision that was not served yet binds nobody and may be made anew; a served one must be revoked first."""
    state = procedure.state(file)
    decided = max((place for place, entry in enumerate(state.taken) if entry.step == DECIDED), default=-1)
    if decided < 0 or any(entry.step == SERVED for entry in state.taken[decided:]):
        return state
    return replace(state, taken=tuple(entry for entry in state.taken if entry.step != DECIDED))


def step_of(outcome: Outcome) -> str:
    """The step of the procedure that an outcome ends or moves the case to."""
    return _STEP_OF.get(outcome, DECIDED)


def _check(wish: _Wish, review: LawReview) -> None:
    fine = review.provision.fine
    if wish.outcome in _FINED:
        _check_power(review)
        if review.several.heavier_elsewhere and review.several.same is not None and not wish.manual_reason:
            raise HeavierLawError(review.several.same.reason)
        if wish.amount_fen is None:
            raise InvalidValueError("罚款", "", "写明数额")
        if wish.amount_fen > fine.max_fen:
            raise AboveMaximumError(wish.amount_fen, fine.max_fen)
    if wish.outcome is Outcome.PENALTY and wish.amount_fen is not None:
        if wish.amount_fen < fine.min_fen:
            raise BelowMinimumError(wish.amount_fen, fine.min_fen)
        if wish.apology:
            _check_apology(wish.outcome, wish.amount_fen, review)
        elif not wish.manual_reason and not _as_computed(wish.amount_fen, review):
            raise InvalidValueError(
                "罚款", f"{wan_text(wish.amount_fen)} 万元", f"{_allowed(review)}；用别的数额时写明说明"
            )
    if wish.outcome is Outcome.REDUCED and wish.amount_fen is not None and wish.amount_fen >= fine.min_fen:
        raise InvalidValueError(
            "罚款",
            f"{wan_text(wish.amount_fen)} 万元",
            f"减轻处罚须低于法定下限 {wan_text(fine.min_fen)} 万元；不低于下限的用“处罚”并选从轻",
        )
    if wish.outcome in _SPARED or wish.outcome is Outcome.REDUCED:
        _check_basis(wish, review)
    if wish.outcome is Outcome.HANDED_OVER and not wish.basis:
        raise InvalidValueError("移交", "", "写明移交给哪个部门")


def _check_power(review: LawReview) -> None:
    """The basis lets a fine be set at all. Raises NotRefusedError."""
    if review.in_force is not None and not review.in_force.fineable:
        raise NotRefusedError(review.in_force.reason)


def _check_basis(wish: _Wish, review: LawReview) -> None:
    if wish.item_id is None:
        if not wish.basis:
            raise BasisMissingError(wish.outcome)
        if wish.outcome is Outcome.REDUCED and wish.amount_fen is not None:
            below_minimum(wish.amount_fen, review.provision.fine.min_fen, wish.basis)
        return
    item = _usable(wish.item_id, wish.outcome, review)
    if not item.complete and not wish.manual_reason:
        words = {"unmet": "不满足", "unknown": "待查"}
        raise ConditionsOpenError(
            item.verdict,
            tuple(
                f"{words[c.status]}：{c.needed}；现有：{c.found}"
                for c in item.conditions
                if c.status != "met"
            ),
        )


def _usable(item_id: str, outcome: Outcome, review: LawReview) -> ItemResult:
    """The ground named, if it can carry the outcome. Raises InvalidValueError, ForeignListError, WrongGroundError."""
    item = review.item(item_id)
    if item is None:
        raise InvalidValueError("依据", item_id, "本案违法行为可用的清单项或条款")
    if item_id in review.regional:
        raise ForeignListError(item.item.name, review.regional[item_id])
    wrong = outcome in _SPARED and item.item.effect not in WAIVING
    if wrong or (outcome is Outcome.REDUCED and "减轻" not in item.item.effect):
        raise WrongGroundError(item.item.name, item.item.effect, outcome)
    return item


def _check_apology(outcome: Outcome, amount_fen: int | None, review: LawReview) -> None:
    """The figure is the one the public apology gives. Raises RuleRefusedError with what stands against it."""
    if review.apology is None:
        raise InvalidValueError("公开道歉", "", "先在法律核对里登记公开道歉承诺")
    lowered = review.apology.require()
    if outcome is not Outcome.PENALTY or amount_fen != lowered.amount_fen:
        shown = "" if amount_fen is None else f"{wan_text(amount_fen)} 万元"
        raise InvalidValueError("罚款", shown, f"公开道歉从轻为处罚，数额 {lowered.formula}")


def _as_computed(amount_fen: int, review: LawReview) -> bool:
    fine = review.fine
    if fine.point_fen is not None:
        return amount_fen == fine.point_fen
    if fine.conflict:
        return False
    return fine.low_fen <= amount_fen and (
        amount_fen <= fine.high_fen if fine.high_included else amount_fen < fine.high_fen
    )


def _allowed(review: LawReview) -> str:
    fine = review.fine
    if fine.point_fen is not None:
        return f"测算为 {wan_text(fine.point_fen)} 万元"
    if fine.conflict:
        return fine.conflict
    return f"{wan_text(fine.low_fen)} 万元以上、{wan_text(fine.high_fen)} 万元以下"


def _reduced(wish: _Wish, review: LawReview) -> int | None:
    """The amount spared: what the table or, without one, the statutory minimum would have given, less the fine set.

    Nothing is spared where no fine could be set.
    """
    if review.in_force is not None and not review.in_force.fineable:
        return None
    would = review.fine.point_fen if review.fine.point_fen is not None else review.provision.fine.min_fen
    if wish.outcome in _SPARED:
        return would
    if wish.apology and review.apology is not None and review.apology.base_fen is not None:
        return max(0, review.apology.base_fen - (wish.amount_fen or 0))
    if wish.outcome is Outcome.REDUCED and wish.amount_fen is not None:
        return max(0, would - wish.amount_fen)
    return None
