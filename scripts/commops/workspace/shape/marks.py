"""Finds the values of a file that its schema marks with a keyword of ours, such as ``x-ref`` or ``x-localized``."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from commops.findings import Route
from commops.texts import Text
from commops.workspace.shape.kinds import kinds
from commops.workspace.shape.schemas import schema

_BRANCHES = frozenset(["$ref", "properties", "additionalProperties", "items", "propertyNames"])
"""Keywords below which a schema goes on; without any of them it is a leaf, as most are."""


class Marked(NamedTuple):
    """A marked value: where it stands, the value, what the schema's keyword says, and the label of its property."""

    route: Route
    value: Any
    mark: Any
    label: Text
    is_key: bool = False
    """Whether the mark is about the key at the end of ``route``, not about the value under it."""


@dataclass(slots=True)
class _Plan:
    """The marked part of a schema, so that looking through a file touches nothing else."""

    label: Text
    mark: Any = None
    key_mark: Any = None
    properties: dict[str, _Plan] = field(default_factory=dict)
    others: _Plan | None = None
    entries: _Plan | None = None

    @property
    def empty(self) -> bool:
        return not (self.mark or self.key_mark or self.properties or self.others or self.entries)


def marked(kind: str, data: Any, keyword: str) -> list[Marked]:
    """Every value of a file of ``kind`` that the schema marks with ``keyword``; values of a wrong shape are passed by.

    Parts that the schema keeps off the site (``x-public: false``) are left out for ``x-localized``.
    """
    found: list[Marked] = []
    _walk(_plan(kind, keyword), data, (), found)
    return found


@functools.cache
def _plan(kind: str, keyword: str) -> _Plan:
    root = schema(kinds().by_name[kind].schema).schema
    return _compile(root, root, keyword, Text("", ""), 0)


def _compile(node: Any, root: dict[str, Any], keyword: str, label: Text, depth: int) -> _Plan:
    reference = node.get("$ref")
    base = root["definitions"][reference.rpartition("/")[2]] if reference else {}
    # In draft 7 a validator ignores what stands beside $ref; our keywords stand there on purpose.
    merged = {**base, **node}
    if "x-label-zh" in node:
        label = Text(node["x-label-zh"], node["title"])
    plan = _Plan(label, merged.get(keyword))
    if depth > 12 or (keyword == "x-localized" and (plan.mark or merged.get("x-public") is False)):
        return plan if merged.get("x-public") is not False else _Plan(label)

    def part(child: Any) -> _Plan | None:
        if not isinstance(child, dict) or (keyword not in child and _BRANCHES.isdisjoint(child)):
            return None
        made = _compile(child, root, keyword, label, depth + 1)
        return None if made.empty else made

    plan.properties = {key: made for key, child in merged.get("properties", {}).items() if (made := part(child))}
    plan.others = part(merged.get("additionalProperties"))
    plan.entries = part(merged.get("items"))
    plan.key_mark = merged.get("propertyNames", {}).get(keyword)
    return plan


def _walk(plan: _Plan, value: Any, route: Route, found: list[Marked]) -> None:
    if plan.mark is not None:
        found.append(Marked(route, value, plan.mark, plan.label))
    if isinstance(value, dict):
        for key, child in value.items():
            if plan.key_mark is not None:
                found.append(Marked((*route, key), key, plan.key_mark, plan.label, is_key=True))
            below = plan.properties.get(key, plan.others)
            if below is not None:
                _walk(below, child, (*route, key), found)
    elif isinstance(value, list) and plan.entries is not None:
        for number, child in enumerate(value):
            _walk(plan.entries, child, (*route, number), found)
