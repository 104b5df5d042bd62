"""The fields of a message in Telegram Desktop's JSON export that the reader looks at; the rest is never built."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

Value: TypeAlias = Any
"""Whatever JSON value stands there: exports are checked where they are used, not trusted here."""


class Message(msgspec.Struct, gc=False):
    """One message; None where the export has no such key, or null. JSON has no cycles: no need to collect any."""

    id: Value = None
    type: Value = None
    date: Value = None
    date_unixtime: Value = None
    edited_unixtime: Value = None
    name: Value = msgspec.field(default=None, name="from")
    from_id: Value = None
    reply_to_message_id: Value = None
    reply_to_peer_id: Value = None
    text: Value = None
    reactions: Value = None
    action: Value = None
    actor: Value = None
    actor_id: Value = None
    members: Value = None
    photo: Value = None
    media_type: Value = None
    file: Value = None
    mime_type: Value = None
    poll: Value = None
    location_information: Value = None
    contact_information: Value = None
    game_title: Value = None
    invoice_information: Value = None
    dice: Value = None


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
