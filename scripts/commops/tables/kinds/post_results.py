"""Results of posts as platforms export them (公众号, 小红书, 抖音, B 站 and others): one post a row."""

from __future__ import annotations

from commops.tables.kind import Context, Kind, Record, Values, numbers
from commops.tables.places import channel_of
from commops.texts import Text

COUNTS = ("impressions", "reads", "likes", "comments", "shares", "saves", "clicks")


def _read(record: Record, context: Context) -> Values | str:
    title, url = record.text("title"), record.text("url")
    if not title and not url:
        return "no-post"
    counts = numbers(record, COUNTS)
    if isinstance(counts, str) or not any(value is not None for value in counts.values()):
        return "no-number"
    return {
        "channel": channel_of(record, context),
        "title": title,
        "url": url,
        "day_n": record.day("published_at", context.zone),
        "read_n": record.day("read_on", context.zone),
        **counts,
    }


KIND = Kind(
    name="post-results",
    label=Text("内容数据（各平台导出）", "results of posts (platform exports)"),
    needs=(("title", "url"), COUNTS),
    tells=COUNTS,
    takes=("channel", "published_at", "read_on"),
    private=(),
    columns={
        "channel": "text",
        "title": "text",
        "url": "text",
        "day_n": "day",
        "read_n": "day",
        **dict.fromkeys(COUNTS, "count"),
    },
    read=_read,
    prefers="channel",
)
