"""Results of posts for the ``results`` of the post files, matched by address, or by channel, title and date."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from commops.logs.channels import fold
from commops.tables.cells import EPOCH, date
from commops.tables.change import Note, Proposal, Wishes, settle
from commops.tables.kinds.post_results import COUNTS
from commops.texts import Text

if TYPE_CHECKING:
    from commops.tables.store import TableStore
    from commops.workspace import Workspace

SOURCE = "commops tables"
_NO_DAY = Text(
    "{n} 条内容数据没写取数日期；加 --on 日期再写入",
    "{n} results of posts name no day on which they were read; add --on DATE to write them",
)
_UNMATCHED = Text(
    "{n} 条内容数据找不到对应的帖子（按链接，或渠道+标题+日期）；补上帖子的 published: url，或用 --channel 写明渠道",
    "{n} results match no post, by address or by channel, title and date; "
    "add the address under published:, or give --channel",
)


@dataclass(slots=True)
class _Index:
    """The posts by what an export says of them. Values: post and channel."""

    urls: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    titles: dict[tuple[str, str], dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    """(channel, folded title) -> posts with the day they went out there."""


def offer(ws: Workspace, store: TableStore, wishes: Wishes) -> Iterator[Proposal | Note]:
    """One entry per post, channel and day of reading; numbers that are there already are left alone."""
    index, undated, unmatched = _index(ws), 0, 0
    newest: dict[tuple[str, str], tuple[int, dict[str, int]]] = {}
    for row in store.rows("post-results"):
        day_n = row["read_n"] if row["read_n"] is not None else (wishes.on - EPOCH).days if wishes.on else None
        found = _match(row, index)
        if found is None:
            unmatched += 1
        elif day_n is None:
            undated += 1
        else:
            counts = {name: row[name] for name in COUNTS if row[name] is not None}
            newest[found] = max(
                newest.get(found, (0, {})), (day_n, counts), key=lambda entry: (entry[0], _sum(entry[1]))
            )
    if undated:
        yield Note(_NO_DAY.fill(n=undated))
    if unmatched:
        yield Note(_UNMATCHED.fill(n=unmatched))
    new: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (name, channel), (day_n, counts) in sorted(newest.items()):
        written = ws.get("post", name).data.get("results") or []
        place = ws.get("post", name).source.path
        same = [number for number, entry in enumerate(written) if entry["channel"] == channel]
        today = [number for number in same if str(written[number]["at"])[:10] == date(day_n).isoformat()]
        if today:
            yield from settle(place, ("results", today[0]), written[today[0]], counts, wishes, channel)
        elif not any(all(written[number].get(key) == value for key, value in counts.items()) for number in same):
            new[name].append({"channel": channel, "at": _moment(ws, day_n), **counts, "source": SOURCE})
    for name, entries in new.items():
        post = ws.get("post", name)
        if "results" in post.data:
            for entry in entries:
                yield Proposal(post.source.path, ("results", len(post.data["results"])), entry)
        else:
            yield Proposal(post.source.path, ("results",), entries)


def _index(ws: Workspace) -> _Index:
    index = _Index()
    for post in ws.items("post"):
        data = post.data
        went = {entry["channel"]: entry for entry in data.get("published") or ()}
        for channel, entry in went.items():
            if "url" in entry:
                index.urls[_address(entry["url"])].add((post.id, channel))
        for channel in data.get("channels") or ():
            day_n = _day(str(went.get(channel, data).get("at") or data.get("date") or ""))
            variant = (data.get("variants") or {}).get(channel) or {}
            for title in {*_texts(data.get("title")), *_texts(variant.get("title"))}:
                if day_n is not None:
                    index.titles[channel, title][post.id] = day_n
    return index


def _match(row: dict[str, Any], index: _Index) -> tuple[str, str] | None:
    """The post and channel of a row, if exactly one fits."""
    if row["url"]:
        found = {one for one in index.urls.get(_address(row["url"]), ()) if row["channel"] in ("", one[1])}
        if len(found) == 1:
            return next(iter(found))
    posts = index.titles.get((row["channel"], fold(row["title"])), {})
    # Platforms count days in their own zone, so the day before and the day after are meant too.
    near = [name for name, day_n in posts.items() if row["day_n"] is None or abs(day_n - row["day_n"]) <= 1]
    return (near[0], row["channel"]) if len(near) == 1 else None


def _address(url: str) -> str:
    """An address without what does not change the page: scheme, case of the host, fragment, final slash."""
    try:
        parts = urlsplit(url.strip())
        return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
    except ValueError:
        return url


def _texts(value: object) -> set[str]:
    found = value.values() if isinstance(value, dict) else [value]
    return {fold(text) for text in found if isinstance(text, str)}


def _day(moment: str) -> int | None:
    try:
        return (dt.date.fromisoformat(moment[:10]) - EPOCH).days
    except ValueError:
        return None


def _moment(ws: Workspace, day_n: int) -> str:
    """The end of a day in the community's zone: an export of that day tells of what happened before."""
    return dt.datetime.combine(date(day_n), dt.time(23, 59), ws.zone).isoformat()


def _sum(counts: dict[str, int]) -> int:
    return sum(counts.values())
