"""How a context table is declared, and what of its rows was known by the end of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias, get_args, get_type_hints

from commops.stats import periods
from commops.workspace import Workspace, times

Row: TypeAlias = tuple[Any, ...]
"""A NamedTuple of ints and texts, None where nothing is known; calendar columns are named ``..._day`` or ``day_n``."""

_SQL = {int: "bigint", str: "varchar"}


@dataclass(frozen=True)
class ContextTable:
    """A small table beside the messages: its name in SQL, the shape of its rows, and where they come from.

    ``since`` is the column with the day from which a row was known ("": always). ``later`` holds columns with the days
    on which more became known, each with the columns that say what: empty until that day.
    """

    name: str
    row: Callable[..., Row]
    read: Callable[[Workspace], Iterable[Row]]
    since: str = ""
    later: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """The type of each column in SQL, by name."""
        hints = get_type_hints(self.row)
        return {name: _SQL[(get_args(hint) or (hint,))[0]] for name, hint in hints.items()}

    @property
    def days(self) -> tuple[str, ...]:
        """The columns that hold a ``day_n``."""
        return tuple(name for name in self.columns if name == "day_n" or name.endswith("_day"))

    def rows(self, ws: Workspace) -> tuple[Row, ...]:
        """The rows of a workspace, sorted, empty cells first: the same files give the same bytes."""
        return tuple(sorted(self.read(ws), key=lambda row: [(cell is not None, cell) for cell in row]))

    def until(self, rows: Iterable[Row], day_n: int) -> Iterator[Row]:
        """What was known by the end of a day."""
        for row in rows:
            if self.since and getattr(row, self.since) > day_n:
                continue
            unknown = {
                name
                for day, told in self.later.items()
                if (at := getattr(row, day)) is not None and at > day_n
                for name in (day, *told)
            }
            yield self.row(*(None if name in unknown else cell for name, cell in zip(self.columns, row, strict=True)))


def day_of(text: str) -> int:
    """``day_n`` of a date as it is written in files."""
    return periods.day_number(times.date(text))


def local(text: str, ws: Workspace) -> tuple[int, int]:
    """A moment as it is written in files: its ``day_n`` in the community's zone, and its second since 1970."""
    moment = times.in_zone(text, ws.zone)
    return periods.day_number(moment.date()), int(moment.timestamp())


def local_or_none(text: str | None, ws: Workspace) -> tuple[int | None, int | None]:
    """The same for a moment that may not have come yet."""
    return local(text, ws) if text else (None, None)


def hundredths(amount: float | None) -> int | None:
    """A number of a file in whole hundredths, e.g. money in its smallest unit."""
    return None if amount is None else round(amount * 100)
