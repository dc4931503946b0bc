"""Dossiers for the tests of papers: a full one, an empty one, and one with everything too long."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from PIL import Image

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


def full() -> Dossier:
    """A dossier that lacks nothing for any of the six papers."""
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
        facts=("事实描述很长" * 500,),
    )
