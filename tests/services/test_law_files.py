"""A facts file from disk to an evaluation: what is refused, by which key, and that the documented examples hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from inspector.domain.errors import EnvironmentFaultError, InspectorError
from inspector.law.loader import load_pack
from inspector.services.law_files import evaluate_file
from tests.law.pack import PACK

SCHEMA = Path(__file__).parents[2] / "docs" / "facts-schema.md"
GOOD = {"violation": "air.exceed", "act_day": "2026-09-01", "decision_day": "2026-11-23"}


def _file(folder: Path, text: str) -> Path:
    path = folder / "facts.json"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"act": "2026-09-01"}, ("act", "不认识的键", "act_end_day")),
        ({"violation": "air.nothing"}, ("violation", "air.exceed")),
        ({"violation": None}, ("violation", "缺少这个键")),
        ({"act_day": "2026-02-30"}, ("act_day", "2026-02-30")),
        ({"act_day": 20260901}, ("act_day", "日期文字")),
        ({"act_end_day": "2026-08-01"}, ("act_end_day", "不早于 act_day")),
        ({"decision_day": "2026-08-20"}, ("决定日", "不早于行为终了日")),
        ({"facts": {"exceed": 1}}, ("exceed", "exceed_times")),
        ({"facts": {"exceed_times": -1}}, ("exceed_times", "不小于 0")),
        ({"facts": {"single_factor": "yes"}}, ("single_factor", "true、false")),
        ({"facts": {"single_factor": {"wert": True}}}, ("single_factor", "value")),
        ({"facts": []}, ("facts", "不是对象")),
        ({"choices": {"wind": "1"}}, ("wind", "count")),
        ({"choices": {"count": "9"}}, ("超标因子数目", "1、2、3")),
        ({"choices": {"count": 1}}, ("choices.count", "文字")),
        ({"amounts": {"profit": 1}}, ("profit", "gain")),
        ({"amounts": {"gain": -1}}, ("amounts.gain", "不小于 0")),
        ({"direction": "light"}, ("direction", "from_light")),
    ],
)
def test_a_wrong_key_is_named_with_what_is_allowed(
    tmp_path: Path, change: dict[str, object], words: tuple[str, ...]
) -> None:
    with pytest.raises(InspectorError) as caught:
        evaluate_file(_file(tmp_path, json.dumps({**GOOD, **change})))
    assert all(word in str(caught.value) for word in words), str(caught.value)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{", "不是正确的 JSON"),
        ("[]", "不是对象"),
        ('{"act_day": "2026-09-01", "act_day": "2026-09-02"}', "写了两次"),
        ('{"facts": {"exceed_times": NaN}}', "不是数"),
        ("[" * 100_000, "不是正确的 JSON"),
    ],
)
def test_bad_json_is_refused(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(InspectorError, match=word):
        evaluate_file(_file(tmp_path, text))


def test_a_missing_file_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFaultError, match=r"nowhere\.json"):
        evaluate_file(tmp_path / "nowhere.json")


def test_the_figure_and_the_choice_of_law_are_in_the_result(tmp_path: Path) -> None:
    found = evaluate_file(_file(tmp_path, json.dumps({**GOOD, "choices": {"excess": "lt8"}})))
    fine = found.document["fine"]
    assert isinstance(fine, dict) and fine["point_fen"] == 21_000_000
    assert any("未查明，按最低档" in line for line in found.sentences)
    assert found.sentences[-1].endswith("由办案人员决定。")


def test_every_fact_and_act_is_documented() -> None:
    text = SCHEMA.read_text(encoding="utf-8")
    book = load_pack(PACK)
    assert [key for key in (*book.facts, *book.violations) if f"`{key}`" not in text] == []


def test_the_documented_examples_give_the_documented_lines(tmp_path: Path) -> None:
    text = SCHEMA.read_text(encoding="utf-8")
    inputs = re.findall(r"```json facts\n(.*?)```", text, re.S)
    outputs = re.findall(r"```text\n(.*?)```", text, re.S)
    assert len(inputs) == len(outputs) == 3
    for given, expected in zip(inputs, outputs, strict=True):
        assert evaluate_file(_file(tmp_path, given)).sentences == expected.splitlines()


def test_the_json_carries_near_miss_question_reasons_and_apology(tmp_path: Path) -> None:
    """Example 3 of the schema, as a script reads it."""
    given = re.findall(r"```json facts\n(.*?)```", SCHEMA.read_text(encoding="utf-8"), re.S)[2]
    found = json.loads(json.dumps(evaluate_file(_file(tmp_path, given)).document))
    item = next(one for one in found["lenient_items"] if one["id"] == "gd.8")
    assert "只差一项" in item["near_miss"] and "0.14" in item["near_miss"]
    assert found["near_misses"][0]["id"] == "gd.8"
    assert any("不适用“大气超标”情形" in text for text in item["reasons"]["decision"])
    assert "malice" not in {one["fact"] for one in found["questions"]}
    assert next(one for one in found["aggravating"] if one["id"] == "code.malice")["status"] == "met"
    assert found["conflicts"] and "取舍" in found["conflicts"][0], "law.first is complete beside the malice"
    assert found["next_question"]["why"] and found["next_question"] == found["questions"][0]
    assert found["fine"]["point_fen"] == 21_000_000 and found["fine"]["apology"]["amount_fen"] == 12_600_000
    assert "第十四条" in found["fine"]["reasons"][-1]
    assert found["same_act"]["highest"] == "air.exceed" and "1055" in found["same_act"]["reason"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"apology": {"percent": 60}}, ("降低比例", "30%")),
        ({"apology": {"percent": "40"}}, ("apology.percent",)),
        ({"apology": {"percent": 40, "sorry": True}}, ("apology.sorry", "medium")),
        ({"apology": {"percent": 40, "exclusions": {"crime": "no"}}}, ("apology.exclusions.crime",)),
        ({"apology": {"percent": 40, "exclusions": {"kindness": False}}}, ("kindness", "water_source")),
        ({"apology": {"percent": 40, "applied_on": "2026-13-01"}}, ("2026-13-01",)),
        ({"apology": {"percent": 40, "base_fen": -1}}, ("apology.base_fen",)),
        ({"reduced": {"amount_fen": 100, "basis": "认错态度好"}}, ("低于法定最低额", "第32条")),
        ({"reduced": {"amount_fen": 1.5}}, ("reduced.amount_fen",)),
        ({"lists": ["atlantis"]}, ("atlantis",)),
        ({"same_act": "voc.unsealed"}, ("same_act", "列表")),
        ({"same_act": ["voc.nothing"]}, ("voc.nothing",)),
    ],
)
def test_wrong_extras_are_named(tmp_path: Path, change: dict[str, object], words: tuple[str, ...]) -> None:
    with pytest.raises(InspectorError) as caught:
        evaluate_file(_file(tmp_path, json.dumps({**GOOD, **change})))
    assert all(word in str(caught.value) for word in words), str(caught.value)
