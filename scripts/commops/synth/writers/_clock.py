"""Times as exports show them, made from tables because millions are needed, and the messages that replies point at."""

from __future__ import annotations

import datetime as dt
from collections import deque

from commops.synth.records import DAY_S, OFFSET_S, Message

_MINUTE = tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(1440))
_SECOND = tuple(f":{second:02}" for second in range(60))


class LocalDay:
    """The local day that a message belongs to: ``date``, and the clock of any message on it."""

    def __init__(self, message: Message) -> None:
        number = (message.at + OFFSET_S) // DAY_S
        self._midnight = number * DAY_S - OFFSET_S
        self.date = dt.date.fromordinal(number + 719_163)

    def minute(self, message: Message) -> str:
        """HH:MM"""
        return _MINUTE[(message.at - self._midnight) // 60]

    def clock(self, message: Message) -> str:
        """HH:MM:SS"""
        second = message.at - self._midnight
        return _MINUTE[second // 60] + _SECOND[second % 60]


class Recent:
    """The messages that a reply may point at, for formats that name them by time or by author instead of by id.

    Answers come up to six days late, other replies within hours: questions are kept for ten days, the rest for two.
    """

    def __init__(self) -> None:
        self._all: deque[dict[int, Message]] = deque(maxlen=2)
        self._asked: deque[dict[int, Message]] = deque(maxlen=10)

    def add(self, messages: list[Message]) -> None:
        """Take in the next day of the chat."""
        self._all.append({message.id: message for message in messages})
        self._asked.append({message.id: message for message in messages if message.question})

    def get(self, number: int) -> Message | None:
        """The message with an id, if it is still known; 0 is none."""
        if not number:
            return None
        return next((day[number] for day in (*self._all, *self._asked) if number in day), None)
