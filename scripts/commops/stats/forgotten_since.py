"""Notices that somebody was forgotten since weeks were released, and leaves out the sums that would tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from commops.stats.pages import Page
from commops.stats.table import Row

_SUMS = frozenset({"messages", "speaker_days"})
"""Columns of 28 days that are the sum over their weeks, in whichever metric."""


def lacks(page: Page, rows: Iterable[Row], printed: Iterable[Row]) -> bool:
    """Whether the log holds less of released weeks than their files say: somebody was forgotten since."""
    now = {tuple(row[name] for name in page.keys): row for row in rows}
    told = [
        (value, now.get(tuple(row.get(name) for name in page.keys), {}).get(column))
        for row in printed
        for column in page.adds_up
        if isinstance(value := row.get(column), int)
    ]
    return any(not isinstance(left, int) or left < value for value, left in told)


def leave_sums_out(chosen: Iterable[Page], rows: Mapping[str, list[Row]]) -> None:
    """Take out what adds weeks up: less the weeks as released, it would tell what the forgotten member did in each."""
    for page in chosen:
        for row in rows[page.key] if "28d" in page.grain else ():
            if row.get("grain", page.grain) == "28d":
                row.update(dict.fromkeys(row.keys() & {*_SUMS, *(rule.total for rule in page.sums)}))
