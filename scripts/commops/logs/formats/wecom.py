"""WeCom's conversation archive, decrypted: one JSON object per message and line (or an array of them).

Fields from WeCom's developer document 91774. A conversation without ``roomid`` is one of two people. Taking a message
back is a record of its own that names the message, which it then replaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from commops.errors import InputError
from commops.logs.canonical import BATCH_ROWS, Batch, Chat, Format, Media, Settings
from commops.logs.group_rows import Content, GroupRows, system, written
from commops.logs.json_arrays import load_value, outermost
from commops.logs.json_fields import identity, inside, objects, text
from commops.logs.json_head import mapped
from commops.logs.json_lines import json_lines
from commops.logs.json_values import array_values
from commops.logs.moments import stamp
from commops.logs.probe import Probe
from commops.patterns import lazy
from commops.texts import Text

_ID = lazy(r'"msgid"\s*:')
_SIGNS = tuple(re.compile(rf'"{key}"\s*:') for key in ("action", "msgtype", "tolist", "roomid", "msgtime"))
_ENCRYPTED = lazy(r'"encrypt_(?:chat_msg|random_key)"\s*:')

_MEDIA: dict[str, Media] = {
    "image": "image",
    "voice": "voice",
    "video": "video",
    "emotion": "sticker",
    "file": "file",
    "qydiskfile": "file",
    "link": "link",
    "weapp": "link",
    "news": "link",
    "docmsg": "link",
}
_SYSTEM = frozenset({"agree", "disagree", "meeting_voice_call", "voiptext"})
_BOT = "wb"
"""How ids of group robots begin."""


def _sniff(probe: Probe) -> bool:
    head = probe.text_head
    if probe.members or head.lstrip()[:1] not in ("{", "[") or not _ID.search(head):
        return False
    if _ENCRYPTED.search(head):
        raise InputError(
            str(probe.path),
            Text("会话存档还没有解密", "the conversation archive is still encrypted"),
            Text(
                "先用企业自己的私钥和官方 SDK 解密，再导入",
                "decrypt it with your own key and WeCom's SDK, then import it",
            ),
        )
    return sum(bool(sign.search(head)) for sign in _SIGNS) >= 3


FORMAT = Format(
    name="wecom",
    label=Text("企业微信会话存档（已解密）", "WeCom conversation archive (decrypted)"),
    source="wecom",
    has_id=True,
    zone="in-file",
    private=("from", "tolist", "roomid", "user", "text"),
    sniff=_sniff,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; conversations of two people are skipped as private."""
    reader = _Reader(settings)
    rows = reader.rows
    if probe.text_head.lstrip().startswith("["):
        with mapped(probe.path) as data:
            for values, position in array_values(data, outermost(data), rows.rows):
                for value in values:
                    reader.read(value, f"byte {position}")
                yield rows.take(position)
        return
    with probe.path.open("rb") as file:
        for record in json_lines(file):
            if record.problem:
                rows.rows.skip(record.problem, f"line {record.number}")
            else:
                reader.read(record.value, f"line {record.number}")
            if len(rows) >= BATCH_ROWS:
                yield rows.take(file.tell())
    yield rows.take(probe.size)


class _Reader:
    def __init__(self, settings: Settings) -> None:
        self.rows = GroupRows(settings, FORMAT.source)
        self._recalled: set[str] = set()

    def read(self, message: Any, place: str) -> None:
        """Add the row of one record, or skip it with a reason."""
        rows = self.rows.rows
        if not isinstance(message, dict):
            rows.skip("broken", place)
            return
        if text(message, "action") == "switch":
            rows.skip("not-chat", place)
            return
        room = text(message, "roomid").strip()
        if not room:
            rows.skip("private", "")
            return
        msg_id = identity(message, "msgid")
        when = message.get("msgtime", message.get("time"))
        ts_s = stamp(when)
        if not msg_id or ts_s is None:
            rows.skip("no-id" if not msg_id else "no-time" if when is None else "bad-time", place)
            return
        self._add(message, Chat(room, room), msg_id, ts_s, place)

    def _add(self, message: dict[str, Any], chat: Chat, msg_id: str, ts_s: int, place: str) -> None:
        sender = identity(message, "from")
        if text(message, "action") == "recall" or text(message, "msgtype") == "revoke":
            # Under the id of the message that was taken back, this row takes its place, in older exports too.
            msg_id = identity(inside(message, "revoke"), "pre_msgid") or identity(message, "pre_msgid") or msg_id
            self._recalled.add(msg_id)
            self.rows.add(chat, ts_s, sender or None, "", system(), msg_id=msg_id)
        elif msg_id in self._recalled:
            self.rows.rows.skip("recalled", place)
        else:
            is_bot = sender.startswith(_BOT)
            self.rows.add(chat, ts_s, sender or None, "", _content(message), msg_id=msg_id, is_bot=is_bot)


def _content(message: dict[str, Any]) -> Content:
    kind = text(message, "msgtype")
    if kind in ("text", "markdown"):
        found = inside(message, kind) or inside(message, "info")
        return written(text(found, "content"))
    if kind == "mixed":
        return _mixed(objects(inside(message, "mixed"), "item"))
    return system() if kind in _SYSTEM else Content("message", _MEDIA.get(kind, "other"))


def _mixed(items: list[dict[str, Any]]) -> Content:
    """Words and pictures in one message; each part's content is JSON inside a string."""
    words, media = [], None
    for item in items:
        kind = text(item, "type").lower()
        if kind == "text":
            words.append(_inner(text(item, "content")))
        else:
            media = media or _MEDIA.get(kind, "other")
    joined = "\n".join(words)
    return Content("message", media, joined) if media else written(joined)


def _inner(content: str) -> str:
    try:
        value = load_value(content.encode("utf-8", "replace"))
    except ValueError:
        return content
    return text(value, "content") if isinstance(value, dict) else content
