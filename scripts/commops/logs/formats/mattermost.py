"""Mattermost's bulk export: JSON Lines, as the file itself or inside the zip of ``mmctl export``.

Fields from Mattermost's page on the bulk loading data format. Posts carry no id there, and replies stand inside the
post they answer. A post's author and millisecond name it within its channel, so a mark made of both serves as id:
then edits, deletions and replies are known over exports. Direct messages (``direct_post``) are private.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from commops.errors import InputError
from commops.logs.bundle import names_in, open_bundle
from commops.logs.canonical import BATCH_ROWS, Batch, Chat, Format, Kind, Media, Settings, has_link
from commops.logs.json_fields import inside, objects, text
from commops.logs.json_lines import Record, json_lines
from commops.logs.keys import Key
from commops.logs.media_names import media_of
from commops.logs.moments import stamp
from commops.logs.probe import Probe
from commops.logs.rows import Rows
from commops.patterns import lazy
from commops.texts import Text

_VERSION = lazy(r'\s*\{(?:\s*"version"\s*:\s*[0-9]+\s*,)?\s*"type"\s*:\s*"version"')
_HEAD_BYTES = 4096
_JSONL = ".jsonl"
_ATTACHED = "data/"

_ABOUT = frozenset({"version", "emoji", "scheme", "role", "team", "channel", "user", "bot", "direct_channel"})
"""Lines that describe the server; they are no records."""
_KINDS: dict[str, Kind] = {
    "system_join_channel": "join",
    "system_add_to_channel": "join",
    "system_join_team": "join",
    "system_add_to_team": "join",
    "system_leave_channel": "leave",
    "system_remove_from_channel": "leave",
    "system_leave_team": "leave",
    "system_remove_from_team": "leave",
}
_OTHERS = {"join": "addedUsername", "leave": "removedUsername"}
"""Where a notice names whom somebody else brought or sent away."""
_BOT_PROPS = ("from_bot", "from_webhook", "from_plugin")


def _sniff(probe: Probe) -> bool:
    if not probe.head.startswith(b"PK"):
        return not probe.members and bool(_VERSION.match(probe.text_head))
    if _line_file(names_in(probe)) is None:
        return False
    with contextlib.suppress(InputError), contextlib.ExitStack() as stack:
        return bool(_VERSION.match(_open(probe, stack).read(_HEAD_BYTES).decode("utf-8", "replace")))
    return False


def _line_file(names: tuple[str, ...]) -> str | None:
    """The one JSON Lines file of a zip beside the folder of attached files; None in any other zip."""
    found = [name for name in names if name.endswith(_JSONL) and not name.startswith(_ATTACHED) and "/" not in name]
    others = [name for name in names if name not in found and not name.startswith(_ATTACHED)]
    return found[0] if len(found) == 1 and not others else None


FORMAT = Format(
    name="mattermost",
    label=Text("Mattermost 批量导出（JSONL / zip）", "Mattermost bulk export (JSONL or zip)"),
    source="mattermost",
    has_id=True,
    zone="in-file",
    private=("user", "username", "message", "props", "reactions", "attachments", "members"),
    sniff=_sniff,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; every post, reply and direct post is a record, and so is every line that is damaged."""
    reader = _Reader(Rows(settings.key, FORMAT.source), settings.key)
    with contextlib.ExitStack() as stack:
        yield from reader.batches(_open(probe, stack), probe.size)


def _open(probe: Probe, stack: contextlib.ExitStack) -> BinaryIO:
    if not probe.head.startswith(b"PK"):
        return stack.enter_context(probe.path.open("rb"))
    members, _newest = open_bundle(probe, stack)
    name = _line_file(tuple(members))
    assert name  # noqa: S101 - sniffing found it in the same list
    return stack.enter_context(members[name].open())


@dataclass(slots=True)
class _Reader:
    rows: Rows
    key: Key
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    """(team, channel) -> what people see."""
    bots: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    used: dict[tuple[str, str], int] = field(default_factory=dict)
    """(chat, mark) -> how many posts had it, for the rare two of one millisecond."""

    def batches(self, file: BinaryIO, size: int) -> Iterator[Batch]:
        """Read all lines of an open file."""
        packed = not file.seekable()
        for record in json_lines(file):
            self._line(record)
            if len(self.rows) >= BATCH_ROWS:
                yield self._take(0 if packed else file.tell())
        yield self._take(size)

    def _take(self, position: int) -> Batch:
        self.told.clear()
        return self.rows.take(position)

    def _line(self, record: Record) -> None:
        place = f"line {record.number}"
        kind = text(record.value, "type") if isinstance(record.value, dict) else ""
        if record.problem or not kind:
            self.rows.skip(record.problem or "broken", place)
            return
        about = inside(record.value, kind)
        if kind == "post":
            self._post(about, place)
        elif kind == "direct_post":
            self.rows.skip("private", "", 1 + len(_replies(about)))
        elif kind == "channel":
            self.names[text(about, "team"), text(about, "name")] = text(about, "display_name")
        elif kind == "bot":
            self.bots.add(text(about, "username"))
        elif kind not in _ABOUT:
            self.rows.skip("not-chat", place)

    def _post(self, post: dict[str, Any], place: str) -> None:
        team, channel = text(post, "team"), text(post, "channel")
        replies = _replies(post)
        if not channel:
            self.rows.skip("no-chat", place, 1 + len(replies))
            return
        chat = f"{team}/{channel}"
        if chat not in self.told:
            self.told.add(chat)
            self.rows.chats.append(Chat(chat, self.names.get((team, channel)) or channel))
        root = self._message(post, chat, None, place)
        for number, reply in enumerate(replies, 1):
            self._message(reply, chat, root, f"{place} reply {number}")

    def _message(self, message: Any, chat: str, root: str | None, place: str) -> str | None:
        """Add a row for a post or reply; returns its id, None when it was skipped."""
        if not isinstance(message, dict):
            self.rows.skip("broken", place)
            return None
        user, when = text(message, "user"), message.get("create_at")
        ts_s = stamp(when)
        if ts_s is None:
            self.rows.skip("no-time" if when is None else "bad-time", place)
            return None
        self.rows.parsed += 1
        changed = stamp(message.get("edit_at")) or 0
        self.rows.seen_until = max(self.rows.seen_until, ts_s, changed)
        msg_id = self._id(chat, user, str(when))
        kind, props = self._kind(message), inside(message, "props")
        words = text(message, "message") if kind == "message" else ""
        self.rows.add(
            chat,
            msg_id,
            ts_s,
            (kind != "message" and text(props, _OTHERS.get(kind, ""))) or user or None,
            words,
            kind=kind,
            media=_media(message, words) if kind == "message" else "other",
            reply_to=root,
            n_reactions=len(objects(message, "reactions")),
            is_bot=user in self.bots or any(str(props.get(name)).lower() == "true" for name in _BOT_PROPS),
        )
        return msg_id

    def _id(self, chat: str, user: str, when: str) -> str:
        """A mark that tells nothing without the key, not even which messages share an author."""
        mark = f"{self.key.text(f'{chat} {user} {when}') & (1 << 64) - 1:016x}"
        count = self.used[chat, mark] = self.used.get((chat, mark), 0) + 1
        return mark if count == 1 else f"{mark}.{count}"

    def _kind(self, message: dict[str, Any]) -> Kind:
        kind = text(message, "type")
        if message.get("delete_at"):
            # Under the id of the message that was deleted, in older exports too.
            return "system"
        return _KINDS.get(kind, "system") if kind.startswith("system_") else "message"


def _replies(post: dict[str, Any]) -> list[Any]:
    found = post.get("replies")
    return found if isinstance(found, list) else []


def _media(message: dict[str, Any], words: str) -> Media:
    files = objects(message, "attachments")
    if files:
        return media_of(text(files[0], "path"))
    return "link" if has_link(words) else "text"
