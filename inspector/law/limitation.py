"""The limitation (追责期限) of a case as one sentence; both ends while the harm is not established. Code 1054, penalty law 36."""

from __future__ import annotations

from datetime import date

from inspector.domain.times import day_letter
from inspector.law.applicability import CODE_DAY, limitation_end, limitation_years
from inspector.law.facts import FactAnswer, Facts


def limitation_text(act_end_day: date, facts: Facts) -> str:
    """`追责期限5年，至2031年9月1日（法典第1054条）`; two ends or 待查 while a fact is lacking."""
    basis = "法典第1054条" if act_end_day >= CODE_DAY else "行政处罚法第36条"
    harm = _value(facts, "consequence")
    if harm is None:
        two, five = limitation_end(act_end_day, False), limitation_end(act_end_day, True)
        return f"追责期限：二年至{day_letter(two)}；五年至{day_letter(five)}（{basis}，危害后果待查）"
    danger = _value(facts, "endangers_health")
    years = limitation_years(act_end_day, harm != "none", danger if isinstance(danger, bool) else None)
    if years is None:
        return f"追责期限待查：是否涉及生命健康安全未查明（{basis}）"
    return f"追责期限{years}年，至{day_letter(limitation_end(act_end_day, years == 5))}（{basis}）"


def _value(facts: Facts, key: str) -> FactAnswer:
    return facts[key].value if key in facts else None
