"""The re-entry pack (补录包): what is typed into the provincial system, what was typed already, and its number taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from inspector.db.store import Reader
from inspector.documents.dossier import Dossier
from inspector.documents.reentry import EntryLine, entry_order, entry_text, render_reentry
from inspector.documents.render import RenderedPaper
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.paper_records import ReentryTick
from inspector.domain.records import Case
from inspector.domain.text import clean_text
from inspector.services.copies import write_copy
from inspector.services.paper_dossiers import DossierService
from inspector.services.workspace import Workspace

_LONGEST_NUMBER = 60


class NumberElsewhereError(RuleRefusedError):
    """The number of the provincial system stands at another case already."""

    def __init__(self, number: str, other: str) -> None:
        super().__init__(
            f"省系统编号 {number} 已登记在另一宗案件",
            f"{other}。一个编号只对应一宗案件；这里没有写入",
            "核对编号，或先改正那一宗",
        )


@dataclass(frozen=True, slots=True)
class ReentryPack:
    """The fields of a case in order, the number taken back, and what is said of the order."""

    case: Case
    lines: tuple[EntryLine, ...]
    note: str
    verified: bool

    @property
    def open(self) -> int:
        """Fields with a value that still have to be typed."""
        return sum(bool(line.text) and not line.entered for line in self.lines)


class ReentryService:
    """Use cases around the pack."""

    def __init__(self, workspace: Workspace, dossiers: DossierService) -> None:
        self.workspace = workspace
        self._dossiers = dossiers

    def pack(self, case_id: str) -> ReentryPack:
        """The pack of a case. Raises NotFoundError."""
        with self.workspace.read() as reader:
            case = reader.get(Case, case_id)
            lines = self._lines(reader, case_id, self._dossiers.base(reader, case_id=case_id))
        order = entry_order()
        return ReentryPack(case, lines, order.note, order.verified)

    def tick(self, case_id: str, field_id: str, *, done: bool = True) -> Changes:
        """Note that a field was typed, with its value as it is now; or take that back.

        Raises InvalidValueError for an unknown field and one without a value.
        """
        with self.workspace.write() as writer:
            writer.get(Case, case_id)
            lines = self._lines(writer, case_id, self._dossiers.base(writer, case_id=case_id))
            line = next((line for line in lines if line.field.id == field_id), None)
            if line is None:
                raise InvalidValueError("补录栏目", field_id, "、".join(one.field.id for one in lines))
            if done and not line.text:
                raise InvalidValueError("补录栏目", line.field.label, "有内容的栏目；这一栏案件记录里还没有")
            found = writer.find(ReentryTick, case_id=case_id, field=field_id)
            former = found[0] if found else None
            if former is None and not done:
                return writer.changes()
            tick = (
                replace(former, value=line.text if done else former.value, done=done)
                if former is not None
                else ReentryTick(case_id=case_id, field=field_id, value=line.text, done=done)
            )
            if tick != former:
                writer.put(tick, "case.reentered" if done else "case.reentry_undone")
            return writer.changes()

    def take_number(self, case_id: str, number: str) -> Changes:
        """Keep the number that the provincial system gave; empty takes it out. Raises NumberElsewhereError."""
        number = clean_text(number, "省系统编号")
        if len(number) > _LONGEST_NUMBER or "\n" in number:
            raise InvalidValueError("省系统编号", number[:20], f"一行，{_LONGEST_NUMBER} 字以内")
        with self.workspace.write() as writer:
            case = writer.get(Case, case_id)
            if number:
                others = [one for one in writer.find(Case, official_number=number) if one.id != case_id]
                if others:
                    raise NumberElsewhereError(number, others[0].title)
            if case.official_number != number:
                writer.put(replace(case, official_number=number), "case.official_number")
            return writer.changes()

    def page(self, case_id: str) -> RenderedPaper:
        """The printable page."""
        with self.workspace.read() as reader:
            case = reader.get(Case, case_id)
            dossier = self._dossiers.base(reader, case_id=case_id)
            lines = self._lines(reader, case_id, dossier)
        return render_reentry(dossier, lines, case.official_number)

    def save(self, case_id: str, path: Path) -> None:
        """Write the printable page. Raises CopyNotWrittenError, and ActionNotPermittedError for who may take no copies."""
        with self.workspace.write() as writer:
            writer.permit("paper.saved")
        write_copy(path, self.page(case_id).pdf)

    @staticmethod
    def _lines(reader: Reader, case_id: str, dossier: Dossier) -> tuple[EntryLine, ...]:
        ticks = {tick.field: tick for tick in reader.find(ReentryTick, case_id=case_id) if tick.done}
        lines = []
        for field in entry_order().fields:
            text = entry_text(field, dossier)
            tick = ticks.get(field.id)
            entered = tick is not None and tick.value == text
            lines.append(EntryLine(field, text, entered, tick is not None and not entered))
        return tuple(lines)
