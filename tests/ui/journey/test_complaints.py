"""A complaint from the telephone to the answer, through the window."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from inspector.domain.kinds import CaseSource, SiteKind
from inspector.domain.lists import ListFilter
from inspector.domain.ports import today
from inspector.domain.records import Officer, Site
from inspector.ui.complaints.view import ComplaintsView
from tests.ui.common.cut_text import cut_texts_at_all_sizes
from tests.ui.journey.conftest import Opener, settle


def test_a_complaint_is_taken_in_found_visited_and_answered(
    open_app: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    app = open_app(tmp_path)
    services = app.services
    assert services is not None
    for name, card in (("李甲", "示-0001"), ("王乙", "示-0017")):
        services.officers.save_officer(Officer(name=name, card_number=card))
    services.sites.save(Site(name="观潮建筑工地", kind=SiteKind.CONSTRUCTION, address="观潮路8号"))
    app.window.open_page("complaints", "new")
    settle(qtbot, app)
    view = app.window.stack.current_page()
    assert isinstance(view, ComplaintsView)
    form = view.intake
    assert not form.isHidden(), "“new” opens the form"
    form.place.set_text("观潮")
    form.place.edited.emit("观潮")
    settle(qtbot, app)
    form.save.click()
    settle(qtbot, app)
    assert form.content.fault(), "nothing said: refused at its field"
    form.known.set_value(services.sites.list_rows(ListFilter()).ids()[0])
    form.content.set_text("夜里打桩")
    form.reference.set_text("SZ001")
    form.save.click()
    settle(qtbot, app)
    (key,) = services.complaints.lines(ListFilter("打桩")).ids()
    assert view.model.id_at(0) == key
    assert cut_texts_at_all_sizes(app.window) == {}
    app.window.resize(1366, 690)
    # A second one at the same place is noticed on its sheet.
    form.content.set_text("又在打桩")
    form.place.set_text("观潮路8号")
    form.save.click()
    settle(qtbot, app)
    assert [one.id for one in services.complaints.sheet(key).repeats] != []
    assert cut_texts_at_all_sizes(app.window) == {}
    view.picked.emit(key)
    settle(qtbot, app)
    day = today(services.workspace.clock)
    view.sheet.day.set_text(str(day + timedelta(days=1)))
    view.sheet.save.click()
    settle(qtbot, app)
    assert view.sheet.day.fault(), "told tomorrow: refused"
    view.sheet.day.set_text(str(day))
    view.sheet.save.click()
    settle(qtbot, app)
    assert services.complaints.sheet(key).complaint.told_on == day
    assert view.sheet.action.value() == "answer", "the form goes on to what comes next"
    view.sheet.words.set_text("已到场检查，工地停工")
    view.sheet.save.click()
    settle(qtbot, app)
    assert services.complaints.sheet(key).complaint.reply == "已到场检查，工地停工"
    assert view.sheet.form.isHidden()
    other = next(k for k in services.complaints.lines(ListFilter()).ids() if k != key)
    view.picked.emit(other)
    settle(qtbot, app)
    view.sheet.visit.click()
    settle(qtbot, app)
    assert app.window.current_page_id() == "visit"
    (visit,) = services.complaints.sheet(other).visits
    assert (visit.source, visit.place) == (CaseSource.COMPLAINT, "观潮路8号")
