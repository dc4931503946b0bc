"""A visit the party has signed: a change asks for its reason inside the page, or is given up."""

from __future__ import annotations

from inspector.domain.evidence_records import SignatureState
from inspector.domain.records import Visit
from inspector.services.signatures import SignatureRow
from inspector.ui.visits.reason_question import ReasonQuestion
from inspector.ui.visits.visit_view import VisitView
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.visits.desk import Desk, presenter_of

SLOW_MS = 20_000
PEN = [[(100, 200), (300, 300), (500, 100)]]


def _signed(desk: Desk) -> VisitView:
    view = desk.new_visit(site_id=desk.site.id)
    desk.wait_saved(view)
    desk.services.signatures.sign("visit", presenter_of(view).showing(), "party", "张某", PEN)
    return view


def _question(desk: Desk, view: VisitView) -> ReasonQuestion:
    desk.qtbot.waitUntil(lambda: isinstance(view.notice(), ReasonQuestion), timeout=SLOW_MS)
    question = view.notice()
    assert isinstance(question, ReasonQuestion)
    return question


def _signature(desk: Desk, visit_id: str) -> SignatureRow:
    (row,) = desk.services.signatures.of("visit", visit_id)
    return row


def test_a_change_is_stored_with_its_reason_and_the_signature_shows_it(desk: Desk) -> None:
    view = _signed(desk)
    presenter = presenter_of(view)
    visit_id = presenter.showing()
    presenter.type_text("person", "李某 工地负责人")
    presenter.leave()
    question = _question(desk, view)
    question.save.click()
    assert question.reason.fault(), "without a reason nothing is stored"
    assert desk.services.visits.sheet(visit_id).visit.person_in_charge == ""
    assert cut_texts_at_all_sizes(desk.window) == {}
    question.reason.set_text("姓名笔误，身份证为证")
    question.save.click()
    desk.qtbot.waitUntil(presenter.saved, timeout=SLOW_MS)
    assert desk.services.visits.sheet(visit_id).visit.person_in_charge == "李某"
    with desk.services.workspace.read() as reader:
        assert reader.history(Visit, visit_id)[-1]["reason"] == "姓名笔误，身份证为证"
    assert _signature(desk, visit_id).state is SignatureState.CHANGED_SINCE
    presenter.tick("identity_shown", True)
    desk.qtbot.waitUntil(presenter.saved, timeout=SLOW_MS)
    assert desk.services.visits.sheet(visit_id).visit.identity_shown, (
        "the reason holds while the visit is open"
    )
    assert view.notice() is None


def test_a_change_given_up_leaves_record_and_signature_and_the_way_on(desk: Desk) -> None:
    view = _signed(desk)
    presenter = presenter_of(view)
    visit_id = presenter.showing()
    presenter.type_text("person", "李某 工地负责人")
    presenter.leave()
    _question(desk, view).drop.click()
    desk.qtbot.waitUntil(lambda: presenter.sheet.visit.person_in_charge == "", timeout=SLOW_MS)
    assert presenter.saved()
    assert _signature(desk, visit_id).state is SignatureState.STANDS
    other, _changes = desk.services.visits.start("noise_construction")
    desk.open_visit(other.id)


def test_another_officer_stands_there_only_with_the_reason(desk: Desk) -> None:
    view = _signed(desk)
    presenter = presenter_of(view)
    visit_id = presenter.showing()
    before = [one.name for one in desk.services.visits.sheet(visit_id).officers]
    third = desk.services.officers.officers()
    spare = next(one for one in third if one.name != before[0])
    presenter.set_officer(0, spare.id)
    question = _question(desk, view)
    assert [one.name for one in desk.services.visits.sheet(visit_id).officers] == before
    question.reason.set_text("排班登记有误")
    question.save.click()
    desk.qtbot.waitUntil(
        lambda: desk.services.visits.sheet(visit_id).officers[0].name == spare.name, timeout=SLOW_MS
    )
