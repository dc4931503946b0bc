"""The line breaker: no forbidden mark at an edge, nothing lost, no line too wide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspector.documents.faces import Role
from inspector.documents.linebreak import (
    LEFT_INK,
    NO_END,
    NO_START,
    Frame,
    Gap,
    Line,
    Words,
    break_lines,
    split_clusters,
)

SIZE = 16.0
WORDS = st.sampled_from(
    [
        *"的一是不了人在有我他",
        "2026年",
        "11月",
        "63.8 dB(A)",
        "〔2026〕",
        "118号",
        "第一千一百条",
        "——",
        "GB 12523-2011",
        "Z-08",
    ]
)
MARKS = st.sampled_from(["，", "。", "、", "；", "）、", "（", "《", "》", "“", "”，", "？"])


@st.composite
def prose(draw: st.DrawFn) -> str:
    """Words with at most one mark group between two of them."""
    parts = []
    for _ in range(draw(st.integers(1, 80))):
        parts.append(draw(WORDS))
        if draw(st.integers(0, 3)) == 0:
            parts.append(draw(MARKS))
    return "".join(parts)


def measure(char: str, role: Role) -> float:
    return 0.5 if ord(char) < 0x2000 else 1.0


def set_text(text: str, characters: int, *, first: float = 0.0) -> tuple[Line, ...]:
    frame = Frame(SIZE, characters * SIZE, SIZE, first)
    return break_lines((Words(text, Role.BODY),), measure, frame)


@given(prose(), st.integers(12, 40))
def test_lines_keep_the_rules(text: str, characters: int) -> None:
    lines = set_text(text, characters)
    joined = "".join(line.text for line in lines)
    assert joined.replace(" ", "") == text.replace(" ", "")
    for index, line in enumerate(lines):
        room = characters * SIZE + 0.1
        assert line.end <= room
        if index:
            assert line.text[0] not in NO_START
        if not line.last:
            assert line.text[-1] not in NO_END


@given(prose(), st.integers(12, 40))
def test_clusters_never_overlap(text: str, characters: int) -> None:
    for line in set_text(text, characters):
        for one, other in zip(line.placed, line.placed[1:], strict=False):
            slack = SIZE * 0.51 if {one.cluster.text, other.cluster.text} & (LEFT_INK | NO_END) else 0.01
            assert other.x >= one.x + one.cluster.width - slack


@given(st.text(alphabet="的，。（）《》“”、a1 〔〕%", max_size=120), st.integers(4, 20))
def test_nothing_is_lost_whatever_is_typed(text: str, characters: int) -> None:
    joined = "".join(line.text for line in set_text(text, characters))
    assert joined.replace(" ", "") == text.replace(" ", "")


def test_what_never_parts() -> None:
    assert split_clusters("2026年11月18日") == ("2026年", "11月", "18日")
    assert split_clusters("63.8 dB(A)、36 m") == ("63.8 dB(A)", "、", "36 m")
    assert split_clusters("〔2026〕118号") == ("〔2026〕", "118号")
    assert split_clusters("32,000.00元") == ("32,000.00元",)
    assert split_clusters("第一千条") == ("第一", "千", "条")


def test_a_word_longer_than_the_line_is_cut_by_character() -> None:
    lines = set_text("a" * 200, 10)
    assert "".join(line.text for line in lines) == "a" * 200
    assert max(line.end for line in lines) <= 10 * SIZE + 0.1


def test_the_last_line_is_never_one_character() -> None:
    lines = set_text("的" * 21, 10)
    assert [len(line.text) for line in lines] == [10, 9, 2]


def test_full_lines_are_justified_and_the_last_is_not() -> None:
    first, last = set_text("的" * 8 + "2026年" + "的" * 3, 10)
    assert abs(first.end - 10 * SIZE) < 0.1 or len(first.placed) < 10
    assert last.end < 10 * SIZE


def test_a_blank_is_one_object() -> None:
    lines = break_lines(
        (Words("姓名", Role.BODY), Gap(9), Words("号", Role.BODY)), measure, Frame(SIZE, 160, SIZE)
    )
    assert [line.text for line in lines] == ["姓名", "号"]
    assert lines[1].placed[0].cluster.blank
