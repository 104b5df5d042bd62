"""Member rosters (成员名单): a sheet with one member a row, or WeCom's answer about one customer group.

The JSON is that of ``externalcontact/groupchat/get``: ``group_chat.member_list[{userid, join_time, name,
group_nickname}]`` (WeCom developer documentation, 92122).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commops.tables import people
from commops.tables.kind import Context, JsonArray, Kind, Record, Values
from commops.tables.places import channel_of
from commops.texts import Text


def _read(record: Record, context: Context) -> Values | str:
    person = people.identify(record, context)
    if person is None:
        return "no-person"
    channel = channel_of(record, context)
    if not channel:
        return "no-channel"
    joined, left = record.day("joined_at", context.zone), record.day("left_at", context.zone)
    return {**person, "channel": channel, "joined_n": joined, "left_n": left}


def _member(item: dict[str, Any], beside: Mapping[str, Any]) -> dict[str, object]:
    return {
        "account": item.get("userid"),
        "name": item.get("name"),
        "nickname": item.get("group_nickname"),
        "joined_at": item.get("join_time"),
        "channel": beside.get("name"),
    }


KIND = Kind(
    name="roster",
    label=Text("成员名单", "member roster"),
    needs=(people.FIELDS,),
    tells=("joined_at", "left_at"),
    takes=("channel",),
    private=people.PRIVATE,
    columns={**people.COLUMNS, "channel": "text", "joined_n": "day", "left_n": "day"},
    read=_read,
    prefers="channel",
    json=JsonArray("member_list", "member_list", _member),
)
