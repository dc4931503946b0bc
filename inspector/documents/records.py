"""Parts of the site record (现场检查（勘察）笔录) and of the photo evidence sheet (现场照片证据): tables, photos, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from inspector.documents.content import (
    Block,
    Cell,
    Paragraph,
    PhotoBlock,
    Runs,
    SignedPlace,
    Table,
    join,
    shown,
    value,
    words,
)
from inspector.documents.dossier import (
    CheckLine,
    DrawnSignature,
    MeasurementLine,
    OfficerCard,
    PhotoSheetEntry,
    VisitDetails,
)
from inspector.documents.faces import Role
from inspector.documents.linebreak import Gap
from inspector.domain.times import local

_TO_EDGE = Gap(8)
# Labels of the signature rows on which what was signed in the window stands, by role and in the order of signing; an unlabelled
# place after a role's belongs to it too.
_SIGN_LABELS = {"party": "被检查人（签名）", "witness": "见证人（签名）", "officer": "执法人员（签名）"}
_RECORDER = "recorder"
_SIGN_ROLES = {"party": "被检查人", "officer": "执法人员", "witness": "见证人"}
# Characters of 10 pt that fit the line of the reason.
_REASON_FITS = 16


def _entered(text: str | None, ems: float = 8) -> Runs:
    return value(text, ems, Role.KAI)


def decimal(milli: int | None) -> str | None:
    """Thousandths as a plain decimal: 63800 gives 63.8."""
    if milli is None:
        return None
    sign, rest = ("-" if milli < 0 else ""), abs(milli)
    text = f"{sign}{rest // 1000}.{rest % 1000:03d}".rstrip("0")
    return text + "0" if text.endswith(".") else text


def officer_runs(officers: tuple[OfficerCard, ...]) -> Runs:
    """At least two officers: a place stays open for each one missing."""
    cards = (*officers, *(OfficerCard(),) * max(0, 2 - len(officers)))
    parts: list[Runs] = []
    for index, card in enumerate(cards):
        comma = words("、", Role.KAI) if index else ()
        open_mark, end = words("（证号 ", Role.KAI), words("）", Role.KAI)
        parts.append(join(comma, _entered(card.name, 4), open_mark, _entered(card.card_number, 5), end))
    return join(*parts)


def _cell(text: str | None, align: str = "left") -> Cell:
    return Cell(words(shown(text), Role.SONG) if text and shown(text) else (), align)


def check_table(lines: tuple[CheckLine, ...]) -> list[Block]:
    """Points checked and answered as a table, none when nothing was answered."""
    if not lines:
        return []
    rows = tuple(
        (
            _cell(str(index), "centre"),
            _cell(line.item),
            _cell(line.answer.label, "centre"),
            _cell(line.clause),
            _cell(line.note),
        )
        for index, line in enumerate(lines, start=1)
    )
    widths = (0.07, 0.35, 0.10, 0.24, 0.24)
    return [Table("检查项目", widths, ("序号", "检查内容", "结果", "依据条款", "现场情况"), rows)]


def _when(moment: datetime | None) -> str:
    return local(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def _measured(line: MeasurementLine) -> str:
    parts = []
    for name, milli in (
        ("测量值", line.value_milli),
        ("最大值", line.maximum_milli),
        ("背景值", line.background_milli),
        ("修正后", line.corrected_milli),
    ):
        if milli is not None:
            parts.append(f"{name} {decimal(milli)} {shown(line.unit)}")
    return "；".join(parts)


def _instrument(line: MeasurementLine) -> str:
    parts = [shown(text) for text in (line.instrument, line.instrument_number) if text]
    if line.calibrated_until:
        parts.append(f"检定有效期至 {line.calibrated_until.isoformat()}")
    if line.calibration_before_milli is not None and line.calibration_after_milli is not None:
        before, after = decimal(line.calibration_before_milli), decimal(line.calibration_after_milli)
        parts.append(f"测前校准 {before}，测后 {after}")
    return "；".join(parts)


def measurement_table(lines: tuple[MeasurementLine, ...]) -> list[Block]:
    """Readings taken on site as a table, none when nothing was measured."""
    if not lines:
        return []
    rows = tuple(
        (
            _cell(f"{shown(line.quantity)}\n{shown(line.point or '')}".strip()),
            _cell(_when(line.measured_at)),
            _cell(_measured(line)),
            _cell(
                f"{decimal(line.limit_milli)} {shown(line.unit)}\n{shown(line.limit_source or '')}".strip()
                if line.limit_milli is not None
                else None
            ),
            _cell(_instrument(line)),
        )
        for line in lines
    )
    widths = (0.19, 0.16, 0.23, 0.19, 0.23)
    return [Table("现场测量", widths, ("项目和测点", "时间", "读数", "限值和依据", "仪器和校准"), rows)]


def signed_places(
    signs: Sequence[Sequence[tuple[str, float]]], visit: VisitDetails
) -> tuple[SignedPlace, ...]:
    """Where on the signature rows stands what was signed or refused in the window; what has no place is told in words."""
    places: list[SignedPlace] = []
    free_places = _free_places(signs)
    line = _cell_of(signs, "记录人（签名）")
    recorder = visit.recorder if len(visit.officers) > 2 and line is not None else None
    if line is not None:
        free_places[_RECORDER] = [line]
    for role, free in free_places.items():
        signed = [one for one in visit.signatures if _line_of(one, recorder) == role]
        for one, (row, cell) in zip(signed, free, strict=False):
            # The name is told below: with it the note would not fit under a short line.
            places.append(SignedPlace(row, cell, one.strokes, f"签名摘要 {one.digest.upper()}"))
    party = next((one for one in visit.signatures if one.role == "party"), None)
    day = _cell_of(signs, "日期")
    if party is not None and day is not None:
        places.append(SignedPlace(*day, runs=words(party.day.isoformat(), Role.KAI)))
    refused = _cell_of(signs, "□ 拒绝签名")
    if visit.refusal is not None and refused is not None:
        reason = shown(visit.refusal.reason)
        told = reason if len(reason) <= _REASON_FITS else "见“拒绝签名的情况”"
        places.append(SignedPlace(*refused, runs=words(told, Role.KAI), ticked=True))
    return tuple(places)


def _line_of(signature: DrawnSignature, recorder: str | None) -> str:
    """The role on whose line a signature stands: one who only records has a line of his own."""
    recording = signature.role == "officer" and signature.name == recorder
    return _RECORDER if recording else signature.role


def _cell_of(signs: Sequence[Sequence[tuple[str, float]]], label: str) -> tuple[int, int] | None:
    return next(
        (
            (row, cell)
            for row, cells in enumerate(signs)
            for cell, (text, _share) in enumerate(cells)
            if text.startswith(label)
        ),
        None,
    )


def _free_places(signs: Sequence[Sequence[tuple[str, float]]]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for role, label in _SIGN_LABELS.items():
        place = _cell_of(signs, label)
        if place is None:
            continue
        row, cell = place
        found[role] = [place]
        if cell + 1 < len(signs[row]) and signs[row][cell + 1][0] == "、":
            found[role].append((row, cell + 1))
    return found


def signing_sentences(visit: VisitDetails) -> list[Block]:
    """All who signed in the window, by name, and who signed before the record was corrected."""
    told: list[str] = []
    if visit.signatures:
        listed = "；".join(
            f"{shown(one.name)}（{_SIGN_ROLES[one.role]}，{one.day.isoformat()}，签名摘要 {one.digest.upper()}）"
            for one in visit.signatures
        )
        told.append(f"以下人员在执法终端上对本记录签名：{listed}。")
    if visit.outdated:
        names = "、".join(shown(name) for name in visit.outdated)
        told.append(f"{names}签名后本记录有更正，原签名连同签名时的内容另存，不印在更正后的笔录上。")
    return [Paragraph(words(sentence), "签名情况") for sentence in told]


def refusal_text(visit: VisitDetails) -> str:
    """What is told of a refusal: what was typed on the visit, and what was recorded when signing."""
    typed = visit.refused_to_sign or ""
    if visit.refusal is None:
        return typed
    refusal = visit.refusal
    who = f"{refusal.name or '被检查人'}拒绝签名，原因：{refusal.reason.rstrip('。')}"
    seen = f"在场见证人：{refusal.witness}" if refusal.witness else "没有见证人"
    recorded = f"{who}；{seen}。"
    return f"{typed.rstrip('。')}。{recorded}" if typed and refusal.reason not in typed else recorded


def _bytes_text(size: int) -> str:
    return f"{size:,} 字节"


def _integrity(photo: PhotoSheetEntry) -> Runs:
    name = value(photo.file_name, 6, Role.SONG)
    size: Runs = (
        words(_bytes_text(photo.size_bytes), Role.SONG) if photo.size_bytes is not None else (Gap(4),)
    )
    digest: Runs = (Gap(8),)
    if photo.sha256:
        head = photo.sha256[:16].upper()
        digest = words(" ".join(head[index : index + 4] for index in range(0, 16, 4)), Role.SONG)
    told = f"；图上{shown(photo.marks)}为执法人员所加，原图未改动" if photo.marks else ""
    return join(
        words("原图 ", Role.SONG), name, words("，", Role.SONG), size,
        words("　SHA-256 前 16 位：", Role.SONG), digest, words(told, Role.SONG) if told else (),
    )  # fmt: skip


def _photo(photo: PhotoSheetEntry) -> PhotoBlock:
    taken: Runs = (_TO_EDGE,)
    if photo.taken_at is not None:
        taken = words(local(photo.taken_at).strftime("%Y-%m-%d %H:%M:%S"), Role.KAI)
    where = _entered(photo.place)
    if photo.position:
        where = words(
            f"{shown(photo.place)}\n{shown(photo.position)}" if photo.place else shown(photo.position),
            Role.KAI,
        )
    people = join(_entered(photo.photographer, 4), words(" / ", Role.KAI), _entered(photo.second_officer, 4))
    return PhotoBlock(
        photo,
        f"照片 {shown(photo.number)}",
        (
            ("拍摄时间", taken),
            ("时间来源", _entered(photo.time_source)),
            ("拍摄地点", where),
            ("拍摄人 / 在场执法人员", people),
            ("原始载体", _entered(photo.carrier)),
        ),
        (
            ("证明对象", _entered(photo.caption, 20)),
            ("证明内容", _entered(photo.proves, 20)),
            ("完整性", _integrity(photo)),
        ),
    )


def photo_blocks(photos: Sequence[PhotoSheetEntry]) -> list[Block]:
    """The photos of the evidence sheet, two a page; an empty place when there is none."""
    return [_photo(photo) for photo in photos or (PhotoSheetEntry(number="____"),)]
