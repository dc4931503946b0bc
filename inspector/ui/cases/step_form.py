"""What the step panel and the list of steps show: plain values, made by `step_shown`."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.ui.common.marks import Mark

Flags = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StepChoice:
    """A step of the rules. `flags` and `people` are id and words; `chosen` the people preset, two where the law wants two.

    `enterable`: may be entered in the form, with what it lacks stated or passed over. `card`: the card of the page that
    enters it instead. `late`: what taking it only now means. `ways`: what it lacks and may be stated for each way of service.
    """

    id: str
    name: str
    basis: str = ""
    state: str = ""
    mark: Mark = Mark.MET
    missing: tuple[str, ...] = ()
    flags: Flags = ()
    people: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()
    two: bool = False
    served: bool = False
    paid: bool = False
    skippable: bool = False
    enterable: bool = True
    card: str = ""
    late: tuple[str, ...] = ()
    ways: tuple[tuple[str, tuple[str, ...], Flags], ...] = ()

    def for_way(self, way: str) -> tuple[tuple[str, ...], Flags]:
        """What it lacks and what may be stated when served in a way."""
        return next(
            ((lacks, flags) for key, lacks, flags in self.ways if key == way), (self.missing, self.flags)
        )


@dataclass(frozen=True, slots=True)
class BranchChip:
    """A step beside the nine: its words, whether it was taken, and why it is there."""

    id: str
    text: str
    taken: bool
    why: str


@dataclass(frozen=True, slots=True)
class StepForm:
    """All that the form needs: the line above it, the steps, the ways of service, the leaders who may approve a skip.

    `skipped` are sentences about everything that was ever passed over.
    """

    title: str
    missing: str
    wanted: str
    choices: tuple[StepChoice, ...]
    ways: tuple[tuple[str, str], ...]
    leaders: tuple[tuple[str, str], ...]
    branches: tuple[BranchChip, ...] = ()
    skipped: tuple[str, ...] = ()
