"""Parts that several official letters share: head, party, facts, discretion, penalties, remedies."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.documents.content import (
    Block,
    Paragraph,
    PartyLine,
    Runs,
    day_runs,
    join,
    shown,
    value,
    words,
)
from inspector.documents.dossier import (
    Citation,
    ConditionStatus,
    Dossier,
    EvidenceLine,
    LenientCondition,
    PersonKind,
)
from inspector.documents.linebreak import Gap, Words
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


def ended(runs: Runs) -> Runs:
    """Runs with a stop at their end, unless they end as a sentence already."""
    last = runs[-1] if runs else None
    text = last.text if isinstance(last, Words) else ""
    return runs if text and text[-1] in _SENTENCE_ENDS else join(runs, "。")


def cited(citations: Sequence[Citation]) -> Runs:
    """Citations of a letter, or a blank."""
    if not citations:
        return (Gap(16),)
    return words("、".join(shown(citation.letter) for citation in citations))


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


def _condition(index: int, condition: LenientCondition) -> Block:
    title = f"（{chinese_count(index)}）{shown(condition.title).rstrip('。')}。"
    parts: list[Runs | str] = [title]
    if condition.searched_until:
        parts += ["查至", day_runs(condition.searched_until), "，"]
    parts.append(sentence(condition.found, 12))
    if condition.needed:
        parts.append(f"要求：{shown(condition.needed).rstrip('。')}。")
    if condition.evidence:
        parts.append(f"证据：{shown(condition.evidence).rstrip('。')}。")
    verdict = {ConditionStatus.MET: "该项符合。", ConditionStatus.UNMET: "该项不符合。"}
    parts.append(verdict[condition.status] if condition.status in verdict else join("该项", (Gap(4),), "。"))
    return Paragraph(join(*parts), f"条件：{condition.title}")


def lenient_reasons(dossier: Dossier) -> list[Block]:
    """The lenient item and each of its conditions as found, a paragraph each."""
    blocks: list[Block] = [
        Paragraph(join("对照", value(dossier.leniency.source, 16), "，逐项核对："), "不予处罚事项")
    ]
    conditions = dossier.leniency.conditions
    blocks.extend(_condition(index, condition) for index, condition in enumerate(conditions, start=1))
    if not conditions:
        blocks.append(Paragraph(join("（一）", sentence(None, 22)), "不予处罚条件"))
    if dossier.decision.reason:
        blocks.append(Paragraph(sentence(dossier.decision.reason), "决定理由"))
    return blocks
