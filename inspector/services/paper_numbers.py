"""Numbers of papers (文号): templates per bureau and kind, serials by the plan, reserving, voiding, what was given."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspector.db.store import Reader, Writer
from inspector.documents.dossier import PaperKind
from inspector.documents.numbering import number_template, number_text, paper_title, template_fault
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, RuleRefusedError
from inspector.domain.ports import today
from inspector.domain.records import Case, Paper, PaperNumber, Setting
from inspector.domain.serials import SerialPlan
from inspector.domain.text import clean_text
from inspector.services.workspace import Workspace

PLAN = "numbering.plan"


class NumberInUseError(RuleRefusedError):
    """A number is borne by a paper in force: the paper is voided, and its number with it."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"{number} 已用在出具的文书上",
            "单独作废文号会使文书没有来历",
            "作废那份文书并写明理由，文号随之作废",
        )


class PlanInUseError(RuleRefusedError):
    """This year's serials already lie outside the blocks that the new plan would leave to this laptop."""

    def __init__(self, plan: SerialPlan, strays: tuple[str, ...]) -> None:
        super().__init__(
            f"不能改为 {plan.text()}",
            "本机今年已用的号落在别的电脑的段里，两台电脑会给出同一个号",
            "把每段号数改大，或从下一年起改",
            strays,
        )


@dataclass(frozen=True, slots=True)
class NumberState:
    """A number given: reserved, borne by a paper, or void."""

    number: PaperNumber
    paper: Paper | None

    @property
    def words(self) -> str:
        """预留 / 已用 / 作废 with the reason."""
        if self.number.void_reason:
            return f"作废：{self.number.void_reason}"
        return "已用" if self.paper is not None else "预留"


def read_plan(reader: Reader) -> SerialPlan:
    """The plan of this laptop."""
    found = reader.find(Setting, name=PLAN)
    if not found:
        return SerialPlan()
    devices, slot, size = (int(part) for part in found[0].value.split("/"))
    return SerialPlan(devices, slot, size)


def next_serial(reader: Reader, series: str, year: int) -> int:
    """The next serial of a series and year on this laptop, to be taken in the transaction that keeps the paper."""
    return read_plan(reader).next(n.serial for n in reader.find(PaperNumber, series=series, year=year))


def take_number(writer: Writer, kind: PaperKind, year: int, district: str | None, owner: str) -> PaperNumber:
    """The number reserved for the owner if there is one, else the next. Raises InvalidValueError without a short name."""
    for number in writer.find(PaperNumber, series=kind.value, owner_id=owner, void_reason=""):
        if not writer.find(Paper, kind=kind.value, number=number.number):
            return number
    if not district:
        raise InvalidValueError("区简称", "", "在设置里写明机关的区简称，文号要用")
    serial = next_serial(writer, kind.value, year)
    own = writer.find(Setting, name=f"numbering.{kind.value}")
    return writer.put(
        PaperNumber(
            series=kind.value,
            year=year,
            serial=serial,
            number=number_text(kind, district, year, serial, own[0].value if own else ""),
            owner_id=owner,
        ),
        "paper.number_taken",
    )


class NumberService:
    """What a bureau sets about numbers, and what it can ask about them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def plan(self) -> SerialPlan:
        """The plan of this laptop."""
        with self.workspace.read() as reader:
            return read_plan(reader)

    def set_plan(self, plan: SerialPlan) -> Changes:
        """Change the plan. Raises PlanInUseError when a number of this year would fall into another laptop's block."""
        year = today(self.workspace.clock).year
        with self.workspace.write() as writer:
            mine = [n for n in writer.find(PaperNumber, year=year) if n.device_id == writer.origin.device_id]
            strays = tuple(n.number for n in mine if not plan.owns(n.serial))
            if strays:
                raise PlanInUseError(plan, strays)
            self._put(writer, PLAN, f"{plan.devices}/{plan.slot}/{plan.size}")
            return writer.changes()

    def template(self, kind: PaperKind | str) -> str:
        """The template of a kind's numbers, the bureau's own or the shipped one."""
        kind = PaperKind(kind)
        with self.workspace.read() as reader:
            own = reader.find(Setting, name=f"numbering.{kind.value}")
        return own[0].value if own and own[0].value else number_template(kind)

    def set_template(self, kind: PaperKind | str, template: str) -> Changes:
        """The bureau's own template of a kind. Raises InvalidValueError."""
        kind, template = PaperKind(kind), clean_text(template, "文号式样")
        fault = template_fault(template)
        if fault is not None:
            raise InvalidValueError(f"{paper_title(kind)}的文号式样", template, fault, number_template(kind))
        with self.workspace.write() as writer:
            self._put(writer, f"numbering.{kind.value}", template)
            return writer.changes()

    def reserve(self, kind: PaperKind | str, case_id: str) -> tuple[PaperNumber, Changes]:
        """Reserve the next number for a case, for a paper written by hand or issued later."""
        kind = PaperKind(kind)
        with self.workspace.write(f"预留{paper_title(kind)}文号") as writer:
            case = writer.get(Case, case_id)
            district = next((found.value for found in writer.find(Setting, name="bureau.short")), "")
            year = today(self.workspace.clock).year
            return take_number(writer, kind, year, district, case.id), writer.changes()

    def void(self, number: str, reason: str) -> Changes:
        """Void a reserved number; its place stays and is never given again. Raises NumberInUseError."""
        reason = clean_text(reason, "作废理由")
        if not reason:
            raise InvalidValueError("作废理由", "", "写明为什么作废")
        with self.workspace.write(reason) as writer:
            found = writer.find(PaperNumber, number=number)
            if not found:
                raise InvalidValueError("文号", number, "给出过的文号")
            if writer.find(Paper, number=number, void_reason=""):
                raise NumberInUseError(number)
            for one in found:
                writer.put(replace(one, void_reason=reason), "paper.number_voided")
            return writer.changes()

    def given(self, year: int, kind: PaperKind | str | None = None) -> list[NumberState]:
        """Every number of a year in order, with the paper that bears it."""
        with self.workspace.read() as reader:
            numbers = reader.find(PaperNumber, order=("series", "serial"), year=year)
            papers = {paper.number: paper for paper in reader.find(Paper, void_reason="") if paper.number}
        wanted = PaperKind(kind).value if kind else None
        return [
            NumberState(number, papers.get(number.number))
            for number in numbers
            if wanted is None or number.series == wanted
        ]

    @staticmethod
    def _put(writer: Writer, name: str, value: str) -> None:
        found = writer.find(Setting, name=name)
        if found and found[0].value == value:
            return
        writer.put(
            replace(found[0], value=value) if found else Setting(name=name, value=value), "setting.saved"
        )
