"""Cutting arrays out of JSON, by layout and by tokens, against the standard parser."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.logs.json_arrays import arrays, load_items, pieces
from commops.logs.json_cuts import cuts

TEXT = st.text(alphabet=st.sampled_from(list('ab"\\{}[],:\n é')), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
ITEMS = st.lists(st.dictionaries(TEXT, VALUES, min_size=1, max_size=4), max_size=8)


def all_items(data: bytes, size: int = 50) -> list[list[Any]]:
    found = []
    for array in arrays(data, "messages"):
        assert array.closed
        values: list[Any] = []
        for start, end in pieces(data, array, size):
            loaded, damaged = load_items(data[start:end], array.child)
            assert not damaged
            values += loaded
        found.append(values)
    return found


@given(lists=st.lists(ITEMS, min_size=1, max_size=3), indent=st.sampled_from([1, 2, 4, "\t", None]))
def test_all_layouts_give_what_the_standard_parser_gives(lists: list[list[Any]], indent: Any) -> None:
    data = {"list": [{"name": f"x{n}", "id": n, "messages": items} for n, items in enumerate(lists)], "end": [1]}
    text = json.dumps(data, indent=indent, ensure_ascii=False).encode()
    assert all_items(text) == lists


def test_plain_values_beside_the_array() -> None:
    data = {"name": 'a "quoted" name', "id": -5, "odd": [1], "messages": [{"id": 1}], "name2": "later"}
    for indent in (1, None):
        [array] = arrays(json.dumps(data, indent=indent).encode(), "messages")
        assert json.loads(array.beside["name"]) == 'a "quoted" name'
        assert array.beside["id"] == b"-5"


@pytest.mark.parametrize(
    "data", [b"", b"{", b'"', b'{"messages"', b'{"messages": ', b"[[[[", b"}}}]]]", b'{"messages": 5}']
)
def test_nothing_to_cut(data: bytes) -> None:
    assert list(arrays(data, "messages")) == []


def test_an_array_without_end() -> None:
    [array] = arrays(b'{"messages": [{"id": 1}, {"id"', "messages")
    assert not array.closed
    values, damaged = load_items(b'{"id": 1}, {"id"', None)
    assert values == [{"id": 1}]
    assert [(item.offset, item.last) for item in damaged] == [(11, True)]


def test_healthy_pieces_are_not_mended() -> None:
    """Mending a large piece takes several times longer than parsing it."""

    def mend(data: bytes) -> bytes:
        raise AssertionError(data)

    assert load_items(b'{"id": 1}, {"id": 2}', None, mend) == ([{"id": 1}, {"id": 2}], [])


@given(
    lists=st.lists(ITEMS, min_size=1, max_size=3),
    indent=st.sampled_from([1, 2, 4, "\t", None]),
    size=st.sampled_from([1, 50, 400]),
    keep=st.integers(0, 2000),
    reach=st.sampled_from([1, 7, 1000]),
)
def test_cutting_on_the_way_gives_the_same_ranges(
    lists: list[list[Any]], indent: Any, size: int, keep: int, reach: int
) -> None:
    data = {"list": [{"name": f"x{n}", "id": n, "messages": items} for n, items in enumerate(lists)], "end": [1]}
    text = json.dumps(data, indent=indent, ensure_ascii=False).encode()[:keep]
    wanted = [
        (start, end, array.child, array.beside, not array.closed and end == array.end)
        for array in arrays(text, "messages")
        for start, end in pieces(text, array, size)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("commops.logs.json_cuts._REACH", reach)
        assert [tuple(cut) for cut in cuts(text, "messages", size)] == wanted
