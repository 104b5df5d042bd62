"""JSON and JSON Lines through a mapping."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, Reading, Row, merged, put, read, run

from commops.errors import InputError
from commops.fences import fences
from commops.logs.json_paths import arrays_at, value_at
from commops.logs.mapping import load_mapping
from commops.resources import folder

MAPPING = "columns: {time: when, author: who.name, text: what, id: nr, reply_to: to}\n"


def mapped(tmp_path: Path, content: Any, mapping: str = MAPPING, name: str = "club.json") -> Reading:
    (tmp_path / f"{Path(name).stem}.mapping.yml").write_text(mapping, encoding="utf-8")
    return read(tmp_path, content if isinstance(content, bytes) else json.dumps(content).encode(), name)


def said(number: int, **more: Any) -> Row:
    return {"nr": number, "when": f"2026-05-28T09:00:{number:02}Z", "who": {"name": "ann"}, "what": "hello?", **more}


SHAPES = {
    "array": lambda *values: json.dumps(values).encode(),
    "pretty": lambda *values: json.dumps(values, indent=2).encode(),
    "lines": lambda *values: b"".join(json.dumps(value).encode() + b"\n" for value in values),
    "in a row": lambda *values: b"".join(json.dumps(value).encode() for value in values),
    "pretty, in a row": lambda *values: b"\n".join(json.dumps(value, indent=2).encode() for value in values),
}
shape = pytest.mark.parametrize("shape", SHAPES)


@shape
def test_outermost_objects(tmp_path: Path, shape: str) -> None:
    reading = mapped(tmp_path, SHAPES[shape](said(1), said(2, to=1, who=None), said(3, who={"name": "ben"})))
    assert (reading.records, reading.parsed) == (3, 3)
    rows = reading.rows
    assert [(row["msg_id"], row["reply_to"], row["length"]) for row in rows] == [
        ("1", None, 6), ("2", "1", 6), ("3", None, 6),
    ]  # fmt: skip
    assert rows[1]["author"] is None
    assert len({row["author"] for row in rows}) == 3


@pytest.mark.parametrize("indent", [None, 2])
def test_records_further_inside(tmp_path: Path, indent: int | None) -> None:
    whole = {
        "meta": {"items": [said(8)]},
        "data": {"items": [said(1), said(2)], "other": [said(9)]},
        "items": [said(7)],
    }
    reading = mapped(tmp_path, json.dumps(whole, indent=indent).encode(), f"records: data.items\n{MAPPING}")
    assert [row["msg_id"] for row in reading.rows] == ["1", "2"]
    lines = b"".join(json.dumps({"data": {"items": [said(n)]}}).encode() + b"\n" for n in (1, 2))
    assert mapped(tmp_path, lines, f"records: data.items\n{MAPPING}", "club.jsonl").rows[1]["msg_id"] == "2"


def test_values_of_every_type(tmp_path: Path) -> None:
    mapping = (
        "columns: {time: t, author: a, kind: k, reactions: r, bot: b, channel: c.d}\n"
        "time: {format: unix-ms}\nkinds: {'true': join}\n"
    )
    records = [
        {"t": T0 * 1000, "a": 17, "k": True, "r": [{"by": "x"}, {"by": "y"}], "b": True, "c": {"d": "one"}},
        {"t": f"{T0}000", "a": {"odd": 1}, "k": None, "r": 5, "b": False, "c": "flat"},
        {"t": T0 * 1000 + 0.5, "a": ["odd"], "r": "many", "b": None},
    ]
    rows = mapped(tmp_path, records, mapping).rows
    assert [(row["kind"], row["n_reactions"], row["is_bot"], row["chat"], row["ts_s"] - T0) for row in rows] == [
        ("join", 2, True, "one", 0), ("message", 5, False, "club", 0), ("message", 0, False, "club", 0),
    ]  # fmt: skip
    assert [row["author"] is None for row in rows] == [False, True, True]


def discussion(number: int, *comments: Row, category: str = "Ideas", **more: Any) -> Row:
    return {
        "id": f"D_{number}", "number": number, "title": "A title", "body": "What do you think?",
        "createdAt": "2026-05-28T09:00:00Z", "author": {"login": "ann"}, "category": {"name": category},
        "reactions": {"totalCount": 3}, "comments": {"totalCount": len(comments), "nodes": list(comments)}, **more,
    }  # fmt: skip


def comment(number: int, *replies: Row, author: str | None = "ben", **more: Any) -> Row:
    return {
        "id": f"DC_{number}", "body": "Good", "createdAt": f"2026-05-28T10:00:{number:02}Z",
        "author": {"login": author} if author else None, "reactions": {"totalCount": 0},
        "replies": {"nodes": list(replies)}, **more,
    }  # fmt: skip


def page(*discussions: Row) -> bytes:
    nodes = {"nodes": list(discussions), "pageInfo": {"hasNextPage": False}}
    labels = {"nodes": [{"name": "a label", "createdAt": "2026-01-01T00:00:00Z"}]}
    return json.dumps({"data": {"repository": {"labels": labels, "discussions": nodes}}}).encode()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_github_discussions_with_the_mapping_of_the_guide(tmp_path: Path, language: str) -> None:
    text = (folder("site") / f"guide/{language}/map-your-own-log.md").read_text("utf-8")
    mapping = next(fence.text for fence in fences(text) if fence.attributes.get("title") == "discussions.mapping.yml")
    first = discussion(
        1, comment(1, comment(2, replyTo={"id": "DC_1"}), comment(3, author="github-actions")), comment(4)
    )
    second = discussion(2, comment(5, author=None), category="Q&A")
    (tmp_path / "discussions.mapping.yml").write_text(mapping, encoding="utf-8")
    report = put(tmp_path, page(first) + page(second), "discussions.json")
    assert (report.format, report.records, report.parsed) == ("records", 7, 7)
    rows = merged(tmp_path)
    found = {(row["channel"], row["ts_s"] % 60): row for row in rows if row["reply_to"]}
    opened = {row["channel"]: row["msg_id"] for row in rows if not row["reply_to"]}
    assert set(opened) == {"ideas", "q-a"}
    assert [found["ideas", n]["reply_to"] for n in (1, 4)] == [opened["ideas"]] * 2
    assert [found["ideas", n]["reply_to"] for n in (2, 3)] == [found["ideas", 1]["msg_id"]] * 2
    assert found["q-a", 5]["reply_to"] == opened["q-a"]
    assert [row["is_bot"] for row in rows].count(True) == 1
    assert [row["n_reactions"] for row in rows if not row["reply_to"]] == [3, 3]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_of_the_guide(tmp_path: Path, language: str) -> None:
    text = (folder("site") / f"guide/{language}/map-your-own-log.md").read_text("utf-8")
    mapping = next(fence.text for fence in fences(text) if fence.attributes.get("title") == "signups.mapping.yml")
    (tmp_path / "signups.mapping.yml").write_text(mapping, encoding="utf-8")
    reading = read(tmp_path, "时间,用户,内容\n2026/5/28 17:00,小满,你好\n".encode(), "signups.csv")
    assert (reading.parsed, reading.rows[0]["length"]) == (1, 2)


def test_answers_within_answers_end_somewhere(tmp_path: Path) -> None:
    deep = said(1)
    for _ in range(100):
        deep = said(2, more=[deep])
    reading = mapped(tmp_path, [deep], f"nested: [more]\n{MAPPING}")
    assert (reading.parsed, reading.skipped) == (31, {"broken": 1})


def test_records_that_give_no_row(tmp_path: Path) -> None:
    odd = [said(1), said(2, when=None), said(3, when="soon"), said(4, when={}), said(5, to="1" * 5000, what=None)]
    reading = mapped(tmp_path, odd)
    assert (reading.parsed, reading.skipped) == (2, {"no-time": 2, "bad-time": 1})
    reading = mapped(tmp_path, SHAPES["lines"](said(1)) + b"[1]\n{broken\n{cut", name="club.jsonl")
    assert (reading.parsed, reading.skipped) == (1, {"broken": 2, "cut-off": 1})


def test_a_path_that_leads_nowhere(tmp_path: Path) -> None:
    reading = mapped(tmp_path, [{"nr": 1, "message": {"created": "2026-05-28"}}], "header: x\n")
    assert reading.problem
    reading = mapped(tmp_path, [{"nr": 1, "message": {"created": "2026-05-28"}}], "columns:\n  time: message.creatd\n")
    assert reading.problem
    assert "did you mean message.created?" in reading.problem.fix.en
    assert reading.problem.place.endswith("club.mapping.yml:2")


def test_lines_without_a_mapping_show_one(tmp_path: Path) -> None:
    reading = read(tmp_path, b'{"a": 1}\n', "club.jsonl")
    assert reading.problem
    assert "club.mapping.yml" in reading.problem.fix.zh


def test_a_file_with_a_signature_needs_no_mapping(tmp_path: Path) -> None:
    """A mapping for the whole folder does not take other exports away from their own formats."""
    (tmp_path / "in").mkdir()
    (tmp_path / "all.yml").write_text("columns: {time: when}\n")
    (tmp_path / "in" / "a.json").write_text(json.dumps([said(1)]))
    telegram = {"name": "Club", "type": "private_supergroup", "id": 7, "messages": []}
    (tmp_path / "in" / "b.json").write_text(json.dumps(telegram))
    assert [report.format for report in run(tmp_path, tmp_path / "in", mapping=tmp_path / "all.yml")] == [
        "records",
        "telegram",
    ]


MISTAKES = [
    ("columns: {time: 1}\n", 1, "path of keys"),
    ("columns: {time: a}\ndelimiter: tab\n", 2, "unknown key"),
    ("columns: {time: a}\nrecrods: b\n", 2, "did you mean records?"),
    ("columns: {time: a}\nrecords: [b]\n", 2, "path"),
    ("columns: {time: a}\nnested: b\n", 2, "list of paths"),
    ("columns: {time: a}\nnested: [1]\n", 2, "list of paths"),
    ("channel: x\n", 1, "user.name"),
]


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES)
def test_mistakes_in_the_mapping_name_the_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "club.mapping.yml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        load_mapping(path, tmp_path / "club.json", is_json=True)
    assert words in f"{caught.value.what.en} {caught.value.fix.en}"
    assert caught.value.place == f"{path}:{line}"


def test_tables_know_nothing_of_json(tmp_path: Path) -> None:
    (tmp_path / "club.mapping.yml").write_text("columns: {time: a}\nrecords: b\n")
    assert read(tmp_path, b"a\n2026-05-28\n", "club.csv").problem


@shape
@given(texts=st.lists(st.text(max_size=12), max_size=8))
def test_what_was_written_comes_back(tmp_path_factory: pytest.TempPathFactory, shape: str, texts: list[str]) -> None:
    content = SHAPES[shape](said(50), *(said(n, what=text) for n, text in enumerate(texts)))
    reading = mapped(tmp_path_factory.getbasetemp(), content)
    assert [(row["msg_id"], row["length"]) for row in reading.rows[1:]] == [
        (str(n), len(t)) for n, t in enumerate(texts)
    ]


@shape
@given(data=st.data())
def test_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, shape: str, data: st.DataObject) -> None:
    whole = SHAPES[shape](*(said(n, what='"}{][ 你好') for n in range(4)))
    cut = whole[: data.draw(st.integers(1, len(whole)))]
    reading = mapped(tmp_path_factory.getbasetemp(), cut)
    if reading.problem:
        assert cut.count(b'"nr"') <= 1
        return
    begun = cut.count(b'"nr"')
    assert begun <= reading.records <= begun + 1
    assert reading.parsed >= begun - 1


KEYS = st.sampled_from(["a", "b", "c"])
VALUES = st.recursive(
    st.none() | st.integers() | st.text('ab"\\{}[]:,', max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def oracle(value: Any, path: tuple[str, ...]) -> list[Any]:
    """The lists under a path; nothing within such a list is looked at again."""
    if not path:
        return [value] if isinstance(value, list) else []
    if isinstance(value, dict):
        return [found for key, inner in value.items() if key == path[0] for found in oracle(inner, path[1:])]
    return []


@given(value=st.dictionaries(KEYS, VALUES, max_size=3), path=st.lists(KEYS, min_size=1, max_size=3).map(tuple))
@pytest.mark.parametrize("indent", [None, 2])
def test_arrays_at_a_path(value: Any, path: tuple[str, ...], indent: int | None) -> None:
    data = json.dumps(value, indent=indent).encode()
    found = [json.loads(b"[" + data[array.start : array.end] + b"]") for array in arrays_at(data, path)]
    assert found == oracle(value, path)


def test_values_at_a_path() -> None:
    record = {"a": {"b": 1, "b.c": 2}, "a.b": {"c": 3}, "x": [1]}
    assert value_at(record, "a.b.c") == 2
    assert value_at({"a": {"b.c": 2}}, "a.b.c") == 2
    assert value_at({"a.b": {"c": 3}}, "a.b.c") == 3
    assert value_at(record, "x.0") is None
    assert value_at(None, "x") is None
