"""Money is integer fen (分). Forms for papers, tables and the capital figures (大写) of legal documents."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from inspector.domain.errors import InvalidValueError

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_LARGEST_FEN = 10**12 * FEN_PER_YUAN - 1


def _group_capital(number: int) -> str:
    """0..9999 in capitals, one 零 for each inner gap, none at the ends."""
    text = ""
    gap = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            gap = gap or bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return text


def capital_amount(amount_fen: int) -> str:
    """Capital figures (大写) of an amount: 叁万贰仟元整, 壹佰万零伍元零伍分, 壹万元壹角整.

    整 follows 元 or 角, never 分. Raises ValueError below zero or from 10^12 yuan on.
    """
    if not 0 <= amount_fen <= _LARGEST_FEN:
        raise ValueError(f"amount out of range: {amount_fen}")
    yuan, rest = divmod(amount_fen, FEN_PER_YUAN)
    jiao, fen = divmod(rest, 10)
    text = ""
    gap = False
    for index in range(len(_GROUPS) - 1, -1, -1):
        group = yuan // 10_000**index % 10_000
        if group == 0:
            gap = gap or bool(text)
            continue
        if text and (gap or group < 1000):
            text += "零"
        text += _group_capital(group) + _GROUPS[index]
        gap = False
    if text:
        text += "元"
    if not jiao and not fen:
        return (text or "零元") + "整"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif text:
        text += "零"
    return text + (_DIGITS[fen] + "分" if fen else "整")


def yuan_text(amount_fen: int) -> str:
    """`32,000.00`."""
    sign = "-" if amount_fen < 0 else ""
    yuan, fen = divmod(abs(amount_fen), FEN_PER_YUAN)
    return f"{sign}{yuan:,}.{fen:02d}"


def wan_text(amount_fen: int) -> str:
    """Amount in 万元 with up to two decimals, trailing zeros dropped: `3.2`, `15`, `0.05`."""
    value = (Decimal(amount_fen) / FEN_PER_WAN).quantize(Decimal("0.01"))
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def letter_amount(amount_fen: int) -> str:
    """`人民币32,000.00元（大写：叁万贰仟元整）`, the form of decisions."""
    return f"人民币{yuan_text(amount_fen)}元（大写：{capital_amount(amount_fen)}）"


def parse_yuan(text: str, field: str = "金额") -> int:
    """Fen from what a person typed in yuan ("32,000", "3.2万"). Raises InvalidValueError below a fen or zero."""
    cleaned = text.strip().replace(",", "").replace("，", "").removesuffix("元")
    factor = FEN_PER_YUAN
    if cleaned.endswith("万"):
        cleaned, factor = cleaned[:-1], FEN_PER_WAN
    try:
        value = Decimal(cleaned) * factor
    except InvalidOperation:
        raise InvalidValueError(field, text, "数字，单位元，如 32000 或 3.2万") from None
    if not value.is_finite() or value < 0 or value != value.to_integral_value() or value > _LARGEST_FEN:
        raise InvalidValueError(field, text, "不小于 0，最小到分")
    return int(value)
