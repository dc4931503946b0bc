"""The presenter of signing: who signs a visit, a drawn signature or a refusal kept, each with how it stands now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.evidence_records import Signature
from inspector.domain.strokes import Stroke
from inspector.domain.times import local
from inspector.services.desk import Services
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr
from inspector.ui.signing.shown import SignerState, signer_states

_KINDS = frozenset({"signature", "visit", "visit_officer", "visit_answer", "measurement"})
SUBJECT = "visit"


class SigningScreen(Protocol):
    """What the presenter needs of the page."""

    def show_signers(self, heading: str, states: Sequence[SignerState], *, first: bool) -> None:
        """Everybody who signs; `first`: choose who is asked now."""
        ...

    def void_fault(self, error: InvalidValueError) -> None:
        """The reason for setting a signature aside is missing."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    heading: str
    states: list[SignerState]


class SigningPresenter:
    """Signatures of one visit at a time."""

    def __init__(
        self,
        view: SigningScreen,
        services: Services,
        runner: Runner,
        notices: Notices,
        tell: Callable[[Changes], None],
    ) -> None:
        self._view, self._services, self._runner = view, services, runner
        self._notices, self._tell = notices, tell
        self._visit_id = ""

    def open(self, visit_id: str) -> None:
        """Show who signs this visit."""
        self._visit_id = visit_id
        self._read(first=True)

    def on_changes(self, changes: Changes) -> None:
        """Something was written."""
        if self._visit_id and changes.kinds() & _KINDS:
            self._read(first=False)

    def sign(self, role: str, name: str, strokes: Sequence[Stroke]) -> None:
        """Keep a drawn signature over the record as it is now."""
        signatures, visit_id = self._services.signatures, self._visit_id
        self._write(
            tr("保存签名"), lambda: signatures.sign(SUBJECT, visit_id, role, name, strokes), tr("已签名")
        )

    def refuse(self, role: str, name: str, reason: str, witness: str) -> None:
        """Keep that somebody refused to sign."""
        signatures, visit_id = self._services.signatures, self._visit_id
        self._write(
            tr("登记拒签"),
            lambda: signatures.refuse(SUBJECT, visit_id, role, name, reason, witness),
            tr("已登记拒签"),
        )

    def void(self, signature_id: str, reason: str) -> None:
        """Set a signature or refusal aside, with a reason; it stays readable."""

        def done(changes: Changes) -> None:
            self._tell(changes)
            self._notices.done(tr("已作废；原签名和理由都留着"))
            self._read(first=True)

        def failed(error: InspectorError) -> None:
            if isinstance(error, InvalidValueError):
                self._view.void_fault(error)
            else:
                self._notices.refused(error)

        signatures = self._services.signatures
        self._runner.run(
            tr("作废签名"), lambda _p: signatures.void(signature_id, reason), done, failed, pool="write"
        )

    def _read(self, *, first: bool) -> None:
        services, visit_id = self._services, self._visit_id

        def shown(found: _Read) -> None:
            if visit_id == self._visit_id:
                self._view.show_signers(found.heading, found.states, first=first)

        self._runner.run(tr("读取签名"), lambda _p: _read(services, visit_id), shown, self._notices.refused)

    def _write(self, title: str, work: Callable[[], tuple[Signature, Changes]], said: str) -> None:
        def done(kept: tuple[Signature, Changes]) -> None:
            self._tell(kept[1])
            self._notices.done(tr("{said}，签名摘要 {digest}", said=said, digest=kept[0].subject_sha256[:8]))
            self._read(first=True)

        self._runner.run(title, lambda _p: work(), done, self._notices.refused, pool="write")


def _read(services: Services, visit_id: str) -> _Read:
    sheet = services.visits.sheet(visit_id)
    rows = services.signatures.of(SUBJECT, visit_id)
    visit = sheet.visit
    when = f"{local(visit.started_at):%Y-%m-%d %H:%M}" if visit.started_at is not None else ""
    heading = "　".join(part for part in (visit.party_name, when) if part)
    return _Read(heading, signer_states(sheet, rows))
