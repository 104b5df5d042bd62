"""The fields of a message in Telegram Desktop's JSON export that the reader looks at; the rest is never built."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

UNSET = msgspec.UNSET
Value: TypeAlias = Any
"""Whatever JSON value stands there: exports are checked where they are used, not trusted here."""


class Message(msgspec.Struct, gc=False):
    """One message; UNSET where the export has no such key. JSON makes no cycles, so the collector need not look."""

    id: Value = UNSET
    type: Value = UNSET
    date: Value = UNSET
    date_unixtime: Value = UNSET
    edited_unixtime: Value = UNSET
    name: Value = msgspec.field(default=UNSET, name="from")
    from_id: Value = UNSET
    reply_to_message_id: Value = UNSET
    reply_to_peer_id: Value = UNSET
    text: Value = UNSET
    reactions: Value = UNSET
    action: Value = UNSET
    actor: Value = UNSET
    actor_id: Value = UNSET
    members: Value = UNSET
    photo: Value = UNSET
    media_type: Value = UNSET
    file: Value = UNSET
    mime_type: Value = UNSET
    poll: Value = UNSET
    location_information: Value = UNSET
    contact_information: Value = UNSET
    game_title: Value = UNSET
    invoice_information: Value = UNSET
    dice: Value = UNSET


_decoder = msgspec.json.Decoder(list[Message])


def decode(data: bytes) -> list[Message] | None:
    """The messages between two cuts of an array; None when they are not all whole JSON objects."""
    try:
        return _decoder.decode(b"[" + data.strip(b", \t\r\n") + b"]")
    except (msgspec.MsgspecError, RecursionError):
        return None


def message(value: object) -> Message | None:
    """The same of a JSON value that was read in another way; None when it is no object."""
    if not isinstance(value, dict):
        return None
    return msgspec.convert({str(key): item for key, item in value.items()}, Message)
