"""WeChat as chatlog's HTTP interface gives it in JSON: an array of messages, or an object with them as ``items``.

Shape from chatlog's ``internal/model/message.go``: ids grow with time, times carry their offset, the type number has
been split into type and subtype, and a quoted message stands whole under ``contents.refer`` but without its id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from commops.logs.canonical import Batch, Chat, Format, Settings
from commops.logs.group_rows import Content, GroupRows
from commops.logs.json_arrays import outermost
from commops.logs.json_fields import text
from commops.logs.json_head import first_array, mapped
from commops.logs.json_values import array_values
from commops.logs.moments import LocalTimes, iso
from commops.logs.probe import Probe
from commops.logs.wechat_contents import GROUP_END, SOURCE, SYSTEM_SENDER, by_type
from commops.texts import Text

_KEYS = tuple(re.compile(rf'"{key}"\s*:') for key in ("talker", "isChatRoom", "sender"))
_REMEMBERED = 60_000
"""Messages of which a quotation may be recognised: this many, and as many again before them."""


def _sniff(probe: Probe) -> bool:
    head = probe.text_head
    return head.lstrip()[:1] in ("[", "{") and all(key.search(head) for key in _KEYS)


FORMAT = Format(
    name="chatlog-json",
    label=Text("微信：chatlog JSON", "WeChat: chatlog JSON"),
    source=SOURCE,
    has_id=True,
    zone="in-file",
    private=("talker", "talkerName", "sender", "senderName", "content", "contents"),
    sniff=_sniff,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; messages outside groups are skipped as private."""
    reader = _Reader(settings)
    with mapped(probe.path) as data:
        keyed = probe.text_head.lstrip().startswith("{")
        array = first_array(data, "items") if keyed else outermost(data)
        for values, position in array_values(data, array, reader.rows.rows) if array else ():
            for value in values:
                reader.read(value, f"byte {position}")
            yield reader.rows.take(position)


class _Reader:
    def __init__(self, settings: Settings) -> None:
        self.rows = GroupRows(settings, SOURCE)
        self._local = LocalTimes(settings.zone)
        self._said = _Said()
        self._last = ("", 0)
        self._same: dict[tuple[str, str, str], int] = {}

    def read(self, message: Any, place: str) -> None:
        """Add the rows of one message, or skip it with a reason."""
        rows = self.rows.rows
        talker = message.get("talker") if isinstance(message, dict) else None
        if not isinstance(talker, str):
            rows.skip("broken", place)
            return
        if not talker.endswith(GROUP_END):
            # The place would say where in the file somebody's private words stand.
            rows.skip("private", "")
            return
        seq, when = message.get("seq"), message.get("time")
        if type(seq) is not int:
            rows.skip("no-id", place)
            return
        ts_s = iso(when, self._local) if isinstance(when, str) else None
        if ts_s is None:
            rows.skip("bad-time" if when else "no-time", place)
            return
        self._add(message, talker, self._id(talker, seq, message), ts_s)

    def _add(self, message: dict[str, Any], talker: str, msg_id: str, ts_s: int) -> None:
        sender = text(message, "sender")
        content = _content(message)
        reply = None
        contents = message.get("contents")
        if content.kind == "message":
            if isinstance(contents, dict) and isinstance(contents.get("refer"), dict):
                reply = self._said.find(talker, contents["refer"], self._local)
            self._said.add((talker, ts_s, sender), content.text, msg_id)
        self.rows.add(
            Chat(talker, text(message, "talkerName") or talker),
            ts_s,
            sender if sender and sender not in (SYSTEM_SENDER, talker) else None,
            text(message, "senderName"),
            content,
            msg_id=msg_id,
            reply_to=reply,
        )

    def _id(self, talker: str, seq: int, message: dict[str, Any]) -> str:
        """The sequence number; when different messages share one, those after the first get a number more."""
        if self._last != (talker, seq):
            self._last, self._same = (talker, seq), {}
        own = (text(message, "sender"), str(message.get("type")), text(message, "content"))
        number = self._same.setdefault(own, len(self._same))
        return f"{seq}.{number}" if number else str(seq)


class _Said:
    """Who said what and when, of the latest messages: a quotation names the quoted message only by these."""

    def __init__(self) -> None:
        self._new: dict[tuple[str, int, str], dict[int, str]] = {}
        self._old: dict[tuple[str, int, str], dict[int, str]] = {}

    def add(self, who: tuple[str, int, str], words: str, msg_id: str) -> None:
        if len(self._new) >= _REMEMBERED:
            self._old, self._new = self._new, {}
        self._new.setdefault(who, {})[hash(words)] = msg_id

    def find(self, talker: str, refer: dict[str, Any], local: LocalTimes) -> str | None:
        """The id of a quoted message; None when it is not known, or when several fit."""
        ts_s = iso(text(refer, "time"), local)
        who = (talker, ts_s or 0, text(refer, "sender"))
        said = self._new.get(who) or self._old.get(who)
        if not said:
            return None
        return next(iter(said.values())) if len(said) == 1 else said.get(hash(_content(refer).text))


def _content(message: dict[str, Any]) -> Content:
    number, shared = message.get("type"), message.get("subType")
    return by_type(
        number if isinstance(number, int) else 0,
        shared if isinstance(shared, int) else 0,
        text(message, "content"),
    )
