"""The case file as papers tell it: its days, handlers, steps, meetings, and the papers issued before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Handler:
    """An officer who handles the case (承办人)."""

    name: str
    card_number: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StepLine:
    """A step of the procedure (步骤) by its id in the rules."""

    step: str
    day: date
    note: str | None = None
    method: str | None = None
    reference: str | None = None
    amount_fen: int | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingLine:
    """A hearing (`hearing`) or collective discussion (`collective`)."""

    kind: str
    held_on: date
    place: str | None = None
    host: str | None = None
    attendees: str | None = None
    minutes: str | None = None
    conclusion: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class IssuedLine:
    """A paper issued before, for contents, receipts and references."""

    kind: str
    title: str
    day: date
    pages: int
    number: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file of evidence that is no photo (书证、视听资料、电子数据). `extent` is its length in its own measure ("3 页").

    `bound` are its first and last page in the volume; None when it is not bound in. `carrier`: where the original is.
    """

    name: str
    kind: str
    extent: str
    size_bytes: int
    sha256: str
    proves: str | None = None
    obtained_at: datetime | None = None
    carrier: str | None = None
    bound: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseDetails:
    """The case file itself: where it came from, its days, who handles it, what was taken and issued."""

    title: str | None = None
    source: str | None = None
    found_on: date | None = None
    file_by: date | None = None
    closed_on: date | None = None
    handlers: tuple[Handler, ...] = ()
    contact: str | None = None
    hand_over_to: str | None = None
    steps: tuple[StepLine, ...] = ()
    meetings: tuple[MeetingLine, ...] = ()
    issued: tuple[IssuedLine, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    def step(self, name: str) -> StepLine | None:
        """The latest entry of a step."""
        return next((line for line in reversed(self.steps) if line.step == name), None)

    def meeting(self, kind: str) -> MeetingLine | None:
        """The latest meeting of a kind."""
        return next((line for line in reversed(self.meetings) if line.kind == kind), None)

    def paper(self, *kinds: str) -> IssuedLine | None:
        """The latest paper issued of these kinds."""
        return next((line for line in reversed(self.issued) if line.kind in kinds), None)
