"""Numbers of groups by day (企业微信群统计 and the like): a sheet from the admin page, or WeCom's answer as JSON.

The JSON is that of ``externalcontact/groupchat/statistic_group_by_day``: ``items[{stat_time, data{member_total,
new_member_cnt, member_has_msg, msg_total}}]`` (WeCom developer documentation, 92133). The plain ``statistic`` answer
names no day: its items are skipped with that reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commops.tables.kind import Context, JsonArray, Kind, Record, Values, numbers
from commops.tables.places import channel_of
from commops.texts import Text

_COUNTS = ("members", "joined", "left", "speakers", "messages")
_WECOM = {"members": "member_total", "joined": "new_member_cnt", "speakers": "member_has_msg", "messages": "msg_total"}


def _read(record: Record, context: Context) -> Values | str:
    channel = channel_of(record, context)
    if not channel:
        return "no-channel"
    day_n = record.day("date", context.zone)
    if day_n is None:
        return "no-date"
    counts = numbers(record, _COUNTS)
    if isinstance(counts, str) or counts["members"] is None:
        return "no-number"
    return {"channel": channel, "day_n": day_n, **counts}


def _day(item: dict[str, Any], _beside: Mapping[str, Any]) -> dict[str, object]:
    data = item.get("data")
    data = data if isinstance(data, dict) else {}
    return {"date": item.get("stat_time"), **{name: data.get(key) for name, key in _WECOM.items()}}


KIND = Kind(
    name="group-stats",
    label=Text("群统计（企业微信等）", "group statistics (WeCom and others)"),
    needs=(("date",), ("members",)),
    tells=("members",),
    takes=("channel", "joined", "left", "speakers", "messages"),
    private=(),
    columns={"channel": "text", "day_n": "day", **dict.fromkeys(_COUNTS, "count")},
    read=_read,
    prefers="channel",
    json=JsonArray("items", "member_total", _day),
)
