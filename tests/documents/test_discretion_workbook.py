"""Discretion tables through a workbook and back: the same tables, all 281 published ones and made-up ones; TOML likewise."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.documents.sheets.discretion_columns import PackHead
from inspector.documents.sheets.discretion_reading import read_tables
from inspector.documents.sheets.discretion_writing import write_tables, write_template
from inspector.law.loader import load_pack
from inspector.law.pack_faults import Faults
from inspector.law.record_reading import read_entries
from inspector.law.record_writing import toml_of
from inspector.law.tables import DiscretionTable
from inspector.paths import resources_dir
from tests.documents.discretion_tables import DAYS, tables

HEADS = st.builds(
    PackHead,
    st.sampled_from(("own", "sz-2026")),
    st.sampled_from(("1", "2026.12.1")),
    st.sampled_from(("深圳", "深圳 南澜")),
    DAYS.filter(lambda day: day is not None),
)


def test_every_published_table_comes_back_the_same(tmp_path: Path) -> None:
    published = list(load_pack(resources_dir() / "law" / "gd-sz-2026").tables.values())
    write_tables(tmp_path / "all.xlsx", None, published, {})
    found = read_tables(tmp_path / "all.xlsx")
    # The head was left empty on purpose; the tables are whole.
    assert {fault.sheet for fault in found.faults} == {"规则包"}
    assert found.tables == published and len(published) > 280


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HEADS, st.lists(st.integers(0, 0), min_size=1, max_size=3), st.data())
def test_any_table_comes_back_the_same(head: PackHead, places: list[int], data: st.DataObject) -> None:
    made = [data.draw(tables(number)) for number in range(len(places))]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.xlsx"
        write_tables(path, head, made, {})
        found = read_tables(path)
    assert [fault.line for fault in found.faults] == []
    assert found.tables == made and found.head == head


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_table_comes_back_from_toml(data: st.DataObject) -> None:
    made = data.draw(tables())
    faults = Faults()
    raw = tomllib.loads(toml_of("tables", [made]), parse_float=Decimal)
    records, broken = read_entries(DiscretionTable, raw["tables"], faults, "t.toml", "tables")
    assert (records, broken, faults.found) == ([made], set(), [])


def test_equal_tables_write_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template(tmp_path / name, {"waste.label": "危废标志"})
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
