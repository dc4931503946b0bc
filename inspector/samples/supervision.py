"""Supervision of an invented year whose totals are the published ones of 2022: lists, patrols, complaints, firms spared visits.

Pure of the store: records come out without ids, to be written by the service. Everything follows from the given dice.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inspector.domain.kinds import SiteKind
from inspector.domain.records import Complaint, Site
from inspector.domain.supervision_records import ListedItem, Patrol, PatrolFinding, PositiveEntry
from inspector.domain.times import at_local
from inspector.samples import names

YEAR = 2022
# The year as published: what each list counts, and the complaints by kind in two years (−22.5 %, −30.2 %).
LISTS = {
    "voc_firms": 66,
    "voc_stations": 298,
    "boilers": 216,
    "machines": 360,
    "fuel_tests": 1_711,
    "river_findings": 2_388,
    "remote_stop": 230,
}
PATROL_M = 60_000_000
PATROLS = 365
FIXED = 231
COMPLAINTS = {"建设施工噪声": (400, 310), "工业废气": (500, 349)}
_MOST_A_ROW = {"boilers": 3, "machines": 6, "fuel_tests": 8, "river_findings": 12, "remote_stop": 2}
_DETAILS = {
    "voc_firms": ("活性炭吸附改蓄热燃烧", "水性漆替代", "密闭收集加喷淋", "沸石转轮浓缩燃烧"),
    "voc_stations": ("三次油气回收改造", "在线监测安装", "油气回收检测合格"),
    "boilers": ("生物质改电", "燃气低氮改造", "停用拆除"),
    "machines": ("国二挖掘机更换", "电动叉车替换", "国三装载机更换"),
    "fuel_tests": ("柴油硫含量合格", "车用尿素合格", "柴油硫含量超标，已移交"),
    "river_findings": ("雨水口晴天排水", "水面漂浮物", "岸边堆放垃圾", "氨氮偏高，已溯源"),
    "remote_stop": ("塔吊配电远程断电", "混凝土泵车用电控制"),
}
_KINDS = {"machines": SiteKind.CONSTRUCTION, "remote_stop": SiteKind.CONSTRUCTION}
_RIVERS = ("观澜河", "茅洲河", "坪山河", "龙岗河", "深圳河", "大沙河", "新洲河", "布吉河")
_ROADS = ("滨海大道", "观潮路", "南澜快速", "北环大道", "港区大道", "松柏路", "工业北路", "望海路")
_PROBLEMS = ("裸土未覆盖", "车辆带泥上路", "道路积尘", "喷淋未开启", "围挡破损")


@dataclass(frozen=True, slots=True)
class DrivenPatrol:
    """A patrol with the problem sites found on it; their `patrol_id` is set when it is written."""

    patrol: Patrol
    findings: tuple[PatrolFinding, ...]


def listed_items(dice: random.Random, sites: Sequence[Site]) -> Iterator[ListedItem]:
    """The rows of every list, which add up to the year's figures."""
    for list_id, total in LISTS.items():
        left, number = total, 0
        while left:
            number += 1
            quantity = min(left, dice.randint(1, _MOST_A_ROW.get(list_id, 1)))
            left -= quantity
            name, district, address, site = _named(dice, list_id, number, sites)
            yield ListedItem(
                list_id=list_id,
                day=_day(dice),
                name=name,
                quantity=quantity,
                site_id=site.id if site else None,
                party_code=(site.credit_code or "") if site else "",
                district=district,
                address=address,
                detail=dice.choice(_DETAILS[list_id]),
                sample=True,
            )


def patrols(dice: random.Random) -> list[DrivenPatrol]:
    """Routes whose metres add up, with the problem sites that were put right in the year and a few that were not."""
    lengths = _parts(dice, PATROL_M, PATROLS)
    places = [*[True] * FIXED, *[False] * 24]
    dice.shuffle(places)
    shares: list[list[bool]] = [[] for _ in range(PATROLS)]
    for fixed in places:
        shares[dice.randrange(PATROLS)].append(fixed)
    found = []
    for length, problems in zip(lengths, shares, strict=True):
        # Found by the end of November, so that what was put right was put right in the year.
        day = date(YEAR, 1, 2) + timedelta(days=dice.randint(0, 330))
        district = dice.choice(names.DISTRICTS)
        patrol = Patrol(
            day=day,
            route="—".join(dice.sample(_ROADS, 2)),
            length_m=length,
            district=district,
            unit=district,
            officers="",
            sample=True,
        )
        found.append(
            DrivenPatrol(patrol, tuple(_finding(dice, day, n, ok) for n, ok in enumerate(problems, 1)))
        )
    return found


def complaints(dice: random.Random) -> Iterator[Complaint]:
    """Complaints by kind of the year and of the year before."""
    number = 0
    for kind, counts in COMPLAINTS.items():
        for year, count in zip((YEAR - 1, YEAR), counts, strict=True):
            for _ in range(count):
                number += 1
                moment = _moment(dice, year)
                spot = names.place(dice)
                answered = dice.random() < (0.94 if year == YEAR - 1 else 0.97)
                yield Complaint(
                    received_at=moment,
                    channel="12345",
                    reference=f"示访{year}{number:05d}",
                    kind=kind,
                    place=spot.address,
                    content="夜间施工噪声扰民" if "噪声" in kind else "厂区飘出刺鼻气味",
                    district=spot.district,
                    told_on=moment.date() + timedelta(days=3),
                    answered_on=moment.date() + timedelta(days=dice.randint(5, 20)) if answered else None,
                    reply="已现场核查并答复。" if answered else "",
                    sample=True,
                )


def positive_entry(site: Site) -> PositiveEntry:
    """The year on the positive list of a site that is on it. Raises ValueError for another."""
    if site.positive_list_from is None:
        raise ValueError(f"not on the positive list: {site.name}")
    return PositiveEntry(
        site_id=site.id,
        entered_on=site.positive_list_from,
        ends_on=site.positive_list_to,
        grounds="近一年无行政处罚，治理设施稳定运行，已联网监控",
        sample=True,
    )


def _named(
    dice: random.Random, list_id: str, number: int, sites: Sequence[Site]
) -> tuple[str, str, str, Site | None]:
    """A row's name, district, address and site; where a party counts once the rows name different ones."""
    if list_id == "river_findings":
        place = names.place(dice)
        return f"{dice.choice(_RIVERS)} {number:04d} 号点位", place.district, place.address, None
    if list_id == "voc_stations":
        place = names.place(dice)
        return f"示例加油站 {number:03d} 号", place.district, place.address, None
    own = [site for site in sites if site.kind is _KINDS.get(list_id, SiteKind.ENTERPRISE)]
    site = own[number % len(own)]
    return site.name, site.district, site.address, site


def _finding(dice: random.Random, day: date, ordinal: int, fixed: bool) -> PatrolFinding:
    place = names.place(dice)
    return PatrolFinding(
        patrol_id="",
        ordinal=ordinal,
        found_on=day,
        place=place.address,
        problem=dice.choice(_PROBLEMS),
        handed_to=f"{place.district}住房和建设局",
        handed_on=day + timedelta(days=1),
        fixed_on=day + timedelta(days=dice.randint(2, 20)) if fixed else None,
        result="复查时已覆盖、冲洗，现场整洁" if fixed else "",
        sample=True,
    )


def _day(dice: random.Random) -> date:
    return date(YEAR, 1, 4) + timedelta(days=dice.randint(0, 355))


def _moment(dice: random.Random, year: int) -> datetime:
    day = date(year, 1, 1) + timedelta(days=dice.randint(0, 364))
    return at_local(day, dice.choice((0, 1, 9, 10, 15, 20, 22, 23)), dice.randint(0, 59))


def _parts(dice: random.Random, total: int, count: int) -> list[int]:
    """`count` whole numbers above zero that add up to `total`, none far from the mean."""
    weights = [dice.uniform(0.6, 1.4) for _ in range(count)]
    scale = sum(weights)
    parts = [max(1, int(total * weight / scale)) for weight in weights]
    parts[-1] += total - sum(parts)
    return parts
