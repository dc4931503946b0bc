"""The penalties before and after the code (生态环境法典), row by row of the domain dossier's table D1.

Each row: act, old citation and range in 万元, new citation and range in 万元, authority. A row of the dossier that names
several acts has several lines here. `·refusal` is the range when the party refuses to correct.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from inspector.law.applicability import CODE_DAY, applicable
from inspector.law.book import Book
from inspector.law.loader import load_pack
from inspector.law.schema import FineRange, Provision
from tests.law.pack import PACK

BOOK = load_pack(PACK)
ENV, HOUSING, NOISE, LOCAL = "生态环境", "住房城乡建设等部门", "政府指定的部门", "政府确定的部门"
AIR, NOISE_LAW, WASTE, EIA = "大气污染防治法", "噪声污染防治法", "固体废物污染环境防治法", "环境影响评价法"
PERMIT, BUILD = "排污许可管理条例", "建设项目环境保护管理条例"
NONE = ("", "")

# act, (old citation, range), (code article, range), authority
ROWS: list[tuple[str, tuple[str, str], tuple[str, str], str]] = [
    ("dust.site_measures", (f"{AIR}115①(1)", "1-10"), ("1128①(1)", "1-10"), HOUSING),
    ("dust.site_earth", (f"{AIR}115①(2)", "1-10"), ("1128①(2)", "1-10"), HOUSING),
    ("dust.bare_ground", (f"{AIR}115②", "1-10"), ("1128②", "1-10"), HOUSING),
    ("dust.loading", (f"{AIR}117(3)", "1-10"), ("1130(1)", "1-10"), ENV),
    ("dust.open_storage", (f"{AIR}117(1)", "1-10"), ("1130(2)", "1-10"), ENV),
    ("dust.no_cover", (f"{AIR}117(2)", "1-10"), ("1130(3)", "1-10"), ENV),
    ("dust.wharf", (f"{AIR}117(5)", "1-10"), ("1130(5)", "1-10"), ENV),
    ("dust.transport", (f"{AIR}116", "0.2-2"), ("1129", "0.2-2"), LOCAL),
    ("dust.heavy_pollution", (f"{AIR}121②", "1-10"), ("1134②", "1-10"), LOCAL),
    ("voc.unsealed", (f"{AIR}108(1)", "2-20"), ("1120①(2)", "2-20"), ENV),
    ("voc.vapour", (f"{AIR}108(4)", "2-20"), ("1120①(4)", "2-20"), ENV),
    ("dust.industrial", (f"{AIR}108(5)", "2-20"), ("1120①(5)", "2-20"), ENV),
    ("air.exceed", (f"{AIR}99(2)", "10-100"), ("1107", "10-100"), ENV),
    ("permit.none_air", (f"{PERMIT}33(1)", "20-100"), ("1102", "20-100"), ENV),
    ("air.exceed_permit", (f"{PERMIT}34(1)", "20-100"), ("1103", "10-100"), ENV),
    ("permit.facilities", NONE, ("1104①", "2-5"), ENV),
    ("air.evade", (f"{AIR}99(3)", "10-100"), ("1108", "10-100"), ENV),
    ("monitoring.missing", (f"{AIR}100(2)", "2-20"), ("1086①(1)", "2-20"), ENV),
    ("monitoring.automatic", (f"{AIR}100(3)", "2-20"), ("1086①(2)", "2-20"), ENV),
    ("monitoring.false", NONE, ("1088", "10-100"), ENV),
    ("inspection.refused_air", (f"{AIR}98", "2-20"), ("1229", "5-20"), ENV),
    ("inspection.refused_noise", (f"{NOISE_LAW}71", "2-20"), ("1229", "5-20"), ENV),
    ("boiler.unfit", (f"{AIR}107②", "2-20"), ("1119②", "2-20"), ENV),
    ("machine.exceed", (f"{AIR}114①", "0.5"), ("1127①", "每辆0.5"), ENV),
    ("machine.zone", ("广东省大气污染防治条例80", "2"), ("1127②", "每辆0.5"), ENV),
    ("noise.industrial_exceed", (f"{NOISE_LAW}75", "2-20"), ("1107", "2-20"), ENV),
    ("noise.industrial_no_permit", (f"{NOISE_LAW}75", "2-20"), ("1102", "2-20"), ENV),
    ("noise.construction_exceed", (f"{NOISE_LAW}77(1)", "1-10"), ("1185(1)", "1-10"), NOISE),
    ("noise.night_work", (f"{NOISE_LAW}77(2)", "1-10"), ("1185(2)", "1-10"), NOISE),
    ("noise.no_plan", (f"{NOISE_LAW}78(2)", "0.5-5·5-20"), ("1186(1)", "0.5-5·5-20"), NOISE),
    ("noise.not_announced", (f"{NOISE_LAW}78(4)", "0.5-5·5-20"), ("1186(3)", "0.5-5·5-20"), NOISE),
    ("noise.auto_monitoring", (f"{NOISE_LAW}78(3)", "0.5-5·5-20"), ("1086①(2)", "2-20"), NOISE),
    ("noise.social_exceed", (f"{NOISE_LAW}81(1)", "0.5-5·5-20"), ("1189(1)", "0.5-5·5-20"), NOISE),
    ("noise.loudspeaker", (f"{NOISE_LAW}81(2)", "0.5-5·5-20"), ("1189(2)", "0.5-5·5-20"), NOISE),
    ("noise.public_place", (f"{NOISE_LAW}82(2)", "拒改可0.2-2"), ("1190(2)", "拒改可0.2-2"), NOISE),
    ("noise.renovation", (f"{NOISE_LAW}82(3)", "拒改可0.2-2"), ("1190(3)", "拒改可0.2-2"), NOISE),
    ("noise.shared_install", (f"{NOISE_LAW}84(1)", "0.5-5·5-20"), ("1191②(1)", "0.5-5·5-20"), NOISE),
    ("noise.shared_upkeep", (f"{NOISE_LAW}84(2)", "0.5-5·5-20"), ("1191②(2)", "0.5-5·5-20"), NOISE),
    ("catering.fume", (f"{AIR}118①", "0.5-5"), ("1132①", "0.5-5"), LOCAL),
    ("odour.service", (f"{AIR}120", "0.2-2"), ("1133", "0.2-2"), ENV),
    ("odour.foul", (f"{AIR}117(8)", "1-10"), ("1130(8)", "1-10"), ENV),
    ("eia.report", (f"{EIA}31②", "建设项目总投资额1%以上5%以下的罚款"), ("1095①", "20-100"), ENV),
    ("eia.unapproved", (f"{EIA}31②", "建设项目总投资额1%以上5%以下的罚款"), ("1095①", "10-50"), ENV),
    ("eia.register", (f"{EIA}31③", "≤5"), ("1095③", "可≤5"), ENV),
    ("acceptance.none", (f"{BUILD}23①", "20-100·100-200"), ("1100", "20-100·100-200"), ENV),
    ("eia.measures", NONE, ("1099", "5-50"), ENV),
    ("waste.label", (f"{WASTE}112①(1)", "10-100"), ("1175①(1)", "5-20·20-100"), ENV),
    ("waste.plan", (f"{WASTE}112①(2)", "10-100"), ("1175①(2)", "5-20·20-100"), ENV),
    ("waste.ledger", (f"{WASTE}112①(13)", "10-100"), ("1175①(3)", "5-20·20-100"), ENV),
    ("waste.hazard_storage", (f"{WASTE}112①(6)", "10-100"), ("1175①(4)", "5-20·20-100"), ENV),
    ("waste.manifest", (f"{WASTE}112①(5)", "10-100"), ("1175①(7)", "5-20·20-100"), ENV),
    ("waste.emergency", (f"{WASTE}112①(12)", "10-100"), ("1175①(11)", "5-20·20-100"), ENV),
    (
        "waste.unlicensed",
        (f"{WASTE}112①(4)", "所需处置费用3倍以上5倍以下的罚款"),
        ("1175①(5)", "20-200"),
        ENV,
    ),
    ("waste.moved", (f"{WASTE}112①(5)", "10-100"), ("1175①(8)", "20-200"), ENV),
    ("waste.industrial_ledger", (f"{WASTE}102①(8)", "5-20"), ("1171③", "拒改5-20"), ENV),
    ("permit.register", (f"{PERMIT}43", "可≤5"), ("1106", "可≤5"), ENV),
    ("permit.ledger", (f"{PERMIT}37(1)", "每次0.5-2"), NONE, ENV),
    ("permit.report", (f"{PERMIT}37(3)", "每次0.5-2"), NONE, ENV),
    ("responsibility.none", NONE, ("1233", "拒改2-20"), ENV),
]


def _cited(provision: Provision) -> str:
    marks = {"": "", "1": "①", "2": "②", "3": "③"}
    statute = "" if provision.statute == "生态环境法典" else provision.statute
    item = f"({provision.item})" if provision.item else ""
    return f"{statute}{provision.article}{marks[provision.paragraph]}{item}"


def _wan(fen: int) -> str:
    return f"{(Decimal(fen) / 1_000_000).normalize():f}"


def _range(fine: FineRange) -> str:
    if fine.wording:
        return fine.wording
    head = ("拒改" if fine.refused_only else "") + ("可" if fine.may else "")
    head += f"每{fine.per}" if fine.kind == "per_unit" else ""
    if fine.kind == "up_to":
        return f"{head}≤{_wan(fine.max_fen)}"
    ends = [_wan(fine.min_fen), _wan(fine.max_fen)]
    return head + (ends[0] if ends[0] == ends[1] else "-".join(ends))


def _whole(provision: Provision) -> str:
    return _range(provision.fine) + (f"·{_range(provision.worse)}" if provision.worse else "")


def _text_on(book: Book, act: str, day: date) -> Provision | None:
    return next((one for one in book.provisions_of(act) if one.in_force_on(day)), None)


@pytest.mark.parametrize(("act", "old", "new", "authority"), ROWS, ids=[row[0] for row in ROWS])
def test_the_row_stands_in_the_pack(
    act: str, old: tuple[str, str], new: tuple[str, str], authority: str
) -> None:
    before, after = _text_on(BOOK, act, date(2026, 8, 14)), _text_on(BOOK, act, CODE_DAY)
    assert (NONE if before is None else (_cited(before), _whole(before))) == old
    if new == NONE:
        # The regulation goes on; the code has no text of its own for this act.
        assert after is before
    else:
        assert after is not None and (_cited(after), _whole(after)) == new
    assert BOOK.violation(act).authority == authority


def test_the_air_law_stood_for_missing_permits_until_the_permit_regulation() -> None:
    text = _text_on(BOOK, "permit.none_air", date(2021, 2, 28))
    assert text is not None and (_cited(text), _whole(text)) == (f"{AIR}99(1)", "10-100")


def test_sources_of_noise_may_be_seized_under_both_texts() -> None:
    for provision, article in zip(
        BOOK.provisions_of("noise.construction_exceed"), ("30", "562"), strict=True
    ):
        assert any("查封、扣押" in word and f"第{article}条" in word for word in provision.consequences)


@pytest.mark.parametrize(
    ("act", "chosen"),
    [
        ("waste.label", "new"),  # 5–20 is lighter than 10–100
        ("waste.plan", "new"),
        ("air.exceed_permit", "new"),  # 10–100 is lighter than 20–100
        ("waste.industrial_ledger", "new"),  # fined on refusal only
        ("eia.register", "new"),  # may be fined against shall
        ("inspection.refused_air", "old"),  # 5–20 is heavier than 2–20
        ("waste.moved", "old"),
        ("acceptance.none", "old"),  # the same range
        ("noise.public_place", "old"),
        ("machine.exceed", None),  # a figure against a figure for each machine: the officer chooses
        ("waste.unlicensed", None),
        ("eia.report", None),
    ],
)
def test_the_lighter_text_is_chosen_or_left_to_the_officer(act: str, chosen: str | None) -> None:
    choice = applicable(BOOK, act, date(2026, 8, 1), date(2026, 11, 1))
    texts = {"old": choice.old, "new": choice.new}
    assert choice.chosen is (texts[chosen] if chosen else None)


def test_a_fine_on_refusal_only_says_so() -> None:
    assert BOOK.provision("waste.industrial_ledger.new").fine.text() == "拒不改正的，处5万元以上20万元以下"


def test_what_was_not_verified_is_marked() -> None:
    for key in ("noise.auto_monitoring.new", "air.exceed_permit.new"):
        assert BOOK.provision(key).source.verification == "unverified"
        assert "法制审核" in BOOK.provision(key).source.note
