"""Ids of the steps (步骤) that code names; every other step is known to the rules alone."""

from __future__ import annotations

CLUE = "clue"
PRELIMINARY = "preliminary_review"
FILED = "filed"
INVESTIGATED = "investigated"
REVIEWED = "reviewed"
NOTICED = "noticed"
DEFENDED = "defended"
DEFENCE_ANSWERED = "defence_answered"
DECIDED = "decided"
SERVED = "served"
PAID = "paid"
CLOSED = "closed"
PUBLISHED = "published"
HANDED_OVER = "handed_over"
NOT_FILED = "not_filed"
WITHDRAWN = "withdrawn"
RECTIFICATION = "rectification"
RECHECK = "recheck"

# The nine of the stepper, in order; `tests/casework` holds them to the rules.
MAIN = (CLUE, FILED, INVESTIGATED, REVIEWED, NOTICED, DECIDED, SERVED, PAID, CLOSED)
ENDINGS = (CLOSED, NOT_FILED, HANDED_OVER, WITHDRAWN)
# Taken through cards of their own, which ask for more than a day and a name.
BY_OTHER_MEANS = frozenset({CLUE, RECTIFICATION, RECHECK, DEFENDED, DEFENCE_ANSWERED, DECIDED})

# Of a case whose complaint (信访件) is a record of its own: kept there, from the day it was received.
COMPLAINT_STEPS = frozenset({"complaint_told", "complaint_extended", "complaint_answered"})
COMPLAINT_CLOCKS = frozenset({"complaint_told", "complaint_answer"})
