"""The commands of the procedure: take a step, what is due, former offences, the file's own review and what a leader lets pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, workspace_of
from inspector.domain.errors import InvalidValueError
from inspector.domain.times import parse_day
from inspector.services.workspace import Workspace

if TYPE_CHECKING:
    from inspector.services.procedure import CaseProgress, StepEntry

CaseArgument = Annotated[str, typer.Argument(help="案号或编号")]


def add_casework(group: typer.Typer) -> None:
    """Put these commands into the group of the cases."""
    group.command("step")(case_step)
    group.command("due")(case_due)
    group.command("offences")(case_offences)
    group.command("review")(case_review)


def case_step(
    case: CaseArgument,
    step: Annotated[str, typer.Argument(help="步骤的编号或名称，如 filed 或 立案")],
    home: HomeOption = None,
    day: Annotated[str | None, typer.Option("--on", help="日期，不写为今天")] = None,
    person: Annotated[
        list[str] | None, typer.Option("--by", help="办理人的执法证号或姓名，可写两次；不写由规则选")
    ] = None,
    way: Annotated[str, typer.Option(help="送达方式，如 直接送达")] = "",
    amount: Annotated[str, typer.Option(help="金额（元）")] = "",
    note: Annotated[str, typer.Option(help="备注")] = "",
    reference: Annotated[str, typer.Option(help="凭证或文号")] = "",
    flag: Annotated[list[str] | None, typer.Option("--state", help="一并确认的情形，编号或名称")] = None,
    reason: Annotated[str, typer.Option(help="跳过要求的理由")] = "",
    leader: Annotated[str, typer.Option(help="批准跳过的负责人")] = "",
    as_json: JsonOption = False,
) -> None:
    """登记一个办案步骤；缺什么、谁不能办，写明条文。"""
    from inspector.domain.money import parse_yuan
    from inspector.domain.ports import today
    from inspector.services.officers import OfficerService
    from inspector.services.procedure import ProcedureService, StepEntry

    with workspace_of(home) as workspace:
        service = ProcedureService(workspace)
        key = _case(workspace, case)
        steps = {name: rule.name for name, rule in service.rules.steps.items()}
        flags = {name: rule.name for name, rule in service.rules.flags.items()}
        officers = {one.id: one for one in OfficerService(workspace).officers()}
        numbers = {one: officer.card_number for one, officer in officers.items()}
        names = {one: officer.name for one, officer in officers.items()}
        on = parse_day(day, "日期") if day else today(workspace.clock)
        entry = StepEntry(
            step=_one(step, "步骤", steps),
            day=on,
            people=tuple(_one(one, "办理人", numbers, names) for one in person or ()),
            method=way,
            note=note,
            reference=reference,
            amount_fen=parse_yuan(amount, "金额") if amount else None,
            reason=reason,
            leader=_one(leader, "批准的负责人", numbers, names) if leader else "",
            flags=tuple(_one(one, "情形", flags) for one in flag or ()),
        )
        service.take(key, entry)
        progress = service.progress(key, today(workspace.clock))
    _say_progress(key, entry, steps[entry.step], progress, as_json=as_json)


def _say_progress(key: str, entry: StepEntry, name: str, progress: CaseProgress, *, as_json: bool) -> None:
    """What was taken, what comes next and lacks, which periods run."""
    wanted = progress.next.offer if progress.next is not None else None
    if as_json:
        print_json(
            {
                "case": key,
                "step": entry.step,
                "day": entry.day,
                "stage": progress.stage,
                "next": wanted.step.id if wanted else None,
                "missing": [one.text() for one in wanted.missing] if wanted else [],
                "clocks": [
                    {"id": clock.rule.id, "due": clock.deadline.due, "how": clock.sentence()}
                    for clock in progress.running
                ],
            }
        )
        return
    out.print(f"已登记 {entry.day} {name}")
    if wanted is not None:
        lacking = f"  还缺：{'；'.join(one.text() for one in wanted.missing)}" if wanted.missing else ""
        out.print(f"接下来 {wanted.step.name}（{wanted.step.basis}）{lacking}")
    for clock in progress.running:
        out.print(f"  {clock.sentence()}")


def case_due(
    home: HomeOption = None,
    day: Annotated[str | None, typer.Option("--on", help="按哪一天算，不写为今天")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="只列逾期和今天到期的")] = False,
    person: Annotated[str, typer.Option("--by", help="只列这个人的，写姓名")] = "",
    as_json: JsonOption = False,
) -> None:
    """列出在走的期限，最近的在前：哪一宗、哪一项、怎么算、依据。"""
    from inspector.casework.deadlines import Urgency
    from inspector.domain.ports import today
    from inspector.services.workbench import WorkbenchService

    with workspace_of(home, exclusive=False) as workspace:
        on = parse_day(day, "日期") if day else today(workspace.clock)
        board = WorkbenchService(workspace).board(on)
    names = dict(board.people)
    rows = [task for task in board.tasks if task.due is not None]
    if overdue:
        rows = [row for row in rows if row.status in (Urgency.OVERDUE, Urgency.TODAY)]
    if person:
        rows = [row for row in rows if any(names.get(one) == person for one in row.persons)]
    if as_json:
        print_json({"on": on, "due": rows})
        return
    for row in rows:
        mark = "" if row.verified else "，条文未核对"
        tentative = "（暂定）" if row.provisional else ""
        who = "、".join(names[one] for one in row.persons if one in names)
        out.print(
            f"{row.due}{tentative}  {row.when()}  {row.title}  {row.party}  {row.basis}{mark}  {who}  {row.record_id}"
        )
        if row.late:
            out.print(f"  {row.late}")
    out.print(f"{on} 共 {len(rows)} 项")


def case_offences(
    case: Annotated[str, typer.Argument(help="案号或编号；和 --recheck 一起用时不写")] = "",
    home: HomeOption = None,
    save: Annotated[bool, typer.Option("--save", help="把这次检索存入案卷，作为证据")] = False,
    confirm: Annotated[str, typer.Option("--confirm", help="核对后仍为初次：写明理由")] = "",
    recheck: Annotated[
        bool, typer.Option("--recheck", help="对全部免罚、减轻的案件重新检索，列出要重新核对的")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """初次违法检索：按信用代码、名称、地址查以前的案件，写明查了什么、查到哪一天。"""
    from inspector.services.offences import OffenceService

    if bool(case) == recheck:
        raise InvalidValueError("案号", case, "写一个案号，或用 --recheck 检索全部")
    writes = save or bool(confirm) or recheck
    with workspace_of(home, exclusive=writes) as workspace:
        service = OffenceService(workspace)
        if recheck:
            service.recheck()
            fallen = service.fallen()
            if as_json:
                print_json(fallen)
                return
            for one in fallen:
                out.print(
                    f"{one.decided_on}  {one.outcome.label}  {one.party}  {one.sentence}  {one.case_id}"
                )
            out.print(f"要重新核对 {len(fallen)} 宗")
            return
        key = _case(workspace, case)
        if confirm:
            service.confirm(key, confirm)
        elif save:
            service.search(key)
        view = service.look(key)
    if as_json:
        print_json(
            {
                "case": key,
                "first": view.fresh.first,
                "sentence": view.fresh.sentence(),
                "sources": view.fresh.sources,
                "matches": view.fresh.matches,
                "stored": view.stored,
                "stands": view.stands,
                "must_judge": view.must_judge,
            }
        )
        return
    out.print(view.fresh.sentence())
    for match, found in zip(view.fresh.matches, view.found, strict=False):
        how = "同一当事人" if match.certain else "须人工核对是不是同一当事人"
        out.print(f"  {found.act_day}  {found.case_number or found.id}  {found.party_name}  {how}")
    out.print(f"存入案卷的检索：{view.stored.sentence}" if view.stored else "还没有存入案卷的检索")
    if view.must_judge:
        out.print("免罚、减轻的依据可能不再成立，要重新核对")


def case_review(
    case: CaseArgument,
    home: HomeOption = None,
    override: Annotated[str, typer.Option("--override", help="放行的一票否决项，方括号里的编号")] = "",
    reason: Annotated[str, typer.Option(help="放行的理由")] = "",
    leader: Annotated[str, typer.Option(help="放行的负责人，执法证号或姓名")] = "",
    as_json: JsonOption = False,
) -> None:
    """案卷自查：按评查标准列出一票否决项和常见问题，写明到哪里改。负责人可以写明理由放行。"""
    from inspector.services.case_review import CaseReviewService
    from inspector.services.law_review import LawService

    with workspace_of(home, exclusive=bool(override)) as workspace:
        key = _case(workspace, case)
        service = CaseReviewService(workspace, LawService(workspace))
        if override:
            service.override(key, override, reason, leader)
        found = service.review(key)
    if as_json:
        print_json(found)
        return
    for line in found.sentences():
        out.print(line)


def _case(workspace: Workspace, text: str) -> str:
    from inspector.services.case_export import CaseExportService

    return CaseExportService(workspace).resolve(text)


def _one(text: str, field: str, *words: dict[str, str]) -> str:
    """The id of what was named by id or by one of its words. Raises InvalidValueError for an unknown or a doubtful name."""
    wanted = text.strip()
    if wanted in words[0]:
        return wanted
    found = {key for names in words for key, name in names.items() if name == wanted}
    if len(found) != 1:
        raise InvalidValueError(field, text, "、".join(words[-1].values()))
    return found.pop()
