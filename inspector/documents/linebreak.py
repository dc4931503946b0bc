"""Line breaking of Chinese text for papers: a pure function from runs to lines of positioned clusters.

Rules after GB/T 15834 practice: clusters that never part (2026年, 63.8 dB(A), 〔2026〕), marks that may not start or end a
line, adjacent marks closed up, push in before push out, even justification, no last line of one character. Blanks are
objects with a width. Lengths are points; `measure` gives em.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inspector.documents.faces import Role

Measure = Callable[[str, Role], float]

NO_START = frozenset("，。、；：？！）〕》〉」』】”’…—～％‰℃·/／,.;:!?)]}%")
NO_END = frozenset("（〔《〈「『【“‘￥([{")
LEFT_INK = frozenset("，。、；：？！）〕》〉」』】”’")
RIGHT_INK = frozenset("（〔《〈「『【“‘")
_MARKS = LEFT_INK | RIGHT_INK
_UNITS = "年月日时分秒元万亿角项条款号级页张份台次个栋层吨辆处倍%％℃"
_CLUSTER = re.compile(
    r"〔\d{4}〕"
    r"|第[\d.]+[条款项号页]|第[一二三四五六七八九十百千零〇]"
    r"|(?:GB/T|GB|DB\d\d/T|DB\d\d|HJ) ?[\d.]+(?:[—-]\d{4})?"
    r"|[A-Za-z0-9][A-Za-z0-9,.:/_\-+]*(?: ?(?:dB\(A\)|dB|mg/m³|m³|m²|mm|km|kg|min|m/s|Pa|m|h|t)(?![A-Za-z]))?"
    f"[{_UNITS}]?"
    r"|——|……|.",
    re.DOTALL,
)
_INNER = re.compile(r"^([0-9][0-9,.:]*)( ?(?:dB|mg|m|k|h|t|P).*)$")
SPACE_EM = 0.28
_HAN_LATIN_EM = 0.1
_LARGEST_GAP_EM = 0.35
_PARTING_GAP_EM = 0.2
_EPSILON = 0.01


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text in one role."""

    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank to be filled by hand: an object of `ems` characters that never breaks or stretches."""

    ems: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """What never parts: text of one role, or a blank when `blank`. `width` in points."""

    text: str
    role: Role
    width: float
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A cluster and the x of its left edge within the line, points."""

    x: float
    cluster: Cluster


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `end` is the right edge of its ink; `last` says that the paragraph ends here."""

    placed: tuple[Placed, ...]
    end: float
    last: bool

    @property
    def text(self) -> str:
        """The characters of the line; blanks count as nothing."""
        return "".join(item.cluster.text for item in self.placed)


@dataclass(frozen=True, slots=True)
class Frame:
    """The column to fill: size and width in points, `advance` of a full-width character, indents in points."""

    size: float
    width: float
    advance: float
    first_indent: float = 0.0
    rest_indent: float = 0.0
    justify: bool = True


@lru_cache(maxsize=4096)
def split_clusters(text: str) -> tuple[str, ...]:
    """The clusters of a text, in order; joined they give the text."""
    return tuple(_CLUSTER.findall(text))


def break_lines(runs: Sequence[Words | Gap], measure: Measure, frame: Frame) -> tuple[Line, ...]:
    """Lines of one or more paragraphs (parted by newline) set in the frame; an empty text gives one empty line."""
    lines: list[Line] = []
    for paragraph in _paragraphs(runs):
        lines.extend(_Breaker(_clusters(paragraph, measure, frame), measure, frame).lines())
    return tuple(lines)


def _paragraphs(runs: Sequence[Words | Gap]) -> list[list[Words | Gap]]:
    found: list[list[Words | Gap]] = [[]]
    for run in runs:
        if isinstance(run, Gap):
            found[-1].append(run)
            continue
        for index, part in enumerate(run.text.split("\n")):
            if index:
                found.append([])
            if part:
                found[-1].append(Words(part, run.role))
    return found


def _width(text: str, role: Role, measure: Measure, frame: Frame) -> float:
    total = 0.0
    for char in text:
        ems = SPACE_EM if char == " " else measure(char, role)
        total += frame.advance if abs(ems - 1) < _EPSILON else ems * frame.size
    return total


def _clusters(runs: Sequence[Words | Gap], measure: Measure, frame: Frame) -> list[Cluster]:
    found: list[Cluster] = []
    known: dict[tuple[str, Role], Cluster] = {}
    for run in runs:
        if isinstance(run, Gap):
            found.append(Cluster("", Role.BODY, run.ems * frame.advance, blank=True))
            continue
        for text in split_clusters(run.text):
            key = (text, run.role)
            if key not in known:
                known[key] = Cluster(text, run.role, _width(text, run.role, measure, frame))
            found.append(known[key])
    half = frame.size / 2
    for index in range(len(found) - 1):
        one, other = found[index].text, found[index + 1].text
        if (one in LEFT_INK and other in _MARKS) or (one in RIGHT_INK and other in RIGHT_INK):
            mark = found[index]
            found[index] = Cluster(mark.text, mark.role, mark.width - half)
    return found


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _between(one: Cluster, other: Cluster, size: float) -> float:
    """Space between Han and Latin or digits."""
    if not one.text or not other.text:
        return 0.0
    return _HAN_LATIN_EM * size if _mixed(one.text[-1], other.text[0]) else 0.0


@lru_cache(maxsize=8192)
def _mixed(left: str, right: str) -> bool:
    return (_is_han(left) and _is_latin(right)) or (_is_latin(left) and _is_han(right))


def _may_break(before: Cluster, after: Cluster) -> bool:
    if before.text and before.text[-1] in NO_END:
        return False
    return not (after.text and after.text[0] in NO_START)


class _Breaker:
    """Breaks one paragraph; holds the clusters still to set."""

    def __init__(self, clusters: list[Cluster], measure: Measure, frame: Frame) -> None:
        self._left = clusters
        self._measure = measure
        self._frame = frame

    def lines(self) -> list[Line]:
        frame = self._frame
        rows: list[list[Cluster]] = []
        while self._left or not rows:
            room = frame.width - (frame.rest_indent if rows else frame.first_indent)
            rows.append(self._take(room, later=bool(rows)))
        self._fill_last(rows)
        return [
            self._place(row, frame.rest_indent if index else frame.first_indent, last=index == len(rows) - 1)
            for index, row in enumerate(rows)
        ]

    def _natural(self, row: Sequence[Cluster]) -> float:
        total = 0.0
        for index, cluster in enumerate(row):
            total += cluster.width + (_between(row[index - 1], cluster, self._frame.size) if index else 0.0)
        return total

    def _take(self, room: float, *, later: bool) -> list[Cluster]:
        """The clusters of the next line, removed from what is left."""
        left, size = self._left, self._frame.size
        while later and left and left[0].text == " ":
            left.pop(0)
        total = 0.0
        count = 0
        while count < len(left):
            wider = total + left[count].width
            if count:
                wider += _between(left[count - 1], left[count], size)
            if wider > room + _EPSILON:
                break
            total = wider
            count += 1
        if count == len(left):
            return self._cut(count)
        pushed = self._push_in(count, room)
        if pushed:
            return self._cut(pushed)
        cut = count
        while cut > 0 and not (cut < count + 1 and _may_break(left[cut - 1], left[cut])):
            cut -= 1
        if cut == 0:
            return self._force(count, room)
        return self._cut(self._part(cut, room))

    def _cut(self, count: int) -> list[Cluster]:
        row, self._left = self._left[:count], self._left[count:]
        while row and row[-1].text == " ":
            row.pop()
        return row

    def _push_in(self, count: int, room: float) -> int:
        """How many clusters fit after squeezing marks, 0 when the next one does not."""
        left, size = self._left, self._frame.size
        for more in (1, 2):
            taken = count + more
            if taken > len(left):
                return 0
            row = left[:taken]
            excess = self._natural(row) - room
            if excess > self._squeeze_limit(row):
                return 0
            allowed = left[count].text in NO_START or excess <= size / 2
            if allowed and (taken == len(left) or _may_break(left[taken - 1], left[taken])):
                return taken
        return 0

    def _part(self, cut: int, room: float) -> int:
        """Split a long cluster after `cut` at its inner place when its absence would stretch the line."""
        left, size = self._left, self._frame.size
        spare = room - self._natural(left[:cut])
        if cut < 2 or spare / (cut - 1) <= _PARTING_GAP_EM * size:
            return cut
        inner = _INNER.match(left[cut].text)
        if inner is None:
            return cut
        first = self._sized(inner.group(1), left[cut].role)
        if first.width > spare:
            return cut
        left[cut : cut + 1] = [first, self._sized(inner.group(2), left[cut].role)]
        return cut + 1

    def _sized(self, text: str, role: Role) -> Cluster:
        return Cluster(text, role, _width(text, role, self._measure, self._frame))

    def _force(self, count: int, room: float) -> list[Cluster]:
        """No legal break: split a cluster longer than the line by character, or break where the line is full."""
        if count:
            return self._cut(count)
        cluster = self._left[0]
        if cluster.blank or len(cluster.text) < 2:
            return self._cut(1)
        end = 1
        while (
            end < len(cluster.text) - 1 and self._sized(cluster.text[: end + 1], cluster.role).width <= room
        ):
            end += 1
        self._left[0:1] = [
            self._sized(cluster.text[:end], cluster.role),
            self._sized(cluster.text[end:], cluster.role),
        ]
        return self._cut(1)

    def _squeezes(self, row: Sequence[Cluster]) -> list[tuple[int, float]]:
        """Index and most points that each mark of the row gives up; the last mark gives half an em."""
        size = self._frame.size
        found: list[tuple[int, float]] = []
        for index, cluster in enumerate(row):
            if cluster.width < 0.75 * size or cluster.text not in _MARKS:
                continue
            if index == len(row) - 1:
                if cluster.text in LEFT_INK:
                    found.append((index, size / 2))
            elif cluster.text in LEFT_INK or index:
                found.append((index, size / 4))
        return found

    def _squeeze_limit(self, row: Sequence[Cluster]) -> float:
        return sum(most for _, most in self._squeezes(row)) * 0.999

    def _fill_last(self, rows: list[list[Cluster]]) -> None:
        """A last line of one character gets a companion from the line before, where a break is allowed."""
        if len(rows) < 2 or len(rows[-2]) < 4:
            return
        words = [cluster for cluster in rows[-1] if cluster.text not in _MARKS]
        if len(words) > 1 or any(cluster.blank or len(cluster.text) > 1 for cluster in words):
            return
        before = rows[-2]
        for count in (1, 2, 3):
            if _may_break(before[-count - 1], before[-count]) and before[-count].text != " ":
                rows[-1] = before[-count:] + rows[-1]
                rows[-2] = before[:-count]
                return

    def _place(self, row: Sequence[Cluster], indent: float, *, last: bool) -> Line:
        frame = self._frame
        spare = frame.width - indent - self._natural(row)
        given: dict[int, float] = {}
        gap = 0.0
        if spare < -_EPSILON:
            given = self._share(row, -spare)
        elif frame.justify and not last and len(row) > 1:
            even = spare / (len(row) - 1)
            gap = even if even < _LARGEST_GAP_EM * frame.size else 0.0
        placed: list[Placed] = []
        x = indent
        for index, cluster in enumerate(row):
            if index:
                x += _between(row[index - 1], cluster, frame.size) + gap
            less = given.get(index, 0.0)
            placed.append(Placed(x - (less if cluster.text in RIGHT_INK else 0.0), cluster))
            x += cluster.width - less
        return Line(tuple(placed), x, last)

    def _share(self, row: Sequence[Cluster], need: float) -> dict[int, float]:
        """Points taken from each mark: first from the mark at the end, the rest in even shares."""
        squeezes = self._squeezes(row)
        given: dict[int, float] = {}
        if squeezes and squeezes[-1][0] == len(row) - 1:
            index, most = squeezes.pop()
            given[index] = min(need, most)
            need -= given[index]
        total = sum(most for _, most in squeezes)
        if need > 0 and total:
            for index, most in squeezes:
                given[index] = need * most / total
        return given
