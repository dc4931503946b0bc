"""Amounts on papers: capital figures are what a bank and a court read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import InvalidValueError
from inspector.domain.money import capital_amount, letter_amount, parse_yuan, wan_text, yuan_text

_VALUE = {char: number for number, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACE = {"拾": 10, "佰": 100, "仟": 1000}


def _read_group(text: str) -> int:
    total = digit = 0
    for char in text:
        if char in _PLACE:
            total += digit * _PLACE[char]
            digit = 0
        else:
            digit = _VALUE[char]
    return total + digit


def read_capital(text: str) -> int:
    """An independent reader of capital figures, to fen."""
    text = text.removesuffix("整")
    yuan, _, rest = text.partition("元") if "元" in text else ("", "", text)
    billions, _, lower = yuan.partition("亿") if "亿" in yuan else ("", "", yuan)
    wan, _, ones = lower.partition("万") if "万" in lower else ("", "", lower)
    total = _read_group(billions) * 10**8 + _read_group(wan) * 10**4 + _read_group(ones)
    rest = rest.removeprefix("零")
    jiao, _, fen = rest.partition("角") if "角" in rest else ("", "", rest)
    return total * 100 + _read_group(jiao) * 10 + _read_group(fen.removesuffix("分"))


@pytest.mark.parametrize(
    ("fen", "capital"),
    [
        (0, "零元整"),
        (3_200_000, "叁万贰仟元整"),
        (100_000_505, "壹佰万零伍元零伍分"),
        (1_000_010, "壹万元壹角整"),
        (100_100, "壹仟零壹元整"),
        (1_001_000_000, "壹仟零壹万元整"),
        (20_000_000_050, "贰亿元伍角整"),
        (1_500_000_000, "壹仟伍佰万元整"),
        (50, "伍角整"),
        (5, "伍分"),
        (10_005, "壹佰元零伍分"),
        (10_000_100_000, "壹亿零壹仟元整"),
    ],
)
def test_capital_figures(fen: int, capital: str) -> None:
    assert capital_amount(fen) == capital


@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_capital_figures_read_back_to_the_same_amount(fen: int) -> None:
    capital = capital_amount(fen)
    assert read_capital(capital) == fen
    assert "零零" not in capital
    assert capital.endswith("整") != capital.endswith("分")


@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_typed_amount_round_trips(fen: int) -> None:
    assert parse_yuan(yuan_text(fen)) == fen


def test_letter_form() -> None:
    assert letter_amount(3_200_000) == "人民币32,000.00元（大写：叁万贰仟元整）"
    assert wan_text(161_700_000) == "161.7"


@pytest.mark.parametrize("typed", ["", "三万", "-5", "0.001", "NaN", "Infinity", "1e30"])
def test_impossible_amounts_are_refused_with_what_is_allowed(typed: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse_yuan(typed)
    assert "允许" in str(refused.value)


def test_amounts_outside_the_range_are_refused() -> None:
    for fen in (-1, 10**14):
        with pytest.raises(ValueError, match="out of range"):
            capital_amount(fen)
