"""All files of one language that other programs read, by path."""

from __future__ import annotations

from commops.site.edition import Edition
from commops.site.feeds import atom, calendars, json_feed, spreadsheet


def files(edition: Edition) -> dict[str, bytes]:
    """Calendars, feeds and the table, for the root of one language."""
    return {
        **calendars.files(edition),
        **atom.files(edition),
        "feed.json": json_feed.feed(edition),
        "calendar.csv": spreadsheet.table(edition),
    }
