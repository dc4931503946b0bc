"""The visit page against a real store: nothing typed is lost, findings follow until edited, texts fit, cases open."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.kinds import Answer, VisitState
from inspector.domain.lists import ListFilter
from inspector.domain.ports import today
from inspector.ui.common.buttons import Button
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.visits.desk import NIGHT_OF_VISIT, Desk, presenter_of
from tests.ui.visits.night_noise import drive


def test_what_is_typed_is_stored_when_the_window_closes(desk: Desk) -> None:
    """No waiting for the idle time: closing stores it."""
    view = desk.new_visit(site_id=desk.site.id)
    visit_id = presenter_of(view).showing()
    assert view.sections is not None
    view.sections.party.person.line_edit.setFocus()
    QTest.keyClicks(view.sections.party.person.line_edit, "Zhang")
    desk.window.close()
    assert desk.services.visits.sheet(visit_id).visit.person_in_charge == "Zhang"


def test_typing_is_stored_by_itself_and_the_header_says_when(desk: Desk) -> None:
    """400 ms after the last key."""
    view = desk.new_visit(site_id=desk.site.id)
    visit_id = presenter_of(view).showing()
    assert view.sections is not None
    QTest.keyClicks(view.sections.party.source.line_edit, "12345")
    desk.qtbot.waitUntil(lambda: desk.services.visits.sheet(visit_id).visit.source_reference == "12345")
    desk.qtbot.waitUntil(view.saved.isVisible)


def test_findings_follow_the_answers_until_they_are_edited(desk: Desk) -> None:
    """An edited text is never overwritten; composing anew on request can be taken back."""
    view = desk.new_visit(site_id=desk.site.id)
    presenter, sections = presenter_of(view), view.sections
    assert sections is not None
    presenter.answer("permit", "no")
    assert "夜间施工证明不符合要求" in sections.findings.text.toPlainText()
    presenter.answer("announced", "no")
    assert "公告附近居民" in sections.findings.text.toPlainText()
    sections.findings.text.setPlainText("officer wrote this")
    presenter.answer("monitor", "no")
    assert sections.findings.text.toPlainText() == "officer wrote this"
    desk.wait_saved(view)
    stored = desk.services.visits.sheet(presenter.showing())
    assert (stored.visit.findings, stored.visit.findings_edited) == ("officer wrote this", True)
    presenter.compose_findings()
    assert "自动监测联网" in sections.findings.text.toPlainText()
    desk.window.toast.undo()
    assert sections.findings.text.toPlainText() == "officer wrote this"


def test_a_lost_decimal_point_is_offered_back(desk: Desk) -> None:
    """638 is no level; one click makes it 63.8."""
    view = desk.new_visit(site_id=desk.site.id)
    assert view.sections is not None and view.sections.readings is not None
    box = view.sections.readings.value
    QTest.keyClicks(box.line_edit, "638")
    box.line_edit.editingFinished.emit()
    assert "30–140" in box.fault()
    box.fix_requested.emit("63.8")
    assert presenter_of(view).sheet.measurements[0].value_milli == 63_800


def test_gaps_refuse_the_record_and_say_what_is_missing(desk: Desk) -> None:
    """Nothing is completed; the notice names every gap."""
    view = desk.new_visit(site_id=desk.site.id)
    presenter_of(view).print_record()
    notice = view.notice()
    assert notice is not None and "不能完成" in notice.accessibleName()
    assert desk.services.visits.sheet(presenter_of(view).showing()).visit.state is VisitState.DRAFT


def test_a_case_is_opened_from_an_unmet_item(desk: Desk) -> None:
    """The violation comes from the law data of the unmet item; the case page is opened with the new case."""
    view = desk.new_visit(site_id=desk.site.id)
    presenter = presenter_of(view)
    presenter.answer("permit", "no")
    assert [key for key, _words in view._follow.violations] == ["noise.night_work"]
    presenter.open_case("noise.night_work")
    desk.qtbot.waitUntil(lambda: desk.window.current_page_id() == "case")


def test_dust_of_a_building_site_is_offered_for_hand_over(desk: Desk) -> None:
    """The housing authority is competent, so the page offers 移交."""
    view = desk.new_visit("dust_construction", site_id=desk.site.id)
    presenter_of(view).answer("enclosure", "no")
    assert view._follow.hand_over_to == "住房城乡建设部门"
    assert view.follow.isVisibleTo(view)


def test_every_checklist_has_a_page_whose_texts_fit(desk: Desk) -> None:
    """At the three sizes, each kind of visit."""
    for checklist in desk.services.visits.checklists():
        desk.new_visit(checklist.id, site_id=desk.site.id)
        assert cut_texts_at_all_sizes(desk.window) == {}, checklist.id


def test_the_form_can_be_changed_without_losing_an_answer(desk: Desk) -> None:
    """Fast to full and back."""
    view = desk.new_visit(site_id=desk.site.id)
    presenter = presenter_of(view)
    presenter.answer("permit", "yes")
    presenter.change_form(fast=False)
    assert view.sections is not None and view.sections.more is not None
    assert view.sections.checks.rows()[0].answer.value() == "yes"
    presenter.change_form(fast=True)
    desk.wait_saved(view)
    assert desk.services.visits.sheet(presenter.showing()).answers["permit"].answer is Answer.MET


def test_the_list_shows_drafts_with_their_gaps_and_opens_them(desk: Desk, qtbot: QtBot) -> None:
    """Newest first, missing things in words, filters answered by the store."""
    desk.new_visit(site_id=desk.site.id)
    desk.clock.set(NIGHT_OF_VISIT + timedelta(minutes=40))
    desk.new_visit("voc_enterprise")
    desk.window.open_page("visits")
    page = desk.list_page()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    first = page.model.row_at(0)
    assert first is not None and "当事人" in first.missing
    page.filters.set_values({"checklist_id": "noise_construction"})
    page.filter_changed.emit({"checklist_id": "noise_construction"}, "")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert cut_texts_at_all_sizes(desk.window) == {}
    page.filter_changed.emit({"state": "void"}, "")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert cut_texts_at_all_sizes(desk.window) == {}


def test_a_condition_that_cannot_be_read_is_said_when_the_field_is_left(desk: Desk) -> None:
    """An impossible day is not stored and not swallowed."""
    view = desk.new_visit(site_id=desk.site.id)
    presenter = presenter_of(view)
    presenter.set_level("value", 63_800)
    presenter.type_condition("calibrated_until", "2027-02-30")
    presenter.leave()
    assert view.sections is not None and view.sections.readings is not None
    assert "实际存在的日期" in view.sections.readings._conditions_fields["calibrated_until"].fault()
    presenter.type_condition("calibrated_until", "2027-02-28")
    desk.wait_saved(view)
    stored = desk.services.visits.sheet(presenter.showing()).measurements[0]
    assert stored.calibrated_until is not None and stored.calibrated_until.isoformat() == "2027-02-28"


def _type(line: QLineEdit, text: str) -> None:
    """As an input method commits it, which is typing to the program."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    line.setFocus()
    QApplication.sendEvent(line, event)


def _press(area: QWidget, words: str) -> None:
    next(one for one in area.findChildren(Button) if one.text() == words and one.isVisible()).click()


def test_readings_of_a_vocs_visit_are_kept_line_by_line(desk: Desk) -> None:
    view = desk.new_visit("voc_enterprise", site_id=desk.site.id)
    assert view.sections is not None
    section = view.sections.samples
    assert section is not None
    section.more.click()
    first = section.lines[0]
    for name, text in (
        ("quantity", "VOCs"),
        ("point", "喷漆房门口"),
        ("unit", "mg/m³"),
        ("instrument", "PID"),
    ):
        _type(first.fields[name].line_edit, text)
    QTest.keyClicks(first.fields["value_milli"].line_edit, "12.5")
    section.more.click()
    QTest.keyClicks(section.lines[1].fields["value_milli"].line_edit, "3")
    desk.wait_saved(view)
    stored = desk.services.visits.sheet(presenter_of(view).showing()).measurements
    assert [(one.quantity, one.unit, one.value_milli, one.instrument) for one in stored] == [
        ("VOCs", "mg/m³", 12_500, "PID"),
        ("VOCs", "mg/m³", 3_000, "PID"),
    ], "a second line takes over what the first one said of the instrument"
    assert (
        "喷漆房门口处VOCs12.5mg/m³" in desk.services.visits.sheet(presenter_of(view).showing()).visit.findings
    )


def test_an_impossible_reading_is_said_at_its_field_and_the_rest_is_kept(desk: Desk) -> None:
    view = desk.new_visit("voc_enterprise")
    assert view.sections is not None and view.sections.samples is not None
    section = view.sections.samples
    section.more.click()
    fields = section.lines[0].fields
    QTest.keyClicks(fields["quantity"].line_edit, "VOCs")
    QTest.keyClicks(fields["value_milli"].line_edit, "12..5")
    desk.wait_saved(view)
    assert fields["value_milli"].fault()
    (stored,) = desk.services.visits.sheet(presenter_of(view).showing()).measurements
    assert (stored.quantity, stored.value_milli) == ("VOCs", None)


def test_a_completed_visit_is_corrected_with_a_reason_only(desk: Desk) -> None:
    drive(desk)
    desk.qtbot.waitUntil(lambda: desk.window.current_page_id() == "papers", timeout=8000)
    (row,) = desk.services.visits.rows(ListFilter()).page(2)
    view = desk.open_visit(row.id)
    assert view.sections is not None
    section = view.sections.findings
    desk.qtbot.waitUntil(section.text.isReadOnly)
    before = section.text.toPlainText()
    _press(section, "更正")
    section.text.setPlainText(before + "测点高度1.2米。")
    _press(section, "保存更正")
    assert section.reason.fault()
    assert desk.services.visits.sheet(row.id).visit.findings == before
    section.reason.set_text("漏写测点高度")
    _press(section, "保存更正")
    desk.qtbot.waitUntil(lambda: desk.services.visits.sheet(row.id).visit.findings != before)
    assert desk.services.visits.sheet(row.id).visit.findings.endswith("测点高度1.2米。")
    desk.qtbot.waitUntil(section.text.isReadOnly)


def test_a_firm_on_the_positive_list_is_named_as_such_when_its_visit_begins(desk: Desk) -> None:
    day = today(desk.services.workspace.clock)
    desk.services.positive_list.enter(
        desk.site.id, day - timedelta(days=30), day + timedelta(days=90), "两年内无处罚"
    )
    view = desk.new_visit(site_id=desk.site.id)
    assert view.sections is not None
    said = view.sections.party.history.text()
    assert f"正面清单企业（至 {day + timedelta(days=90)}），以非现场方式为主" in said
    assert "近一年检查" in said
    assert cut_texts_at_all_sizes(desk.window) == {}
