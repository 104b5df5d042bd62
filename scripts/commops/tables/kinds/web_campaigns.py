"""Visits by campaign from Google Analytics 4: comment lines with the days, several tables, a totals row."""

from __future__ import annotations

from commops.tables import cells
from commops.tables.kind import Context, Kind, Record, Values, numbers
from commops.texts import Text

_NOT_SET = frozenset({"", "(not set)", "(direct)", "(organic)", "(referral)", "(cross-network)", "(other)"})


def _read(record: Record, _context: Context) -> Values | str:
    campaign = record.text("campaign")
    if campaign.casefold() in _NOT_SET:
        return "no-campaign"
    counts = numbers(record, ("sessions", "users"))
    if isinstance(counts, str) or counts["sessions"] is None:
        return "no-number"
    if cells.is_total(campaign):
        return "total"
    return {
        "campaign": campaign,
        "first_n": record.notes.get("first_n"),
        "last_n": record.notes.get("last_n"),
        **counts,
    }


KIND = Kind(
    name="web-campaigns",
    label=Text("网站访问（GA4）", "visits by campaign (GA4)"),
    needs=(("campaign",), ("sessions",)),
    tells=("campaign", "sessions"),
    takes=("users",),
    private=(),
    columns={"campaign": "text", "first_n": "day", "last_n": "day", "sessions": "count", "users": "count"},
    read=_read,
    sections=True,
)
