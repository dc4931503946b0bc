"""Orders to correct: late ones and gaps in the evidence are named, photos stand in pairs, the list finds by two characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from inspector.casework.deadlines import Urgency
from inspector.domain.errors import InvalidValueError
from inspector.domain.lists import ListFilter
from inspector.services.desk import Services
from inspector.services.rectifications import AFTER, BEFORE
from inspector.services.workspace import Workspace
from tests.workspaces import TODAY


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


def _picture(folder: Path, shade: int) -> Path:
    path = folder / f"现场{shade}.jpg"
    Image.effect_noise((160, 120), 40 + shade).convert("RGB").save(path)
    return path


def _order(desk: Services, due: date | None, party: str = "甲涂装公司") -> tuple[str, str]:
    case, _ = desk.cases.open_by_hand(
        replace(desk.cases.new_case("voc.unsealed", date(2026, 10, 9)), party_name=party)
    )
    desk.cases.order_correction(case.id, "密闭喷漆房", date(2026, 10, 10), due, on_the_spot=due is None)
    (order,) = desk.cases.file(case.id).rectifications
    return case.id, order.id


def test_what_the_evidence_lacks_is_named_until_it_is_there(desk: Services, tmp_path: Path) -> None:
    _, order_id = _order(desk, TODAY - timedelta(days=3))
    assert desk.rectifications.sheet(order_id).gaps == ("改正期限已过 3 日，没有复查", "缺整改前照片")
    with pytest.raises(InvalidValueError, match="不早于责令改正日"):
        desk.cases.record_recheck(order_id, date(2026, 10, 9), corrected=True, result="")
    desk.cases.record_recheck(order_id, TODAY, corrected=True, result="")
    assert desk.rectifications.sheet(order_id).gaps == (
        "缺整改前照片",
        "缺整改后照片",
        "没有写明复查情况",
    )
    desk.cases.record_recheck(order_id, TODAY, corrected=False, result="仍敞开作业")
    for number, moment in enumerate((BEFORE, AFTER)):
        desk.rectifications.take_in(order_id, [_picture(tmp_path, number)], moment)
    sheet = desk.rectifications.sheet(order_id)
    assert sheet.gaps == ("复查未改正，要再责令或按日计罚",)
    ((before, after),) = sheet.pairs()
    assert before is not None and after is not None
    assert before.photo_id != after.photo_id


def test_pairs_fill_the_first_empty_side_and_a_photo_stands_once(desk: Services, tmp_path: Path) -> None:
    case_id, order_id = _order(desk, None)
    report = desk.photos.take_in([_picture(tmp_path, n) for n in range(3)], case_id=case_id)
    first, second, third = (photo.id for photo in report.taken)
    for photo, moment in ((first, BEFORE), (second, BEFORE), (third, AFTER)):
        desk.rectifications.attach(order_id, photo, moment)
    assert [(b is not None, a is not None) for b, a in desk.rectifications.sheet(order_id).pairs()] == [
        (True, True),
        (True, False),
    ]
    with pytest.raises(InvalidValueError, match="没有用在这项整改里"):
        desk.rectifications.attach(order_id, first, AFTER)
    strange = desk.photos.take_in([_picture(tmp_path, 9)], case_id=_order(desk, None, "乙公司")[0]).taken[0]
    with pytest.raises(InvalidValueError, match="同一案件"):
        desk.rectifications.attach(order_id, strange.id, AFTER)
    link = desk.rectifications.sheet(order_id).links[0]
    desk.rectifications.detach(link.id)
    sheet = desk.rectifications.sheet(order_id)
    assert [photo.id for photo in sheet.free()] == [link.photo_id]
    assert {photo.id for photo in desk.photos.of_case(case_id)} == {first, second, third}


def test_the_list_says_how_each_order_stands(desk: Services) -> None:
    late = _order(desk, TODAY - timedelta(days=1))[1]
    due = _order(desk, TODAY, "乙喷涂厂")[1]
    free = _order(desk, None, "丙工地")[1]
    lines = desk.rectifications.lines(ListFilter(order="-ordered_on"))
    standing = {line.id: line.urgency for line in lines.rows(lines.ids())}
    assert standing == {late: Urgency.OVERDUE, due: Urgency.TODAY, free: Urgency.LATER}
    assert desk.rectifications.lines(ListFilter("喷涂", order="-ordered_on")).ids() == [due]
    assert desk.rectifications.count(ListFilter("没有的", order="-ordered_on")) == 0
    overdue = ListFilter(
        between={"due_on": (None, TODAY - timedelta(days=1))},
        is_null={"rechecked_on": True},
        order="-ordered_on",
    )
    assert desk.rectifications.lines(overdue).ids() == [late]


def test_the_recheck_period_names_its_source(desk: Services) -> None:
    _, order_id = _order(desk, None)
    recheck = desk.rectifications.sheet(order_id).recheck
    # 10 October and thirty days is Monday 9 November.
    assert (recheck.due, recheck.period.verified) == (date(2026, 11, 9), False)
