"""Makes canonical rows of group messages where system lines tell in words who joined and who left."""

from __future__ import annotations

from typing import NamedTuple

from commops.logs.canonical import Batch, Chat, Kind, Media, Settings, has_link
from commops.logs.group_events import Event, Person, read_event
from commops.logs.people import People
from commops.logs.rows import Rows

OWN = "own account"
"""The author for the exporting account where an export does not name it."""
ENOUGH_PEOPLE = 3
"""A chat in which so many people have spoken is a group, where nothing else says so."""


class Content(NamedTuple):
    """What kind of message it is, what it carries, and the words of its author (of a system line: the line)."""

    kind: Kind
    media: Media
    text: str = ""


def written(text: str) -> Content:
    """A message that consists of words."""
    return Content("message", "link" if has_link(text) else "text", text)


def system(line: str = "") -> Content:
    """A line of the platform, not of a person."""
    return Content("system", "other", line)


class GroupRows:
    """Collects the rows of one export, batch by batch."""

    def __init__(self, settings: Settings, source: str) -> None:
        self.rows = Rows(settings.key, source)
        self._people = People(self.rows)
        self._chats: dict[str, str] = {}

    def add(
        self,
        chat: Chat,
        ts_s: int,
        sender: str | None,
        name: str,
        content: Content,
        *,
        msg_id: str | None = None,
        reply_to: str | None = None,
        n_reactions: int = 0,
        is_bot: bool = False,
    ) -> None:
        """Count one record in. ``sender`` is an id or None; ``name`` a display name or ``""``."""
        event = read_event(content.text) if content.kind == "system" else None
        if event and not event.people and sender:
            # A line that names nobody is about the one under whose id it stands.
            event = event._replace(people=(Person("", sender),))
        if event and event.people:
            self.add_event(chat, ts_s, event, msg_id=msg_id)
            return
        self._count(chat, ts_s)
        author = sender
        if content.kind == "message":
            if sender:
                self._people.bears(sender, name)
            author = sender or (self._people.named(name) if name else OWN)
        self.rows.add(
            chat.key,
            msg_id,
            ts_s,
            author,
            content.text if content.kind == "message" else "",
            kind=content.kind,
            media=content.media,
            reply_to=reply_to,
            n_reactions=n_reactions,
            is_bot=is_bot,
        )

    def add_event(self, chat: Chat, ts_s: int, event: Event, *, msg_id: str | None = None) -> None:
        """Count one record in that tells of people coming or going: a row for each of them."""
        self._count(chat, ts_s)
        for number, person in enumerate(event.people):
            own_id = f"{msg_id}.{number}" if msg_id and number else msg_id
            self.rows.add(chat.key, own_id, ts_s, self._person(person), kind=event.kind, media="other")

    def knows(self, person: str, name: object) -> None:
        """The export tells somebody's display name beside their messages."""
        self._people.bears(person, name)

    def take(self, position: int) -> Batch:
        """What was collected since the last time."""
        self._people.give()
        self._chats.clear()
        return self.rows.take(position)

    def __len__(self) -> int:
        return len(self.rows)

    def _count(self, chat: Chat, ts_s: int) -> None:
        self.rows.parsed += 1
        self.rows.seen_until = max(self.rows.seen_until, ts_s)
        if self._chats.get(chat.key) != chat.name:
            self._chats[chat.key] = chat.name
            self.rows.chats.append(chat)

    def _person(self, person: Person) -> str | None:
        if person.id:
            self._people.bears(person.id, person.name)
            return person.id
        return self._people.named(person.name) if person.name else None
