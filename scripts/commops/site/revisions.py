"""When a thing was last changed and how often calendars must have heard of it, read from its file and nothing else.

See site/guide/decisions/calendars-count-recorded-changes.md.
"""

from __future__ import annotations

import datetime as dt

from commops.site import public
from commops.workspace.times import instant

_SINCE = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""From when minutes are counted; a number of 32 bits lasts for four thousand years."""
_OFF = frozenset(["cancelled", "postponed"])


def modified(thing: public.Event | public.Post) -> dt.datetime | None:
    """The newest change that the file records: of an event its list of changes, of a post approval and publication."""
    if isinstance(thing, public.Event):
        moments = [row["at"] for row in thing.changes or ()]
    else:
        moments = [text for text in (thing.approved_at,) if text] + [row["at"] for row in thing.published or ()]
    return max((instant(text) for text in moments), default=None)


def sequence(thing: public.Event | public.Post, *, off: bool = False) -> int:
    """A number that rises with each recorded change, and by one when the thing is called off (``off``)."""
    last = modified(thing)
    minutes = max(0, int((last - _SINCE).total_seconds()) // 60) if last else 0
    return minutes + (1 if off or (isinstance(thing, public.Event) and thing.status in _OFF) else 0)
