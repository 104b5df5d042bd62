"""What a thing still needs before it may have its next status, as its schema says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commops.texts import Text
from commops.workspace.shape import shapes
from commops.workspace.shape.choices import choices
from commops.workspace.shape.kinds import kinds
from commops.workspace.shape.schemas import schema

GATE = "status-requirements"
"""The ``x-rule`` of the parts of a schema that depend on the status."""
# Ways out: a thing comes to these from any status, never as the next step.
_ENDS = frozenset(["rejected", "withdrawn", "cancelled", "postponed", "declined"])


def next_status(kind: str, status: str) -> str | None:
    """The status after this one on the usual way, None at its end or for a kind without status."""
    part = schema(kinds().by_name[kind].schema).schema["properties"].get("status", {})
    steps = [step for step in part.get("enum", []) if step not in _ENDS]
    return steps[steps.index(status) + 1] if status in steps[:-1] else None


def status_label(kind: str, status: str) -> Text:
    """What people call a status; the word itself where the schema does not say."""
    part = schema(kinds().by_name[kind].schema).schema["properties"].get("status", {})
    return choices(part).get(status, Text(status, status))


def missing_for(kind: str, data: Mapping[str, Any], status: str) -> list[Text]:
    """The names of the keys that must be filled in before ``data`` may have ``status``, in the order of the schema."""
    judge = schema(kinds().by_name[kind].schema)
    found: dict[tuple[str | int, ...], Text] = {}
    for error in judge.refusals({**data, "status": status}):
        nodes = shapes.trail(judge.schema, error.absolute_schema_path)
        if shapes.rule_of(nodes) != GATE:
            continue
        route = tuple(error.absolute_path)
        if error.validator == "required" and isinstance(error.instance, dict):
            routes = [(*route, key) for key in error.validator_value if key not in error.instance]  # type: ignore[union-attr]
        else:
            routes = [route]
        found |= {place: shapes.named(judge.schema, place) for place in routes}
    order = list(judge.schema["properties"])
    return [found[place] for place in sorted(found, key=lambda place: (order.index(str(place[0])), str(place)))]
