"""A campaign (专项行动) from plan to summary: what belongs to it, how far it is, and what is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pypdf
import pytest

from inspector.casework.steps import FILED
from inspector.casework.targets import Standing
from inspector.db.store import Writer
from inspector.domain.changes import Changes
from inspector.domain.errors import CancelledError, InvalidValueError, NotFoundError, RuleRefusedError
from inspector.domain.kinds import IntendedStep, OfficerRole, Outcome, SiteKind, VisitState
from inspector.domain.records import (
    Case,
    CaseStep,
    Complaint,
    Officer,
    Rectification,
    Site,
    Visit,
    VisitOfficer,
)
from inspector.domain.supervision_records import Campaign
from inspector.domain.times import at_local
from inspector.services.campaign_moves import Former
from inspector.services.campaign_progress import CampaignProgressService
from inspector.services.campaigns import CampaignService, parse_target
from inspector.services.copies import CopyNotWrittenError
from inspector.services.figure_rows import WEEK, FigureRowsService, RecordQuestion
from inspector.services.workspace import Workspace

JUNE = Campaign(
    name="夏季噪声行动", starts_on=date(2026, 6, 1), ends_on=date(2026, 7, 31), units="南澜，北屿，南澜"
)


def a_visit(
    workspace: Workspace,
    day: date,
    *,
    district: str = "南澜",
    step: IntendedStep = IntendedStep.NONE,
    people: Sequence[Officer] = (),
    campaign: Campaign | None = None,
    site: Site | None = None,
) -> Visit:
    """A completed visit."""
    with workspace.write() as writer:
        visit = writer.put(
            Visit(
                checklist_id="noise_construction",
                checklist_version="1",
                state=VisitState.COMPLETE,
                started_at=at_local(day, 23),
                ended_at=at_local(day, 23, 40),
                district=district,
                intended_step=step,
                site_id=site.id if site else None,
                campaign_id=campaign.id if campaign else None,
            ),
            "visit.completed",
        )
        for ordinal, officer in enumerate(people, 1):
            writer.put(
                VisitOfficer(
                    visit_id=visit.id,
                    ordinal=ordinal,
                    officer_id=officer.id,
                    name=officer.name,
                    card_number=officer.card_number,
                    role=OfficerRole.LEAD,
                ),
                "visit.officer",
            )
        return visit


def a_case(
    workspace: Workspace, day: date, *, campaign: Campaign | None = None, filed: bool = True, **more: object
) -> Case:
    """A case, filed the day it was found."""
    case = Case(
        title="夜间施工案",
        violation_id="noise.night_work",
        element="噪声",
        inspection_kind="noise_construction",
        found_on=day,
        act_day=day,
        campaign_id=campaign.id if campaign else None,
        district="南澜",
    )
    with workspace.write() as writer:
        stored = writer.put(replace(case, **more), "case.opened")  # type: ignore[arg-type]
        if filed:
            writer.put(CaseStep(case_id=stored.id, step=FILED, day=day), "case.step")
        return stored


def test_a_plan_is_checked_and_kept(workspace: Workspace) -> None:
    service = CampaignService(workspace)
    campaign, changes = service.save(JUNE)
    assert campaign.unit_names() == ("南澜", "北屿")
    assert changes.kinds() == {"campaign"}
    with pytest.raises(InvalidValueError, match="没有用过的名称"):
        service.save(JUNE)
    with pytest.raises(InvalidValueError, match="不早于起日"):
        service.save(replace(JUNE, name="倒过来", ends_on=date(2026, 5, 1)))
    targets, _ = service.set_targets(
        campaign.id, [("visits", 120, None), ("draw_share", 350, date(2026, 6, 10))]
    )
    assert [(t.ordinal, t.kind, t.value) for t in targets] == [(1, "visits", 120), (2, "draw_share", 350)]
    with pytest.raises(InvalidValueError, match="起止日之内"):
        service.set_targets(campaign.id, [("visits", 1, date(2027, 1, 1))])
    with pytest.raises(InvalidValueError):
        service.set_targets(campaign.id, [("filed_share", 1200, None)])
    assert len(service.plan(campaign.id).targets) == 2  # what was refused changed nothing


def test_targets_are_typed_as_people_say_them() -> None:
    assert parse_target("draw_share=35%@2026-06-10") == ("draw_share", 350, "2026-06-10")
    assert parse_target("complaint_change=−10%") == ("complaint_change", -100, "")
    assert parse_target("visits=120") == ("visits", 120, "")
    for wrong in ("visits=many", "draw_share=35", "draw_share=35.55%", "nothing=1"):
        with pytest.raises(InvalidValueError):
            parse_target(wrong)


def test_the_text_a_case_had_is_kept_when_it_becomes_a_reference(workspace: Workspace) -> None:
    service = CampaignService(workspace)
    visit = a_visit(workspace, date(2026, 6, 3))
    old = a_case(workspace, date(2026, 6, 3), campaign=None, visit_id=visit.id)
    with workspace.write() as writer:
        old = writer.put(replace(old, campaign="夏季噪声行动"), "case.changed")
    campaign, _ = service.save(JUNE)
    service.adopt_named(campaign.id)
    with workspace.read() as reader:
        case = reader.get(Case, old.id)
        assert (case.campaign, case.campaign_id) == ("夏季噪声行动", campaign.id)
        assert reader.get(Visit, visit.id).campaign_id == campaign.id
    other, _ = service.save(replace(JUNE, name="同时进行的另一个"))
    service.assign_case(old.id, other.id)  # at most one: the new one replaces the old
    with workspace.read() as reader:
        case = reader.get(Case, old.id)
        assert (case.campaign, case.campaign_id) == ("同时进行的另一个", other.id)
        written = [event["after"]["campaign"] for event in reader.history(Case, old.id)]  # type: ignore[index,call-overload]
    assert written[1:] == ["夏季噪声行动", "夏季噪声行动", "同时进行的另一个"]
    service.take_out(case_ids=[old.id])
    with workspace.read() as reader:
        left = reader.get(Case, old.id)
        assert (left.campaign, left.campaign_id) == ("", None)  # else the ledger would count it there still


def test_an_ended_campaign_takes_nothing_more(workspace: Workspace) -> None:
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    service.close(campaign.id, date(2026, 8, 3))
    visit = a_visit(workspace, date(2026, 6, 3))
    with pytest.raises(RuleRefusedError, match="已结束"):
        service.put_in([visit.id], campaign.id)
    with pytest.raises(RuleRefusedError, match="已结束"):
        service.put_in([], campaign.id)
    with pytest.raises(RuleRefusedError):
        service.close(campaign.id, date(2026, 8, 4))


def test_a_campaign_is_not_ended_before_it_began(workspace: Workspace) -> None:
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    with pytest.raises(InvalidValueError, match="不早于起日"):
        service.close(campaign.id, JUNE.starts_on - timedelta(days=1))
    assert service.close(campaign.id, JUNE.starts_on + timedelta(days=3))[0].closed_on is not None


def test_what_is_assigned_together_is_assigned_together_or_not_at_all(workspace: Workspace) -> None:
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    with workspace.write() as writer:
        site = writer.put(Site(name="澜岬工地", kind=SiteKind.CONSTRUCTION), "site.created")
    visits = [a_visit(workspace, date(2026, 6, 3)), a_visit(workspace, date(2026, 6, 4))]
    case = a_case(workspace, date(2026, 6, 3), campaign=None, visit_id=visits[0].id)
    with pytest.raises(NotFoundError):
        service.assign(
            campaign.id, case_ids=[case.id], visit_ids=[visits[1].id], site_ids=[site.id, "没有的"]
        )
    assert (service.plan(campaign.id).members, service.visits.rows(campaign.id).ids()) == ((), [])
    service.assign(campaign.id, case_ids=[case.id], visit_ids=[visits[1].id], site_ids=[site.id])
    assert sorted(service.visits.rows(campaign.id).ids()) == sorted(visit.id for visit in visits)
    with workspace.read() as reader:
        assert reader.get(Case, case.id).campaign_id == campaign.id


def test_a_case_found_after_the_last_day_does_not_keep_its_visit_out(workspace: Workspace) -> None:
    """The laboratory's result came in August: the visit of July counts, the case stays outside, and nobody is stopped."""
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    earlier, _ = service.save(replace(JUNE, name="全年行动", ends_on=date(2026, 12, 31)))
    late, other = a_visit(workspace, JUNE.ends_on), a_visit(workspace, date(2026, 6, 4))
    case = a_case(workspace, JUNE.ends_on + timedelta(days=3), campaign=None, visit_id=late.id)
    service.put_in([late.id, other.id], campaign.id)
    assert sorted(service.visits.rows(campaign.id).ids()) == sorted((late.id, other.id))
    with workspace.read() as reader:
        assert (reader.get(Case, case.id).campaign_id, reader.get(Case, case.id).campaign) == (None, "")
    service.take_out([late.id])
    service.put_in([late.id], earlier.id)
    service.put_in([late.id], campaign.id)
    with workspace.read() as reader:
        left = reader.get(Case, case.id)
    assert (left.campaign_id, left.campaign) == (None, ""), "it leaves with its visit what it was in"
    with pytest.raises(RuleRefusedError, match="不在"):
        service.assign_case(case.id, campaign.id)


def test_undo_does_not_overwrite_what_was_moved_since(workspace: Workspace) -> None:
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    other, _ = service.save(replace(JUNE, name="秋季行动"))
    visit = a_visit(workspace, date(2026, 6, 3))
    former, _ = service.put_in([visit.id], campaign.id)
    service.put_in([visit.id], other.id)
    with pytest.raises(RuleRefusedError, match="另行"):
        service.restore(former)
    assert service.visits.rows(other.id).ids() == [visit.id]


def test_undo_gives_the_present_name_of_a_campaign_renamed_meanwhile(workspace: Workspace) -> None:
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    case = a_case(workspace, date(2026, 6, 3), campaign=None)
    service.assign_case(case.id, campaign.id)
    former, _ = service.take_out(case_ids=[case.id])
    service.save(replace(campaign, name="新的名称"))
    service.restore(former)
    with workspace.read() as reader:
        back = reader.get(Case, case.id)
    assert (back.campaign_id, back.campaign) == (campaign.id, "新的名称")


def test_shorter_days_leave_nothing_outside(workspace: Workspace) -> None:
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    visit = a_visit(workspace, date(2026, 6, 20), campaign=campaign)
    with pytest.raises(RuleRefusedError, match="检查 1 次、案件 0 宗"):
        service.save(replace(campaign, ends_on=date(2026, 6, 10)))
    service.take_out([visit.id])
    assert service.save(replace(campaign, ends_on=date(2026, 6, 10)))[0].ends_on == date(2026, 6, 10)


def test_the_workbook_of_a_day_lists_what_its_summary_counts(workspace: Workspace, tmp_path: Path) -> None:
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    first = a_case(workspace, date(2026, 6, 3), campaign=campaign)
    a_case(workspace, date(2026, 7, 12), campaign=campaign)
    with workspace.write() as writer:
        decided = replace(
            first,
            party_name="甲公司",
            outcome=Outcome.PENALTY,
            decided_on=date(2026, 7, 20),
            amount_fen=500_000,
        )
        writer.put(decided, "case.decided")
        late = a_case_outside(writer, campaign)
        for case_id in (first.id, late.id):
            writer.put(
                Rectification(case_id=case_id, ordered_on=date(2026, 6, 4), requirement="停"),
                "case.correction_ordered",
            )
    progress = CampaignProgressService(workspace)
    for day, rows in ((date(2026, 6, 30), [None]), (date(2026, 7, 31), [5000, None])):
        target = tmp_path / f"{day}.xlsx"
        progress.export_xlsx(campaign.id, target, day)
        sheet = openpyxl.load_workbook(target)["案件"]
        fines = [row[8].value for row in sheet.iter_rows(min_row=2) if row[5].value is not None]
        assert sorted(fines, key=str) == sorted(rows, key=str)
        assert progress.view(campaign.id, day).progress.orders == 1, "no order of a case that does not count"


def a_case_outside(writer: Writer, campaign: Campaign) -> Case:
    """As older data may hold it: linked, though found after the last day."""
    day = campaign.ends_on + timedelta(days=5)
    return writer.put(
        Case(
            title="期外",
            violation_id="noise.night_work",
            element="噪声",
            inspection_kind="",
            found_on=day,
            act_day=day,
            campaign_id=campaign.id,
            campaign=campaign.name,
        ),
        "case.opened",
    )


class StopAtSecond:
    """Cancelled once something was done."""

    asked = 0

    def report(self, done: int, total: int, text: str) -> None:
        assert done <= total

    def cancelled(self) -> bool:
        self.asked += 1
        return self.asked > 1


def test_a_campaign_with_a_wrong_target_is_not_kept(workspace: Workspace) -> None:
    """Else the second try, with the target put right, would find the name taken."""
    service = CampaignService(workspace)
    for wrong in (("visits", -5, None), ("nothing", 1, None), ("visits", 5, date(2027, 1, 1))):
        with pytest.raises(InvalidValueError):
            service.save(JUNE, [wrong])
    assert not service.all()
    campaign, _ = service.save(JUNE, [("visits", 5, None)])
    with pytest.raises(InvalidValueError):
        service.save(replace(campaign, name="改名"), [("visits", -5, None)])
    assert service.plan(campaign.id).campaign.name == JUNE.name
    again = service.save(replace(campaign, note="同样的目标"), [("visits", 5, None)])[1]
    assert again.kinds() == {"campaign"}, "targets that stand so are not written again"


def test_a_gathering_that_is_cancelled_puts_nothing_in(workspace: Workspace) -> None:
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    visits = [a_visit(workspace, date(2026, 6, 1 + number % 28)).id for number in range(60)]
    with pytest.raises(CancelledError):
        service.put_in(visits, campaign.id, StopAtSecond())
    assert not service.visits.rows(campaign.id).ids()


def test_what_an_ended_campaign_counted_stays_in_it(workspace: Workspace) -> None:
    """Its summary is written: whoever reads the campaign later must find the same figures."""
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    other, _ = service.save(replace(JUNE, name="秋季行动"))
    visit = a_visit(workspace, date(2026, 6, 3), campaign=campaign)
    case = a_case(workspace, date(2026, 6, 3), campaign=campaign, visit_id=visit.id)
    service.close(campaign.id, date(2026, 8, 3))
    for attempt in (
        lambda: service.take_out([visit.id]),
        lambda: service.take_out(case_ids=[case.id]),
        lambda: service.put_in([visit.id], other.id),
        lambda: service.assign_case(case.id, other.id),
        lambda: service.save(replace(campaign, closed_on=date(2026, 8, 3), name="改名")),
        lambda: service.set_targets(campaign.id, [("visits", 5, None)]),
        lambda: service.add_sites(campaign.id, []),
    ):
        with pytest.raises(RuleRefusedError, match="已结束"):
            attempt()


def test_a_visit_brings_its_case_and_both_can_be_taken_out_again(workspace: Workspace) -> None:
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    visit = a_visit(workspace, date(2026, 6, 3))
    own = a_case(workspace, date(2026, 6, 3), campaign=None, visit_id=visit.id)
    elsewhere = a_case(workspace, date(2026, 6, 3), campaign=None, visit_id=visit.id)
    with workspace.write() as writer:
        writer.put(replace(elsewhere, campaign="市局督办"), "case.changed")
    _former, changes = service.put_in([visit.id], campaign.id)
    assert (changes.ids("visit"), changes.ids("case_file")) == ((visit.id,), (own.id,))
    with workspace.read() as reader:
        assert reader.get(Case, own.id).campaign == JUNE.name
        assert (
            reader.get(Case, elsewhere.id).campaign == "市局督办"
        )  # words that somebody wrote are not replaced
    other, _ = service.save(replace(JUNE, name="秋季行动"))
    service.put_in([visit.id], other.id)
    with workspace.read() as reader:
        assert reader.get(Case, own.id).campaign_id == other.id, "a case is not left behind by its visit"
        assert reader.get(Case, elsewhere.id).campaign_id is None
    service.take_out([visit.id])
    with workspace.read() as reader:
        assert reader.get(Visit, visit.id).campaign_id is None
        assert reader.get(Case, own.id).campaign_id is None


def belonging(workspace: Workspace) -> dict[str, tuple[str | None, str]]:
    """To which campaign every visit and case belongs, with the words of a case."""
    with workspace.read() as reader:
        visits = {visit.id: (visit.campaign_id, "") for visit in reader.find(Visit)}
        return visits | {case.id: (case.campaign_id, case.campaign) for case in reader.find(Case)}


def test_what_is_taken_back_is_as_it_was_word_for_word(workspace: Workspace) -> None:
    """Words typed before the campaign was a record, a case of no campaign, a visit of none: nothing is drawn along or lost."""
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    other, _ = service.save(replace(JUNE, name="秋季行动"))
    day = date(2026, 6, 3)
    typed = a_visit(workspace, day)
    a_case(workspace, day, visit_id=typed.id)
    in_other = a_visit(workspace, day, campaign=other)
    a_case(workspace, day, visit_id=in_other.id)
    lone_visit = a_visit(workspace, day)
    lone = a_case(workspace, day, campaign=campaign, visit_id=lone_visit.id)
    with workspace.write() as writer:
        for case in writer.find(Case, visit_id=typed.id):
            writer.put(replace(case, campaign=JUNE.name), "case.changed")
    before = belonging(workspace)
    moves: list[Callable[[], tuple[Former, Changes]]] = [
        lambda: service.put_in([typed.id, in_other.id, lone_visit.id], campaign.id),
        lambda: service.take_out([in_other.id], [lone.id]),
        lambda: service.take_out(case_ids=[lone.id]),
        lambda: service.assign_case(lone.id, other.id),
    ]
    for move in moves:
        former, _changes = move()
        assert belonging(workspace) != before
        service.restore(former)
        assert belonging(workspace) == before
    former, _changes = service.put_in([typed.id], campaign.id)
    service.close(campaign.id, date(2026, 8, 3))
    with pytest.raises(RuleRefusedError, match="已结束"):
        service.restore(former)


def test_what_is_of_other_days_is_not_taken_in(workspace: Workspace) -> None:
    """It would be said to belong and never be counted."""
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    early = a_visit(workspace, date(2026, 5, 31))
    case = a_case(workspace, date(2026, 8, 1), campaign=None)
    named = a_case(workspace, date(2026, 5, 1))
    with workspace.write() as writer:
        writer.put(replace(named, campaign=JUNE.name), "case.changed")
    inside = a_visit(workspace, date(2026, 6, 1))
    attempts: list[Callable[[], object]] = [
        lambda: service.put_in([inside.id, early.id], campaign.id),
        lambda: service.assign_case(case.id, campaign.id),
    ]
    for attempt in attempts:
        with pytest.raises(RuleRefusedError, match="不在夏季噪声行动期间"):
            attempt()
    service.adopt_named(campaign.id)
    assert belonging(workspace)[named.id] == (None, JUNE.name), "the words stay, the case is not counted"
    assert not service.visits.rows(campaign.id).ids(), "all or none"


def test_a_day_of_a_campaign_holds_nothing_that_came_after_it(workspace: Workspace) -> None:
    service, progress = CampaignService(workspace), CampaignProgressService(workspace)
    campaign, _ = service.save(JUNE, [("filed_share", 1000, None)])
    visit = a_visit(workspace, date(2026, 6, 3), step=IntendedStep.FILE, campaign=campaign)
    case = a_case(
        workspace,
        date(2026, 6, 3),
        campaign=campaign,
        visit_id=visit.id,
        decided_on=date(2026, 8, 20),
        outcome=Outcome.PENALTY,
        amount_fen=500_000,
        filed=False,
    )
    with workspace.write() as writer:
        writer.put(CaseStep(case_id=case.id, step=FILED, day=date(2026, 6, 10)), "case.step")
        writer.put(
            Rectification(
                case_id=case.id,
                ordered_on=date(2026, 6, 4),
                requirement="停止施工",
                due_on=date(2026, 6, 10),
                rechecked_on=date(2026, 6, 20),
                corrected=True,
            ),
            "rectification.ordered",
        )

    def on(day: date) -> tuple[int, int, int, int, int, str]:
        told = progress.view(campaign.id, day).progress
        (target,) = told.targets
        return (
            told.filed,
            told.decided,
            told.fine_fen,
            told.corrected,
            told.overdue_orders,
            target.found_text(),
        )

    assert on(date(2026, 6, 4)) == (0, 0, 0, 0, 0, "0%")
    assert on(date(2026, 6, 15)) == (1, 0, 0, 0, 1, "100%")
    assert on(date(2026, 6, 30)) == (1, 0, 0, 1, 0, "100%")
    assert on(date(2026, 8, 31)) == (1, 1, 500_000, 1, 0, "100%"), (
        "what became of it after the last day counts then"
    )
    service.take_out(case_ids=[case.id])
    assert on(date(2026, 8, 31)) == (0, 0, 0, 0, 0, "100%"), "the visit led to a filed case all the same"


def test_the_visits_that_may_be_gathered_are_those_of_its_days_kinds_and_list(workspace: Workspace) -> None:
    service = CampaignService(workspace)
    with workspace.write() as writer:
        a_site = writer.put(Site(name="甲公司", kind=SiteKind.CONSTRUCTION), "site.added")
    campaign, _ = service.save(replace(JUNE, focus="noise_construction"))
    first, last = a_visit(workspace, date(2026, 6, 1)), a_visit(workspace, date(2026, 7, 31))
    a_visit(workspace, date(2026, 5, 31))
    a_visit(workspace, date(2026, 8, 1))
    a_visit(workspace, date(2026, 6, 5), campaign=service.save(replace(JUNE, name="另一个"))[0])
    other_kind = a_visit(workspace, date(2026, 6, 7), site=a_site)
    with workspace.write() as writer:
        writer.put(replace(other_kind, checklist_id="dust_yard"), "visit.changed")
        draft = writer.put(replace(first, id="", state=VisitState.DRAFT), "visit.started")
    assert service.visits.unassigned(campaign.id) == [first.id, last.id]
    service.add_sites(campaign.id, [a_site.id])
    assert service.visits.unassigned(campaign.id) == [first.id, last.id, other_kind.id]
    service.put_in(service.visits.unassigned(campaign.id), campaign.id)
    assert not service.visits.unassigned(campaign.id)
    assert set(service.visits.rows(campaign.id).ids()) == {first.id, last.id, other_kind.id}
    assert draft.campaign_id is None


def test_a_visit_is_offered_the_campaigns_of_its_day_the_fitting_ones_first(workspace: Workspace) -> None:
    service = CampaignService(workspace)
    general, _ = service.save(replace(JUNE, name="甲行动"))
    focal, _ = service.save(replace(JUNE, name="乙行动", focus="noise_construction"))
    service.save(replace(JUNE, name="过去的", ends_on=date(2026, 6, 2)))
    ended, _ = service.save(replace(JUNE, name="已总结的"))
    service.close(ended.id, date(2026, 6, 10))
    visit = a_visit(workspace, date(2026, 6, 3))
    choice = service.visits.choice(visit.id)
    assert [campaign.id for campaign in choice.offered] == [focal.id, general.id]
    assert (choice.current, choice.fitting) == (None, frozenset({focal.id}))
    service.put_in([visit.id], general.id)
    current = service.visits.choice(visit.id).current
    assert current is not None and current.id == general.id


def test_a_campaign_that_is_renamed_renames_the_words_of_its_cases(workspace: Workspace) -> None:
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    case = a_case(workspace, date(2026, 6, 3))
    service.assign_case(case.id, campaign.id)
    service.save(replace(campaign, name="夏季噪声行动（第二阶段）"))
    with workspace.read() as reader:
        assert reader.get(Case, case.id).campaign == "夏季噪声行动（第二阶段）"
    with pytest.raises(InvalidValueError, match="重点类别"):
        service.save(replace(campaign, focus="不存在的类别"))


@pytest.fixture
def running(workspace: Workspace) -> Campaign:
    """Six visits, three cases of two bureaus, an order, complaints of two years, a list of two sites."""
    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    with workspace.write() as writer:
        people = writer.find(Officer, order=("card_number",))[:2]
        sites = [
            writer.put(Site(name=f"澜岬工地{n}", kind=SiteKind.CONSTRUCTION, district="南澜"), "site.created")
            for n in range(2)
        ]
        for year, count in ((2025, 20), (2026, 17)):
            for number in range(count):
                moment = at_local(date(year, 6, 1 + number), 9)
                writer.put(
                    Complaint(received_at=moment, channel="12345", reference=f"{year}{number}", kind="噪声"),
                    "complaint.received",
                )
    service.add_sites(campaign.id, [site.id for site in sites], "北屿")
    service.set_targets(
        campaign.id,
        [
            ("visits", 6, None),
            ("visits", 3, date(2026, 6, 3)),
            ("filed_share", 1000, None),
            ("records_per_person", 5, None),
            ("complaint_change", -100, None),
            ("draw_share", 350, date(2026, 6, 10)),
        ],
    )
    found = a_visit(
        workspace, date(2026, 6, 2), step=IntendedStep.FILE, people=people, campaign=campaign, site=sites[0]
    )
    for day in (3, 4, 5, 9):
        a_visit(workspace, date(2026, 6, day), people=people, campaign=campaign)
    a_visit(workspace, date(2026, 7, 1), step=IntendedStep.FILE, people=people[:1], campaign=campaign)
    a_visit(workspace, date(2026, 6, 2), people=people)  # of no campaign
    case = a_case(
        workspace,
        date(2026, 6, 2),
        campaign=campaign,
        visit_id=found.id,
        site_id=sites[0].id,
        outcome=Outcome.PENALTY,
        amount_fen=3_200_000,
        decided_on=date(2026, 7, 20),
    )
    a_case(workspace, date(2026, 6, 20), campaign=campaign, filed=False)
    a_case(workspace, date(2026, 6, 21))
    with workspace.write() as writer:
        writer.put(
            Rectification(
                case_id=case.id, ordered_on=date(2026, 6, 3), requirement="立即停工", due_on=date(2026, 6, 5)
            ),
            "rectification.ordered",
        )
    return campaign


def test_the_figures_are_those_of_the_rows(workspace: Workspace, running: Campaign) -> None:
    progress = CampaignProgressService(workspace).view(running.id, date(2026, 7, 31)).progress
    assert (progress.visits, progress.found, progress.filed, progress.decided) == (6, 2, 1, 1)
    assert (progress.members, progress.visited_members) == (2, 1)
    assert (progress.fine_fen, progress.orders, progress.overdue_orders) == (3_200_000, 1, 1)
    assert sum(visits for _, visits, _ in progress.daily) == sum(v for _, v, _ in progress.weekly) == 6
    assert len(progress.daily) == 61
    assert progress.weekly[0] == (date(2026, 6, 1), 4, 1)
    shown = [(line.found_text(), line.met) for line in progress.targets]
    assert shown == [
        ("6", True),
        ("2", False),  # up to and with 3 June
        ("50%", False),
        ("0", False),  # the second officer has no record in July
        ("-15%", True),
        ("未有数据", None),  # no draw yet
    ]
    # The list names 北屿 for the site; without it the district speaks.
    assert [(line.rank, line.unit, line.filed, line.visits) for line in progress.ranking] == [
        (1, "北屿", 1, 1),
        (2, "南澜", 0, 5),
    ]


def test_figures_of_an_earlier_day_do_not_know_the_future(workspace: Workspace, running: Campaign) -> None:
    progress = CampaignProgressService(workspace).view(running.id, date(2026, 6, 4)).progress
    assert (progress.visits, progress.daily[-1]) == (3, (date(2026, 6, 4), 1, 0))
    before = CampaignProgressService(workspace).view(running.id, date(2026, 5, 1)).progress
    assert (before.visits, before.daily) == (0, ())


def test_every_week_opens_as_many_records_as_it_counts(workspace: Workspace, running: Campaign) -> None:
    day = date(2026, 7, 20)
    weekly = CampaignProgressService(workspace).view(running.id, day).progress.weekly
    assert sum(visits + cases for _, visits, cases in weekly) > 3
    rows = FigureRowsService(workspace)
    for start, visits, cases in weekly:
        week = RecordQuestion(WEEK, start, min(start + timedelta(days=6), day), {"campaign_id": running.id})
        source = rows.source(week)
        ids = source.ids()
        assert len(source.rows(ids)) == len(ids) == visits + cases
        assert [row.id for row in source.rows(ids)] == list(ids)
        assert [row.page for row in source.rows(ids)] == ["visit"] * visits + ["case"] * cases


def test_the_summary_says_the_same_on_paper_and_in_the_workbook(
    workspace: Workspace, running: Campaign, tmp_path: Path
) -> None:
    service = CampaignProgressService(workspace)
    pdf, xlsx = tmp_path / "总结.pdf", tmp_path / "总结.xlsx"
    service.export_pdf(running.id, pdf, date(2026, 7, 31))
    service.export_xlsx(running.id, xlsx, date(2026, 7, 31))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    assert "夏季噪声行动期间，开展检查6次" in text.replace("\n", "")
    book = openpyxl.load_workbook(xlsx)
    assert book.sheetnames == ["总结", "各单位", "每日", "案件"]
    ranking = book["各单位"]
    assert [cell.value for cell in ranking[4]][1:7] == [
        "合计",
        "=SUM(C2:C3)",
        "=SUM(D2:D3)",
        "=SUM(E2:E3)",
        "=SUM(F2:F3)",
        "=SUM(G2:G3)",
    ]
    assert ranking.cell(2, 7).value == 32_000
    assert book["案件"].max_row == 3
    with workspace.read() as reader:
        notes = [event for event in reader.events() if b"summary_exported" in event.body]
    assert len(notes) == 2


def test_a_case_opened_from_a_visit_of_a_campaign_belongs_to_it(workspace: Workspace) -> None:
    from inspector.services.cases import CaseService

    service = CampaignService(workspace)
    campaign, _ = service.save(JUNE)
    visit = a_visit(workspace, date(2026, 6, 3), campaign=campaign)
    case, _ = CaseService(workspace).open_from_visit(visit.id, "noise.night_work")
    assert (case.campaign, case.campaign_id) == (JUNE.name, campaign.id)
    later = a_visit(workspace, date(2026, 6, 4))
    other, _ = CaseService(workspace).open_from_visit(later.id, "noise.night_work")
    assert (other.campaign, other.campaign_id) == ("", None)
    service.assign_case(other.id, campaign.id)
    with workspace.read() as reader:
        assert reader.get(Visit, later.id).campaign_id == campaign.id


def test_a_target_is_missed_only_once_its_last_day_is_over(workspace: Workspace, running: Campaign) -> None:
    service = CampaignProgressService(workspace)

    def standings(day: date) -> list[Standing]:
        return [line.standing for line in service.view(running.id, day).progress.targets]

    run, met, missed, none = Standing.RUNNING, Standing.MET, Standing.MISSED, Standing.NO_DATA
    assert set(standings(date(2026, 5, 31))) == {Standing.NOT_STARTED}
    # The dated target of 3 June runs on that day and is missed on the next; what only grows is met once reached.
    assert standings(date(2026, 6, 3))[:2] == [run, run]
    assert standings(date(2026, 6, 4))[:2] == [run, missed]
    assert standings(date(2026, 7, 31)) == [met, missed, run, run, run, none]
    assert standings(date(2026, 8, 1)) == [met, missed, missed, missed, met, none]
    CampaignService(workspace).close(running.id, date(2026, 7, 30))
    assert run not in standings(date(2026, 7, 30)), "an ended campaign has no running target"


def test_a_running_target_says_its_pace(workspace: Workspace, running: Campaign) -> None:
    lines = CampaignProgressService(workspace).view(running.id, date(2026, 6, 15)).progress.targets
    assert lines[0].pace_text() == "完成 83.3%，按日应到 24.6%"
    assert not lines[0].behind
    assert lines[1].pace_text() == ""
    assert lines[2].pace_text() == "目前达到"


def test_the_summary_in_print_names_itself_and_no_case(
    workspace: Workspace, running: Campaign, tmp_path: Path
) -> None:
    target = tmp_path / "总结.pdf"
    CampaignProgressService(workspace).export_pdf(running.id, target, date(2026, 7, 31))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    assert "未编号" not in text
    assert "进行中" in text


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_a_campaign_is_ended_with_its_summary_or_not_at_all(
    workspace: Workspace, running: Campaign, tmp_path: Path, form: str
) -> None:
    service, day = CampaignProgressService(workspace), date(2026, 7, 30)
    write = service.export_pdf if form == "pdf" else service.export_xlsx
    with pytest.raises(CopyNotWrittenError):
        write(running.id, tmp_path / "没有" / f"总结.{form}", day, close=True)
    with workspace.read() as reader:
        assert reader.get(Campaign, running.id).closed_on is None
    target = tmp_path / f"总结.{form}"
    write(running.id, target, day, close=True)
    assert target.stat().st_size > 0
    with workspace.read() as reader:
        assert reader.get(Campaign, running.id).closed_on == day
        actions = [body["action"] for body in reader.history(Campaign, running.id)]
    assert actions == ["campaign.planned", "campaign.closed"], "the failed try left nothing"
    if form == "pdf":
        text = "".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
        assert "进行中" not in text
    with pytest.raises(RuleRefusedError):
        write(running.id, target, day, close=True)
