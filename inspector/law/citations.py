"""Citations (引用) held against the words of the statutes: the article is there, and its words hold the range of the fine.

Works on texts given as statute → article → words; reading files is another room's work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from inspector.law.book import Book
from inspector.law.schema import FineRange, Provision, Source, chinese_number

Texts = Mapping[str, Mapping[str, str]]
_HEAD = re.compile(
    r"^[\s　*#>]*第([零一二三四五六七八九十百千〇]+)条(?:之([一二三四五六七八九十]+))?[\s　*]+", re.M
)
_CITED = re.compile(r"(?P<statute>\D+?)第(?P<article>\d+)条")
_ARTICLES = re.compile(r"第(\d+)条")
_SHORT = {"法典": "生态环境法典"}
_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")} | {"〇": 0}
_SIZES = {"十": 10, "百": 100, "千": 1000}


class CitationState(StrEnum):
    """How a citation stands to the texts."""

    FOUND = "found"
    ARTICLE_ABSENT = "article_absent"
    STATUTE_ABSENT = "statute_absent"
    RANGE_DIFFERS = "range_differs"

    @property
    def word(self) -> str:
        """On screen."""
        return {
            "found": "找到",
            "article_absent": "没有这一条",
            "statute_absent": "没有这部法的文本",
            "range_differs": "幅度与条文不符",
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
        return self.state in (CitationState.ARTICLE_ABSENT, CitationState.RANGE_DIFFERS)


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


def check_citations(book: Book, texts: Texts) -> list[CitationCheck]:
    """Every citation of the pack, in the order of the book."""
    found: list[CitationCheck] = []
    for provision in book.provisions.values():
        found.append(_check_fine(provision, texts))
        found += _check_words(f"provisions[{provision.id}].violated", provision.violated, texts)
    for record, source in _sources(book):
        found += _check_source(record, source, texts)
    for checklist in book.checklists:
        for item in checklist.items:
            found += _check_words(f"{checklist.id}[{item.id}].clause", item.clause, texts)
    return found


def _sources(book: Book) -> Iterator[tuple[str, Source]]:
    for item in book.lenient_items.values():
        yield f"lenient_items[{item.id}]", item.source
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


def _check_source(record: str, source: Source, texts: Texts) -> list[CitationCheck]:
    return [
        CitationCheck(record, source.document, article, _state(source.document, article, texts))
        for article in _ARTICLES.findall(source.article)
    ]


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
    return tuple(forms)


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
