"""What was agreed with partners and what was delivered: ``community/partners/``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from commops.stats import periods
from commops.stats.context._declare import ContextTable, day_of, local
from commops.workspace import Workspace, times


class Deliverable(NamedTuple):
    """Something due, when it was done as far as that is known, and how often its post was shown (all channels)."""

    partner: str
    number: int
    deliverer: str
    due_day: int
    done: int
    done_day: int | None
    reach_day: int | None
    reach: int | None


def _deliverables(ws: Workspace) -> Iterator[Deliverable]:
    for partner in ws.partners:
        for number, entry in enumerate(partner.deliverables or ()):
            done = entry.get("done", False) or "done_on" in entry
            yield Deliverable(
                partner.id,
                number,
                entry.get("by", "us"),
                day_of(entry["due"]),
                int(done),
                _done_day(entry, ws) if done else None,
                *_reach(entry.get("post"), ws),
            )


def _done_day(entry: Any, ws: Workspace) -> int | None:
    """The day given, else the day on which its post went out or its event began; None when nothing says it."""
    if "done_on" in entry:
        return day_of(entry["done_on"])
    post, event = ws.get("post", entry.get("post")), ws.get("event", entry.get("event"))
    if post is not None and post.published:
        return min(local(one["at"], ws)[0] for one in post.published)
    return periods.day_number(times.in_zone(event.start, ws.zone).date()) if event is not None else None


def _reach(name: str | None, ws: Workspace) -> tuple[int | None, int | None]:
    """When the impressions of a post were all read, and their sum over its channels; each channel's last count."""
    post = ws.get("post", name)
    read = sorted((r for r in (post.results if post else None) or () if "impressions" in r), key=lambda r: r["at"])
    last = {result["channel"]: result for result in read}
    if not last:
        return None, None
    return max(local(r["at"], ws)[0] for r in last.values()), sum(r["impressions"] for r in last.values())


TABLES = (
    ContextTable(
        "deliverables",
        Deliverable,
        _deliverables,
        since="due_day",
        later={"done_day": ("done",), "reach_day": ("reach",)},
    ),
)
