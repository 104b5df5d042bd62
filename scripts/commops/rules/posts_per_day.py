"""Days on which a channel gets more posts than it should."""

import datetime as dt
from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.dispatches import Dispatch
from commops.posting.naming import called
from commops.posting.outlook import by_channel
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Workspace


@rule("posts-per-day")
def check(ws: Workspace) -> Iterator[Hit]:
    """Each day from today on, on the community's clocks, on which a channel has more posts than ``max_per_day``."""
    planned = ws.derive(by_channel)
    for channel in ws.channels:
        limit = (channel.frequency or {}).get("max_per_day")
        if limit is None:
            continue
        days: dict[dt.date, list[Dispatch]] = {}
        for one in planned.get(channel.id, ()):
            if (day := one.at.date()) >= ws.as_of:
                days.setdefault(day, []).append(one)
        for day, posts in days.items():
            last = next((one for one in reversed(posts) if one.pending), None)
            if len(posts) <= limit or last is None:
                continue
            others = [one for one in posts if one is not last]
            facts: dict[str, object] = {
                "channel": called(channel),
                "day": day,
                "count": len(posts),
                "limit": limit,
                "others": _listed(others),
            }
            yield Hit(last.place, len(posts), facts)


def _listed(posts: list[Dispatch]) -> Text:
    """The other posts by title and file, at most three of them."""
    names = [(called(one.post), one.post.source.path) for one in posts[:3]]
    more = len(posts) - len(names)
    zh = "、".join(f"“{name.zh}”（{path}）" for name, path in names) + (f"等 {len(posts)} 条" if more else "")
    en = ", ".join(f'"{name.en}" ({path})' for name, path in names) + (f" and {more} more" if more else "")
    return Text(zh, en)
