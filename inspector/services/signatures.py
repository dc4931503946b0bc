"""Signatures drawn on a record or paper (签名), refusals with reason and witness (拒签), each bound to a hash.

The hash is of what was signed at that moment: a visit's own records in canonical form, or the bytes of an issued paper. A
later correction of the record leaves the signature and shows that the record changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector.casework.chain import Plain, canonical
from inspector.db.rows import image_of
from inspector.db.store import Reader, Writer
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.evidence_records import Signature, SignatureState
from inspector.domain.records import (
    Measurement,
    Paper,
    Record,
    Visit,
    VisitAnswer,
    VisitOfficer,
)
from inspector.domain.strokes import HIGH, LEAST_INK, MOST_POINTS, WIDE, Stroke, ink, inside
from inspector.domain.text import clean_text
from inspector.services.workspace import Workspace

PARTY, OFFICER, WITNESS = "party", "officer", "witness"
ROLES = {PARTY: "当事人", OFFICER: "执法人员", WITNESS: "见证人"}
_STAMP = frozenset({"created_at", "created_by", "device_id", "updated_at", "updated_by"})
# What completing the record sets; signing before or after it is the same signature.
_UNSIGNED = _STAMP | {"state", "ended_at", "refused_to_sign", "void_reason", "sample"}


class SignedRecordError(RuleRefusedError):
    """The party has signed: the record changes only with a reason."""

    def __init__(self, who: str) -> None:
        super().__init__(
            f"{who}已经签名，不能直接改",
            "签名后的改动须写明理由；签名时的内容和签名都保留",
            "用“更正”并写明理由，必要时请当事人在更正处再签一次",
        )


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """A signature with how it stands to the record now."""

    signature: Signature
    state: SignatureState
    words: str

    @property
    def digest(self) -> str:
        """签名摘要: the first eight hex digits of the hash of what was signed."""
        return self.signature.subject_sha256[:8]

    @property
    def strokes(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """The drawn lines: points of the field of `domain.strokes`."""
        return tuple(tuple((x, y) for x, y in stroke) for stroke in json.loads(self.signature.strokes))


class SignatureService:
    """Use cases around signatures. `subject` is `visit` or `paper`."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def sign(
        self, subject: str, subject_id: str, role: str, name: str, strokes: Sequence[Stroke]
    ) -> tuple[Signature, Changes]:
        """Keep a drawn signature over the record or paper as it is now.

        Raises InvalidValueError for an empty or endless drawing, an unknown role or no name; NotFoundError.
        """
        drawn = _checked(strokes)
        name = _needed(name, "签名人", "签名人的姓名")
        return self._keep(subject, subject_id, role, name, strokes=drawn)

    def refuse(
        self, subject: str, subject_id: str, role: str, name: str, reason: str, witness: str = ""
    ) -> tuple[Signature, Changes]:
        """Keep that somebody refused to sign, with the reason; `witness` is who was there and signs in his place."""
        reason = _needed(reason, "拒签原因", "当事人拒签的情形，例如“称需请示公司后再签”")
        name, witness = clean_text(name, "签名人"), clean_text(witness, "见证人")
        return self._keep(subject, subject_id, role, name, refusal=reason, witness=witness)

    def void(self, signature_id: str, reason: str) -> Changes:
        """Set a signature aside that was put in the wrong place; it stays readable."""
        reason = _needed(reason, "作废理由", "为什么作废这个签名")
        with self.workspace.write(reason) as writer:
            signature = writer.get(Signature, signature_id)
            writer.put(replace(signature, void_reason=reason), "signature.voided")
            return writer.changes()

    def of(self, subject: str, subject_id: str) -> list[SignatureRow]:
        """Signatures and refusals of a record or paper in order, each compared with it as it is now."""
        with self.workspace.read() as reader:
            return read_signatures(reader, subject, subject_id)

    def _keep(
        self,
        subject: str,
        subject_id: str,
        role: str,
        name: str,
        *,
        strokes: str = "[]",
        refusal: str = "",
        witness: str = "",
    ) -> tuple[Signature, Changes]:
        if role not in ROLES:
            raise InvalidValueError("签名身份", role, "、".join(ROLES.values()))
        with self.workspace.write(refusal) as writer:
            signature = Signature(
                subject=subject,
                subject_id=subject_id,
                subject_sha256=subject_sha256(writer, subject, subject_id),
                role=role,
                name=name,
                signed_at=self.workspace.clock.now(),
                strokes=strokes,
                refusal=refusal,
                witness=witness,
            )
            kept = writer.put(signature, "signature.refused" if refusal else "signature.drawn")
            return kept, writer.changes()


def read_signatures(reader: Reader, subject: str, subject_id: str) -> list[SignatureRow]:
    """The same inside an open snapshot."""
    now = subject_sha256(reader, subject, subject_id)
    found = reader.find(Signature, order=("signed_at", "id"), subject=subject, subject_id=subject_id)
    return [_row(signature, now) for signature in found]


def subject_sha256(reader: Reader, subject: str, subject_id: str) -> str:
    """The hash that a signature is bound to. Raises NotFoundError, ValueError for an unknown subject."""
    if subject == "paper":
        return reader.get(Paper, subject_id).sha256
    if subject != "visit":
        raise ValueError(f"nothing to sign: {subject}")
    parts: list[Record] = [
        reader.get(Visit, subject_id),
        *reader.find(VisitOfficer, order=("ordinal",), visit_id=subject_id),
        *reader.find(VisitAnswer, order=("item_id",), visit_id=subject_id),
        *reader.find(Measurement, order=("ordinal",), visit_id=subject_id),
    ]
    content: list[Plain] = [
        {name: value for name, value in image_of(part).items() if name not in _UNSIGNED} for part in parts
    ]
    return hashlib.sha256(canonical({"visit": content})).hexdigest()


def refuse_if_signed(writer: Writer, visit_id: str) -> None:
    """Raise SignedRecordError when the party's signature stands on the visit."""
    standing = writer.find(Signature, subject="visit", subject_id=visit_id, role=PARTY, void_reason="")
    signed = next((entry for entry in standing if not entry.refusal), None)
    if signed is not None:
        raise SignedRecordError(signed.name)


def _row(signature: Signature, now: str) -> SignatureRow:
    if signature.void_reason:
        state = SignatureState.VOID
    elif signature.refusal:
        state = SignatureState.REFUSED
    elif signature.subject_sha256 == now:
        state = SignatureState.STANDS
    else:
        state = SignatureState.CHANGED_SINCE
    words = f"{ROLES[signature.role]} {signature.name}　{state.label}".replace("  ", " ")
    if signature.refusal:
        words += f"：{signature.refusal}"
        words += f"；见证人 {signature.witness}" if signature.witness else "；没有见证人"
    return SignatureRow(signature, state, words)


def _needed(text: str, field: str, example: str) -> str:
    cleaned = clean_text(text, field)
    if not cleaned:
        raise InvalidValueError(field, "", example)
    return cleaned


def _checked(strokes: Sequence[Stroke]) -> str:
    """JSON of the lines. A dot or a slip of the pen is no signature; a drawing without end is no pen."""
    points = [point for stroke in strokes for point in stroke]
    if len(points) > MOST_POINTS:
        raise InvalidValueError("签名", f"{len(points)} 点", f"不超过 {MOST_POINTS} 点")
    if any(type(x) is not int or type(y) is not int or not inside(x, y) for x, y in points):
        raise InvalidValueError("签名", "", f"签名框内横 0 到 {WIDE}、竖 0 到 {HIGH} 的整数坐标")
    if ink(strokes) < LEAST_INK:
        raise InvalidValueError("签名", "没有笔迹", "在签名框内写下姓名；拒绝签名的用“拒签”并写明原因")
    return json.dumps(
        [[list(point) for point in stroke] for stroke in strokes if stroke], separators=(",", ":")
    )
