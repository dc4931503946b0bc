"""The integrity certificate: one page whatever the case, all its elements, embedded faces, the same bytes again."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from inspector.documents.certificate import Certificate, Counted, certificate_blocks, render_certificate
from inspector.documents.content import text_of

FULL = Certificate(
    bureau="深圳市生态环境局南澜管理局",
    title="深圳市澜岬建筑工程有限公司夜间施工",
    number="深环南澜立〔2026〕18号",
    party="深圳市澜岬建筑工程有限公司",
    day=date(2026, 11, 23),
    counted=(
        Counted("照片", 12, 12, 0, 0, 0),
        Counted("其他材料", 3, 3, 0, 0, 0),
        Counted("文书", 4, 4, 0, 0, 0),
    ),
    list_sha256="ab" * 32,
    chain_events=58,
    chain_seq=1204,
    chain_hash="7f3a91c20b5e" + "c4" * 26,
    chain_fine=True,
    records=44,
    records_fine=True,
    verdict="相符",
    faults=(),
    versions=("现场执法 0.1.0", "gd-sz-2026", "SHA-256"),
)
MINIMAL = replace(FULL, bureau="", title="夜间施工", number="", party="", counted=FULL.counted[:1])
HOSTILE = replace(
    FULL,
    bureau="深圳市生态环境局南澜管理局" * 3,
    title="很长的名称" * 60,
    party="𠮷祥很长的公司名称㐂" * 30,
    verdict="不符",
    records_fine=False,
    faults=tuple(f"照片不符：{number:016d}" + "长" * 80 for number in range(300)),
)


@pytest.mark.parametrize("certificate", [FULL, MINIMAL, HOSTILE], ids=["full", "minimal", "hostile"])
def test_it_is_one_page_with_embedded_faces_and_the_same_bytes(certificate: Certificate) -> None:
    paper = render_certificate(certificate)
    assert render_certificate(certificate).pdf == paper.pdf
    (page,) = pypdf.PdfReader(io.BytesIO(paper.pdf)).pages
    text = page.extract_text()
    assert certificate.chain_hash in text and certificate.list_sha256 in text
    assert f"结论：{certificate.verdict}" in text
    fonts = page["/Resources"].get_object()["/Font"].get_object()  # type: ignore[index]
    for font in fonts.values():
        described = font.get_object()
        inner = described.get("/DescendantFonts")
        holder = inner.get_object()[0].get_object() if inner else described
        assert "/FontFile2" in holder["/FontDescriptor"].get_object()


def test_it_says_what_it_does_not_say_and_how_many_faults_are_not_shown() -> None:
    assert "不说明照片等材料所反映的情况是否属实" in text_of(certificate_blocks(FULL))
    assert "不符之处" not in text_of(certificate_blocks(FULL))
    assert "另有 294 处" in text_of(certificate_blocks(HOSTILE))
    assert "共 300 处" in text_of(certificate_blocks(HOSTILE, 0))
    unread = replace(FULL, verdict="未能核对")
    assert "既不能说相符，也不能说不符" in text_of(certificate_blocks(unread))
