"""What people call a thing, in both languages, for sentences that name the other side of a clash."""

from __future__ import annotations

from commops.texts import LocalText, Text, pick
from commops.workspace import Item, Workspace


def both(value: LocalText | None) -> Text:
    """A localized value in both languages, each falling back to the other."""
    return Text(pick(value, "zh"), pick(value, "en"))


def called(item: Item) -> Text:
    """The title or name of a thing, else its id."""
    name = both(item.data.get("title") or item.data.get("name") or item.data.get("display"))
    return Text(name.zh or item.id, name.en or item.id)


def named(ws: Workspace, kind: str, name: str) -> Text:
    """What a thing of a kind is called, by its id; the id itself where there is no such thing."""
    item = ws.get(kind, name)
    return Text(name, name) if item is None else called(item)
