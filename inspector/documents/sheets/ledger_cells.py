"""Cells of ledgers that people keep, read into days, fen, numbers and text, with what is odd about each in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TypeAlias

from inspector.domain.errors import InvalidValueError
from inspector.domain.times import parse_day

Reading: TypeAlias = str | int | date
CellReader: TypeAlias = Callable[[object], tuple[Reading | None, str]]
_EMPTY = frozenset({"", "—", "-", "--", "——", "/", "无", "待定", "未定", "空"})
_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
_EXACT_NUMBER = 10**15
_PLAIN_SUM, _NEARLY = 1e9, 1e-4
_LONGEST_SUM = 20
_TOTALS = re.compile(r".{0,8}(合计|小计|总计|共计|累计)([（(].*[)）])?[:：]?")
_SHORT_DAY = re.compile(r"\d{1,2}[-/.月]\d{1,2}日?")
_SHORT_YEAR = re.compile(r"(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?$")
_SUM = re.compile(r"[¥￥]?(?:人民币)?(-?[\d,]+(?:\.\d+)?)(万元|万|元)?(?:整)?")


def squeezed(text: str) -> str:
    """Headings and names compare without blanks, widths, brackets' kinds, stars and a unit in brackets."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).rstrip("*:")
    if not plain.startswith("("):
        plain = plain.split("(", 1)[0]
    return plain.casefold()


def is_total(text: str) -> bool:
    """Whether a row that begins so sums others up. Every word for it holds 计, which few other beginnings do."""
    return "计" in text and len(text) < _LONGEST_SUM and _TOTALS.fullmatch("".join(text.split())) is not None


def reader_of(kind: str, *, ten_thousands: bool = False) -> CellReader:
    """What reads a filled cell of a kind of column (`date`, `money`, `count`, else text): its value and what is odd about
    it ("" for nothing); a value of None is a cell that says nothing or cannot be read."""
    if kind == "money":
        return partial(_fen, ten_thousands=True) if ten_thousands else _fen
    return {"date": _day, "count": _whole}.get(kind, _text)


def _text(cell: object) -> tuple[Reading | None, str]:
    if isinstance(cell, bool):
        return ("是" if cell else "否"), ""
    if isinstance(cell, int | float):
        if abs(cell) >= _EXACT_NUMBER:
            return f"{int(cell)}", "存成了数字，15 位以后的数字已丢失；改成文本重新填写"
        return (str(int(cell)) if float(cell).is_integer() else str(cell)), ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10], "应为文字，实为日期"
    return str(cell).strip() or None, ""


def _day(cell: object) -> tuple[Reading | None, str]:
    if isinstance(cell, datetime):
        return cell.date(), ""
    if isinstance(cell, date):
        return cell, ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if int(cell) in _SERIALS:
            found = _DAY_ZERO + timedelta(days=int(cell))
            return found, f"存成了数字 {int(cell)}，按日期序号读作 {found}"
        if 19_000_101 <= cell <= 21_001_231:
            cell = str(int(cell))
        else:
            return None, f"不是日期：{cell}"
    text = _CLOCK.sub("", unicodedata.normalize("NFKC", str(cell)).strip())
    if text in _EMPTY:
        return None, ""
    short = _SHORT_YEAR.fullmatch(text)
    try:
        if short:
            found = date(2000 + int(short[1]), int(short[2]), int(short[3]))
            return found, f"年份只有两位：{text}，读作 {found}"
        if _SHORT_DAY.fullmatch(text):
            return None, f"没有年份：{text}"
        found = parse_day(text)
    except (InvalidValueError, ValueError):
        return None, f"不是实际存在的日期：{text}"
    return found, f"日期存成了文字：{text}"


def _fen(cell: object, ten_thousands: bool = False) -> tuple[Reading | None, str]:
    if type(cell) is float and not ten_thousands:
        # Most sums are plain numbers of yuan with at most two places.
        fen = round(cell * 100)
        if abs(cell) < _PLAIN_SUM and abs(fen - cell * 100) < _NEARLY:
            return fen, ""
    why = ""
    factor = 10_000 if ten_thousands else 1
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        amount = Decimal(repr(cell))
    else:
        text = unicodedata.normalize("NFKC", str(cell)).replace(" ", "").strip()
        if text in _EMPTY:
            return None, ""
        match = _SUM.fullmatch(text)
        if match is None:
            return None, f"不是金额：{text}"
        try:
            amount = Decimal(match[1].replace(",", ""))
        except InvalidOperation:
            return None, f"不是金额：{text}"
        factor = {"万元": 10_000, "万": 10_000, "元": 1}.get(match[2] or "", factor)
        why = f"金额存成了文字：{text}"
    exact = amount * factor * 100
    if not exact.is_finite() or abs(exact) > _EXACT_NUMBER:
        return None, f"不是金额：{cell}"
    # A number that was computed in the sheet may be off in the last binary place.
    if abs(exact - exact.to_integral_value()) > Decimal("0.0001"):
        return None, f"金额不到分：{cell}"
    return int(exact.to_integral_value()), why


def _whole(cell: object) -> tuple[Reading | None, str]:
    # Numbers of a sheet come as floats: asked for first, since most are whole.
    if (type(cell) is float and cell.is_integer()) or isinstance(cell, int):
        return int(cell), ""
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    if text in _EMPTY:
        return None, ""
    if text.removeprefix("-").isdigit():
        return int(text), f"数字存成了文字：{text}"
    return None, f"不是整数：{text}"
