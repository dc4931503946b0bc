"""Wording of the four official letters: order to correct, prior notice, penalty decision, no-penalty decision.

Elements after law of procedure (处罚法 44, 57, 59, 63–64, 67, 72–73; 复议法 20; 诉讼法 46). Sentences are the project's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from inspector.documents.content import (
    Block,
    Paragraph,
    Runs,
    day_runs,
    join,
    shown,
    value,
    words,
)
from inspector.documents.dossier import (
    ConditionStatus,
    Dossier,
    HearingState,
    LenientCondition,
    PaperKind,
)
from inspector.documents.letterparts import (
    addressee,
    chinese_count,
    cited,
    closing_block,
    discretion_part,
    facts_part,
    headed,
    letter_head,
    penalties,
    remedies_part,
    sentence,
)
from inspector.documents.linebreak import Gap


def rectification_order(dossier: Dossier) -> tuple[Block, ...]:
    """责令改正违法行为决定书."""
    kind, you, order = PaperKind.RECTIFICATION_ORDER, addressee(dossier), dossier.rectification
    if order.immediately:
        term = words("自收到本决定书之时起立即")
    else:
        term = join("于", day_runs(order.due_on), "前")
    parts: list[tuple[str, Sequence[Block]]] = [
        ("违法事实和证据", facts_part(dossier)),
        (
            "责令改正的依据和内容",
            [
                Paragraph(
                    join("依据", cited(dossier.correction), f"的规定，责令{you}", term, "改正上述违法行为。"),
                    "责令改正依据",
                ),
                Paragraph(join("改正要求：", sentence(order.requirement)), "改正内容"),
            ],
        ),
        (
            "改正期限和逾期后果",
            [
                Paragraph(
                    join(
                        f"{you}应当在期限内完成改正，并将改正情况书面报告本机关。本机关将依法复查。",
                        sentence(
                            order.consequence or "逾期不改正或者拒不改正的，本机关将依照法律、法规的规定处理"
                        ),
                    ),
                    "逾期后果",
                )
            ],
        ),
        ("救济途径", remedies_part(dossier, enforced=False)),
    ]
    return (*letter_head(kind, dossier), *headed(parts), closing_block(kind, dossier))


def prior_notice(dossier: Dossier) -> tuple[Block, ...]:
    """行政处罚事先（听证）告知书: facts, grounds, intended penalty, right to be heard (处罚法 44, 45, 63, 64)."""
    kind, you, bureau = PaperKind.PRIOR_NOTICE, addressee(dossier), dossier.bureau
    intended = Paragraph(
        join(
            "依据",
            cited(dossier.penalty),
            f"的规定，本机关拟对{you}作出以下行政处罚：",
            penalties(dossier),
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
                sentence(bureau.address, 14),
            ),
            "联系方式",
        )
    ]
    parts: list[tuple[str, Sequence[Block]]] = [
        ("违法事实和证据", facts_part(dossier)),
        ("拟作出的行政处罚", [intended]),
        ("裁量理由", discretion_part(dossier)),
        ("陈述、申辩和听证的权利", rights),
        ("联系方式", contact),
    ]
    return (*letter_head(kind, dossier), *headed(parts), closing_block(kind, dossier))


def _served(dossier: Dossier, name: str) -> Runs:
    number = f"（{shown(dossier.notice.number)}）" if dossier.notice.number else ""
    return join("本机关于", day_runs(dossier.notice.served_on), f"送达{name}{number}。")


def _defence(dossier: Dossier, name: str) -> list[Block]:
    """What was said, taken or not, and why; that nothing was said is written too."""
    notice, you = dossier.notice, addressee(dossier)
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
            sentence(notice.defence),
            "经复核，",
            taken,
            "，理由是：",
            sentence(notice.adoption_reason),
        )
    return [Paragraph(join(served, said), "陈述申辩")]


def _hearing(dossier: Dossier) -> list[Block]:
    notice, you = dossier.notice, addressee(dossier)
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
                sentence(notice.hearing_result),
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
                f"{addressee(dossier)}应当自收到本决定书之日起{days}日内，到",
                value(bureau.bank),
                account,
                "缴纳罚款。到期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款的总额不超过罚款数额。",
            ),
            "缴款方式和期限",
        )
    ]


def penalty_decision(dossier: Dossier) -> tuple[Block, ...]:
    """行政处罚决定书 (处罚法 59)."""
    kind, you = PaperKind.PENALTY_DECISION, addressee(dossier)
    decided: list[Block] = [
        Paragraph(
            join(
                "依据",
                cited(dossier.penalty),
                f"的规定，本机关决定对{you}作出以下行政处罚：",
                penalties(dossier),
                "。",
            ),
            "决定",
        )
    ]
    if dossier.decision.reason:
        decided.insert(0, Paragraph(sentence(dossier.decision.reason), "决定理由"))
    parts: list[tuple[str, Sequence[Block]]] = [
        ("违法事实和证据", facts_part(dossier)),
        (
            "陈述、申辩、听证及采纳情况",
            [*_defence(dossier, "行政处罚事先（听证）告知书"), *_hearing(dossier)],
        ),
        ("裁量理由", discretion_part(dossier)),
        ("处罚决定及履行方式和期限", [*decided, *_payment(dossier)]),
        ("救济途径和不履行的后果", remedies_part(dossier, enforced=True)),
    ]
    return (*letter_head(kind, dossier), *headed(parts), closing_block(kind, dossier))


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


def _corrected(dossier: Dossier) -> list[Block]:
    facts, you = dossier.rectification, addressee(dossier)
    if facts.corrected is None:
        state: Runs = (Gap(8),)
    else:
        state = words("已经完成改正" if facts.corrected else "未完成改正")
    done = join(you, "于", day_runs(facts.corrected_on), "改正；") if facts.corrected_on else ()
    runs = join(done, "本机关于", day_runs(facts.rechecked_on), f"复查，{you}", state, "。")
    if facts.result:
        runs = join(runs, sentence(facts.result))
    return [Paragraph(runs, "改正情况")]


def _education(dossier: Dossier) -> list[Block]:
    facts, you = dossier.education, addressee(dossier)
    blocks: list[Block] = []
    if facts.duties:
        duties = "；".join(shown(duty).rstrip("。；") for duty in facts.duties)
        blocks.append(Paragraph(words(f"{you}应当做到：{duties}。"), "教育内容"))
    else:
        blocks.append(Paragraph(join(f"{you}应当做到：", sentence(None)), "教育内容"))
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
    kind, you = PaperKind.NO_PENALTY_DECISION, addressee(dossier)
    decided = Paragraph(
        join("依据", cited(dossier.no_penalty), f"的规定，本机关决定对{you}不予行政处罚。"), "决定"
    )
    parts: list[tuple[str, Sequence[Block]]] = [
        ("违法事实和证据", facts_part(dossier)),
        ("不予处罚的理由", lenient_reasons(dossier)),
        ("改正情况", _corrected(dossier)),
        ("陈述、申辩情况", _defence(dossier, "不予行政处罚事先告知书")),
        ("决定", [decided]),
        ("教育内容", _education(dossier)),
        ("救济途径", remedies_part(dossier, enforced=False)),
    ]
    return (*letter_head(kind, dossier), *headed(parts), closing_block(kind, dossier))
