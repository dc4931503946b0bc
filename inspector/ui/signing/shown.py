"""What the signing page shows of each signer, made from the record and its signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.domain.evidence_records import SignatureState
from inspector.domain.strokes import Stroke
from inspector.domain.times import local
from inspector.services.signatures import OFFICER, PARTY, ROLES, WITNESS, SignatureRow
from inspector.services.visits import VisitSheet
from inspector.ui.common.marks import Mark
from inspector.ui.common.words import tr

MARKS = {
    SignatureState.STANDS: Mark.MET,
    SignatureState.CHANGED_SINCE: Mark.RECHECK,
    SignatureState.REFUSED: Mark.UNMET,
    SignatureState.VOID: Mark.DRAFT,
}


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as what; `name` may be empty while nobody is named."""

    role: str
    name: str

    @property
    def words(self) -> str:
        """Role and name."""
        return f"{ROLES[self.role]}　{self.name}" if self.name else ROLES[self.role]


@dataclass(frozen=True, slots=True)
class SignerState:
    """A signer with what he has: state word and mark, lines below, the drawing; `open` when he may sign (again).

    `kept`: id of the signature or refusal that can be set aside, empty for none.
    """

    signer: Signer
    word: str
    mark: Mark
    lines: tuple[str, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    open: bool = True
    kept: str = ""


def signer_states(sheet: VisitSheet, rows: Sequence[SignatureRow]) -> list[SignerState]:
    """Everybody the record names, each with the signatures kept for him, then other signatures, then a witness."""
    found: list[SignerState] = []
    left = list(rows)
    for signer in _expected(sheet):
        # One person in charge signs for the party: whoever did so answers the line, under whatever name.
        own = [
            row
            for row in left
            if row.signature.role == signer.role
            and (signer.role == PARTY or row.signature.name == signer.name)
        ]
        left = [row for row in left if row not in own]
        stands = any(row.state is SignatureState.STANDS for row in own)
        found += [_kept(row, may_sign=not stands) for row in own]
        if all(row.state is SignatureState.VOID for row in own):
            found.append(SignerState(signer, tr("未签名"), Mark.UNKNOWN))
    found += [_kept(row, may_sign=False) for row in left]
    return [*found, SignerState(Signer(WITNESS, ""), tr("需要时签名"), Mark.LATER)]


def _expected(sheet: VisitSheet) -> list[Signer]:
    visit = sheet.visit
    party = visit.person_in_charge or visit.party_representative
    return [Signer(PARTY, party), *(Signer(OFFICER, officer.name) for officer in sheet.officers)]


def _kept(row: SignatureRow, *, may_sign: bool) -> SignerState:
    signature = row.signature
    when = tr("{time} 签", time=f"{local(signature.signed_at):%Y-%m-%d %H:%M}")
    lines = [tr("{when}　签名摘要 {digest}", when=when, digest=row.digest)]
    if signature.refusal:
        lines = [
            tr("{time} 记录", time=f"{local(signature.signed_at):%Y-%m-%d %H:%M}"),
            tr("原因：{reason}", reason=signature.refusal),
            tr("见证人 {name}", name=signature.witness) if signature.witness else tr("没有见证人"),
        ]
    if row.state is SignatureState.CHANGED_SINCE:
        lines.append(tr("签名时的内容保留在记录历史里；更正处可以再签一次"))
    if signature.void_reason:
        lines.append(tr("作废理由：{reason}", reason=signature.void_reason))
    return SignerState(
        Signer(signature.role, signature.name),
        row.state.label,
        MARKS[row.state],
        tuple(lines),
        () if signature.refusal else row.strokes,
        open=may_sign and row.state is not SignatureState.VOID,
        kept="" if row.state is SignatureState.VOID else signature.id,
    )
