"""Describes an export's rows while they are read: what its chats cover, and whether every message has an id of its own.

Asking the finished file takes seconds for millions of rows, while one core waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from commops.logs.state import WEEK, ChatRange

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(slots=True)
class _Week:
    """The rows of one week: their first and last time, their lowest and highest number, and how many there are."""

    first: int
    last: int
    low: int
    high: int
    rows: int = 0


@dataclass(slots=True)
class _Seen:
    """What was seen of one chat."""

    weeks: dict[int, _Week] = field(default_factory=dict)
    authors: set[str] = field(default_factory=set)
    last: int | None = None
    """The number of the last row."""
    alike: set[str] = field(default_factory=set)
    """The ids of the last rows, as far back as they have that number."""


class Description:
    """Takes the batches of an export in order. It knows only exports as nearly all are: numbered, and in order."""

    def __init__(self) -> None:
        self._chats: dict[str, _Seen] = {}
        self._usual = True

    def add(self, rows: pa.RecordBatch) -> None:
        """Look at a batch."""
        import pyarrow.compute as pc

        if not self._usual or not len(rows):
            return
        chats = pc.unique(rows["chat"]).to_pylist()
        for chat in chats:
            own = rows if len(chats) == 1 else rows.filter(pc.equal(rows["chat"], chat))
            numbers = _numbers(own["msg_id"])
            seen = self._chats.setdefault(chat, _Seen())
            if numbers is None or not _apart(seen, numbers, own["msg_id"]):
                self._usual = False
                return
            _count(seen, numbers, own)

    def ranges(self, names: Mapping[str, str]) -> list[ChatRange] | None:
        """The range of each chat, by key; None when ids are missing, are no numbers, or may stand twice.

        ``names``: what each chat is called.
        """
        if not self._usual:
            return None
        return [_range(chat, names.get(chat, chat), self._chats[chat]) for chat in sorted(self._chats)]


def _numbers(ids: pa.Array) -> pa.Array | None:
    """The number in each id, without what follows a dot; None when there is an id of another kind."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if ids.null_count:
        return None
    dotted = pc.greater_equal(pc.find_substring(ids, "."), 0)
    if pc.any(dotted).as_py():
        bare = pa.array([one.partition(".")[0] for one in ids.filter(dotted).to_pylist()], pa.string())
        ids = pc.replace_with_mask(ids, dotted, bare)
    try:
        numbers = ids.cast(pa.int64())
    except pa.ArrowInvalid:
        return None
    return numbers if numbers.cast(pa.string()).equals(ids) else None


def _apart(seen: _Seen, numbers: pa.Array, ids: pa.Array) -> bool:
    """Whether every id stands once, which is plain where numbers rise; where they stay equal the ids are compared."""
    import pyarrow as pa
    import pyarrow.compute as pc

    before = pa.concat_arrays([pa.array([seen.last], pa.int64()), numbers[:-1]])
    if pc.any(pc.less(numbers, before)).as_py():
        return False
    last = -1
    for place in pc.indices_nonzero(pc.equal(numbers, before).fill_null(False)).to_pylist():
        if place and place - 1 != last:
            seen.alike = {ids[place - 1].as_py()}
        if (own := ids[place].as_py()) in seen.alike:
            return False
        seen.alike.add(own)
        last = place
    if last != len(ids) - 1:
        seen.alike = {ids[-1].as_py()}
    seen.last = numbers[-1].as_py()
    return True


def _count(seen: _Seen, numbers: pa.Array, rows: pa.RecordBatch) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    written = rows["author"].filter(pc.equal(rows["kind"], "message"))
    seen.authors.update(pc.unique(written.drop_null()).to_pylist())
    weeks = pa.table({"week": pc.divide(rows["ts_s"], WEEK), "ts_s": rows["ts_s"], "number": numbers})
    found = weeks.group_by("week").aggregate(
        [("ts_s", "count"), ("ts_s", "min"), ("ts_s", "max"), ("number", "min"), ("number", "max")]
    )
    for line in found.to_pylist():
        first, last, low, high = (line[name] for name in ("ts_s_min", "ts_s_max", "number_min", "number_max"))
        week = seen.weeks.setdefault(line["week"], _Week(first, last, low, high))
        week.rows += line["ts_s_count"]
        week.first, week.last = min(week.first, first), max(week.last, last)
        week.low, week.high = min(week.low, low), max(week.high, high)


def _range(chat: str, name: str, seen: _Seen) -> ChatRange:
    weeks = seen.weeks.values()
    return ChatRange(
        chat,
        name,
        sum(week.rows for week in weeks),
        min(week.first for week in weeks),
        max(week.last for week in weeks),
        len(seen.authors),
        [(number, week.rows, week.low, week.high) for number, week in sorted(seen.weeks.items())],
    )
