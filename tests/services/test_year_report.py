"""The city year gives the published figures exactly, all from rows; change a row and the report changes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import docx
import pypdf
import pytest

from inspector.domain.errors import InvalidValueError, NotFoundError
from inspector.domain.kinds import Outcome
from inspector.domain.ports import NoProgress
from inspector.domain.records import Case, Complaint
from inspector.domain.supervision_records import ListedItem, Patrol, PositiveEntry
from inspector.domain.times import at_local
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.demo import DEMO_DAY
from inspector.services.samples import SampleService
from inspector.services.workspace import Workspace
from inspector.services.year_report import YearReportService

PUBLISHED = {
    "decisions": 1_793,
    "fines": 7_366_000_000,
    "positive": 540,
    "lenient": 161,
    "spared": 1_617_000_000,
    "patrol_fixed": 231,
    "patrol_length": 60_000_000,
    "list.voc_firms": 66,
    "list.voc_stations": 298,
    "list.boilers": 216,
    "list.machines": 360,
    "list.fuel_tests": 1_711,
    "list.river_findings": 2_388,
    "list.remote_stop": 230,
}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    home = Home(tmp_path_factory.mktemp("city") / "home")
    with Workspace.open(home, SettableClock(DEMO_DAY), entropy=random.Random(3).randbytes) as workspace:
        samples = SampleService(workspace)
        samples.fill("city", progress=NoProgress())
        samples.photos.close()
        yield workspace


def test_every_published_figure_comes_out(city: Workspace) -> None:
    service = YearReportService(city)
    found = {key: service.figure(key, 2022)[1].value for key in PUBLISHED}
    assert found == PUBLISHED
    report = service.report(2022)
    figures = {figure.key: figure for figure in report.figures}
    assert figures["complaints.construction_noise"].change_text == "下降22.5%"
    assert figures["complaints.waste_gas"].change_text == "下降30.2%"
    assert report.samples
    for words in (
        "作出行政处罚案件决定1,793宗；罚款7,366万元；执法正面清单上的企业540家；依法免罚减罚161宗；减免罚款1,617万元",
        "扬尘巡查道路60,000公里；督促整改扬尘问题工地231个；完成66家重点企业VOCs治理；完成298座加油站和储油库VOCs治理",
        "改造锅炉216台；更换非道路移动机械360台；开展油品快检1,711次",
        "整改河流异常问题2,388处",
        "安装噪声远程停工装置230套；收到建设施工噪声投诉310件，同比下降22.5%；收到工业废气投诉349件，同比下降30.2%",
    ):
        assert words in report.text


def test_the_rows_of_a_figure_are_the_figure(city: Workspace) -> None:
    service = YearReportService(city)
    assert len(service.rows("decisions", 2022)) == 1_793
    fines = list(service.rows("fines", 2022))
    assert (
        sum(round(float(row.amount.removesuffix(" 元").replace(",", "")) * 100) for row in fines)
        == 7_366_000_000
    )
    spared = service.rows("spared", 2022)
    assert len(spared) == 161
    assert (
        sum(round(float(row.amount.removesuffix(" 元").replace(",", "")) * 100) for row in spared)
        == 1_617_000_000
    )
    tests = service.rows("list.fuel_tests", 2022)
    assert sum(int(row.amount.replace(",", "")) for row in tests) == 1_711
    assert len(service.rows("complaints.waste_gas", 2022)) == 349
    assert len(service.rows("complaints.waste_gas.before", 2022)) == 500
    assert len(service.rows("complaints.waste_gas.change", 2022)) == 849
    assert service.rows("decisions", 2022)[0].page == "case"
    with pytest.raises(NotFoundError):
        service.rows("nothing", 2022)


def test_the_same_seed_gives_the_same_year(city: Workspace) -> None:
    from inspector.samples.supervision import listed_items, patrols

    with city.read() as reader:
        from inspector.domain.records import Site

        sites = reader.find(Site)
    first, second = (list(listed_items(random.Random(4), sites)) for _ in range(2))
    assert first == second
    assert patrols(random.Random(4)) == patrols(random.Random(4))


def test_one_changed_row_changes_the_report(city: Workspace) -> None:
    """Each row is changed and put back, so that the year stays whole for the other tests."""
    service = YearReportService(city)
    with city.read() as reader:
        case = reader.find(Case, outcome=Outcome.PENALTY)[0]
        item = reader.find(ListedItem, list_id="boilers")[0]
        entry = reader.find(PositiveEntry)[0]
        patrol = reader.find(Patrol)[0]
        noise = next(c for c in reader.find(Complaint, kind="建设施工噪声") if c.received_at.year == 2022)
    before = service.report(2022).text
    for record, changed, key, value in (
        (case, replace(case, outcome=Outcome.WITHDRAWN), "decisions", 1_792),
        (case, replace(case, amount_fen=(case.amount_fen or 0) + 100), "fines", 7_366_000_100),
        (case, replace(case, decided_on=date(2023, 1, 1)), "decisions", 1_792),
        (item, replace(item, quantity=item.quantity + 1), "list.boilers", 217),
        (item, replace(item, void_reason="重复"), "list.boilers", 216 - item.quantity),
        (entry, replace(entry, entered_on=date(2021, 1, 1), ends_on=date(2021, 12, 31)), "positive", 539),
        (patrol, replace(patrol, length_m=patrol.length_m + 1), "patrol_length", 60_000_001),
        (noise, replace(noise, kind="工业噪声"), "complaints.construction_noise", 309),
    ):
        with city.write() as writer:
            writer.put(changed, "test.changed")
        assert service.figure(key, 2022)[1].value == value, key
        assert service.report(2022).text != before or key == "fines"
        with city.write() as writer:
            writer.put(record, "test.put_back")
    assert service.report(2022).text == before


def test_a_year_without_rows_states_nothing(city: Workspace) -> None:
    report = YearReportService(city).report(2019)
    assert (report.paragraphs, report.figures, report.samples) == ((), (), False)
    assert "没有可以统计的记录" in report.markdown()


def test_a_year_before_with_rows_alone_gives_no_change_for_what_it_lacks(city: Workspace) -> None:
    figures = {figure.key: figure for figure in YearReportService(city).report(2022).figures}
    assert (figures["decisions"].before_text, figures["decisions"].change_text) == ("—", "—")
    assert figures["answered"].change_text.endswith("个百分点")


def test_targets_of_next_year_stand_beside_the_results(city: Workspace) -> None:
    service = YearReportService(city)
    target, _ = service.set_target(2022, "complaints.waste_gas", "-25%")
    assert target.value == -250
    service.set_target(2022, "complaints.waste_gas", "-31%")
    lines = {line.key: line for line in service.report(2022).targets}
    gas = lines["complaints.waste_gas"]
    assert (gas.wanted, gas.found, gas.verdict) == ("下降31%以上", "下降30.2%", "未达到")
    assert lines["list.voc_firms"].next_wanted == "不少于 85 家"
    with pytest.raises(NotFoundError):
        service.set_target(2022, "nothing", "1")
    with pytest.raises(InvalidValueError):
        service.set_target(22, "decisions", "1")


def test_a_running_year_is_held_against_the_same_days_of_the_year_before(
    city: Workspace, tmp_path: Path
) -> None:
    """Half a year is not 40 % less than a whole one, and what is not reached by June is not missed."""
    clock = city.clock
    assert isinstance(clock, SettableClock)
    service, now = YearReportService(city), clock.now()
    whole = service.figure("complaints", 2021)[1]
    service.set_target(2022, "list.boilers", "100000")
    try:
        clock.set(at_local(date(2022, 6, 30), 10))
        report = service.report(2022)
        rows = {key: service.rows(key, 2022) for key in ("complaints", "complaints.before")}
        service.export(2022, tmp_path / "半年.pdf", "pdf")
    finally:
        clock.set(now)
    assert report.paragraphs[0].text.startswith("2022年1月1日至6月30日，")
    assert report.heads[1:3] == ("2022年至6月30日", "2021年同期")
    assert {row.day[:4] for row in rows["complaints.before"]} == {"2021"}
    assert max(row.day for row in rows["complaints.before"]) <= "2021-06-30"
    assert max(row.day for row in rows["complaints"]) <= "2022-06-30"
    figures = {figure.key: figure for figure in report.figures}
    assert figures["complaints"].before_text == f"{len(rows['complaints.before']):,} 件"
    assert 0 < len(rows["complaints.before"]) < whole.rows
    assert {target.key: target.verdict for target in report.targets}["list.boilers"] == "进行中"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "半年.pdf").pages)
    assert "还没有结束" in "".join(text.split())


def test_the_three_files_say_the_same(city: Workspace, tmp_path: Path) -> None:
    service = YearReportService(city)
    paths = {form: tmp_path / f"年报.{form}" for form in ("md", "pdf", "docx")}
    for form, path in paths.items():
        report = service.export(2022, path, form)
    pdf = "".join("".join(page.extract_text() for page in pypdf.PdfReader(paths["pdf"]).pages).split())
    word = docx.Document(str(paths["docx"]))
    said = [paragraph.text for paragraph in word.paragraphs]
    for paragraph in report.paragraphs:
        assert paragraph.text in said
        assert "".join(paragraph.text.split()) in pdf
        assert paragraph.text in paths["md"].read_text(encoding="utf-8")
    assert len(word.tables[0].rows) == len(report.figures) + 1
    with pytest.raises(InvalidValueError):
        service.export(2022, tmp_path / "年报.txt", "txt")


def test_the_share_is_counted_over_all_complaints_of_the_year(city: Workspace) -> None:
    from inspector.domain.times import local_day

    _, counted = YearReportService(city).figure("answered", 2022)
    with city.read() as reader:
        year = [c for c in reader.find(Complaint) if local_day(c.received_at).year == 2022]
    assert counted.value == Fraction(sum(c.answered_on is not None for c in year), len(year))
