"""Compensation for environmental damage (生态环境损害赔偿): what was paid beside what a case was spared.

A fine may be lowered because damages were paid (法典 1056 names timely payment). The two amounts stand side by side, so that
nobody trades a large fine for a small payment unseen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspector.db.lists import StoredRows
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.lists import ListFilter
from inspector.domain.money import wan_text, yuan_text
from inspector.domain.records import Case
from inspector.domain.supervision_records import Compensation
from inspector.domain.text import clean_text
from inspector.services.workspace import Workspace

WAYS = {"agreed": "磋商", "sued": "诉讼", "other": "其他"}


@dataclass(frozen=True, slots=True)
class CompensationLine:
    """A compensation beside its case; `gap_fen` > 0 when the case was spared more than was paid."""

    compensation: Compensation
    case: Case | None

    @property
    def id(self) -> str:
        """The id of the compensation."""
        return self.compensation.id

    @property
    def spared_fen(self) -> int:
        """What the decision reduced or waived; 0 without a case."""
        return (self.case.reduced_fen or 0) if self.case else 0

    @property
    def gap_fen(self) -> int:
        """Spared less paid."""
        return self.spared_fen - self.compensation.paid_fen

    def sentence(self) -> str:
        """The two amounts side by side."""
        text = f"已赔 {wan_text(self.compensation.paid_fen)} 万元，减免罚款 {wan_text(self.spared_fen)} 万元"
        return f"{text}，减免多于赔偿，须说明理由" if self.gap_fen > 0 else text


class CompensationService:
    """Use cases around compensation."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def save(self, record: Compensation) -> tuple[Compensation, Changes]:
        """Store one. Raises InvalidValueError: no name, unknown way, paid without a day, negative amounts, more paid than agreed,
        days in the wrong order."""
        name = clean_text(record.name, "名称")
        if not name:
            raise InvalidValueError("名称", "", "不能空")
        if record.way not in WAYS:
            raise InvalidValueError("方式", record.way, "、".join(f"{k}（{v}）" for k, v in WAYS.items()))
        if record.agreed_fen < 0 or record.paid_fen < 0:
            raise InvalidValueError("金额", f"{record.paid_fen} 分", "不小于 0")
        if bool(record.paid_fen) != (record.paid_on is not None):
            raise InvalidValueError("赔付日", str(record.paid_on or "空"), "有赔付金额时写日期，没有时留空")
        with self.workspace.write() as writer:
            former = writer.get(Compensation, record.id) if record.id else None
            if former is None or _terms(former) != _terms(record):
                _check_terms(record)
            site_id = record.site_id
            if former is not None and former.case_id and former.case_id != record.case_id:
                # The site that came from the former case goes with it; one of its own stays.
                site_id = None if site_id == writer.get(Case, former.case_id).site_id else site_id
            if record.case_id is not None:
                site_id = site_id or writer.get(Case, record.case_id).site_id
            stored = writer.put(
                replace(record, name=name, site_id=site_id, note=clean_text(record.note, "备注")),
                "compensation.changed" if record.id else "compensation.recorded",
            )
            return stored, writer.changes()

    def lines(self) -> list[CompensationLine]:
        """Every compensation beside its case, the newest first."""
        found = list(StoredRows(self.workspace.store, Compensation, ListFilter(order="-found_on")).stream())
        with self.workspace.read() as reader:
            keys = [record.case_id for record in found if record.case_id]
            cases = {case.id: case for case in reader.find_in(Case, "id", keys)}
        return [CompensationLine(record, cases.get(record.case_id or "")) for record in found]


def _terms(record: Compensation) -> tuple[object, ...]:
    return record.found_on, record.way, record.agreed_on, record.agreed_fen, record.paid_on, record.paid_fen


def _check_terms(record: Compensation) -> None:
    """Amounts and days that can be. Who pays ahead signs later: the two days have no order between them."""
    # Paid of one's own accord, without an agreement, there is nothing to exceed.
    if record.paid_fen > record.agreed_fen and (record.agreed_fen or record.way != "other"):
        raise InvalidValueError(
            "赔付金额",
            f"{yuan_text(record.paid_fen)} 元",
            f"不超过协议或判决的 {yuan_text(record.agreed_fen)} 元；金额改过的，先改协议金额",
        )
    for label, day in (("协议日", record.agreed_on), ("赔付日", record.paid_on)):
        if day is not None and day < record.found_on:
            raise InvalidValueError(label, day.isoformat(), f"不早于发现日 {record.found_on.isoformat()}")
