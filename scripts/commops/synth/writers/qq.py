"""QQ's text export of a group: a head, then blocks of a line with time, nickname and number, and the message below it.

Local time without zone, no message ids, titles before nicknames, some accounts shown by e-mail address instead of
number, system lines from 10000. Byte order mark and CRLF as Windows programs write them (not verified on a real file).
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from commops.synth.people import STAFF, People
from commops.synth.recipe import Recipe
from commops.synth.records import Chat, Message
from commops.synth.writers._clock import LocalDay

_RULE = "=" * 64
_PLACEHOLDERS = {"image": "[图片]", "sticker": "[表情]", "voice": "[语音]", "file": "[文件]"}


class Writer:
    """Writes ``<chat name>.txt``. Variant ``old`` does not pad the hour, as older versions did not."""

    VARIANTS: ClassVar[tuple[str, ...]] = ("new", "old")

    def __init__(self, folder: Path, recipe: Recipe, people: People, variant: str = "") -> None:
        del recipe
        self._folder, self._people, self._padded = folder, people, variant != "old"

    def begin(self, chat: Chat) -> None:
        """Write the head."""
        self._file = (self._folder / f"{chat.name}.txt").open("w", encoding="utf-8-sig", newline="\r\n")
        self._file.write(
            f"消息记录（此消息记录为文本格式，不支持重新导入）\n\n{_RULE}\n消息分组:我的QQ群\n{_RULE}\n"
            f"消息对象:{chat.name}\n{_RULE}\n\n"
        )

    def day(self, messages: list[Message]) -> None:
        """Write the blocks of a day."""
        if not messages:
            return
        day = LocalDay(messages[0])
        blocks = []
        for message in messages:
            clock = day.clock(message)
            if not self._padded and clock[0] == "0":
                clock = clock[1:]
            blocks.append(f"{day.date} {clock} {self._head(message)}\n{self._body(message)}\n\n")
        self._file.write("".join(blocks))

    def end(self) -> None:
        """Close the file."""
        self._file.close()

    def close(self) -> None:
        """Nothing is left open."""

    def _head(self, message: Message) -> str:
        """Nickname and number. One account in twenty shows an address, one in fifty its number for a nickname."""
        if message.kind != "message":
            return "系统消息(10000)"
        person = message.author
        if person % 20 == 7:
            return f"{self._people.name(person)}<{self._people.handle(person)}@example.org>"
        number = 100_000_000 + person
        name = str(number) if person % 50 == 3 else self._people.name(person)
        return f"{'【管理员】' if person <= len(STAFF) else ''}{name}({number})"

    def _body(self, message: Message) -> str:
        name = self._people.name(message.author)
        if message.kind == "join":
            return f"{self._people.name(message.by)}邀请{name}加入了群聊。" if message.by else f"{name}加入了群聊。"
        if message.kind == "leave":
            return f"{name}被移出群聊。" if message.by else f"{name}退出了群聊。"
        if place := _PLACEHOLDERS.get(message.media):
            return f"{place}{message.text}"
        return message.text
