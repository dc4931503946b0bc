"""Citations (引用) held against the words of the statutes: the article is there, and its words hold the range of the fine.

Works on texts given as statute → article → words; reading files is another room's work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from inspector.law.book import Book
from inspector.law.lists import LenientItem
from inspector.law.schema import FineRange, Provision, Source, chinese_number

Texts = Mapping[str, Mapping[str, str]]
_HEAD = re.compile(
    r"^[\s　*#>]*第([零一二三四五六七八九十百千〇]+)条(?:之([一二三四五六七八九十]+))?[\s　*]+", re.M
)
_CITED = re.compile(r"(?P<statute>\D+?)第(?P<article>\d+)条")
_ARTICLES = re.compile(r"第(\d+)条")
_ITEM_HEAD = re.compile(r"^(?:#+ *)?(\d{1,3})(?:、|[ \u3000]{3,}|$)", re.M)
_PROSE = re.compile(r"(?:#+ *)?\d+、")
_LEAST_ITEMS = 5
_ITEM = re.compile(r"第(\d+)项")
_NAMED = re.compile(r"《(?:中华人民共和国)?([^》]+)》\s*第([零一二三四五六七八九十百千〇]+)条")
_SHORT = {"法典": "生态环境法典", "处罚法": "行政处罚法"}
_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")} | {"〇": 0}
_SIZES = {"十": 10, "百": 100, "千": 1000}


class CitationState(StrEnum):
    """How a citation stands to the texts."""

    FOUND = "found"
    ARTICLE_ABSENT = "article_absent"
    STATUTE_ABSENT = "statute_absent"
    RANGE_DIFFERS = "range_differs"
    LIST_DIFFERS = "list_differs"
    EXPLAINED = "explained"

    @property
    def word(self) -> str:
        """On screen."""
        return {
            "found": "找到",
            "article_absent": "没有这一条",
            "statute_absent": "没有这部法的文本",
            "range_differs": "幅度与条文不符",
            "list_differs": "清单该项没有写所列行为违反的条款",
            "explained": "清单写的是别的条款，规则包已说明",
        }[self.value]


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """One citation of one record. `detail` says what was looked for when it was not there."""

    record: str
    statute: str
    article: str
    state: CitationState
    detail: str = ""

    @property
    def wrong(self) -> bool:
        """Whether the pack or the text must be looked at."""
        return self.state in _WRONG

    @property
    def place(self) -> str:
        """`第1175条`, or `第3项` of a list."""
        return f"第{self.article[1:]}项" if self.article.startswith("项") else f"第{self.article}条"


_WRONG = frozenset((CitationState.ARTICLE_ABSENT, CitationState.RANGE_DIFFERS, CitationState.LIST_DIFFERS))


def number_of(words: str) -> int:
    """The number of an article as it stands there: 一千零五十七 → 1057, 十二 → 12. ValueError for other words."""
    total, digit = 0, 0
    for char in words:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SIZES:
            total += (digit or 1) * _SIZES[char]
            digit = 0
        else:
            raise ValueError(words)
    return total + digit


def articles_of(text: str) -> dict[str, str]:
    """The articles of a statute by number in digits (`12`, `12-1` for 第十二条之一), each with its heading.

    An article starts where a line begins with its number; a table of contents without words gives no article.
    """
    found: dict[str, str] = {}
    heads = list(_HEAD.finditer(text))
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        key = str(number_of(head[1])) + (f"-{number_of(head[2])}" if head[2] else "")
        words = text[head.start() : end].replace("*", "").strip()
        if len(words) > len(found.get(key, "")):
            found[key] = words
    return found


def items_of(text: str) -> dict[str, str]:
    """The items of a list by number (`项3`), each with its words; only numbers that follow one another from 1 count.

    Fewer than five are no list but numbers in a text.
    """
    heads: list[re.Match[str]] = []
    for head in _ITEM_HEAD.finditer(text):
        if int(head[1]) == len(heads) + 1:
            heads.append(head)
    if len(heads) < _LEAST_ITEMS:
        return {}
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return {f"项{head[1]}": text[head.start() : end].strip() for head, end in zip(heads, ends, strict=True)}


def check_citations(book: Book, texts: Texts) -> list[CitationCheck]:
    """Every citation of the pack, in the order of the book."""
    found: list[CitationCheck] = []
    for provision in book.provisions.values():
        found.append(_check_fine(provision, texts))
        found += _check_words(f"provisions[{provision.id}].violated", provision.violated, texts)
    for item in book.lenient_items.values():
        found += _check_item(book, item, texts)
    for record, source in _sources(book):
        found += _check_source(record, source.document, source.article, texts)
    for checklist in book.checklists:
        for entry in checklist.items:
            found += _check_words(f"{checklist.id}[{entry.id}].clause", entry.clause, texts)
    return found


def _sources(book: Book) -> Iterator[tuple[str, Source]]:
    for deadline in book.deadlines.values():
        yield f"deadlines[{deadline.id}]", deadline.source
    for ground in book.aggravating.values():
        yield f"aggravating[{ground.id}]", ground.source


def _check_fine(provision: Provision, texts: Texts) -> CitationCheck:
    record, statute, article = f"provisions[{provision.id}]", provision.statute, provision.article
    state = _state(statute, article, texts)
    if state is not CitationState.FOUND:
        return CitationCheck(record, statute, article, state)
    words = texts[statute][article]
    for fine in (provision.fine, *((provision.worse,) if provision.worse else ())):
        forms = range_words(fine)
        if forms and not any(form in words for form in forms):
            return CitationCheck(
                record, statute, article, CitationState.RANGE_DIFFERS, f"条文里没有“{forms[0]}”"
            )
    return CitationCheck(record, statute, article, CitationState.FOUND)


def _check_words(record: str, words: str, texts: Texts) -> list[CitationCheck]:
    return [
        CitationCheck(record, statute, cited["article"], _state(statute, cited["article"], texts))
        for part in re.split(r"[；;，,、]", words)
        if (cited := _CITED.search(part)) is not None
        for statute in (_SHORT.get(cited["statute"], cited["statute"]),)
    ]


def _check_source(record: str, document: str, article: str, texts: Texts) -> list[CitationCheck]:
    return [
        CitationCheck(record, document, number, _state(document, number, texts))
        for number in _ARTICLES.findall(article)
    ]


def _check_item(book: Book, item: LenientItem, texts: Texts) -> list[CitationCheck]:
    """The articles a ground rests on, those its conditions name, and its place in the list with the duties named there."""
    record = f"lenient_items[{item.id}]"
    found = _check_source(record, item.source.document, item.source.article, texts)
    for other in item.also:
        found += _check_source(f"{record}.also", other.document, other.article, texts)
    for clause in dict.fromkeys(condition.clause for condition in item.conditions):
        found += _check_words(f"{record}.conditions", clause, texts)
    for number in _ITEM.findall(item.source.article):
        found.append(_check_place(book, item, number, texts))
    return found


def _check_place(book: Book, item: LenientItem, number: str, texts: Texts) -> CitationCheck:
    """The item stands in the list, and the list names for it what the acts it covers violated under the old statutes."""
    record, document, place = f"lenient_items[{item.id}]", item.source.document, f"项{number}"
    state = _state(document, place, texts)
    if state is not CitationState.FOUND:
        return CitationCheck(record, document, place, state)
    words = texts[document][place]
    # Columns of a printed table come out with their words torn apart: only prose can be read for articles.
    named = _named(words) if _PROSE.match(words) else frozenset()
    acts = [act for act in book.violations.values() if act.id in item.acts or item.id in act.lenient_items]
    for act in acts:
        duties = {
            (cited["statute"], cited["article"])
            for provision in book.provisions_of(act.id)
            if provision.in_force_from <= item.in_force_from
            for cited in _CITED.finditer(provision.violated)
        }
        if named and duties and not duties & named:
            listed = "、".join(f"{statute}第{article}条" for statute, article in sorted(duties))
            # A note that names the other statute is the pack's reason; a general remark is none.
            state = CitationState.EXPLAINED if "《" in item.source.note else CitationState.LIST_DIFFERS
            return CitationCheck(
                record, document, place, state, f"{act.name}违反{listed}。{item.source.note}"
            )
    return CitationCheck(record, document, place, CitationState.FOUND)


def _named(words: str) -> frozenset[tuple[str, str]]:
    """The articles that a text of a list names."""
    return frozenset((cited[1], str(number_of(cited[2]))) for cited in _NAMED.finditer(words))


def _state(statute: str, article: str, texts: Texts) -> CitationState:
    if statute not in texts:
        return CitationState.STATUTE_ABSENT
    return CitationState.FOUND if article in texts[statute] else CitationState.ARTICLE_ABSENT


def range_words(fine: FineRange) -> tuple[str, ...]:
    """How statutes may write a fine: 一万元以上十万元以下, or 1万元以上10万元以下 in regulations; none when not in money."""
    if fine.wording or fine.kind == "multiple":
        return ()
    forms = []
    for words in (amount_words, _amount_digits):
        most = words(fine.max_fen)
        if fine.kind == "up_to":
            forms.append(f"{most}以下")
        else:
            forms.append(most if fine.min_fen == fine.max_fen else f"{words(fine.min_fen)}以上{most}以下")
    # 两万元 stands in some local regulations.
    return (*forms, *(f"两{form[1:]}" for form in forms if form.startswith("二万")))


def amount_words(fen: int) -> str:
    """Fen as the words of a statute: 2000000 → 二万元, 50000 → 五百元, 100000000 → 一百万元."""
    yuan = fen // 100
    wan, rest = divmod(yuan, 10_000)
    head = f"{chinese_number(wan)}万" if wan else ""
    return f"{head}{chinese_number(rest) if rest else ''}元"


def _amount_digits(fen: int) -> str:
    wan, rest = divmod(fen // 100, 10_000)
    if not rest:
        return f"{wan}万元"
    return f"{rest // 1000}千元" if not wan and rest % 1000 == 0 else f"{fen // 100}元"
