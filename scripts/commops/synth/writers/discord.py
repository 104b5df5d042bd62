"""DiscordChatExporter's JSON: an indented file per channel, snowflake ids as strings, times with an offset.

Shape as in its JsonMessageWriter.cs, written by .NET's Utf8JsonWriter: two spaces, ``[]`` for empty lists, characters
beyond the basic plane as ``\\uD83D\\uDE02`` pairs. Discord announces joins (``GuildMemberJoin``) but never who left.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

from commops.synth.people import STAFF, People
from commops.synth.phrases import SITE
from commops.synth.recipe import Recipe
from commops.synth.records import OFFSET_S, Chat, Message
from commops.synth.writers._clock import LocalDay, Recent

_GUILD = 1_218_000_000_000_000_000
_CATEGORY = _GUILD + 77
_STAFF_COLOR = '"#E8A33D"'
_EPOCH_S = 1_420_070_400
_CODES = {"👍": "thumbsup", "❤": "heart", "🔥": "fire", "😁": "grin", "🎉": "tada", "👏": "clap"}
_FILES = {"image": ("photo.png", 482_113), "voice": ("voice-message.ogg", 21_904), "file": ("notes.pdf", 1_048_576)}
_ESCAPES = re.compile('["\\\\\x00-\x1f\x7f\U00010000-\U0010ffff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quoted(text: str) -> str:
    """A JSON string as .NET's relaxed encoder writes it."""
    return f'"{_ESCAPES.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if char in _SHORT:
        return _SHORT[char]
    return "".join(f"\\u{unit:04X}" for unit in memoryview(char.encode("utf-16-le")).cast("H"))


class Writer:
    """Writes ``Firefly Page - Community - <channel> [<id>].json``."""

    VARIANTS: ClassVar[tuple[str, ...]] = ("",)

    def __init__(self, folder: Path, recipe: Recipe, people: People, variant: str = "") -> None:
        del variant
        self._folder, self._recipe, self._people = folder, recipe, people
        self._known: dict[int, str] = {}

    def begin(self, chat: Chat) -> None:
        """Write the head of a channel's file."""
        self._channel, self._count, self._recent = _GUILD + 1000 + chat.index, 0, Recent()
        path = self._folder / f"Firefly Page - Community - {chat.id} [{self._channel}].json"
        self._file = path.open("w", encoding="utf-8", newline="\n", buffering=1 << 20)
        offset = f"+{OFFSET_S // 3600:02}:00"
        self._file.write(
            f'{{\n  "guild": {{\n    "id": "{_GUILD}",\n    "name": "Firefly Page",\n'
            f'    "iconUrl": "{SITE}/icons/guild.png"\n  }},\n'
            f'  "channel": {{\n    "id": "{self._channel}",\n    "type": "GuildTextChat",\n'
            f'    "categoryId": "{_CATEGORY}",\n    "category": "Community",\n    "name": {quoted(chat.id)},\n'
            f'    "topic": {quoted(chat.name)}\n  }},\n'
            '  "dateRange": {\n    "after": null,\n    "before": null\n  },\n'
            f'  "exportedAt": "{self._recipe.end}T23:59:59.0000000{offset}",\n  "messages": ['
        )

    def day(self, messages: list[Message]) -> None:
        """Write the messages of a day."""
        if not messages:
            return
        day = LocalDay(messages[0])
        self._recent.add(messages)
        kept = [message for message in messages if message.kind != "leave"]
        text = ",".join(self._message(message, f"{day.date}T{day.clock(message)}") for message in kept)
        self._file.write(f",{text}" if self._count and text else text)
        self._count += len(kept)

    def end(self) -> None:
        """Close the list, and say how many there were."""
        self._file.write(
            f'\n  ],\n  "messageCount": {self._count}\n}}' if self._count else '],\n  "messageCount": 0\n}'
        )
        self._file.close()

    def close(self) -> None:
        """Nothing is left open."""

    def _message(self, message: Message, local: str) -> str:
        replied = self._recent.get(message.reply_to)
        kind = "GuildMemberJoin" if message.kind == "join" else "Reply" if replied else "Default"
        content = "Joined the server." if message.kind == "join" else message.text
        reference = ""
        if replied:
            reference = (
                f'\n      "reference": {{\n        "type": "Default",\n        "messageId": "{_snowflake(replied)}",\n'
                f'        "channelId": "{self._channel}",\n        "guildId": "{_GUILD}"\n      }},'
            )
        return (
            f'\n    {{\n      "id": "{_snowflake(message)}",\n      "type": "{kind}",\n'
            f'      "timestamp": "{local}.{message.id % 1000:03}+08:00",\n      "timestampEdited": null,\n'
            f'      "callEndedTimestamp": null,\n      "isPinned": false,\n      "content": {quoted(content)},\n'
            f'      "author": {self._author(message.author)},\n      "attachments": {_attachments(message)},\n'
            f'      "embeds": [],\n      "stickers": {_stickers(message)},\n'
            f'      "reactions": {self._reactions(message)},\n      "mentions": [],{reference}\n'
            '      "inlineEmojis": []\n    }'
        )

    def _author(self, person: int) -> str:
        """The author, repeated in full with every message."""
        if person not in self._known:
            if len(self._known) > 20_000:
                self._known.clear()
            role = _GUILD + 500
            roles = "[]"
            if person <= len(STAFF):
                roles = (
                    f'[\n          {{\n            "id": "{role}",\n            "name": "Moderator",\n'
                    f'            "color": {_STAFF_COLOR},\n            "position": 3\n          }}\n        ]'
                )
            self._known[person] = (
                f'{{\n{self._user(person, "        ")},\n        "roles": {roles},\n'
                f'        "avatarUrl": "{SITE}/avatars/{person % 6}.png"\n      }}'
            )
        return self._known[person]

    def _user(self, person: int, indent: str) -> str:
        return (
            f'{indent}"id": "{_GUILD + 10_000 + person}",\n{indent}"name": "{self._people.handle(person)}",\n'
            f'{indent}"discriminator": "0000",\n{indent}"nickname": {quoted(self._people.name(person))},\n'
            f'{indent}"color": {_STAFF_COLOR if person <= len(STAFF) else "null"},\n'
            f'{indent}"isBot": {"true" if self._people.is_bot(person) else "false"}'
        )

    def _reactions(self, message: Message) -> str:
        if not message.reactions:
            return "[]"
        items, deep = [], " " * 14
        for emoji, people in message.reactions:
            users = ",\n".join(
                f'            {{\n{self._user(person, deep)},\n{deep}"avatarUrl": "{SITE}/avatars/{person % 6}.png"\n'
                "            }"
                for person in people
            )
            items.append(
                f'        {{\n          "emoji": {{\n            "id": "",\n            "name": {quoted(emoji)},\n'
                f'            "code": "{_CODES[emoji]}",\n            "isAnimated": false,\n'
                f'            "imageUrl": "{SITE}/emoji/{_CODES[emoji]}.svg"\n          }},\n'
                f'          "count": {len(people)},\n          "users": [\n{users}\n          ]\n        }}'
            )
        return "[\n" + ",\n".join(items) + "\n      ]"


def _snowflake(message: Message) -> int:
    """Milliseconds since 2015 in the upper bits, a running number in the lower 22."""
    return ((message.at - _EPOCH_S) * 1000 + message.id % 1000 << 22) + message.id % 4096


def _attachments(message: Message) -> str:
    if message.media not in _FILES:
        return "[]"
    name, size = _FILES[message.media]
    number = _snowflake(message) + 1
    return (
        f'[\n        {{\n          "id": "{number}",\n          "url": "{SITE}/attachments/{number}/{name}",\n'
        f'          "fileName": "{name}",\n          "fileSizeBytes": {size}\n        }}\n      ]'
    )


def _stickers(message: Message) -> str:
    if message.media != "sticker":
        return "[]"
    return (
        f'[\n        {{\n          "id": "{_GUILD + 300}",\n          "name": "firefly",\n'
        f'          "format": "Png",\n          "sourceUrl": "{SITE}/stickers/firefly.png"\n        }}\n      ]'
    )
