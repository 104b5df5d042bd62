"""Telegram Desktop's result.json: one chat alone, or a full account with many chats in one file.

Shape as in tdesktop's export_output_json.cpp: one space of indent per level, local ``date`` beside ``date_unixtime``,
which is a string, ``from_id`` such as "user10023", ``text`` a string, or an array when a part of it is not plain,
service messages for joins and leaves, empty values left out, no line feed at the end.
"""

from __future__ import annotations

from json.encoder import encode_basestring
from pathlib import Path
from typing import ClassVar

from commops.synth.people import People
from commops.synth.recipe import Recipe
from commops.synth.records import Chat, Message
from commops.synth.writers._clock import LocalDay

_NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"
_ABOUT = "Here is the data you requested. Remember: Telegram is ad free, it doesn't use your data for ad targeting."
_ABOUT_CHATS = "This page lists all chats from this export."


class Writer:
    """Writes ``result.json``; with one chat in the recipe the single-chat shape, else a full account."""

    VARIANTS: ClassVar[tuple[str, ...]] = ("",)

    def __init__(self, folder: Path, recipe: Recipe, people: People, variant: str = "") -> None:
        del variant
        self._single, self._people = len(recipe.chats) == 1, people
        self._file = (folder / "result.json").open("w", encoding="utf-8", newline="\n", buffering=1 << 20)
        self._first_chat = self._first = True
        # Levels above a message: {"messages": [ or {"chats": {"list": [{"messages": [
        self._level = 2 if self._single else 5
        self._senders: dict[int, tuple[str, str]] = {}
        if not self._single:
            self._file.write(_account_head())

    def begin(self, chat: Chat) -> None:
        """Write the head of a chat."""
        outer = " " * (self._level - 2)
        inner = " " * (self._level - 1)
        lead = "" if self._single else ("\n" if self._first_chat else ",\n") + outer
        self._first_chat, self._first, self._chat = False, True, chat
        self._senders.clear()
        self._file.write(
            f'{lead}{{\n{inner}"name": {encode_basestring(chat.name)},\n{inner}"type": "private_supergroup",\n'
            f'{inner}"id": {chat.number},\n{inner}"messages": ['
        )

    def day(self, messages: list[Message]) -> None:
        """Write the messages of one local day."""
        if not messages:
            return
        day = LocalDay(messages[0])
        indent = " " * self._level
        key = f",\n{indent} "
        pieces = []
        for message in messages:
            local = f"{day.date}T{day.clock(message)}"
            service = message.kind != "message"
            head = (
                f'\n{indent}{{\n{indent} "id": {message.id}{key}"type": "{"service" if service else "message"}"'
                f'{key}"date": "{local}"{key}"date_unixtime": "{message.at}"'
            )
            body = self._service(message, key) if service else self._message(message, key, indent, local)
            pieces.append(f"{head}{body}\n{indent}}}")
        text = ",".join(pieces)
        self._file.write(text if self._first else f",{text}")
        self._first = False

    def end(self) -> None:
        """Close the chat's array and object."""
        self._file.write(f"\n{' ' * (self._level - 1)}]\n{' ' * (self._level - 2)}}}")

    def close(self) -> None:
        """Close the account and the file."""
        if not self._single:
            self._file.write("\n  ]\n }\n}")
        self._file.close()

    def _who(self, label: str, person: int, key: str) -> str:
        known = self._senders.get(person)
        if known is None:
            if len(self._senders) > 20_000:
                self._senders.clear()
            known = self._senders[person] = (encode_basestring(self._people.name(person)), f'"user{person}"')
        return f'{key}"{label}": {known[0]}{key}"{label}_id": {known[1]}'

    def _service(self, message: Message, key: str) -> str:
        """A join (by link, or added by somebody) or a leave (by oneself, or removed): only names say who was meant."""
        name = encode_basestring(self._people.name(message.author))
        actor = self._who("actor", message.by or message.author, key)
        members = f'{key}"members": [{key[1:]} {name}{key[1:]}]'
        if message.kind == "leave":
            what = f'{key}"action": "remove_members"{members}'
        elif message.by:
            what = f'{key}"action": "invite_members"{members}'
        else:
            what = f'{key}"action": "join_group_by_link"{key}"inviter": {encode_basestring(self._chat.name)}'
        return f'{actor}{what}{key}"text": ""{key}"text_entities": []'

    def _message(self, message: Message, key: str, indent: str, local: str) -> str:
        found = self._who("from", message.author, key)
        if message.reply_to:
            found += f'{key}"reply_to_message_id": {message.reply_to}'
        if message.media not in ("text", "link"):
            found += _media(message, key)
        found += _text(message, key, indent)
        return found + self._reactions(message, key, indent, local) if message.reactions else found

    def _reactions(self, message: Message, key: str, indent: str, local: str) -> str:
        """Emoji with count and the last few people, as newer versions write them."""
        deep, items = f",\n{indent}   ", []
        for emoji, people in message.reactions:
            recent = []
            for person in people[:3]:
                who = self._who("from", person, f"{deep}  ")[1:]
                recent.append(f'{deep[1:]} {{{who}{deep}  "date": "{local}"{deep[1:]} }}')
            items.append(
                f'\n{indent}  {{{deep[1:]}"type": "emoji"{deep}"count": {len(people)}{deep}"emoji": "{emoji}"'
                f'{deep}"recent": [{",".join(recent)}{deep[1:]}]\n{indent}  }}'
            )
        return f'{key}"reactions": [{",".join(items)}\n{indent} ]'


def _text(message: Message, key: str, indent: str) -> str:
    """``text`` and ``text_entities``: a lone plain part is a string in the first and always an object in the second."""
    if not message.parts:
        if not message.text:
            return f'{key}"text": ""{key}"text_entities": []'
        text = encode_basestring(message.text)
        return (
            f'{key}"text": {text}{key}"text_entities": [\n{indent}  {{\n{indent}   "type": "plain",'
            f'\n{indent}   "text": {text}\n{indent}  }}\n{indent} ]'
        )
    mixed, entities = [], []
    for kind, piece in message.parts:
        text = encode_basestring(piece)
        entity = f'\n{indent}  {{\n{indent}   "type": "{kind}",\n{indent}   "text": {text}\n{indent}  }}'
        entities.append(entity)
        mixed.append(f"\n{indent}  {text}" if kind == "plain" else entity)
    return f'{key}"text": [{",".join(mixed)}\n{indent} ]{key}"text_entities": [{",".join(entities)}\n{indent} ]'


def _media(message: Message, key: str) -> str:
    """The keys of a photo or a document whose file was not exported."""
    if message.media == "image":
        return f'{key}"photo": "{_NOT_INCLUDED}"{key}"width": 1280{key}"height": 960'
    found = f'{key}"file": "{_NOT_INCLUDED}"'
    if message.media == "sticker":
        return f'{found}{key}"media_type": "sticker"{key}"sticker_emoji": "😂"{key}"width": 512{key}"height": 512'
    if message.media == "voice":
        seconds = 2 + message.id % 58
        return (
            f'{found}{key}"media_type": "voice_message"{key}"mime_type": "audio/ogg"{key}"duration_seconds": {seconds}'
        )
    return f'{found}{key}"mime_type": "application/pdf"'


def _account_head() -> str:
    """Everything of a full account before its chats; the account's owner stays anonymous, without a number."""
    return (
        f'{{\n "about": {encode_basestring(_ABOUT)},\n "personal_information": {{\n  "user_id": 1,\n'
        '  "first_name": "林夕",\n  "last_name": "",\n  "phone_number": "",\n  "username": "@fireflypage"\n },\n'
        f' "chats": {{\n  "about": {encode_basestring(_ABOUT_CHATS)},\n  "list": ['
    )
