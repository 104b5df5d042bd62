"""A new thing from the answers: its path, its text, and what it needs next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commops.errors import InputError
from commops.starter.entry import with_entry
from commops.starter.place import Target, day_of, id_of, path_of
from commops.starter.questions import complete
from commops.starter.yaml_text import as_yaml
from commops.texts import Text, pick
from commops.workspace import Workspace
from commops.workspace.shape.progress import missing_for, next_status
from commops.workspace.shape.shapes import named


@dataclass(frozen=True, slots=True)
class Draft:
    """What to write, and where."""

    id: str
    path: str
    text: str
    status: str | None
    """Its next status; None for things without."""
    needs: tuple[Text, ...]
    """The keys that the next status asks for."""
    assumed: tuple[tuple[Text, str], ...] = ()
    """Keys that nobody gave a value for, and the usual value that they got."""


def draft(ws: Workspace, target: Target, chosen: str | None, given: Mapping[str, Any], event: str | None) -> Draft:
    """A new thing of a kind. Raises InputError when it cannot be placed or is there already."""
    data = complete(ws, target.root, target.route, given)
    title = pick(data.get("title") or data.get("name") or data.get("display"), "en")
    if target.key:
        return _entry(ws, target, {"id": id_of(ws, target, chosen, title, data), **data})
    if target.of_event(event):
        name = event or ""  # path_of asks for it
    else:
        name = target.kind.name if target.kind.single else id_of(ws, target, chosen, title, data)
    path = path_of(target, name, day_of(ws, name), event)
    if path in ws.tracked:
        raise InputError(
            path,
            Text("这个文件已经有了", "This file is there already"),
            Text("直接修改它。", "Change the file itself."),
        )
    if target.kind.id == "key":
        data = {"id": name, **data}
    text = as_yaml(data) if data else "{}\n"
    if path.endswith(".md"):
        text = f"---\n{text}---\n"
    status = next_status(target.name, str(data.get("status") or _first_status(target)))
    needs = tuple(missing_for(target.name, data, status)) if status else ()
    return Draft(name, path, text, status, needs, _assumed(target, data, given))


def _entry(ws: Workspace, target: Target, data: dict[str, Any]) -> Draft:
    path = target.kind.files[0]
    needed = [key for key in target.root.get("required", []) if key != target.key]
    if needed and path not in ws.tracked:
        raise InputError(
            path,
            Text("这个文件还没有", "This file does not exist yet"),
            Text(f"先运行 commops new {target.kind.name}。", f"Run commops new {target.kind.name} first."),
        )
    text = with_entry(path, ws.read_text(path) or "", target.key, data) if path in ws.tracked else ""
    return Draft(data["id"], path, text or as_yaml({target.key: [data]}), None, ())


def _assumed(target: Target, data: Mapping[str, Any], given: Mapping[str, Any]) -> tuple[tuple[Text, str], ...]:
    return tuple(
        (named(target.root, (*target.route, key)), str(value))
        for key, value in data.items()
        if key not in given and key != "id" and isinstance(value, str)
    )


def _first_status(target: Target) -> str:
    part = target.root["properties"].get("status", {})
    return str(part.get("default") or next(iter(part.get("enum", [])), ""))
