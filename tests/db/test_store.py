"""What is written stays, with its event; what is refused leaves nothing."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.casework.chain import check_links
from inspector.db.lists import StoredRows
from inspector.db.rows import UPDATES, image_of
from inspector.db.store import Origin, Store, StoreFaultError
from inspector.db.tables import TABLES
from inspector.domain.errors import NotFoundError
from inspector.domain.kinds import CaseSource, Outcome, SiteKind
from inspector.domain.lists import ListFilter
from inspector.domain.records import Case, Officer, Record, Site


def _site(name: str = "深圳市甲建筑工程有限公司", **more: object) -> Site:
    return replace(Site(name=name, kind=SiteKind.CONSTRUCTION), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", list(TABLES), ids=lambda kind: kind.__name__)
def test_every_record_has_a_strict_table_of_the_same_fields(kind: type[Record], store: Store) -> None:
    table = TABLES[kind]
    assert {column.name for column in table.columns} == {field.name for field in fields(kind)}
    with store.read() as reader:
        sql = reader.connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = ?", (table.name,)
        ).scalar_one()
    assert sql.rstrip().endswith("STRICT")


def test_put_stores_the_record_and_an_event_with_its_image(store: Store, origin: Origin) -> None:
    with store.write(origin) as writer:
        site = writer.put(_site(address="南澜区观潮路8号"), "site.created")
    with store.read() as reader:
        assert reader.get(Site, site.id) == site
        (body,) = reader.history(Site, site.id)
    assert body["after"] == image_of(site)
    assert (body["user"], body["device"], body["action"]) == ("officer-1", origin.device_id, "site.created")
    assert (site.created_by, site.device_id) == ("officer-1", origin.device_id)


def test_an_update_keeps_the_former_version_in_the_history(store: Store, origin: Origin) -> None:
    with store.write(origin) as writer:
        site = writer.put(_site(), "site.created")
    with store.write(origin, "地址写错") as writer:
        writer.put(replace(site, address="新地址"), "site.changed")
    with store.read() as reader:
        first, second = reader.history(Site, site.id)
        heads, faults = check_links(reader.events())
    assert (first["after"]["address"], second["after"]["address"]) == ("", "新地址")  # type: ignore[index,call-overload]
    assert second["reason"] == "地址写错"
    assert not faults
    assert heads[origin.chain_id].seq == 2


def test_a_failed_transaction_leaves_neither_row_nor_event(store: Store, origin: Origin) -> None:
    with store.write(origin) as writer:
        writer.put(Officer(name="李甲", card_number="示-0001"), "officer.saved")
    with pytest.raises(sa.exc.IntegrityError), store.write(origin) as writer:
        writer.put(_site("要写又没写成的单位"), "site.created")
        writer.put(Officer(name="王乙", card_number="示-0001"), "officer.saved")
    with store.read() as reader:
        assert reader.count(Site) == 0
        assert reader.count(Officer) == 1
        assert reader.head(origin.chain_id).seq == 1
    assert StoredRows(store, Site, ListFilter(text="没写成")).ids() == []


def test_updating_what_is_not_there_is_refused(store: Store, origin: Origin) -> None:
    with pytest.raises(NotFoundError, match="监管对象"), store.write(origin) as writer:
        writer.put(replace(_site(), id="no-such-id"), "site.changed")


def test_events_cannot_be_updated_or_deleted(store: Store, origin: Origin) -> None:
    with store.write(origin) as writer:
        writer.put(_site(), "site.created")
    for sql in (
        "UPDATE event SET body = x'00'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
    ):
        with pytest.raises((sa.exc.IntegrityError, StoreFaultError)), store.write(origin) as writer:
            writer.connection.exec_driver_sql(sql)
    with store.read() as reader:
        assert reader.head(origin.chain_id).seq == 1


def test_strict_tables_refuse_a_value_of_the_wrong_kind(store: Store, origin: Origin) -> None:
    with store.write(origin) as writer:
        writer.put(_site(), "site.created")
    with pytest.raises(sa.exc.IntegrityError), store.write(origin) as writer:
        writer.connection.exec_driver_sql("UPDATE site SET lat_e6 = 'north'")


def test_a_removed_row_keeps_its_history(store: Store, origin: Origin) -> None:
    with store.write(origin) as writer:
        site = writer.put(_site(), "site.created")
        writer.remove(site, "site.removed", "草稿里误建")
    with store.read() as reader:
        assert reader.find(Site) == []
        assert reader.history(Site, site.id)[-1]["after"] is None
        assert reader.history(Site, site.id)[-1]["reason"] == "草稿里误建"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.text(st.sampled_from("深圳南澜建筑工程甲乙丙 A1"), min_size=1, max_size=9), min_size=1, max_size=12
    ),
    st.text(st.sampled_from("深圳南澜建筑甲乙 A1"), min_size=1, max_size=4),
)
def test_search_equals_a_brute_force_reading(
    store: Store, origin: Origin, names: list[str], typed: str
) -> None:
    with store.write(origin) as writer:
        for old in writer.find(Site):
            writer.remove(old, "site.removed")
        for name in names:
            writer.put(_site(f"企业{name}"), "site.created")
    found = {site.name for site in StoredRows(store, Site, ListFilter(text=typed)).stream()}
    words = typed.casefold().split()
    assert found == {
        f"企业{name}" for name in names if all(word in f"企业{name}".casefold() for word in words)
    }


def test_search_follows_a_change_of_name(store: Store, origin: Origin) -> None:
    with store.write(origin) as writer:
        site = writer.put(_site("旧名建筑公司"), "site.created")
    with store.write(origin) as writer:
        writer.put(replace(site, name="新名工程公司"), "site.changed")
    assert StoredRows(store, Site, ListFilter(text="旧名")).count() == 0
    assert StoredRows(store, Site, ListFilter(text="新名")).ids() == [site.id]


def _case(day: date, amount: int | None) -> Case:
    return Case(
        title="案",
        violation_id="v",
        element="噪声",
        inspection_kind="k",
        found_on=day,
        act_day=day,
        party_name="当事人",
        source=CaseSource.VISIT,
        outcome=Outcome.PENALTY if amount else None,
        amount_fen=amount,
    )


def test_pages_by_key_cover_the_list_once_and_in_order(store: Store, origin: Origin) -> None:
    with store.write(origin) as writer:
        for number in range(25):
            writer.put(_case(date(2026, 1, 1 + number % 7), number * 100 or None), "case.opened")
    rows = StoredRows(store, Case, ListFilter(order="-found_on"))
    seen: list[Case] = []
    after: tuple[object, str] | None = None
    while page := rows.page(4, after):
        seen.extend(page)
        after = (page[-1].found_on, page[-1].id)
    assert [case.id for case in seen] == list(rows.ids())
    assert len(seen) == 25
    assert StoredRows(store, Case, ListFilter(is_null={"amount_fen": False})).sums("amount_fen") == (
        sum(range(25)) * 100,
    )
    chosen = ListFilter(between={"found_on": (date(2026, 1, 2), date(2026, 1, 3))})
    assert StoredRows(store, Case, chosen).count() == 8
    assert sum(StoredRows(store, Case, ListFilter()).group_counts("found_on").values()) == 25


def test_a_naive_instant_cannot_be_stored(store: Store, origin: Origin) -> None:
    assert datetime.now(UTC).tzinfo is not None
    with pytest.raises((ValueError, sa.exc.StatementError)), store.write(origin) as writer:
        from inspector.domain.records import Complaint

        moment = datetime(2026, 1, 1)  # noqa: DTZ001 - the refusal of a naive value is what is tested
        writer.put(
            Complaint(received_at=moment, channel="12345", reference="1", kind="噪声"), "complaint.received"
        )


def test_bodies_are_stored_as_hashed(store: Store, origin: Origin) -> None:
    with store.write(origin) as writer:
        writer.put(_site(), "site.created")
    with store.read() as reader:
        (event,) = reader.events()
    assert json.loads(event.body)["seq"] == 1


@pytest.mark.parametrize("kind", list(TABLES), ids=lambda kind: kind.__name__)
def test_no_column_shares_the_name_that_finds_the_row_to_change(kind: type[Record]) -> None:
    """A column named as the parameter of the WHERE would be overwritten with the row's id at every change."""
    assert UPDATES[kind].compile().params.keys() - {field.name for field in fields(kind)} == {"row_id"}
