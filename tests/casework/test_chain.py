"""The audit chain: canonical bodies and what verification finds."""

from __future__ import annotations

from dataclasses import replace

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from inspector.casework.chain import GENESIS, ChainEvent, canonical, check_links, event_hash

_keys = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=8)
_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_keys, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_keys, _values, max_size=6))
def test_canonical_bytes_equal_an_independent_rfc8785_encoder(body: dict[str, object]) -> None:
    assert canonical(body) == rfc8785.dumps(body)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, "\ud800", {1: 2}, b"x"])
def test_what_has_no_single_canonical_form_is_refused(value: object) -> None:
    with pytest.raises((ValueError, AttributeError)):
        canonical({"value": value})  # type: ignore[dict-item]


def _chain(length: int) -> list[ChainEvent]:
    events: list[ChainEvent] = []
    prev = GENESIS
    for seq in range(1, length + 1):
        body = canonical({"seq": seq, "after": {"amount_fen": seq * 100}})
        digest = event_hash(prev, body)
        events.append(ChainEvent("a", seq, prev, body, digest))
        prev = digest
    return events


def test_an_untouched_chain_holds() -> None:
    heads, faults = check_links(_chain(50))
    assert not faults
    assert heads["a"].seq == 50


@given(st.integers(0, 19), st.sampled_from(["body", "hash", "prev", "drop", "repeat", "swap"]))
def test_every_change_inside_the_chain_is_found(place: int, kind: str) -> None:
    events = _chain(21)
    event = events[place]
    match kind:
        case "body":
            events[place] = replace(event, body=event.body.replace(b"00", b"01", 1))
        case "hash":
            events[place] = replace(event, hash=bytes(32))
        case "prev":
            events[place] = replace(event, prev_hash=b"\1" * 32)
        case "drop":
            del events[place]
        case "repeat":
            events.insert(place, event)
        case _:
            events[place], events[place + 1] = events[place + 1], event
    assert check_links(events)[1]


def test_a_cut_tail_is_not_found_by_the_chain_alone() -> None:
    """The manual says so; only a head kept outside shows it."""
    heads, faults = check_links(_chain(20)[:12])
    assert not faults
    assert heads["a"].seq == 12
