"""Discretion tables for property tests: sound by their own arithmetic, with words no spreadsheet may change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from inspector.law.schema import Source
from inspector.law.tables import Band, DiscretionTable, Factor, Grade

# Words that a spreadsheet would like to turn into something else.
WORDS = st.sampled_from(
    (
        "不足三吨",
        "007",
        "=1+1",
        "+86",
        "@甲",
        "3/4",
        "1e5",
        "TRUE",
        "2026-01-02",
        "第一次，初犯",
        "甲；乙",
        "一,二",
    )
)
NAMES = st.text(alphabet="甲乙丙丁戊己庚辛壬癸0123456789()（）-“”", min_size=1, max_size=12).filter(
    lambda text: text.strip() == text and text != ""
)
LISTED = st.lists(st.sampled_from(("大气法第99条", "法典第1107条", "条例第34条")), unique=True, max_size=3)
DAYS = st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2040, 12, 31)))


@st.composite
def tables(draw: st.DrawFn, number: int = 0) -> DiscretionTable:
    """One table of either method."""
    weights = draw(st.booleans())
    low = draw(st.integers(0, 10**7))
    high = low + draw(st.integers(1, 10**9))
    source = Source(
        draw(NAMES),
        draw(st.sampled_from(("", "第1条", "§4.12"))),
        draw(st.sampled_from(("verified", "unverified"))),
        draw(st.one_of(st.just(""), NAMES)),
    )
    factors = _weighted(draw) if weights else _plain(draw)
    return DiscretionTable(
        id=f"own.{number}",
        name=draw(NAMES),
        method="weights" if weights else "bands",
        factors=factors,
        source=source,
        min_fen=low,
        max_fen=high,
        start=Decimal(20) if weights else Decimal(0),
        floor=draw(st.sampled_from((Decimal(0), Decimal("12.5")))) if weights else Decimal(0),
        bands=() if weights else _bands(draw, factors, low, high),
        violated=tuple(draw(LISTED)),
        penalty=tuple(draw(LISTED)),
        in_force_from=draw(DAYS),
        in_force_to=draw(DAYS),
        pages=tuple(draw(st.lists(st.integers(1, 400), max_size=3))),
        chapter=draw(st.integers(0, 8)),
        section=draw(st.sampled_from(("", "4.12", "3.10"))),
        note=draw(st.one_of(st.just(""), WORDS)),
        per=draw(st.sampled_from(("", "辆"))),
    )


def _weighted(draw: st.DrawFn) -> tuple[Factor, ...]:
    """Two factors whose heaviest weights come to 80, so that 20 to begin with makes 100."""
    part = draw(st.decimals("0.5", "79.5", places=1))
    return tuple(
        Factor(
            f"f{place}",
            draw(NAMES),
            (Grade("light", draw(WORDS)), Grade("heavy", draw(WORDS), heaviest)),
            draw(st.booleans()),
        )
        for place, heaviest in enumerate((part, Decimal(80) - part))
    )


def _plain(draw: st.DrawFn) -> tuple[Factor, ...]:
    count = draw(st.integers(1, 5))
    grades = tuple(Grade(str(place), draw(WORDS)) for place in range(count))
    return (Factor("f", draw(NAMES), grades, draw(st.booleans())),)


def _bands(draw: st.DrawFn, factors: tuple[Factor, ...], low: int, high: int) -> tuple[Band, ...]:
    """A band for each grade, one after another from the minimum to the maximum."""
    grades = factors[0].grades
    cuts = sorted(draw(st.lists(st.integers(low, high), min_size=len(grades) - 1, max_size=len(grades) - 1)))
    ends = [low, *cuts, high]
    return tuple(
        Band(
            (grade.id,),
            ends[place],
            ends[place + 1],
            closed=draw(st.booleans()),
            also=draw(st.sampled_from(("", "没收违法所得"))),
        )
        for place, grade in enumerate(grades)
    )
