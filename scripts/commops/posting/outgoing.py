"""The different texts of a post that go out, each once, with the channels that get it and its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commops.findings import Location
from commops.posting.copy_text import Copy, copy_text
from commops.posting.dispatches import variant
from commops.posting.naming import called
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Channel, Post


class Outgoing(NamedTuple):
    """One text as it is pasted."""

    copy: Copy
    channels: tuple[Channel, ...]
    place: Location
    """The variant's body, or where the body of the post begins."""
    language: str
    """``zh`` or ``en``: in which language readers must be told what the law wants them to know."""

    @property
    def names(self) -> str:
        """The ids of the channels."""
        return ", ".join(channel.id for channel in self.channels)

    @property
    def told(self) -> Text:
        """What the channels are called, for a sentence."""
        names = [called(channel) for channel in self.channels]
        return Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))

    @property
    def whole(self) -> str:
        """Title and text."""
        return f"{self.copy.title}\n{self.copy.text}"


def outgoing(ws: Workspace, post: Post) -> Iterator[Outgoing]:
    """The texts of a post in the order of its channels; channels that nobody knows are left out."""
    texts: dict[tuple[str, str], list[Channel]] = {}
    copies: dict[tuple[str, str], Copy] = {}
    for name in dict.fromkeys(post.channels):
        channel = ws.get("channel", name)
        if channel is not None:
            copy = copy_text(ws, post, name)
            key = copy.title, copy.text
            copies[key] = copy
            texts.setdefault(key, []).append(channel)
    for key, channels in texts.items():
        copy, first = copies[key], channels[0]
        place = post.at("variants", first.id, "body") if copy.own_text else opening(post)
        yield Outgoing(copy, tuple(channels), place, _language(post, first))


def opening(post: Post) -> Location:
    """Where the body of a post begins; its title if it has none."""
    body = post.body
    if not body.strip():
        return post.at("title")
    return post.source.at_body(len(body) - len(body.lstrip()))


def _language(post: Post, channel: Channel) -> str:
    spoken = channel.language if variant(post.data, channel.id).get("body") else post.language or channel.language
    return "zh" if spoken.lower().startswith("zh") else "en"
