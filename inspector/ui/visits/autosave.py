"""Autosave of a visit: edits wait at most 400 ms, go to the write pool in order, and come back when refused.

Nothing typed is dropped: an edit leaves `pending` only after its transaction is durable.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.kinds import Answer
from inspector.services.signatures import SignedRecordError
from inspector.services.visits import VisitService
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr
from inspector.ui.photos.waiting import DelayMaker

IDLE_MS = 400


@dataclass
class Edits:
    """Edits of one visit that are not stored yet; a newer value of the same field replaces the older."""

    visit_id: str
    fields: dict[str, object] = field(default_factory=dict)
    readings: dict[int, dict[str, object]] = field(default_factory=dict)
    answers: dict[str, tuple[Answer | None, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.fields or self.readings or self.answers)

    def under(self, newer: Edits) -> Edits:
        """These edits with newer ones laid over them."""
        readings = {place: dict(values) for place, values in self.readings.items()}
        for place, values in newer.readings.items():
            readings.setdefault(place, {}).update(values)
        return Edits(
            self.visit_id, {**self.fields, **newer.fields}, readings, {**self.answers, **newer.answers}
        )


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: when it was durable, what it touched, and single values that were refused."""

    at: datetime
    changes: Changes
    refused: tuple[tuple[str, InvalidValueError], ...]


class SaveWatcher(Protocol):
    """Who is told about saving."""

    def on_saved(self, saved: Saved) -> None:
        """A save is durable."""
        ...

    def on_not_saved(self, error: InspectorError) -> None:
        """A save failed; the edits are kept and tried again."""
        ...


class Autosave:
    """Collects edits and stores them. Call from the GUI thread only."""

    def __init__(
        self, visits: VisitService, runner: Runner, watcher: SaveWatcher, make_delay: DelayMaker
    ) -> None:
        self._visits, self._runner, self._watcher = visits, runner, watcher
        self._delay = make_delay(IDLE_MS, self.flush)
        self._edits = Edits("")
        self._stranded: dict[str, Edits] = {}
        self._reasons: dict[str, str] = {}
        self._refused = ""
        self._running = 0
        self._then: list[Callable[[], object]] = []

    def open(self, visit_id: str) -> None:
        """Work on another visit; what is pending of the former one is stored first."""
        if visit_id != self._edits.visit_id:
            self.close()
            self._edits = Edits(visit_id)

    def close(self) -> None:
        """The visit is left: store what is pending. A reason given holds no longer than that."""
        self.flush()
        self._reasons.clear()

    def reason(self) -> str:
        """The reason given for changing the signed record that is open, empty when none was."""
        return self._reasons.get(self._edits.visit_id, "")

    def open_visit(self) -> str:
        """The visit that is worked on."""
        return self._edits.visit_id

    def refused_visit(self) -> str:
        """The visit whose edits were refused last because the party has signed, empty when none were."""
        return self._refused

    def go_on_with(self, visit_id: str, reason: str) -> None:
        """Store what a signed visit refused, and what follows on it, with this reason."""
        self._reasons[visit_id] = reason
        self.flush()

    def drop(self, visit_id: str) -> None:
        """Give up what a signed visit refused: the officer decided not to change it."""
        self._stranded.pop(visit_id, None)
        if visit_id == self._edits.visit_id:
            self._delay.stop()
            self._edits = Edits(visit_id)

    def pending(self) -> bool:
        """Whether something typed is not durable yet."""
        return bool(self._edits) or bool(self._stranded) or self._running > 0

    def edit(self, **fields: object) -> None:
        """Fields of the visit."""
        self._edits.fields.update(fields)
        self._delay.start()

    def measure(self, ordinal: int, **fields: object) -> None:
        """Fields of a reading."""
        self._edits.readings.setdefault(ordinal, {}).update(fields)
        self._delay.start()

    def answer(self, item_id: str, answer: Answer | None, note: str) -> None:
        """An answer with its note; stored at once, for it is a decision and not typing."""
        self._edits.answers[item_id] = (answer, note)
        self.flush()

    def note(self, item_id: str, answer: Answer | None, note: str) -> None:
        """A note being typed."""
        self._edits.answers[item_id] = (answer, note)
        self._delay.start()

    def flush(self) -> None:
        """Store what is pending now."""
        self._delay.stop()
        stranded, self._stranded = list(self._stranded.values()), {}
        for edits in (*stranded, self._edits):
            if edits:
                self._store(edits)
        self._edits = Edits(self._edits.visit_id)

    def _store(self, edits: Edits) -> None:
        self._running += 1
        reason = self._reasons.get(edits.visit_id, "")
        self._runner.run(
            tr("保存检查记录"),
            lambda _progress: store_edits(self._visits, edits, reason),
            self._on_done,
            lambda error: self._on_failed(edits, error),
            pool="write",
        )

    def after(self, call: Callable[[], object]) -> None:
        """Store what is pending, then call (at once when nothing is under way). Not called when storing fails."""
        self._then.append(call)
        self.flush()
        if not self._running:
            self._run_waiting()

    def _on_done(self, saved: Saved) -> None:
        self._running -= 1
        self._watcher.on_saved(saved)
        if not self.pending():
            self._run_waiting()

    def _on_failed(self, edits: Edits, error: InspectorError) -> None:
        self._running -= 1
        self._then.clear()
        if isinstance(error, SignedRecordError):
            self._refused = edits.visit_id
        if edits.visit_id == self._edits.visit_id:
            self._edits = edits.under(self._edits)
        else:
            older = self._stranded.get(edits.visit_id, Edits(edits.visit_id))
            self._stranded[edits.visit_id] = edits.under(older)
        self._watcher.on_not_saved(error)

    def _run_waiting(self) -> None:
        waiting, self._then = self._then, []
        for call in waiting:
            call()


def store_edits(visits: VisitService, edits: Edits, reason: str = "") -> Saved:
    """Store edits (worker thread). A value that breaks its rule is reported alone and stops no other.

    With a reason they are corrections of a record the party has signed.
    """

    def put(**fields: object) -> Changes:
        if reason:
            return visits.amend(edits.visit_id, reason, **fields)[1]
        return visits.update(edits.visit_id, **fields)[1]

    def measure(ordinal: int, **fields: object) -> Changes:
        if reason:
            return visits.amend_measurement(edits.visit_id, ordinal, reason, **fields)[1]
        return visits.set_measurement(edits.visit_id, ordinal, **fields)[1]

    changes = Changes()
    refused: list[tuple[str, InvalidValueError]] = []
    if edits.fields:
        try:
            changes += put(**edits.fields)
        except InvalidValueError:
            for name, value in edits.fields.items():
                try:
                    changes += put(**{name: value})
                except InvalidValueError as error:
                    refused.append((name, error))
    for ordinal, values in sorted(edits.readings.items()):
        try:
            changes += measure(ordinal, **values)
        except InvalidValueError as error:
            refused.append((f"reading.{ordinal}", error))
    for item_id, (answer, note) in edits.answers.items():
        try:
            changes += visits.set_answer(edits.visit_id, item_id, answer, note, reason=reason)
        except InvalidValueError as error:
            refused.append((item_id, error))
    return Saved(visits.workspace.clock.now(), changes, tuple(refused))
