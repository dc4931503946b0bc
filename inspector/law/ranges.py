"""Which range of a penalty basis (罚则) is in force: the ordinary one, or the one for refusing to correct (拒不改正).

A basis may hold a second, heavier range for a party that was ordered to correct and did not, or fine nobody else.
Only a recorded refusal moves a case there: unknown counts as not refused, and the reason says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from inspector.domain.kinds import FineDirection
from inspector.law.discretion import FineResult, compute_fine, no_fine
from inspector.law.schema import Provision
from inspector.law.tables import DiscretionTable

_FOUND: Mapping[bool | None, str] = {
    True: "已记录拒不改正",
    False: "已记录改正",
    None: "没有拒不改正的复查记录",
}
_NO_BASES: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class RangeInForce:
    """`provision.fine` is the range in force. `fineable` False: this basis fines only a refusal, and none is recorded.

    `reason` says which range applies and why; empty for a basis that knows one range for everybody.
    """

    provision: Provision
    refused: bool | None
    fineable: bool = True
    reason: str = ""

    def fine(
        self,
        table: DiscretionTable | None,
        choices: Mapping[str, str],
        direction: FineDirection = FineDirection.ORDINARY,
        no_table_reason: str = "",
        *,
        bases: Mapping[str, int] = _NO_BASES,
        day: date | None = None,
    ) -> FineResult:
        """The fine within the range in force, as `compute_fine`; without a power to fine yet, no figure and why."""
        if not self.fineable:
            return no_fine(table, self.provision, self.reason)
        return compute_fine(table, choices, self.provision, direction, no_table_reason, bases=bases, day=day)


def range_in_force(provision: Provision, refused: bool | None, found: str = "") -> RangeInForce:
    """The range for a party that refused to correct, did not, or of which nothing is recorded (None).

    `found` names the record, as `2026-10-10 复查没有改正`. The range for refusal takes the place of `fine`, so that all that
    follows is held against it.
    """
    base, worse = provision.fine, provision.worse
    found = found or _FOUND[refused]
    if worse is None and not base.refused_only:
        return RangeInForce(provision, refused)
    if worse is not None and refused:
        heavier = replace(worse, refused_only=True)
        reason = f"{found}，适用拒不改正的幅度：{worse.text()}（不是拒不改正的，{base.text()}）。"
        return RangeInForce(replace(provision, fine=heavier, worse=None), refused, True, reason)
    if base.refused_only and not refused:
        reason = f"{found}。{provision.penalty()}只对拒不改正的处罚款，记录拒不改正以前不能罚款。"
        return RangeInForce(provision, refused, False, reason)
    if worse is None:
        return RangeInForce(
            provision, refused, True, f"{found}。{provision.penalty()}只对拒不改正的处罚款，可以罚款。"
        )
    reason = f"{found}，适用一般的幅度：{base.text()}；拒不改正的，{worse.text()}。"
    return RangeInForce(provision, refused, True, reason)
