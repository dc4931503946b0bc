"""Wording of the two forms: the site record (现场检查（勘察）笔录) and the photo evidence sheet (现场照片证据)."""

from __future__ import annotations

from datetime import datetime

from inspector.documents.content import (
    Block,
    Cell,
    FieldRow,
    FieldTable,
    NumberLine,
    Paragraph,
    PhotoBlock,
    Runs,
    SignatureRows,
    SignedPlace,
    StrikeRest,
    Table,
    Title,
    in_role,
    join,
    minute_runs,
    shown,
    value,
    words,
)
from inspector.documents.dossier import (
    CheckLine,
    Dossier,
    MeasurementLine,
    OfficerCard,
    PaperKind,
    PhotoSheetEntry,
    VisitDetails,
)
from inspector.documents.faces import Role
from inspector.documents.linebreak import Gap
from inspector.documents.numbering import number_runs, paper_title
from inspector.domain.times import local

_TO_EDGE = Gap(8)
_RECORD_SIGNS = (
    (("被检查人（签名）：", 0.42), ("日期：", 0.22), ("见证人（签名）：", 0.36)),
    (("执法人员（签名）：", 0.42), ("、", 0.22), ("记录人（签名）：", 0.36)),
    (("□ 拒绝签名　原因：", 0.62), ("（由执法人员注明；在场人可以签名）", 0.38)),
)
# Where a role's signatures stand: row and cell, in the order of signing.
_SIGN_PLACES = {"party": ((0, 0),), "witness": ((0, 2),), "officer": ((1, 0), (1, 1))}
_SIGN_ROLES = {"party": "被检查人", "officer": "执法人员", "witness": "见证人"}
_SIGN_DAY = (0, 1)
_REFUSED = (2, 0)
# Characters of 10 pt that fit the line of the reason.
_REASON_FITS = 16
_PHOTO_SIGNS = SignatureRows(
    (
        (("当事人（签名）：", 0.46), ("日期：", 0.20), ("□ 拒签，原因：", 0.34)),
        (("执法人员（签名）：", 0.46), ("日期：", 0.20), ("见证人：", 0.34)),
    )
)


def _entered(text: str | None, ems: float = 8) -> Runs:
    return value(text, ems, Role.KAI)


def decimal(milli: int | None) -> str | None:
    """Thousandths as a plain decimal: 63800 gives 63.8."""
    if milli is None:
        return None
    sign, rest = ("-" if milli < 0 else ""), abs(milli)
    text = f"{sign}{rest // 1000}.{rest % 1000:03d}".rstrip("0")
    return text + "0" if text.endswith(".") else text


def _span(visit: VisitDetails) -> Runs:
    # Blanks of both times do not fit one line; they part before 至, not inside a time.
    to = " 至 " if visit.started_at and visit.ended_at else "\n至 "
    return in_role(join(minute_runs(visit.started_at), to, minute_runs(visit.ended_at)), Role.KAI)


def _place(place: str | None, position: str | None) -> Runs:
    if position is None:
        return _entered(place, 16)
    return join(_entered(place, 16), words(f"（{shown(position)}）", Role.KAI))


def _officers(officers: tuple[OfficerCard, ...]) -> Runs:
    """At least two officers: a place stays open for each one missing."""
    cards = (*officers, *(OfficerCard(),) * max(0, 2 - len(officers)))
    parts: list[Runs] = []
    for index, card in enumerate(cards):
        comma = words("、", Role.KAI) if index else ()
        open_mark, end = words("（证号 ", Role.KAI), words("）", Role.KAI)
        parts.append(join(comma, _entered(card.name, 4), open_mark, _entered(card.card_number, 5), end))
    return join(*parts)


def _person(visit: VisitDetails) -> Runs:
    role = words(f"　{shown(visit.person_role)}", Role.KAI) if visit.person_role else ()
    return join(_entered(visit.person_in_charge), role)


def _record_head(dossier: Dossier, visit: VisitDetails) -> FieldTable:
    party = dossier.party
    return FieldTable(
        (
            FieldRow((("检查时间", _span(visit)),)),
            FieldRow((("检查地点", _place(visit.place, visit.position)),)),
            FieldRow((("被检查单位", _entered(party.name, 16)),)),
            FieldRow(
                (("信用代码", _entered(party.credit_code)), ("法定代表人", _entered(party.representative, 6)))
            ),
            FieldRow((("现场负责人", _person(visit)), ("电话", _entered(visit.person_phone, 6)))),
            FieldRow((("身份证号", _entered(visit.person_id_number)), ("天气", _entered(visit.weather, 6)))),
            FieldRow((("执法人员", _officers(visit.officers)),)),
            FieldRow((("记录人", _entered(visit.recorder)), ("陪同人", _entered(visit.companion, 6)))),
        )
    )


def _told(dossier: Dossier, visit: VisitDetails) -> list[Block]:
    """What was told and the answer. An unknown answer is a blank for the inspected to write in."""
    bureau = shown(dossier.bureau.name) if dossier.bureau.name else "本机关"
    asked = (
        f"　我们是{bureau}的执法人员，这是我们的执法证件，请过目确认。现依法进行检查，你（单位）应当如实回答询问、"
        "提供资料，配合检查，不得拒绝、阻挠；认为执法人员与本案有利害关系的，有权申请回避；有权陈述和申辩。"
        "是否看清证件、听清告知、申请回避？"
    )
    shown_yes = visit.identity_shown and visit.identity_confirmed and visit.avoidance_told
    if not shown_yes or visit.avoidance_asked is None:
        answer: Runs = (Gap(14),)
    elif visit.avoidance_asked:
        answer = words("看清了，听清了，申请回避。")
    else:
        answer = words("看清了，听清了，不申请回避。")
    return [
        Paragraph(join(words("告知事项", Role.HEI), asked), "告知事项", indent=0),
        Paragraph(
            join(words("答", Role.HEI), "　", answer, "　　确认人（签名）：", (Gap(7),)), "告知事项", indent=0
        ),
    ]


def _parts(visit: VisitDetails) -> list[tuple[str, str | None, bool]]:
    """Parts of the findings: name, text, and whether an empty one keeps a blank."""
    return [
        ("基本情况", visit.production, False),
        ("环评、验收和许可情况", visit.permits, False),
        ("检查发现", visit.findings, True),
        ("取证情况", visit.evidence_taken, True),
        ("现场处理", visit.handling, False),
        ("被检查人陈述", visit.statement, False),
    ]


_NUMERALS = "一二三四五六七八"


def _findings(visit: VisitDetails) -> list[Block]:
    blocks: list[Block] = []
    kept = [(name, text) for name, text, always in _parts(visit) if always or text]
    for index, (name, text) in enumerate(kept):
        lead = join(words("检查情况", Role.HEI), "　") if index == 0 else ()
        body = _entered_sentence(text)
        runs = join(lead, f"{_NUMERALS[index]}、{name}。", body)
        blocks.append(Paragraph(runs, name, indent=0 if index == 0 else 2))
    return blocks


def _entered_sentence(text: str | None) -> Runs:
    if text is None or not shown(text):
        return join((Gap(24),), "。")
    plain = shown(text)
    return words(plain if plain[-1] in "。！？；" else plain + "。")


def _cell(text: str | None, align: str = "left") -> Cell:
    return Cell(words(shown(text), Role.SONG) if text and shown(text) else (), align)


def _checks(lines: tuple[CheckLine, ...]) -> list[Block]:
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


def _signed_places(visit: VisitDetails) -> tuple[list[SignedPlace], list[str]]:
    """The places of what was signed or refused in the window, and sentences that name all who signed."""
    places: list[SignedPlace] = []
    for role, free in _SIGN_PLACES.items():
        signed = [one for one in visit.signatures if one.role == role]
        for one, (row, cell) in zip(signed, free, strict=False):
            # The name is told below: with it the note would not fit under a short line.
            places.append(SignedPlace(row, cell, one.strokes, f"签名摘要 {one.digest.upper()}"))
    told: list[str] = []
    if visit.signatures:
        listed = "；".join(
            f"{shown(one.name)}（{_SIGN_ROLES[one.role]}，{one.day.isoformat()}，签名摘要 {one.digest.upper()}）"
            for one in visit.signatures
        )
        told.append(f"以下人员在执法终端上对本记录签名：{listed}。")
    party = next((one for one in visit.signatures if one.role == "party"), None)
    if party is not None:
        places.append(SignedPlace(*_SIGN_DAY, runs=words(party.day.isoformat(), Role.KAI)))
    if visit.refusal is not None:
        reason = shown(visit.refusal.reason)
        fits = len(reason) <= _REASON_FITS
        places.append(
            SignedPlace(
                *_REFUSED, runs=words(reason if fits else "见“拒绝签名的情况”", Role.KAI), ticked=True
            )
        )
    if visit.outdated:
        names = "、".join(shown(name) for name in visit.outdated)
        told.append(f"{names}签名后本记录有更正，原签名连同签名时的内容另存，不印在更正后的笔录上。")
    return places, told


def _refused(visit: VisitDetails) -> str:
    """What is told of a refusal: what was typed on the visit, and what was recorded when signing."""
    typed = visit.refused_to_sign or ""
    if visit.refusal is None:
        return typed
    refusal = visit.refusal
    who = f"{refusal.name or '被检查人'}拒绝签名，原因：{refusal.reason.rstrip('。')}"
    seen = f"在场见证人：{refusal.witness}" if refusal.witness else "没有见证人"
    recorded = f"{who}；{seen}。"
    return f"{typed.rstrip('。')}。{recorded}" if typed and refusal.reason not in typed else recorded


def site_record(dossier: Dossier) -> tuple[Block, ...]:
    """现场检查（勘察）笔录 of the first visit of the dossier, with the signatures drawn in the window on each page."""
    visit = dossier.visit
    closing: list[Block] = [
        Paragraph(
            words(
                "以上笔录请被检查人核对。经核对无误的，请写明“以上笔录已看过（已向我宣读），与现场情况一致”并逐页签名。"
            ),
            "核对提示",
        ),
        Paragraph(join("审阅意见（被检查人手写）：", (Gap(21),)), "审阅意见", indent=0),
    ]
    refused = _refused(visit)
    if refused:
        closing.append(Paragraph(join("拒绝签名的情况：", _entered_sentence(refused)), "拒签原因"))
    places, told = _signed_places(visit)
    closing.extend(Paragraph(words(sentence), "签名情况") for sentence in told)
    return (
        Title(value(dossier.bureau.name, 12, Role.TITLE), paper_title(PaperKind.SITE_RECORD)),
        NumberLine(in_role(number_runs(PaperKind.SITE_RECORD, dossier), Role.SONG)),
        _record_head(dossier, visit),
        *_told(dossier, visit),
        *_findings(visit),
        *_checks(visit.checks),
        *measurement_table(visit.measurements),
        *closing,
        StrikeRest(),
        SignatureRows(_RECORD_SIGNS, tuple(places)),
    )


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


def photo_sheet(dossier: Dossier) -> tuple[Block, ...]:
    """现场照片（图片、影像资料）证据: two photos a page, signed on each page."""
    photos = dossier.photos or (PhotoSheetEntry(number="____"),)
    return (
        Title((), paper_title(PaperKind.PHOTO_SHEET)),
        FieldTable(
            (FieldRow((("案由", _entered(dossier.cause, 8)), ("当事人", _entered(dossier.party.name, 8)))),)
        ),
        *(_photo(photo) for photo in photos),
        _PHOTO_SIGNS,
    )
