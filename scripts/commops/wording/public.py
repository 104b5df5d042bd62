"""What the public reads of a file: every passage once, for all rules about wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from commops.findings import Location, Route
from commops.workspace import Source, Workspace

# The keys of each kind of file whose texts people outside the team read.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "post": ("title", "summary", "variants", "poll", "disclosure"),
    "campaign": ("name", "offers"),
    "asset-list": ("assets",),
    "event": ("name", "summary"),
}
_OF_VARIANT = frozenset(["title", "body", "hashtags"])
_OF_ASSET = frozenset(["alt"])
# A tuple, for a status that the schema refuses may be anything.
_NEVER_OUT = ("rejected", "withdrawn")


class Passage(NamedTuple):
    """A text that people read, and where it stands in its file."""

    text: str
    route: Route
    """Empty for the Markdown body."""

    def at(self, source: Source, start: int, end: int) -> Location:
        """The place of some code points of the passage."""
        if self.route:
            return source.at_part(self.route, start, end - start)
        return source.at_body(start, end - start)

    @property
    def is_title(self) -> bool:
        """Whether it is what people see first: a title or the name of a campaign or an event."""
        route = self.route
        return bool(route) and (route[0] in ("title", "name") or (route[0] == "variants" and route[-1] == "title"))


def is_public(source: Source) -> bool:
    """Whether the file holds texts for the public at all, and is not one that will never go out."""
    return source.kind in _KEYS and not (source.kind == "post" and source.data.get("status") in _NEVER_OUT)


def passages(source: Source) -> Iterator[Passage]:
    """Every passage of a public file, the body last."""
    data = source.data
    for key in _KEYS.get(source.kind, ()):
        value = data.get(key)
        if value is None:
            continue
        for route, text in _texts(value, (key,)):
            if key == "variants" and not _OF_VARIANT.intersection(route):
                continue
            if key == "assets" and not _OF_ASSET.intersection(route):
                continue
            yield Passage(text, route)
    if source.kind == "post" and (body := source.body):
        yield Passage(body, ())


def _texts(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    """Every text below a value, with its route."""
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _texts(child, (*route, key))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from _texts(child, (*route, number))


def is_commercial(ws: Workspace, source: Source, passage: Passage | None = None) -> bool:
    """Whether a file (or a passage of a list of assets) is advertising: by itself, or by its campaign."""
    data = source.data
    if source.kind == "asset-list":
        entry = data["assets"][passage.route[1]] if passage else {}
        return isinstance(entry, dict) and entry.get("id") in ws.derive(advertised_assets)
    if "commercial" in data:
        return data["commercial"] is True
    campaign = ws.get("campaign", data["campaign"]) if isinstance(data.get("campaign"), str) else None
    return campaign is not None and campaign.data.get("commercial") is True


def advertised_assets(ws: Workspace) -> frozenset[str]:
    """Ids of the assets that advertising posts use."""
    found: set[str] = set()
    for post in ws.posts:
        if is_commercial(ws, post.source):
            found.update(post.data.get("assets") or ())
            for own in (post.data.get("variants") or {}).values():
                found.update(own.get("assets") or ())
    return frozenset(found)
