"""Small made-up exports of Discord and WhatsApp, written by the tests themselves."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from logkit import T0, Row

from commops.errors import InputError
from commops.logs.canonical import Settings
from commops.logs.inputs import find_inputs
from commops.logs.keys import Key
from commops.texts import Text

GUILD, CHANNEL, PARENT = "900000000000000001", "900000000000000100", "900000000000000050"


def discord_author(number: int = 1, **more: Any) -> Row:
    """A person as DiscordChatExporter repeats them with every message."""
    base = {
        "id": str(910_000_000_000_000_000 + number), "name": f"person{number}", "discriminator": "0000",
        "nickname": f"Person {number}", "color": None, "isBot": False, "roles": [], "avatarUrl": "a.png",
    }  # fmt: skip
    return {**base, **more}


def discord_message(number: int, ts_s: int = T0, author: int = 1, text: str = "hello", **more: Any) -> Row:
    """A message as DiscordChatExporter writes it, with the exporter's offset of +08:00. ``None`` removes a key."""
    local = dt.datetime.fromtimestamp(ts_s, dt.timezone(dt.timedelta(hours=8)))
    base = {
        "id": str(920_000_000_000_000_000 + number), "type": "Default",
        "timestamp": local.isoformat(timespec="milliseconds"), "timestampEdited": None, "callEndedTimestamp": None,
        "isPinned": False, "content": text, "author": discord_author(author), "attachments": [], "embeds": [],
        "stickers": [], "reactions": [], "mentions": [], "inlineEmojis": [],
    }  # fmt: skip
    message = {**base, **more}
    return {key: value for key, value in message.items() if value is not None or key == "timestampEdited"}


def discord(*messages: Any, channel: Mapping[str, Any] | None = None, **more: Any) -> Row:
    """An export of one channel."""
    about = {"id": CHANNEL, "type": "GuildTextChat", "categoryId": PARENT, "category": "Talk", "name": "general"}
    return {
        "guild": {"id": GUILD, "name": "Paper Boat", "iconUrl": "g.png"},
        "channel": {**about, "topic": None, **(channel or {})},
        "dateRange": {"after": None, "before": None},
        "exportedAt": "2026-06-01T00:00:00.0000000+08:00",
        "messages": list(messages),
        "messageCount": len(messages),
        **more,
    }


@dataclass
class Reading:
    """What an adapter made of one file, before anything is merged: much cheaper than an import."""

    format: str = ""
    rows: list[Row] = field(default_factory=list)
    parsed: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    chats: set[tuple[str, str]] = field(default_factory=set)
    notes: list[Text] = field(default_factory=list)
    zone: str = ""
    problem: InputError | None = None

    @property
    def records(self) -> int:
        return self.parsed + sum(self.skipped.values())


def reading(root: Path, content: bytes | str, name: str, zone: str = "UTC", jobs: int = 1) -> Reading:
    """Write one file below ``root`` and read it with the adapter that recognises it."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    result = Reading()
    [source] = find_inputs([path])
    if source.adapter is None:
        result.problem = source.problem
        return result
    result.format = source.adapter.format.name
    try:
        for batch in source.adapter.read(source.probe, Settings(Key(b"k" * 32), ZoneInfo(zone), jobs)):
            result.rows += batch.rows.to_pylist()
            result.parsed += batch.parsed
            for reason, skip in batch.skipped.items():
                result.skipped[reason] = result.skipped.get(reason, 0) + skip.count
            result.chats |= set(map(tuple, batch.chats))
            result.notes += batch.notes
            result.zone = result.zone or batch.zone
    except InputError as error:
        result.problem = error
    return result


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A zip of files with a fixed time stamp."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
