"""Makes canonical rows of WeChat messages: system lines become joins and leaves, private chats are left out."""

from __future__ import annotations

from commops.logs.canonical import Batch, Chat, Rows, Settings
from commops.logs.group_events import Person, read_event
from commops.logs.people import People
from commops.logs.wechat_contents import Content

SOURCE = "wechat"
GROUP_END = "@chatroom"
"""How the id of a group chat ends."""
SYSTEM_SENDER = "系统消息"
OWN = "own account"
"""The author for the exporting account where an export does not name it."""
ENOUGH_PEOPLE = 3
"""A chat in which so many people have spoken is a group, where nothing else says so."""


class WechatRows:
    """Collects the rows of one export."""

    def __init__(self, settings: Settings) -> None:
        self.rows = Rows(settings.key, SOURCE)
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
    ) -> None:
        """Count one record in. ``sender`` is an id or None; ``name`` a display name or ``""``."""
        rows = self.rows
        rows.parsed += 1
        rows.seen_until = max(rows.seen_until, ts_s)
        if self._chats.get(chat.key) != chat.name:
            self._chats[chat.key] = chat.name
            rows.chats.append(chat)
        if content.kind == "system":
            self._system(chat.key, msg_id, ts_s, sender, content.text)
            return
        if sender:
            self._people.bears(sender, name)
        author = sender or (self._people.named(name) if name else OWN)
        rows.add(chat.key, msg_id, ts_s, author, content.text, media=content.media, reply_to=reply_to)

    def take(self, position: int) -> Batch:
        """What was collected since the last time."""
        self._people.give()
        return self.rows.take(position)

    def _system(self, chat: str, msg_id: str | None, ts_s: int, sender: str | None, line: str) -> None:
        event = read_event(line)
        if event is None:
            self.rows.add(chat, msg_id, ts_s, sender, kind="system", media="other")
            return
        for number, person in enumerate(event.people):
            own_id = msg_id if not (msg_id and number) else f"{msg_id}.{number}"
            self.rows.add(chat, own_id, ts_s, self._person(person), kind=event.kind, media="other")

    def _person(self, person: Person) -> str | None:
        if person.id:
            self._people.bears(person.id, person.name)
            return person.id
        return self._people.named(person.name) if person.name else None
