"""What is to be made up: period, chats, events, size and seed; ``DEMO`` is the community of the demo."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from commops.synth.records import Chat, day_number

DEMO_START, DEMO_END = dt.date(2026, 6, 1), dt.date(2026, 11, 22)
DEMO_MEMBERS = 2_002
"""Memberships on the last day (458 + 203 + 312 + 641 + 388), as the demo's channels say."""
DEMO_MESSAGES_PER_DAY = 262.0
"""What the recipe yields at scale 1, for turning a wanted size into a population."""

DEMO_SEED = 53
"""Of the first hundred seeds the one whose log comes nearest to every figure of the recipe."""

# id, name in the export, topic, language, members on the last day
_CHATS = (
    ("wx-read-1", "萤页·读书一群", "read", "zh", 458),
    ("wx-read-2", "萤页·读书二群", "read", "zh", 203),
    ("wx-hw", "硬件玩家群", "make", "zh", 312),
    ("qq-fw", "固件开源交流群", "code", "zh", 641),
    ("discord", "Firefly Page", "english", "en", 388),
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event: activity rises by ``lift`` on its day and fades over ``fade`` days; ``joins`` newcomers come for it."""

    date: dt.date
    lift: float
    fade: float
    joins: int


EVENTS = (
    Event(dt.date(2026, 7, 18), 1.4, 3.0, 34),  # summer: open workshop day
    Event(dt.date(2026, 8, 29), 1.5, 3.0, 38),  # summer: swap of books and parts
    Event(dt.date(2026, 10, 11), 1.4, 4.0, 42),  # reading night
    Event(dt.date(2026, 10, 24), 1.6, 2.5, 36),  # firmware sprint
    Event(dt.date(2026, 11, 1), 1.7, 6.0, 52),  # reading challenge
    Event(dt.date(2026, 11, 7), 1.3, 2.0, 26),  # workshop in Shanghai
    Event(dt.date(2026, 11, 15), 1.5, 3.0, 46),  # typesetting AMA
)
SPAM_BURSTS = (dt.date(2026, 8, 12), dt.date(2026, 10, 20), dt.date(2026, 11, 10))


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything a log depends on. The same recipe gives the same bytes on any computer.

    ``scale`` multiplies the population of the demo; ``messages`` (0: whatever comes) is the size steered towards.
    """

    seed: int = DEMO_SEED
    start: dt.date = DEMO_START
    end: dt.date = DEMO_END
    chats: tuple[Chat, ...] = field(default_factory=lambda: chats(len(_CHATS)))
    events: tuple[Event, ...] = EVENTS
    spam_bursts: tuple[dt.date, ...] = SPAM_BURSTS
    shill_days: tuple[dt.date, ...] = ()
    """Days on which paid accounts praise something in nearly the same words; the demo has none."""
    scale: float = 1.0
    messages: int = 0

    @property
    def days(self) -> int:
        """Days of the period, first and last included."""
        return (self.end - self.start).days + 1

    @property
    def first_day(self) -> int:
        """The first day as days since 1970-01-01."""
        return day_number(self.start)

    def sized(self, messages: int) -> Recipe:
        """The same community with as many people as it takes to write ``messages`` messages."""
        return replace(self, messages=messages, scale=messages / (DEMO_MESSAGES_PER_DAY * self.days))


def chats(count: int) -> tuple[Chat, ...]:
    """The first ``count`` chats of the demo; beyond five, numbered sister groups. Shares add up to 1."""
    rows = []
    for index in range(count):
        ident, name, topic, language, members = _CHATS[index % len(_CHATS)]
        if sister := index // len(_CHATS):
            ident, name = f"{ident}-{sister + 1}", f"{name} {sister + 1}"
        rows.append((ident, name, topic, language, members))
    total = sum(row[4] for row in rows)
    return tuple(
        Chat(index, ident, name, topic, "zh" if language == "zh" else "en", members / total)
        for index, (ident, name, topic, language, members) in enumerate(rows)
    )


def recipe_for(start: dt.date, end: dt.date, **changes: object) -> Recipe:
    """A recipe for any period: the demo's events where they fall into it, else a Saturday event every four weeks."""
    events = tuple(event for event in EVENTS if start <= event.date <= end)
    bursts = tuple(day for day in SPAM_BURSTS if start <= day <= end)
    if not events:
        saturday = start + dt.timedelta((5 - start.weekday()) % 7)
        days = range(14, (end - saturday).days, 28)
        events = tuple(Event(saturday + dt.timedelta(day), 1.3 + day % 5 / 10, 3.0, 26 + day % 27) for day in days)
    if not bursts and (end - start).days >= 30:
        bursts = tuple(start + dt.timedelta((end - start).days * part // 4) for part in (1, 2, 3))
    return replace(Recipe(start=start, end=end, events=events, spam_bursts=bursts), **changes)  # type: ignore[arg-type]
