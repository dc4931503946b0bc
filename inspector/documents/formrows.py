"""Rows of forms: label and value pairs, running text, opinions with the place to sign. Values shrink before they are cut."""

from __future__ import annotations

from inspector.documents.content import (
    FieldRow,
    FormRow,
    LongCell,
    OpinionCell,
    Runs,
    day_runs,
    in_role,
    join,
    words,
)
from inspector.documents.faces import Role
from inspector.documents.linebreak import Gap
from inspector.documents.page import TEXT_WIDTH, Setter, Style
from inspector.documents.tablepage import Row, RowCell, lay_row

LABEL_WIDTH = 75.0
_TEXT = Style(12)
_VALUE_STEPS = (Style(12), Style(10.5), Style(9))
_MOST_LINES = 4
_ROW = 23.0
# Running text of a form: no smaller than 10.5 points, no higher than this; more goes to an annex (详见附页).
_LONG_STEPS = (Style(12), Style(10.5))
_LONGEST = 190.0
_LONG_LEADING = 1.55
_LEAST_LONG = 60.0


def fitted(runs: Runs, width: float, setter: Setter) -> RowCell:
    """An entered value: at most four lines at full size, then smaller, never under 9 points and never cut."""
    for style in _VALUE_STEPS:
        lines = setter.lines(runs, style, width - 2 * 6, justify=False)
        if len(lines) <= _MOST_LINES:
            break
    return RowCell(lines, style, width, "left")


def _label(text: str, setter: Setter, width: float = LABEL_WIDTH) -> RowCell:
    return RowCell(
        setter.lines(words(text, Role.SONG), _TEXT, width - 6, justify=False), _TEXT, width, "centre"
    )


def _pairs(pairs: tuple[tuple[str, Runs], ...], setter: Setter) -> list[RowCell]:
    share = TEXT_WIDTH / len(pairs)
    cells: list[RowCell] = []
    for index, (label, runs) in enumerate(pairs):
        width = LABEL_WIDTH if index == 0 else LABEL_WIDTH - 5
        cells.append(_label(label, setter, width))
        cells.append(fitted(runs, share - width, setter))
    return cells


def pair_rows(row: FieldRow, setter: Setter, least: float = _ROW) -> list[Row]:
    """The row; two pairs share it only while both are short."""
    cells = _pairs(row.pairs, setter)
    if len(row.pairs) > 1 and any(len(cell.lines) > 2 for cell in cells):
        return [lay_row(_pairs((pair,), setter), least=least) for pair in row.pairs]
    return [lay_row(cells, least=least)]


def form_rows(row: FormRow, setter: Setter, annex: list[LongCell]) -> list[Row]:
    """The rows of one entry of a form; running text too long for it is added to `annex`."""
    width = TEXT_WIDTH - LABEL_WIDTH
    match row:
        case FieldRow():
            return pair_rows(row, setter, least=27.0)
        case OpinionCell(label, runs, signer, least):
            cell = _long(runs, width, setter) if runs else RowCell((), _TEXT, width, "left")
            if cell is None:
                annex.append(LongCell(label, runs))
                cell = _annexed(width, setter)
            sign = setter.line(
                join(words(f"{signer}：", Role.SONG), (Gap(6),), "　", in_role(day_runs(None), Role.SONG)),
                _TEXT,
            )
            opinion = RowCell(cell.lines, cell.style, width, "left", _LONG_LEADING, top=True, foot=sign)
            return [lay_row([_label(label, setter), opinion], least=least)]
        case LongCell(label, runs):
            text = _long(runs, width, setter)
            if text is None:
                annex.append(row)
                text = _annexed(width, setter)
            return [lay_row([_label(label, setter), text], least=_LEAST_LONG)]


def _long(runs: Runs, width: float, setter: Setter) -> RowCell | None:
    """Running text with its indent, or None when it needs more than its place even at the smaller size."""
    for style in _LONG_STEPS:
        lines = setter.lines(runs, style, width - 2 * 6, first=2 * style.size)
        cell = RowCell(lines, style, width, "left", _LONG_LEADING, top=True)
        if cell.height <= _LONGEST:
            return cell
    return None


def _annexed(width: float, setter: Setter) -> RowCell:
    lines = setter.lines(words("详见附页。", Role.KAI), _TEXT, width - 2 * 6, first=2 * 12.0, justify=False)
    return RowCell(lines, _TEXT, width, "left", _LONG_LEADING, top=True)
