"""The columns of 台账: id, heading, width, kind, group, value; the printed standard, the rest, and chosen ones (视图)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspector.documents.sheets.rows import LedgerRow
from inspector.domain.errors import InvalidValueError

# The file's own properties that hold the filter of its export, in pieces: Excel takes 255 units of two bytes in one.
FILTER_PROPERTY, PROPERTY_PIECE = "inspector-filter", 120
_MM_PER_PIXEL = 25.4 / 96
_PAGE_MM = (420 - 30) / 0.69  # A3 landscape without its margins, at the scale of print
PRINT_SCALE = 69


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One column. `kind` names a format; a `needed` column cannot be left out, because 汇总 counts it."""

    id: str
    heading: str
    width: float
    kind: str
    group: str
    value: Callable[[LedgerRow], object]
    needed: bool = False

    @property
    def name(self) -> str:
        """The heading on one line."""
        return self.heading.replace("\n", "")


_CASE, _PARTY, _TIME, _DECIDED, _DONE = "案件", "当事人和违法行为", "时间", "决定", "执行和结案"
_MORE_PARTY, _MORE_STEPS = "当事人（续）", "办案过程"
_MORE_DECISION, _MORE_DONE = "决定（续）", "执行（续）"

# Widths and order as design/papers.md section 8; these are printed on two A3 pages across.
STANDARD: tuple[LedgerColumn, ...] = (
    LedgerColumn("case_number", "案号", 22, "link", _CASE, lambda r: r.case_number, needed=True),
    LedgerColumn("source", "来源", 9, "center", _CASE, lambda r: r.source),
    LedgerColumn("campaign", "行动", 12, "wrap", _CASE, lambda r: r.campaign),
    LedgerColumn("unit", "办案单位", 9, "center", _CASE, lambda r: r.unit),
    LedgerColumn("handlers", "承办人", 14, "wrap", _CASE, lambda r: r.handlers),
    LedgerColumn("party", "当事人", 30, "wrap", _PARTY, lambda r: r.party),
    LedgerColumn("credit_code", "统一社会信用代码", 21, "code", _PARTY, lambda r: r.credit_code),
    LedgerColumn("element", "要素", 6, "center", _PARTY, lambda r: r.element, needed=True),
    LedgerColumn("act", "违法行为", 20, "wrap", _PARTY, lambda r: r.act),
    LedgerColumn("violated", "违反条款", 11, "wrap", _PARTY, lambda r: r.violated),
    LedgerColumn("penalty", "处罚条款", 14, "wrap", _PARTY, lambda r: r.penalty),
    LedgerColumn("act_day", "行为日", 11, "date", _TIME, lambda r: r.act_day),
    LedgerColumn("filed_on", "立案日", 11, "date", _TIME, lambda r: r.filed_on, needed=True),
    LedgerColumn("deducted_days", "扣除\n日数", 6, "count", _TIME, lambda r: r.deducted_days),
    LedgerColumn("decide_by", "办结\n期限", 11, "date", _TIME, lambda r: r.decide_by),
    LedgerColumn("decided_on", "决定日", 11, "date", _TIME, lambda r: r.decided_on),
    LedgerColumn("outcome", "决定类型", 9, "center_wrap", _DECIDED, lambda r: r.outcome, needed=True),
    LedgerColumn("basis", "依据项", 18, "wrap", _DECIDED, lambda r: r.basis),
    LedgerColumn("fine", "罚款额（元）", 13, "money", _DECIDED, lambda r: r.fine_fen, needed=True),
    LedgerColumn("spared", "减免额（元）", 13, "money", _DECIDED, lambda r: r.spared_fen, needed=True),
    LedgerColumn("paper_number", "决定书文号", 24, "text", _DECIDED, lambda r: r.paper_number),
    LedgerColumn("served_on", "送达日", 11, "date", _DONE, lambda r: r.served_on),
    LedgerColumn("pay_by", "缴款期限", 11, "date", _DONE, lambda r: r.pay_by),
    LedgerColumn("paid_on", "缴款日", 11, "date", _DONE, lambda r: r.paid_on),
    LedgerColumn("paid", "缴款额（元）", 13, "money", _DONE, lambda r: r.paid_fen, needed=True),
    LedgerColumn("closed_on", "结案日", 11, "date", _DONE, lambda r: r.closed_on),
    LedgerColumn("photos", "照片\n张数", 6, "count", _DONE, lambda r: r.photos),
)
# What law.md F asks for beyond; on the sheet to the right of what is printed. New ones at the end.
FURTHER: tuple[LedgerColumn, ...] = (
    LedgerColumn("source_reference", "线索编号", 18, "text", _MORE_PARTY, lambda r: r.source_reference),
    LedgerColumn("representative", "法定代表人", 11, "text", _MORE_PARTY, lambda r: r.representative),
    LedgerColumn("address", "地址", 30, "text", _MORE_PARTY, lambda r: r.address),
    LedgerColumn("district", "区", 10, "center", _MORE_PARTY, lambda r: r.district),
    LedgerColumn("street", "街道", 10, "center", _MORE_PARTY, lambda r: r.street),
    LedgerColumn("industry", "行业", 14, "text", _MORE_PARTY, lambda r: r.industry),
    LedgerColumn("key_discharger", "重点\n排污", 6, "center", _MORE_PARTY, lambda r: r.key_discharger),
    LedgerColumn("positive_list", "正面清单", 24, "text", _MORE_PARTY, lambda r: r.positive_list),
    LedgerColumn("found_on", "发现日", 11, "date", _MORE_STEPS, lambda r: r.found_on),
    LedgerColumn("act_end_day", "终了日", 11, "date", _MORE_STEPS, lambda r: r.act_end_day),
    LedgerColumn("file_by", "立案截止", 11, "date", _MORE_STEPS, lambda r: r.file_by),
    LedgerColumn("order_number", "责改文号", 24, "text", _MORE_STEPS, lambda r: r.order_number),
    LedgerColumn("ordered_on", "责改日", 11, "date", _MORE_STEPS, lambda r: r.ordered_on),
    LedgerColumn("correct_by", "责改期限", 11, "date", _MORE_STEPS, lambda r: r.correct_by),
    LedgerColumn("rechecked_on", "复查日", 11, "date", _MORE_STEPS, lambda r: r.rechecked_on),
    LedgerColumn("recheck", "复查结果", 12, "text", _MORE_STEPS, lambda r: r.recheck),
    LedgerColumn("sampling", "采样/报告号", 18, "text", _MORE_STEPS, lambda r: r.sampling),
    LedgerColumn("noticed_on", "告知日", 11, "date", _MORE_STEPS, lambda r: r.noticed_on),
    LedgerColumn("defence", "陈述申辩", 12, "text", _MORE_STEPS, lambda r: r.defence),
    LedgerColumn("hearing", "听证", 12, "text", _MORE_STEPS, lambda r: r.hearing),
    LedgerColumn("legal_review_on", "法制审核日", 11, "date", _MORE_STEPS, lambda r: r.legal_review_on),
    LedgerColumn("collective_on", "集体讨论日", 11, "date", _MORE_STEPS, lambda r: r.collective_on),
    LedgerColumn("law_version", "适用法版本", 12, "text", _MORE_DECISION, lambda r: r.law_version),
    LedgerColumn("discretion", "裁量因素", 40, "text", _MORE_DECISION, lambda r: r.discretion),
    LedgerColumn("penalty_kinds", "处罚种类", 18, "text", _MORE_DECISION, lambda r: r.penalty_kinds),
    LedgerColumn("counted_kind", "计入种类", 12, "text", _MORE_DECISION, lambda r: r.counted_kind),
    LedgerColumn("service_way", "送达方式", 12, "text", _MORE_DONE, lambda r: r.service_way),
    LedgerColumn("deferral", "延期、分期", 16, "text", _MORE_DONE, lambda r: r.deferral),
    LedgerColumn("surcharge", "加处罚款（元）", 13, "money", _MORE_DONE, lambda r: r.surcharge_fen),
    LedgerColumn("exhorted_on", "催告日", 11, "date", _MORE_DONE, lambda r: r.exhorted_on),
    LedgerColumn("enforcement_on", "申请执行日", 11, "date", _MORE_DONE, lambda r: r.enforcement_on),
    LedgerColumn("dispute", "复议、诉讼", 24, "text", _MORE_DONE, lambda r: r.dispute),
    LedgerColumn("published_on", "公开日", 11, "date", _MORE_DONE, lambda r: r.published_on),
    LedgerColumn("closing", "结案情形", 16, "text", _MORE_DONE, lambda r: r.closing),
    LedgerColumn("archive_number", "归档号", 14, "text", _MORE_DONE, lambda r: r.archive_number),
    LedgerColumn("measures", "配套办法", 22, "text", _MORE_DONE, lambda r: r.measures),
    LedgerColumn("measure_amount", "配套办法金额（元）", 13, "money", _MORE_DONE, lambda r: r.measure_fen),
    LedgerColumn("damage", "损害赔偿", 24, "text", _MORE_DONE, lambda r: r.damage),
    LedgerColumn("note", "备注", 30, "text", _MORE_DONE, lambda r: r.note),
)
COLUMNS: tuple[LedgerColumn, ...] = STANDARD + FURTHER
BY_ID = {column.id: column for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one export: all of them, how many are printed, and before which a page begins."""

    columns: tuple[LedgerColumn, ...]
    printed: int
    breaks: tuple[int, ...]

    def place(self, column_id: str) -> int:
        """Where a column stands (0-based)."""
        return next(index for index, column in enumerate(self.columns) if column.id == column_id)


def layout(ids: Sequence[str] = ()) -> Layout:
    """The standard sheet, or the chosen columns in their order with the needed ones added at the end.

    Raises InvalidValueError for an id that is no column or stands twice.
    """
    if not ids:
        return Layout(COLUMNS, len(STANDARD), (_first_of(_TIME),))
    strange = [name for name in ids if name not in BY_ID]
    if strange or len(set(ids)) != len(ids):
        wrong = "、".join(strange) or "重复的列"
        raise InvalidValueError(
            "台账的列", wrong, "、".join(f"{column.name}({column.id})" for column in COLUMNS)
        )
    # The case number leads: it repeats on every printed page.
    chosen = ["case_number", *(name for name in ids if name != "case_number")]
    chosen += [column.id for column in COLUMNS if column.needed and column.id not in chosen]
    columns = tuple(BY_ID[name] for name in chosen)
    return Layout(columns, len(columns), _breaks(columns))


def _first_of(group: str) -> int:
    return next(index for index, column in enumerate(STANDARD) if column.group == group)


def _breaks(columns: Sequence[LedgerColumn]) -> tuple[int, ...]:
    """Pages filled from the left; the first column is printed on each."""
    repeated = _millimetres(columns[0])
    found: list[int] = []
    used = repeated
    for index, column in enumerate(columns[1:], 1):
        if used + _millimetres(column) > _PAGE_MM and used > repeated:
            found.append(index)
            used = repeated
        used += _millimetres(column)
    return tuple(found)


def _millimetres(column: LedgerColumn) -> float:
    return (column.width * 7 + 5) * _MM_PER_PIXEL
