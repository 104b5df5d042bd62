"""Values that schemas mark are found, all of them, and parts of values are placed exactly."""

import json

import pytest

from commops.resources import folder
from commops.rule import PAGES
from commops.workspace.load import load
from commops.workspace.shape.kinds import kinds
from commops.workspace.shape.marks import _plan, marked


def marks_in(schema):
    """How many different marked places a schema has, definitions only where they are used."""
    found = 0

    def walk(node, depth):
        nonlocal found
        if not isinstance(node, dict) or depth > 12:
            return
        base = schema["definitions"][node["$ref"].rpartition("/")[2]] if "$ref" in node else {}
        merged = {**base, **node}
        found += "x-ref" in merged
        found += "x-ref" in merged.get("propertyNames", {})
        for child in (*merged.get("properties", {}).values(), merged.get("items"), merged.get("additionalProperties")):
            walk(child, depth + 1)

    walk(schema, 0)
    return found


def planned(plan):
    below = [*plan.properties.values(), *filter(None, (plan.others, plan.entries))]
    return (plan.mark is not None) + (plan.key_mark is not None) + sum(planned(part) for part in below)


@pytest.mark.parametrize("name", sorted(kinds().by_name))
def test_no_mark_of_a_schema_is_missed(name):
    schema = json.loads((folder("schemas") / kinds().by_name[name].schema).read_text("utf-8"))
    assert planned(_plan(name, "x-ref")) == marks_in(schema)


@pytest.mark.parametrize("name", sorted(kinds().by_name))
def test_every_reference_leads_to_a_kind(name):
    known = {part for kind in kinds().by_name.values() for part in (kind.name, *kind.items.values())}
    text = (folder("schemas") / kinds().by_name[name].schema).read_text("utf-8")
    used = set()
    json.loads(text, object_hook=lambda node: used.add(node["x-ref"]) if "x-ref" in node else None or node)
    assert used <= known


def test_keys_and_entries_are_found_with_their_labels():
    data = {"channels": ["wx", 3], "variants": {"oa": {"assets": ["logo"]}}, "author": None}
    found = {(mark.route, mark.value, mark.mark, mark.is_key) for mark in marked("post", data, "x-ref")}
    assert found == {
        (("channels", 0), "wx", "channel", False),
        (("channels", 1), 3, "channel", False),
        (("variants", "oa"), "oa", "channel", True),
        (("variants", "oa", "assets", 0), "logo", "asset", False),
        (("author",), None, "person", False),
    }


def test_texts_that_never_reach_a_reader_are_left_out():
    data = {"title": "题", "notes": "备注", "summary": {"zh": "摘要"}}
    found = {mark.route: mark.label.en for mark in marked("post", data, "x-localized")}
    assert set(found) == {("title",), ("summary",)}
    assert found["title",] == "Title"


POST = """---
title: {zh: "他说\\u201c第一\\u201d的第一", en: First}
date: 2026-11-25T20:00+08:00
channels: [wx]
variants:
  wx:
    body: >-
      折叠的一段
      文字有第一

      第二段有第一
summary: 第一, 第一
---
正文第一
"""


@pytest.mark.parametrize(
    ("route", "nth", "place"),
    [
        (("title", "zh"), 1, (2, 31)),
        (("variants", "wx", "body"), 0, (9, 10)),
        (("variants", "wx", "body"), 1, (11, 11)),
        (("summary",), 1, (12, 14)),
    ],
)
def test_a_part_of_a_value_is_placed_where_it_is_written(tmp_path, route, nth, place):
    for path in (PAGES / "example_base").rglob("*.yml"):
        target = tmp_path / path.relative_to(PAGES / "example_base")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text("utf-8"), "utf-8")
    target = tmp_path / "content/posts/2026/11/2026-11-25-a.md"
    target.parent.mkdir(parents=True)
    target.write_text(POST, "utf-8")
    (post,) = load(tmp_path).posts
    value = post.data
    for step in route:
        value = value[step]
    start = -1
    for _ in range(nth + 1):
        start = value.index("第一", start + 1)
    at = post.source.at_part(route, start, 2)
    assert (at.line, at.column) == place
