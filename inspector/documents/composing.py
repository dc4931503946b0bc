"""From a wording and a dossier to the blocks of a paper, and what the paper still lacks."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.documents.content import (
    Block,
    Closing,
    FieldRow,
    FieldTable,
    FormRow,
    FormTable,
    Heading,
    LongCell,
    NumberLine,
    OpinionCell,
    Paragraph,
    PartyLine,
    SignatureRows,
    StrikeRest,
    Table,
    Title,
    day_runs,
    in_role,
    join,
    value,
    words,
)
from inspector.documents.dossier import Dossier, PaperKind
from inspector.documents.faces import Role
from inspector.documents.letterparts import chinese_count
from inspector.documents.numbering import number_runs
from inspector.documents.paperparts import PARTS
from inspector.documents.papervalues import PaperValues
from inspector.documents.records import signed_places
from inspector.documents.wording import Item, Wording


def compose(kind: PaperKind, wording: Wording, dossier: Dossier) -> tuple[Block, ...]:
    """The blocks of a paper in its wording."""
    return tuple(_Composer(kind, wording, dossier).blocks())


def lacking(kind: PaperKind, wording: Wording, dossier: Dossier) -> tuple[str, ...]:
    """Names of the required elements that are not known yet, in the order of the wording."""
    values = PaperValues(dossier, wording)
    found = [] if dossier.bureau.name else ["机关名称"]
    if wording.counted:
        number = dossier.number(kind)
        if number is None or not (number.text or (number.sequence and number.year)):
            found.append("发文字号")
    if wording.dated and dossier.day(kind) is None:
        found.append("成文日期")
    for element in wording.elements:
        if not all(values.get(name).known for name in element.needs):
            found.append(element.name)
    return tuple(found)


class _Composer:
    def __init__(self, kind: PaperKind, wording: Wording, dossier: Dossier) -> None:
        self._kind, self._wording, self._dossier = kind, wording, dossier
        self._values = PaperValues(dossier, wording)
        self._headings = self._counted = 0

    def blocks(self) -> Iterator[Block]:
        wording, dossier = self._wording, self._dossier
        named = wording.layout != "photos"
        yield Title(value(dossier.bureau.name, 12, Role.TITLE) if named else (), wording.title)
        if not named:
            pass
        elif wording.layout == "letter" or wording.number or wording.layout == "record":
            yield NumberLine(number_runs(self._kind, dossier) if wording.number else (), wording.number_label)
        elif wording.layout == "form":
            yield NumberLine(self._values.get("案号").runs, "案号")
        yield from _framed(self._items())
        if wording.layout == "letter" or (wording.layout == "form" and wording.dated and wording.counted):
            yield Closing(value(dossier.bureau.name, 12), day_runs(dossier.day(self._kind)))
        if wording.signs:
            places = (
                signed_places(wording.signs, dossier.visit) if self._kind is PaperKind.SITE_RECORD else ()
            )
            yield SignatureRows(wording.signs, places)

    def _items(self) -> Iterator[Block | FormRow]:
        for item in self._wording.body:
            if item.when and not self._values.get(item.when).known:
                continue
            if item.unless and self._values.get(item.unless).known:
                continue
            yield from self._item(item)

    def _item(self, item: Item) -> Iterator[Block | FormRow]:
        values = self._values
        match item.kind:
            case "heading":
                self._headings += 1
                yield Heading(f"{chinese_count(self._headings)}、{item.texts[0]}")
            case "text" if item.line:
                yield PartyLine(item.line, values.runs(item.texts[0]))
            case "text":
                yield self._paragraph(item)
            case "row":
                pairs = zip(item.texts[::2], item.texts[1::2], strict=True)
                yield FieldRow(tuple((label, in_role(values.runs(text), Role.KAI)) for label, text in pairs))
            case "long":
                yield LongCell(item.texts[0], in_role(values.runs(item.texts[1]), Role.KAI))
            case "opinion":
                runs = in_role(values.runs(item.texts[1]), Role.KAI) if item.texts[1] else ()
                yield OpinionCell(item.texts[0], runs, item.signer, item.least)
            case "table":
                yield Table(
                    item.texts[0], item.widths, item.head, (), open_rows=item.open_rows, struck=item.struck
                )
            case "strike":
                yield StrikeRest()
            case "part":
                yield from PARTS[item.texts[0]].build(self._dossier)

    def _paragraph(self, item: Item) -> Paragraph:
        lead, number = item.lead, ""
        if item.count:
            self._counted += 1
            number = f"{chinese_count(self._counted)}、"
            lead = lead if self._counted == 1 else ""
        runs = join(words(f"{lead}", Role.HEI), "　") if lead else ()
        indent = 0 if lead else item.indent
        return Paragraph(join(runs, number, self._values.runs(item.texts[0])), lead or "正文", indent)


def _framed(items: Iterator[Block | FormRow]) -> Iterator[Block]:
    """Rows that follow one another stand in one frame."""
    rows: list[FormRow] = []
    for item in items:
        if isinstance(item, FieldRow | LongCell | OpinionCell):
            rows.append(item)
            continue
        if rows:
            yield _frame(rows)
            rows = []
        yield item
    if rows:
        yield _frame(rows)


def _frame(rows: list[FormRow]) -> Block:
    pairs = tuple(row for row in rows if isinstance(row, FieldRow))
    return FieldTable(pairs) if len(pairs) == len(rows) else FormTable(tuple(rows))


def names_shown(wording: Wording) -> frozenset[str]:
    """Names of every value the wording shows, also through its parts and the defaults of its fields."""
    shown: set[str] = set()
    for item in wording.body:
        shown.update(item.places())
        if item.kind == "part":
            shown.update(PARTS[item.texts[0]].carries)
    return frozenset(shown)
