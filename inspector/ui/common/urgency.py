"""How urgent a day is, as a mark."""

from __future__ import annotations

from inspector.casework.deadlines import Urgency
from inspector.ui.common.marks import Mark

URGENCY_MARKS = {
    Urgency.OVERDUE: Mark.OVERDUE,
    Urgency.TODAY: Mark.TODAY,
    Urgency.SOON: Mark.SOON,
    Urgency.LATER: Mark.LATER,
}
