"""Writes calendars as RFC 5545 wants them: escaped, folded by octets, no control characters, always the same bytes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

_CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_WIDTH = 74
"""Octets of a content line; RFC 5545 section 3.1 allows 75 without the line break."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One appointment. ``start`` and ``end`` are aware; ``uid`` never changes once published."""

    uid: str
    start: dt.datetime
    end: dt.datetime
    summary: str
    whole_days: bool = False
    """Whether only the days count, as ``start`` and ``end`` show them; the last day is part of it."""
    sequence: int = 0
    """Never falls; of two states of an appointment the one with the higher number counts."""
    modified: dt.datetime | None = None
    """When it was last changed (aware), if that is known."""
    description: str = ""
    location: str = ""
    categories: tuple[str, ...] = ()
    url: str = ""
    cancelled: bool = False
    tentative: bool = False
    """Whether its time is not certain."""


def _escape(text: str) -> str:
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> str:
    """Break a content line between characters so that no piece is longer than 75 octets."""
    # Most lines fit: no character takes more than four octets.
    if len(line) * 4 <= _WIDTH or len(line.encode()) <= _WIDTH:
        return line
    pieces, start, size = [], 0, 0
    for place, char in enumerate(line):
        octets = len(char.encode())
        if size + octets > _WIDTH:
            pieces.append(line[start:place])
            start, size = place, 1  # the space that starts a continuation counts
        size += octets
    return "\r\n ".join([*pieces, line[start:]])


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _entry(entry: Entry, stamp: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escape(entry.uid)}",
        f"DTSTAMP:{stamp}",
        f"SEQUENCE:{entry.sequence}",
        *_times(entry),
        f"SUMMARY:{_escape(entry.summary)}",
    ]
    if entry.modified is not None:
        lines.append(f"LAST-MODIFIED:{_utc(entry.modified)}")
    if entry.description:
        lines.append(f"DESCRIPTION:{_escape(entry.description)}")
    if entry.location:
        lines.append(f"LOCATION:{_escape(entry.location)}")
    if entry.categories:
        lines.append("CATEGORIES:" + ",".join(_escape(one) for one in entry.categories))
    if entry.url:
        lines.append(f"URL:{_CONTROL.sub('', entry.url)}")
    status = "CANCELLED" if entry.cancelled else "TENTATIVE" if entry.tentative else "CONFIRMED"
    return [*lines, f"STATUS:{status}", "END:VEVENT"]


def _times(entry: Entry) -> list[str]:
    end = max(entry.end, entry.start)
    if not entry.whole_days:
        return [f"DTSTART:{_utc(entry.start)}", f"DTEND:{_utc(end)}"]
    # The day after the last one: RFC 5545 counts the end of whole days out.
    after = end.date() + dt.timedelta(days=1)
    return [f"DTSTART;VALUE=DATE:{entry.start:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", "TRANSP:TRANSPARENT"]


def calendar(name: str, entries: Iterable[Entry], *, stamp: dt.datetime, zone: str) -> bytes:
    """An iCalendar file. ``stamp`` (aware) is when the information was current, not when the file was written.

    Times are in UTC, so that no time-zone rules need to travel with the file; ``zone`` is only a hint for display.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//CommOps//Community calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escape(name)}",
        f"X-WR-TIMEZONE:{_escape(zone)}",
    ]
    for entry in sorted(entries, key=lambda entry: (entry.start, entry.uid)):
        lines += _entry(entry, _utc(stamp))
    return "".join(f"{_fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()
