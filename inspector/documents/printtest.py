"""The print test page (打印测试页): shows whether a printer keeps the measures, the seal's place, grey and fine lines."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.documents.dossier import Trace
from inspector.documents.faces import Role, installed_faces
from inspector.documents.page import (
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    BoxMark,
    Mark,
    Page,
    RoundMark,
    RuleMark,
    Setter,
    Style,
    TextMark,
)
from inspector.documents.pdf import Appearance, paint

NAME = "打印测试页"
_TOP, _BOTTOM = PAGE_HEIGHT - 37 * MM, PAGE_HEIGHT - (37 + 225) * MM
_SEAL_RADIUS = 21 * MM
_GREYS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9)
_WIDTHS = (0.25, 0.5, 0.75, 1.0, 1.5)
_HEAD, _BODY, _NOTE = Style(22), Style(16), Style(10.5)


def print_test_page() -> bytes:
    """The page as PDF; the same on every machine with the same faces."""
    setter = Setter(installed_faces())
    look = Appearance(title=NAME, subject="边距、印章位置、灰度、细线", trace=Trace(), report=NAME)
    return paint([Page(list(_marks(setter)), numbered=False)], look, setter)


def _marks(setter: Setter) -> Iterator[Mark]:
    def text(x: float, y: float, words: str, style: Style = _NOTE, role: Role = Role.SONG) -> TextMark:
        return TextMark(x, y, setter.plain(words, role, style), style)

    yield BoxMark(LEFT, _BOTTOM, RIGHT - LEFT, _TOP - _BOTTOM, 0.5)
    head = setter.plain(NAME, Role.TITLE, _HEAD)
    yield TextMark((PAGE_WIDTH - head.end) / 2, _TOP - 40, head, _HEAD)
    inner, y = LEFT + 6 * MM, _TOP - 80
    for line in (
        "打印时选“实际大小”或 100%，不选“适合页面”。",
        "一、版心：外框宽 156 毫米、高 225 毫米，离纸的上边 37 毫米、左边 28 毫米。",
        "二、标尺：下面的横线长 100 毫米，差 1 毫米以上说明打印机缩放了。",
    ):
        yield text(inner, y, line)
        y -= 18
    y -= 8
    yield RuleMark(inner, y, inner + 100 * MM, y, 0.8)
    for mark in range(11):
        high = 4 * MM if mark % 5 == 0 else 2.5 * MM
        x = inner + mark * 10 * MM
        yield RuleMark(x, y, x, y + high, 0.5)
        if mark % 5 == 0:
            yield text(x - 5, y - 12, str(mark * 10))
    y -= 40
    yield text(inner, y, "三、灰度：六格应当从黑到浅逐格分清，最浅一格看得见。草稿的水印就是这样的浅灰。")
    y -= 16 * MM
    for index, grey in enumerate(_GREYS):
        yield BoxMark(inner + index * 22 * MM, y, 18 * MM, 12 * MM, 0.4, grey)
        yield text(inner + index * 22 * MM, y - 12, f"{round((1 - grey) * 100)}%")
    y -= 38
    yield text(inner, y, "四、细线：五条线都不断。")
    for width in _WIDTHS:
        y -= 12
        yield RuleMark(inner, y, inner + 100 * MM, y, width)
        yield text(inner + 104 * MM, y - 4, f"{width:g} 磅")
    y -= 30
    yield text(inner, y, "五、印章：盖在圆圈里，看日期是否压在印章下边以内，字迹能否看清。")
    yield text(inner, y - 24, "六、字：三号正文〔2026〕 1234567890", _BODY, Role.BODY)
    centre_x, centre_y = RIGHT - 45 * MM, _BOTTOM + 34 * MM
    yield RoundMark(centre_x, centre_y, _SEAL_RADIUS, None, dashed=True)
    for line, rise in (("（机关名称）", 4), ("2026年1月1日", -22)):
        shown = setter.plain(line, Role.BODY, _BODY)
        yield TextMark(centre_x - shown.end / 2, centre_y + rise, shown, _BODY)
    yield text(inner, _BOTTOM + 12, "七、双面：背面的外框应当与正面重合；两页都打印这张测试页来核对。")
