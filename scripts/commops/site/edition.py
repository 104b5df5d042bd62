"""One language of the site: what every page needs to speak it (texts, names, dates) and to know what is public."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from commops.site.html import Html, el
from commops.site.markup import join_han_lines
from commops.texts import Lang, Text, language, pick
from commops.workspace import Item, Workspace

if TYPE_CHECKING:
    from commops.site.numbers import Numbers

PUBLIC_STATUS = frozenset({"approved", "scheduled", "published", "archived"})
"""Posts whose text the site may show. Anything earlier is somebody's unfinished work."""
PLANNED_STATUS = frozenset({"idea", "draft", "review"})
"""Posts of which the calendar shows that the slot is taken, and nothing else."""

_WEEKDAYS = ("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def visible(item: Item) -> bool:
    """Whether the site may show an item; views know the default that the schema gives."""
    return getattr(item, "visibility", "public") != "private"


@dataclass(frozen=True)
class Edition:
    """The workspace as a reader of one language gets it. ``tag`` is BCP 47, ``lang`` the language of our own words.

    ``team`` adds the pages that only the team may read; what the other pages show stays the same.
    """

    ws: Workspace
    tag: str
    numbers: Numbers
    team: bool = False
    commit: str | None = None
    """The commit of the data, where somebody looked it up: pages themselves never ask Git."""
    lang: Lang = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lang", language(self.tag))

    def say(self, zh: str, en: str) -> str:
        """Words of ours."""
        return zh if self.lang == "zh" else en

    def t(self, value: Any) -> str:
        """A localized value of a file, or a Text of ours; ``""`` for None."""
        if isinstance(value, Text):
            return value.get(self.lang)
        if not isinstance(value, str | dict | None):
            return str(value)
        # A folded YAML text has spaces where its lines ended; between Han characters they are not wanted.
        return join_han_lines("\n".join(pick(value, self.lang).split())).replace("\n", " ")

    def list(self, values: Iterable[Any] | None) -> str:
        """Several words in a row, as the language separates them."""
        return self.say("、", ", ").join(self.t(value) for value in values or ())

    # Dates ---------------------------------------------------------------------------------------------------------

    def local(self, moment: dt.datetime) -> dt.datetime:
        """The moment on the community's clock."""
        return moment.astimezone(self.ws.zone)

    def weekday(self, day: int) -> str:
        """Short name of a weekday, 0 for Monday."""
        return f"周{_WEEKDAYS[0][day]}" if self.lang == "zh" else _WEEKDAYS[1][day]

    def month(self, year: int, month: int) -> str:
        """A month with its year."""
        return f"{year} 年 {month} 月" if self.lang == "zh" else f"{_MONTHS[month - 1]} {year}"

    def day(self, day: dt.date, *, year: bool = False) -> str:
        """A day with its weekday."""
        if self.lang == "zh":
            return f"{f'{day.year} 年 ' if year else ''}{day.month} 月 {day.day} 日 {self.weekday(day.weekday())}"
        return f"{self.weekday(day.weekday())} {day.day} {_MONTHS[day.month - 1][:3]}{f' {day.year}' if year else ''}"

    def period(self, period: str) -> str:
        """A week or a day of the statistics as people say it: ``2026-W47``, ``2026-11-22``; anything else as it is."""
        if week := re.fullmatch(r"(\d{4})-W(\d{2})", period):
            return self.say(f"{week[1]} 年第 {int(week[2])} 周", f"week {int(week[2])} of {week[1]}")
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", period):
            day = dt.date.fromisoformat(period)
            return self.say(
                f"{day.year} 年 {day.month} 月 {day.day} 日", f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"
            )
        return period

    def time(self, moment: dt.datetime, *, class_: str | None = None, full: bool = True) -> Html:
        """A moment on the community's clock, readable by machines too."""
        local = self.local(moment)
        shown = f"{self.day(local.date())} {local:%H:%M}" if full else f"{local:%H:%M}"
        return el("time", shown, datetime=local.isoformat(timespec="minutes"), class_=class_)

    def span(self, start: dt.datetime, end: dt.datetime | None) -> str:
        """From one moment to another, without saying the same day twice."""
        first = self.local(start)
        text = f"{self.day(first.date(), year=True)} {first:%H:%M}"
        if end is None or end <= start:
            return text
        last = self.local(end)
        same = first.date() == last.date()
        return f"{text} – {last:%H:%M}" if same else f"{text} – {self.day(last.date())} {last:%H:%M}"

    # Names ---------------------------------------------------------------------------------------------------------

    @cached_property
    def name(self) -> str:
        """What the community is called."""
        return self.t(self.ws.profile.name) if self.ws.profile else self.say("社群", "Community")

    @cached_property
    def _names(self) -> dict[tuple[str, str], str]:
        names: dict[tuple[str, str], str] = {}
        for kind, key in (
            ("person", "display"),
            ("role", "name"),
            ("channel", "name"),
            ("pillar", "name"),
            ("programme", "name"),
            ("campaign", "name"),
            ("partner", "name"),
        ):
            for item in self.ws.items(kind):
                names[kind, item.id] = self.t(item.data.get(key)) or item.id
        if self.ws.team is not None and not visible(self.ws.team):
            nobody = self.say("团队成员", "a team member")
            names |= {("person", person): nobody for person in self.ws.ids("person")}
        return names | {("channel", channel): self.say("内部渠道", "an internal channel") for channel in self.hidden}

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Ids of the channels that stay within the team: neither their names nor their numbers are shown."""
        return frozenset(channel.id for channel in self.ws.channels if not visible(channel))

    def of(self, kind: str, reference: str | None) -> str:
        """The name of a thing by its id; the id itself when there is no such thing."""
        return self._names.get((kind, reference or ""), reference or "")

    def names(self, kind: str, references: Sequence[str] | None) -> str:
        """The names of several things, without channels that stay within the team."""
        left_out = self.hidden if kind == "channel" else frozenset()
        return self.list([self.of(kind, reference) for reference in references or () if reference not in left_out])
