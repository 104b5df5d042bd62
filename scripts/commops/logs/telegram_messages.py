"""What a parsed message of Telegram Desktop's JSON export says, as canonical rows."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from commops.logs.canonical import EARLIEST, LATEST, Kind, Media, Rows, has_link
from commops.logs.zones import utc_seconds

_KINDS: dict[str, Kind] = {
    "invite_members": "join",
    "join_group_by_link": "join",
    "join_group_by_request": "join",
    "remove_members": "leave",
}
_MEDIA_TYPES: dict[str, Media] = {
    "sticker": "sticker",
    "voice_message": "voice",
    "video_message": "video",
    "video_file": "video",
    "animation": "image",
    "audio_file": "file",
}
_MIME: dict[str, Media] = {"image": "image", "video": "video"}
_MEDIA_KEYS = frozenset({"photo", "media_type", "file"})
_OTHER_MEDIA = frozenset(
    {"poll", "location_information", "contact_information", "game_title", "invoice_information", "dice"}
)


class MessageReader:
    """Turns parsed messages of one chat into rows. ``prefix`` marks ids from before a group became a supergroup."""

    def __init__(self, chat: str, prefix: str, rows: Rows, zone: ZoneInfo) -> None:
        self.chat = chat
        self.prefix = prefix
        self.rows = rows
        self.zone = zone
        self.names: dict[str, str] = {}

    def read(self, messages: list[Any]) -> None:
        """Add the rows of ``messages``; those without an id or a usable time are skipped with a reason."""
        rows = self.rows
        latest = 0
        for message in messages:
            if not isinstance(message, dict):
                rows.skip("broken", "")
                continue
            number = message.get("id")
            if type(number) is not int and type(number) is not str:
                rows.skip("no-id", f"{self.chat}")
                continue
            ts_s = self._time(message)
            if ts_s is None:
                unsupported = message.get("type") == "unsupported"
                known = "date" in message or "date_unixtime" in message
                reason = "unsupported" if unsupported else "bad-time" if known else "no-time"
                rows.skip(reason, f"{self.chat}/{number}")
                continue
            rows.parsed += 1
            latest = ts_s if ts_s > latest else latest
            msg_id = self._id(number)
            if "action" in message or message.get("type") == "service":
                self._service(message, msg_id, ts_s)
            else:
                self._message(message, msg_id, ts_s)
        rows.seen_until = max(rows.seen_until, latest)
        for raw, name in self.names.items():
            rows.names.setdefault(rows.author("name:" + name), set()).add(rows.author(raw))

    def _id(self, number: int | str) -> str:
        # Newer exports already shift the old group's ids below zero, so that they stay unique.
        text = str(number)
        return self.prefix + text if self.prefix and not text.startswith("-") else text

    def _time(self, message: dict[str, Any]) -> int | None:
        """UTC seconds; ``date_unixtime`` is the truth, ``date`` is local to the exporter's zone (old exports)."""
        try:
            ts_s = int(message["date_unixtime"])
        except (KeyError, TypeError, ValueError):
            try:
                local = dt.datetime.fromisoformat(message["date"])
                ts_s = utc_seconds(local, self.zone)
                self.rows.zone = self.zone.key
            except (KeyError, TypeError, ValueError, OverflowError):
                return None
        return ts_s if EARLIEST <= ts_s < LATEST else None

    def _message(self, message: dict[str, Any], msg_id: str, ts_s: int) -> None:
        author = _person(message.get("from_id"))
        name = message.get("from")
        if author is None:
            if isinstance(name, str):
                author = f"name:{name}"
                self.rows.names.setdefault(self.rows.author(author), set()).add("")
        elif isinstance(name, str):
            self.names[author] = name
        text, linked = _text(message)
        reply = message.get("reply_to_message_id")
        reactions = message.get("reactions")
        if "edited_unixtime" in message or reactions:
            self.rows.seen_until = max(self.rows.seen_until, _edited(message), _reacted(message, reactions, ts_s))
        self.rows.add(
            self.chat,
            msg_id,
            ts_s,
            author,
            text,
            media=_media(message) or ("link" if linked or has_link(text) else "text"),
            reply_to=self._id(reply) if type(reply) is int and "reply_to_peer_id" not in message else None,
            n_reactions=_reactions(reactions) if reactions else 0,
        )

    def _service(self, message: dict[str, Any], msg_id: str, ts_s: int) -> None:
        kind = _KINDS.get(str(message.get("action")), "system")
        actor = _person(message.get("actor_id"))
        name = message.get("actor")
        if actor is not None and isinstance(name, str):
            self.names[actor] = name
        members = message.get("members")
        if kind == "system" or "members" not in message or not isinstance(members, list) or not members:
            self.rows.add(self.chat, msg_id, ts_s, actor, kind=kind, media="other")
            return
        for number, member in enumerate(members):
            # The export gives invited people by display name only; the name is matched to an id when merging.
            author = actor if member == name else f"name:{member}" if isinstance(member, str) else None
            if author is not None and author != actor:
                self.rows.names.setdefault(self.rows.author(author), set()).add("")
            own_id = msg_id if number == 0 else f"{msg_id}.{number}"
            self.rows.add(self.chat, own_id, ts_s, author, kind=kind, media="other")


def _person(raw: object) -> str | None:
    """One spelling for a peer: ``user123``. Old exports gave a number, with the kind of peer above bit 32."""
    if isinstance(raw, str):
        return raw or None
    if type(raw) is not int:
        return None
    return {1: "chat", 2: "channel"}.get(raw >> 32, "user") + str(raw & 0xFFFFFFFF if raw >> 32 in (1, 2) else raw)


def _text(message: dict[str, Any]) -> tuple[str, bool]:
    """The plain text of a message and whether one of its parts is a link."""
    text = message.get("text")
    if type(text) is str:
        if not text and isinstance(poll := message.get("poll"), dict):
            return str(poll.get("question") or ""), False
        return text, False
    if not isinstance(text, list):
        return "", False
    parts, linked = [], False
    for part in text:
        if isinstance(part, dict):
            linked = linked or part.get("type") in ("link", "text_link")
            part = part.get("text")
        if isinstance(part, str):
            parts.append(part)
    return "".join(parts), linked


def _media(message: dict[str, Any]) -> Media | None:
    """What a message carries besides text; None for nothing."""
    if _MEDIA_KEYS.isdisjoint(message):
        return None if _OTHER_MEDIA.isdisjoint(message) else "other"
    if "photo" in message:
        return "image"
    if "media_type" in message:
        return _MEDIA_TYPES.get(str(message["media_type"]), "file")
    return _MIME.get(str(message.get("mime_type")).partition("/")[0], "file")


def _reactions(reactions: object) -> int:
    if not isinstance(reactions, list):
        return 0
    counts = (reaction.get("count") for reaction in reactions if isinstance(reaction, dict))
    return min(sum(count for count in counts if type(count) is int and count > 0), 2**31 - 1)


def _edited(message: dict[str, Any]) -> int:
    """When the message was edited; 0 if it was not."""
    with contextlib.suppress(KeyError, TypeError, ValueError):
        edited = int(message["edited_unixtime"])
        return edited if EARLIEST <= edited < LATEST else 0
    return 0


def _reacted(message: dict[str, Any], reactions: object, ts_s: int) -> int:
    """The time of the newest reaction that the export names, 0 for none; so of two exports the later one is known.

    It is local to the exporter's zone, which the message's own two times tell.
    """
    if not isinstance(reactions, list):
        return 0
    recent = (reaction.get("recent") for reaction in reactions if isinstance(reaction, dict))
    dates = [
        one.get("date") for people in recent if isinstance(people, list) for one in people if isinstance(one, dict)
    ]
    with contextlib.suppress(KeyError, TypeError, ValueError):
        newest = max(date for date in dates if isinstance(date, str))
        since = dt.datetime.fromisoformat(newest) - dt.datetime.fromisoformat(message["date"])
        reacted = ts_s + int(since.total_seconds())
        return reacted if EARLIEST <= reacted < LATEST else 0
    return 0
