"""Finds in a schema what belongs to a place in the data: labels, our own keywords, the rule of a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from commops.texts import Text

Node = Mapping[str, Any]


def resolve(node: Any, root: Node) -> Node:
    """A schema node with local references followed; ours never point at themselves, so a few steps are enough."""
    for _ in range(8):
        reference = node.get("$ref") if isinstance(node, Mapping) else None
        if not isinstance(reference, str) or not reference.startswith("#/"):
            break
        found: Any = root
        for step in reference[2:].split("/"):
            found = found[step.replace("~1", "/").replace("~0", "~")]
        node = found
    return node if isinstance(node, Mapping) else {}


def trail(root: Node, path: Iterable[str | int]) -> list[Node]:
    """The schema nodes along the path of a refusal, from the root on, each with what its reference points at.

    jsonschema leaves ``$ref`` and ``if`` out of that path. What stands beside ``$ref`` wins.
    """
    node: Any = _whole(root, root)
    nodes: list[Node] = [node]
    for step in path:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(node, Mapping):
            node = _whole(node, root)
            nodes.append(node)
    return nodes


def _whole(node: Node, root: Node) -> Node:
    return {**resolve(node, root), **node} if "$ref" in node else node


def keyword(nodes: list[Node], name: str) -> Any:
    """Our keyword nearest to the refusal, from the inside out, not looking past the property it belongs to."""
    for node in reversed(nodes):
        if name in node:
            return node[name]
        if "x-label-zh" in node or "properties" in node:
            return None
    return None


def rule_of(nodes: list[Node]) -> str | None:
    """The rule that a conditional part of the schema reports under (``x-rule`` beside ``if``)."""
    return next((node["x-rule"] for node in reversed(nodes) if isinstance(node.get("x-rule"), str)), None)


def property_of(root: Node, route: Iterable[str | int]) -> Node:
    """The schema of the value at a route, as far as the schema knows it."""
    node: Any = root
    for step in route:
        node = resolve(node, root)
        if isinstance(step, int):
            node = node.get("items", {})
        else:
            more = node.get("additionalProperties")
            node = node.get("properties", {}).get(step, more if isinstance(more, Mapping) else {})
    return node if isinstance(node, Mapping) else {}


def named(root: Node, route: Iterable[str | int]) -> Text:
    """What people call the value at a route: its key, in Chinese with the label behind."""
    route = tuple(route)
    names = [step if len(step) <= 60 else f"{step[:57]}..." for step in route if isinstance(step, str)]
    if not names:
        return Text("文件", "the file")
    last = max(number for number, step in enumerate(route) if isinstance(step, str))
    whole = route[: last + 1]
    node = property_of(root, whole)
    label = node.get("x-label-zh") or resolve(node, root).get("x-label-zh")
    entry = route[-1] if isinstance(route[-1], int) else None
    zh = f"{names[-1]}（{label}）" if label else names[-1]
    en = names[-1]
    return Text(f"{zh}的第 {entry + 1} 项", f"entry {entry + 1} of {en}") if entry is not None else Text(zh, en)


def key_names(root: Node, route: Iterable[str | int]) -> dict[str, str]:
    """The keys that a mapping may have, each with its Chinese label (``""`` without one)."""
    node = resolve(property_of(root, route), root)
    return {
        key: str(part.get("x-label-zh", ""))
        for key, part in node.get("properties", {}).items()
        if isinstance(part, Mapping)
    }


def message(nodes: list[Node], name: str = "x-message") -> Text | None:
    """A sentence that the schema brings along, as {zh, en}."""
    found = keyword(nodes, name)
    return Text(found["zh"], found["en"]) if isinstance(found, Mapping) and {"zh", "en"} <= found.keys() else None
