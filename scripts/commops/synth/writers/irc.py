"""IRC logs: a folder per channel, a file per local day, minutes, no ids; joins and leaves as ``===`` lines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

from commops.synth.people import People
from commops.synth.phrases import SITE
from commops.synth.recipe import Recipe
from commops.synth.records import Chat, Message
from commops.synth.writers._clock import LocalDay, Recent

_NOT_NICK = re.compile(r"[^\w\[\]\\`^{}|-]+")
_FILES = {"image": "png", "voice": "ogg", "file": "pdf"}


class Writer:
    """Writes ``<channel>/<date>.txt`` in the style of the Ubuntu channel logs."""

    VARIANTS: ClassVar[tuple[str, ...]] = ("",)

    def __init__(self, folder: Path, recipe: Recipe, people: People, variant: str = "") -> None:
        del recipe, variant
        self._folder, self._people = folder, people
        self._nicks: dict[int, str] = {}

    def begin(self, chat: Chat) -> None:
        """Make the channel's folder."""
        self._chat = chat
        self._place = self._folder / chat.id
        self._place.mkdir()
        self._nicks.clear()
        self._recent = Recent()

    def day(self, messages: list[Message]) -> None:
        """Write the day's file; a silent day has none."""
        if not messages:
            return
        day = LocalDay(messages[0])
        self._recent.add(messages)
        lines = [f"{self._line(day.minute(message), message)}\n" for message in messages]
        with (self._place / f"{day.date}.txt").open("w", encoding="utf-8", newline="\n") as file:
            file.write("".join(lines))

    def end(self) -> None:
        """Nothing is left open."""

    def close(self) -> None:
        """Nothing is left open."""

    def _nick(self, person: int) -> str:
        if person not in self._nicks:
            if len(self._nicks) > 20_000:
                self._nicks.clear()
            self._nicks[person] = _NOT_NICK.sub("_", self._people.name(person)).strip("_")
        return self._nicks[person]

    def _line(self, minute: str, message: Message) -> str:
        nick = self._nick(message.author)
        if message.kind != "message":
            if message.kind == "leave" and message.by:
                return f"=== {nick} was kicked off #{self._chat.id} by {self._nick(message.by)} (spam)"
            verb = "joined" if message.kind == "join" else "left"
            return f"=== {nick} [~{self._people.handle(message.author)}@example.org]  has {verb} #{self._chat.id} []"
        if message.media == "sticker":
            return f"[{minute}] * {nick} laughs"
        text = message.text.replace("\n", " ")
        if message.media in _FILES:
            text = f"{text} {SITE}/p/{message.id}.{_FILES[message.media]}".lstrip()
        if replied := self._recent.get(message.reply_to):
            text = f"{self._nick(replied.author)}: {text}"
        return f"[{minute}] <{nick}> {text}"
