"""Copies the shapes that several schemas share into each of them: editors and validators read one file at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from commops.devtools.kinds import Schema, read_json, shared_definitions
from commops.devtools.layout import layout


def schema_files(folder: Path) -> dict[Path, str]:
    """Every JSON file in schemas/ as it should be: shared definitions copied from definitions.json, laid out."""
    shared = shared_definitions(folder)
    texts = {folder / "definitions.json": layout(read_json(folder / "definitions.json"))}
    for path in sorted(folder.glob("*.schema.json")):
        texts[path] = layout(with_shared(read_json(path), shared))
    return texts


def with_shared(schema: Schema, shared: dict[str, Schema]) -> Schema:
    """The schema with exactly those shared definitions that it needs, behind its own.

    Raises KeyError for a reference to a definition that is neither its own nor shared.
    """
    own = {name: shape for name, shape in schema.get("definitions", {}).items() if name not in shared}
    body = {key: value for key, value in schema.items() if key != "definitions"}
    needed: set[str] = set()
    queue = [*_references(body), *_references(own)]
    while queue:
        name = queue.pop()
        if name not in own and name not in needed:
            needed.add(name)
            queue.extend(_references(shared[name]))
    definitions = {**own, **{name: shared[name] for name in sorted(needed)}}
    return {**body, "definitions": definitions} if definitions else body


def _references(node: Any) -> Iterator[str]:
    """Names of the definitions that a schema refers to."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value.rpartition("/")[2]
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)
