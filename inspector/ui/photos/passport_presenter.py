"""The passport beside the photo looked at: read, noted as viewed, proof and original checked, the party's word entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError
from inspector.domain.records import Photo
from inspector.evidence.proofs import Proof
from inspector.services.custody import CustodyService
from inspector.services.passports import PassportService, PhotoPassport
from inspector.services.proofs import ProofService
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr
from inspector.ui.photos.passport_shown import PassportState, ProofState, passport_state, proof_state


@dataclass(frozen=True, slots=True)
class PassportServices:
    """The use cases of a passport."""

    passports: PassportService
    custody: CustodyService
    proofs: ProofService


class PassportScreen(Protocol):
    """What the presenter needs of the page."""

    def show_passport(self, state: PassportState) -> None:
        """The passport of the photo shown."""
        ...

    def show_proof(self, photo_id: str, state: ProofState) -> None:
        """A verdict that just came."""
        ...

    def show_checking(self, busy: bool) -> None:
        """A check is under way."""
        ...


class PassportPresenter:
    """The passport of one photo at a time."""

    def __init__(
        self,
        view: PassportScreen,
        services: PassportServices,
        runner: Runner,
        notices: Notices,
    ) -> None:
        """`changed` is told of every write, so that flags and times are read again."""
        self._view, self._services, self._runner, self._notices = view, services, runner, notices
        self.changed: Callable[[Changes], None] = lambda _changes: None
        self._photo: Photo | None = None

    def show(self, photo: Photo | None) -> None:
        """Read the passport of the photo looked at now; None when none is."""
        self._photo = photo
        if photo is not None:
            self._read(photo.id)

    def again(self) -> None:
        """Read it once more: something about the photo has changed."""
        if self._photo is not None:
            self._read(self._photo.id)

    def viewed(self, photo: Photo) -> None:
        """The large picture is before a person's eyes: into the custody log."""
        if self._photo is None or photo.id != self._photo.id:
            return
        custody = self._services.custody
        self._runner.run(
            tr("登记查看"),
            lambda _p: custody.viewed(photo),
            lambda _none: self._read(photo.id),
            self._notices.refused,
            pool="write",
        )

    def check_proof(self) -> None:
        """Judge the credential inside the photo; takes up to ten seconds."""
        photo, proofs = self._photo, self._services.proofs
        if photo is None:
            return

        def done(proof: Proof) -> None:
            self._view.show_checking(False)
            if self._photo is not None and self._photo.id == photo.id:
                self._read(photo.id, lambda: self._view.show_proof(photo.id, proof_state(proof)))

        self._view.show_checking(True)
        self._runner.run(tr("核对凭证"), lambda _p: proofs.check(photo), done, self._check_failed)

    def check_original(self) -> None:
        """Hash the original again and record the finding."""
        photo, custody = self._photo, self._services.custody
        if photo is None:
            return

        def done(_verdict: str) -> None:
            self._view.show_checking(False)
            self.again()
            self._notices.done(tr("原件与存入时一致"))

        self._view.show_checking(True)
        self._runner.run(tr("核验原件"), lambda _p: custody.check(photo), done, self._check_failed)

    def state_carrier(self, carrier: str) -> None:
        """Where the original is kept."""
        self._write(tr("登记原始载体"), lambda keys: self._services.passports.set_carrier(keys, carrier))

    def confirm(self, by: str) -> None:
        """The party confirms the photo."""
        self._write(
            tr("登记确认"),
            lambda keys: self._services.passports.confirm(keys, by),
            tr("已登记 {by} 确认", by=by),
        )

    def refuse(self, by: str, reason: str, witness: str) -> None:
        """The party refuses to confirm it."""
        self._write(
            tr("登记拒绝"),
            lambda keys: self._services.passports.refuse(keys, by, reason, witness),
            tr("已登记 {by} 拒绝确认", by=by),
        )

    def clear_confirmation(self) -> None:
        """The entry was a mistake; the custody log keeps it."""
        self._write(tr("撤销登记"), self._services.passports.clear_confirmation)

    def set_clock(self, photo_ids: Sequence[str], offset_s: int, reason: str) -> None:
        """Correct the camera's clock for a batch; the toast takes it back to what each photo had before."""
        passports = self._services.passports

        def work() -> tuple[Changes, dict[tuple[int, str], list[str]]]:
            former = former_clocks(passports, photo_ids)
            return passports.set_clock(photo_ids, offset_s, reason), former

        def done(result: tuple[Changes, dict[tuple[int, str], list[str]]]) -> None:
            changes, former = result
            self.changed(changes)
            self.again()
            self._notices.done(
                tr("已校正 {n} 张照片的时钟，相机原来的时间保留", n=len(photo_ids)),
                lambda: self._put_back(former),
            )

        self._runner.run(tr("校正时钟"), lambda _p: work(), done, self._notices.refused, pool="write")

    def _put_back(self, former: dict[tuple[int, str], list[str]]) -> None:
        passports = self._services.passports

        def work() -> Changes:
            changes = Changes()
            for (offset_s, why), keys in former.items():
                changes += passports.set_clock(keys, offset_s, why or tr("撤销刚才的校正"))
            return changes

        def done(changes: Changes) -> None:
            self.changed(changes)
            self.again()

        self._runner.run(tr("撤销校正"), lambda _p: work(), done, self._notices.refused, pool="write")

    def _write(self, title: str, work: Callable[[list[str]], Changes], said: str = "") -> None:
        photo = self._photo
        if photo is None:
            return

        def done(changes: Changes) -> None:
            self.changed(changes)
            self._read(photo.id)
            if said:
                self._notices.done(said)

        self._runner.run(title, lambda _p: work([photo.id]), done, self._notices.refused, pool="write")

    def _read(self, photo_id: str, then: Callable[[], None] | None = None) -> None:
        passports = self._services.passports

        def shown(passport: PhotoPassport) -> None:
            if self._photo is not None and self._photo.id == photo_id:
                self._view.show_passport(passport_state(passport))
                if then is not None:
                    then()

        self._runner.run(
            tr("读取照片要素"), lambda _p: passports.passport(photo_id), shown, self._notices.refused
        )

    def _check_failed(self, error: InspectorError) -> None:
        self._view.show_checking(False)
        self.again()
        self._notices.refused(error)


def former_clocks(passports: PassportService, photo_ids: Sequence[str]) -> dict[tuple[int, str], list[str]]:
    """What is set for each photo now: ids by (offset in seconds, reason), to put it back."""
    former: dict[tuple[int, str], list[str]] = {}
    with passports.workspace.read() as reader:
        for photo in reader.find_in(Photo, "id", sorted(photo_ids)):
            former.setdefault((photo.clock_offset_s, photo.clock_offset_reason), []).append(photo.id)
    return former
