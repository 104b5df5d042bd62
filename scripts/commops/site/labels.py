"""What the values of the files are called in the reader's language, read from the schemas that allow them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from commops import resources
from commops.texts import Lang, Text
from commops.workspace.shape.choices import choices


@lru_cache(maxsize=64)
def _schema(name: str) -> Any:
    return json.loads((resources.folder("schemas") / name).read_bytes())


@lru_cache(maxsize=512)
def _choices(kind: str, route: tuple[str, ...]) -> dict[str, Text]:
    schema = _schema(f"{kind}.schema.json")
    shared = {**_schema("definitions.json").get("definitions", {}), **schema.get("definitions", {})}

    def resolve(node: Any) -> Any:
        while "$ref" in node:
            node = {**shared[node["$ref"].rpartition("/")[2]], **{k: v for k, v in node.items() if k != "$ref"}}
        return node

    node = resolve(schema)
    for key in route:
        node = resolve(node)
        if node.get("type") == "array":
            node = resolve(node["items"])
        node = resolve(node["properties"][key])
    if node.get("type") == "array":
        node = resolve(node["items"])
    return choices(node)


def label(lang: Lang, kind: str, *route: str, value: str | None) -> str:
    """The name of an enum value, e.g. ``label("zh", "event", "kind", value="ama")``; the value itself if unnamed.

    ``kind`` is the file kind (the stem of its schema), ``route`` leads through objects and lists to the property.
    """
    if value is None:
        return ""
    names = _choices(kind, route).get(value)
    return value if names is None else names.get(lang)
