"""Which channel of the community a chat of an export belongs to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from commops.patterns import lazy

if TYPE_CHECKING:
    from commops.logs.state import Export, State
    from commops.workspace import Workspace

_NOT_WORD = lazy(r"[^\w]+")


def known_names(ws: Workspace | None) -> dict[str, str]:
    """Folded chat name -> channel id, from channels.yml: ``log.names``, then ids, then names in every language.

    The first channel by id that claims a name has it.
    """
    names: dict[str, str] = {}
    channels = sorted(ws.items("channel"), key=lambda item: item.id) if ws else []
    for step in range(3):
        for channel in channels:
            log = channel.data.get("log")
            written = channel.data.get("name")
            listed = log.get("names") if isinstance(log, dict) else None
            claims = (
                listed if isinstance(listed, list) else [],
                [channel.id],
                written.values() if isinstance(written, dict) else [written],
            )[step]
            for name in claims:
                if isinstance(name, str) and fold(name):
                    names.setdefault(fold(name), channel.id)
    return names


def fold(name: str) -> str:
    """A chat name without differences that people do not see: case, width, a leading ``#``, outer spaces."""
    return unicodedata.normalize("NFKC", name).casefold().strip().lstrip("#").strip()


def slug(name: str) -> str:
    """A chat name as an id: letters (of any script) and digits, joined by hyphens."""
    return _NOT_WORD.sub("-", fold(name)).strip("-_") or "chat"


def assign(chats: Mapping[tuple[str, str], Iterable[str]], known: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The channel of every chat, given as (source, key) -> its names, newest first.

    A chat without a channel in the workspace gets a slug of its newest name. Two such chats never share one, unless
    they are parts of one place: what stands before a slash in their keys is then the same (a channel and its threads).
    """
    result: dict[tuple[str, str], str] = {}
    slugs: dict[str, list[tuple[str, str]]] = {}
    for chat in sorted(chats):
        names = [*chats[chat], chat[1]]
        channel = next((known[fold(name)] for name in names if fold(name) in known), None)
        if channel is None:
            slugs.setdefault(slug(names[0]), []).append(chat)
        else:
            result[chat] = channel
    taken = set(known.values())
    for base, sharing in slugs.items():
        places = [(source, key.partition("/")[0]) for source, key in sharing]
        alone = len(set(places)) == 1 and base not in taken
        for chat, place in zip(sharing, places, strict=True):
            result[chat] = base if alone else f"{base}-{slug(' '.join(place))}"
    return result


def channels_of(exports: Sequence[Export], ws: Workspace | None) -> dict[tuple[str, str], str]:
    """The channel of every chat of some exports, oldest first; a chat's newest name counts first."""
    names: dict[tuple[str, str], list[str]] = {}
    for export in reversed(exports):
        for chat in export.chats:
            names.setdefault((export.source, chat.key), []).append(chat.name)
    return assign(names, known_names(ws))


def fits(stored: State, ws: Workspace) -> bool:
    """Whether a warehouse was merged for this workspace as it is: its zone, and the channels of the chats."""
    channels = set(channels_of(stored.ranked, ws).values())
    return stored.zone == ws.zone.key and all(row["channel"] in channels for row in stored.channels)
