"""What the page of reasons (说理页) tells: grounds condition by condition, the fine factor by factor, old law against new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspector.domain.kinds import Labelled


class CheckState(Labelled):
    """The answer to one condition, with its word."""

    MET = "met", "满足"
    UNMET = "unmet", "不满足"
    UNKNOWN = "unknown", "待查"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonsCondition:
    """One condition: needed, found, clause, and evidence with what would change it."""

    state: CheckState
    name: str
    found: str
    clause: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonsGround:
    """One ground of leniency; `sentence` counts its conditions and leaves the decision to the officer."""

    name: str
    source: str
    conditions: tuple[ReasonsCondition, ...]
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonsFactor:
    """One factor of the discretion table with its weight and the running sum, as text."""

    name: str
    situation: str
    weight: str = ""
    running: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonsFacts:
    """All of it. Amounts in fen; `point_fen` None when the officer sets the figure. Empty on papers that are no page of reasons."""

    act_end_day: date | None = None
    decision_day: date | None = None
    grounds: tuple[ReasonsGround, ...] = ()
    aggravating: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    education: str = ""
    fine_source: str = ""
    factors: tuple[ReasonsFactor, ...] = ()
    formula: str = ""
    minimum_fen: int = 0
    maximum_fen: int = 0
    point_fen: int | None = None
    step_note: str = ""
    fine_notes: tuple[str, ...] = ()
    comparison: str = ""
    limitation: str = ""
    several: tuple[str, ...] = ()
    similar: str = ""
    unverified: tuple[str, ...] = ()
