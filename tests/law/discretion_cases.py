"""Worked fines of annex 1: name, table, choices, direction, base amounts, expected yuan (None: the officer's), page."""

from __future__ import annotations

from dataclasses import dataclass, field

LIGHT, HEAVY = "from_light", "from_heavy"


@dataclass(frozen=True)
class FineCase:
    """One worked case; `yuan` None means a range low..high in yuan is given instead of a figure."""

    name: str
    table: str
    choices: dict[str, str]
    yuan: float | None
    direction: str = "ordinary"
    bases: dict[str, float] = field(default_factory=dict)
    ends: tuple[float, float] | None = None
    source: str = ""
    bit: str = ""


_AIR = {
    "count": "1",
    "pollutant": "voc",
    "area": "general",
    "period": "ordinary",
    "excess": "lt3",
    "times": "1",
}
_AIR_HEAVY = {
    "count": "2",
    "pollutant": "a",
    "area": "sensitive",
    "period": "alert",
    "excess": "lt8",
    "times": "2",
}


def _case(
    name: str,
    table: str,
    words: str,
    yuan: float | None,
    source: str,
    direction: str = "ordinary",
    bit: str = "",
    ends: tuple[float, float] | None = None,
    **bases: float,
) -> FineCase:
    choices = dict(pair.split("=") for pair in words.split())
    return FineCase(name, f"gd.{table}", choices, yuan, direction, bases, ends, source, bit)


CASES = (
    FineCase("一个VOCs因子首次超标", "gd.3.4.1", _AIR, 150_000, source="law.md C3算例1"),
    FineCase("两个A类因子预警期超5倍", "gd.3.4.1", _AIR_HEAVY, 630_000, source="law.md C3算例2"),
    FineCase("持证单位不足两成", "gd.3.4.2", _AIR, 200_000, source="law.md C3算例3", bit="floor"),
    FineCase("持证单位超过两成", "gd.3.4.2", _AIR_HEAVY, 630_000, source="第66页"),
    # environmental impact assessment
    _case(
        "未批先建，最轻",
        "1.1",
        "category=form area=general manner=1 duration=1 times=1 cooperation=yes",
        200_000,
        "第16页，20%×2000万×5%",
        investment=20_000_000,
    ),
    _case(
        "未批先建，全部最重",
        "1.1",
        "category=3 area=3 manner=3 duration=4 times=4 cooperation=no",
        1_000_000,
        "第16页",
        investment=20_000_000,
    ),
    _case("登记表限期备案，一般区域", "1.3", "area=general correction=1", 5_000, "第18页"),
    _case("登记表限期备案，从轻", "1.3", "area=general correction=1", 2_000, "第18页，第12条第3项20%", LIGHT),
    _case("登记表，敏感区限期备案", "1.3", "area=sensitive correction=1", 40_000, "第18、19页"),
    _case("登记表，敏感区逾期", "1.3", "area=sensitive correction=2", 50_000, "第19页"),
    _case(
        "环评质量，并行读出的一档",
        "1.4",
        "party=unit manner=1 category=4 area=sensitive impact=no",
        1_025_000,
        "第20页99—106万",
    ),
    _case(
        "环评质量，重点行业一般区域",
        "1.4",
        "party=unit manner=1 category=5 area=general impact=no",
        1_095_000,
        "第20页106—113万",
    ),
    _case(
        "环评质量，责任人员",
        "1.4",
        "party=person manner=2 category=5 area=general impact=no",
        160_000,
        "第20页12—20万",
    ),
    _case(
        "技术单位，所收费用10万",
        "1.5",
        "category=book area=sensitive impact=no",
        475_000,
        "第21页4.5—5倍",
        fees=100_000,
    ),
    _case(
        "初步设计，限期改正最轻",
        "1.6",
        "column=in_time category=form pollutant=1 manner=1 area=general duration=1 times=1 cooperation=yes",
        56_000,
        "第21页，28%×20万",
    ),
    _case(
        "初步设计，限期改正封顶",
        "1.6",
        "column=in_time category=3 pollutant=3 manner=3 area=3 duration=3 times=4 cooperation=no",
        200_000,
        "第23页备注2",
        bit="cap",
    ),
    _case(
        "未验先投，逾期封顶",
        "1.8",
        "column=overdue category=3 pollutant=3 manner=3 area=3 duration=3 times=4 cooperation=no",
        2_000_000,
        "第26页备注2",
        bit="cap",
    ),
    _case(
        "未验先投，限期改正最轻",
        "1.8",
        "column=in_time category=form pollutant=1 manner=1 area=general duration=1 times=1 cooperation=yes",
        200_000,
        "第24页，20%×100万",
    ),
    _case(
        "未验先投，责任人员最轻",
        "1.8",
        "column=person category=form pollutant=1 manner=1 area=general duration=1 times=1 cooperation=yes",
        50_000,
        "第24页，25%×20万",
    ),
    _case("验收报告未公开、逾期、20天", "1.9", "correction=2 manner=3 duration=3", 200_000, "第26页"),
    _case(
        "技术机构收费5万，首次", "1.10", "times=none correction=in_time", 62_500, "第27页1—1.5倍", fees=50_000
    ),
    # water
    _case(
        "水超标，最轻",
        "2.7.1",
        "count=1 pollutant=1 area=general amount=1 excess=1 times=1",
        100_000,
        "第35页，7%低于法定最低额",
        bit="minimum",
    ),
    _case(
        "水超标，三因子一级保护区",
        "2.7.1",
        "count=3 pollutant=3 area=4 amount=3 excess=6 times=4",
        1_000_000,
        "第35页",
    ),
    _case(
        "持证水超标不足两成",
        "2.7.2",
        "count=1 pollutant=1 area=general amount=1 excess=3 times=1",
        200_000,
        "第37页备注3",
        bit="floor",
    ),
    _case(
        "台账不如实，读作权重表",
        "2.27",
        "factor=2 correction=overdue duration=2 pollutant=1",
        130_000,
        "第54页，65%×20万",
    ),
    _case(
        "排污口限期拆除，二级保护区有排污",
        "2.10",
        "correction=in_time area=2 pollutant=2 impact=no",
        225_000,
        "第40页20—25万",
    ),
    _case(
        "排污口逾期不拆除，重大影响",
        "2.10",
        "correction=overdue area=1 pollutant=1 impact=yes",
        1_000_000,
        "第40页",
    ),
    _case("油类，更正的误印档", "2.12", "area=2 correction=2 impact=no", 525_000, "第42页45—60万"),
    _case(
        "剧毒废渣埋地不看区域",
        "2.13",
        "manner=2 area=1 correction=2 impact=no",
        900_000,
        "第43页80—100万",
    ),
    _case("一级区内游泳，立即停止", "2.23", "correction=1 impact=no", 100, "第52页200元以下"),
    _case("界标，准保护区", "2.38", "area=1 impact=no", 3_500, "第61页"),
    # air
    _case(
        "逃避监管，偷排15天以上",
        "3.5.1",
        "manner=covert toxic=yes area=ecological duration=ge15 times=4 cooperation=no",
        1_000_000,
        "第67页",
    ),
    _case(
        "VOCs未密闭，从重",
        "3.14",
        "state=open_used area=general",
        None,
        "第74页2—4万",
        HEAVY,
        "",
        (30_000, 40_000),
    ),
    _case("VOCs未密闭，一般", "3.14", "state=open_used area=general", 30_000, "第74页2—4万"),
    _case("VOCs全无，敏感区定额", "3.14", "state=open_none area=sensitive", 200_000, "第74页"),
    _case("易扬尘物料，首次从轻", "3.24", "times=1", None, "第81页1—5万", LIGHT, "", (10_000, 30_000)),
    _case("装卸物料，第二次", "3.26", "times=2", 75_000, "第82页5—10万"),
    _case("不合格煤2吨，货值8万", "3.11", "amount=2", 140_000, "第72页1.5—2倍", goods=80_000),
    _case("干洗异味，一般期间", "3.32", "period=1", 12_500, "第85、86页1—1.5万"),
    _case(
        "重大大气事故，责任人员",
        "3.33",
        "party=person manner=3 correction=2",
        60_000,
        "第87页收入10%—30%",
        income=300_000,
    ),
    _case(
        "一般大气事故，损失100万",
        "3.33",
        "party=unit manner=1 correction=1",
        1_250_000,
        "第86页1—1.5倍",
        loss=1_000_000,
    ),
    _case("柴油车还原剂，2次以上", "3.43", "times=3", 1_000, "第93页"),
    _case("维修超标，中型车3车次", "3.47", "vehicle=2", 2_400, "第96页每车次800元", units=3),
    _case("VOCs管理5—8项，更正的误印档", "3.39", "amount=3 area=general impact=no", 110_000, "第90页10—12万"),
    _case(
        "无组织排放，重大影响、敏感区、3次", "3.48", "manner=2 area=sensitive times=3", 1_000_000, "第97页"
    ),
    # waste
    _case(
        "危废标志，最轻",
        "4.12",
        "manner=1 amount=1 correction=in_time times=none impact=no",
        110_000,
        "第107页10—12万",
    ),
    _case(
        "工业固废倾倒，最轻，费用30万",
        "4.7",
        "amount=1 duration=1 area=general correction=1",
        300_000,
        "第104页，8/24×30万×3倍",
        disposal=300_000,
    ),
    _case(
        "工业固废倾倒，费用不足10万",
        "4.7",
        "amount=3 duration=3 area=sensitive correction=3",
        300_000,
        "第104页，固废法102条2款",
        disposal=20_000,
    ),
    _case(
        "危废倾倒，最轻，费用不足20万",
        "4.14",
        "amount=1 area=general correction=in_time times=1",
        600_000,
        "第111页，60%×20万×5倍",
        disposal=50_000,
    ),
    _case(
        "无证经营危废，个人最轻",
        "4.26",
        "column=person amount=1 manner=1 duration=1 area=general times=1",
        100_000,
        "第122页，10%×100万",
    ),
    _case(
        "固废事故，重大，责任人员",
        "4.28",
        "party=person manner=2 correction=3",
        80_000,
        "第125页30%—50%含本数",
        income=200_000,
    ),
    _case("医废贮存，限期改正，2次以上", "4.45", "correction=in_time times=2 impact=no", 3_750, "第136页"),
    _case("医废贮存，逾期，1次", "4.45", "correction=overdue times=1 impact=no", 7_500, "第136页"),
    _case("填埋单位档案，第二行", "4.36", "times=1 cooperation=no impact=no", 40_000, "第129、130页"),
    # noise
    _case(
        "噪声设施，单位限期改正",
        "5.1",
        "column=in_time category=form manner=1 area=1 duration=3 times=1 excess=1 impact=1",
        300_000,
        "第143页，30%×100万",
    ),
    _case(
        "噪声设施，逾期封顶",
        "5.1",
        "column=overdue category=3 manner=2 area=4 duration=4 times=3 excess=2 impact=2",
        2_000_000,
        "第144页备注2",
        bit="cap",
    ),
    _case("拒报噪声，敏感区限期改正", "5.2", "area=2 correction=in_time impact=no", 1_500, "第144页"),
    _case("拒报噪声，非敏感区限期改正：警告", "5.2", "area=1 correction=in_time impact=no", 0, "第144页"),
    _case("拆除噪声设施，敏感区", "5.3", "area=2 duration=1 impact=no", 77_500, "第145页7—8.5万"),
    # soil
    _case("土壤监测数据造假，造成污染1—5项", "6.2", "manner=2 amount=1 impact=no", 300_000, "第149页20—40万"),
    _case(
        "修复污染，逾期200㎡以上",
        "6.12",
        "party=unit correction=overdue amount=5 impact=no",
        950_000,
        "第159页90—100万",
    ),
    _case(
        "未调查，限期改正15000—20000㎡",
        "6.17",
        "party=unit correction=in_time amount=5 impact=no",
        175_000,
        "第163、164页",
    ),
    _case(
        "未评估效果，逾期1000㎡以下",
        "6.21",
        "party=unit correction=overdue amount=1 impact=no",
        280_000,
        "第168页20—36万",
    ),
    _case("土壤检查，责任人员", "6.16", "party=person manner=2 times=some", 12_000, "第162页11000—13000元"),
    _case(
        "修复未达标开工，已造成重大影响封顶",
        "6.14",
        "column=grave amount=6 manner=3 duration=4 correction=3 impact=2 times=2 area=3",
        1_000_000,
        "第161页备注2",
        bit="cap",
    ),
    # radiation
    _case(
        "放射源，违法所得20万",
        "7.3",
        "manner=1 harm=1 correction=in_time",
        400_000,
        "第173页1—3倍",
        gain=200_000,
    ),
    _case("放射源，没有违法所得", "7.3", "manner=2 harm=1 correction=in_time", 30_000, "第173页1—5万"),
    _case("监测结果迟报", "7.1", "manner=1 times=none impact=no", 2_500, "第172页0.5万以下"),
    _case("放射性废物档案，逾期", "7.40", "correction=overdue manner=2 impact=no", 90_000, "第200页8—10万"),
    # other
    _case("清洁生产，更正的误印档", "8.2", "manner=1 cooperation=yes impact=no", 75_000, "第209页5—10万"),
    _case("水源区养殖场，更正的误印档", "8.21", "manner=2 amount=2 impact=no", 275_000, "第220页20—35万"),
    _case(
        "特殊时段，重大影响一般区域", "8.27", "manner=2 area=general times=none", 250_000, "第225页20—30万"
    ),
    _case("应急预案未备案，重大影响", "8.6", "correction=in_time impact=yes", 30_000, "第212页"),
    _case("执法报告未提交，首次", "8.38", "times=none impact=no", 7_500, "第231页"),
    _case("排污登记未填报，限期改正", "8.43", "correction=in_time impact=no", 10_000, "第234页2万以下"),
)
