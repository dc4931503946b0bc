"""Facts a case brings by itself (本案已知事实): what its own records say, and the search of this laptop's cases."""

from __future__ import annotations

from datetime import date

from inspector.db.store import Reader
from inspector.domain.records import Case
from inspector.law.facts import NONE_WORD, FactValue
from inspector.services.cases import CaseFile
from inspector.services.offences import find_former, latest, news


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


def refusal(file: CaseFile, day: date) -> tuple[bool | None, str]:
    """Whether the party refused to correct by that day, as the latest recheck says, and the words for it; None without a recheck.

    An order made anew after a refusal does not undo it: only a recheck that finds it corrected does.
    """
    checked = [
        (order.rechecked_on, order.corrected)
        for order in file.rectifications
        if order.rechecked_on is not None and order.corrected is not None and order.rechecked_on <= day
    ]
    if not checked:
        return None, ""
    latest_day, corrected = max(checked, key=lambda one: one[0])
    return not corrected, f"{latest_day} 复查" + ("已改正" if corrected else "没有改正（拒不改正）")


def search_facts(reader: Reader, file: CaseFile, device_id: str, day: date) -> dict[str, FactValue]:
    """Former cases of the same party for the same act. One found by name or address alone stays unknown: a person must
    judge it. The kept search is the evidence while it says all that is known.
    """
    case = file.case
    if not (case.party_code or case.party_name):
        return {}
    # All of the past is searched: the period a ground asks for is cut out by its own condition.
    fresh = find_former(reader, case, device_id, day, None)
    stored = latest(reader, case.id)
    kept = stored if stored is not None and not news(stored, fresh) else None
    source = kept.sentence if kept is not None else fresh.sentence()
    # Named as it is named in the file: what stands here is read on the page of reasons and in the decision.
    evidence = (f"初次违法检索第{kept.ordinal}次（查至{kept.until}）",) if kept is not None else ()
    facts = {"records_searched_until": FactValue(day, source, evidence)}
    if fresh.first is not None:
        sure = [match.former.case_id for match in fresh.matches if match.certain]
        days = [former.act_day for former in reader.find_in(Case, "id", sure)]
        facts["prior_violation_day"] = FactValue(max(days, default=None) or NONE_WORD, source, evidence)
    earliest = reader.first_value(Case, "found_on")
    if isinstance(earliest, date):
        facts["records_searched_from"] = FactValue(min(earliest, case.act_day), source, evidence)
    return facts
