"""The quick reader of JSON says what the reference reader says, or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commops.workspace.reading import fast_json, json_file
from commops.workspace.reading.fast import NOTHING
from commops.workspace.reading.limits import MAX_DEPTH, MAX_NODES

STATS = sorted((Path(__file__).parents[2] / "community/stats").glob("*.json"))
WORDS = st.text(st.sampled_from('abé中🙂: ,"\\{}[]1e-0\n\u2028\ud800'), max_size=8)
NUMBERS = st.one_of(
    st.integers(), st.integers(-20, 20), st.floats(), st.sampled_from([-0.0, 1e308, 5e-324, 10**15, 10**16, 0.1 + 0.2])
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=12,
)
BITS = [*'"\\:,{}[] \n0123456789eE+-.', "-0", "1e5", "1e999", "NaN", '"a":', '"a" :', '"a":1,', "\\u0061", "\\u0022:",
        "\\ud83d\\ude00", "\\ud83d", "12345678901234567", "\t", '":', "\\\\", "\\/", "\\b"]  # fmt: skip


def agree(text: str) -> bool:
    """Whether the quick reader had an answer; if it had, the other one gives the same, down to the types."""
    said = fast_json.quick(text)
    if said is NOTHING:
        return False
    assert repr(said) == repr(json_file.reference(text))
    return True


@given(
    st.dictionaries(WORDS, VALUES, max_size=5),
    st.booleans(),
    st.sampled_from([None, 2]),
    st.sampled_from([None, (",", ":"), (" , ", " : ")]),
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from(BITS), st.integers(0, 3)), max_size=3),
)
def test_same_data_or_no_answer(data: Any, ascii_only: bool, indent: Any, marks: Any, edits: Any) -> None:
    text = json.dumps(data, ensure_ascii=ascii_only, indent=indent, separators=marks)
    for at, bit, gone in edits:
        at = at % (len(text) + 1)
        text = text[:at] + bit + text[at + gone :]
    agree(text)


@pytest.mark.parametrize("path", STATS, ids=lambda path: path.stem)
def test_published_numbers_take_the_quick_way(path: Path) -> None:
    text = path.read_text("utf-8")
    assert agree(text)
    assert agree(json.dumps(json.loads(text)))


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}',
        '{"a": 1, "\\u0061": 2}',
        '{"中": 1, "\\u4e2d": 2}',
        '{"a" : 1, "a": ":"}',
        '{"a": -0}',
        '{"a": 1234567890123456}',
        '{"a": 1e999}',
        '{"a": NaN}',
        '{"a": "\\ud800"}',
        '{"a": "\\u0007"}',
        '{"a": 1}}',
        "[1]",
        '{"a": ' + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "}",
        '{"a": [' + "1," * MAX_NODES + "1]}",
    ],
)
def test_what_is_not_plain_is_left_to_the_reference(text: str) -> None:
    assert fast_json.quick(text) is NOTHING


@example(":")
@given(WORDS)
def test_a_text_that_looks_like_the_end_of_a_key_is_not_taken_for_one(word: str) -> None:
    agree(json.dumps({"a": word, "b": [word]}))
