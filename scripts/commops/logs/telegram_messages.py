"""What a parsed message of Telegram Desktop's JSON export says, as canonical rows."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from operator import attrgetter
from zoneinfo import ZoneInfo

from commops.logs.canonical import EARLIEST, LATEST, Kind, Media, has_link
from commops.logs.rows import Rows
from commops.logs.telegram_fields import Message
from commops.logs.zones import utc_seconds
from commops.patterns import lazy

ACTIONS: dict[str, Kind] = {
    "invite_members": "join",
    "join_group_by_link": "join",
    "join_group_by_request": "join",
    "remove_members": "leave",
}
MEDIA_TYPES: dict[str, Media] = {
    "sticker": "sticker",
    "voice_message": "voice",
    "video_message": "video",
    "video_file": "video",
    "animation": "image",
    "audio_file": "file",
}
MIME: dict[str, Media] = {"image": "image", "video": "video"}
PERSON = r"[a-z]+[0-9]+"
_ID_DIGITS = 18
WHOLE = rf"0|-?[1-9][0-9]{{0,{_ID_DIGITS - 1}}}"
"""What fits in 64 bits whatever its digits are. Both expressions mean the same to the database."""
_PERSON, _WHOLE, _DIGITS = lazy(PERSON), lazy(WHOLE), lazy(r"[0-9]{1,15}")
_columns = attrgetter(
    "text", "action", "reply_to_message_id", "reactions", "edited_unixtime", "photo", "media_type", "file"
)
OTHER_MEDIA = ("poll", "location_information", "contact_information", "game_title", "invoice_information", "dice")
"""Fields of messages that carry what has no column of its own."""
MOST_REACTIONS = 2**31 - 1
_other_media = attrgetter(*OTHER_MEDIA)
_NO_OTHER_MEDIA = (None,) * len(OTHER_MEDIA)


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
            written = message is not None and message.action is None and message.type == "message"
            if message is not None and (written or _is_notice(message)):
                run.append(message)
            else:
                self._read_run(run)
                self.read_one(message)
                run = []
        self._read_run(run)
        self.rows.called(self.names)

    def _read_run(self, run: Sequence[Message]) -> None:
        """Add messages of one row each: all at once, or one by one when one of them is unusual."""
        numbers, times = [message.id for message in run], [message.date_unixtime for message in run]
        people = [message.from_id if message.action is None else message.actor_id for message in run]
        names = [message.name if message.action is None else message.actor for message in run]
        usual = [{int}, {str}, {str}, {str}]
        if [{*map(type, column)} for column in (numbers, people, names, times)] == usual and all(people):
            digits, shown = "".join(times), list(map(str, numbers))
            seconds = list(map(int, times)) if digits.isascii() and digits.isdigit() and all(times) else [0]
            plain = all(map(_PERSON.fullmatch, set(people))) and len(max(shown, key=len)) <= _ID_DIGITS
            if plain and EARLIEST <= min(seconds) <= max(seconds) < LATEST:
                self.names.update(zip(people, names, strict=True))
                self._add(run, self._ids(shown), seconds, people)
                return
        for message in run:
            self.read_one(message)

    def read_one(self, message: Message | None) -> None:
        """Add the rows of one message, but leave it to the caller to tell of ``names``."""
        if message is None:
            self.rows.skip("broken", "")
            return
        number = _whole(message.id)
        if number is None:
            self.rows.skip("no-id", self.chat)
            return
        ts_s = self._time(message)
        if ts_s is None:
            unsupported = message.type == "unsupported"
            known = message.date is not None or message.date_unixtime is not None
            reason = "unsupported" if unsupported else "bad-time" if known else "no-time"
            self.rows.skip(reason, f"{self.chat}/{number}")
        elif message.action is None and message.type != "service":
            self._add([message], self._ids([number]), [ts_s], [self._author(message)])
        else:
            self._service(message, self._ids([number])[0], ts_s)

    def _ids(self, numbers: Sequence[str]) -> Sequence[str]:
        # Newer exports already shift the old group's ids below zero, so that they stay unique.
        return [text if text.startswith("-") else self.prefix + text for text in numbers] if self.prefix else numbers

    def _time(self, message: Message) -> int | None:
        """UTC seconds; ``date_unixtime`` is the truth, ``date`` is local to the exporter's zone (old exports)."""
        ts_s = _seconds(message.date_unixtime)
        if ts_s is None:
            try:
                local = dt.datetime.fromisoformat(str(message.date))
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
                column[place] = None
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
            texts[place], media[place], kinds[place] = "", "other", ACTIONS.get(actions[place], "system")
        replies_to: list[str | None] = [None] * count
        for place in _set(replies):
            number = _whole(replies[place])
            if number is not None and said[place].reply_to_peer_id is None:
                (replies_to[place],) = self._ids([number])
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
        kind = ACTIONS.get(str(message.action), "system")
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
    return [place for place, value in enumerate(column) if value is not None]


def _whole(value: object) -> str | None:
    """A message's number as text, whether it is a number or a string; longer ones are none of the platform."""
    text = str(value)
    return text if _WHOLE.fullmatch(text) else None


def _seconds(value: object) -> int | None:
    """UTC seconds, whether they are a number or a string."""
    text = str(value)
    return int(text) if _DIGITS.fullmatch(text) else None


def _person(raw: object) -> str | None:
    """One spelling for a peer: ``user123``. Old exports gave a number, with the kind of peer above bit 32."""
    text = str(raw)
    if _PERSON.fullmatch(text):
        return text
    if not _DIGITS.fullmatch(text):
        return None
    number = int(text)
    return {1: "chat", 2: "channel"}.get(number >> 32, "user") + str(
        number & 0xFFFFFFFF if number >> 32 in (1, 2) else number
    )


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
    if message.photo is not None:
        return "image"
    if message.media_type is not None:
        return MEDIA_TYPES.get(str(message.media_type), "file")
    if message.file is not None:
        return MIME.get(str(message.mime_type).partition("/")[0], "file")
    # None of these comes with a text of its own.
    return None if message.text or _other_media(message) == _NO_OTHER_MEDIA else "other"


def _reactions(reactions: object) -> int:
    if not isinstance(reactions, list):
        return 0
    counts = (reaction.get("count") for reaction in reactions if isinstance(reaction, dict))
    return min(sum(count for count in counts if type(count) is int and 0 < count < 2**63), MOST_REACTIONS)


def _edited(message: Message) -> int:
    """When the message was edited; 0 if it was not."""
    edited = _seconds(message.edited_unixtime)
    return edited if edited is not None and EARLIEST <= edited < LATEST else 0


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
