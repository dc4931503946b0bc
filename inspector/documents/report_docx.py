"""The year report as a Word file (docx), for a supervisor who goes on writing in it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from inspector.casework.yearly import YearReport

_BODY, _HEAD, _TITLE = "仿宋", "黑体", "方正小标宋简体"


def report_docx(report: YearReport, bureau: str) -> bytes:
    """The file: title, paragraphs, table of figures, counting rules, targets. The same report gives the same text."""
    document = Document()
    # A fixed mark, so that equal reports differ in nothing but the name the user gives.
    document.core_properties.created = document.core_properties.modified = datetime(2026, 1, 1)  # noqa: DTZ001
    document.core_properties.author = bureau
    document.core_properties.title = f"{report.year}年执法报告"
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    _line(document, bureau, _TITLE, 18, centre=True)
    _line(document, f"{report.year}年执法报告", _TITLE, 22, centre=True)
    for note in report.notes:
        _line(document, note, _BODY, 16, indent=True)
    for paragraph in report.paragraphs:
        _line(document, paragraph.title, _HEAD, 16)
        _line(document, paragraph.text, _BODY, 16, indent=True)
    if report.figures:
        _line(document, "数据表", _HEAD, 16)
        _table(
            document,
            report.heads,
            [(f.name, f.text, f.before_text, f.change_text, f.key) for f in report.figures],
        )
        _line(document, "统计口径", _HEAD, 16)
        for figure in report.figures:
            _line(document, f"{figure.name}：{figure.rule}", _BODY, 12)
    if report.targets:
        _line(document, "目标与结果", _HEAD, 16)
        _table(
            document,
            report.target_heads,
            [(t.name, t.wanted, t.found, t.verdict, t.next_wanted) for t in report.targets],
        )
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _line(
    document: DocumentType, text: str, face: str, size: int, *, centre: bool = False, indent: bool = False
) -> None:
    paragraph = document.add_paragraph()
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = face
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _table(document: DocumentType, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(head))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        _cell(cell, text, _HEAD)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _cell(cell, text, _BODY)


def _cell(cell: object, text: str, face: str) -> None:
    paragraph = cell.paragraphs[0]  # type: ignore[attr-defined] # the library's cells are untyped
    run = paragraph.add_run(text)
    run.font.size = Pt(10.5)
    run.font.name = face
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
