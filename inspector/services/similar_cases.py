"""Similar cases (同类案): how this laptop's fines for the same act are spread, and where a case's figure stands. Information only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.casework.spread import Spread, spread_of
from inspector.db.similar import fined_cases
from inspector.domain.errors import InspectorError
from inspector.domain.money import wan_text
from inspector.domain.records import Case, FineChoice
from inspector.domain.rows import FinedCase
from inspector.services.law_review import LawReview, LawService
from inspector.services.workspace import Workspace

INFORMATION = "本机台账里同类案的罚款，只供了解，不是裁量依据；罚款按本案的事实和裁量表确定。"
_NEAREST = 20


@dataclass(frozen=True, slots=True)
class SimilarGroup:
    """Cases alike in one respect, lowest fine first; `spread` is None when there are none."""

    id: str
    name: str
    cases: tuple[FinedCase, ...]
    spread: Spread | None

    @property
    def outliers(self) -> tuple[FinedCase, ...]:
        """Cases whose fine lies far outside of the others'."""
        spread = self.spread
        return tuple(one for one in self.cases if spread is not None and spread.outlying(one.amount_fen))

    def standing_text(self, figure_fen: int | None, figure_word: str) -> str:
        """`本案测算 6 万元：低于它的 3 宗，相同 1 宗，高于它的 2 宗`; empty without a figure or without cases."""
        if figure_fen is None or self.spread is None:
            return ""
        place = self.spread.standing(figure_fen)
        return (
            f"本案{figure_word} {wan_text(figure_fen)} 万元：低于它的 {place.below} 宗，"
            f"相同 {place.same} 宗，高于它的 {place.above} 宗"
        )

    def spread_text(self) -> str:
        """`最低 2，下四分位 3，中位 4，上四分位 5，最高 10 万元`."""
        spread = self.spread
        if spread is None:
            return "没有"
        ends = (
            ("最低", spread.least),
            ("下四分位", spread.low),
            ("中位", spread.median),
            ("上四分位", spread.high),
            ("最高", spread.most),
        )
        return "，".join(f"{word} {wan_text(amount)}" for word, amount in ends) + " 万元"


@dataclass(frozen=True, slots=True)
class SimilarCases:
    """The groups from wide to narrow: the same act, under the same text, with the same grades.

    `figure_fen` is this case's figure, `figure_word` what it is (决定、拟罚、测算); None when there is none yet.
    """

    case_id: str
    act: str
    figure_fen: int | None
    figure_word: str
    groups: tuple[SimilarGroup, ...]
    sample: bool

    @property
    def nearest(self) -> tuple[FinedCase, ...]:
        """Up to twenty cases of the narrowest group that has any, newest first."""
        filled = [group for group in self.groups if group.cases]
        if not filled:
            return ()
        return tuple(sorted(filled[-1].cases, key=lambda one: one.decided_on, reverse=True)[:_NEAREST])

    @property
    def outliers(self) -> tuple[FinedCase, ...]:
        """Outliers of any group, each once, lowest fine first."""
        found = {one.case_id: one for group in self.groups for one in group.outliers}
        return tuple(sorted(found.values(), key=lambda one: (one.amount_fen, one.case_id)))

    def sentences(self) -> list[str]:
        """The same in lines, for a terminal and for the printed page of reasons."""
        lines = [f"{self.act}的同类案", INFORMATION]
        if self.sample:
            lines.append("本案是示例数据，只与示例数据比较。")
        for group in self.groups:
            lines.append(f"{group.name} {len(group.cases)} 宗：{group.spread_text()}")
            standing = group.standing_text(self.figure_fen, self.figure_word)
            if standing:
                lines.append(standing)
        lines += [
            f"明显偏离的：{one.number or one.case_id}（{one.decided_on}）{wan_text(one.amount_fen)} 万元"
            for one in self.outliers
        ]
        return lines


class SimilarCaseService:
    """Compare a case with the own ledger."""

    def __init__(self, workspace: Workspace, law: LawService) -> None:
        self.workspace = workspace
        self.law = law

    def of(self, case_id: str) -> SimilarCases:
        """The similar cases of a case. Raises NotFoundError."""
        with self.workspace.read() as reader:
            case = reader.get(Case, case_id)
            grades = len(reader.find(FineChoice, case_id=case_id))
            found = fined_cases(reader, case_id, case.violation_id, sample=case.sample)
            review: LawReview | None = None
            # Without a text in force there is nothing to compute; the ledger can still be looked at.
            try:
                review = self.law.read_review(reader, case_id)
            except InspectorError:
                review = None
        groups = [_group("act", "同一行为", found)]
        if review is not None:
            under = [one for one in found if one.provision_id == review.provision.id]
            groups.append(_group("text", f"适用{review.provision.penalty()}的", under))
            if grades:
                alike = [one for one in under if one.shared == grades]
                groups.append(_group("grades", "裁量档次也相同的", alike))
        figure, word = _figure(case, review)
        act = self.workspace.book.violation(case.violation_id).name
        return SimilarCases(case_id, act, figure, word, tuple(groups), case.sample)


def _group(key: str, name: str, cases: Sequence[FinedCase]) -> SimilarGroup:
    return SimilarGroup(key, name, tuple(cases), spread_of(one.amount_fen for one in cases))


def _figure(case: Case, review: LawReview | None) -> tuple[int | None, str]:
    """The figure that stands nearest to a decision."""
    if case.amount_fen is not None:
        return case.amount_fen, "决定"
    if case.proposed_fen is not None:
        return case.proposed_fen, "拟罚"
    if review is not None and review.fine.point_fen is not None:
        return review.fine.point_fen, "测算"
    return None, ""
