"""One language of the site: what every page needs to speak it (texts, names, dates) and to know what is public."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from commops.site.html import Html, el, join, span
from commops.site.markup import join_han_lines, written_in
from commops.site.paths import address
from commops.texts import Lang, Text, language, pick
from commops.workspace import Item, Workspace

if TYPE_CHECKING:
    from commops.site.numbers import Numbers

PUBLIC_STATUS = frozenset({"approved", "scheduled", "published", "archived"})
"""Posts whose text the site may show. Anything earlier is somebody's unfinished work."""
PLANNED_STATUS = frozenset({"idea", "draft", "review"})
"""Posts of which the calendar shows that the slot is taken, and nothing else."""

ONLY = "co-only"
"""The class of the mark on a text that was not translated."""
_WORD = re.compile("[A-Za-z]{2,}")
_UNNAMED = ("partner", "programme")
"""Kinds whose things stay without a name where public things refer to them, unless they are public themselves."""
_PHRASE = 4
"""Words from which a text in Latin letters is no name any more."""

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
        """A localized value of a file, or a Text of ours; ``""`` for None.

        Raises TypeError for anything that is no text, lest a whole file be printed in place of one of its values.
        """
        if isinstance(value, Text):
            return value.get(self.lang)
        if isinstance(value, int | float):
            return str(value)
        if not isinstance(value, str | dict | None):
            raise TypeError(type(value).__name__)
        return _unfolded(pick(value, self.lang))

    def text(self, value: Any) -> Html:
        """A localized value as part of a page: marked when it exists in another language only.

        Where HTML cannot stand (titles, feeds, names in a sentence) use :meth:`t`.
        """
        shown = self.t(value)
        other = self._other(value, shown)
        return join(shown) if other is None else join(el("span", shown, lang=other), " ", self.only(other))

    def only(self, lang: Lang) -> Html:
        """The mark on a text that exists in ``lang`` only; their number is that of missing translations."""
        words = self.say("只有中文", "Only in Chinese") if lang == "zh" else self.say("只有英文", "Only in English")
        return span(f"co-tag {ONLY}", words)

    def _other(self, value: Any, shown: str) -> Lang | None:
        """The language a shown text is in, if it is not the reader's.

        A text without languages serves all of them while it is a name; a whole phrase of the other language does not.
        """
        if not shown or isinstance(value, Text):
            return None
        if isinstance(value, dict):
            return None if value.get(self.lang) else "zh" if value.get("zh") else "en"
        lang = written_in(shown)
        if lang == self.lang or (lang == "en" and len(_WORD.findall(shown)) < _PHRASE):
            return None
        return lang

    def list(self, values: Iterable[Any] | None) -> str:
        """Several words in a row, as the language separates them."""
        return self.say("、", ", ").join(self.t(value) for value in values or ())

    # Dates ---------------------------------------------------------------------------------------------------------

    def local(self, moment: dt.datetime) -> dt.datetime:
        """The moment on the community's clock."""
        return moment.astimezone(self._zone)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return self.ws.zone

    def weekday(self, day: int) -> str:
        """Short name of a weekday, 0 for Monday."""
        return f"周{_WEEKDAYS[0][day]}" if self.lang == "zh" else _WEEKDAYS[1][day]

    def weekdays(self, days: Sequence[int]) -> str:
        """Several weekdays, 0 for Monday; three and more in a row as a span."""
        shown: list[str] = []
        left = sorted(set(days))
        while left:
            run = [day for place, day in enumerate(left) if day == left[0] + place]
            joined = self.say("至", "–") if len(run) > 2 else ""
            shown += [f"{self.weekday(run[0])}{joined}{self.weekday(run[-1])}"] if joined else map(self.weekday, run)
            left = left[len(run) :]
        return self.list(shown)

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

    def span(self, start: dt.datetime, end: dt.datetime | None, zone: dt.tzinfo | None = None) -> str:
        """From one moment to another, without saying the same day twice; on the community's clock unless told."""
        clock = zone or self.ws.zone
        first = start.astimezone(clock)
        text = f"{self.day(first.date(), year=True)} {first:%H:%M}"
        if end is None or end <= start:
            return text
        last = end.astimezone(clock)
        same = first.date() == last.date()
        return f"{text} – {last:%H:%M}" if same else f"{text} – {self.day(last.date())} {last:%H:%M}"

    def url(self, path: str) -> str:
        """The full address of a page or file of this language, by its path in the tree.

        ``""`` if nobody said where the site is.
        """
        profile = self.ws.profile
        if profile is None or not profile.site_url:
            return ""
        page, mark, anchor = path.partition("#")
        place = "" if self.tag == self.ws.languages[0] else f"{self.tag.lower()}/"
        return f"{profile.site_url.rstrip('/')}/{place}{address(page)}{mark}{anchor}"

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
            ("segment", "name"),
        ):
            for item in self.ws.items(kind):
                known = visible(item) or kind not in _UNNAMED
                names[kind, item.id] = (self.t(item.data.get(key)) or item.id) if known else ""
        if self.ws.team is not None and not self.shows_team:
            nobody = self.say("团队成员", "a team member")
            names |= {("person", person): nobody for person in self.ws.ids("person")}
        return names | {("channel", channel): self.say("内部渠道", "an internal channel") for channel in self.hidden}

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Ids of the channels that stay within the team: neither their names nor their numbers are shown."""
        return frozenset(channel.id for channel in self.ws.channels if not visible(channel))

    @cached_property
    def shows_team(self) -> bool:
        """Whether readers may know who does what."""
        return self.ws.team is not None and visible(self.ws.team)

    def of(self, kind: str, reference: str | None) -> str:
        """The name of a thing by its id; the id itself when there is no such thing, ``""`` when it may not be named."""
        return self._names.get((kind, reference or ""), reference or "")

    def names(self, kind: str, references: Sequence[str] | None) -> str:
        """The names of several things, without those that stay within the team."""
        left_out = self.hidden if kind == "channel" else frozenset()
        named = (self.of(kind, reference) for reference in references or () if reference not in left_out)
        return self.list(filter(None, named))


@lru_cache(maxsize=1 << 14)
def _unfolded(text: str) -> str:
    """A text in one line. Where a folded YAML text had its line ends it has spaces: not wanted between Han characters.

    What was asked for is kept, since a title stands on several pages and in the feeds.
    """
    return join_han_lines("\n".join(text.split())).replace("\n", " ")
