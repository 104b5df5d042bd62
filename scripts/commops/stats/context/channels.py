"""Channels and how many people fit in: ``community/channels.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commops.stats.context._declare import ContextTable
from commops.workspace import Workspace


class ChannelSize(NamedTuple):
    """A channel and how many people fit in, where there is a limit."""

    channel: str
    capacity: int | None


def _channels(ws: Workspace) -> Iterator[ChannelSize]:
    for channel in ws.channels:
        yield ChannelSize(channel.id, channel.capacity)


TABLES = (ContextTable("channels", ChannelSize, _channels),)
