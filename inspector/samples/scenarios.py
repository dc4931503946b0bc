"""Invented cases of the three kinds, as data: what was seen, measured, photographed, answered and decided.

They run through the same use cases as real work. Days are counted back from the day the samples are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector.domain.kinds import Answer, CaseSource, IntendedStep, Outcome, SiteKind
from inspector.evidence.formats import PhotoFormat
from inspector.samples.pictures import Scene


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo to be drawn: scene, caption, what it proves, minutes after the visit's start, orientation, format."""

    scene: Scene
    proves: str
    minute: int
    reading: str = ""
    orientation: int = 1
    photo_format: PhotoFormat = PhotoFormat.JPEG
    hours_off: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """One measurement, in thousandths of dB(A)."""

    value_milli: int
    maximum_milli: int | None
    background_milli: int | None
    zone: str
    limit_id: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the officer decided. `amount_fen` None takes the computed figure."""

    outcome: Outcome
    reason: str
    amount_fen: int | None = None
    item_id: str | None = None
    basis: str = ""
    manual_reason: str = ""
    defence: str = ""
    defence_adopted: bool | None = None
    defence_reason: str = ""
    paid: bool = True


@dataclass(frozen=True, slots=True)
class Scenario:
    """One visit and, with a `violation`, the case that followed."""

    name: str
    checklist: str
    site_kind: SiteKind
    days_ago: int
    hour: int
    minute: int
    findings: str
    answers: Mapping[str, Answer]
    shots: tuple[Shot, ...]
    step: IntendedStep = IntendedStep.FILE
    notes: Mapping[str, str] = field(default_factory=dict)
    reading: Reading | None = None
    violation: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    term_days: int | None = None
    corrected_after: int | None = None
    ruling: Ruling | None = None
    stage: str = ""
    source: CaseSource = CaseSource.VISIT
    production: str = ""
    permits: str = ""
    statement: str = ""


_MET, _UNMET, _SKIP = Answer.MET, Answer.UNMET, Answer.UNCHECKED
_NIGHT_SHOTS = (
    Shot(Scene.NIGHT_SITE, "夜间仍在施工", 3),
    Shot(Scene.PUMP_TRUCK, "泵车正在浇筑混凝土", 9, orientation=6),
    Shot(Scene.SOUND_METER, "场界外1米处测量值", 20, reading="63.8"),
)
_YARD_SHOTS = (
    Shot(Scene.STOCKPILE_BARE, "砂石堆体没有覆盖", 5),
    Shot(Scene.MUDDY_ROAD, "出入口带泥上路", 12, photo_format=PhotoFormat.HEIC),
)
_BOOTH_SHOTS = (
    Shot(Scene.PAINT_BOOTH, "作业时喷漆房门敞开", 6),
    Shot(Scene.CARBON_BOX, "活性炭吸附箱及更换标签", 15, reading="2026-07-01", orientation=8),
    Shot(Scene.RECORD_PAGE, "治理设施运行台账", 22, photo_format=PhotoFormat.PNG),
)
_CLEAN = {"consequence": "slight", "protected_place": False}

SCENARIOS: tuple[Scenario, ...] = (
    Scenario(
        name="夜间浇筑混凝土，无证明且超标，处罚",
        checklist="noise_construction",
        site_kind=SiteKind.CONSTRUCTION,
        days_ago=62,
        hour=23,
        minute=18,
        source=CaseSource.COMPLAINT,
        findings=(
            "该工地正在浇筑混凝土，混凝土泵车1台、振捣棒3支在使用，现场未能出示夜间施工证明，也未见公告。"
            "场界外1米处等效声级63.8 dB(A)，最近住宅楼距场界42米。"
        ),
        answers={"permit": _UNMET, "announced": _UNMET, "sources": _MET, "distance": _MET, "monitor": _SKIP},
        notes={"sources": "混凝土泵车1台、振捣棒3支", "distance": "住宅楼42米"},
        reading=Reading(63_800, 72_100, 51_200, "2", "gb12523_2025.site"),
        shots=(
            *_NIGHT_SHOTS,
            Shot(Scene.NOTICE_BOARD, "公示牌没有夜间施工公告", 26, reading="海棠二期", hours_off=-2),
        ),
        violation="noise.night_work",
        facts={**_CLEAN, "minor_act": False},
        order="立即停止夜间产生噪声的施工作业",
        corrected_after=1,
        ruling=Ruling(
            Outcome.PENALTY,
            "无证明夜间施工且超标，配合检查，首次",
            3_200_000,
            manual_reason="没有公布的省级裁量表；夜间超标8.8分贝、距住宅42米、首次，按法定幅度偏轻确定为3.2万元",
            defence="混凝土浇筑不能中断，且已当场停工，请求减轻",
            defence_adopted=False,
            defence_reason="连续浇筑应当事先取得证明并公告，当场停工在裁量时已经考虑",
        ),
    ),
    Scenario(
        name="夜间施工第二次，处罚较重",
        checklist="noise_construction",
        site_kind=SiteKind.CONSTRUCTION,
        days_ago=40,
        hour=0,
        minute=32,
        source=CaseSource.COMPLAINT,
        findings="该工地夜间使用挖掘机土方作业，现场未能出示夜间施工证明。场界外1米处等效声级67.4 dB(A)。",
        answers={
            "permit": _UNMET,
            "announced": _UNMET,
            "sources": _UNMET,
            "distance": _MET,
            "monitor": _UNMET,
        },
        reading=Reading(67_400, 78_300, 52_000, "2", "gb12523_2025.site"),
        shots=(
            Shot(Scene.NIGHT_SITE, "夜间土方作业", 4),
            Shot(Scene.SOUND_METER, "场界外1米处测量值", 18, reading="67.4"),
        ),
        violation="noise.construction_exceed",
        facts={**_CLEAN, "minor_act": False},
        order="立即停止超标排放噪声的施工作业",
        corrected_after=1,
        ruling=Ruling(
            Outcome.PENALTY,
            "夜间超标12.4分贝，群众多次投诉",
            5_000_000,
            manual_reason="没有公布的省级裁量表；夜间超标12.4分贝、三次投诉，按法定幅度中间偏轻确定为5万元",
            paid=False,
        ),
    ),
    Scenario(
        name="夜间施工轻微，当场停工，可以不予处罚",
        checklist="noise_construction",
        site_kind=SiteKind.CONSTRUCTION,
        days_ago=33,
        hour=23,
        minute=6,
        findings="该工地在23时后收尾清场，使用小型装载机约10分钟，经责令当场停工。场界外1米处等效声级54.1 dB(A)。",
        answers={"permit": _UNMET, "announced": _MET, "sources": _MET, "distance": _MET, "monitor": _MET},
        reading=Reading(54_100, 61_000, 48_500, "2", "gb12523_2025.site"),
        shots=(
            Shot(Scene.NIGHT_SITE, "清场作业", 2),
            Shot(Scene.SOUND_METER, "场界外1米处测量值", 14, reading="54.1"),
        ),
        violation="noise.night_work",
        facts={**_CLEAN, "minor_act": True},
        order="立即停止夜间施工作业",
        corrected_after=0,
        ruling=Ruling(Outcome.MAY_BE_WAIVED, "首次被查，作业时间短，当场停工，后果轻微", item_id="law.first"),
    ),
    Scenario(
        name="建筑工地扬尘，移交住建",
        checklist="dust_construction",
        site_kind=SiteKind.CONSTRUCTION,
        days_ago=25,
        hour=10,
        minute=20,
        findings="该工地出入口冲洗设施停用，车辆带泥上路；东侧基坑约600平方米裸土未覆盖，土方作业未采取湿法措施。",
        answers={
            "enclosure": _MET,
            "wash": _UNMET,
            "wet": _UNMET,
            "earth": _UNMET,
            "bare": _SKIP,
            "notice": _MET,
        },
        shots=(
            Shot(Scene.MUDDY_ROAD, "车辆带泥上路", 6),
            Shot(Scene.WHEEL_WASH, "冲洗平台停用", 11, orientation=6),
        ),
        step=IntendedStep.HAND_OVER,
        violation="dust.site_measures",
        ruling=Ruling(
            Outcome.HANDED_OVER, "房屋建筑工地扬尘由住房城乡建设部门管辖", basis="南澜区住房和建设局"
        ),
    ),
    Scenario(
        name="堆场未覆盖，处罚",
        checklist="dust_yard",
        site_kind=SiteKind.YARD,
        days_ago=70,
        hour=15,
        minute=40,
        findings="该堆场露天堆放砂石约800立方米，没有覆盖，围挡低于料堆，装卸时未开喷淋。",
        answers={"closed": _SKIP, "cover": _UNMET, "loading": _UNMET, "zones": _MET},
        shots=(*_YARD_SHOTS, Shot(Scene.WHEEL_WASH, "喷淋未开启", 18)),
        violation="dust.no_cover",
        facts={**_CLEAN, "minor_act": False},
        choices={"times": "1"},
        order="对砂石料堆全部覆盖，装卸时开启喷淋",
        term_days=7,
        corrected_after=6,
        ruling=Ruling(Outcome.PENALTY, "堆量较大，首次，按期改正"),
    ),
    Scenario(
        name="物料未密闭，按清单不予处罚",
        checklist="dust_yard",
        site_kind=SiteKind.YARD,
        days_ago=56,
        hour=9,
        minute=15,
        findings="该单位厂内露天堆放水泥约6吨，未密闭贮存，无明显扬尘外逸。",
        answers={"closed": _UNMET, "cover": _MET, "loading": _MET, "zones": _MET},
        shots=(
            Shot(Scene.STOCKPILE_BARE, "水泥未密闭贮存", 4),
            Shot(Scene.STOCKPILE_COVERED, "改正后的情况", 30),
        ),
        violation="dust.open_storage",
        facts=_CLEAN,
        choices={"times": "1"},
        order="水泥移入密闭料仓贮存",
        term_days=10,
        corrected_after=5,
        ruling=Ruling(Outcome.WAIVED, "首次，限期内改正，后果轻微", item_id="gd.11"),
    ),
    Scenario(
        name="喷漆房未密闭，处罚",
        checklist="voc_enterprise",
        site_kind=SiteKind.ENTERPRISE,
        days_ago=85,
        hour=14,
        minute=10,
        findings="该单位喷漆作业时喷漆房门敞开，废气未经收集直接外排，治理设施未开启，活性炭更换记录缺失。",
        answers={"materials": _MET, "sealed": _UNMET, "collect": _UNMET, "carbon": _UNMET, "outlet": _SKIP},
        shots=_BOOTH_SHOTS,
        violation="voc.unsealed",
        facts={**_CLEAN, "facility_used": False, "sealing_possible": True},
        choices={"state": "open_unused", "area": "general"},
        order="喷漆作业在密闭空间进行，废气收集处理后排放",
        term_days=15,
        corrected_after=13,
        ruling=Ruling(Outcome.PENALTY, "未密闭且治理设施未开启，首次，按期改正"),
        production="家具喷漆，有喷漆房2间，使用油性漆约0.8吨/月",
        permits="有排污许可证，废气治理设施已验收",
    ),
    Scenario(
        name="喷漆房门未关，立即改正，不予处罚",
        checklist="voc_enterprise",
        site_kind=SiteKind.ENTERPRISE,
        days_ago=48,
        hour=10,
        minute=45,
        findings="该单位1号喷漆房作业时门未关严，治理设施运行正常，经指出后立即关闭。",
        answers={"materials": _MET, "sealed": _UNMET, "collect": _MET, "carbon": _MET, "outlet": _SKIP},
        shots=(
            Shot(Scene.PAINT_BOOTH, "作业时门未关严", 5),
            Shot(Scene.PRESSURE_GAUGE, "治理设施运行正常", 12, reading="860"),
        ),
        violation="voc.unsealed",
        facts={
            "facility_used": True,
            "sealing_possible": True,
            "protected_place": False,
            "consequence": "none",
        },
        choices={"state": "open_used", "area": "general"},
        order="喷漆作业时关闭房门",
        corrected_after=0,
        ruling=Ruling(Outcome.WAIVED, "设施已装用，责令后立即改正，近一年首次", item_id="gd.10a"),
    ),
    Scenario(
        name="废气超标，处罚",
        checklist="voc_enterprise",
        site_kind=SiteKind.ENTERPRISE,
        days_ago=92,
        hour=9,
        minute=50,
        findings="对1号排气筒采样监测，非甲烷总烃浓度160 mg/m³，执行限值80 mg/m³，超标1倍。",
        answers={"materials": _MET, "sealed": _MET, "collect": _MET, "carbon": _UNMET, "outlet": _UNMET},
        shots=(
            Shot(Scene.STACK, "1号排气筒及采样口", 8, reading="1"),
            Shot(Scene.CARBON_BOX, "活性炭超期未更换", 25, reading="2026-03-10"),
        ),
        violation="air.exceed",
        facts={**_CLEAN, "exceed_times": "1.0", "single_factor": True, "class_a": False},
        choices={
            "count": "1",
            "pollutant": "voc",
            "area": "general",
            "period": "ordinary",
            "excess": "lt3",
            "times": "1",
        },
        order="检修治理设施、更换活性炭，达标排放",
        term_days=15,
        corrected_after=14,
        ruling=Ruling(Outcome.PENALTY, "单因子超标1倍，首次，按裁量表测算", paid=False),
        production="电子元件清洗、点胶，排气筒2根",
        permits="有排污许可证",
    ),
    Scenario(
        name="废气超标，及时修复并赔偿，减轻处罚",
        checklist="voc_enterprise",
        site_kind=SiteKind.ENTERPRISE,
        days_ago=77,
        hour=11,
        minute=5,
        findings="对2号排气筒采样监测，非甲烷总烃浓度86 mg/m³，执行限值80 mg/m³，超标0.08倍。",
        answers={"materials": _MET, "sealed": _MET, "collect": _MET, "carbon": _UNMET, "outlet": _UNMET},
        shots=(
            Shot(Scene.STACK, "2号排气筒", 7, reading="2"),
            Shot(Scene.RECORD_PAGE, "更换活性炭的记录", 28),
        ),
        violation="air.exceed",
        facts={
            "consequence": "slight",
            "protected_place": False,
            "exceed_times": "0.08",
            "single_factor": True,
            "class_a": False,
            "restored_or_paid": True,
        },
        choices={
            "count": "1",
            "pollutant": "voc",
            "area": "general",
            "period": "ordinary",
            "excess": "lt3",
            "times": "1",
        },
        order="更换活性炭，达标排放",
        term_days=10,
        corrected_after=12,
        ruling=Ruling(
            Outcome.REDUCED, "主动修复并缴纳赔偿金，逾期2日完成改正", 8_000_000, item_id="law.restored"
        ),
    ),
    Scenario(
        name="歌厅噪声超标，调查中",
        checklist="noise_social",
        site_kind=SiteKind.VENUE,
        days_ago=9,
        hour=22,
        minute=40,
        source=CaseSource.COMPLAINT,
        findings="该歌厅营业中，低音设备开启，边界外1米处等效声级58.6 dB(A)，夜间限值50 dB(A)。",
        answers={"speaker": _MET, "boundary": _UNMET, "hours": _UNMET},
        reading=Reading(58_600, None, 47_300, "2", "gb22337.2"),
        shots=(
            Shot(Scene.VENUE, "正在营业", 3),
            Shot(Scene.SOUND_METER, "边界外1米处测量值", 15, reading="58.6"),
        ),
        violation="noise.social_exceed",
        facts={"consequence": "slight"},
        order="采取隔声措施，边界噪声达标",
        term_days=15,
        stage="investigated",
    ),
    Scenario(
        name="冷却塔厂界噪声超标，已告知",
        checklist="noise_industrial",
        site_kind=SiteKind.ENTERPRISE,
        days_ago=21,
        hour=23,
        minute=30,
        findings="该单位楼顶冷却塔夜间运行，厂界外1米处等效声级56.2 dB(A)，3类区夜间限值55 dB(A)。",
        answers={"sources": _UNMET, "permit": _MET, "boundary": _UNMET},
        reading=Reading(56_200, None, 45_000, "3", "gb12348.3"),
        shots=(
            Shot(Scene.ROOF_FANS, "楼顶冷却塔", 6),
            Shot(Scene.SOUND_METER, "厂界外1米处测量值", 16, reading="56.2"),
        ),
        violation="noise.industrial_exceed",
        facts={"consequence": "slight", "minor_act": False},
        order="对冷却塔采取隔声、减振措施，厂界噪声达标",
        term_days=30,
        stage="noticed",
        ruling=Ruling(
            Outcome.PENALTY,
            "夜间超标1.2分贝，首次",
            2_000_000,
            manual_reason="没有公布的省级裁量表；夜间超标1.2分贝、首次，按法定下限拟定2万元",
        ),
    ),
    Scenario(
        name="加工厂检查，未发现问题",
        checklist="voc_enterprise",
        site_kind=SiteKind.ENTERPRISE,
        days_ago=5,
        hour=15,
        minute=0,
        findings="现场检查未发现违法问题。",
        answers={"materials": _MET, "sealed": _MET, "collect": _MET, "carbon": _MET, "outlet": _SKIP},
        shots=(Shot(Scene.PRESSURE_GAUGE, "治理设施运行正常", 10, reading="910"),),
        step=IntendedStep.NONE,
    ),
)
