"""Wording of the four official letters: order to correct, prior notice, penalty decision, no-penalty decision.

Elements after law of procedure (处罚法 44, 57, 59, 63–64, 67, 72–73; 复议法 20; 诉讼法 46). Sentences are the project's own.
"""

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
    ConditionStatus,
    Dossier,
    EvidenceLine,
    HearingState,
    LenientCondition,
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


def _you(dossier: Dossier) -> str:
    return "你单位" if dossier.party.kind is PersonKind.ORGANISATION else "你"


def _sentence(text: str | None, ems: float = 20) -> Runs:
    """An entered sentence with its full stop, or a blank with one."""
    if text is None or not shown(text):
        return join((Gap(ems),), "。")
    plain = shown(text)
    return words(plain if plain[-1] in _SENTENCE_ENDS else plain + "。")


def _cited(citations: Sequence[Citation]) -> Runs:
    if not citations:
        return (Gap(16),)
    return words("、".join(shown(citation.letter) for citation in citations))


def _head(kind: PaperKind, dossier: Dossier) -> list[Block]:
    return [
        Title(in_role(value(dossier.bureau.name, 12), Role.TITLE), paper_title(kind)),
        NumberLine(number_runs(kind, dossier)),
        *_party(dossier),
    ]


def _party(dossier: Dossier) -> list[Block]:
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


def _headed(parts: Sequence[tuple[str, Sequence[Block]]]) -> list[Block]:
    """Parts under headings numbered 一、二、 in order."""
    found: list[Block] = []
    for index, (title, blocks) in enumerate(parts, start=1):
        found.append(Heading(f"{chinese_count(index)}、{title}"))
        found.extend(blocks)
    return found


def _closing(kind: PaperKind, dossier: Dossier) -> Closing:
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


def _facts(dossier: Dossier) -> list[Block]:
    you = _you(dossier)
    blocks: list[Block] = []
    if dossier.facts:
        blocks.extend(Paragraph(_sentence(text), "违法事实") for text in dossier.facts)
    else:
        place = dossier.visit.place
        blocks.append(
            Paragraph(
                join(
                    day_runs(None),
                    "，本机关执法人员到",
                    value(place, 12),
                    f"检查，发现{you}",
                    _sentence(None, 24),
                ),
                "违法事实",
            )
        )
    if dossier.consequence:
        blocks.append(Paragraph(join("影响和后果：", _sentence(dossier.consequence)), "影响和后果"))
    named: Runs = (Gap(20),)
    if dossier.evidence:
        named = words("、".join(_evidence_name(line) for line in dossier.evidence))
    blocks.append(Paragraph(join("以上事实，有", named, "等证据为证。"), "证据"))
    blocks.append(Paragraph(join("上述行为违反", _cited(dossier.violated), "的规定。"), "违反的条款"))
    return blocks


def _discretion(dossier: Dossier) -> list[Block]:
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
        blocks.append(Paragraph(_sentence("；".join(texts)), "裁量因素"))
    elif fine.formula is None:
        blocks.append(Paragraph(_sentence(None, 24), "裁量因素"))
    bounds = ""
    if fine.minimum_fen is not None and fine.maximum_fen is not None:
        bounds = f"法定罚款幅度为{yuan_text(fine.minimum_fen)}元以上{yuan_text(fine.maximum_fen)}元以下。"
    if fine.formula:
        blocks.append(Paragraph(join(_sentence(fine.formula), bounds), "罚款计算"))
    elif bounds:
        blocks.append(Paragraph(words(bounds), "罚款幅度"))
    if fine.adjustment:
        blocks.append(Paragraph(_sentence(fine.adjustment), "从轻、减轻或者从重"))
    if dossier.law_comparison:
        blocks.append(Paragraph(_sentence(dossier.law_comparison), "新旧规定比较"))
    return blocks


def _penalties(dossier: Dossier) -> Runs:
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


def _remedies(dossier: Dossier, *, enforced: bool) -> list[Block]:
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


def rectification_order(dossier: Dossier) -> tuple[Block, ...]:
    """责令改正违法行为决定书."""
    kind, you, order = PaperKind.RECTIFICATION_ORDER, _you(dossier), dossier.rectification
    if order.immediately:
        term = words("自收到本决定书之时起立即")
    else:
        term = join("于", day_runs(order.due_on), "前")
    parts: list[tuple[str, Sequence[Block]]] = [
        ("违法事实和证据", _facts(dossier)),
        (
            "责令改正的依据和内容",
            [
                Paragraph(
                    join(
                        "依据", _cited(dossier.correction), f"的规定，责令{you}", term, "改正上述违法行为。"
                    ),
                    "责令改正依据",
                ),
                Paragraph(join("改正要求：", _sentence(order.requirement)), "改正内容"),
            ],
        ),
        (
            "改正期限和逾期后果",
            [
                Paragraph(
                    join(
                        f"{you}应当在期限内完成改正，并将改正情况书面报告本机关。本机关将依法复查。",
                        _sentence(
                            order.consequence or "逾期不改正或者拒不改正的，本机关将依照法律、法规的规定处理"
                        ),
                    ),
                    "逾期后果",
                )
            ],
        ),
        ("救济途径", _remedies(dossier, enforced=False)),
    ]
    return (*_head(kind, dossier), *_headed(parts), _closing(kind, dossier))


def prior_notice(dossier: Dossier) -> tuple[Block, ...]:
    """行政处罚事先（听证）告知书: facts, grounds, intended penalty, right to be heard (处罚法 44, 45, 63, 64)."""
    kind, you, bureau = PaperKind.PRIOR_NOTICE, _you(dossier), dossier.bureau
    intended = Paragraph(
        join(
            "依据",
            _cited(dossier.penalty),
            f"的规定，本机关拟对{you}作出以下行政处罚：",
            _penalties(dossier),
            "。",
        ),
        "拟处罚种类和幅度",
    )
    rights: list[Block] = [
        Paragraph(
            words(
                f"{you}有权陈述和申辩。要陈述、申辩的，请自收到本告知书之日起五个工作日内向本机关书面或者口头提出；"
                "逾期未提出的，视为放弃。本机关不因陈述、申辩加重处罚。"
            ),
            "陈述申辩权",
        )
    ]
    if dossier.notice.hearing_offered is None:
        rights.append(Paragraph(join("听证权利：", (Gap(16),), "。"), "听证"))
    elif dossier.notice.hearing_offered:
        rights.append(
            Paragraph(
                words(
                    f"{you}有权要求听证。要求听证的，请自收到本告知书之日起五个工作日内向本机关提出；"
                    f"逾期未提出的，视为放弃。听证不向{you}收取费用。"
                ),
                "听证",
            )
        )
    else:
        rights.append(Paragraph(words("本案拟作出的处罚不属于依法应当告知听证的情形。"), "听证"))
    contact = [
        Paragraph(
            join(
                "联系人：",
                value(bureau.contact),
                "；电话：",
                value(bureau.phone),
                "；地址：",
                _sentence(bureau.address, 14),
            ),
            "联系方式",
        )
    ]
    parts: list[tuple[str, Sequence[Block]]] = [
        ("违法事实和证据", _facts(dossier)),
        ("拟作出的行政处罚", [intended]),
        ("裁量理由", _discretion(dossier)),
        ("陈述、申辩和听证的权利", rights),
        ("联系方式", contact),
    ]
    return (*_head(kind, dossier), *_headed(parts), _closing(kind, dossier))


def _served(dossier: Dossier, name: str) -> Runs:
    number = f"（{shown(dossier.notice.number)}）" if dossier.notice.number else ""
    return join("本机关于", day_runs(dossier.notice.served_on), f"送达{name}{number}。")


def _defence(dossier: Dossier, name: str) -> list[Block]:
    """What was said, taken or not, and why; that nothing was said is written too."""
    notice, you = dossier.notice, _you(dossier)
    served = _served(dossier, name)
    if notice.defended is None:
        said = join(f"{you}陈述、申辩情况：", (Gap(18),), "。")
    elif not notice.defended:
        way = "书面表示放弃陈述、申辩。" if notice.waived_in_writing else "在规定期限内未提出陈述、申辩。"
        said = words(you + way)
    else:
        taken: Runs | str = (Gap(8),)
        if notice.adopted is not None:
            taken = "予以采纳" if notice.adopted else "不予采纳"
        said = join(
            you,
            "于",
            day_runs(notice.defended_on),
            "提出陈述、申辩：",
            _sentence(notice.defence),
            "经复核，",
            taken,
            "，理由是：",
            _sentence(notice.adoption_reason),
        )
    return [Paragraph(join(served, said), "陈述申辩")]


def _hearing(dossier: Dossier) -> list[Block]:
    notice, you = dossier.notice, _you(dossier)
    match notice.hearing:
        case None:
            runs = join("听证情况：", (Gap(18),), "。")
        case HearingState.NOT_APPLICABLE:
            runs = words("本案不属于依法应当告知听证的情形。")
        case HearingState.NOT_ASKED:
            runs = words(f"{you}在规定期限内未要求听证。")
        case HearingState.WAIVED:
            runs = words(f"{you}书面表示放弃听证。")
        case HearingState.HELD:
            runs = join(
                f"经{you}要求，本机关于",
                day_runs(notice.hearing_on),
                "举行听证。听证意见及采纳情况：",
                _sentence(notice.hearing_result),
            )
    return [Paragraph(runs, "听证")]


def _payment(dossier: Dossier) -> list[Block]:
    if dossier.decision.amount_fen is None:
        return []
    days, bureau = chinese_count(dossier.decision.payment_days), dossier.bureau
    account = f"（账号{shown(bureau.bank_account)}）" if bureau.bank_account else ""
    return [
        Paragraph(
            join(
                f"{_you(dossier)}应当自收到本决定书之日起{days}日内，到",
                value(bureau.bank),
                account,
                "缴纳罚款。到期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款的总额不超过罚款数额。",
            ),
            "缴款方式和期限",
        )
    ]


def penalty_decision(dossier: Dossier) -> tuple[Block, ...]:
    """行政处罚决定书 (处罚法 59)."""
    kind, you = PaperKind.PENALTY_DECISION, _you(dossier)
    decided: list[Block] = [
        Paragraph(
            join(
                "依据",
                _cited(dossier.penalty),
                f"的规定，本机关决定对{you}作出以下行政处罚：",
                _penalties(dossier),
                "。",
            ),
            "决定",
        )
    ]
    if dossier.decision.reason:
        decided.insert(0, Paragraph(_sentence(dossier.decision.reason), "决定理由"))
    parts: list[tuple[str, Sequence[Block]]] = [
        ("违法事实和证据", _facts(dossier)),
        (
            "陈述、申辩、听证及采纳情况",
            [*_defence(dossier, "行政处罚事先（听证）告知书"), *_hearing(dossier)],
        ),
        ("裁量理由", _discretion(dossier)),
        ("处罚决定及履行方式和期限", [*decided, *_payment(dossier)]),
        ("救济途径和不履行的后果", _remedies(dossier, enforced=True)),
    ]
    return (*_head(kind, dossier), *_headed(parts), _closing(kind, dossier))


def _condition(index: int, condition: LenientCondition) -> Block:
    title = f"（{chinese_count(index)}）{shown(condition.title).rstrip('。')}。"
    parts: list[Runs | str] = [title]
    if condition.searched_until:
        parts += ["查至", day_runs(condition.searched_until), "，"]
    parts.append(_sentence(condition.found, 12))
    if condition.needed:
        parts.append(f"要求：{shown(condition.needed).rstrip('。')}。")
    if condition.evidence:
        parts.append(f"证据：{shown(condition.evidence).rstrip('。')}。")
    verdict = {ConditionStatus.MET: "该项符合。", ConditionStatus.UNMET: "该项不符合。"}
    parts.append(verdict[condition.status] if condition.status in verdict else join("该项", (Gap(4),), "。"))
    return Paragraph(join(*parts), f"条件：{condition.title}")


def _reasons(dossier: Dossier) -> list[Block]:
    blocks: list[Block] = [
        Paragraph(join("对照", value(dossier.leniency.source, 16), "，逐项核对："), "不予处罚事项")
    ]
    conditions = dossier.leniency.conditions
    blocks.extend(_condition(index, condition) for index, condition in enumerate(conditions, start=1))
    if not conditions:
        blocks.append(Paragraph(join("（一）", _sentence(None, 22)), "不予处罚条件"))
    if dossier.decision.reason:
        blocks.append(Paragraph(_sentence(dossier.decision.reason), "决定理由"))
    return blocks


def _corrected(dossier: Dossier) -> list[Block]:
    facts, you = dossier.rectification, _you(dossier)
    if facts.corrected is None:
        state: Runs = (Gap(8),)
    else:
        state = words("已经完成改正" if facts.corrected else "未完成改正")
    done = join(you, "于", day_runs(facts.corrected_on), "改正；") if facts.corrected_on else ()
    runs = join(done, "本机关于", day_runs(facts.rechecked_on), f"复查，{you}", state, "。")
    if facts.result:
        runs = join(runs, _sentence(facts.result))
    return [Paragraph(runs, "改正情况")]


def _education(dossier: Dossier) -> list[Block]:
    facts, you = dossier.education, _you(dossier)
    blocks: list[Block] = []
    if facts.duties:
        duties = "；".join(shown(duty).rstrip("。；") for duty in facts.duties)
        blocks.append(Paragraph(words(f"{you}应当做到：{duties}。"), "教育内容"))
    else:
        blocks.append(Paragraph(join(f"{you}应当做到：", _sentence(None)), "教育内容"))
    blocks.append(
        Paragraph(
            join(
                "上述要求已由",
                value(facts.explained_by),
                "于",
                day_runs(facts.explained_on),
                f"向{you}当面讲解。再次发生同类违法行为的，本机关将依法处理。",
            ),
            "教育情况",
        )
    )
    return blocks


def no_penalty_decision(dossier: Dossier) -> tuple[Block, ...]:
    """不予行政处罚决定书 (处罚法 33): reasons one condition a paragraph, correction, defence, education."""
    kind, you = PaperKind.NO_PENALTY_DECISION, _you(dossier)
    decided = Paragraph(
        join("依据", _cited(dossier.no_penalty), f"的规定，本机关决定对{you}不予行政处罚。"), "决定"
    )
    parts: list[tuple[str, Sequence[Block]]] = [
        ("违法事实和证据", _facts(dossier)),
        ("不予处罚的理由", _reasons(dossier)),
        ("改正情况", _corrected(dossier)),
        ("陈述、申辩情况", _defence(dossier, "不予行政处罚事先告知书")),
        ("决定", [decided]),
        ("教育内容", _education(dossier)),
        ("救济途径", _remedies(dossier, enforced=False)),
    ]
    return (*_head(kind, dossier), *_headed(parts), _closing(kind, dossier))
