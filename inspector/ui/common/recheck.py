"""What a recheck (复查) found: corrected or not, asked outright. "Not corrected" opens the higher range for a refusal."""

from __future__ import annotations

from inspector.ui.common.marks import Mark
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.words import tr

UNANSWERED = "选“已改正”或“未改正”；未改正是拒不改正的依据，可能适用更高的罚款幅度"


class RecheckAnswer(Segmented):
    """Nothing is chosen beforehand: leaving it alone must never count as a refusal of the party."""

    def __init__(self) -> None:
        super().__init__(
            tr("复查结果"),
            (
                Segment("yes", tr("已改正"), "ok", Mark.MET),
                Segment("no", tr("未改正"), "bad", Mark.UNMET),
            ),
        )

    def answer(self) -> bool | None:
        """The choice; None while there is none."""
        return {"yes": True, "no": False}.get(self.value())
