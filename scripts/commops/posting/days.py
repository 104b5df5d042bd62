"""What a day is where the community lives: holiday, make-up workday, day of mourning, festival, sale, or ordinary."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any, NamedTuple

from commops.resources import folder
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace.reading.read import read

CHINESE_ZONES = frozenset(
    f"Asia/{city}" for city in ("Shanghai", "Chongqing", "Chungking", "Harbin", "Urumqi", "Kashgar")
) | {"PRC"}


_MARKS = {"off": Text("休", "off"), "workday": Text("班", "workday")}


class Special(NamedTuple):
    """One thing that sets a day apart: ``off``, ``workday``, ``memorial``, ``festival``, ``sale`` or ``holiday``."""

    kind: str
    name: Text
    region: str

    @property
    def told(self) -> Text:
        """Its name, and for a public holiday or the working day that makes up for it, which of the two it is."""
        mark = _MARKS.get(self.kind)
        return Text(f"{self.name.zh}{mark.zh}", f"{self.name.en} ({mark.en})") if mark else self.name


@cache
def table() -> dict[str, Any]:
    """schemas/holidays.yml as data, read on first use."""
    file = folder("schemas") / "holidays.yml"
    return read(file.name, file.read_bytes()).data


def regions(ws: Workspace) -> tuple[str, ...]:
    """The regions whose days matter here: ``CN`` by the zone or the main language, ``INT`` if English is spoken."""
    chinese = ws.zone.key in CHINESE_ZONES or ws.languages[0].lower() in ("zh", "zh-cn", "zh-hans", "zh-hans-cn")
    english = any(tag.partition("-")[0].lower() == "en" for tag in ws.languages)
    return ("CN",) * chinese + ("INT",) * english


def specials(day: dt.date, regions: tuple[str, ...]) -> tuple[Special, ...]:
    """What sets the day apart, public holidays first; ``()`` for an ordinary day and for a year nobody knows yet."""
    return tuple(one for region in regions for one in _of_region(day, region))


def is_known(year: int, region: str) -> bool:
    """Whether the public holidays of a year are in the table. A region without any (``INT``) has none to know."""
    return not has_years(region) or str(year) in table()["regions"][region]["years"]


def has_years(region: str) -> bool:
    """Whether the public holidays of a region are published year by year."""
    return "years" in table()["regions"][region]


def _of_region(day: dt.date, region: str) -> tuple[Special, ...]:
    every = _every_year(region).get((day.month, day.day), ()) if 2000 <= day.year <= 2100 else ()
    return (*_dated(region).get(day, ()), *(one for since, one in every if since <= day.year))


@cache
def _dated(region: str) -> dict[dt.date, list[Special]]:
    """The special days of a region that stand in the table with their year."""
    data = table()["regions"][region]
    found: dict[dt.date, list[Special]] = {}

    def add(day: dt.date, kind: str, name: dict[str, str]) -> None:
        found.setdefault(day, []).append(Special(kind, Text(**name), region))

    for year in data.get("years", {}).values():
        for row in year["off"]:
            first, last = dt.date.fromisoformat(row["from"]), dt.date.fromisoformat(row["to"])
            for number in range((last - first).days + 1):
                add(first + dt.timedelta(days=number), "off", row["name"])
            for text in row.get("work", []):
                add(dt.date.fromisoformat(text), "workday", row["name"])
    for row in data.get("moving", []):
        for text in row["on"]:
            add(dt.date.fromisoformat(text), row["kind"], row["name"])
    return found


@cache
def _every_year(region: str) -> dict[tuple[int, int], list[tuple[int, Special]]]:
    """By month and day: what comes again each year, and since when."""
    found: dict[tuple[int, int], list[tuple[int, Special]]] = {}
    for row in table()["regions"][region].get("days", []):
        month, day = map(int, row["on"].split("-"))
        special = Special(row["kind"], Text(**row["name"]), region)
        found.setdefault((month, day), []).append((int(row.get("since", 0)), special))
    return found
