"""The integrity certificate (电子证据完整性证明) of one case: one page, equal input gives equal bytes.

It states what was checked and the verdict, never more: that files have not changed since intake, not that they are true.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspector.documents.content import (
    Block,
    Cell,
    FieldRow,
    FieldTable,
    Paragraph,
    SignatureRows,
    Table,
    Title,
    block_parts,
    day_runs,
    text_of,
    value,
    words,
)
from inspector.documents.dossier import Trace
from inspector.documents.faces import FaceSet, Role, installed_faces
from inspector.documents.formpage import FormLayout, FormShape
from inspector.documents.linebreak import Words
from inspector.documents.page import MM, Setter, Style
from inspector.documents.pdf import Appearance, paint
from inspector.documents.render import RenderedPaper

NAME = "电子证据完整性证明"
_MOST_FAULTS = 6
_SIGNS = SignatureRows(((("核验人：", 0.5), ("复核人：", 0.5)), (("日期：", 0.5), ("（加盖印章）", 0.5))))


@dataclass(frozen=True, slots=True)
class Counted:
    """One kind of file: how many were expected, and how many agree, are missing, differ, could not be checked."""

    name: str
    total: int
    fine: int
    missing: int
    damaged: int
    unchecked: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the page says. `list_sha256`: hash of the sorted list of all files' hashes. `chain_*`: the last change of the case.

    `verdict` is 相符, 不符 or 未能核对; `faults` name single files; `versions` are program, law pack and method.
    """

    bureau: str
    title: str
    number: str
    party: str
    day: date
    counted: tuple[Counted, ...]
    list_sha256: str
    chain_events: int
    chain_seq: int
    chain_hash: str
    chain_fine: bool
    records: int
    records_fine: bool
    verdict: str
    faults: tuple[str, ...]
    versions: tuple[str, ...]


def certificate_blocks(certificate: Certificate, most_faults: int = _MOST_FAULTS) -> tuple[Block, ...]:
    """The content before drawing, with at most `most_faults` of the faults by name."""
    rows = tuple(
        tuple(
            Cell(words(text, Role.SONG), "left" if index == 0 else "centre")
            for index, text in enumerate(
                (
                    kind.name,
                    str(kind.total),
                    str(kind.fine),
                    str(kind.missing),
                    str(kind.damaged),
                    str(kind.unchecked),
                )
            )
        )
        for kind in certificate.counted
    )
    return (
        Title(value(certificate.bureau, 12, Role.TITLE), NAME),
        FieldTable(
            (
                FieldRow((("案件名称", value(_named(certificate.title))),)),
                FieldRow((("案号", value(certificate.number)), ("核验日期", day_runs(certificate.day)))),
                FieldRow((("当事人", value(_named(certificate.party))),)),
            )
        ),
        Table(
            "一、文件：逐个重新计算 SHA-256，与存入时的值比较",
            (0.25, 0.15, 0.15, 0.15, 0.15, 0.15),
            ("种类", "应有", "相符", "缺失", "不符", "未能核对"),
            rows,
        ),
        Table(
            "二、审计链和记录",
            (0.18, 0.82),
            ("项目", "内容"),
            tuple(
                (Cell(words(name, Role.SONG)), Cell(words(text, Role.SONG)))
                for name, text in _chain_lines(certificate, most_faults)
            ),
        ),
        Paragraph(words(f"结论：{certificate.verdict}。{_meaning(certificate)}"), "结论", indent=0),
        Paragraph(
            words(
                "本证明只说明上述文件和记录自存入以来没有改动，不说明照片等材料所反映的情况是否属实。"
                "任何人可用随案件文件夹导出的核验程序复核。"
            ),
            "说明",
            indent=0,
        ),
        _SIGNS,
    )


def render_certificate(certificate: Certificate) -> RenderedPaper:
    """The page as PDF. Raises MissingGlyphError, NoFaceError; ValueError if it should not fit one page."""
    faces = installed_faces()
    setter = Setter(faces)
    shape = FormShape(NAME, Style(20), Style(16), 272 * MM, 43 * MM, continued_head=False)
    # Long names take the room of single faults; their number always stands.
    for most_faults in range(_MOST_FAULTS, -1, -1):
        blocks = certificate_blocks(certificate, most_faults)
        _check_glyphs(blocks, faces)
        pages = FormLayout(setter, shape).lay(blocks)
        if len(pages) == 1:
            break
    else:
        raise ValueError("an integrity certificate is one page")
    look = Appearance(
        title=NAME,
        subject=certificate.number,
        trace=Trace(
            case_number=certificate.number or None,
            pack_version=certificate.versions[1] if len(certificate.versions) > 1 else None,
            chain_head=certificate.chain_hash[:12].upper(),
        ),
    )
    pdf = paint(pages, look, setter)
    return RenderedPaper(pdf, 1, hashlib.sha256(pdf).hexdigest(), faces.stamps(), text_of(blocks))


def _check_glyphs(blocks: Sequence[Block], faces: FaceSet) -> None:
    """A face for every character, so that an error names the field."""
    for block in blocks:
        for name, runs in block_parts(block):
            for run in runs:
                if isinstance(run, Words):
                    for char in set(run.text) - {" ", "\n"}:
                        faces.choose(char, run.role, name)


def _chain_lines(certificate: Certificate, most_faults: int) -> list[tuple[str, str]]:
    return [
        ("审计链", f"{'各条相接，内容与哈希相符' if certificate.chain_fine else '有不相接或不相符之处'}"),
        (
            "本案记录",
            f"{certificate.records} 条，{'与审计链相符' if certificate.records_fine else '有与审计链不同之处'}",
        ),
        ("最后改动", f"本案事件 {certificate.chain_events} 条，最后为第 {certificate.chain_seq} 号"),
        ("该号链首", certificate.chain_hash),
        ("文件清单哈希", certificate.list_sha256),
        ("核验程序", "，".join(certificate.versions)),
        *([("不符之处", "\n".join(_faults(certificate.faults, most_faults)))] if certificate.faults else []),
    ]


def _meaning(certificate: Certificate) -> str:
    return {
        "相符": "各文件、记录与存入时一致。",
        "不符": "至少一处与存入时不一致或缺失，所涉材料在查清之前不宜使用。",
    }.get(certificate.verdict, "有文件没能读取，既不能说相符，也不能说不符；排除故障后重新核验。")


def _faults(faults: Sequence[str], most: int) -> list[str]:
    """The first few, shortened, and how many more there are: the page stays one page."""
    shown = [fault if len(fault) <= 60 else f"{fault[:59]}…" for fault in faults[:most]]
    if len(faults) > most:
        shown.append(f"{'另有' if most else '共'} {len(faults) - most} 处，见全库核验清单")
    return shown


def _named(text: str) -> str:
    """A name of up to two lines whole; a longer one is told by its beginning and the folder, so that the page stays one."""
    return text if len(text) <= 60 else f"{text[:48]}……（全名见案件文件夹）"
