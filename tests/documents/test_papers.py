"""Papers as a court would hold them: the same bytes again, every word readable, nothing missing or past the margin."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdf
import pytest

from inspector.documents.dossier import (
    DecisionFacts,
    Dossier,
    HearingState,
    NoticeFacts,
    NumberTaken,
    OfficerCard,
    PaperKind,
    Party,
    PersonKind,
    Trace,
)
from inspector.documents.elements import missing_elements
from inspector.documents.faces import MissingGlyphError, Role, installed_faces
from inspector.documents.numbering import number_text
from inspector.documents.page import LEFT, MM, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, BoxMark, Page, Setter, TextMark
from inspector.documents.pdf import qr_text
from inspector.documents.render import content, lay, render
from inspector.documents.wording import shipped
from tests.documents import golden
from tests.documents.dossiers import full, visit
from tests.documents.golden import CASES, dossier_of, rendered

LETTERS = tuple(
    kind
    for kind in PaperKind
    if kind not in {PaperKind.SITE_RECORD, PaperKind.PHOTO_SHEET}
    and (wording := shipped(kind.value), wording is None or wording.layout == "letter")[1]
)
TRACE_TOP = 70


def _squeezed(text: str) -> str:
    return re.sub(r"\s|__|（续表）", "", text)


def _extracted(pdf: bytes) -> str:
    """The text layer: what each line says it is."""
    return "".join(_lines(pdf))


def _body(kind: PaperKind, pdf: bytes) -> str:
    """The text layer without page numbers and the band at the foot, which stand between the pages of a paragraph."""
    foot = r"案号 .*第 .* 页.*|规则包 .*扫码核对" + (r"|\d+" if kind in LETTERS else "")
    return "".join(line for line in _lines(pdf) if not re.fullmatch(foot, line))


def _lines(pdf: bytes) -> list[str]:
    found = []
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        contents = page.get_contents()
        assert contents is not None
        data = contents.get_data().decode("latin-1")
        found += [
            bytes.fromhex(part).decode("utf-16-be") for part in re.findall(r"ActualText <FEFF(\w*)>", data)
        ]
    return found


def _pages(kind: PaperKind, dossier: Dossier) -> list[Page]:
    return lay(kind, content(kind, dossier), Setter(installed_faces()))


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("name", ["full", "empty"])
def test_equal_input_gives_equal_bytes(kind: PaperKind, name: str) -> None:
    one, other = rendered(kind, name), render(kind, dossier_of(kind, name))
    assert one.sha256 == other.sha256
    assert one.pdf == other.pdf
    assert one.faces


def _ink(mark: TextMark) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what a line covers."""
    size = mark.style.size
    return mark.x, mark.y - 0.14 * size, mark.x + mark.line.end, mark.y + 0.86 * size


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("name", CASES)
def test_nothing_is_set_past_the_margins_or_out_of_its_cell(kind: PaperKind, name: str) -> None:
    for page in _pages(kind, dossier_of(kind, name)):
        boxes = [mark for mark in page.marks if isinstance(mark, BoxMark) and mark.width]
        for mark in page.marks:
            if not isinstance(mark, TextMark):
                continue
            left, bottom, right, top = _ink(mark)
            assert left >= LEFT - 0.1
            # A mark whose ink is in its left half may hang by half a character.
            hang = mark.style.size * 0.55
            assert right <= RIGHT + hang
            assert bottom > TRACE_TOP - 12
            assert top < PAGE_HEIGHT - 20 * MM
            within = [box for box in boxes if box.x <= left + 0.1 <= box.x + box.w]
            for box in (box for box in within if box.y < mark.y + 2 < box.y + box.h):
                assert right <= box.x + box.w + hang, mark.line.text
                assert bottom >= box.y - 0.6, mark.line.text
                assert top <= box.y + box.h + 0.6, mark.line.text


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("name", CASES)
def test_every_word_of_the_content_is_in_the_text_layer(kind: PaperKind, name: str) -> None:
    paper = rendered(kind, name)
    layer = _squeezed(_body(kind, paper.pdf))
    # The spine runs down the label in two columns: characters, not lines, are what can be read back.
    whole = kind is not PaperKind.SPINE_LABEL and name != "hostile"
    for line in paper.text.split("\n"):
        for part in line.split("__"):
            for piece in _squeezed(part).split("\n"):
                assert piece in layer if whole else not set(piece) - set(layer), part


def test_long_text_is_all_there() -> None:
    layer = _extracted(rendered(PaperKind.PENALTY_DECISION, "hostile").pdf)
    assert layer.count("事实描述很长") > 400
    assert "".join(layer.split()).count("述") >= 500


@pytest.mark.parametrize("kind", PaperKind)
def test_a_hostile_paper_loses_no_character_of_what_was_filled(kind: PaperKind) -> None:
    """Every entry of 2,000 characters is drawn whole: in its cell, on the next page, or on the annex page."""
    dossier = dossier_of(kind, "hostile")
    layer = _squeezed(_extracted(rendered(kind, "hostile").pdf))
    paper = _squeezed(rendered(kind, "hostile").text)
    for char in "𠮷㐂":
        assert layer.count(char) >= paper.count(char)
    assert dossier.party.name is not None


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("name", CASES)
def test_only_embedded_faces(kind: PaperKind, name: str) -> None:
    for page in pypdf.PdfReader(io.BytesIO(rendered(kind, name).pdf)).pages:
        resources = page["/Resources"]
        assert isinstance(resources, pypdf.generic.DictionaryObject)
        fonts = resources["/Font"]
        assert isinstance(fonts, pypdf.generic.DictionaryObject)
        for font in fonts.values():
            descriptor = font.get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("name", ["full", "empty"])
def test_the_text_is_the_golden_one(kind: PaperKind, name: str) -> None:
    """Another word on a paper shows here first; `python -m tests.documents.golden --update` when it was meant."""
    difference = golden.difference(kind, name)
    assert not difference, difference


def test_page_counts() -> None:
    """With the Debian faces; other faces may turn lines otherwise, which is why the count is kept with the paper."""
    assert golden.page_counts() == golden.stored_page_counts()


def test_one_officer_is_not_enough_for_a_site_record() -> None:
    alone = replace(visit(), officers=(OfficerCard(name="覃屿川", card_number="00190001"),))
    assert missing_elements(PaperKind.SITE_RECORD, replace(full(), visits=(alone,))) == (
        "两名以上执法人员及证号",
    )


@pytest.mark.parametrize("kind", LETTERS)
def test_the_seal_never_stands_alone(kind: PaperKind) -> None:
    """Whatever the length of the facts, two lines of body or more stand with the closing block."""
    for length in range(0, 700, 50):
        pages = _pages(kind, replace(dossier_of(kind, "full"), facts=("事" * length + "实。",)))
        lines = [mark for mark in pages[-1].marks if isinstance(mark, TextMark)]
        assert len(lines) >= 4


def test_the_decision_states_amount_twice_and_the_waived_defence() -> None:
    silent = NoticeFacts(defended=False, hearing=HearingState.NOT_ASKED)
    text = render(PaperKind.PENALTY_DECISION, replace(full(), notice=silent)).text
    assert "罚款人民币32,000.00元（大写：叁万贰仟元整）" in text
    assert "你单位在规定期限内未提出陈述、申辩。" in text
    assert "你单位在规定期限内未要求听证。" in text
    assert "六十日内" in text
    assert "六个月内" in text


def test_unknown_is_a_blank_never_a_claim() -> None:
    text = render(PaperKind.PENALTY_DECISION, Dossier()).text
    assert "陈述、申辩情况：__。" in text
    assert "听证情况：__。" in text
    assert "罚款人民币__元（大写：__）" in text
    for word in ("None", "不适用", "未提出陈述", "未要求听证"):
        assert word not in text


def test_an_unconfirmed_identity_leaves_the_answer_open() -> None:
    unsure = replace(visit(), identity_confirmed=None)
    text = render(PaperKind.SITE_RECORD, replace(full(), visits=(unsure,))).text
    assert "看清了" not in text


def test_a_person_is_addressed_as_one() -> None:
    person = Party(kind=PersonKind.PERSON, name="顾望屿", id_number="44030019900101000X", address="观潮路8号")
    text = render(PaperKind.PENALTY_DECISION, replace(full(), party=person, facts=("违法。",))).text
    assert "身份证号：44030019900101000X" in text
    assert "你单位" not in text
    assert "法定代表人" not in text


def test_no_amount_means_no_payment_term() -> None:
    warned = replace(full(), decision=DecisionFacts(other_penalties=("警告",)))
    text = render(PaperKind.PENALTY_DECISION, warned).text
    assert "作出以下行政处罚：警告。" in text
    assert "缴纳罚款" not in text


def test_a_character_no_face_holds_names_itself_and_its_field() -> None:
    broken = replace(full(), party=replace(full().party, name="\U0001f600公司"))
    with pytest.raises(MissingGlyphError) as caught:
        render(PaperKind.PENALTY_DECISION, broken)
    assert caught.value.field == "当事人"
    assert "U+1F600" in caught.value.what


def test_a_rare_character_is_drawn_not_left_empty() -> None:
    """A face of the machine maps 䶮 to an empty outline; the name on the paper must still show it."""
    for char in "𠮷㐂䶮":
        face = installed_faces().choose(char, Role.KAI)
        glyph = face.font.face.charToGlyph[ord(char)]
        assert face.font.face.glyphPos[glyph] < face.font.face.glyphPos[glyph + 1]


def test_draft_marks_say_how_many_checks_failed() -> None:
    paper = render(PaperKind.NO_PENALTY_DECISION, full(), draft_reasons=("无告知", "无教育"))
    assert "草稿　自检未通过 2 项，不得送达" in _extracted(paper.pdf)
    assert "草稿" not in _extracted(render(PaperKind.NO_PENALTY_DECISION, full()).pdf)


def test_forty_photos_and_repeated_heads() -> None:
    sheet = rendered(PaperKind.PHOTO_SHEET, "hostile")
    layer = _extracted(sheet.pdf)
    assert all(f"照片 Z-{number:02d}" in layer for number in range(1, 41))
    record = _extracted(rendered(PaperKind.SITE_RECORD, "hostile").pdf)
    assert record.count("（续表）") >= 2
    assert record.count("检查内容") == record.count("（续表）") + 1


def test_numbers_have_the_year_in_full_and_no_zeros() -> None:
    assert number_text(PaperKind.PENALTY_DECISION, "龙华", 2026, 47) == "深环龙华罚字〔2026〕47号"
    taken = NumberTaken(kind=PaperKind.PENALTY_DECISION, text="深环法罚字〔2026〕1号")
    assert (
        "深环法罚字〔2026〕1号" in render(PaperKind.PENALTY_DECISION, replace(full(), numbers=(taken,))).text
    )


def test_the_code_keeps_to_the_alphanumeric_mode() -> None:
    text = qr_text(Trace(qr_case="nl2026-0118", pack_version="2026.11.2", chain_head="7f3a91c20b5e99"), 1, 2)
    assert text == "EI1:NL2026-0118:2026.11.2:P1/2:7F3A91C20B5E"
    assert qr_text(Trace(case_number="南澜"), 1, 1) == "EI1:-:-:P1/1:-"


def test_a_short_value_beside_another_on_the_cover_is_not_broken() -> None:
    """归档日期 without a day once took two lines, the second a bare rule."""
    setter = Setter(installed_faces())
    (page,) = lay(PaperKind.COVER, content(PaperKind.COVER, Dossier()), setter)
    labels = {
        mark.line.text: mark.y
        for mark in page.marks
        if isinstance(mark, TextMark) and mark.x < PAGE_WIDTH / 2
    }
    assert labels["归档日期"] - labels["保管期限"] == labels["立案日期"] - labels["归档日期"] == 32
