"""Matrix rooms as Element exports them in JSON: the room's raw events, those of encrypted rooms in the clear.

Shape from matrix-react-sdk's JSONExport.ts; events and relations from the Matrix specification (rooms up to version
11). An edit, a reaction or a redaction is an event of its own that names the event it is about, so the file is gone
through twice: first for what is said about messages, then for the messages.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from commops.logs.canonical import Batch, Chat, Format, Kind, Media, Settings, has_link
from commops.logs.json_arrays import load_value
from commops.logs.json_fields import inside, text
from commops.logs.json_head import first_array, head_of, mapped
from commops.logs.json_values import array_values
from commops.logs.moments import stamp
from commops.logs.probe import Probe
from commops.logs.rows import Rows
from commops.texts import Text

_KEYS = tuple(re.compile(rf'"{key}"\s*:') for key in ("room_name", "room_creator", "export_date", "exported_by"))

_MESSAGE, _STICKER, _ENCRYPTED = "m.room.message", "m.sticker", "m.room.encrypted"
_MEMBER, _REACTION, _REDACTION = "m.room.member", "m.reaction", "m.room.redaction"
_POLLS = ("m.poll.start", "org.matrix.msc3381.poll.start")
_UNREADABLE = "m.bad.encrypted"
_MEDIA: dict[str, Media] = {
    "m.image": "image",
    "m.audio": "voice",
    "m.video": "video",
    "m.file": "file",
    "m.location": "other",
}
_RELATES = "m.relates_to"
_REPLY_TO = "m.in_reply_to"
_AUTOMATIC = "m.notice"


def _sniff(probe: Probe) -> bool:
    head = probe.text_head
    return not probe.members and head.lstrip().startswith("{") and sum(bool(key.search(head)) for key in _KEYS) >= 3


FORMAT = Format(
    name="matrix",
    label=Text("Matrix / Element JSON", "Matrix: Element JSON"),
    source="matrix",
    has_id=True,
    zone="in-file",
    private=("sender", "state_key", "content", "prev_content", "unsigned", "exported_by", "room_creator"),
    sniff=_sniff,
)


@dataclass(slots=True)
class _About:
    """What events say about other events, by id."""

    edits: dict[tuple[str, str], list[tuple[int, str, str]]] = field(default_factory=dict)
    """(message, sender) -> (time, event, new words); only its author can edit a message."""
    reactions: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)
    """Message -> (sender, key) -> event."""
    redacted: set[str] = field(default_factory=set)
    direct: bool = False
    """Whether somebody was invited to this room as to a conversation of two."""

    def words(self, message: str, sender: str) -> str | None:
        """What a message says after its last edit; None when there is none."""
        edits = [edit for edit in self.edits.get((message, sender), ()) if edit[1] not in self.redacted]
        return max(edits)[2] if edits else None

    def reacted(self, message: str) -> int:
        """How many reactions a message has."""
        return sum(event not in self.redacted for event in self.reactions.get(message, {}).values())


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; every event is a record. A room opened as a direct chat is skipped as private."""
    about = _About()
    for events, _position in _events(probe, Rows(settings.key, FORMAT.source)):
        for event in events:
            if isinstance(event, dict):
                _learn(event, about)
    rows = Rows(settings.key, FORMAT.source)
    room = _room_name(probe)
    for events, position in _events(probe, rows):
        if about.direct:
            if events:
                rows.skip("private", "", len(events))
        else:
            for event in events:
                _read(event, room, about, rows, f"byte {position}")
        yield rows.take(position)
    yield rows.take(probe.size)


def _events(probe: Probe, rows: Rows) -> Iterator[tuple[list[Any], int]]:
    with mapped(probe.path) as data:
        if array := first_array(data, "messages"):
            yield from array_values(data, array, rows)


def _room_name(probe: Probe) -> str:
    with mapped(probe.path) as data, contextlib.suppress(ValueError):
        name = load_value(head_of(data, "messages").members.get("room_name", b""))
        return name if isinstance(name, str) else ""
    return ""


def _learn(event: dict[str, Any], about: _About) -> None:
    kind, sender, content = text(event, "type"), text(event, "sender"), inside(event, "content")
    if kind == _MEMBER:
        about.direct = about.direct or (text(content, "membership") == "invite" and content.get("is_direct") is True)
    if kind == _REDACTION:
        about.redacted.add(text(event, "redacts") or text(content, "redacts"))
    relation = inside(content, _RELATES)
    target, how = text(relation, "event_id"), text(relation, "rel_type")
    if not target or _is_redacted(event):
        return
    event_id = text(event, "event_id")
    if how == "m.annotation":
        about.reactions.setdefault(target, {})[sender, text(relation, "key")] = event_id
    elif how == "m.replace":
        edit = (stamp(event.get("origin_server_ts")) or 0, event_id, text(inside(content, "m.new_content"), "body"))
        about.edits.setdefault((target, sender), []).append(edit)


def _is_redacted(event: dict[str, Any]) -> bool:
    return bool(inside(event, "unsigned").get("redacted_because")) or "redacted_because" in event


def _read(event: Any, room: str, about: _About, rows: Rows, place: str) -> None:
    if not isinstance(event, dict):
        rows.skip("broken", place)
        return
    msg_id, when = text(event, "event_id"), event.get("origin_server_ts")
    ts_s = stamp(when)
    if not msg_id or ts_s is None:
        rows.skip("no-id" if not msg_id else "no-time" if when is None else "bad-time", place)
        return
    rows.seen_until = max(rows.seen_until, ts_s)
    content = inside(event, "content")
    kind, how = text(event, "type"), text(inside(content, _RELATES), "rel_type")
    gone = msg_id in about.redacted or _is_redacted(event)
    if kind == _ENCRYPTED or text(content, "msgtype") == _UNREADABLE:
        rows.skip("encrypted", place)
    elif kind == _REACTION or how in ("m.replace", "m.annotation"):
        rows.skip("edit" if how == "m.replace" else "reaction", place)
    else:
        rows.parsed += 1
        chat = text(event, "room_id") or room or "room"
        if not any(known.key == chat for known in rows.chats):
            rows.chats.append(Chat(chat, room or chat))
        if kind in (_MESSAGE, _STICKER, *_POLLS) and not gone:
            _message(event, chat, msg_id, ts_s, about, rows)
        else:
            change, person = _membership(event) if kind == _MEMBER else ("system", text(event, "sender"))
            rows.add(chat, msg_id, ts_s, person or None, kind=change, media="other")


def _message(event: dict[str, Any], chat: str, msg_id: str, ts_s: int, about: _About, rows: Rows) -> None:
    sender, content = text(event, "sender"), inside(event, "content")
    words = about.words(msg_id, sender)
    if words is None:
        words = _without_quotation(_words(content)) if _REPLY_TO in inside(content, _RELATES) else _words(content)
    kind = text(content, "msgtype")
    media = "sticker" if event["type"] == _STICKER else "other" if event["type"] in _POLLS else _MEDIA.get(kind)
    # Of a file the body is its name, unless another name is given: then it is what was written with it.
    named = kind in _MEDIA and text(content, "filename") in ("", words)
    rows.add(
        chat,
        msg_id,
        ts_s,
        sender or None,
        "" if named else words,
        media=media or ("link" if has_link(words) else "text"),
        reply_to=_reply_to(inside(content, _RELATES)),
        n_reactions=about.reacted(msg_id),
        is_bot=kind == _AUTOMATIC,
    )


def _words(content: dict[str, Any]) -> str:
    for poll in _POLLS:
        question = inside(inside(content, poll), "question")
        if question:
            return text(question, "body") or text(question, "org.matrix.msc1767.text")
    return text(content, "body")


def _without_quotation(words: str) -> str:
    """Older clients put what they answer before the answer, on lines that begin with ``>``."""
    if not words.startswith("> "):
        return words
    lines = words.split("\n")
    first = next((number for number, line in enumerate(lines) if not line.startswith(">")), len(lines))
    return "\n".join(lines[first:]).lstrip("\n")


def _reply_to(relation: dict[str, Any]) -> str | None:
    """The message that is answered; in a thread, for clients that show none, its last message is only a makeshift."""
    answered = text(inside(relation, _REPLY_TO), "event_id")
    if text(relation, "rel_type") == "m.thread" and (not answered or relation.get("is_falling_back") is True):
        return text(relation, "event_id") or None
    return answered or None


def _membership(event: dict[str, Any]) -> tuple[Kind, str]:
    """A change of membership: what it is, and whose."""
    person = text(event, "state_key") or text(event, "sender")
    now = text(inside(event, "content"), "membership")
    before = text(inside(event, "prev_content") or inside(inside(event, "unsigned"), "prev_content"), "membership")
    if now == "join" and before != "join":
        return "join", person
    if now in ("leave", "ban") and before in ("", "join"):
        return "leave", person
    return "system", person
