"""Dossiers for the tests of papers: a full one, an empty one, and one with everything too long."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from PIL import Image

from inspector.documents.casedetails import (
    Attachment,
    CaseDetails,
    Handler,
    IssuedLine,
    MeetingLine,
    StepLine,
)
from inspector.documents.dossier import (
    Bureau,
    CheckLine,
    Citation,
    ConditionStatus,
    DecisionFacts,
    Dossier,
    EducationFacts,
    EvidenceLine,
    FineComputation,
    FineStep,
    HearingState,
    Leniency,
    LenientCondition,
    MeasurementLine,
    NoticeFacts,
    NumberTaken,
    OfficerCard,
    PaperDate,
    PaperKind,
    Party,
    PhotoSheetEntry,
    RectificationFacts,
    Trace,
    VisitDetails,
)
from inspector.documents.papervalues import PaperValues
from inspector.documents.reasons_facts import (
    CheckState,
    ReasonsCondition,
    ReasonsFactor,
    ReasonsFacts,
    ReasonsGround,
)
from inspector.documents.wording import shipped
from inspector.domain.kinds import Answer, Outcome

CODE = "《中华人民共和国生态环境法典》"
LONG_NAME = "深圳市南澜区湾畔街道观潮路与屿前路交汇处东北侧（原“第二水泥制品厂”）有限公司" * 8


def jpeg() -> bytes:
    """A small upright photo."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (30, 40, 60)).save(out, "JPEG")
    return out.getvalue()


def photo(ordinal: int) -> PhotoSheetEntry:
    """A complete entry of the photo sheet."""
    return PhotoSheetEntry(
        number=f"Z-{ordinal:02d}",
        jpeg=jpeg,
        caption="夜间施工行为",
        proves="2号楼五层楼板正在浇筑混凝土，汽车泵在用。",
        taken_at=datetime(2026, 11, 18, 15, 47, 12, tzinfo=UTC),
        time_source="相机记录，与卫星时间相差2秒",
        place="工地东侧围挡外",
        position="22.593200, 114.312900 WGS-84",
        photographer="覃屿川",
        second_officer="栾知棠",
        carrier="执法记录相机02号",
        file_name=f"DSC_{400 + ordinal}.JPG",
        size_bytes=127_281,
        sha256="52696f1374c0acb7" + "0" * 48,
        marks="标注（箭头 1，文字 1）" if ordinal == 2 else None,
    )


def visit() -> VisitDetails:
    """A complete night-noise visit."""
    return VisitDetails(
        started_at=datetime(2026, 11, 18, 15, 41, tzinfo=UTC),
        ended_at=datetime(2026, 11, 18, 16, 26, tzinfo=UTC),
        place="湾畔花园二期工地",
        position="22.593100, 114.312700 WGS-84",
        officers=(
            OfficerCard(name="覃屿川", card_number="00190001"),
            OfficerCard(name="栾知棠", card_number="00190002"),
        ),
        recorder="栾知棠",
        person_in_charge="顾望屿",
        person_role="项目副经理",
        identity_shown=True,
        identity_confirmed=True,
        avoidance_told=True,
        avoidance_asked=False,
        findings="现场未出示连续施工作业证明，等效声级63.8 dB(A)。",
        evidence_taken="拍摄现场照片8张（Z-01至Z-08）。",
        checks=(
            CheckLine(item="是否取得连续施工作业证明", answer=Answer.UNMET, clause="《法典》第572条第2款"),
        ),
        measurements=(
            MeasurementLine(
                quantity="施工场界噪声",
                unit="dB(A)",
                value_milli=63_800,
                limit_milli=55_000,
                point="东侧场界外1 m",
            ),
        ),
    )


def _case_facts() -> Dossier:
    return Dossier(
        leniency=Leniency(
            source="粤环发〔2021〕7号附件2第12项",
            conditions=(
                LenientCondition(
                    title="首次违法",
                    status=ConditionStatus.MET,
                    found="本年度内未查到同类违法记录",
                    searched_until=date(2026, 11, 20),
                ),
                LenientCondition(title="危害后果轻微", status=ConditionStatus.MET, found="未见渗漏"),
            ),
        ),
        fine=FineComputation(
            source="本机关裁量基准",
            steps=(
                FineStep(factor="起点", weight="10%"),
                FineStep(factor="超出夜间限值", situation="8.8 dB(A)", weight="22%"),
            ),
            formula="合计32%，乘以法定最高额10万元，为3.2万元",
            minimum_fen=1_000_000,
            maximum_fen=10_000_000,
        ),
        notice=NoticeFacts(
            served_on=date(2026, 12, 3),
            hearing_offered=False,
            defended=True,
            defended_on=date(2026, 12, 7),
            defence="混凝土浇筑不能中断",
            adopted=False,
            adoption_reason="连续浇筑应当事先取得证明",
            hearing=HearingState.NOT_APPLICABLE,
        ),
        rectification=RectificationFacts(
            requirement="立即停止夜间施工", immediately=True, corrected_on=date(2026, 11, 19), corrected=True
        ),
        education=EducationFacts(
            duties=("每月检查识别标志",), explained_by="栾知棠", explained_on=date(2026, 12, 1)
        ),
        decision=DecisionFacts(outcome=Outcome.PENALTY, amount_fen=3_200_000, decided_on=date(2026, 12, 18)),
    )


def case_details() -> CaseDetails:
    """The case file of the night-noise case, closed."""
    days = {
        "filed": date(2026, 11, 20),
        "evidence_kept": date(2026, 11, 18),
        "seized": date(2026, 11, 21),
        "hearing_asked": date(2026, 12, 7),
        "hearing_notified": date(2026, 12, 8),
        "deferred": date(2026, 12, 20),
        "exhorted": date(2027, 7, 2),
    }
    return CaseDetails(
        title="深圳市澜岬建工有限公司夜间无证明施工案",
        source="信访举报",
        found_on=date(2026, 11, 18),
        file_by=date(2026, 12, 3),
        closed_on=date(2026, 12, 29),
        handlers=(Handler(name="覃屿川", card_number="00190001"), Handler(name="栾知棠", card_number="00190002")),
        contact="顾望屿",
        hand_over_to="深圳市南澜区住房和建设局",
        steps=(
            *(StepLine(step=step, day=day) for step, day in days.items()),
            StepLine(step="served", day=date(2026, 12, 19), method="直接送达"),
            StepLine(step="paid", day=date(2026, 12, 24), reference="粤财00012345"),
            StepLine(step="withdrawn", day=date(2026, 12, 28), reason="经查没有违法事实"),
        ),
        meetings=(
            MeetingLine(
                kind="hearing",
                held_on=date(2026, 12, 18),
                place="本机关二楼会议室",
                host="卓屿宁",
                attendees="温叙白（法定代表人）、覃屿川、栾知棠",
                minutes="调查人员出示笔录、照片和监测报告；当事人对测量时间提出异议，对其他证据无异议。",
                conclusion="事实清楚，证据充分，建议维持拟作出的处罚。",
            ),
            MeetingLine(
                kind="collective",
                held_on=date(2026, 12, 16),
                place="三楼会议室",
                host="郁澜生",
                attendees="郁澜生、卓屿宁、岑望澜",
                minutes="卓屿宁：超标8.8分贝，距居民楼36 m，情节一般。岑望澜：同意按裁量表确定。",
                conclusion="一致同意罚款3.2万元。",
            ),
        ),
        issued=tuple(
            IssuedLine(kind=kind, title=title, day=day, pages=pages, number=number)
            for kind, title, day, pages, number in (
                ("filing", "立案审批表", date(2026, 11, 20), 1, "南澜环立〔2026〕118号"),
                ("site_record", "现场检查（勘察）笔录", date(2026, 11, 18), 2, None),
                ("photo_sheet", "现场照片（图片、影像资料）证据", date(2026, 11, 18), 4, None),
                ("seizure", "查封（扣押）决定书", date(2026, 11, 21), 2, "深环南澜封字〔2026〕3号"),
                ("advance_registration", "先行登记保存证据通知书", date(2026, 11, 18), 1, "深环南澜先登字〔2026〕2号"),
                ("rectification_order", "责令改正违法行为决定书", date(2026, 11, 20), 2, "深环南澜责改字〔2026〕203号"),
                ("prior_notice", "行政处罚事先（听证）告知书", date(2026, 12, 1), 2, "深环南澜听告字〔2026〕118号"),
                ("penalty_decision", "行政处罚决定书", date(2026, 12, 18), 3, "深环南澜罚字〔2026〕118号"),
                ("exhortation", "履行行政处罚决定催告书", date(2027, 7, 2), 1, "深环南澜催字〔2027〕9号"),
            )
        ),
        attachments=(
            attachment("夜间施工作业登记复印件（登记表.pdf）", "书证", "3 页", 182_411, (31, 33)),
            attachment("VID_20261118_2318.mp4", "视听资料", "视频 0:42", 31_457_280, None),
        ),
    )  # fmt: skip


def attachment(name: str, kind: str, extent: str, size: int, bound: tuple[int, int] | None) -> Attachment:
    """A file of evidence."""
    return Attachment(
        name=name,
        kind=kind,
        extent=extent,
        size_bytes=size,
        sha256="52696f1374c0acb7" * 4,
        proves="当晚没有取得夜间施工证明" if bound else "23时18分泵车仍在浇筑",
        obtained_at=datetime(2026, 11, 18, 15, 18, tzinfo=UTC),
        carrier=None if bound else "执法记录仪 07 号，存储卡封存于档案室",
        bound=bound,
    )


_DAY, _TIME = "2026-12-21", "2026-12-18T06:30:00+00:00"
_ENTERED = {
    "询问内容": "问：2026年11月18日晚工地为什么施工？\n答：混凝土已经拌好，不浇就要报废。\n问：有没有连续施工作业证明？\n答：还在办。",
    "主观过错": "知道夜间施工要证明，想着一晚上能浇完。",
    "卷别": "正　卷",
    "保管期限": "长期",
    "年度": "2026",
    "归档号": "2026-0118",
    "计罚天数": "12",
    "册数": "1",
    "册次": "1",
    "送达地址": "深圳市南澜区观潮路8号3栋1201，温叙白，同意电子送达。",
    "缴纳安排": "2027年1月20日前缴纳16,000.00元，2027年2月20日前缴清余款",
    "移送依据": "《深圳市扬尘污染防治管理办法》第四条",
    "公安机关": "深圳市公安局南澜分局",
    "审批事项": "作出行政处罚决定",
    "查封物品": "混凝土汽车泵1台",
    "移送类别": "符合移送行政拘留的情形",
}  # fmt: skip


def entered(kind: PaperKind, dossier: Dossier) -> Dossier:
    """The dossier with every blank of a kind filled that the records leave open."""
    wording = shipped(kind.value)
    if wording is None:
        return dossier
    values = PaperValues(dossier, wording)
    stored = {"日期": _DAY, "时刻": _TIME, "金额": "160000"}
    filled = tuple(
        (field.name, stored.get(field.kind) or _ENTERED.get(field.name, f"已填{field.name}"))
        for field in wording.fields
        if not values.get(field.name).known
    )
    return replace(dossier, entries=filled)


def reasons() -> ReasonsFacts:
    """A page of reasons with a condition of every state, a factor, a figure and the texts compared."""
    conditions = tuple(
        ReasonsCondition(
            state=state, name=f"条件{n}", found="查得的事实", clause="第8项", remark="怎样会改变：复查"
        )
        for n, state in enumerate((CheckState.MET, CheckState.UNMET, CheckState.UNKNOWN), 1)
    )
    sentence = "3 项条件：1 满足，1 不满足，1 待查。是否适用，由执法人员决定并说明理由。"
    return ReasonsFacts(
        act_end_day=date(2026, 11, 18),
        decision_day=date(2026, 12, 18),
        grounds=(ReasonsGround(name="夜间施工", source="第8项", conditions=conditions, sentence=sentence),),
        fine_source="生态环境法典第1185条第（二）项",
        factors=(ReasonsFactor(name="裁量起点", situation="", weight="10%", running="10%"),),
        formula="10万元×32%＝3.2万元",
        minimum_fen=1_000_000,
        maximum_fen=10_000_000,
        point_fen=3_200_000,
        step_note="重一档为 4.1 万元",
        fine_notes=("注意：数额按每辆计。",),
        comparison="行为时和决定时的条文相同。",
        limitation="追责期限二年。",
    )


def full() -> Dossier:
    """A dossier that lacks nothing the records can hold, for any of the papers."""
    return replace(
        _case_facts(),
        bureau=Bureau(
            name="深圳市生态环境局南澜管理局",
            district="南澜",
            address="观潮路1号",
            contact="栾知棠",
            phone="0755-00000000",
            bank="代收银行",
            review_body="深圳市人民政府",
            court="有管辖权的人民法院",
        ),
        party=Party(
            name="深圳市澜岬建工有限公司",
            credit_code="91440300MA0000000X",
            representative="温叙白",
            address="深圳市南澜区观潮路8号3栋1201",
        ),
        trace=Trace(
            case_number="南澜环立〔2026〕118号",
            qr_case="NL2026-0118",
            pack_version="2026.11.2",
            chain_head="7f3a91c20b5e" + "0" * 52,
        ),
        cause="夜间无证明施工",
        visits=(visit(),),
        photos=tuple(photo(ordinal) for ordinal in range(1, 5)),
        facts=(
            "2026年11月18日23时41分，发现你单位未取得连续施工作业证明，浇筑混凝土。场界外1 m处等效声级为63.8 dB(A)。",
        ),
        evidence=(
            EvidenceLine(name="现场检查（勘察）笔录"),
            EvidenceLine(name="现场照片8张", number="Z-01至Z-08"),
        ),
        violated=(Citation(letter=f"{CODE}第五百七十二条第一款、第二款"),),
        penalty=(Citation(letter=f"{CODE}第一千一百八十五条第二项"),),
        correction=(Citation(letter=f"{CODE}第一千一百八十五条第二项"),),
        no_penalty=(Citation(letter="《中华人民共和国行政处罚法》第三十三条第一款"),),
        case=case_details(),
        reasons=reasons(),
        numbers=tuple(NumberTaken(kind=kind, year=2026, sequence=118) for kind in PaperKind),
        dates=tuple(PaperDate(kind=kind, day=date(2026, 12, 18)) for kind in PaperKind),
    )


def hostile() -> Dossier:
    """Names of 300 characters, a table over pages, a row taller than a page, a word without an end, 40 photos."""
    whole = full()
    here = replace(
        visit(),
        place=LONG_NAME[:300],
        findings="=SUM(A1)，。" + "极长的记录文字" * 300 + "a" * 300,
        person_in_charge="𠮷㐂䶮阿卜杜热依木·麦麦提",
        checks=(
            *(CheckLine(item=f"第{n}项" + "内容" * n, answer=Answer.MET) for n in range(1, 40)),
            CheckLine(item="超高" * 900, answer=Answer.UNCHECKED),
        ),
    )
    return replace(
        whole,
        party=replace(whole.party, name=LONG_NAME[:300], address=LONG_NAME[:280]),
        visits=(here,),
        photos=tuple(replace(photo(n), proves="证明内容" * n * 3) for n in range(1, 41)),
        facts=("事实描述很长" * 500, *(f"第{n}项事实，𠮷㐂公司在场界{n}号点施工" for n in range(2, 13))),
        cause="案由" * 60,
        reasons=replace(
            whole.reasons,
            grounds=tuple(
                replace(ground, sentence="𠮷㐂很长的说明" * 120)
                for _ in range(6)
                for ground in whole.reasons.grounds
            ),
            fine_notes=("很长的提示𠮷" * 150,),
            comparison="旧条文和新条文的比较" * 80,
        ),
        case=replace(
            whole.case,
            title=LONG_NAME[:300],
            source="来源说明" * 30,
            contact="𠮷㐂䶮阿卜杜热依木·麦麦提",
            issued=tuple(
                IssuedLine(
                    kind="service_receipt",
                    title="送达回证" * (1 + n % 9),
                    day=date(2026, 12, 1),
                    pages=n,
                    number=f"深环南澜听告字〔2026〕{n}118号",
                )
                for n in range(1, 45)
            ),
            attachments=tuple(
                attachment(
                    "𠮷㐂很长的材料名称" * n,
                    "视听资料",
                    "视频 12:34:56",
                    10**12,
                    (n, n + 8) if n % 2 else None,
                )
                for n in range(1, 30)
            ),
        ),
    )


def _is_short(kind: PaperKind, name: str) -> bool:
    wording = shipped(kind.value)
    field = wording.field(name) if wording else None
    return field is not None and field.kind == "文字"


def hostile_entries(kind: PaperKind, dossier: Dossier) -> Dossier:
    """Every blank filled with far too much."""
    whole = entered(kind, dossier)
    return replace(
        whole,
        entries=tuple(
            (name, text if text in (_DAY, _TIME, "160000") else too_long[: 200 if short else 2000])
            for name, text in whole.entries
            for short in [_is_short(kind, name)]
            for too_long in [f"{text}，极长的填写内容𠮷" * 200]
        ),
    )
