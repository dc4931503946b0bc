"""Required elements (评查2024): each one, taken away, is missed; no edited wording may lose one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from inspector.documents import papervalues
from inspector.documents.composing import lacking
from inspector.documents.dossier import (
    Dossier,
    EducationFacts,
    FineComputation,
    Leniency,
    PaperKind,
    RectificationFacts,
)
from inspector.documents.elements import REQUIRED, missing_elements
from inspector.documents.paperparts import PARTS
from inspector.documents.papervalues import PaperValues, Value, text_value
from inspector.documents.wordcheck import lost_elements, wording_faults
from inspector.documents.wording import Item, Wording, read_wording, shipped, shipped_texts
from tests.documents.golden import dossier_of

WORDED = tuple(kind for kind in PaperKind if shipped(kind.value) is not None)
CODED = tuple(kind for kind in PaperKind if shipped(kind.value) is None)


def wording_of(kind: PaperKind) -> Wording:
    wording = shipped(kind.value)
    assert wording is not None
    return wording


def needed(kind: PaperKind) -> list[tuple[str, str]]:
    """Element and value pairs of a kind."""
    return [(element.name, name) for element in wording_of(kind).elements for name in element.needs]


@pytest.mark.parametrize("kind", PaperKind)
def test_a_full_dossier_lacks_nothing_and_an_empty_one_much(kind: PaperKind) -> None:
    assert missing_elements(kind, dossier_of(kind, "full")) == ()
    assert missing_elements(kind, Dossier())


@pytest.mark.parametrize("kind", WORDED)
def test_each_value_of_an_element_is_missed_when_unknown(
    kind: PaperKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    wording, dossier = wording_of(kind), dossier_of(kind, "full")
    find = PaperValues._find
    for element, gone in needed(kind):

        def without(values: PaperValues, name: str, gone: str = gone) -> Value:
            return text_value(None) if name == gone else find(values, name)

        monkeypatch.setattr(papervalues.PaperValues, "_find", without)
        assert element in lacking(kind, wording, dossier), gone


@pytest.mark.parametrize("kind", WORDED)
def test_number_day_and_bureau_are_missed(kind: PaperKind) -> None:
    wording, whole = wording_of(kind), dossier_of(kind, "full")
    nameless = replace(whole, bureau=replace(whole.bureau, name=None))
    assert "机关名称" in lacking(kind, wording, nameless)
    if wording.counted:
        assert lacking(kind, wording, replace(whole, numbers=())) == ("发文字号",)
    if wording.dated:
        assert lacking(kind, wording, replace(whole, dates=())) == ("成文日期",)


def _shows(item: Item, name: str) -> bool:
    return name in item.places() or (item.kind == "part" and name in PARTS[item.texts[0]].carries)


@pytest.mark.parametrize("kind", WORDED)
def test_a_wording_that_drops_an_element_is_refused(kind: PaperKind) -> None:
    """Every value and every standing phrase that an element needs, removed from the body, is named as lost."""
    base = wording_of(kind)
    assert wording_faults(base, base) == ()
    for element in base.elements:
        assert element.needs or element.words, element.name
        for name in element.needs:
            body = tuple(item for item in base.body if not _shows(item, name))
            assert any(element.name in fault for fault in lost_elements(replace(base, body=body), base))
        for phrase in element.words:
            body = tuple(
                replace(
                    item,
                    texts=tuple(text.replace(phrase, "") for text in item.texts),
                    head=tuple(text.replace(phrase, "") for text in item.head),
                )
                for item in base.body
            )
            assert any(element.name in fault for fault in lost_elements(replace(base, body=body), base))


@pytest.mark.parametrize("kind", WORDED)
def test_an_opinion_or_the_signatures_cannot_be_dropped(kind: PaperKind) -> None:
    base = wording_of(kind)
    bare = replace(base, body=tuple(item for item in base.body if item.kind != "opinion"), signs=())
    faults = lost_elements(bare, base)
    opinions = any(item.kind == "opinion" for item in base.body)
    assert any("签名和日期" in fault for fault in faults) is opinions
    assert any("签名栏" in fault for fault in faults) is bool(base.signs)


def test_faults_of_a_wording_are_named() -> None:
    text = shipped_texts()["exhortation"].replace("{代收银行}", "{代收银航}")
    faults = wording_faults(read_wording(text), wording_of(PaperKind.EXHORTATION))
    assert any("{代收银航}" in fault for fault in faults)
    assert any("履行方式" in fault for fault in faults)


def _changed(record: Any, changes: dict[str, Any]) -> Any:
    return replace(record, **changes)


def _no_site(field: str, value: object = None) -> Callable[[Dossier], Dossier]:
    return lambda d: replace(d, visits=(_changed(d.visits[0], {field: value}),))


def _no_photo(field: str) -> Callable[[Dossier], Dossier]:
    return lambda d: replace(d, photos=(*d.photos[:-1], _changed(d.photos[-1], {field: None})))


def _without(part: str, field: str) -> Callable[[Dossier], Dossier]:
    return lambda d: replace(d, **{part: _changed(getattr(d, part), {field: None})})


# Two elements share names between papers: what takes each away, by key and kind of paper.
_AWAY: dict[str, Callable[[Dossier], Dossier]] = {
    "number": lambda d: replace(d, numbers=()),
    "day": lambda d: replace(d, dates=(), decision=replace(d.decision, decided_on=None)),
    "bureau": _without("bureau", "name"),
    "party_name": _without("party", "name"),
    "party_code": _without("party", "credit_code"),
    "party_address": _without("party", "address"),
    "facts": lambda d: replace(d, facts=()),
    "evidence": lambda d: replace(d, evidence=()),
    "violated": lambda d: replace(d, violated=()),
    "penalty": lambda d: replace(d, penalty=()),
    "amount": _without("decision", "amount_fen"),
    "discretion": lambda d: replace(d, fine=FineComputation()),
    "defence": _without("notice", "adopted"),
    "remedies": _without("bureau", "court"),
    "correction": lambda d: replace(d, correction=()),
    "requirement": _without("rectification", "requirement"),
    "due": lambda d: replace(d, rectification=RectificationFacts(requirement="停止施工")),
    "hearing_offered": _without("notice", "hearing_offered"),
    "contact": _without("bureau", "phone"),
    "notice": _without("notice", "served_on"),
    "hearing": _without("notice", "hearing"),
    "payment": _without("bureau", "bank"),
    "no_penalty": lambda d: replace(d, no_penalty=()),
    "conditions": lambda d: replace(d, leniency=Leniency()),
    "corrected": _without("rectification", "corrected"),
    "education": lambda d: replace(d, education=EducationFacts()),
    "time": _no_site("ended_at"),
    "place": _no_site("place"),
    "officers": _no_site("officers", ()),
    "recorder": _no_site("recorder"),
    "person": _no_site("person_role"),
    "identity": _no_site("identity_confirmed"),
    "avoidance": _no_site("avoidance_told"),
    "comparison": lambda d: replace(d, reasons=replace(d.reasons, comparison="")),
    "findings": lambda d: replace(d, visits=(replace(d.visits[0], findings=None, checks=()),)),
}
_AWAY_PHOTO = {
    "object": _no_photo("caption"),
    "proves": _no_photo("proves"),
    "taken_at": _no_photo("taken_at"),
    "place": lambda d: replace(d, photos=(replace(d.photos[0], place=None, position=None), *d.photos[1:])),
    "photographer": _no_photo("photographer"),
    "sha256": _no_photo("sha256"),
}


@pytest.mark.parametrize("kind", CODED)
def test_each_element_taken_away_is_missed(kind: PaperKind) -> None:
    away = _AWAY_PHOTO if kind is PaperKind.PHOTO_SHEET else _AWAY
    for element in REQUIRED[kind]:
        assert missing_elements(kind, away[element.key](dossier_of(kind, "full"))) == (element.name,)
