"""The double-random draw (双随机): sites and inspectors drawn from a seed, so that anyone can draw it again on any machine.

The algorithm, in full (version `inspector-draw-1`). Text is UTF-8; JSON is canonical: keys sorted, no blanks, no escapes beyond
what JSON asks for; `H` is SHA-256 in lower-case hex.

1. The list is the JSON of classes (in the order given), pool and inspectors (sorted by id), recusals (sorted), and the number of
   inspectors a site gets. `list_hash = H(list)`.
2. The ticket of a thing is `H("inspector-draw-1" LF seed LF list_hash LF purpose LF id)`.
3. In each class, in order, the sites are sorted by their ticket (purpose `site`); the first k are drawn, where k is the share of the
   class's size, rounded up.
4. For each drawn site in that order, the inspectors who are not recused from it are sorted by how many sites they have been given
   so far, then by their ticket (purpose `inspector`, id `SITE LF INSPECTOR`); the first ones are assigned.
5. `result_hash = H(JSON of the picks)`.

No pseudo-random generator of a library takes part: its sequence may change from one release to the next. A seed that is fixed in
public before the list is closed (a lottery number, a date and a name) leaves nobody a choice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from inspector.domain.errors import DamageFoundError, InvalidValueError

FORMAT = "inspector-draw-1"
PERMILLE = 1000
_PARTS = {
    "classes": "分类与比例",
    "pool": "抽查对象名单",
    "inspectors": "执法人员名单",
    "recusals": "回避",
    "per_site": "每家人数",
}


@dataclass(frozen=True, slots=True)
class PoolClass:
    """A class of the pool (对象类别) and the share of it to be drawn, in permille."""

    id: str
    name: str
    share: int


@dataclass(frozen=True, slots=True)
class PoolSite:
    """A site that may be drawn."""

    id: str
    name: str
    class_id: str


@dataclass(frozen=True, slots=True)
class DrawInspector:
    """An inspector who may be assigned."""

    id: str
    name: str


Named: TypeAlias = "PoolClass | PoolSite | DrawInspector"


@dataclass(frozen=True, slots=True)
class Recusal:
    """An inspector who may not visit a site (回避), with the reason."""

    inspector_id: str
    site_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """Everything a draw depends on."""

    seed: str
    classes: tuple[PoolClass, ...]
    pool: tuple[PoolSite, ...]
    inspectors: tuple[DrawInspector, ...]
    recusals: tuple[Recusal, ...] = ()
    per_site: int = 2


@dataclass(frozen=True, slots=True)
class Pick:
    """A drawn site with its inspectors."""

    ordinal: int
    site_id: str
    class_id: str
    inspectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawResult:
    """The picks in order, and the two hashes that are printed."""

    list_hash: str
    picks: tuple[Pick, ...]
    result_hash: str


class DrawAlteredError(DamageFoundError):
    """A draw that does not come out as it was kept: what differs is named."""

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__(
            "重抽结果与记录不一致",
            "名单、种子或结果在抽取之后被改过。这份文件没有改动任何记录",
            "以打印时的名单哈希和结果哈希为准，查明是谁改的",
            tuple(places),
        )


def hand_in(request: DrawRequest) -> DrawRequest:
    """The request in canonical order, checked. Raises InvalidValueError: empty or doubled entries, unknown ids, impossible shares."""
    if not request.seed.strip():
        raise InvalidValueError("种子", request.seed, "事先公开的数字或文字")
    if not request.classes or not request.pool:
        raise InvalidValueError("名单", "空", "至少一类、一家")
    for kind, ids in (
        ("类别", [c.id for c in request.classes]),
        ("抽查对象", [s.id for s in request.pool]),
        ("执法人员", [i.id for i in request.inspectors]),
    ):
        twice = sorted({key for key in ids if ids.count(key) > 1}) if len(set(ids)) < len(ids) else []
        if twice or any("\n" in key or not key for key in ids):
            raise InvalidValueError(kind, "、".join(twice) or "空", "每个编号只出现一次，不空、不换行")
    for entry in request.classes:
        if not 1 <= entry.share <= PERMILLE:
            raise InvalidValueError(f"{entry.name}的比例", f"{entry.share}‰", "1‰ 至 1000‰")
    classes = {entry.id for entry in request.classes}
    strange = [site.name for site in request.pool if site.class_id not in classes]
    if strange:
        raise InvalidValueError("抽查对象的类别", strange[0], "上面列出的类别之一")
    if not 1 <= request.per_site <= len(request.inspectors):
        raise InvalidValueError(
            "每家人数", request.per_site, f"1 至 {len(request.inspectors)}（执法人员总数）"
        )
    known_sites, known_people = {s.id for s in request.pool}, {i.id for i in request.inspectors}
    for recusal in request.recusals:
        if recusal.inspector_id not in known_people or recusal.site_id not in known_sites:
            raise InvalidValueError("回避", recusal.inspector_id, "名单里的人员和对象")
    return DrawRequest(
        request.seed.strip(),
        request.classes,
        tuple(sorted(request.pool, key=lambda site: site.id)),
        tuple(sorted(request.inspectors, key=lambda person: person.id)),
        tuple(sorted(set(request.recusals), key=lambda r: (r.site_id, r.inspector_id, r.reason))),
        request.per_site,
    )


def draw(request: DrawRequest) -> DrawResult:
    """Draw. Raises InvalidValueError, also when recusals leave a site too few inspectors."""
    request = hand_in(request)
    list_hash = _hash(_dump(_list_of(request)))
    away = {(recusal.inspector_id, recusal.site_id) for recusal in request.recusals}
    load = {person.id: 0 for person in request.inspectors}
    picks: list[Pick] = []
    for entry in request.classes:
        own = [site for site in request.pool if site.class_id == entry.id]
        own.sort(key=lambda site: _ticket(request.seed, list_hash, "site", site.id))
        for site in own[: -(-len(own) * entry.share // PERMILLE)]:
            free = [key for key in load if (key, site.id) not in away]
            if len(free) < request.per_site:
                raise InvalidValueError(
                    f"{site.name}的执法人员", f"{len(free)} 人可去", f"回避后至少 {request.per_site} 人"
                )
            free.sort(
                key=lambda key: (
                    load[key],
                    _ticket(request.seed, list_hash, "inspector", f"{site.id}\n{key}"),
                )
            )
            chosen = tuple(free[: request.per_site])
            for key in chosen:
                load[key] += 1
            picks.append(Pick(len(picks) + 1, site.id, entry.id, chosen))
    return DrawResult(list_hash, tuple(picks), _hash(_dump(_picks_of(picks))))


def draw_file(request: DrawRequest, result: DrawResult) -> str:
    """The draw as a file that anyone can replay: format, request, the hash of each part, and the result."""
    request = hand_in(request)
    parts = _list_of(request)
    content = {
        "format": FORMAT,
        "seed": request.seed,
        **parts,
        "part_hashes": {name: _hash(_dump(parts[name])) for name in _PARTS} | {"seed": _hash(request.seed)},
        "list_hash": result.list_hash,
        "picks": _picks_of(result.picks),
        "result_hash": result.result_hash,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def replay(text: str) -> tuple[DrawRequest, DrawResult]:
    """Draw again what a file says and compare. Raises DrawAlteredError with what differs, InvalidValueError for no such file."""
    content = _parsed(text)
    request = _request_of(content)
    places = _changed_parts(request, content)
    if places:
        raise DrawAlteredError(places)
    result = draw(request)
    if result.list_hash != content.get("list_hash"):
        places.append("名单哈希与名单不符")
    if _picks_of(result.picks) != content.get("picks"):
        places.extend(_changed_picks(request, result, content.get("picks")))
    if result.result_hash != content.get("result_hash"):
        places.append("结果哈希与重抽结果不符")
    if places:
        raise DrawAlteredError(places)
    return request, result


def differences(kept: DrawRequest, other: DrawRequest) -> list[str]:
    """What differs between two requests, entry by entry, in words; empty when they draw the same."""
    kept, other = hand_in(kept), hand_in(other)
    found = [] if kept.seed == other.seed else [f"种子：记录为 {kept.seed}，现为 {other.seed}"]
    if kept.per_site != other.per_site:
        found.append(f"每家人数：记录为 {kept.per_site}，现为 {other.per_site}")
    for label, before, after in (
        ("类别", {c.id: c for c in kept.classes}, {c.id: c for c in other.classes}),
        ("抽查对象", {s.id: s for s in kept.pool}, {s.id: s for s in other.pool}),
        ("执法人员", {i.id: i for i in kept.inspectors}, {i.id: i for i in other.inspectors}),
    ):
        found += _compared(label, before, after)
    if not found and kept.classes != other.classes:
        found.append("类别的次序不同")
    lost, fresh = set(kept.recusals) - set(other.recusals), set(other.recusals) - set(kept.recusals)
    found += [f"回避：少了 {r.inspector_id} 对 {r.site_id}" for r in sorted(lost, key=str)]
    found += [f"回避：多了 {r.inspector_id} 对 {r.site_id}" for r in sorted(fresh, key=str)]
    return found


def request_from(text: str) -> DrawRequest:
    """The request a file holds, unchecked against its hashes. Raises InvalidValueError."""
    return _request_of(_parsed(text))


def _compared(label: str, before: Mapping[str, Named], after: Mapping[str, Named]) -> list[str]:
    found = [f"{label}：少了 {entry.name}" for key, entry in before.items() if key not in after]
    found += [f"{label}：多了 {entry.name}" for key, entry in after.items() if key not in before]
    changed = [entry for key, entry in before.items() if key in after and after[key] != entry]
    return found + [f"{label}：{entry.name} 的内容不同" for entry in changed]


def _changed_parts(request: DrawRequest, content: Mapping[str, object]) -> list[str]:
    hashes = content.get("part_hashes")
    if not isinstance(hashes, dict):
        return ["文件里没有各部分的哈希"]
    parts = _list_of(hand_in(request))
    found = [
        f"{label}被改过" for name, label in _PARTS.items() if _hash(_dump(parts[name])) != hashes.get(name)
    ]
    if _hash(request.seed) != hashes.get("seed"):
        found.append("种子被改过")
    return found


def _changed_picks(request: DrawRequest, result: DrawResult, kept: object) -> list[str]:
    names = {site.id: site.name for site in request.pool}
    rows = kept if isinstance(kept, list) else []
    found = []
    if len(rows) != len(result.picks):
        found.append(f"结果：记录 {len(rows)} 家，重抽 {len(result.picks)} 家")
    for pick, row in zip(_picks_of(result.picks), rows, strict=False):
        if pick != row:
            found.append(f"第 {pick['ordinal']} 家：重抽为 {names[str(pick['site'])]}")
    return found[:20]


def _ticket(seed: str, list_hash: str, purpose: str, key: str) -> str:
    return _hash("\n".join((FORMAT, seed, list_hash, purpose, key)))


def _list_of(request: DrawRequest) -> dict[str, object]:
    return {
        "classes": [{"id": c.id, "name": c.name, "share": c.share} for c in request.classes],
        "pool": [{"id": s.id, "name": s.name, "class": s.class_id} for s in request.pool],
        "inspectors": [{"id": i.id, "name": i.name} for i in request.inspectors],
        "recusals": [
            {"inspector": r.inspector_id, "site": r.site_id, "reason": r.reason} for r in request.recusals
        ],
        "per_site": request.per_site,
    }


def _picks_of(picks: Sequence[Pick]) -> list[dict[str, object]]:
    return [
        {"ordinal": p.ordinal, "site": p.site_id, "class": p.class_id, "inspectors": list(p.inspectors)}
        for p in picks
    ]


def _parsed(text: str) -> Mapping[str, object]:
    try:
        content = json.loads(text)
    except ValueError:
        content = None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise InvalidValueError("抽查文件", text[:20], f"{FORMAT} 格式的 JSON 文件")
    return content


def _request_of(content: Mapping[str, object]) -> DrawRequest:
    try:
        return hand_in(
            DrawRequest(
                str(content["seed"]),
                tuple(PoolClass(c["id"], c["name"], int(c["share"])) for c in _rows(content, "classes")),
                tuple(PoolSite(s["id"], s["name"], s["class"]) for s in _rows(content, "pool")),
                tuple(DrawInspector(i["id"], i["name"]) for i in _rows(content, "inspectors")),
                tuple(Recusal(r["inspector"], r["site"], r["reason"]) for r in _rows(content, "recusals")),
                int(str(content["per_site"])),
            )
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidValueError(
            "抽查文件", str(error), "写全 seed、classes、pool、inspectors、recusals、per_site"
        ) from error


def _rows(content: Mapping[str, object], name: str) -> list[dict[str, str]]:
    rows = content[name]
    if not isinstance(rows, list):
        raise TypeError(name)
    return rows


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
