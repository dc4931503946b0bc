"""What stands for a name of a wording: runs and whether they are known; makers for texts, days, times, money and conditions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from inspector.documents.content import Runs, day_runs, join, minute_runs, value, words
from inspector.documents.dossier import Dossier
from inspector.documents.linebreak import Gap
from inspector.domain.money import letter_amount


@dataclass(frozen=True, slots=True)
class Value:
    """What stands for a name: runs, and whether it is known."""

    runs: Runs
    known: bool


def text_value(text: str | None, ems: float = 8) -> Value:
    """A typed text."""
    runs = value(text, ems)
    return Value(runs, not any(isinstance(run, Gap) for run in runs))


def day_value(day: date | None) -> Value:
    """A day in the form of letters."""
    return Value(day_runs(day), day is not None)


def minute_value(moment: datetime | None) -> Value:
    """A day and time."""
    return Value(minute_runs(moment), moment is not None)


def money_value(amount_fen: int | None) -> Value:
    """An amount twice: in figures and in capitals (大写)."""
    if amount_fen is None:
        return Value(join("人民币", (Gap(5),), "元（大写：", (Gap(8),), "）"), known=False)
    return Value(words(letter_amount(amount_fen)), known=True)


@dataclass(frozen=True, slots=True)
class Flag:
    """A name that shows nothing and is known when something holds: what `when` and `unless` ask."""

    test: Callable[[Dossier], bool]

    def __call__(self, dossier: Dossier) -> Value:
        return Value((), self.test(dossier))
