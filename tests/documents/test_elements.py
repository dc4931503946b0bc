"""Required elements (评查2024): each one, taken away, is missed; no edited wording may lose one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inspector.documents import papervalues
from inspector.documents.composing import lacking
from inspector.documents.content import SignatureRows, text_of
from inspector.documents.dossier import (
    ConditionStatus,
    Dossier,
    DrawnSignature,
    EducationFacts,
    HearingState,
    PaperKind,
    RectificationFacts,
)
from inspector.documents.elements import missing_elements
from inspector.documents.paperparts import PARTS
from inspector.documents.papervalues import FLAGS, PaperValues
from inspector.documents.render import content, render
from inspector.documents.values import Value, text_value
from inspector.documents.wordcheck import lost_elements, wording_faults
from inspector.documents.wording import Item, PaperField, Wording, read_wording, shipped, shipped_texts
from tests.documents.golden import dossier_of

WORDED = tuple(kind for kind in PaperKind if shipped(kind.value) is not None)


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
        undated = replace(whole, dates=(), decision=replace(whole.decision, decided_on=None))
        assert lacking(kind, wording, undated) == ("成文日期",)


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
            if name in FLAGS and element.words:
                continue  # it shows nothing: its words are checked below
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


# What takes an element away, by its name in the letters.
_OF_LETTERS: dict[str, Callable[[Dossier], Dossier]] = {
    "统一社会信用代码或身份证号": _without("party", "credit_code"),
    "违法事实": lambda d: replace(d, facts=()),
    "证据": lambda d: replace(d, evidence=()),
    "违反的条款": lambda d: replace(d, violated=()),
    "处罚依据条款": lambda d: replace(d, penalty=()),
    "处罚种类和幅度": _without("decision", "amount_fen"),
    "裁量基准与因素": lambda d: replace(d, fine=replace(d.fine, steps=(), formula=None)),
    "告知送达日期": _without("notice", "served_on"),
    "陈述申辩及采纳情况（放弃也要写）": _without("notice", "adopted"),
    "听证情况": lambda d: replace(d, notice=replace(d.notice, hearing=HearingState.HELD, hearing_on=None)),
    "代收银行": _without("bureau", "bank"),
    "复议机关和管辖法院": _without("bureau", "court"),
    "责令改正依据": lambda d: replace(d, correction=()),
    "改正内容": _without("rectification", "requirement"),
    "改正期限": lambda d: replace(d, rectification=RectificationFacts(requirement="停止施工")),
    "是否告知听证": _without("notice", "hearing_offered"),
    "陈述申辩的联系方式": _without("bureau", "phone"),
    "不予处罚的条款": lambda d: replace(d, no_penalty=()),
    "不予处罚的条件逐项查明": lambda d: replace(
        d,
        leniency=replace(
            d.leniency,
            conditions=(
                replace(d.leniency.conditions[0], status=ConditionStatus.UNKNOWN),
                *d.leniency.conditions[1:],
            ),
        ),
    ),
    "改正情况": lambda d: replace(d, rectification=replace(d.rectification, corrected=False)),
    "教育内容": lambda d: replace(d, education=EducationFacts()),
}
_LETTERS = (
    PaperKind.RECTIFICATION_ORDER,
    PaperKind.PRIOR_NOTICE,
    PaperKind.PENALTY_DECISION,
    PaperKind.NO_PENALTY_DECISION,
)


@pytest.mark.parametrize("kind", _LETTERS)
def test_what_the_case_does_not_hold_is_missed_in_a_letter(kind: PaperKind) -> None:
    """By the facts of the case, not by the names of a wording: an unmet condition, a defence without its answer."""
    checked = [element.name for element in wording_of(kind).elements if element.needs]
    tried = [name for name in checked if name in _OF_LETTERS]
    assert set(checked) - set(tried) <= {"当事人名称", "当事人地址"}
    for name in tried:
        assert missing_elements(kind, _OF_LETTERS[name](dossier_of(kind, "full"))) == (name,)


@pytest.mark.parametrize("state", list(HearingState))
@pytest.mark.parametrize("defended", [True, False])
def test_whatever_was_said_and_heard_the_decision_tells_it_and_lacks_nothing(
    state: HearingState, defended: bool
) -> None:
    whole = dossier_of(PaperKind.PENALTY_DECISION, "full")
    notice = replace(
        whole.notice,
        hearing=state,
        hearing_on=date(2026, 12, 15),
        hearing_result="维持拟处罚意见",
        defended=defended,
        defence="夜间浇筑不能停",
        adopted=False,
        adoption_reason="没有取得证明",
    )
    told = replace(whole, notice=notice)
    assert missing_elements(PaperKind.PENALTY_DECISION, told) == ()
    text = render(PaperKind.PENALTY_DECISION, told).text
    assert ("夜间浇筑不能停" in text) is defended
    assert ("维持拟处罚意见" in text) is (state is HearingState.HELD)
    assert text.count("听证") >= 2
    assert "__" not in text


_OF_RECORDS: dict[PaperKind, dict[str, Callable[[Dossier], Dossier]]] = {
    PaperKind.SITE_RECORD: {
        "起止时间": _no_site("ended_at"),
        "检查地点": _no_site("place"),
        "两名以上执法人员及证号": _no_site("officers", ()),
        "记录人": _no_site("recorder"),
        "被检查单位": _without("party", "name"),
        "被检查人及身份": _no_site("person_role"),
        "出示证件并经确认": _no_site("identity_confirmed"),
        "告知回避、陈述申辩权和配合义务": _no_site("avoidance_told"),
        "检查情况": lambda d: replace(d, visits=(replace(d.visits[0], findings=None, checks=()),)),
    },
    PaperKind.PHOTO_SHEET: {
        "证明对象": _no_photo("caption"),
        "证明内容": _no_photo("proves"),
        "拍摄时间": _no_photo("taken_at"),
        "拍摄地点": lambda d: replace(
            d, photos=(replace(d.photos[0], place=None, position=None), *d.photos[1:])
        ),
        "拍摄人": _no_photo("photographer"),
        "原图校验值": _no_photo("sha256"),
    },
    PaperKind.REASONS_PAGE: {
        "当事人名称": _without("party", "name"),
        "适用的条文": lambda d: replace(d, reasons=replace(d.reasons, comparison="")),
    },
}


@pytest.mark.parametrize("kind", _OF_RECORDS)
def test_each_element_taken_away_is_missed(kind: PaperKind) -> None:
    wording = shipped(kind.value)
    if wording is not None:
        assert set(_OF_RECORDS[kind]) == {element.name for element in wording.elements if element.needs}
    for name, away in _OF_RECORDS[kind].items():
        assert missing_elements(kind, away(dossier_of(kind, "full"))) == (name,)


def test_a_record_whose_signature_rows_a_bureau_moved_still_bears_the_names() -> None:
    """The places are found by their labels; a row that is gone leaves the name to the sentence."""
    base = wording_of(PaperKind.SITE_RECORD)
    moved = (base.signs[1], base.signs[0])
    drawn = DrawnSignature(
        role="party", name="顾望屿", day=date(2026, 11, 19), digest="7f3a91c2", strokes=(((0, 0), (9, 9)),)
    )
    whole = dossier_of(PaperKind.SITE_RECORD, "full")
    signed = replace(whole, visits=(replace(whole.visits[0], signatures=(drawn,)),))
    blocks = content(PaperKind.SITE_RECORD, signed, replace(base, signs=moved))
    (rows,) = [block for block in blocks if isinstance(block, SignatureRows)]
    assert {(place.row, place.cell) for place in rows.places} == {(1, 0), (1, 1)}
    bare = content(PaperKind.SITE_RECORD, signed, replace(base, signs=base.signs[1:]))
    (rows,) = [block for block in bare if isinstance(block, SignatureRows)]
    assert rows.places == ()
    assert "顾望屿（被检查人，2026-11-19" in text_of(bare)


@pytest.mark.parametrize("kind", WORDED)
def test_no_blank_bears_the_name_of_a_condition(kind: PaperKind) -> None:
    """A condition shows nothing: a blank of its name would vanish from the paper."""
    assert not FLAGS & {field.name for field in wording_of(kind).fields}


def test_a_blank_of_a_bureau_that_bears_the_name_of_a_condition_is_still_filled() -> None:
    base = wording_of(PaperKind.EXHORTATION)
    own = replace(
        base,
        fields=(*base.fields, PaperField("罚款", "文字")),
        body=(*base.body, Item("text", ("应缴：{罚款}。",))),
    )
    whole = replace(dossier_of(PaperKind.EXHORTATION, "full"), entries=(("罚款", "五千元"),))
    assert "应缴：五千元。" in text_of(content(PaperKind.EXHORTATION, whole, own))
    assert not PaperValues(whole, own).recorded("罚款"), "it is offered as a blank to fill"
