"""Parts that several official letters share: head, party, facts, discretion, penalties, remedies."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.documents.content import (
    Block,
    Closing,
    Heading,
    NumberLine,
    Paragraph,
    PartyLine,
    Runs,
    Title,
    day_runs,
    in_role,
    join,
    shown,
    value,
    words,
)
from inspector.documents.dossier import (
    Citation,
    Dossier,
    EvidenceLine,
    PaperKind,
    PersonKind,
)
from inspector.documents.faces import Role
from inspector.documents.linebreak import Gap
from inspector.documents.numbering import number_runs, paper_title
from inspector.domain.money import letter_amount, yuan_text

_NUMERALS = "一二三四五六七八九十"
_SENTENCE_ENDS = "。！？；"


def chinese_count(number: int) -> str:
    """一 to 九十九, for headings and periods in letters."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _NUMERALS[ones - 1]
    return ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" + (_NUMERALS[ones - 1] if ones else "")


def addressee(dossier: Dossier) -> str:
    """How a letter speaks to the party: 你单位 or 你."""
    return "你单位" if dossier.party.kind is PersonKind.ORGANISATION else "你"


def sentence(text: str | None, ems: float = 20) -> Runs:
    """An entered sentence with its full stop, or a blank with one."""
    if text is None or not shown(text):
        return join((Gap(ems),), "。")
    plain = shown(text)
    return words(plain if plain[-1] in _SENTENCE_ENDS else plain + "。")


def cited(citations: Sequence[Citation]) -> Runs:
    """Citations of a letter, or a blank."""
    if not citations:
        return (Gap(16),)
    return words("、".join(shown(citation.letter) for citation in citations))


def letter_head(kind: PaperKind, dossier: Dossier) -> list[Block]:
    """Title, number and party block."""
    return [
        Title(in_role(value(dossier.bureau.name, 12), Role.TITLE), paper_title(kind)),
        NumberLine(number_runs(kind, dossier)),
        *party_lines(dossier),
    ]


def party_lines(dossier: Dossier) -> list[Block]:
    """The party block of a letter: who it is about, by code or identity number."""
    party = dossier.party
    if party.kind is PersonKind.PERSON:
        return [
            PartyLine("当事人", value(party.name)),
            PartyLine("身份证号", value(party.id_number, 10)),
            PartyLine("住址", value(party.address, 16)),
        ]
    leader = "法定代表人" if party.kind is PersonKind.ORGANISATION else "经营者"
    return [
        PartyLine("当事人", value(party.name, 16)),
        PartyLine("统一社会信用代码", value(party.credit_code, 10)),
        PartyLine(leader, value(party.representative)),
        PartyLine("住所" if party.kind is PersonKind.ORGANISATION else "经营场所", value(party.address, 16)),
    ]


def headed(parts: Sequence[tuple[str, Sequence[Block]]]) -> list[Block]:
    """Parts under headings numbered 一、二、 in order."""
    found: list[Block] = []
    for index, (title, blocks) in enumerate(parts, start=1):
        found.append(Heading(f"{chinese_count(index)}、{title}"))
        found.extend(blocks)
    return found


def closing_block(kind: PaperKind, dossier: Dossier) -> Closing:
    """The closing block of a kind of letter."""
    return Closing(value(dossier.bureau.name, 12), day_runs(dossier.day(kind)))


def _evidence_name(line: EvidenceLine) -> str:
    text = shown(line.name)
    details = []
    if line.number:
        details.append(shown(line.number))
    if line.obtained_on:
        details.append(f"{line.obtained_on.year}年{line.obtained_on.month}月{line.obtained_on.day}日取得")
    if line.provider:
        details.append(f"{shown(line.provider)}提供")
    if line.proves:
        details.append(f"证明{shown(line.proves).rstrip('。')}")
    return text + (f"（{'，'.join(details)}）" if details else "")


def facts_part(dossier: Dossier) -> list[Block]:
    """Facts, consequence, evidence and the clause broken."""
    you = addressee(dossier)
    blocks: list[Block] = []
    if dossier.facts:
        blocks.extend(Paragraph(sentence(text), "违法事实") for text in dossier.facts)
    else:
        place = dossier.visit.place
        blocks.append(
            Paragraph(
                join(
                    day_runs(None),
                    "，本机关执法人员到",
                    value(place, 12),
                    f"检查，发现{you}",
                    sentence(None, 24),
                ),
                "违法事实",
            )
        )
    if dossier.consequence:
        blocks.append(Paragraph(join("影响和后果：", sentence(dossier.consequence)), "影响和后果"))
    named: Runs = (Gap(20),)
    if dossier.evidence:
        named = words("、".join(_evidence_name(line) for line in dossier.evidence))
    blocks.append(Paragraph(join("以上事实，有", named, "等证据为证。"), "证据"))
    blocks.append(Paragraph(join("上述行为违反", cited(dossier.violated), "的规定。"), "违反的条款"))
    return blocks


def discretion_part(dossier: Dossier) -> list[Block]:
    """Base, each factor with its weight, the sum, what raised or lowered it, old against new law."""
    fine = dossier.fine
    blocks: list[Block] = [
        Paragraph(join("按照", value(fine.source, 16), "，本案裁量因素如下："), "裁量基准"),
    ]
    if fine.steps:
        texts = []
        for step in fine.steps:
            situation = f"：{shown(step.situation).rstrip('。')}" if step.situation else ""
            weight = f"，{shown(step.weight)}" if step.weight else ""
            texts.append(f"{shown(step.factor)}{situation}{weight}")
        blocks.append(Paragraph(sentence("；".join(texts)), "裁量因素"))
    elif fine.formula is None:
        blocks.append(Paragraph(sentence(None, 24), "裁量因素"))
    bounds = ""
    if fine.minimum_fen is not None and fine.maximum_fen is not None:
        bounds = f"法定罚款幅度为{yuan_text(fine.minimum_fen)}元以上{yuan_text(fine.maximum_fen)}元以下。"
    if fine.formula:
        blocks.append(Paragraph(join(sentence(fine.formula), bounds), "罚款计算"))
    elif bounds:
        blocks.append(Paragraph(words(bounds), "罚款幅度"))
    if fine.adjustment:
        blocks.append(Paragraph(sentence(fine.adjustment), "从轻、减轻或者从重"))
    if dossier.law_comparison:
        blocks.append(Paragraph(sentence(dossier.law_comparison), "新旧规定比较"))
    return blocks


def penalties(dossier: Dossier) -> Runs:
    """`警告；罚款人民币32,000.00元（大写：叁万贰仟元整）`."""
    decision = dossier.decision
    parts: list[Runs | str] = []
    for name in decision.other_penalties:
        parts.extend((shown(name).rstrip("。"), "；"))
    if decision.amount_fen is not None:
        parts.append(f"罚款{letter_amount(decision.amount_fen)}")
    elif parts:
        parts.pop()
    else:
        return join("罚款人民币", (Gap(5),), "元（大写：", (Gap(8),), "）")
    return join(*parts)


def remedies_part(dossier: Dossier, *, enforced: bool) -> list[Block]:
    """Review within 60 days, suit within 6 months; with `enforced` also no stay and enforcement."""
    runs = join(
        "不服本决定的，可以自收到本决定书之日起六十日内向",
        value(dossier.bureau.review_body),
        "申请行政复议，或者自收到本决定书之日起六个月内向",
        value(dossier.bureau.court),
        "提起行政诉讼。",
    )
    blocks: list[Block] = [Paragraph(runs, "救济途径")]
    if enforced:
        text = (
            "行政复议、行政诉讼期间，本决定不停止执行，法律另有规定的除外。"
            "逾期不申请行政复议、不提起行政诉讼又不履行本决定的，本机关将依法申请人民法院强制执行。"
        )
        blocks.append(Paragraph(words(text), "不履行的后果"))
    return blocks
