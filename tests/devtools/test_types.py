from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from commops import resources
from commops.devtools.definitions import with_shared
from commops.devtools.kinds import read_kinds, shared_definitions
from commops.devtools.types import class_name, collection_of, type_modules
from commops.findings import Location
from commops.workspace import _types
from commops.workspace.item import Item

FOLDER = resources.folder("schemas")
KINDS = read_kinds(FOLDER)


def view(kind: str, data: dict[str, object]) -> Item:
    return _types.VIEWS[kind](kind, "x", data, None)  # type: ignore[arg-type]


def test_every_kind_has_a_view_and_a_collection() -> None:
    names = [name for kind in KINDS for name in (kind.name, *kind.items.values())]
    assert list(_types.VIEWS) == names
    assert all(
        issubclass(_types.VIEWS[name], Item) and _types.VIEWS[name].__name__ == class_name(name) for name in names
    )
    collections = {kind.collection for kind in KINDS}
    collections |= {collection_of(key, item) for kind in KINDS for key, item in kind.items.items()}
    assert collections == {name for name, value in vars(_types.Collections).items() if isinstance(value, property)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_key_is_a_property(kind) -> None:
    shapes = {kind.name: kind.schema, **{item: kind.schema["definitions"][item] for item in kind.items.values()}}
    for name, shape in shapes.items():
        keys = set(shape["properties"]) - {"id"} - (set(kind.items) if name == kind.name else set())
        found = {key for key, value in vars(_types.VIEWS[name]).items() if isinstance(value, property)}
        assert {key.rstrip("_") for key in found} == keys


def test_absent_keys_are_none_or_their_default() -> None:
    post = view("post", {"title": "t", "date": "d", "channels": ["chat"]})
    assert isinstance(post, _types.Post)
    assert (post.title, post.status, post.commercial, post.pillar) == ("t", "draft", False, None)
    event = view("event", {"status": "done", "kind": "talk"})
    assert isinstance(event, _types.Event)
    assert (event.status, event.kind, event.kind_) == ("done", "event", "talk")


def test_words_of_python_and_of_items_get_an_underscore() -> None:
    snapshot = view("snapshot", {"from": "2026-11-16"})
    metric = view("metric", {"source": "log"})
    assert isinstance(snapshot, _types.Snapshot)
    assert isinstance(metric, _types.Metric)
    assert (snapshot.from_, metric.source_) == ("2026-11-16", "log")


def test_views_are_read_only_and_take_no_room_of_their_own() -> None:
    post = view("post", {"title": "t"})
    with pytest.raises(AttributeError):
        post.title = "u"  # type: ignore[attr-defined]
    assert not hasattr(post, "__dict__")


def test_module_is_python_with_a_docstring_for_each_public_name() -> None:
    text = "\n".join(type_modules(FOLDER).values())
    tree = ast.parse(text)
    assert "commops dev types" in (ast.get_docstring(tree) or "")
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            assert ast.get_docstring(node), node.name
    names = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    assert len(set(names)) == len(names)
    assert max(map(len, text.split("\n"))) <= 120


@pytest.mark.slow
def test_mypy_finds_a_misspelt_property(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text(
        "from commops.workspace._types import Collections\n"
        "def check(ws: Collections) -> None:\n"
        "    for post in ws.posts:\n"
        "        print(post.titel)\n"
        "        print(post.title, post.poll['question'] if post.poll else '')\n"
        "        if post.status == 'publised':\n"
        "            pass\n"
        "        for result in post.results or []:\n"
        "            print(result['raeds'])\n",
        encoding="utf-8",
    )
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--no-incremental", "rule.py"],
        cwd=tmp_path,
        env={"MYPYPATH": str(resources.PACKAGE.parent), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in run.stdout.splitlines() if ": error: " in line]
    assert [line.split(":")[1] for line in lines] == ["4", "6", "9"], run.stdout + run.stderr
    assert 'has no attribute "titel"; maybe "title"?' in lines[0]
    assert "raeds" in lines[2]


def test_shared_definitions_are_copied_with_what_they_need() -> None:
    shared = {"a": {"$ref": "#/definitions/b"}, "b": {"type": "string"}, "c": {"type": "null"}}
    schema = {"items": {"$ref": "#/definitions/own"}, "definitions": {"c": {}, "own": {"$ref": "#/definitions/a"}}}
    assert list(with_shared(schema, shared)["definitions"]) == ["own", "a", "b"]
    assert with_shared({"type": "string"}, shared) == {"type": "string"}
    with pytest.raises(KeyError):
        with_shared({"$ref": "#/definitions/nowhere"}, shared)


def test_shared_definitions_are_all_used() -> None:
    used = {name for kind in KINDS for name in kind.schema.get("definitions", {})}
    assert set(shared_definitions(FOLDER)) <= used


def test_location_is_reached_through_the_view() -> None:
    class Fake:
        def at(self, route: tuple[str | int, ...]) -> Location:
            return Location("x.yml", 3, 1, 1, route)

    channel = _types.VIEWS["channel"]("channel", "chat", {}, Fake(), ("channels", 2))  # type: ignore[arg-type]
    assert channel.at("owner").route == ("channels", 2, "owner")
