"""The re-entry pack: what is typed is what the records hold, a tick stands only while the value does, the number comes back."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from inspector.cli import run
from inspector.documents.reentry import entry_order, read_order
from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import Outcome
from inspector.domain.records import Case
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.desk import Services
from inspector.services.reentry import NumberElsewhereError, ReentryService
from inspector.services.workspace import Workspace
from tests.screenshots.sample import fill
from tests.workspaces import NOW


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    fill(folder)
    return folder


@pytest.fixture
def desk(filled: Path) -> Iterator[Services]:
    with Workspace.open(Home(filled), SettableClock(NOW)) as workspace:
        services = Services.on(workspace)
        yield services
        services.photos.close()


@pytest.fixture
def service(desk: Services) -> ReentryService:
    return ReentryService(desk.workspace, desk.papers.dossiers)


@pytest.fixture
def fined(desk: Services) -> Case:
    with desk.workspace.read() as reader:
        return next(c for c in reader.find(Case) if c.outcome is Outcome.PENALTY and c.amount_fen)


def _texts(service: ReentryService, case_id: str) -> dict[str, str]:
    return {line.field.id: line.text for line in service.pack(case_id).lines}


def test_what_is_typed_is_what_the_records_hold(service: ReentryService, fined: Case) -> None:
    texts = _texts(service, fined.id)
    assert texts["party"] == fined.party_name and texts["party_code"] == fined.party_code
    assert fined.amount_fen is not None and texts["amount"] == f"{fined.amount_fen / 100:.2f}"
    assert texts["decided_on"] == str(fined.decided_on)
    assert list(texts) == [field.id for field in entry_order().fields]
    assert not service.pack(fined.id).verified, "nobody has compared the order with the real system"


def test_a_tick_is_kept_and_asks_again_when_the_value_changed(
    desk: Services, service: ReentryService, fined: Case
) -> None:
    before = service.pack(fined.id).open
    changes = service.tick(fined.id, "address")
    assert changes.kinds() == {"reentry_tick"}
    again = ReentryService(desk.workspace, desk.papers.dossiers)
    assert again.pack(fined.id).open == before - 1
    with desk.workspace.write("更正住所") as writer:
        case = writer.get(Case, fined.id)
        writer.put(replace(case, party_address="深圳市南澜区新址9号"), "case.changed")
    line = next(line for line in service.pack(fined.id).lines if line.field.id == "address")
    assert (line.entered, line.changed, line.text) == (False, True, "深圳市南澜区新址9号")
    service.tick(fined.id, "address")
    assert service.pack(fined.id).open == before - 1
    service.tick(fined.id, "address", done=False)
    assert service.pack(fined.id).open == before
    assert not desk.trust.verify().wrong


def test_a_field_without_a_value_or_unknown_is_not_ticked(desk: Services, service: ReentryService) -> None:
    with desk.workspace.read() as reader:
        early = next(case for case in reader.find(Case) if case.outcome is None)
    with pytest.raises(InvalidValueError, match="还没有"):
        service.tick(early.id, "decision_number")
    with pytest.raises(InvalidValueError, match="party_code"):
        service.tick(early.id, "没有这一栏")


def test_the_number_comes_back_into_one_case_only(
    desk: Services, service: ReentryService, fined: Case
) -> None:
    service.take_number(fined.id, " 粤环2026-000118 ")
    with desk.workspace.read() as reader:
        assert reader.get(Case, fined.id).official_number == "粤环2026-000118"
        other = next(case for case in reader.find(Case) if case.id != fined.id)
    with pytest.raises(NumberElsewhereError, match="另一宗"):
        service.take_number(other.id, "粤环2026-000118")
    service.take_number(fined.id, "")
    service.take_number(other.id, "粤环2026-000118")


def test_the_page_holds_every_field_and_says_the_order_is_unverified(
    service: ReentryService, fined: Case
) -> None:
    service.tick(fined.id, "party")
    page = service.page(fined.id)
    text = "".join("".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(page.pdf)).pages)
    for line in service.pack(fined.id).lines:
        assert "".join(line.field.label.split()) in text, line.field.label
        assert "".join(line.text.split()) in text, line.field.label
    assert "未核实" in text and "已录" in text
    assert page.pdf == service.page(fined.id).pdf


def test_an_order_with_a_doubled_id_or_an_unknown_value_is_refused() -> None:
    order = 'verified = false\nnote = "未核实"\n[[groups]]\ntitle = "案件"\nfields = [%s]\n'
    one = '{ id = "a", label = "甲", value = "当事人" }'
    assert len(read_order(order % one).fields) == 1
    with pytest.raises(InvalidValueError, match="只出现一次"):
        read_order(order % f"{one}, {one}")
    with pytest.raises(InvalidValueError, match="没有的名字"):
        read_order(order % '{ id = "a", label = "甲", value = "没有的名字" }')


def test_the_command_lists_ticks_and_takes_the_number(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Workspace.open(Home(filled), SettableClock(NOW)) as workspace, workspace.read() as reader:
        case = next(c for c in reader.find(Case) if c.outcome is Outcome.WAIVED)
    command = ["case", "reentry", case.id, "--home", str(filled)]
    assert run([*command, "--tick", "party", "--number", "粤2026-7", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["official_number"] == "粤2026-7" and told["order_verified"] is False
    assert [one["id"] for one in told["fields"] if one["entered"]] == ["party"]
    assert run([*command, "--untick", "party", "--out", str(tmp_path / "清单.pdf")]) == 0
    assert "未核实" in capsys.readouterr().out
    assert (tmp_path / "清单.pdf").stat().st_size > 1000
