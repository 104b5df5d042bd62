"""What a new thing must say: which keys its schema wants, what they are called, and what an answer means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commops.findings import Route
from commops.posting.naming import named
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace.reading.problems import UnreadableError
from commops.workspace.reading.read import read
from commops.workspace.shape.shapes import Node, property_of, resolve
from commops.workspace.shape.suggest import as_clock, as_date, plain
from commops.workspace.times import in_zone

_EVENING = dt.time(20)
_TWO_HOURS = dt.timedelta(hours=2)
_LISTED = 40
_WEEK = dt.timedelta(days=7)


class UnfitError(ValueError):
    """An answer that cannot be meant, with what would be understood."""

    def __init__(self, hint: Text) -> None:
        super().__init__(hint.en)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Question:
    """A key that needs a value before the thing can be written."""

    key: str
    label: Text
    about: Text
    node: Node
    choices: tuple[str, ...] = ()
    example: str = ""


def questions(ws: Workspace, root: Node, route: Route, given: Mapping[str, Any]) -> list[Question]:
    """The required keys of the mapping at ``route`` of a schema that are neither given nor have a natural value."""
    return [
        _question(ws, root, route, key)
        for key in _required(root, route)
        if key not in given and natural(ws, node_of(root, (*route, key)), key, given) is None
    ]


def complete(ws: Workspace, root: Node, route: Route, given: Mapping[str, Any]) -> dict[str, Any]:
    """The given values and the natural ones of required keys, in the order of the schema."""
    data = dict(given)
    for key in _required(root, route):
        if key not in data and (value := natural(ws, node_of(root, (*route, key)), key, data)) is not None:
            data[key] = value
    order = list(resolve(property_of(root, route), root).get("properties", {}))
    return {key: data[key] for key in sorted(data, key=lambda key: order.index(key) if key in order else len(order))}


def natural(ws: Workspace, node: Node, key: str, data: Mapping[str, Any]) -> Any:
    """The value that a required key has when nobody says otherwise, or None.

    Days are today, times next week at eight in the evening (an end is two hours after the start), and a reference goes
    to the only thing there is.
    """
    if "default" in node:
        return node["default"]
    form = node.get("format")
    if form == "date":
        return ws.as_of.isoformat()
    if form == "moment":
        if key == "end" and "start" in data:
            return (in_zone(str(data["start"]), ws.zone) + _TWO_HOURS).isoformat(timespec="minutes")
        return dt.datetime.combine(ws.as_of + _WEEK, _EVENING, ws.zone).isoformat(timespec="minutes")
    if form == "timezone":
        return ws.zone.key
    if "x-ref" in node:
        only = list(ws.ids(node["x-ref"]))
        return only[0] if len(only) == 1 else None
    entry = node.get("items")
    if isinstance(entry, Mapping) and "x-ref" in entry:
        only = list(ws.ids(entry["x-ref"]))
        return only if len(only) == 1 else None
    return None


def value_of(ws: Workspace, node: Node, text: str) -> Any:
    """What an answer means for a key: text stays text, numbers and yes/no are read, lists are split at commas.

    A time without offset is on the community's clocks; people and channels may be called by their names. Raises
    UnfitError for a time that is none, for what does not exist, and for what is no YAML where YAML is needed; whether
    the value fits otherwise is for the check to say.
    """
    text = text.strip()
    kind = node.get("type")
    if "x-ref" in node and node["x-ref"] != "metric":
        return id_called(ws, node["x-ref"], text)
    if node.get("format") == "moment":
        return _moment(ws, text)
    if text[:1] in "[{" and kind not in ("string",):
        return _read(text)
    if kind == "array":
        parts = [part.strip() for part in text.replace("，", ",").replace("、", ",").split(",") if part.strip()]
        entry = node.get("items")
        if isinstance(entry, Mapping) and entry.get("x-ref", "metric") != "metric":
            return [id_called(ws, entry["x-ref"], part) for part in parts]
        return parts
    if kind in ("integer", "number", "boolean", "object"):
        return _read(text)
    return text


def id_called(ws: Workspace, kind: str, text: str) -> str:
    """The id that a text is, or the id of what is called so in either language. Raises UnfitError for neither.

    Where there is nothing of this kind yet, any text will do.
    """
    known = sorted(ws.ids(kind))
    if not known or text in known:
        return text
    for name in known:
        if text in named(ws, kind, name):
            return name
    listed = known[:_LISTED]
    raise UnfitError(Text(f"有这些：{'、'.join(listed)}。", f"There are: {', '.join(listed)}."))


def _moment(ws: Workspace, text: str) -> str:
    day, _, clock = plain(text).replace("T", " ").partition(" ")
    written = f"{as_date(day)} {as_clock(clock)}".strip()
    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        raise UnfitError(Text("写成 2026-12-02 20:00 的样子。", "Write it like 2026-12-02 20:00.")) from None
    if not clock:
        moment = dt.datetime.combine(moment.date(), _EVENING)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ws.zone)).isoformat(timespec="minutes")


def _read(text: str) -> Any:
    try:
        return read("answer.yml", f"value: {text}".encode()).data["value"]
    except UnreadableError as error:
        raise UnfitError(error.problem.problem) from None


def _required(root: Node, route: Route) -> list[str]:
    wanted = resolve(property_of(root, route), root).get("required", [])
    return [key for key in resolve(property_of(root, route), root).get("properties", {}) if key in wanted]


def node_of(root: Node, route: Route) -> Node:
    """The schema of the value at a route with what its reference points at; what stands beside the reference wins."""
    node = property_of(root, route)
    return {**resolve(node, root), **node}


def _question(ws: Workspace, root: Node, route: Route, key: str) -> Question:
    node = node_of(root, (*route, key))
    entry = node.get("items")
    reference = node.get("x-ref") or (entry.get("x-ref") if isinstance(entry, Mapping) else None)
    choices = tuple(sorted(ws.ids(reference))) if reference else tuple(map(str, node.get("enum", ())))
    return Question(
        key,
        Text(node.get("x-label-zh", key), node.get("title", key)),
        Text(node.get("x-description-zh", ""), node.get("description", "")),
        node,
        choices,
        _example(node),
    )


def _example(node: Node) -> str:
    """An answer that would fit, for people who have not seen one."""
    if "x-example" in node:
        return str(node["x-example"])
    if node.get("type") == "array" and isinstance(node.get("items"), Mapping):
        needed = node["items"].get("required")
        return "[{" + ", ".join(f"{key}: …" for key in needed) + "}]" if needed else ""
    needed = node.get("required") if node.get("type") == "object" else None
    return "{" + ", ".join(f"{key}: …" for key in needed) + "}" if needed else ""
