"""The self-review of a file (案卷评查): every red line and required element held against the file, with where to fix each.

`review` is pure; a finding with `veto` blocks the final print unless a leader overrides with a reason (kept by services).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from inspector.casework.casefile import CaseFileView
from inspector.casework.deadlines import compute_deadline
from inspector.casework.machine import Procedure
from inspector.casework.people import card_fault
from inspector.domain.money import wan_text

_INVESTIGATION = ("investigated", "sampled", "evidence_kept", "evidence_added")


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """One fault of the file: the rule, its number among the red lines (0: none), what is wrong, where, the article."""

    rule_id: str
    veto: int
    name: str
    what: str
    where: str
    basis: str
    verified: bool

    @property
    def blocks(self) -> bool:
        """Whether it holds up the final print (一票否决)."""
        return self.veto > 0


Check = Callable[[CaseFileView, Procedure], Iterator[str]]


def review(file: CaseFileView, procedure: Procedure) -> list[ReviewFinding]:
    """All findings, red lines first, in the order of the rules. Raises KeyError for a rule with an unknown check."""
    found = [
        ReviewFinding(rule.id, rule.veto, rule.name, what, rule.fix, rule.basis, rule.verified)
        for rule in procedure.rules.review_rules.values()
        for what in CHECKS[rule.check](file, procedure)
    ]
    return sorted(found, key=lambda finding: finding.veto or 99)


def _authority(file: CaseFileView, _: Procedure) -> Iterator[str]:
    if not file.authority:
        yield "没有写明执法机关"
    elif not file.authorised:
        yield f"{file.authority}没有登记执法主体资格"


def _two_officers(file: CaseFileView, _: Procedure) -> Iterator[str]:
    ids = {person.id for person in file.officers}
    cards = {person.card_number for person in file.officers if person.card_number}
    if len(ids) < 2:
        names = "、".join(dict.fromkeys(person.name for person in file.officers))
        yield f"{f'只有{names}参加' if names else '没有写明执法人员'}，少于两名不同的执法人员"
    elif len(cards) == 1 and all(person.card_number for person in file.officers):
        yield "两名执法人员的证号相同"


def _valid_cards(file: CaseFileView, _: Procedure) -> Iterator[str]:
    day = file.visit_day or file.day_of("investigated")
    if day is not None:
        for person in dict.fromkeys(file.officers):
            fault = card_fault(person, day)
            if fault:
                yield fault


def _same_party(file: CaseFileView, _: Procedure) -> Iterator[str]:
    for paper in file.papers:
        if paper.party_name != file.party_name:
            yield f"{paper.day} 的文书写“{paper.party_name}”，案件写“{file.party_name}”"
        if paper.party_code and file.party_code and paper.party_code != file.party_code:
            yield f"{paper.day} 的文书代码 {paper.party_code}，案件代码 {file.party_code}"


def _registered_name(file: CaseFileView, _: Procedure) -> Iterator[str]:
    if file.registered_name and file.party_name != file.registered_name:
        shown = "招牌名" if file.signboard and file.party_name == file.signboard else "名称"
        yield f"当事人写的{shown}“{file.party_name}”与登记名称“{file.registered_name}”不同"
    elif not file.registered_name and file.signboard and file.party_name == file.signboard:
        yield f"当事人只有招牌名“{file.signboard}”，没有核对登记名称"


def _right_party(file: CaseFileView, _: Procedure) -> Iterator[str]:
    if file.duty_party and file.duty_party != file.party_name:
        yield f"义务主体是“{file.duty_party}”，当事人写的是“{file.party_name}”"


def _facts_proved(file: CaseFileView, _: Procedure) -> Iterator[str]:
    if not file.facts:
        yield "没有认定任何事实"
    for fact in file.facts:
        if not fact.evidence:
            yield f"第 {fact.ordinal} 项事实没有证据"


def _sampling(file: CaseFileView, _: Procedure) -> Iterator[str]:
    if file.needs_sampling and not file.has_sampling_record:
        yield "违法事实要靠监测认定，但没有采样记录"


def _articles(file: CaseFileView, _: Procedure) -> Iterator[str]:
    if file.expected and not file.cited:
        yield "没有引用条款"
    for article in file.cited:
        if file.expected and article not in file.expected:
            yield f"引用了{article}，应为{'、'.join(file.expected)}"


def _lighter_law(file: CaseFileView, _: Procedure) -> Iterator[str]:
    old, new = file.old_law, file.new_law
    if old is None or new is None or not file.applied_provision:
        return
    lighter = new if (new.max_fen, new.min_fen) < (old.max_fen, old.min_fen) else old
    if file.applied_provision != lighter.provision:
        yield f"应适用{lighter.provision}（最高 {wan_text(lighter.max_fen)} 万元），用了{file.applied_provision}"


def _reduced_basis(file: CaseFileView, _: Procedure) -> Iterator[str]:
    below = (
        file.decided_fen is not None
        and file.legal_minimum_fen is not None
        and file.decided_fen < file.legal_minimum_fen
    )
    if (below or file.state.outcome == "reduced") and not file.reduction_basis:
        yield "低于法定下限或减轻处罚，没有写明依据"


def _no_aggravation(file: CaseFileView, _: Procedure) -> Iterator[str]:
    answered = file.place_of("defended") >= 0 or file.place_of("heard") >= 0
    if answered and (file.decided_fen or 0) > (file.noticed_fen or 0) and file.noticed_fen is not None:
        yield f"告知 {wan_text(file.noticed_fen)} 万元，申辩后决定 {wan_text(file.decided_fen or 0)} 万元"


def _rights(file: CaseFileView, procedure: Procedure) -> Iterator[str]:
    if file.place_of("noticed") < 0:
        return
    if not file.defence_told:
        yield "告知书没有告知陈述申辩权"
    if procedure.term(file.state, "hearing_due") and not file.hearing_told:
        yield "应当告知听证而没有告知"


def _workdays(file: CaseFileView, procedure: Procedure) -> Iterator[str]:
    if any(word in file.defence_days_text for word in ("自然日", "日历日")):
        yield f"期限写成“{file.defence_days_text}”，应为工作日"
    noticed = file.day_of("noticed")
    if noticed is not None and file.defence_term_end is not None:
        due = compute_deadline(procedure.rules.periods["statement"], noticed, procedure.calendar).due
        if file.defence_term_end < due:
            yield f"陈述申辩期算到 {file.defence_term_end}，按工作日应到 {due}"


def _notice_served(file: CaseFileView, _: Procedure) -> Iterator[str]:
    decided, noticed = file.day_of("decided"), file.day_of("noticed")
    if decided is None:
        return
    if noticed is None:
        yield "没有送达告知书就作出决定"
    elif noticed >= decided or file.place_of("noticed") > file.place_of("decided"):
        yield f"告知书 {noticed} 送达，不早于决定日 {decided}"


def _result_told(file: CaseFileView, _: Procedure) -> Iterator[str]:
    if file.place_of("sampled") > file.place_of("result_told"):
        yield "监测鉴定结果没有告知当事人"


def _collective(file: CaseFileView, procedure: Procedure) -> Iterator[str]:
    due = procedure.term(file.state, "collective_due") and file.place_of("decided") >= 0
    if due and not -1 < file.place_of("collective") < file.place_of("decided"):
        yield "情节复杂或重大违法，决定前没有集体讨论"


def _collective_again(file: CaseFileView, _: Procedure) -> Iterator[str]:
    talked = file.place_of("collective")
    if talked >= 0 and file.place_of("decided") >= 0:
        for step, word in (("defended", "陈述申辩"), ("heard", "听证")):
            if file.place_of(step) > talked:
                yield f"集体讨论在{word}之前，{word}后没有再议"


def _voters(file: CaseFileView, _: Procedure) -> Iterator[str]:
    if file.people_of("collective") & file.people_of(*_INVESTIGATION):
        yield "调查人员参加了集体讨论表决"


def _legal_review(file: CaseFileView, procedure: Procedure) -> Iterator[str]:
    decided = file.place_of("decided")
    if decided < 0 or not procedure.term(file.state, "legal_review_due"):
        return
    done = file.place_of("legal_review")
    if not -1 < done < decided:
        yield "应当法制审核，决定前没有审核"
    elif file.place_of("evidence_added") > done or file.place_of("heard") > done:
        yield "法制审核后又有新证据或听证，没有再审"


def _limitation(file: CaseFileView, _: Procedure) -> Iterator[str]:
    found = file.day_of("clue")
    if file.limitation_end is not None and found is not None and found > file.limitation_end:
        yield f"发现日 {found} 已过追责期限 {file.limitation_end}"
    elif file.act_end_day is not None and file.limitation_end is None:
        yield "没有计算追责期限"


def _separation(file: CaseFileView, _: Procedure) -> Iterator[str]:
    if file.people_of("reviewed", "legal_review") & file.people_of(*_INVESTIGATION):
        yield "审查人与调查人是同一人"


def _before(file: CaseFileView, cause: str, words: str) -> Iterator[str]:
    daily = file.place_of("daily_penalty")
    day, cause_day = file.day_of("daily_penalty"), file.day_of(cause)
    if daily < 0 or day is None:
        return
    if cause_day is None or file.place_of(cause) > daily or cause_day > day:
        yield words


def _daily_order(file: CaseFileView, _: Procedure) -> Iterator[str]:
    yield from _before(file, "rectification", "按日计罚前没有责令改正")


def _daily_recheck(file: CaseFileView, _: Procedure) -> Iterator[str]:
    yield from _before(file, "recheck", "按日计罚前没有复查")


def _daily_after_fine(file: CaseFileView, _: Procedure) -> Iterator[str]:
    yield from _before(file, "decided", "按日计罚决定早于原处罚决定")


def _elements(file: CaseFileView, procedure: Procedure) -> Iterator[str]:
    for paper in file.papers:
        rule = procedure.rules.documents.get(paper.kind)
        if rule is None:
            continue
        absent = [element.name for element in rule.elements if element.id not in paper.elements]
        if absent:
            yield f"{rule.name}（{paper.day}）缺少：{'、'.join(absent)}"


def _date_order(file: CaseFileView, procedure: Procedure) -> Iterator[str]:
    for place, entry in enumerate(file.state.taken):
        rule = procedure.rules.steps[entry.step]
        if entry.day > file.today:
            yield f"“{rule.name}”的日期 {entry.day} 晚于今天"
        causes = {name for need in rule.requires for name in need.steps} | set(rule.undoes)
        for former in file.state.taken[:place]:
            if former.step in causes and former.day > entry.day:
                yield f"“{rule.name}”{entry.day} 早于“{procedure.rules.steps[former.step].name}”{former.day}"


def _on_site_record(file: CaseFileView, _: Procedure) -> Iterator[str]:
    if file.visit_day and file.record_made_on and file.record_made_on != file.visit_day:
        yield f"检查在 {file.visit_day}，笔录在 {file.record_made_on} 制作"


def _defence_reasons(file: CaseFileView, _: Procedure) -> Iterator[str]:
    if file.place_of("defended") >= 0 and file.place_of("decided") >= 0:
        if file.defence_adopted is None:
            yield "没有写明陈述申辩是否采纳"
        elif not file.defence_reason.strip():
            yield "没有写明采纳或不采纳的理由"


def _in_time(file: CaseFileView, procedure: Procedure) -> Iterator[str]:
    decided = file.day_of("decided")
    if decided is not None and file.place_of("filed") >= 0:
        clock = procedure.running(file.state, "decide", decided)
        if clock is not None and clock.late_effect(decided):
            yield clock.late_effect(decided)


def _skipped(file: CaseFileView, procedure: Procedure) -> Iterator[str]:
    for entry, need in procedure.skipped(file.state):
        name = procedure.rules.steps[entry.step].name
        yield f"“{name}”跳过了“{need.say}”：{entry.reason}（{entry.leader}批准）"


CHECKS: Mapping[str, Check] = {
    "authority": _authority,
    "two_officers": _two_officers,
    "valid_cards": _valid_cards,
    "same_party": _same_party,
    "registered_name": _registered_name,
    "right_party": _right_party,
    "facts_proved": _facts_proved,
    "sampling": _sampling,
    "articles": _articles,
    "lighter_law": _lighter_law,
    "reduced_basis": _reduced_basis,
    "no_aggravation": _no_aggravation,
    "rights": _rights,
    "workdays": _workdays,
    "notice_served": _notice_served,
    "result_told": _result_told,
    "collective": _collective,
    "collective_again": _collective_again,
    "voters": _voters,
    "legal_review": _legal_review,
    "limitation": _limitation,
    "separation": _separation,
    "daily_order": _daily_order,
    "daily_recheck": _daily_recheck,
    "daily_after_fine": _daily_after_fine,
    "elements": _elements,
    "date_order": _date_order,
    "on_site_record": _on_site_record,
    "defence_reasons": _defence_reasons,
    "in_time": _in_time,
    "skipped": _skipped,
}
