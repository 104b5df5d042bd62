"""All context tables of a community, found by walking this package, as they were by the end of any day."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from commops.stats import periods
from commops.stats.context._declare import ContextTable, Row
from commops.stats.context.channels import ChannelSize
from commops.stats.context.events import EventSpan
from commops.stats.context.members import MemberCount
from commops.workspace import Workspace


@functools.cache
def tables() -> Mapping[str, ContextTable]:
    """Every table that a module of this package declares, by name."""
    package = importlib.import_module("commops.stats.context")
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_"))
    found = [table for name in names for table in importlib.import_module(f"{package.__name__}.{name}").TABLES]
    return {table.name: table for table in sorted(found, key=lambda table: table.name)}


@dataclass(frozen=True, slots=True)
class Context:
    """The small tables beside the messages. Each is sorted, so that the same workspace gives the same bytes.

    The metrics of logs read the first three; ``more`` holds the others by name.
    """

    timezone: str = "UTC"
    members: tuple[MemberCount, ...] = ()
    events: tuple[EventSpan, ...] = ()
    channels: tuple[ChannelSize, ...] = ()
    more: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of a table by its name, also where there are none."""
        own = name in _OWN
        return cast("tuple[Row, ...]", getattr(self, name)) if own else self.more.get(name, ())

    def until(self, day_n: int) -> Context:
        """What was known by the end of a day: no count, event, decision or result of later days."""
        known = {name: tuple(table.until(self.rows(name), day_n)) for name, table in tables().items()}
        return _context(self.timezone, known)

    def calendar(self) -> Iterator[tuple[int, ...]]:
        """The days that the tables speak of: ``day_n``, week, month and its last week, quarter and its last week."""
        named = {
            cell
            for name, table in tables().items()
            for at in [table.days]
            for row in self.rows(name)
            for cell in (getattr(row, column) for column in at)
            if cell is not None
        }
        return (_date(day_n) for day_n in sorted(named))


_OWN = ("members", "events", "channels")


def _context(timezone: str, rows: Mapping[str, tuple[Row, ...]]) -> Context:
    return Context(
        timezone,
        cast("tuple[MemberCount, ...]", rows["members"]),
        cast("tuple[EventSpan, ...]", rows["events"]),
        cast("tuple[ChannelSize, ...]", rows["channels"]),
        {name: found for name, found in rows.items() if name not in _OWN},
    )


def _date(day_n: int) -> tuple[int, ...]:
    month = periods.month_of_day(day_n)
    quarter = month // 3
    month_end = periods.first_day_of_month(month + 1) - 1
    quarter_end = periods.first_day_of_month(3 * quarter + 3) - 1
    return (
        day_n,
        periods.week_of_day(day_n),
        month,
        periods.week_of_day(month_end),
        quarter,
        periods.week_of_day(quarter_end),
    )


def context_of(ws: Workspace) -> Context:
    """The context of a community, from all files that the modules of this package read."""
    return _context(ws.zone.key, {name: table.rows(ws) for name, table in tables().items()})


def counted(ws: Workspace) -> frozenset[str] | None:
    """The channels whose messages count: those of channels.yml; None (all) while it lists none."""
    return frozenset(channel.id for channel in ws.channels) or None
