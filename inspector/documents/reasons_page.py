"""Wording of the page of reasons (裁量与免罚说理页): four parts in a fixed order, unknown said as unknown, nothing decided.

After papers.md §6 of the design: conditions in the order of the source, one sentence with counts, the factor table with
its running sum, the arithmetic in one line, the bar, old law against new, like cases, what is not verified, signature.
"""

from __future__ import annotations

from inspector.documents.content import (
    Block,
    Cell,
    Heading,
    Paragraph,
    PartyLine,
    RangeBlock,
    Runs,
    SignatureRows,
    Table,
    Title,
    day_runs,
    join,
    shown,
    value,
    words,
)
from inspector.documents.dossier import Dossier, PaperKind
from inspector.documents.faces import Role
from inspector.documents.numbering import paper_title
from inspector.documents.reasons_facts import ReasonsFacts, ReasonsGround
from inspector.domain.money import capital_amount, wan_text

_SIGNS = SignatureRows(((("承办人（签名）：", 0.48), ("日期：", 0.24)),))
_CONDITION_WIDTHS = (0.14, 0.22, 0.30, 0.34)
_FACTOR_WIDTHS = (0.28, 0.44, 0.14, 0.14)


def reasons_page(dossier: Dossier) -> tuple[Block, ...]:
    """裁量与免罚说理页."""
    facts = dossier.reasons
    blocks: list[Block] = [
        Title((), paper_title(PaperKind.REASONS_PAGE)),
        PartyLine("当事人", value(dossier.party.name, 14, Role.SONG)),
        PartyLine("行为终了日", day_runs(facts.act_end_day)),
        PartyLine("适用日", day_runs(facts.decision_day)),
        Heading("一、从轻、减轻、不予处罚的条件"),
    ]
    for ground in facts.grounds:
        blocks += _ground(ground)
    if not facts.grounds:
        blocks.append(_text("没有可以核对的清单项和一般条款。"))
    blocks += [_text(text) for text in facts.aggravating]
    blocks += [_text(text) for text in facts.conflicts]
    if facts.education:
        blocks.append(_text(facts.education))
    blocks += _fine(facts)
    blocks.append(Heading("三、从旧兼从轻核对"))
    blocks.append(_text(facts.comparison or "条文尚未选定。"))
    blocks += [_text(text) for text in (facts.limitation, *facts.several) if text]
    if facts.similar:
        blocks.append(Heading("四、同类案件"))
        blocks.append(_text(facts.similar))
    blocks += [_note(text) for text in (*facts.unverified, _foot(dossier))]
    return (*blocks, _SIGNS)


def _ground(ground: ReasonsGround) -> list[Block]:
    rows = tuple(
        (
            Cell(words(entry.state.label, Role.SONG)),
            Cell(_song(entry.name)),
            Cell(_song(entry.found)),
            Cell(_song("；".join(part for part in (entry.clause, entry.remark) if part))),
        )
        for entry in ground.conditions
    )
    title = f"{ground.name}　{ground.source}"
    head = ("结果", "条件", "查到的事实", "依据、证据、怎样会改变")
    return [Table(title, _CONDITION_WIDTHS, head, rows), _text(ground.sentence)]


def _fine(facts: ReasonsFacts) -> list[Block]:
    span = f"{wan_text(facts.minimum_fen)}万元以上{wan_text(facts.maximum_fen)}万元以下"
    if not facts.minimum_fen:
        span = f"{wan_text(facts.maximum_fen)}万元以下"
    blocks: list[Block] = [Heading("二、罚款计算"), _text(f"法定幅度：{span}（{facts.fine_source}）。")]
    if facts.factors:
        rows = tuple(
            (
                Cell(_song(factor.name)),
                Cell(_song(factor.situation or "—")),
                Cell(_song(factor.weight or "—"), "right"),
                Cell(_song(factor.running or "—"), "right"),
            )
            for factor in facts.factors
        )
        blocks.append(Table("裁量因素", _FACTOR_WIDTHS, ("因素", "本案情形", "百分值", "累计"), rows))
    formula = shown(facts.formula)
    if facts.point_fen is not None:
        formula += f"（{capital_amount(facts.point_fen)}）"
    blocks.append(Paragraph(words(formula, Role.HEI), "罚款算式", 0))
    if facts.maximum_fen > facts.minimum_fen:
        blocks.append(
            RangeBlock(facts.minimum_fen, facts.maximum_fen, facts.point_fen, shown(facts.step_note))
        )
    return [*blocks, *(_text(text) for text in facts.fine_notes if text)]


def _foot(dossier: Dossier) -> str:
    pack = dossier.trace.pack_version or "未知"
    return f"本页由规则包 {pack} 核对。核对结果只作参考，处理决定由办案人员作出，以审批意见为准。"


def _song(text: str) -> Runs:
    return words(shown(text), Role.SONG)


def _text(text: str) -> Paragraph:
    return Paragraph(join(words(shown(text), Role.SONG)), "说理")


def _note(text: str) -> Paragraph:
    return Paragraph(join(words(shown(text), Role.SONG)), "说明", 0)
