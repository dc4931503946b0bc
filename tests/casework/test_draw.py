"""A draw (双随机) comes out the same for everyone, keeps shares and recusals, and betrays every later change."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.casework.draw import (
    DrawAlteredError,
    DrawInspector,
    DrawRequest,
    PoolClass,
    PoolSite,
    Recusal,
    differences,
    draw,
    draw_file,
    replay,
)
from inspector.domain.errors import InvalidValueError

KNOWN = DrawRequest(
    "2022-06-01 第一期",
    (PoolClass("key", "重点排污单位", 500), PoolClass("other", "一般单位", 100)),
    tuple(PoolSite(f"k{n:02d}", f"重点企业{n}", "key") for n in range(7))
    + tuple(PoolSite(f"o{n:02d}", f"一般企业{n}", "other") for n in range(21)),
    tuple(
        DrawInspector(key, name) for key, name in (("a", "李甲"), ("b", "王乙"), ("c", "陈丙"), ("d", "周丁"))
    ),
    (Recusal("a", "k03", "近亲属任职"),),
)


def requests() -> st.SearchStrategy[DrawRequest]:
    """Pools of up to 60 sites in two classes, three to six inspectors, one recusal at most a site."""
    keys = st.text("abcdef0123456789甲乙", min_size=1, max_size=6)

    @st.composite
    def build(take: st.DrawFn) -> DrawRequest:
        sites = take(st.lists(keys, min_size=1, max_size=60, unique=True))
        people = [DrawInspector(str(n), f"检查员{n}") for n in range(take(st.integers(3, 6)))]
        recused = take(st.lists(st.sampled_from(sites), unique=True, max_size=10))
        return DrawRequest(
            take(st.text("0123456789 年月日", min_size=1).filter(str.strip)),
            (
                PoolClass("x", "甲类", take(st.integers(1, 1000))),
                PoolClass("y", "乙类", take(st.integers(1, 1000))),
            ),
            tuple(PoolSite(key, f"单位{key}", take(st.sampled_from("xy"))) for key in sites),
            tuple(people),
            tuple(Recusal(take(st.sampled_from(people)).id, key, "亲属") for key in recused),
        )

    return build()


@given(requests(), st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_order_of_typing_does_not_matter_and_shares_and_recusals_hold(
    request_: DrawRequest, dice: object
) -> None:
    result = draw(request_)
    pool, people = list(request_.pool), list(request_.inspectors)
    dice.shuffle(pool)  # type: ignore[attr-defined]
    dice.shuffle(people)  # type: ignore[attr-defined]
    assert draw(replace(request_, pool=tuple(pool), inspectors=tuple(people))) == result
    for entry in request_.classes:
        size = sum(site.class_id == entry.id for site in request_.pool)
        drawn = sum(pick.class_id == entry.id for pick in result.picks)
        assert drawn == -(-size * entry.share // 1000)
    away = {(r.inspector_id, r.site_id) for r in request_.recusals}
    for pick in result.picks:
        assert len(set(pick.inspectors)) == 2
        assert not {(key, pick.site_id) for key in pick.inspectors} & away
    assert len({pick.site_id for pick in result.picks}) == len(result.picks)


@given(requests())
@settings(max_examples=60, deadline=None)
def test_a_kept_file_draws_the_same_again(request_: DrawRequest) -> None:
    result = draw(request_)
    again, found = replay(draw_file(request_, result))
    assert found == result
    assert differences(request_, again) == []


@given(requests(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_changed_pool_seed_or_list_is_refused_by_name(request_: DrawRequest, data: st.DataObject) -> None:
    content = json.loads(draw_file(request_, draw(request_)))
    part = data.draw(st.sampled_from(["seed", "pool", "inspectors", "classes", "picks", "list_hash"]))
    if part == "seed":
        content["seed"] += "1"
        word = "种子"
    elif part == "pool":
        content["pool"].append({"id": "新来的", "name": "后加的单位", "class": "x"})
        word = "抽查对象名单"
    elif part == "inspectors":
        content["inspectors"][0]["name"] = "换人"
        word = "执法人员名单"
    elif part == "classes":
        content["classes"][0]["share"] = content["classes"][0]["share"] % 1000 + 1
        word = "分类与比例"
    elif part == "picks":
        content["picks"][0]["inspectors"] = ["别人", "另一人"]
        word = "第 1 家"
    else:
        content["list_hash"] = "0" * 64
        word = "名单哈希"
    with pytest.raises(DrawAlteredError) as refused:
        replay(json.dumps(content, ensure_ascii=False))
    assert any(word in place for place in refused.value.places)


def test_every_machine_draws_these_sites() -> None:
    """Fixed for ever: a change here means that draws already published can no longer be replayed."""
    result = draw(KNOWN)
    assert result.list_hash == "8e170eb9a1235a69abbf1ed4c7b781ba2968118ae80d945a6359a882c7ea3f02"
    assert result.result_hash == "1ac7c467990eb5e90b294d9ff2ed3c234ae85016b44b163a5437dfb398454201"
    assert len(result.picks) == 4 + 3


def test_another_process_with_another_hash_seed_draws_the_same() -> None:
    code = (
        "from tests.casework.test_draw import KNOWN; from inspector.casework.draw import draw;"
        "print(draw(KNOWN).result_hash)"
    )
    outs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, locale in (("1", "C"), ("77", "zh_CN.UTF-8"))
    }
    assert outs == {draw(KNOWN).result_hash + "\n"}


def test_differences_name_each_entry() -> None:
    other = replace(
        KNOWN,
        seed="别的",
        pool=(*KNOWN.pool[1:], PoolSite("z", "后加的单位", "other")),
        recusals=(),
    )
    assert differences(KNOWN, other) == [
        "种子：记录为 2022-06-01 第一期，现为 别的",
        "抽查对象：少了 重点企业0",
        "抽查对象：多了 后加的单位",
        "回避：少了 a 对 k03",
    ]


def test_recusals_that_leave_nobody_are_refused() -> None:
    few = replace(
        KNOWN,
        inspectors=KNOWN.inspectors[:2],
        classes=(PoolClass("key", "重点排污单位", 1000), PoolClass("other", "一般单位", 1)),
    )
    with pytest.raises(InvalidValueError) as refused:
        draw(few)
    assert "重点企业3" in refused.value.what


@pytest.mark.parametrize(
    "broken",
    [
        replace(KNOWN, seed=" "),
        replace(KNOWN, pool=()),
        replace(KNOWN, pool=(*KNOWN.pool, KNOWN.pool[0])),
        replace(KNOWN, classes=(PoolClass("key", "重点排污单位", 0), KNOWN.classes[1])),
        replace(KNOWN, per_site=5),
        replace(KNOWN, recusals=(Recusal("谁", "k03", "亲属"),)),
        replace(KNOWN, pool=(*KNOWN.pool, PoolSite("q", "未分类", "none"))),
    ],
)
def test_an_impossible_request_is_refused(broken: DrawRequest) -> None:
    with pytest.raises(InvalidValueError):
        draw(broken)
