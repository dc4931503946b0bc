"""The photo passport as the window shows it: groups of lines, what the party said, the custody log, the proof's verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inspector.domain.kinds import Confirmation
from inspector.domain.times import local
from inspector.evidence.flags import metres_words, offset_words
from inspector.evidence.proofs import Proof
from inspector.services.custody import CustodyEntry
from inspector.services.passports import PhotoPassport
from inspector.ui.common.tokens import Tone
from inspector.ui.common.words import tr

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """One line of the log: when, what, and by whom with the detail."""

    at: str
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class PassportState:
    """One photo's passport. `groups` are (heading, lines); `confirmed` is the party's word in one sentence."""

    photo_id: str
    groups: tuple[tuple[str, Lines], ...]
    carrier: str
    confirmation: Confirmation
    confirmed: str
    confirmed_by: str
    custody: tuple[CustodyLine, ...]
    proof: str
    checked: str


@dataclass(frozen=True, slots=True)
class ProofState:
    """The verdict on a proof that came along, its tone (never that of a success), and what was found."""

    words: str
    tone: Tone
    lines: tuple[str, ...] = ()


_TONES: dict[str, Tone] = {"wrong": "bad", "unchecked": "warn", "plain": "text2"}


def proof_state(proof: Proof) -> ProofState:
    """A proof as it is shown, in the tone of its verdict."""
    return ProofState(proof.verdict.label, _TONES[proof.verdict.tone], proof.lines)


def passport_state(passport: PhotoPassport) -> PassportState:
    """Everything about one photo; what is not known is said to be unknown."""
    photo = passport.photo
    size = f"{photo.width_px} × {photo.height_px}" if photo.width_px else tr("未知")
    groups = (
        (tr("时间"), _times(passport)),
        (tr("地点"), _place(passport)),
        (
            tr("人员"),
            (
                (tr("检查时段"), _span(passport.visit_start, passport.visit_end)),
                (tr("拍摄人"), passport.photographer or tr("未填写")),
                (tr("另一名执法人员"), passport.second_officer or tr("未填写")),
                (tr("证明内容"), passport.proves or tr("未填写")),
            ),
        ),
        (
            tr("原件"),
            (
                (tr("文件名"), photo.original_name),
                (tr("设备"), passport.device or tr("未记录")),
                (tr("软件"), photo.software or tr("未记录")),
                (tr("大小"), f"{size}，{photo.size_bytes / 1_048_576:.1f} MB"),
                ("SHA-256", photo.sha256),
            ),
        ),
    )
    return PassportState(
        photo_id=photo.id,
        groups=groups,
        carrier=passport.carrier,
        confirmation=passport.confirmation,
        confirmed=_confirmed(passport),
        confirmed_by=passport.confirmed_by,
        custody=tuple(_line(entry) for entry in reversed(passport.custody)),
        proof=_last(passport.custody, tr("核对凭证")),
        checked=_last(passport.custody, tr("核验")),
    )


def _times(passport: PhotoPassport) -> Lines:
    lines = [
        (tr("拍摄时间"), f"{_when(passport.taken_at)}（{passport.time_source.label}）"),
        (tr("相机时间"), _when(passport.camera_at)),
        (tr("卫星时间"), _when(passport.gps_at)),
    ]
    if passport.clock_offset_s:
        why = passport.photo.clock_offset_reason
        lines.append((tr("时钟校正"), f"{offset_words(passport.clock_offset_s)}；{why}"))
    return tuple(lines)


def _place(passport: PhotoPassport) -> Lines:
    if passport.position is None:
        far = tr("照片未记录坐标，没有比对")
    elif passport.site_position is None:
        far = tr("现场没有登记坐标，没有比对")
    elif passport.distance_m is None:
        far = tr("坐标系不同，没有比对")
    else:
        far = metres_words(passport.distance_m)
    return (
        (tr("坐标"), passport.position.text() if passport.position else tr("未记录")),
        (tr("现场坐标"), passport.site_position.text() if passport.site_position else tr("未登记")),
        (tr("距现场"), far),
    )


def _confirmed(passport: PhotoPassport) -> str:
    if passport.confirmation is Confirmation.NONE:
        return tr("未登记当事人对这张照片的意见")
    by = passport.confirmed_by or tr("未写明当事人")
    if passport.confirmation is Confirmation.CONFIRMED:
        return tr("{by} 已确认", by=by)
    return tr(
        "{by} 拒绝确认：{why}；见证人 {witness}",
        by=by,
        why=passport.confirmation_reason,
        witness=passport.witness or tr("无"),
    )


def _line(entry: CustodyEntry) -> CustodyLine:
    detail = "　".join(part for part in (entry.who, entry.detail) if part)
    return CustodyLine(f"{local(entry.at):%Y-%m-%d %H:%M:%S}", entry.what, detail)


def _last(custody: tuple[CustodyEntry, ...], what: str) -> str:
    """The newest entry of one kind as `verdict（when）`; empty when it never happened."""
    for entry in reversed(custody):
        if entry.what == what:
            return f"{entry.detail}（{local(entry.at):%m-%d %H:%M}）"
    return ""


def _span(start: datetime | None, end: datetime | None) -> str:
    return tr("{start} 至 {end}", start=_when(start), end=_when(end))


def _when(moment: datetime | None) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M:%S}" if moment else tr("未记录")
