"""Values put into YAML texts: everything else stays, and what cannot be done safely is not done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.formatting.setting import CannotSetError, Change, flow, put
from commops.workspace.reading.read import read

ROOT = {
    "properties": {
        "a": {}, "b": {"properties": {"x": {}, "y": {}}}, "c": {},
        "list": {"items": {"properties": {"id": {}, "n": {}, "m": {}}}},
    }
}  # fmt: skip


def test_a_key_stands_where_its_schema_says() -> None:
    text = "# top\na: 1  # one\nc: [1, 2]\n# end\n"
    assert put("f.yml", text, [Change(("b",), 2)], ROOT) == "# top\na: 1  # one\nb: 2\nc: [1, 2]\n# end\n"


def test_keys_of_an_entry_in_block_style_and_in_braces() -> None:
    text = "list:\n  - id: x\n    m: 3\n    # about the next\n  - {id: y, m: 3}\n"
    changes = [Change(("list", 0, "n"), 5), Change(("list", 1, "n"), 6), Change(("list", 1, "m"), 4)]
    after = put("f.yml", text, changes, ROOT)
    assert after == "list:\n  - id: x\n    n: 5\n    m: 3\n    # about the next\n  - {id: y, n: 6, m: 4}\n"


def test_items_of_lists_in_either_style() -> None:
    text = "a: []\nc: [1, {x: ']'}]\nlist:\n- {id: x}\n# about z\n- {id: z}\n"
    changes = [
        Change(("a", 0), 7), Change(("c", 2), "b"), Change(("list", 1), {"id": "y"}), Change(("list", 2), {"id": "zz"}),
    ]  # fmt: skip
    after = put("f.yml", text, changes, ROOT)
    assert after == "a: [7]\nc: [1, {x: ']'}, b]\nlist:\n- {id: x}\n- {id: y}\n# about z\n- {id: z}\n- {id: zz}\n"


def test_a_text_of_many_lines_stays_above_a_new_key() -> None:
    text = "a: |\n  one\n\n  # not a comment\n  two\n\nc: 3\n"
    assert put("f.yml", text, [Change(("b",), "x")], ROOT) == "a: |\n  one\n\n  # not a comment\n  two\nb: x\n\nc: 3\n"


def test_front_matter_grows_and_the_text_below_stays() -> None:
    text = "---\na: 1\n---\n\nlist: no\n"
    after = put("f.md", text, [Change(("list",), [{"id": "x", "n": 1}])], ROOT)
    assert after == "---\na: 1\nlist:\n  - {id: x, n: 1}\n---\n\nlist: no\n"


def test_a_file_without_a_last_line_break() -> None:
    assert put("f.yml", "a: 1", [Change(("b",), 2)], ROOT) == "a: 1\nb: 2"


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("c: 1\n", Change(("a",), 1)),  # nothing to stand behind
        ("a: {x: 1}\n", Change(("a",), 2)),
        ("a: 1\n", Change(("b", "x"), 2)),
        ("c: [1, 2]\n", Change(("c", 0), 2)),
        ("a: [\n", Change(("b",), 1)),
    ],
)
def test_what_cannot_be_done_safely_is_refused(text: str, change: Change) -> None:
    with pytest.raises(CannotSetError):
        put("f.yml", text, [change], ROOT)


@given(st.text(max_size=20) | st.integers(0, 10**9) | st.booleans())
def test_any_value_is_written_so_that_it_reads_the_same(value: object) -> None:
    try:
        after = put("f.yml", "a: 1\nlist:\n  - {id: x}\n", [Change(("list", 0, "n"), value)], ROOT)
    except CannotSetError:
        assert isinstance(value, str)  # a control character, which no file may hold
        assert any(not char.isprintable() for char in value)
    else:
        assert read("f.yml", after.encode()).data["list"] == [{"id": "x", "n": value}]


entry = st.fixed_dictionaries({"id": st.sampled_from("abc")}, optional={"n": st.integers(0, 9), "m": st.integers(0, 9)})


@given(st.lists(entry, min_size=1, max_size=5), st.data())
def test_changes_come_out_as_data_whatever_their_number(entries: list[dict], data: st.DataObject) -> None:
    text = "list:  # all\n" + "".join(f"  # {number}\n  - {flow(one)}  # x\n" for number, one in enumerate(entries))
    places = data.draw(st.lists(st.integers(0, len(entries)), max_size=4))
    changes = [Change(("list", place), {"id": "new", "n": number}) for number, place in enumerate(places)]
    after = read("f.yml", put("f.yml", text, changes, ROOT).encode())
    expected: list[dict] = []
    for place in range(len(entries) + 1):
        expected += [change.value for change in changes if change.route[1] == place]
        expected += entries[place : place + 1]
    assert after.data["list"] == expected
    assert after.text.count("#") == text.count("#")
