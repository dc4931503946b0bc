"""Statistics against a recount of the rows by hand, their rows behind each figure, and the wording of changes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.db.lists import StoredRows
from inspector.db.store import Writer
from inspector.domain.case_records import RecheckPhoto
from inspector.domain.errors import InvalidValueError
from inspector.domain.geo import Datum
from inspector.domain.kinds import LENIENT, CaseSource, Outcome, SiteKind
from inspector.domain.ports import today
from inspector.domain.records import (
    Assessment,
    Case,
    CaseStep,
    Complaint,
    Decision,
    Photo,
    Rectification,
    Site,
    Suspension,
    Visit,
)
from inspector.domain.times import at_local
from inspector.services.figure_rows import (
    BASIS,
    MEASURE,
    PAIRS,
    PHOTOS,
    RECHECKS,
    TAKEN,
    FigureRowsService,
    RecordQuestion,
)
from inspector.services.statistics import (
    Change,
    Statistics,
    StatisticsFilter,
    StatisticsService,
    month_days,
    percent,
)
from inspector.services.workspace import Workspace

YEAR = StatisticsFilter(date(2025, 1, 1), date(2025, 12, 31))
DISTRICTS, ELEMENTS = ("南澜区", "北屿区"), ("噪声", "大气")


@pytest.fixture
def cases(workspace: Workspace) -> Iterator[list[Case]]:
    """Two years of cases: some undecided, some decided in the year after they were found."""
    rng = random.Random(5)
    stored: list[Case] = []
    with workspace.write() as writer:
        for number in range(240):
            found = date(2024, 1, 1) + timedelta(days=rng.randrange(731))
            outcome = rng.choice([None, Outcome.PENALTY, Outcome.PENALTY, *LENIENT])
            case = Case(
                title=f"{number}",
                violation_id="noise.night_work",
                element=rng.choice(ELEMENTS),
                inspection_kind=rng.choice(("noise_construction", "dust_yard")),
                found_on=found,
                act_day=found,
                district=rng.choice(DISTRICTS),
                source=CaseSource.VISIT,
                outcome=outcome,
                decided_on=found + timedelta(days=rng.randrange(5, 100)) if outcome else None,
                amount_fen=rng.randrange(1, 9) * 1_000_000 if outcome is Outcome.PENALTY else None,
                reduced_fen=rng.randrange(1, 9) * 500_000 if outcome in LENIENT else None,
            )
            stored.append(writer.put(case, "case.opened"))
    yield stored


def _within(day: date | None) -> bool:
    return day is not None and YEAR.start <= day <= YEAR.end


def test_every_figure_equals_a_recount(workspace: Workspace, cases: list[Case]) -> None:
    told = StatisticsService(workspace).of(YEAR)
    found = [case for case in cases if _within(case.found_on)]
    decided = [case for case in cases if _within(case.decided_on)]
    assert told.cases.now == len(found) and told.cases.then == len(cases) - len(found)
    assert told.decided.now == len(decided)
    assert told.fines_fen.now == sum(case.amount_fen or 0 for case in decided)
    assert told.spared_fen.now == sum(case.reduced_fen or 0 for case in decided)
    assert told.lenient.now == sum(case.outcome in LENIENT for case in decided)
    before = [case for case in cases if case.decided_on is not None and case.decided_on.year == 2024]
    assert (told.decided.then, told.lenient.then, told.fines_fen.then, told.spared_fen.then) == (
        len(before),
        sum(case.outcome in LENIENT for case in before),
        sum(case.amount_fen or 0 for case in before),
        sum(case.reduced_fen or 0 for case in before),
    )
    assert told.by_element == {
        element: sum(case.element == element for case in found) for element in told.by_element
    }
    assert [(bar.month, bar.total) for bar in told.months] == [
        (f"2025-{month:02d}", sum(case.found_on.month == month for case in found)) for month in range(1, 13)
    ]
    assert {unit.district: (unit.cases, unit.decided, unit.fines_fen) for unit in told.units} == {
        district: (
            sum(case.district == district for case in found),
            sum(case.district == district for case in decided),
            sum(case.amount_fen or 0 for case in decided if case.district == district),
        )
        for district in DISTRICTS
    }
    assert told.reconcile == 0


def test_the_rows_behind_a_figure_are_as_many_as_it_says(workspace: Workspace, cases: list[Case]) -> None:
    told = StatisticsService(workspace).of(YEAR)
    for bar in told.months:
        assert StoredRows(workspace.store, Case, YEAR.rows(month=bar.month)).count() == bar.total
    for element, number in told.by_element.items():
        assert StoredRows(workspace.store, Case, YEAR.rows(element=element)).count() == number
    lenient = YEAR.rows("decided_on", outcome=LENIENT)
    assert StoredRows(workspace.store, Case, lenient).count() == told.lenient.now


def test_narrowing_to_a_district_leaves_the_other_out(workspace: Workspace, cases: list[Case]) -> None:
    service = StatisticsService(workspace)
    parts = [service.of(StatisticsFilter(YEAR.start, YEAR.end, district=district)) for district in DISTRICTS]
    assert sum(part.cases.now for part in parts) == service.of(YEAR).cases.now
    assert [[unit.district for unit in part.units] for part in parts] == [[name] for name in DISTRICTS]


def _decided_after(workspace: Workspace, days: int, deducted: int = 0, extended: bool = False) -> Statistics:
    filed = date(2025, 3, 3)
    with workspace.write() as writer:
        case = writer.put(
            Case(
                title="期限",
                violation_id="noise.night_work",
                element="噪声",
                inspection_kind="",
                found_on=filed,
                act_day=filed,
                district="南澜区",
                outcome=Outcome.PENALTY,
                decided_on=filed + timedelta(days=days),
                amount_fen=1_000_000,
            ),
            "case.opened",
        )
        writer.put(CaseStep(case_id=case.id, step="filed", day=filed), "case.step")
        if extended:
            step = CaseStep(case_id=case.id, step="decision_extended", day=filed + timedelta(days=80))
            writer.put(step, "case.step")
        if deducted:
            starts = filed + timedelta(days=10)
            span = Suspension(
                case_id=case.id,
                reason="monitoring",
                starts_on=starts,
                ends_on=starts + timedelta(days=deducted - 1),
                proof="委托书",
            )
            writer.put(span, "case.suspension")
    return StatisticsService(workspace).of(YEAR)


@pytest.mark.parametrize(
    ("days", "deducted", "extended", "late"),
    [
        (90, 0, False, 0),  # 2025-06-01 is a Sunday before the Dragon Boat holiday: the end moves to 06-03
        (92, 0, False, 0),
        (93, 0, False, 1),
        (100, 10, False, 0),
        (120, 0, True, 0),
        (140, 0, True, 1),
    ],
)
def test_decisions_in_time_and_late(
    workspace: Workspace, days: int, deducted: int, extended: bool, late: int
) -> None:
    told = _decided_after(workspace, days, deducted, extended)
    assert (told.in_time, told.late, len(told.late_ids)) == (1 - late, late, late)
    assert told.in_time_share == Fraction(1 - late)


def test_days_to_decide_fall_into_their_classes_and_unfiled_cases_into_none(workspace: Workspace) -> None:
    """The last day of a class belongs to it; a case that was never filed is neither in time nor late nor in a class."""
    decided_on = date(2025, 9, 30)
    with workspace.write() as writer:
        for taken, filed in (
            (0, True),
            (30, True),
            (31, True),
            (90, True),
            (151, True),
            (30, False),
            (400, False),
        ):
            case = _lenient_case(writer, decided_on - timedelta(days=taken), decided_on)
            if filed:
                writer.put(CaseStep(case_id=case.id, step="filed", day=case.found_on), "case.step")
                # Entered again later: the first filing counts.
                writer.put(CaseStep(case_id=case.id, step="filed", day=decided_on), "case.step")
    told = StatisticsService(workspace).of(YEAR)
    assert list(told.days_to_decide.values()) == [2, 1, 1, 0, 1]
    assert (told.decided.now, told.in_time, told.late) == (7, 4, 1)
    (unit,) = told.units
    assert (unit.decided, unit.in_time, unit.late) == (7, 4, 1)


def _lenient_case(writer: Writer, found: date, decided: date) -> Case:
    case = Case(
        title="免",
        violation_id="air.over",
        element="大气",
        inspection_kind="",
        found_on=found,
        act_day=found,
        district="南澜区",
        outcome=Outcome.WAIVED,
        decided_on=decided,
    )
    return writer.put(case, "case.opened")


def test_leniency_by_the_ground_it_rests_on(workspace: Workspace) -> None:
    day = date(2025, 4, 1)
    with workspace.write() as writer:
        for item in ("gd.8", "gd.8", "law.first"):
            case = _lenient_case(writer, day, day)
            former = _decide(writer, case, day, "gone")
            latest = _decide(writer, case, day, item)
            writer.put(replace(former, superseded_by=latest.id), "case.superseded")
    assert StatisticsService(workspace).of(YEAR).lenient_by_basis == {"gd.8": 2, "law.first": 1}


def _decide(writer: Writer, case: Case, day: date, item: str) -> Decision:
    asked = Assessment(
        case_id=case.id,
        pack_version="1",
        violation_id="air.over",
        decision_day=day,
        request="{}",
        result="{}",
    )
    decision = Decision(
        case_id=case.id,
        assessment_id=writer.put(asked, "case.assessed").id,
        outcome=Outcome.WAIVED,
        reason="轻微",
        decided_on=day,
        pack_version="1",
        item_id=item,
    )
    return writer.put(decision, "case.decided")


def test_complaints_by_kind_month_and_place(workspace: Workspace) -> None:
    """A complaint at half past midnight belongs to the Shenzhen day, not to the one before in UTC."""
    with workspace.write() as writer:
        sites = [
            writer.put(
                Site(
                    name=name,
                    kind=SiteKind.CONSTRUCTION,
                    lat_e6=22_540_796,
                    lon_e6=113_917_176,
                    datum=datum,
                ),
                "site.created",
            )
            for name, datum in (("甲工地", Datum.GCJ02), ("乙工地", Datum.UNKNOWN))
        ]
        for received, kind, site in (
            (at_local(date(2025, 1, 1), 0, 30), "施工噪声", sites[0]),
            (at_local(date(2025, 12, 31), 23, 59), "施工噪声", sites[0]),
            (at_local(date(2024, 12, 31), 23, 59), "施工噪声", sites[0]),
            (at_local(date(2025, 5, 5), 12, 0), "废气", sites[1]),
        ):
            complaint = Complaint(
                received_at=received, channel="12345", reference="", kind=kind, site_id=site.id
            )
            writer.put(complaint, "complaint.received")
    told = StatisticsService(workspace).of(YEAR)
    assert [(row.kind, row.change.now, row.change.then, row.by_month) for row in told.complaints] == [
        ("施工噪声", 2, 1, {"2025-01": 1, "2025-12": 1}),
        ("废气", 1, 0, {"2025-05": 1}),
    ]
    (spot,) = told.hot_spots
    assert spot.count == 2 and spot.position.datum is Datum.WGS84
    assert abs(spot.position.lon_e6 - 113_912_316) < 5_000, "shifted back from GCJ-02"
    assert told.unplaced == 1, "a place of unknown datum is not drawn, and said"


def test_what_was_kept_gives_way_to_what_is_written(workspace: Workspace, cases: list[Case]) -> None:
    service = StatisticsService(workspace)
    before = service.of(YEAR)
    assert service.of(YEAR) is before
    undecided = next(case for case in cases if case.outcome is None and _within(case.found_on))
    with workspace.write() as writer:
        writer.put(replace(undecided, outcome=Outcome.WAIVED, decided_on=YEAR.end), "case.decided")
    assert service.of(YEAR).decided.now == before.decided.now + 1


def test_words_of_a_change() -> None:
    assert Change(1520, 1451).words() == "上升 4.76%"
    assert Change(775, 1000).words() == "下降 22.5%"
    assert Change(5, 5).words() == "持平"
    assert Change(5, 0).words() == "上年没有"
    assert Change(0, 0).words() == "两年都没有"


@given(st.fractions(min_value=0, max_value=100))
def test_a_share_is_rounded_half_up_once(share: Fraction) -> None:
    shown = Fraction(percent(share))
    assert abs(shown - share * 100) <= Fraction(1, 200)
    assert percent(Fraction(1, 8), 1) == "12.5" and percent(Fraction(1, 80), 1) == "1.3"


@pytest.mark.parametrize(
    ("month", "last"),
    [("2024-02", date(2024, 2, 29)), ("2025-12", date(2025, 12, 31)), ("2025-04", date(2025, 4, 30))],
)
def test_days_of_a_month(month: str, last: date) -> None:
    days = month_days(month)
    assert (days.start.day, days.end) == (1, last)


def _photo(writer: Writer, number: int, **more: object) -> Photo:
    name = f"IMG_{number}.JPG"
    taken = Photo(sha256=f"{number:064x}", size_bytes=1, original_name=name, format="JPEG", ordinal=number)
    return writer.put(replace(taken, **more), "photo.taken_in")  # type: ignore[arg-type]


def _evidence(workspace: Workspace) -> None:
    """Two cases in two districts with photos, orders to correct, rechecks and photos before and after."""
    day = date(2025, 6, 1)
    with workspace.write() as writer:
        cases = [
            writer.put(replace(_CASE_OF, district=district, element=element), "case.opened")
            for district, element in zip(DISTRICTS, ELEMENTS, strict=True)
        ]
        visit = writer.put(
            Visit(checklist_id="x", checklist_version="1", district=DISTRICTS[1], party_name="乙"),
            "visit.started",
        )
        photos = [
            _photo(writer, 1, case_id=cases[0].id, taken_at=at_local(date(2025, 1, 1), 0, 5)),
            _photo(writer, 2, case_id=cases[0].id, taken_at=at_local(date(2025, 12, 31), 23, 59)),
            _photo(writer, 3, case_id=cases[1].id, taken_at=at_local(day, 9, 0)),
            _photo(writer, 4, visit_id=visit.id, taken_at=at_local(day, 9, 1)),
            _photo(writer, 5, visit_id=visit.id, taken_at=at_local(day, 9, 2), void_reason="模糊"),
            _photo(writer, 6, case_id=cases[0].id, taken_at=at_local(date(2026, 1, 1), 0, 1)),
        ]
        for case, corrected, rechecked in (
            (cases[0], True, day), (cases[0], False, day), (cases[1], None, day), (cases[1], None, None),
        ):  # fmt: skip
            ordered = Rectification(
                case_id=case.id, ordered_on=day, requirement="停", rechecked_on=rechecked, corrected=corrected
            )
            order = writer.put(ordered, "case.correction_ordered")
            sides = {True: "before after", False: "after", None: "before"}[corrected].split()
            for ordinal, moment in enumerate(sides, 1):
                link = RecheckPhoto(
                    case_id=case.id,
                    rectification_id=order.id,
                    photo_id=photos[0].id,
                    moment=moment,
                    ordinal=1 if corrected else ordinal,
                )
                writer.put(link, "case.recheck_photo")


_CASE_OF = Case(
    title="证据",
    violation_id="noise.night_work",
    element="",
    inspection_kind="",
    found_on=date(2025, 6, 1),
    act_day=date(2025, 6, 1),
    party_name="甲公司",
)


@pytest.mark.parametrize(
    ("narrow", "photos", "rechecks", "pairs"),
    [
        ({}, 4, {True: 1, False: 1, None: 1}, 1),
        ({"district": DISTRICTS[0]}, 2, {True: 1, False: 1, None: 0}, 1),
        ({"district": DISTRICTS[1]}, 2, {True: 0, False: 0, None: 1}, 0),
        ({"element": ELEMENTS[1]}, 1, {True: 0, False: 0, None: 1}, 0),
    ],
)
def test_photos_rechecks_and_pairs_open_as_many_records_as_they_say(
    workspace: Workspace,
    narrow: dict[str, str],
    photos: int,
    rechecks: dict[bool | None, int],
    pairs: int,
) -> None:
    """A photo of a visit alone goes by the visit's district; one set aside or of next year's first minute does not count."""
    _evidence(workspace)
    wanted = replace(YEAR, **narrow)  # type: ignore[arg-type]
    told = StatisticsService(workspace).of(wanted)
    assert (told.photos, told.rechecks, told.pairs) == (photos, rechecks, pairs)
    rows = FigureRowsService(workspace)
    for count, question in (
        (photos, wanted.records(PHOTOS)),
        (sum(rechecks.values()), wanted.records(RECHECKS)),
        (rechecks[False], wanted.records(RECHECKS, result="not_corrected")),
        (pairs, wanted.records(PAIRS)),
    ):
        source = rows.source(question)
        ids = source.ids()
        assert len(ids) == len(set(ids)) == len(source.rows(ids)) == count
        assert all(row.page and row.target for row in source.rows(ids))


def test_a_pair_of_which_a_photo_was_set_aside_is_none(workspace: Workspace) -> None:
    _evidence(workspace)
    with workspace.write() as writer:
        (paired,) = {link.photo_id for link in writer.find(RecheckPhoto)}
        writer.put(replace(writer.get(Photo, paired), void_reason="拍错了地方"), "photo.set_aside")
    told = StatisticsService(workspace).of(YEAR)
    assert told.pairs == 0
    assert FigureRowsService(workspace).source(YEAR.records(PAIRS)).ids() == []


def test_a_period_that_is_not_over_is_held_against_the_same_days(workspace: Workspace) -> None:
    """In a year that is not over, what came later in the year before is nothing to compare with."""
    year, now = StatisticsFilter(date(2026, 1, 1), date(2026, 12, 31)), today(workspace.clock)
    days = [date(2025, 3, 1), now.replace(year=2025), now.replace(year=2025) + timedelta(days=1)]
    with workspace.write() as writer:
        for found in (*days, now):
            case = _lenient_case(writer, found, found)
            writer.put(replace(case, title=f"{found}"), "case.changed")
            complaint = Complaint(received_at=at_local(found, 9), channel="12345", reference="", kind="废气")
            writer.put(complaint, "complaint.received")
    told = StatisticsService(workspace).of(year)
    assert told.running_until == now
    changes = (told.cases, told.decided, told.lenient, told.complaints[0].change)
    assert [(change.now, change.then) for change in changes] == [(1, 2)] * 4
    assert told.months[-1].year_before + told.months[-2].year_before == 2, "the months of the chart are whole"
    assert StatisticsService(workspace).of(YEAR).running_until is None


def test_a_photo_opens_where_it_stands(workspace: Workspace) -> None:
    _evidence(workspace)
    source = FigureRowsService(workspace).source(YEAR.records(PHOTOS))
    newest = source.rows(source.ids())[0]
    assert (newest.day, newest.title, newest.detail) == ("2025-12-31", "IMG_2.JPG", "甲公司")
    assert newest.page == "photos" and newest.target.startswith("case:")


def test_grounds_and_days_open_their_cases(workspace: Workspace) -> None:
    decided = date(2025, 9, 30)
    with workspace.write() as writer:
        for taken, item in ((30, "gd.8"), (31, "gd.8"), (200, ""), (-3, "gd.8")):
            case = _lenient_case(writer, decided - timedelta(days=taken), decided)
            writer.put(CaseStep(case_id=case.id, step="filed", day=case.found_on), "case.step")
            _decide(writer, case, decided, item)
    told = StatisticsService(workspace).of(YEAR)
    rows = FigureRowsService(workspace)
    for item, count in told.lenient_by_basis.items():
        assert len(rows.source(YEAR.records(BASIS, item_id=item)).ids()) == count
    assert told.lenient_by_basis == {"gd.8": 3, "": 1}
    # A decision that bears a day before the finding is a mistake to be found: it counts, so it is listed.
    for least, most, name, count in (
        (0, 30, "30 日以内", 2),
        (31, 60, "31–60 日", 1),
        (151, "", "151 日以上", 1),
    ):
        ids = rows.source(YEAR.records(TAKEN, least=str(least), most=str(most))).ids()
        assert len(ids) == told.days_to_decide[name] == count


def test_an_unknown_kind_of_record_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidValueError, match="明细"):
        FigureRowsService(workspace).source(RecordQuestion("anything", YEAR.start, YEAR.end))


def test_measures_count_a_case_once_a_kind_by_the_day_of_the_step(workspace: Workspace) -> None:
    """限制生产 and 停产整治 are kinds of their own; one of the year before, taken in an older case, is not of this year."""
    with workspace.write() as writer:
        cases = [writer.put(replace(_CASE_OF, district=name), "case.opened") for name in DISTRICTS]
        for case, step, day in (
            (cases[0], "production_restricted", date(2025, 1, 1)),
            (cases[0], "production_restricted", date(2025, 8, 1)),
            (cases[0], "production_halted", date(2025, 12, 31)),
            (cases[0], "production_resumed", date(2025, 12, 31)),
            (cases[1], "production_halted", date(2024, 12, 31)),
            (cases[1], "seized", date(2025, 6, 1)),
        ):
            writer.put(CaseStep(case_id=case.id, step=step, day=day), "case.step")
    told = StatisticsService(workspace).of(YEAR)
    assert {step: count for step, count in told.measures.items() if count} == {
        "seized": 1, "production_restricted": 1, "production_halted": 1
    }  # fmt: skip
    rows = FigureRowsService(workspace)
    for step, count in told.measures.items():
        assert len(rows.source(YEAR.records(MEASURE, step=step)).ids()) == count
    narrowed = StatisticsService(workspace).of(replace(YEAR, district=DISTRICTS[1]))
    assert (narrowed.measures["seized"], narrowed.measures["production_restricted"]) == (1, 0)
