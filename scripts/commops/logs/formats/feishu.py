"""Feishu (Lark) as its ``im/v1/messages`` interface gives it: pages with ``items``, an array, or a message per line.

Fields from Feishu's developer documents. Contents are JSON inside a string; mentions stand in the text as keys. The
interface does not say whether a chat is a group, so one counts only when three people speak in it, when people join
or when the record says so itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from commops.logs.canonical import BATCH_ROWS, EARLIEST, Batch, Chat, Format, Media, Settings
from commops.logs.group_rows import ENOUGH_PEOPLE, Content, GroupRows, system, written
from commops.logs.json_arrays import arrays, load_value, outermost
from commops.logs.json_fields import inside, objects, text
from commops.logs.json_head import mapped
from commops.logs.json_lines import json_lines
from commops.logs.json_values import array_values
from commops.logs.moments import stamp
from commops.logs.probe import Probe
from commops.logs.rows import Rows
from commops.patterns import lazy
from commops.texts import Text

_SIGNS = tuple(
    re.compile(pattern)
    for pattern in (r'"message_id"\s*:\s*"om_', r'"msg_type"\s*:', r'"chat_id"\s*:', r'"create_time"\s*:')
)
_LINES = lazy(rb"\}\s*?\n\s*\{")
_ITEMS = lazy(rb'"items"\s*:\s*\[')

_MEDIA: dict[str, Media] = {
    "image": "image",
    "file": "file",
    "folder": "file",
    "audio": "voice",
    "media": "video",
    "sticker": "sticker",
    "share_calendar_event": "link",
}
_GROUP_TYPES = frozenset({"group", "topic", "topic_group"})


def _sniff(probe: Probe) -> bool:
    head = probe.text_head
    return not probe.members and head.lstrip()[:1] in ("{", "[") and all(sign.search(head) for sign in _SIGNS)


FORMAT = Format(
    name="feishu",
    label=Text("飞书消息 JSON（im/v1/messages）", "Feishu messages (im/v1/messages JSON)"),
    source="feishu",
    has_id=True,
    zone="in-file",
    private=("sender", "body", "mentions"),
    sniff=_sniff,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; chats that are not known to be groups are skipped as private."""
    groups = _groups(probe, Rows(settings.key, FORMAT.source))
    rows = GroupRows(settings, FORMAT.source)
    for values, place, position in _messages(probe, rows.rows):
        for value in values:
            _read(value, place, groups, rows)
        if len(rows) >= BATCH_ROWS:
            yield rows.take(position)
    yield rows.take(probe.size)


def _messages(probe: Probe, rows: Rows) -> Iterator[tuple[list[Any], str, int]]:
    """The messages, some at a time, with their place and how far reading has come, whatever they are packed in."""
    one_line = _LINES.search(probe.head) is None
    if one_line and (probe.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") or _ITEMS.search(probe.head)):
        with mapped(probe.path) as data:
            for array in arrays(data, "items") if _ITEMS.search(probe.head) else [outermost(data)]:
                for values, position in array_values(data, array, rows):
                    yield values, f"byte {position}", position
        return
    with probe.path.open("rb") as file:
        for record in json_lines(file):
            if record.problem:
                rows.skip(record.problem, f"line {record.number}")
            else:
                yield _page(record.value), f"line {record.number}", file.tell()
        yield [], "", probe.size


def _page(value: Any) -> list[Any]:
    """The messages of a line: a whole answer of the interface, or one message."""
    if isinstance(value, dict):
        items = value.get("items", inside(value, "data").get("items"))
        if isinstance(items, list):
            return items
    return [value]


def _groups(probe: Probe, rows: Rows) -> set[str]:
    """Ids of the chats that are groups for certain."""
    people: dict[str, set[str]] = {}
    groups: set[str] = set()
    for values, _place, _position in _messages(probe, rows):
        for message in values:
            chat = text(message, "chat_id") if isinstance(message, dict) else ""
            if not chat or chat in groups:
                continue
            seen = people.setdefault(chat, set())
            if text(inside(message, "sender"), "sender_type") != "app":
                seen.add(text(inside(message, "sender"), "id"))
            seen.discard("")
            joined = text(message, "msg_type") == "system" and "to_chatters" in text(inside(message, "body"), "content")
            if len(seen) >= ENOUGH_PEOPLE or joined or text(message, "chat_type") in _GROUP_TYPES:
                groups.add(chat)
    return groups


def _read(message: Any, place: str, groups: set[str], rows: GroupRows) -> None:
    chat = text(message, "chat_id") if isinstance(message, dict) else ""
    if not chat:
        rows.rows.skip("no-chat" if isinstance(message, dict) else "broken", place)
        return
    if chat not in groups:
        rows.rows.skip("private", "")
        return
    msg_id, when = text(message, "message_id"), message.get("create_time")
    ts_s = stamp(when)
    if not msg_id or ts_s is None:
        rows.rows.skip("no-id" if not msg_id else "no-time" if when is None else "bad-time", place)
        return
    rows.rows.seen_until = max(rows.rows.seen_until, stamp(message.get("update_time")) or EARLIEST)
    sender = inside(message, "sender")
    mentions = objects(message, "mentions")
    for mention in mentions:
        if person := text(mention, "id"):
            rows.knows(person, text(mention, "name"))
    content = system() if message.get("deleted") is True else _content(message, mentions)
    rows.add(
        Chat(chat, text(message, "chat_name") or chat),
        ts_s,
        text(sender, "id") or None,
        "",
        content,
        msg_id=msg_id,
        reply_to=(text(message, "parent_id") or text(message, "root_id") or None)
        if content.kind == "message"
        else None,
        is_bot=text(sender, "sender_type") == "app",
    )


def _content(message: dict[str, Any], mentions: list[dict[str, Any]]) -> Content:
    kind = text(message, "msg_type")
    try:
        body = load_value(text(inside(message, "body"), "content").encode("utf-8", "replace"))
    except ValueError:
        body = None
    body = body if isinstance(body, dict) else {}
    if kind == "system":
        return system(_announcement(body))
    if kind not in ("text", "post"):
        return Content("message", _MEDIA.get(kind, "other"))
    words, media = (text(body, "text"), None) if kind == "text" else _post(body)
    # Longer keys first: @_user_1 is also the beginning of @_user_10.
    for mention in sorted(mentions, key=lambda mention: -len(text(mention, "key"))):
        if key := text(mention, "key"):
            words = words.replace(key, f"@{text(mention, 'name')}")
    return Content("message", media, words) if media else written(words)


def _post(body: dict[str, Any]) -> tuple[str, Media | None]:
    """Words of a rich text, and what it carries; some versions put it below a language."""
    inner = (
        body
        if isinstance(body.get("content"), list)
        else next((value for value in body.values() if isinstance(value, dict)), {})
    )
    lines: list[str] = [title] if (title := text(inner, "title")) else []
    media: Media | None = None
    paragraphs = inner.get("content")
    for paragraph in paragraphs if isinstance(paragraphs, list) else []:
        parts = [part for part in paragraph if isinstance(part, dict)] if isinstance(paragraph, list) else []
        lines.append("".join(text(part, "text") or text(part, "user_id") for part in parts))
        tags = {text(part, "tag") for part in parts}
        media = media or ("image" if "img" in tags else "video" if "media" in tags else "link" if "a" in tags else None)
    return "\n".join(lines), media


def _announcement(body: dict[str, Any]) -> str:
    """A system line, its template filled with quoted names."""
    line = text(body, "template")[:2000]
    for key, value in body.items():
        if isinstance(value, list):
            names = "、".join(name.replace('"', "") for name in value if isinstance(name, str))
            line = line.replace(f"{{{key}}}", f'"{names}"' if names else "")
    return line
