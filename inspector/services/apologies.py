"""The public apology of a case (公开道歉承诺从轻): what the party did, the eleven exclusions, and what the law makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from inspector.db.store import Reader
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.leniency_records import ApologyRequest
from inspector.domain.records import Case
from inspector.domain.text import clean_text
from inspector.law.apology import ApologyFacts
from inspector.law.facts import FactValue
from inspector.law.reductions import check_apology
from inspector.services.cases import CaseFile
from inspector.services.workspace import Workspace

_WORDS = {True: "yes", False: "no", None: ""}


@dataclass(frozen=True, slots=True)
class ApologyEntry:
    """What the officer enters. `exclusions`: key to whether it is there; a key left out stays unknown."""

    percent: int
    exclusions: Mapping[str, bool]
    applied_on: date | None = None
    published_on: date | None = None
    medium: str = ""
    promised: bool | None = None
    base_fen: int | None = None


class ApologyService:
    """Record, change and take back the apology of a case."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def record(self, case_id: str, entry: ApologyEntry) -> Changes:
        """Keep the apology, the former one in the chain. Raises InvalidValueError for a percentage or an exclusion."""
        check_apology(entry.percent, entry.exclusions)
        if entry.base_fen is not None and entry.base_fen < 0:
            raise InvalidValueError("罚款标准", entry.base_fen, "不小于 0")
        fresh = ApologyRequest(
            case_id=case_id,
            percent=entry.percent,
            applied_on=entry.applied_on,
            published_on=entry.published_on,
            medium=clean_text(entry.medium, "媒体或网站"),
            promised=_WORDS[entry.promised],
            excluded=",".join(sorted(key for key, there in entry.exclusions.items() if there)),
            ruled_out=",".join(sorted(key for key, there in entry.exclusions.items() if not there)),
            base_fen=entry.base_fen,
        )
        with self.workspace.write("公开道歉承诺") as writer:
            writer.get(Case, case_id)
            former = writer.find(ApologyRequest, case_id=case_id)
            if former:
                kept = former[0]
                fresh = replace(
                    kept,
                    percent=fresh.percent,
                    applied_on=fresh.applied_on,
                    published_on=fresh.published_on,
                    medium=fresh.medium,
                    promised=fresh.promised,
                    excluded=fresh.excluded,
                    ruled_out=fresh.ruled_out,
                    base_fen=fresh.base_fen,
                )
                if fresh == kept:
                    return Changes()
            writer.put(fresh, "law.apology_recorded")
            return writer.changes()

    def withdraw(self, case_id: str) -> Changes:
        """The party takes the application back; its history stays in the chain."""
        with self.workspace.write("撤回公开道歉申请") as writer:
            for former in writer.find(ApologyRequest, case_id=case_id):
                writer.remove(former, "law.apology_withdrawn")
            return writer.changes()


def read_apology(reader: Reader, file: CaseFile, facts: Mapping[str, FactValue]) -> ApologyFacts | None:
    """The apology of a case with what its own records add; None when the party made none."""
    found = reader.find(ApologyRequest, case_id=file.case.id)
    if not found:
        return None
    kept = found[0]
    exclusions = dict.fromkeys(_keys(kept.ruled_out), False) | dict.fromkeys(_keys(kept.excluded), True)
    # What the file itself shows counts, whatever was ticked.
    if "emergency_breach" in facts and facts["emergency_breach"].value is True:
        exclusions["emergency"] = True
    if file.rectifications and file.rectifications[-1].corrected is False:
        exclusions["continuing"] = True
    corrected = facts["corrected_day"].value if "corrected_day" in facts else None
    return ApologyFacts(
        percent=kept.percent,
        applied_on=kept.applied_on,
        published_on=kept.published_on,
        medium=kept.medium,
        promised={"yes": True, "no": False}.get(kept.promised),
        corrected_on=corrected if isinstance(corrected, date) else None,
        exclusions=exclusions,
        base_fen=kept.base_fen,
    )


def _keys(text: str) -> list[str]:
    return [key for key in text.split(",") if key]
