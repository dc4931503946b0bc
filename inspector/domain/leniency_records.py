"""What leniency keeps beside the answered facts: a public apology (公开道歉承诺), and the other acts of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspector.domain.records import Record

SAME_ACT = "same_act"
SEPARATE = "separate"


@dataclass(frozen=True, kw_only=True, slots=True)
class ApologyRequest(Record):
    """The party's application to have the fine lowered (粤环发〔2021〕7号第14条), one a case.

    `excluded` and `ruled_out`: comma-separated keys of the eleven exclusions found there, and found not there; a key in
    neither is not known. `promised` is empty while unknown, else yes or no.
    """

    case_id: str
    percent: int
    applied_on: date | None = None
    published_on: date | None = None
    medium: str = ""
    promised: str = ""
    excluded: str = ""
    ruled_out: str = ""
    base_fen: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FurtherAct(Record):
    """Another act (违法行为) named in a case: the same act under another law (1055), or an act of its own."""

    case_id: str
    violation_id: str
    relation: str
