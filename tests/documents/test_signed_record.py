"""Signatures drawn in the window on the site record (现场检查笔录): on every page, on their lines, over no text."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

from pypdf import PdfReader

from inspector.documents.content import SignatureRows
from inspector.documents.dossier import Dossier, DrawnSignature, OfficerCard, PaperKind, Refusal
from inspector.documents.faces import installed_faces
from inspector.documents.page import MM, InkMark, Page, RuleMark, Setter, TextMark
from inspector.documents.render import content, lay, render
from tests.documents.dossiers import full, hostile

KIND = PaperKind.SITE_RECORD
# A tall drawing, and one as wide as the field.
TALL = (((400, 0), (420, 400)), ((380, 200), (440, 200)))
WIDE = (((0, 200), (1000, 190), (990, 260)),)


def _drawn(role: str, name: str, strokes: tuple[tuple[tuple[int, int], ...], ...] = TALL) -> DrawnSignature:
    return DrawnSignature(role=role, name=name, day=date(2026, 11, 19), digest="7f3a91c2", strokes=strokes)


SIGNED = (
    _drawn("party", "顾望屿"),
    _drawn("officer", "覃屿川", WIDE),
    _drawn("officer", "栾知棠"),
    _drawn("witness", "林某", WIDE),
)


def _with(dossier: Dossier, **fields: object) -> Dossier:
    visit = replace(dossier.visit, **fields)  # type: ignore[arg-type]
    return replace(dossier, visits=(visit, *dossier.visits[1:]))


def _pages(dossier: Dossier) -> list[Page]:
    return lay(KIND, content(KIND, dossier), Setter(installed_faces()))


def _ink(page: Page) -> list[tuple[float, float, float, float]]:
    """Boxes of the drawn names: left, lower, right, upper."""
    found = []
    for mark in page.marks:
        if isinstance(mark, InkMark):
            xs = [x for line in mark.lines for x, _ in line]
            ys = [y for line in mark.lines for _, y in line]
            found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def test_every_page_bears_every_drawn_name_on_its_line_and_over_no_text() -> None:
    for dossier in (_with(full(), signatures=SIGNED), _with(hostile(), signatures=SIGNED)):
        pages = _pages(dossier)
        for page in pages:
            boxes = _ink(page)
            assert len(boxes) == len(SIGNED)
            rules = [mark for mark in page.marks if isinstance(mark, RuleMark) and mark.width == 0.6]
            texts = [mark for mark in page.marks if isinstance(mark, TextMark)]
            for left, lower, right, upper in boxes:
                assert upper - lower <= 12 * MM + 0.1
                assert any(
                    rule.x1 - 0.1 <= left and right <= rule.x2 + 0.1 and 0 < lower - rule.y1 < 6
                    for rule in rules
                ), "the drawn name stands on no line"
                for text in texts:
                    apart = (
                        text.x >= right
                        or text.x + text.line.end <= left
                        or text.y >= upper
                        or text.y + text.style.size * 0.8 <= lower
                    )
                    assert apart, "a drawn name covers text"
    assert len(_pages(_with(hostile(), signatures=SIGNED))) > 1


def test_the_tall_name_is_twelve_millimetres_high() -> None:
    (page, *_) = _pages(_with(full(), signatures=(_drawn("party", "顾望屿"),)))
    ((_, lower, _, upper),) = _ink(page)
    assert abs(upper - lower - 12 * MM) < 0.1


def test_the_note_under_a_name_is_the_digest_and_fits_the_line() -> None:
    signed = render(KIND, _with(full(), signatures=SIGNED))
    for page in PdfReader(io.BytesIO(signed.pdf)).pages:
        text = page.extract_text()
        assert text.count("签名摘要 7F3A91C2") >= len(SIGNED)
        assert "2026-11-19" in text
    for sheet in _pages(_with(full(), signatures=SIGNED)):
        rules = [mark for mark in sheet.marks if isinstance(mark, RuleMark) and mark.width == 0.6]
        notes = [mark for mark in sheet.marks if isinstance(mark, TextMark) and mark.style.size == 6]
        assert len(notes) == len(SIGNED)
        for note in notes:
            assert any(
                abs(note.x - rule.x1) < 0.1 and note.x + note.line.end <= rule.x2 + 0.1 for rule in rules
            )


def test_all_who_signed_are_named_with_role_day_and_digest() -> None:
    """Also an officer who finds no line of his own, and a name longer than any line."""
    long = "阿卜杜热西提·麦麦提明·吾斯曼江"
    more = (*SIGNED, _drawn("officer", "丁某"), _drawn("witness", long))
    text = render(KIND, _with(full(), signatures=more)).text
    for one, role in (
        ("顾望屿", "被检查人"),
        ("栾知棠", "执法人员"),
        ("丁某", "执法人员"),
        (long, "见证人"),
    ):
        assert f"{one}（{role}，2026-11-19，签名摘要 7F3A91C2）" in text


def test_without_signatures_the_page_is_as_it_was() -> None:
    (page, *_) = _pages(full())
    assert _ink(page) == []
    rules = [mark.y1 for mark in page.marks if isinstance(mark, RuleMark) and mark.width == 0.7]
    assert max(y for y in rules if y < 60 * MM) == 49 * MM


def test_a_refusal_is_ticked_with_its_reason_and_told_with_its_witness() -> None:
    refused = _with(full(), refusal=Refusal(name="顾望屿", reason="称需请示公司", witness="林某"))
    paper = render(KIND, refused)
    assert "顾望屿拒绝签名，原因：称需请示公司；在场见证人：林某。" in paper.text
    (tick,) = _ink(_pages(refused)[0])
    assert tick[2] - tick[0] < 10
    long = _with(full(), refusal=Refusal(name="顾望屿", reason="称" + "需请示公司后再签" * 9))
    assert "见“拒绝签名的情况”" in render(KIND, long).text
    assert "需请示公司后再签" * 9 in render(KIND, long).text
    assert "没有见证人" in render(KIND, long).text


def test_what_was_typed_of_a_refusal_is_not_lost_and_not_doubled() -> None:
    typed = {"refused_to_sign": "当事人离开现场，拒绝签名。"}
    assert "当事人离开现场" in render(KIND, _with(full(), **typed)).text
    both = _with(full(), **typed, refusal=Refusal(name="顾望屿", reason="称需请示公司"))
    text = render(KIND, both).text
    assert "当事人离开现场，拒绝签名。顾望屿拒绝签名，原因：称需请示公司" in text
    same = _with(
        full(), refused_to_sign="称需请示公司", refusal=Refusal(name="顾望屿", reason="称需请示公司")
    )
    assert render(KIND, same).text.count("称需请示公司") == 2


def test_who_signed_before_a_correction_is_named_and_not_drawn() -> None:
    paper = render(KIND, _with(full(), outdated=("顾望屿",)))
    assert "顾望屿签名后本记录有更正" in paper.text


def test_one_who_only_records_signs_on_the_recorders_line() -> None:
    officers = tuple(OfficerCard(name=name, card_number="1") for name in ("覃屿川", "栾知棠", "丁某"))
    three = _with(full(), officers=officers, recorder="丁某", signatures=(*SIGNED, _drawn("officer", "丁某")))
    (rows,) = [block for block in content(KIND, three) if isinstance(block, SignatureRows)]
    inked = {(place.row, place.cell) for place in rows.places if place.strokes}
    assert inked == {(0, 0), (0, 2), (1, 0), (1, 1), (1, 2)}
    two = _with(full(), officers=officers[:2], recorder="栾知棠", signatures=SIGNED)
    (rows,) = [block for block in content(KIND, two) if isinstance(block, SignatureRows)]
    assert (1, 2) not in {(place.row, place.cell) for place in rows.places}, (
        "one signature is not printed twice"
    )
