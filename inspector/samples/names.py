"""Invented names, places and codes for sample data. No real firm, person or address; the district 南澜 does not exist."""

from __future__ import annotations

import random
from dataclasses import dataclass

from inspector.domain.geo import Datum
from inspector.domain.identifiers import credit_code_check_character
from inspector.domain.kinds import SiteKind
from inspector.domain.records import Site

DISTRICTS = ("南澜区", "北屿区", "东汀区", "西岙区", "新澳区")
STREETS = ("湾畔街道", "观潮街道", "石屏街道", "云麓街道", "鹭洲街道", "松坪街道")
_ROADS = (
    "观潮路",
    "听涛大道",
    "石屏东路",
    "云麓一路",
    "鹭洲中路",
    "松坪街",
    "望澜路",
    "滨屿大道",
    "榕荫巷",
    "海棠路",
)
_WORDS = (
    "澜岬",
    "屿峰",
    "汀洲",
    "岙源",
    "鹭鸣",
    "松坪",
    "云麓",
    "石屏",
    "潮生",
    "帆影",
    "榕茂",
    "棠溪",
    "星渚",
    "砚海",
    "珩泰",
    "澄远",
    "沐屿",
    "景澜",
    "恒汀",
    "峻岙",
    "晟潮",
    "朗洲",
    "毅帆",
    "卓渚",
    "禾汀",
    "瑞砚",
    "宏屏",
    "嘉麓",
    "铭澜",
    "拓屿",
)
_TRADES = {
    SiteKind.CONSTRUCTION: (
        ("建工有限公司", "房屋建筑业"),
        ("建筑工程有限公司", "房屋建筑业"),
        ("市政工程有限公司", "土木工程建筑业"),
    ),
    SiteKind.ENTERPRISE: (
        ("涂装有限公司", "金属表面处理"),
        ("家具制造有限公司", "家具制造业"),
        ("印刷有限公司", "印刷业"),
        ("电子科技有限公司", "电子元件制造"),
        ("塑胶制品有限公司", "塑料制品业"),
        ("五金制品有限公司", "金属制品业"),
        ("汽车维修有限公司", "汽车修理"),
    ),
    SiteKind.YARD: (
        ("混凝土有限公司", "水泥制品制造"),
        ("建材有限公司", "砂石加工"),
        ("砂石堆场", "砂石批发"),
    ),
    SiteKind.FILLING_STATION: (("加油站有限公司", "机动车燃油零售"),),
    SiteKind.VENUE: (
        ("文化娱乐有限公司", "歌舞厅娱乐活动"),
        ("餐饮管理有限公司", "正餐服务"),
        ("健身有限公司", "健身休闲"),
    ),
    SiteKind.OTHER: (("物业服务有限公司", "物业管理"),),
}
_FAMILY = "温林周郑江沈唐许韩曹邓萧程蔡彭潘袁董余苏叶吕魏蒋田杜丁范石姚"
_GIVEN = (
    "叙白",
    "砚秋",
    "明远",
    "若澜",
    "景行",
    "知夏",
    "书宁",
    "怀瑾",
    "望舒",
    "清越",
    "嘉树",
    "云舟",
    "思齐",
    "亦航",
    "可欣",
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A spot inside the invented city."""

    address: str
    district: str
    street: str
    lat_e6: int
    lon_e6: int


def person(dice: random.Random) -> str:
    """A made-up name."""
    return dice.choice(_FAMILY) + dice.choice(_GIVEN)


def credit_code(dice: random.Random) -> str:
    """A code of the right form and check character whose region 440399 is not in use."""
    body = "91440399MA" + "".join(dice.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(7))
    return body + credit_code_check_character(body)


def place(dice: random.Random) -> Placed:
    """An invented address with a position near the sea off Shenzhen."""
    district = dice.choice(DISTRICTS)
    street = dice.choice(STREETS)
    address = f"深圳市{district}{street}{dice.choice(_ROADS)}{dice.randint(1, 260)}号"
    return Placed(
        address,
        district,
        street,
        22_480_000 + dice.randint(0, 220_000),
        113_900_000 + dice.randint(0, 420_000),
    )


def site(dice: random.Random, kind: SiteKind) -> Site:
    """A complete invented site of a kind, marked as sample data."""
    trade, industry = dice.choice(_TRADES[kind])
    spot = place(dice)
    name = f"深圳市{dice.choice(_WORDS)}{dice.choice(_WORDS)[0]}{trade}"
    return Site(
        name=name,
        kind=kind,
        credit_code=credit_code(dice),
        legal_representative=person(dice),
        address=spot.address,
        district=spot.district,
        street=spot.street,
        lat_e6=spot.lat_e6,
        lon_e6=spot.lon_e6,
        datum=Datum.WGS84,
        industry=industry,
        key_discharger=kind is SiteKind.ENTERPRISE and dice.random() < 0.15,
        permit_number=f"{credit_code(dice)}001P" if kind is SiteKind.ENTERPRISE else "",
        contact=person(dice),
        phone=f"0755-{dice.randint(20_000_000, 29_999_999)}",
        sample=True,
    )
