"""Events whose times contradict each other: ends before starts, agendas that overrun, offsets that the zone has not."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from zoneinfo import ZoneInfo

from commops.findings import Hit
from commops.posting.calendar import clock, is_skipped
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Event
from commops.workspace.times import date, instant, minutes


@rule("event-times", each="event")
def check(ws: Workspace, event: Event) -> Iterator[Hit]:
    """What is wrong with start, end, zone and agenda of an event. All comparisons are between instants."""
    try:
        start, end = instant(event.start), instant(event.end)
        zone = ZoneInfo(event.timezone) if event.timezone else ws.zone
    except (KeyError, ValueError, OSError):
        return
    if end <= start:
        yield Hit(event.at("end"), event.end, {"start": event.start})
        return
    wrong = [*_offset(event, "start", start, zone), *_offset(event, "end", end, zone)]
    yield from wrong
    if event.agenda and (wrong or not _plain(event, start, end)):
        yield from _agenda(event, start, end, zone)


def _plain(event: Event, start: dt.datetime, end: dt.datetime) -> bool:
    """Whether an agenda is in order, on one day without a change of clocks: nearly all are, and this is quick."""
    if start.utcoffset() != end.utcoffset() or start.date() != end.date():
        return False
    before, close = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    for item in event.agenda or []:
        first, last = minutes(item["from"]), minutes(item["to"])
        if "day" in item or not before <= first < last <= close:
            return False
        before = last
    return True


def _offset(event: Event, key: str, moment: dt.datetime, zone: ZoneInfo) -> Iterator[Hit]:
    local = moment.astimezone(zone)
    if local.utcoffset() != moment.utcoffset():
        facts: dict[str, object] = {"zone": zone.key, "local": local.isoformat(timespec="minutes")}
        yield Hit(event.at(key), event.data[key], facts, case="wrong-offset" if event.timezone else "no-zone")


def _agenda(event: Event, start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> Iterator[Hit]:
    parts: list[tuple[dt.datetime, dt.datetime, str, int]] = []
    for number, item in enumerate(event.agenda or []):
        day = date(item["day"]) if "day" in item else start.astimezone(zone).date()
        first, last = minutes(item["from"]), minutes(item["to"])
        facts: dict[str, object] = {"number": number + 1, "start": event.start, "end": event.end}
        if first == last:
            yield Hit(event.at("agenda", number, "to"), item["to"], facts, case="no-length")
            continue
        # 23:00 to 01:00 runs past midnight.
        last += 1440 if last < first else 0
        skipped = next((key for key, minute in (("from", first), ("to", last)) if is_skipped(day, minute, zone)), None)
        if skipped is not None:
            facts["zone"] = zone.key
            yield Hit(event.at("agenda", number, skipped), event.data["agenda"][number][skipped], facts, case="skipped")
            continue
        opens = clock(day, first, zone, start)
        closes = clock(day, last, zone, opens)
        if opens < start:
            yield Hit(event.at("agenda", number, "from"), item["from"], facts, case="before-start")
        elif closes > end:
            yield Hit(event.at("agenda", number, "to"), item["to"], facts, case="after-end")
        else:
            parts.append((opens, closes, str(item.get("place")), number))
    for (_, until, place, before), (opens, _, other, number) in pairwise(sorted(parts, key=_by_place)):
        if place == other and opens < until:
            item = (event.agenda or [])[number]
            facts = {"number": number + 1, "other": before + 1, "start": event.start, "end": event.end}
            yield Hit(event.at("agenda", number, "from"), item["from"], facts, case="overlap")


def _by_place(part: tuple[dt.datetime, dt.datetime, str, int]) -> tuple[str, dt.datetime, int]:
    """Parts in different rooms may run at the same time."""
    return part[2], part[0], part[3]
