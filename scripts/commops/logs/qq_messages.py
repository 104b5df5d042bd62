"""What a message of QQChatExporter says, in the field names of its older and newer versions.

Shape from ``qq-chat-export-core/src/types.rs`` and the older fourth version's samples in ChatLab's reader.
"""

from __future__ import annotations

from typing import Any

from commops.logs.canonical import Chat, Media, Settings
from commops.logs.group_rows import Content, GroupRows, system, written
from commops.logs.json_fields import identity, inside, objects, text
from commops.logs.moments import LocalTimes, iso, stamp
from commops.logs.qq_people import BOTS, SOURCE, SYSTEM_SENDERS

_MEDIA: dict[str, Media] = {
    "image": "image",
    "pic": "image",
    "video": "video",
    "audio": "voice",
    "voice": "voice",
    "ptt": "voice",
    "file": "file",
    "json": "link",
    "market_face": "sticker",
    "face": "sticker",
}
_WORDS = frozenset({"text", "at"})
_AROUND = frozenset({"reply"})


def chat_of(info: dict[str, Any]) -> Chat | None:
    """The group that a file is about; None for anything that is not said to be a group."""
    if text(info, "type") != "group":
        return None
    name = text(info, "name")
    key = identity(info, "peerUin", "peerUid", "groupCode", "id") or name
    return Chat(key, name or key) if key else None


class QqMessages:
    """Turns the messages of one chat into rows; without a chat all are skipped as private."""

    def __init__(self, settings: Settings, chat: Chat | None) -> None:
        self.rows = GroupRows(settings, SOURCE)
        self._chat = chat
        self._local = LocalTimes(settings.zone)

    def read(self, message: Any, place: str) -> None:
        """Add the rows of one message, or skip it with a reason."""
        rows = self.rows.rows
        if self._chat is None:
            rows.skip("private", "")
            return
        if not isinstance(message, dict):
            rows.skip("broken", place)
            return
        msg_id = identity(message, "id", "messageId")
        if not msg_id:
            rows.skip("no-id", place)
            return
        ts_s = self._time(message)
        if ts_s is None:
            known = any(message.get(key) for key in ("timestamp", "time"))
            rows.skip("bad-time" if known else "no-time", place)
            return
        self._add(message, self._chat, msg_id, ts_s)

    def _add(self, message: dict[str, Any], chat: Chat, msg_id: str, ts_s: int) -> None:
        sender, raw = inside(message, "sender"), inside(message, "rawMessage")
        person = identity(sender, "uin", "uid") or identity(raw, "senderUin", "senderUid")
        content = inside(message, "content")
        if message.get("recalled") or message.get("isRecalled"):
            # Whoever took a message back did not want its words to stay.
            self.rows.add(chat, ts_s, person or None, "", system(), msg_id=msg_id)
            return
        if message.get("system") or message.get("isSystemMessage") or person in SYSTEM_SENDERS:
            self.rows.add(chat, ts_s, None, "", system(text(content, "text")), msg_id=msg_id)
            return
        name = text(sender, "groupCard") or text(raw, "sendMemberName") or text(sender, "name")
        if person:
            self.rows.knows(person, text(sender, "nickname") or text(raw, "sendNickName"))
        self.rows.add(
            chat,
            ts_s,
            person or None,
            name,
            _content(content),
            msg_id=msg_id,
            reply_to=_reply(content),
            is_bot=person in BOTS,
        )

    def _time(self, message: dict[str, Any]) -> int | None:
        """UTC seconds: milliseconds in newer versions, ISO text in older ones, else the clock that people saw."""
        value = message.get("timestamp")
        found = stamp(value)
        if found is None and isinstance(value, str):
            found = iso(value, self._local)
        if found is None:
            found = stamp(inside(message, "rawMessage").get("msgTime"))
        if found is None:
            found = self._local.read(text(message, "time"))
            if found is not None:
                self.rows.rows.zone = self._local.zone.key
        return found


def _content(content: dict[str, Any]) -> Content:
    """The words of the author, without what is quoted and without the names of files."""
    elements = objects(content, "elements")
    if not elements:
        media = next((_MEDIA.get(text(part, "type"), "other") for part in objects(content, "resources")), None)
        if media is None and objects(content, "emojis"):
            media = "sticker"
        words = text(content, "text")
        return written(words) if media is None else Content("message", media, words if media == "sticker" else "")
    kinds = [text(element, "type") for element in elements]
    words = "".join(_words(element) for element in elements)
    carried: list[Media] = [_MEDIA.get(kind, "other") for kind in kinds if kind not in _WORDS | _AROUND]
    media = next((found for found in carried if found != "sticker"), carried[0] if carried else None)
    if media is None or (media == "sticker" and words.strip()):
        return written(words)
    return Content("message", media, words)


def _words(element: dict[str, Any]) -> str:
    kind, data = text(element, "type"), inside(element, "data")
    if kind == "at":
        name = text(data, "name")
        return name if name.startswith("@") else f"@{name}"
    return text(data, "text") if kind == "text" else ""


def _reply(content: dict[str, Any]) -> str | None:
    """The id of the message that is answered; the exporter gives ``0`` or null when it could not find it."""
    for element in objects(content, "elements"):
        if text(element, "type") == "reply":
            return identity(inside(element, "data"), "referencedMessageId", "messageId") or None
    return None
