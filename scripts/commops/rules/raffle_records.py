"""Prize draws that leave open who pays the tax, who may not win, or how long the records are kept."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.raffles.terms import day_of, is_draft
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Raffle
from commops.workspace.times import date

_YEARS = 2


@rule("raffle-records", each="raffle")
def check(ws: Workspace, raffle: Raffle) -> Iterator[Hit]:
    """Three things that published terms should say; the two years run from the day of the draw."""
    if is_draft(ws, raffle):
        return
    if not raffle.tax_note:
        yield Hit(raffle.at("id"), raffle.id, case="tax")
    if not raffle.excluded:
        yield Hit(raffle.at("id"), raffle.id, case="staff")
    drawn = (raffle.data.get("result") or {}).get("drawn_at") or raffle.draw_at
    if drawn is None:
        return
    day = day_of(ws, drawn)
    least = day.replace(year=day.year + _YEARS, day=min(day.day, 28) if day.month == 2 else day.day)
    if raffle.archive_until is None or date(raffle.archive_until) < least:
        place = raffle.at("archive_until") if raffle.archive_until else raffle.at("id")
        yield Hit(place, raffle.archive_until, {"least": least})
