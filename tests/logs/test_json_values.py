"""Going through JSON arrays piece by piece, and past long beginnings, against the standard parser."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logkit import KEY

from commops.logs import json_values
from commops.logs.json_arrays import outermost
from commops.logs.json_head import first_array, head_of
from commops.logs.json_values import array_values
from commops.logs.rows import Rows

TEXT = st.text(alphabet=st.sampled_from(list('ab"\\{}[],:\n é')), max_size=8)
# Objects inside items that begin with the key that items begin with, so that a cut by that key may be a wrong one.
NESTED = st.recursive(
    st.none() | st.integers(0, 9) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.fixed_dictionaries({"id": inner}),
    max_leaves=6,
)
ITEMS = st.lists(st.fixed_dictionaries({"id": NESTED, "x": NESTED}), max_size=8)


def everything(data: bytes, array: Any, size: int) -> tuple[list[Any], dict[str, int]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_values, "PIECE_BYTES", size)
        rows = Rows(KEY, "test")
        values = [value for found, _position in array_values(data, array, rows) for value in found]
    return values, {reason: skip.count for reason, skip in rows.skipped.items()}


@given(items=ITEMS, size=st.integers(0, 60), indent=st.sampled_from([None, 1, 4]))
def test_any_layout_and_size_of_pieces(items: list[Any], size: int, indent: int | None) -> None:
    data = json.dumps(items, indent=indent, ensure_ascii=False).encode()
    assert everything(data, outermost(data), size) == (items, {})
    whole = {"head": {"messages": [1]}, "messages": items, "after": [{"id": 1}, {"id": 2}]}
    data = json.dumps(whole, indent=indent, ensure_ascii=False).encode()
    assert everything(data, first_array(data, "messages"), size) == (items, {})


@given(size=st.integers(0, 60), at=st.integers(1, 8))
def test_one_damaged_item_costs_one_item(size: int, at: int) -> None:
    data = json.dumps([{"id": number, "x": "y"} for number in range(10)]).encode()
    broken = data.replace(b'{"id": %d' % at, b'{"id": ?')
    values, skipped = everything(broken, outermost(broken), size)
    assert ([value["id"] for value in values], skipped) == ([n for n in range(10) if n != at], {"broken": 1})


def test_a_head_is_stepped_over_and_read() -> None:
    head = {"a": {"text": '"messages": [{', "deep": [[{}], 5]}, "long": "x" * 9_000_000, "n": -1500.5, "no": None}
    data = json.dumps({**head, "messages": [1], "after": 2}).encode()
    found = head_of(data, "messages")
    assert list(found.members) == ["a", "long", "n", "no"]
    assert (found.members["long"], found.members["n"], found.member("a")) == (b"", b"-1500.5", head["a"])
    assert found.start is not None
    assert data[found.start :].startswith(b"[1]")


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[", b'{"a"', b'{"a": ', b'{"a": "', b'{"a": {"b": [', b'{"a": ?}', b"\xff"]
)
def test_a_head_that_is_cut_off(data: bytes) -> None:
    assert head_of(data, "messages").start is None
    assert first_array(data, "messages") is None
