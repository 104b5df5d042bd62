"""What a parsed message of Telegram Desktop's JSON export says, as canonical rows."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TypeGuard
from zoneinfo import ZoneInfo

from commops.logs.canonical import EARLIEST, LATEST, Kind, Media, has_link
from commops.logs.rows import Rows
from commops.logs.telegram_fields import UNSET, Message
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
_columns = attrgetter(
    "text", "action", "reply_to_message_id", "reactions", "edited_unixtime", "photo", "media_type", "file"
)
_other_media = attrgetter(
    "poll", "location_information", "contact_information", "game_title", "invoice_information", "dice"
)
_NO_OTHER_MEDIA = (UNSET,) * 6


class MessageReader:
    """Turns parsed messages of one chat into rows. ``prefix`` marks ids from before a group became a supergroup."""

    def __init__(self, chat: str, prefix: str, rows: Rows, zone: ZoneInfo) -> None:
        self.chat = chat
        self.prefix = prefix
        self.rows = rows
        self.zone = zone
        self.names: set[tuple[str, str]] = set()
        """Raw ids and the display names that they bore."""

    def read(self, messages: Sequence[Message | None]) -> None:
        """Add the rows of ``messages``; those without an id or a usable time are skipped with a reason."""
        run: list[Message] = []
        for message in messages:
            written = message is not None and message.action is UNSET and message.type == "message"
            if message is not None and (written or _is_notice(message)):
                run.append(message)
            else:
                self._read_run(run)
                self._read(message)
                run = []
        self._read_run(run)
        self.rows.called(self.names)

    def _read_run(self, run: Sequence[Message]) -> None:
        """Add messages of one row each: all at once, or one by one when one of them is unusual."""
        numbers, times = [message.id for message in run], [message.date_unixtime for message in run]
        people = [message.from_id if message.action is UNSET else message.actor_id for message in run]
        names = [message.name if message.action is UNSET else message.actor for message in run]
        usual = [{int}, {str}, {str}, {str}]
        if [{*map(type, column)} for column in (numbers, people, names, times)] == usual and all(people):
            with contextlib.suppress(ValueError):
                seconds = list(map(int, times))
                if _are_numbers(numbers) and EARLIEST <= min(seconds) <= max(seconds) < LATEST:
                    self.names.update(zip(people, names, strict=True))
                    self._add(run, self._ids(numbers), seconds, people)
                    return
        for message in run:
            self._read(message)

    def _read(self, message: Message | None) -> None:
        if message is None:
            self.rows.skip("broken", "")
            return
        number = message.id
        if not (_is_number(number) or type(number) is str):
            self.rows.skip("no-id", self.chat)
            return
        ts_s = self._time(message)
        if ts_s is None:
            unsupported = message.type == "unsupported"
            known = message.date is not UNSET or message.date_unixtime is not UNSET
            reason = "unsupported" if unsupported else "bad-time" if known else "no-time"
            self.rows.skip(reason, f"{self.chat}/{number}")
        elif message.action is UNSET and message.type != "service":
            self._add([message], self._ids([number]), [ts_s], [self._author(message)])
        else:
            self._service(message, self._ids([number])[0], ts_s)

    def _ids(self, numbers: Iterable[int | str]) -> list[str]:
        texts = list(map(str, numbers))
        # Newer exports already shift the old group's ids below zero, so that they stay unique.
        return [text if text.startswith("-") else self.prefix + text for text in texts] if self.prefix else texts

    def _time(self, message: Message) -> int | None:
        """UTC seconds; ``date_unixtime`` is the truth, ``date`` is local to the exporter's zone (old exports)."""
        try:
            ts_s = int(message.date_unixtime)
        except (TypeError, ValueError):
            try:
                local = dt.datetime.fromisoformat(message.date)
                ts_s = utc_seconds(local, self.zone)
                self.rows.zone = self.zone.key
            except (TypeError, ValueError, OverflowError):
                return None
        return ts_s if EARLIEST <= ts_s < LATEST else None

    def _author(self, message: Message) -> str | None:
        author, name = _person(message.from_id), message.name
        if not isinstance(name, str):
            return author
        if author is not None:
            self.names.add((author, name))
            return author
        author = f"name:{name}"
        self.rows.names.setdefault(self.rows.author(author), set()).add("")
        return author

    def _add(
        self, said: Sequence[Message], msg_ids: Sequence[str], times: Sequence[int], people: Sequence[str | None]
    ) -> None:
        """Add a row for each of ``said``, column by column; what few of them have is looked at only where it stands."""
        count = len(said)
        columns = zip(*map(_columns, said), strict=True)
        texts, actions, *others = map(list, columns)
        replies, reactions, edited, photos, types, files = others
        kinds: list[Kind] = ["message"] * count
        media: list[Media] = ["text"] * count
        notices = _set(actions)
        for place in notices:
            for column in others:
                column[place] = UNSET
        for place, text in enumerate(texts):
            if type(text) is not str or not text:
                texts[place], linked = _text(said[place])
                media[place] = _media(said[place]) or ("link" if linked else "text")
            elif "://" in text or "www." in text:
                media[place] = "link" if has_link(text) else "text"
        for carried in (photos, types, files):
            for place in _set(carried):
                media[place] = _media(said[place]) or media[place]
        for place in notices:
            texts[place], media[place], kinds[place] = "", "other", _KINDS.get(actions[place], "system")
        replies_to: list[str | None] = [None] * count
        for place in _set(replies):
            if _is_number(replies[place]) and said[place].reply_to_peer_id is UNSET:
                (replies_to[place],) = self._ids([replies[place]])
        n_reactions = [0] * count
        changed = 0
        for place in _set(reactions):
            n_reactions[place] = _reactions(reactions[place])
            changed = max(changed, _reacted(said[place], times[place]))
        for place in _set(edited):
            changed = max(changed, _edited(said[place]))
        self.rows.seen_until = max(self.rows.seen_until, changed, *times)
        self.rows.add_records(self.chat, msg_ids, times, people, texts, kinds, media, replies_to, n_reactions)

    def _service(self, message: Message, msg_id: str, ts_s: int) -> None:
        self.rows.parsed += 1
        self.rows.seen_until = max(self.rows.seen_until, ts_s)
        kind = _KINDS.get(str(message.action), "system")
        actor = _person(message.actor_id)
        name, members = message.actor, message.members
        if actor is not None and isinstance(name, str):
            self.names.add((actor, name))
        if kind == "system" or not isinstance(members, list) or not members:
            self.rows.add(self.chat, msg_id, ts_s, actor, kind=kind, media="other")
            return
        for number, member in enumerate(members):
            # The export gives invited people by display name only; the name is matched to an id when merging.
            author = actor if member == name else f"name:{member}" if isinstance(member, str) else None
            if author is not None and author != actor:
                self.rows.names.setdefault(self.rows.author(author), set()).add("")
            own_id = msg_id if number == 0 else f"{msg_id}.{number}"
            self.rows.add(self.chat, own_id, ts_s, author, kind=kind, media="other")


def _is_notice(message: Message) -> bool:
    """Whether it says in one row what happened: without a list of members, each of whom has a row."""
    members = message.members
    return message.type == "service" and type(message.action) is str and not (isinstance(members, list) and members)


def _set(column: Sequence[object]) -> list[int]:
    """The places at which the export has such a key."""
    return [place for place, value in enumerate(column) if value is not UNSET]


def _is_number(value: object) -> TypeGuard[int]:
    """Whether a value is a whole number that the platform could have given: what needs more bits is none of its ids."""
    return type(value) is int and -(2**63) <= value < 2**63


def _are_numbers(values: Sequence[int]) -> bool:
    return _is_number(min(values)) and _is_number(max(values))


def _person(raw: object) -> str | None:
    """One spelling for a peer: ``user123``. Old exports gave a number, with the kind of peer above bit 32."""
    if isinstance(raw, str):
        return raw or None
    if type(raw) is not int:
        return None
    return {1: "chat", 2: "channel"}.get(raw >> 32, "user") + str(raw & 0xFFFFFFFF if raw >> 32 in (1, 2) else raw)


def _text(message: Message) -> tuple[str, bool]:
    """The plain text of a message and whether it has a link in it."""
    text = message.text
    if type(text) is str:
        if not text and isinstance(poll := message.poll, dict):
            text = str(poll.get("question") or "")
        return text, has_link(text)
    if not isinstance(text, list):
        return "", False
    parts, linked = [], False
    for part in text:
        if isinstance(part, dict):
            linked = linked or part.get("type") in ("link", "text_link")
            part = part.get("text")
        if isinstance(part, str):
            parts.append(part)
    whole = "".join(parts)
    return whole, linked or has_link(whole)


def _media(message: Message) -> Media | None:
    """What a message carries besides text; None for nothing."""
    if message.photo is not UNSET:
        return "image"
    if message.media_type is not UNSET:
        return _MEDIA_TYPES.get(str(message.media_type), "file")
    if message.file is not UNSET:
        return _MIME.get(str(message.mime_type).partition("/")[0], "file")
    # None of these comes with a text of its own.
    return None if message.text or _other_media(message) == _NO_OTHER_MEDIA else "other"


def _reactions(reactions: object) -> int:
    if not isinstance(reactions, list):
        return 0
    counts = (reaction.get("count") for reaction in reactions if isinstance(reaction, dict))
    return min(sum(count for count in counts if _is_number(count) and count > 0), 2**31 - 1)


def _edited(message: Message) -> int:
    """When the message was edited; 0 if it was not."""
    with contextlib.suppress(TypeError, ValueError):
        edited = int(message.edited_unixtime)
        return edited if EARLIEST <= edited < LATEST else 0
    return 0


def _reacted(message: Message, ts_s: int) -> int:
    """The time of the newest reaction that the export names, 0 for none; so of two exports the later one is known.

    It is local to the exporter's zone, which the message's own two times tell.
    """
    reactions = message.reactions
    if not isinstance(reactions, list):
        return 0
    recent = (reaction.get("recent") for reaction in reactions if isinstance(reaction, dict))
    dates = [
        one.get("date") for people in recent if isinstance(people, list) for one in people if isinstance(one, dict)
    ]
    with contextlib.suppress(TypeError, ValueError):
        newest = max(date for date in dates if isinstance(date, str))
        since = dt.datetime.fromisoformat(newest) - dt.datetime.fromisoformat(message.date)
        reacted = ts_s + int(since.total_seconds())
        return reacted if EARLIEST <= reacted < LATEST else 0
    return 0
