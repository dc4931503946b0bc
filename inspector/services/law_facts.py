"""Facts a case brings by itself (本案已知事实): what its own records say, and the search of this laptop's cases."""

from __future__ import annotations

from datetime import date

from inspector.db.store import Reader
from inspector.domain.kinds import Outcome
from inspector.domain.records import Case
from inspector.law.facts import NONE_WORD, FactValue
from inspector.services.cases import CaseFile

_PRIOR_OUTCOMES = frozenset({Outcome.PENALTY, Outcome.REDUCED, Outcome.WAIVED, Outcome.MAY_BE_WAIVED})


def record_facts(file: CaseFile) -> dict[str, FactValue]:
    """What the case's own records say."""
    facts = {"found_day": FactValue(file.case.found_on, "案件发现日")}
    if file.rectifications:
        order = file.rectifications[-1]
        facts["ordered_day"] = FactValue(order.ordered_on, "责令改正决定书")
        if order.due_on is not None:
            facts["correction_due_day"] = FactValue(order.due_on, "责令改正决定书")
        if order.corrected is True and order.rechecked_on is not None:
            facts["corrected_day"] = FactValue(order.rechecked_on, "复查记录")
            if order.on_the_spot:
                facts["corrected_at_once"] = FactValue(order.rechecked_on == order.ordered_on, "复查记录")
        elif order.corrected is False:
            facts["corrected_day"] = FactValue(NONE_WORD, "复查记录")
    return facts


def search_facts(reader: Reader, file: CaseFile, day: date) -> dict[str, FactValue]:
    """Earlier decided cases of the same party for the same act on this laptop, by credit code and by name."""
    case = file.case
    if not (case.party_code or case.party_name):
        return {}
    found = (
        {other.id: other for other in reader.find(Case, party_name=case.party_name)}
        if case.party_name
        else {}
    )
    if case.party_code:
        found |= {other.id: other for other in reader.find(Case, party_code=case.party_code)}
    prior = [
        other
        for other in found.values()
        if other.id != case.id
        and other.violation_id == case.violation_id
        and other.outcome in _PRIOR_OUTCOMES
        and other.act_day < case.act_day
    ]
    first = reader.first_value(Case, "found_on")
    searched = "信用代码和名称" if case.party_code else "名称"
    source = f"按{searched}查本机案件"
    latest = max((other.act_day for other in prior), default=None)
    facts = {
        "prior_violation_day": FactValue(latest or NONE_WORD, source),
        "records_searched_until": FactValue(day, source),
    }
    if isinstance(first, date):
        facts["records_searched_from"] = FactValue(min(first, case.act_day), source)
    return facts
