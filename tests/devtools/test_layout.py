from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from commops.devtools.layout import COLUMNS, layout
from commops.texts import width

scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=40)
values = st.recursive(
    scalars, lambda part: st.lists(part, max_size=6) | st.dictionaries(st.text(max_size=20), part, max_size=6)
)


@given(values)
def test_layout_keeps_the_value_and_the_order(value: object) -> None:
    text = layout(value)
    again = json.loads(text)
    assert again == value
    assert json.dumps(again) == json.dumps(value)
    assert layout(again) == text


@given(st.dictionaries(st.text("abc字", min_size=1, max_size=8), st.text("abc字", max_size=30), max_size=20))
def test_lines_are_no_wider_than_the_page(value: dict[str, str]) -> None:
    assert all(width(line) <= COLUMNS for line in layout({"properties": value}).splitlines())


def test_short_members_share_a_line_and_objects_do_not() -> None:
    long = "x" * 60
    value = {
        "title": "Name",
        "description": long,
        "type": "array",
        "maxItems": 3,
        "items": {"type": "string", "pattern": long},
    }
    assert layout(value) == (
        "{\n"
        f'  "title": "Name", "description": "{long}", "type": "array",\n'
        '  "maxItems": 3,\n'
        f'  "items": {{"type": "string", "pattern": "{long}"}}\n'
        "}\n"
    )
