"""What may lower a fine once it is found: the public apology (公开道歉承诺) and 减轻 below the statute minimum."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.money import wan_text

APOLOGY_SOURCE = "粤环发〔2021〕7号第14条"
APOLOGY_PERCENT = (30, 50)
APOLOGY_EXCLUSIONS: Mapping[str, str] = {
    "water_source": "违反饮用水水源保护区的禁止性规定",
    "hazard_to_unlicensed": "把危险废物交给没有许可证的单位或个人经营",
    "hazard_unlicensed": "没有许可证或者不按许可证经营危险废物",
    "emergency": "突发事件期间违反应对措施，属于从重情形",
    "detention": "应当移送公安机关行政拘留",
    "crime": "涉嫌环境污染犯罪",
    "continuing": "责令改正后复查仍在继续",
    "again_after_apology": "公开道歉承诺以后又违法",
    "several_acts": "同一次检查发现两个以上违法行为，其中一个属于不适用情形",
    "fixed_or_minimum": "罚款是定额，或者已是法定最低额",
    "other_rule": "其他法律、法规、规范性文件规定不得适用",
}

_NAMED = re.compile(r"第[\d一二三四五六七八九十百千零〇]+条|〔\d{4}〕|\[\d{4}\]")


@dataclass(frozen=True, slots=True)
class Reduction:
    """A lowered fine in fen, the arithmetic as one line, and whether the statute minimum stopped it."""

    amount_fen: int
    formula: str
    stopped_at_minimum: bool


def check_apology(percent: int, exclusions: Iterable[str] = ()) -> None:
    """Raises InvalidValueError for a percentage outside 30–50 or an exclusion that article 14 does not have."""
    low, high = APOLOGY_PERCENT
    if not low <= percent <= high:
        raise InvalidValueError("降低比例", f"{percent}%", f"{low}%—{high}%")
    for key in exclusions:
        if key not in APOLOGY_EXCLUSIONS:
            raise InvalidValueError("不适用情形", key, "、".join(APOLOGY_EXCLUSIONS))


def apology(
    amount_fen: int, percent: int, minimum_fen: int, exclusions: Iterable[str] = (), *, fixed: bool = False
) -> Reduction:
    """The fine after a public apology: 30 to 50 percent less, never below the statute minimum.

    `exclusions`: keys of APOLOGY_EXCLUSIONS that are there; any of them raises RuleRefusedError, as does a fixed fine or
    one at the minimum. Raises InvalidValueError for another percentage. Source: 粤环发〔2021〕7号, article 14.
    """
    present = list(dict.fromkeys(exclusions))
    check_apology(percent, present)
    if (fixed or amount_fen <= minimum_fen) and "fixed_or_minimum" not in present:
        present.append("fixed_or_minimum")
    if present:
        raise RuleRefusedError(
            "不能适用公开道歉承诺从轻",
            f"{APOLOGY_SOURCE}排除：" + "；".join(APOLOGY_EXCLUSIONS[key] for key in present),
            "按裁量结果处罚，或核对这些情形是否成立",
        )
    lowered = amount_fen * (100 - percent) // 100
    formula = f"{wan_text(amount_fen)}万元×（100%－{percent}%）＝{wan_text(lowered)}万元"
    if lowered < minimum_fen:
        formula += f"，低于法定最低额，按 {wan_text(minimum_fen)}万元"
    return Reduction(max(lowered, minimum_fen), formula, lowered < minimum_fen)


def names_a_basis(text: str) -> bool:
    """Whether a text names where the power stands: an article (第32条) or a numbered document (〔2021〕7号)."""
    return _NAMED.search(text) is not None


def below_minimum(amount_fen: int, minimum_fen: int, basis: str) -> Reduction:
    """A fine set below the statute minimum (减轻处罚); without a basis that names its article it raises RuleRefusedError.

    Source: 粤环发〔2021〕7号, article 3 (1) and article 11; 行政处罚法 article 32.
    """
    if amount_fen < 0:
        raise InvalidValueError("罚款", amount_fen, "不小于 0")
    if amount_fen < minimum_fen and not names_a_basis(basis):
        written = f"，“{basis.strip()}”没有写明条文" if basis.strip() else ""
        raise RuleRefusedError(
            f"不能罚 {wan_text(amount_fen)}万元：低于法定最低额 {wan_text(minimum_fen)}万元",
            f"减轻处罚必须有写明的依据（粤环发〔2021〕7号第3条、第11条）{written}",
            "写明减轻依据的条文，如 行政处罚法第32条，或按法定最低额以上处罚",
        )
    text = f"减轻处罚为 {wan_text(amount_fen)}万元，依据：{basis.strip()}" if amount_fen < minimum_fen else ""
    return Reduction(amount_fen, text, False)
