"""Which cases the ledger takes (筛选): period, bureau, district, kind, element, outcome, campaign, typed text; in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import Outcome
from inspector.domain.lists import ListFilter

PERIODS: dict[str, str] = {"found_on": "发现日", "decided_on": "决定日", "closed_on": "结案日"}


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """By day (both ends included), which day `period_by` names, bureau unit, district, kind of inspection, element, outcome,
    campaign, typed text. Empty means any."""

    start: date | None = None
    end: date | None = None
    district: str = ""
    element: str = ""
    outcome: Outcome | None = None
    campaign: str = ""
    text: str = ""
    unit: str = ""
    kind: str = ""
    period_by: str = "found_on"

    def question(self, order: str = "-found_on", handlers: Sequence[str] = ()) -> ListFilter:
        """The same as a list filter; `handlers`: officers of the unit asked for. Raises InvalidValueError for an odd period."""
        if self.period_by not in PERIODS:
            raise InvalidValueError("期间按", self.period_by, "、".join(PERIODS))
        if self.start and self.end and self.start > self.end:
            raise InvalidValueError("期间", f"{self.start} 至 {self.end}", "起日不晚于止日")
        equals: dict[str, object] = {}
        for name in ("district", "element", "campaign"):
            if getattr(self, name):
                equals[name] = getattr(self, name)
        if self.kind:
            equals["inspection_kind"] = self.kind
        if self.outcome is not None:
            equals["outcome"] = self.outcome
        if self.unit:
            equals["handler_id"] = tuple(handlers)
        between = {self.period_by: (self.start, self.end)} if self.start or self.end else {}
        return ListFilter(text=self.text, equals=equals, between=between, order=order)

    def period(self) -> str:
        """`2026-01-01 至 2026-12-31`."""
        return f"{self.start or '最早'} 至 {self.end or '最近'}"

    def sentences(self, kinds: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
        """The filter in words, for 说明; `kinds` names kinds of inspection."""
        parts = [("期间", f"{self.period()}，按{PERIODS.get(self.period_by, self.period_by)}")]
        for label, value in (
            ("行动", self.campaign),
            ("办案单位", self.unit),
            ("区", self.district),
            ("类别", (kinds or {}).get(self.kind, self.kind)),
            ("要素", self.element),
            ("决定类型", self.outcome.label if self.outcome else ""),
            ("查找", self.text),
        ):
            if value:
                parts.append((label, value))
        return parts

    def as_json(self) -> str:
        """Stored form: set fields alone, so that a later version adds fields without harm."""
        kept = {key: value for key, value in asdict(self).items() if value not in (None, "")}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True, default=str)

    @classmethod
    def from_json(cls, text: str) -> LedgerFilter:
        """The reverse of `as_json`. Raises InvalidValueError for a field or value this version does not know."""
        try:
            fields = json.loads(text)
            if not isinstance(fields, dict):
                raise TypeError(type(fields).__name__)
            outcome = fields.pop("outcome", "")
            # Written by the program: the bounds of what a person may type are not those of what was kept.
            days = {
                name: date.fromisoformat(str(fields.pop(name))) for name in ("start", "end") if name in fields
            }
            texts = {name: str(value) for name, value in fields.items()}
            return cls(outcome=Outcome(str(outcome)) if outcome else None, **days, **texts)  # type: ignore[arg-type]
        except (TypeError, ValueError, RecursionError) as error:
            raise InvalidValueError("保存的筛选", text, "本版程序写出的筛选") from error
