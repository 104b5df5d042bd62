"""ChatLab's interchange format (0.0.1 and 0.0.2), as JSON and as JSON Lines; for the facts see ``logs/chatlab.py``.

Ids of people and groups are the platform's own, so they are kept apart by platform. A file that does not say before
its messages that they come from a group is refused: they might be a private conversation.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from commops.errors import InputError
from commops.logs.canonical import BATCH_ROWS, EARLIEST, Batch, Chat, Format, Settings
from commops.logs.chatlab import COMMENT, GROUP, HEADER, LINE_TYPE, MEMBER, MESSAGE, PRIVATE, TYPES, UNKNOWN
from commops.logs.group_rows import Content, GroupRows, system, written
from commops.logs.json_arrays import load_value
from commops.logs.json_fields import identity, inside, text
from commops.logs.json_head import first_array, head_of, mapped
from commops.logs.json_lines import json_lines
from commops.logs.json_values import array_values
from commops.logs.moments import stamp
from commops.logs.probe import Probe
from commops.patterns import lazy
from commops.texts import Text

_FIRST_KEY = lazy(r'\s*\{\s*"chatlab"\s*:\s*\{')
_HEADER_LINE = lazy(rf'"{LINE_TYPE}"\s*:\s*"{HEADER}"')


def _sniff(probe: Probe) -> bool:
    return not probe.members and (_is_lines(probe) or bool(_FIRST_KEY.match(probe.text_head)))


def _is_lines(probe: Probe) -> bool:
    lines = (line.strip() for line in probe.text_head.split("\n"))
    first = next((line for line in lines if line and not line.startswith(COMMENT)), "")
    return first.startswith("{") and '"chatlab"' in first and bool(_HEADER_LINE.search(first))


FORMAT = Format(
    name="chatlab",
    label=Text("ChatLab JSON / JSONL", "ChatLab JSON or JSONL"),
    source="chatlab",
    has_id=True,
    zone="in-file",
    private=("meta", "members", "sender", "accountName", "groupNickname", "content"),
    sniff=_sniff,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; a private chat is skipped whole. Raises InputError when the chat's type is not known."""
    reader = _Reader(probe, settings)
    return _read_lines(probe, reader) if _is_lines(probe) else _read_object(probe, reader)


def _read_object(probe: Probe, reader: _Reader) -> Iterator[Batch]:
    with mapped(probe.path) as data:
        head = head_of(data, "messages")
        reader.start(head.member("chatlab"), head.member("meta"))
        with contextlib.suppress(ValueError):
            people = load_value(head.members.get("members", b""))
            for person in people if isinstance(people, list) else ():
                reader.meet(person)
        array = first_array(data, "messages")
        for values, position in array_values(data, array, reader.rows.rows) if array else ():
            for value in values:
                reader.read(value, f"byte {position}")
            yield reader.rows.take(position)
        yield reader.rows.take(probe.size)


def _read_lines(probe: Probe, reader: _Reader) -> Iterator[Batch]:
    with probe.path.open("rb") as file:
        for record in json_lines(file, comment=COMMENT.encode()):
            place = f"line {record.number}"
            value = record.value if isinstance(record.value, dict) else {}
            kind = value.get(LINE_TYPE)
            if record.problem:
                reader.rows.rows.skip(record.problem, place)
            elif kind == HEADER:
                reader.start(inside(value, "chatlab"), inside(value, "meta"))
            elif kind == MEMBER:
                reader.meet(value)
            elif kind == MESSAGE:
                reader.read(value, place)
            else:
                reader.rows.rows.skip("broken" if not value else "not-chat", place)
            if len(reader.rows) >= BATCH_ROWS:
                yield reader.rows.take(file.tell())
        yield reader.rows.take(probe.size)


class _Reader:
    def __init__(self, probe: Probe, settings: Settings) -> None:
        self.rows = GroupRows(settings, FORMAT.source)
        self._path = str(probe.path)
        self._type = self._platform = ""
        self._chat = Chat("", "")

    def start(self, header: dict[str, Any], meta: dict[str, Any]) -> None:
        """Learn which chat the messages that follow are from, and when it was exported."""
        self._type, self._platform = text(meta, "type"), text(meta, "platform")
        name = text(meta, "name")
        self._chat = Chat(f"{self._platform}:{identity(meta, 'groupId') or name}", name or self._platform)
        self.rows.rows.seen_until = stamp(header.get("exportedAt")) or EARLIEST

    def meet(self, person: Any) -> None:
        """Learn the names of a member."""
        if isinstance(person, dict) and (who := identity(person, "platformId")):
            for key in ("accountName", "groupNickname"):
                self.rows.knows(self._person(who), person.get(key))

    def read(self, message: Any, place: str) -> None:
        """Add the row of one message, or skip it with a reason. Raises InputError for a chat of unknown type."""
        rows = self.rows.rows
        if self._type == PRIVATE:
            rows.skip("private", "")
            return
        if self._type != GROUP:
            raise self._unknown_type()
        if not isinstance(message, dict):
            rows.skip("broken", place)
            return
        when = message.get("timestamp")
        ts_s = stamp(when)
        if ts_s is None:
            rows.skip("no-time" if when is None else "bad-time", place)
            return
        sender = identity(message, "sender")
        person = self._person(sender) if sender else None
        if person:
            self.rows.knows(person, message.get("accountName"))
        self.rows.add(
            self._chat,
            ts_s,
            person,
            text(message, "groupNickname") or text(message, "accountName"),
            _content(message),
            msg_id=identity(message, "platformMessageId") or None,
            reply_to=identity(message, "replyToMessageId") or None,
        )

    def _person(self, sender: str) -> str:
        return f"{self._platform}:{sender}"

    def _unknown_type(self) -> InputError:
        return InputError(
            self._path,
            Text(
                "消息之前没有写明 meta.type，不知道是群聊还是私聊",
                "meta.type does not stand before the messages, so they may be from a private chat",
            ),
            Text(
                '在 messages 之前补上 meta，其中 type 写 "group"；私聊不能导入',
                'put meta with "type": "group" before the messages; private chats are not imported',
            ),
        )


def _content(message: dict[str, Any]) -> Content:
    number = message.get("type")
    kind, media, worded = TYPES.get(number, UNKNOWN) if type(number) is int else UNKNOWN
    words = text(message, "content")
    if kind == "system":
        return system(words)
    if media == "text":
        return written(words)
    # What stands for a picture or a file in words ("[图片]") was not written by anybody.
    return Content("message", media, words if worded else "")
