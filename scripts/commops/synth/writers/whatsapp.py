"""WhatsApp's text export of a group: one line per message, continued lines below, no ids, clock of the phone.

Variants: ``android`` (Chinese, minutes only), ``us`` (English, 12 hours, a narrow no-break space before AM and PM) and
``ios`` (Chinese, in brackets with seconds and left-to-right marks, ``_chat.txt`` inside a zip). The real exporter stops
at about 40,000 messages without saying so; this one does not.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import ClassVar

from commops.synth.people import People
from commops.synth.recipe import Recipe
from commops.synth.records import Chat, Message
from commops.synth.writers._clock import LocalDay

_LRM, _NNBSP = "\u200e", "\u202f"
_NOTICE = {
    "zh": "消息和通话已进行端到端加密。对话之外的任何人，甚至包括 WhatsApp 都无法读取或收听。",
    "en": "Messages and calls are end-to-end encrypted. No one outside of this chat can read or listen to them.",
}
_IOS_MEDIA = {"image": "图片", "sticker": "贴图", "voice": "音频", "file": "文档"}
_MEMBERSHIP = {
    "zh": {
        "join": "{who} 使用此群组的邀请链接加入了群组",
        "added": "{by} 添加了 {who}",
        "leave": "{who} 退出了群组",
        "removed": "{by} 移除了 {who}",
    },
    "en": {
        "join": "{who} joined using this group's invite link",
        "added": "{by} added {who}",
        "leave": "{who} left",
        "removed": "{by} removed {who}",
    },
}


class Writer:
    """Writes one text file (``ios``: one zip) per chat."""

    VARIANTS: ClassVar[tuple[str, ...]] = ("android", "us", "ios")

    def __init__(self, folder: Path, recipe: Recipe, people: People, variant: str = "") -> None:
        self._folder, self._people, self._start = folder, people, recipe.start
        self._variant = variant or self.VARIANTS[0]
        self._language = "en" if self._variant == "us" else "zh"
        self._zip: zipfile.ZipFile | None = None

    def begin(self, chat: Chat) -> None:
        """Open the chat's file and write the notice that every export begins with."""
        self._file = self._opened(chat)
        notice = _NOTICE[self._language]
        speaker = f"{chat.name}: {_LRM}" if self._zip else ""
        self._file.write(f"{self._stamp(self._start, '00:00:00')}{speaker}{notice}\n")

    def day(self, messages: list[Message]) -> None:
        """Write the lines of a day."""
        if not messages:
            return
        day = LocalDay(messages[0])
        lines = [f"{self._stamp(day.date, day.clock(message))}{self._line(message)}\n" for message in messages]
        self._file.write("".join(lines))

    def end(self) -> None:
        """Close the chat's file."""
        self._file.close()
        if self._zip:
            self._zip.close()

    def close(self) -> None:
        """Nothing is left open."""

    def _opened(self, chat: Chat) -> io.TextIOWrapper:
        if self._variant != "ios":
            name = f"WhatsApp Chat with {chat.name}" if self._variant == "us" else f"与{chat.name}的 WhatsApp 聊天"
            return (self._folder / f"{name}.txt").open("w", encoding="utf-8", newline="\n")
        self._zip = zipfile.ZipFile(self._folder / f"WhatsApp Chat - {chat.name}.zip", "w")
        # A fixed time stamp, so that the same recipe gives the same bytes.
        inside = zipfile.ZipInfo("_chat.txt", (1980, 1, 1, 0, 0, 0))
        inside.compress_type = zipfile.ZIP_DEFLATED
        return io.TextIOWrapper(self._zip.open(inside, "w", force_zip64=True), encoding="utf-8", newline="\n")

    def _stamp(self, date: dt.date, clock: str) -> str:
        """Everything before the name."""
        if self._variant == "ios":
            return f"[{date.year}/{date.month}/{date.day} {clock}] "
        if self._variant == "us":
            hour = int(clock[:2])
            half = "PM" if hour >= 12 else "AM"
            return f"{date.month}/{date.day}/{date:%y}, {hour % 12 or 12}{clock[2:5]}{_NNBSP}{half} - "
        return f"{date.year}/{date.month}/{date.day} {clock[:5]} - "

    def _line(self, message: Message) -> str:
        name = self._people.name(message.author)
        if message.kind != "message":
            key = {"join": ("join", "added"), "leave": ("leave", "removed")}[message.kind][bool(message.by)]
            by = self._people.name(message.by) if message.by else ""
            told = _MEMBERSHIP[self._language][key].format(who=name, by=by)
            return f"{name}: {_LRM}{told}" if self._variant == "ios" else told
        return f"{name}: {self._media(message)}" if message.media not in ("text", "link") else f"{name}: {message.text}"

    def _media(self, message: Message) -> str:
        """What stands for a file that was not exported; a caption follows on the next line."""
        if self._variant == "ios":
            place = f"{_LRM}{_IOS_MEDIA[message.media]}已忽略"
        else:
            place = "<Media omitted>" if self._variant == "us" else "<省略影音内容>"
        return f"{place}\n{message.text}" if message.text else place
