"""The rule files: whole, marked where unverified, and refused by file and key when something is wrong."""

from __future__ import annotations

import copy
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspector.casework.rulebook import FILES, CaseworkDataError, build_rules, load_rules
from inspector.law.loader import load_pack
from tests.casework.rulebooks import ROOT, RULE_FOLDER, rules

BOOK = load_pack(ROOT / "resources" / "law" / "gd-sz-2026")
RAW: dict[str, Any] = {
    name: tomllib.loads((RULE_FOLDER / name).read_text(encoding="utf-8")) for name in FILES
}


def test_the_shipped_rules_cover_the_issue() -> None:
    book = rules()
    assert set(book.clues) == {"inspection", "complaint", "transfer", "monitor", "remote_stop", "patrol"}
    assert {name.name for name in book.deductions.values()} == {
        "中止", "听证", "公告", "监测检测", "评估", "鉴定", "认定", "送达",
    }  # fmt: skip
    assert len(book.documents) >= 15
    assert all(rule.roles and rule.basis for rule in book.steps.values())
    assert all(need.basis for rule in book.steps.values() for need in rule.requires)


def test_what_was_not_read_in_an_official_text_stays_marked() -> None:
    book = rules()
    assert not book.periods["publicity"].verified
    assert not book.limits["hearing"].verified
    assert not book.periods["statement"].verified
    assert book.periods["publicity_withdrawal"].verified


def _set(path: tuple[str | int, ...], value: object) -> Callable[[dict[str, Any]], None]:
    def change(raw: dict[str, Any]) -> None:
        place: Any = raw
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return change


def _drop(path: tuple[str | int, ...]) -> Callable[[dict[str, Any]], None]:
    def change(raw: dict[str, Any]) -> None:
        place: Any = raw
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return change


STEP = ("procedure.toml", "steps", 0)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_set((*STEP, "colour"), "red"), "不认识的键"),
        (_drop((*STEP, "basis")), "缺少这个键"),
        (_set((*STEP, "roles"), ["cook"]), "cook"),
        (_set((*STEP, "stage"), "nowhere"), "nowhere"),
        (_set((*STEP, "bars"), ["nothing"]), "nothing"),
        (_set((*STEP, "deducts"), "lunch"), "lunch"),
        (_set((*STEP, "main"), "yes"), "不能是"),
        (_set((*STEP, "roles"), "inspector"), "不是列表"),
        (_set(("procedure.toml", "steps", 1, "id"), "clue"), "编号重复"),
        (_set(("procedure.toml", "steps", 1, "requires", 0, "holds"), ["sunny"]), "sunny"),
        (_set(("procedure.toml", "steps", 1, "requires", 0, "holds"), ["mood:good"]), "mood:good"),
        (_set(("procedure.toml", "steps", 1, "requires", 0, "waited"), "tea"), "tea"),
        (_set(("procedure.toml", "steps", 1, "requires"), [3]), "不是表"),
        (_set(("procedure.toml", "limits", 0, "unit_fen"), -1), "不能是"),
        (_set(("procedure.toml", "more"), []), "不认识的键"),
        (_drop(("procedure.toml", "flags")), "缺少这一节"),
        (_set(("clocks.toml", "clocks", 0, "period"), "aeon"), "aeon"),
        (_set(("clocks.toml", "periods", 0, "unit"), "moon"), "moon"),
        (_set(("clocks.toml", "periods", 0, "id"), "filing"), "法律包里已有"),
        (_set(("people.toml", "people_rules", 0, "steps"), ["dance"]), "dance"),
    ],
)
def test_a_broken_rule_is_refused_by_file_and_key(
    change: Callable[[dict[str, Any]], None], says: str
) -> None:
    raw = copy.deepcopy(RAW)
    change(raw)
    with pytest.raises(CaseworkDataError) as refused:
        build_rules(raw, BOOK.deadlines)
    assert says in str(refused.value)
    assert refused.value.file in FILES


def test_a_missing_or_unreadable_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseworkDataError, match="读不出来"):
        load_rules(tmp_path, BOOK.deadlines)
    for name in FILES:
        shutil.copy(RULE_FOLDER / name, tmp_path / name)
    assert set(load_rules(tmp_path, BOOK.deadlines).steps) == set(rules().steps)
    (tmp_path / "people.toml").write_text("roles = [", encoding="utf-8")
    with pytest.raises(CaseworkDataError, match="TOML"):
        load_rules(tmp_path, BOOK.deadlines)
