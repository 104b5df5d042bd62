"""What people call a place in a file and the value there: labels of the schemas, names of people, times of day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from commops.findings import Route
from commops.review import types as t
from commops.review.delta import ABSENT
from commops.review.things import Part
from commops.texts import LANGS, Lang, Text, pick
from commops.workspace import Workspace
from commops.workspace.shape.choices import choices
from commops.workspace.shape.kinds import kinds
from commops.workspace.shape.schemas import schema
from commops.workspace.shape.shapes import resolve
from commops.workspace.times import instant

NONE = Text("（无）", "(none)")
_TEXT = Text("正文", "Text")
_YES, _NO = Text("是", "yes"), Text("否", "no")
_ENTRY = Text("第 {n} 项", "entry {n}")
_WEEKDAYS = (Text("周一", "Mon"), Text("周二", "Tue"), Text("周三", "Wed"), Text("周四", "Thu"), Text("周五", "Fri"),
             Text("周六", "Sat"), Text("周日", "Sun"))  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST = 400


def day(date: dt.date) -> Text:
    """``11-24 周二`` and ``Tue 24 Nov``."""
    week = _WEEKDAYS[date.weekday()]
    return Text(f"{date.month} 月 {date.day} 日 {week.zh}", f"{week.en} {date.day} {_MONTHS[date.month - 1]}")


def moment(at: dt.datetime) -> Text:
    """Day and time on the clocks that ``at`` is on."""
    shown = day(at.date())
    return Text(f"{shown.zh} {at:%H:%M}", f"{shown.en} {at:%H:%M}")


def kind_label(kind: str) -> Text:
    """What a kind of thing is called; kinds of entries are named by their schema."""
    found = kinds().by_name.get(kind)
    if found:
        return found.label
    root, node = _root(kind)
    node = resolve(node, root)
    return Text(node["x-label-zh"], node["title"]) if "x-label-zh" in node else Text(kind, kind)


def _root(kind: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The schema that describes a kind, and the node in it that describes one thing."""
    for row in kinds().by_name.values():
        if row.name == kind:
            root = schema(row.schema).schema
            return root, root
        key = next((key for key, part in row.items.items() if part == kind), None)
        if key is not None:
            root = schema(row.schema).schema
            entries = _merged(root["properties"][key], root)
            return root, _merged(entries.get("items", {}), root)
    return {}, {}


def _merged(node: Any, root: Mapping[str, Any]) -> Mapping[str, Any]:
    """A node with what its reference points at; what stands beside the reference wins."""
    return {**resolve(node, root), **node} if isinstance(node, Mapping) else {}


def _step(node: Mapping[str, Any], step: str | int, root: Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(step, int):
        return _merged(node.get("items", {}), root)
    more = node.get("additionalProperties")
    return _merged(node.get("properties", {}).get(step, more if isinstance(more, Mapping) else {}), root)


def place(ws: Workspace, kind: str, route: Route) -> Text:
    """What people call the value at a route inside a thing, from the outside in: "议程 · 第 2 项 · 开始"."""
    if route == t.BODY:
        return _TEXT
    root, node = _root(kind)
    parts: list[Text] = []
    for number, step in enumerate(route):
        above, node = node, _step(node, step, root)
        if isinstance(step, int):
            parts.append(_ENTRY.fill(n=step + 1))
        elif number == 1 and route[0] == "variants":
            parts[:] = [named(ws, "channel", step)]
        elif "x-label-zh" in node and step in above.get("properties", {}):
            parts.append(Text(node["x-label-zh"], node["title"]))
        else:
            parts.append(Text(str(step), str(step)))
    return Text(" · ".join(part.zh for part in parts), " · ".join(part.en for part in parts))


def value(ws: Workspace, kind: str, route: Route, data: object) -> Text:
    """A value as people say it, on one line and not too long."""
    root, node = _root(kind)
    for step in () if route == t.BODY else route:
        node = _step(node, step, root)
    return Text(*(_cut(_said(ws, node, root, data, lang)) for lang in LANGS))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _said(ws: Workspace, node: Mapping[str, Any], root: Mapping[str, Any], data: object, lang: Lang) -> str:
    """A value in one language."""
    if data is ABSENT or data is None:
        return NONE.get(lang)
    if isinstance(data, bool):
        return (_YES if data else _NO).get(lang)
    if isinstance(data, str):
        return _word(ws, node, data, lang)
    if isinstance(data, dict):
        return _mapping(ws, node, root, data, lang)
    if isinstance(data, list):
        entry = _merged(node.get("items", {}), root)
        return ("、" if lang == "zh" else ", ").join(_said(ws, entry, root, one, lang) for one in data) or NONE.get(
            lang
        )
    return str(data)


def _word(ws: Workspace, node: Mapping[str, Any], data: str, lang: Lang) -> str:
    if "x-enum-zh" in node and (name := choices(node).get(data)):
        return name.get(lang)
    if isinstance(node.get("x-ref"), str):
        return named(ws, node["x-ref"], data).get(lang)
    if node.get("format") == "moment":
        return _moment(data, ws.zone).get(lang)
    return " ".join(data.split())


def _mapping(ws: Workspace, node: Mapping[str, Any], root: Mapping[str, Any], data: dict[Any, Any], lang: Lang) -> str:
    if node.get("x-localized"):
        return " ".join(pick(data, lang).split())
    parts = []
    for key, one in data.items():
        if key == t.BODY[0]:
            continue
        inner = _step(node, str(key), root)
        label = inner.get("x-label-zh" if lang == "zh" else "title", str(key))
        parts.append(f"{label}{'：' if lang == 'zh' else ': '}{_said(ws, inner, root, one, lang)}")
    return ("；" if lang == "zh" else "; ").join(parts) or NONE.get(lang)


def named(ws: Workspace, kind: str, name: str) -> Text:
    """A thing by the name people gave it, now or before the change; its id if it has none."""
    for side in (ws, ws.base):
        found = side.get(kind, name) if side is not None else None
        if found is not None:
            return Part(kind, name, found.source, (), found.data, ("", "", 0)).name
    return Text(name, name)


def _moment(text: str, zone: ZoneInfo) -> Text:
    """A time as people read it on the community's clocks, with the year only if it is not plain."""
    try:
        at = instant(text).astimezone(zone)
    except (ValueError, OverflowError):
        return Text(text, text)
    return moment(at)
