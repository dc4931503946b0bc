"""Pages of supervision as PDF: the draw (双随机抽查结果), the end summary of a campaign (专项行动总结), the year report (年度报告).

What is written is decided elsewhere; here it is put into blocks and set as a form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspector.casework.progress import Progress
from inspector.casework.yearly import YearReport
from inspector.documents.content import (
    Block,
    Cell,
    FieldRow,
    FieldTable,
    NumberLine,
    Paragraph,
    Runs,
    SignatureRows,
    Table,
    Title,
    text_of,
    value,
    words,
)
from inspector.documents.dossier import Trace
from inspector.documents.faces import Role, installed_faces
from inspector.documents.formpage import FormLayout, FormShape
from inspector.documents.page import MM, Setter, Style
from inspector.documents.pdf import Appearance, paint
from inspector.documents.render import RenderedPaper, check_glyphs
from inspector.domain.money import wan_text
from inspector.domain.supervision_records import Campaign
from inspector.domain.times import day_letter

_SIGNS = SignatureRows(
    (
        (("抽取人（签名）：", 0.36), ("监督人（签名）：", 0.36), ("日期：", 0.28)),
        (("（任何人可用公开的种子和名单重抽核对）", 1.0),),
    )
)


@dataclass(frozen=True, slots=True)
class DrawSheet:
    """A draw in words: classes as (name, size, share in permille, drawn), picks as (number, site, class, inspectors)."""

    bureau: str
    title: str
    day: date
    seed: str
    list_hash: str
    result_hash: str
    classes: tuple[tuple[str, int, int, int], ...]
    recusals: tuple[tuple[str, str, str], ...]
    picks: tuple[tuple[int, str, str, str], ...]
    pack: str = ""
    chain_head: str = ""


@dataclass(frozen=True, slots=True)
class SummarySheet:
    """A campaign and its figures."""

    bureau: str
    campaign: Campaign
    progress: Progress
    today: date
    pack: str
    chain_head: str


def draw_sheet(sheet: DrawSheet) -> RenderedPaper:
    """The page of a draw: seed, list hash, classes, recusals, picks, result hash."""
    blocks: list[Block] = [
        Title(value(sheet.bureau, role=Role.TITLE), "双随机抽查结果"),
        NumberLine(words(sheet.list_hash[:12].upper(), Role.SONG)),
        FieldTable(
            (
                FieldRow((("抽查名称", value(sheet.title)),)),
                FieldRow(
                    (("抽取日期", words(day_letter(sheet.day))), ("抽中", words(f"{len(sheet.picks)} 家")))
                ),
                FieldRow((("种子", value(sheet.seed)),)),
                FieldRow((("名单哈希", words(_grouped(sheet.list_hash))),)),
                FieldRow((("结果哈希", words(_grouped(sheet.result_hash))),)),
            )
        ),
        _table(
            "分类与比例",
            (0.4, 0.2, 0.2, 0.2),
            ("对象类别", "名单数", "比例", "抽中"),
            [(name, f"{size}", f"{share / 10:g}%", f"{drawn}") for name, size, share, drawn in sheet.classes],
        ),
    ]
    if sheet.recusals:
        blocks.append(
            _table(
                "回避", (0.3, 0.4, 0.3), ("执法人员", "对象", "理由"), [tuple(row) for row in sheet.recusals]
            )
        )
    blocks += [
        _table(
            "抽中对象",
            (0.1, 0.38, 0.18, 0.34),
            ("序号", "对象", "类别", "执法人员"),
            [(str(number), *rest) for number, *rest in sheet.picks],
        ),
        _SIGNS,
    ]
    return print_form(
        "双随机抽查结果", sheet.title, blocks, Trace(pack_version=sheet.pack, chain_head=sheet.chain_head)
    )


def summary_sheet(sheet: SummarySheet) -> RenderedPaper:
    """The end summary of a campaign: figures, targets, ranking, weeks."""
    campaign, progress = sheet.campaign, sheet.progress
    blocks: list[Block] = [
        Title(value(sheet.bureau, role=Role.TITLE), "专项行动总结"),
        NumberLine(words(f"{campaign.starts_on:%Y%m%d}-{campaign.ends_on:%Y%m%d}", Role.SONG)),
        FieldTable(
            (
                FieldRow((("行动名称", value(campaign.name)),)),
                FieldRow(
                    (
                        (
                            "起止日期",
                            words(f"{day_letter(campaign.starts_on)}至{day_letter(campaign.ends_on)}"),
                        ),
                        ("统计至", words(day_letter(sheet.today))),
                    )
                ),
                FieldRow((("参加单位", value("、".join(campaign.unit_names()))),)),
            )
        ),
        *([Paragraph(words("本总结的数含示例数据。"), "总结")] if campaign.sample else []),
        Paragraph(words(summary_text(campaign, progress)), "总结"),
    ]
    blocks += _progress_tables(progress)
    return print_form(
        "专项行动总结", campaign.name, blocks, Trace(pack_version=sheet.pack, chain_head=sheet.chain_head)
    )


def _progress_tables(progress: Progress) -> list[Block]:
    """Targets, bureaus and weeks of a campaign."""
    blocks: list[Block] = []
    if progress.targets:
        blocks.append(
            _table(
                "目标与完成",
                (0.34, 0.18, 0.18, 0.16, 0.14),
                ("目标", "要求", "完成", "目标日", "结果"),
                [
                    (
                        line.target.name,
                        line.target.text(line.wanted),
                        line.found_text(),
                        line.due_on.isoformat() if line.due_on else "行动结束",
                        line.standing.value,
                    )
                    for line in progress.targets
                ],
            )
        )
    blocks.append(
        _table(
            "各单位",
            (0.08, 0.24, 0.12, 0.14, 0.1, 0.1, 0.22),
            ("名次", "单位", "检查", "发现问题", "立案", "决定", "罚款（万元）"),
            [
                (
                    str(line.rank),
                    line.unit,
                    f"{line.visits:,}",
                    f"{line.found:,}",
                    f"{line.filed:,}",
                    f"{line.decided:,}",
                    wan_text(line.fine_fen),
                )
                for line in progress.ranking
            ],
        )
    )
    blocks.append(
        _table(
            "每周进度",
            (0.4, 0.3, 0.3),
            ("周（首日）", "检查", "发现案件"),
            [(week.isoformat(), f"{visits:,}", f"{cases:,}") for week, visits, cases in progress.weekly],
        )
    )
    return blocks


def summary_text(campaign: Campaign, progress: Progress) -> str:
    """The paragraph of the summary; only what has rows is said."""
    parts = [f"{campaign.name}期间"]
    if progress.visits:
        parts.append(f"开展检查{progress.visits:,}次")
    if progress.members:
        parts.append(f"行动名单{progress.members:,}家，已检查{progress.visited_members:,}家")
    if progress.found:
        parts.append(f"发现问题{progress.found:,}次")
    if progress.filed:
        parts.append(f"立案{progress.filed:,}宗")
    if progress.decided:
        parts.append(f"作出决定{progress.decided:,}宗，罚款{wan_text(progress.fine_fen)}万元")
    if progress.spared_fen:
        parts.append(f"减免{wan_text(progress.spared_fen)}万元")
    if progress.orders:
        parts.append(f"责令改正{progress.orders:,}件，复查已改正{progress.corrected:,}件")
    if len(parts) == 1:
        return f"{campaign.name}期间没有检查和案件记录。"
    return "，".join(parts) + "。"


def report_sheet(report: YearReport, bureau: str, pack: str, chain_head: str) -> RenderedPaper:
    """The year report: paragraphs, the table of figures with their rules, targets."""
    blocks: list[Block] = [
        Title(value(bureau, role=Role.TITLE), "年度执法报告"),
        NumberLine(words(f"{report.year}", Role.SONG)),
        *(Paragraph(words(text), "报告") for text in report.notes),
        *(Paragraph(words(paragraph.text), "报告") for paragraph in report.paragraphs),
    ]
    if report.figures:
        blocks.append(
            _table(
                "数据表",
                (0.2, 0.165, 0.155, 0.18, 0.3),
                report.heads,
                [(f.name, f.text, f.before_text, f.change_text, f.key) for f in report.figures],
            )
        )
        blocks.append(
            _table("统计口径", (0.3, 0.7), ("指标", "口径"), [(f.name, f.rule) for f in report.figures])
        )
    if report.targets:
        blocks.append(
            _table(
                "目标与结果",
                (0.3, 0.2, 0.18, 0.14, 0.18),
                report.target_heads,
                [(t.name, t.wanted, t.found, t.verdict, t.next_wanted) for t in report.targets],
            )
        )
    return print_form(
        "年度执法报告", f"{report.year}年", blocks, Trace(pack_version=pack, chain_head=chain_head)
    )


def _table(
    title: str, widths: tuple[float, ...], head: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> Table:
    return Table(title, widths, head, tuple(tuple(Cell(_shown(text)) for text in row) for row in rows))


def _shown(text: str) -> Runs:
    return words(text, Role.SONG)


def _grouped(digest: str) -> str:
    """A hash in eights, so that it can be read over the phone."""
    return " ".join(digest[index : index + 8] for index in range(0, len(digest), 8))


def print_form(
    name: str,
    subject: str,
    blocks: Sequence[Block],
    trace: Trace,
    layout: type[FormLayout] = FormLayout,
    *,
    ruled: bool = True,
) -> RenderedPaper:
    """Set blocks as a form that belongs to no case; `ruled` text has lines for handwriting to follow."""
    faces = installed_faces()
    check_glyphs(blocks, faces)
    setter = Setter(faces)
    signed = any(isinstance(block, SignatureRows) for block in blocks)
    foot = (49 if signed else 24) * MM
    shape = FormShape(name, Style(20), Style(16), 270 * MM, foot, continued_head=True, ruled=ruled)
    pages = layout(setter, shape).lay(blocks)
    pdf = paint(pages, Appearance(title=name, subject=subject, trace=trace, report=name), setter)
    return RenderedPaper(pdf, len(pages), hashlib.sha256(pdf).hexdigest(), faces.stamps(), text_of(blocks))
