"""Messages read many at once and messages read one by one give the same rows, whatever stands in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from hypothesis import given
from hypothesis import strategies as st

from commops.logs.canonical import Batch
from commops.logs.keys import Key
from commops.logs.rows import Rows
from commops.logs.telegram_fields import Message, decode, message
from commops.logs.telegram_messages import MessageReader

ODD = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3), st.just([]), st.just({}))
TEXTS = st.one_of(
    st.sampled_from(["", "在吗", "why?", "see https://example.org/a?b=c", "哈哈"]),
    st.lists(st.sampled_from(["plain ", {"type": "link", "text": "example.org"}, {"type": "bold", "text": "!"}, 7])),
    ODD,
)
DATES = st.sampled_from(["2026-06-01T20:00:00", "2026-06-02T09:30:00", "1970-01-01T00:00:00", "yesterday"])
SECONDS = st.sampled_from(["1780315200", "1780363800", "7", "99999999999", "soon", "１７８０３１５２００"])
REACTIONS = st.lists(
    st.fixed_dictionaries(
        {"type": st.just("emoji"), "count": st.one_of(st.integers(-1, 9), ODD)},
        optional={"recent": st.one_of(st.lists(st.fixed_dictionaries({"date": st.one_of(DATES, ODD)})), ODD)},
    ),
    max_size=3,
)
IDS = st.one_of(st.integers(-9, 99), st.sampled_from(["12", 2**63, -(2**63) - 1, 10**30]), ODD)
PEOPLE = st.one_of(st.sampled_from(["user1", "user2", "channel9", ""]), st.integers(1, 2**34), ODD)
NAMES = st.one_of(st.sampled_from(["Amber", "青竹", ""]), st.none(), ODD)


def maybe(usual: str, odd: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The usual value in most messages."""
    return st.one_of(st.just(usual), st.just(usual), odd)


MESSAGES = st.fixed_dictionaries(
    {"id": IDS, "type": maybe("message", st.one_of(st.just("service"), st.just("unsupported"), ODD))},
    optional={
        "date": st.one_of(DATES, ODD),
        "date_unixtime": st.one_of(SECONDS, ODD),
        "edited_unixtime": st.one_of(SECONDS, ODD),
        "from": NAMES,
        "from_id": PEOPLE,
        "text": TEXTS,
        "reply_to_message_id": IDS,
        "reply_to_peer_id": PEOPLE,
        "reactions": st.one_of(REACTIONS, ODD),
        "action": st.one_of(st.sampled_from(["invite_members", "pin_message", "join_group_by_link"]), ODD),
        "actor": NAMES,
        "actor_id": PEOPLE,
        "members": st.one_of(st.lists(NAMES, max_size=3), ODD),
        "photo": st.just("photos/1.jpg"),
        "media_type": st.one_of(st.sampled_from(["sticker", "voice_message"]), ODD),
        "file": st.just("files/a.pdf"),
        "mime_type": st.one_of(st.sampled_from(["video/mp4", "application/pdf"]), ODD),
        "poll": st.one_of(st.just({"question": "几点开始？"}), ODD),
        "location_information": ODD,
        "unknown": ODD,
    },
)


USUAL = st.fixed_dictionaries(
    {
        "id": st.integers(1, 99), "type": st.just("message"), "date": st.just("2026-06-01T20:00:00"),
        "date_unixtime": st.just("1780315200"), "from": st.sampled_from(["Amber", "青竹"]),
        "from_id": st.sampled_from(["user1", "user2"]), "text": TEXTS,
    },
    optional={
        "reactions": REACTIONS, "reply_to_message_id": IDS, "photo": st.just("1.jpg"), "edited_unixtime": SECONDS,
    },
)  # fmt: skip


def rows_of(messages: Sequence[Message | None], prefix: str, *, at_once: bool) -> Batch:
    rows = Rows(Key(b"k" * 32), "telegram")
    reader = MessageReader("chat", prefix, rows, ZoneInfo("Asia/Shanghai"))
    for part in [messages] if at_once else [[one] for one in messages]:
        reader.read(part)
    return rows.take()


@given(st.lists(st.one_of(USUAL, USUAL, USUAL, MESSAGES, ODD), max_size=12), st.sampled_from(["", "g"]))
def test_at_once_is_the_same_as_one_by_one(values: list[Any], prefix: str) -> None:
    one_by_one = rows_of([message(value) for value in values], prefix, at_once=False)
    at_once = rows_of([message(value) for value in values], prefix, at_once=True)
    assert one_by_one == at_once
    assert one_by_one.records == len(values)


@given(st.lists(MESSAGES, max_size=6))
def test_decoding_finds_what_a_general_parser_finds(values: list[Any]) -> None:
    raw = b",\n ".join(as_raw(value) for value in values)
    decoded = decode(raw)
    assert decoded is not None
    # A general parser makes floating numbers of whole ones above 64 bits; neither is an id then.
    general = [message(orjson.loads(as_raw(value))) for value in values]
    assert rows_of(decoded, "", at_once=True) == rows_of(general, "", at_once=True)


def as_raw(value: object) -> bytes:
    """A value as JSON; what JSON has no number for is null."""
    return json.dumps(value).replace("NaN", "null").replace("-Infinity", "null").replace("Infinity", "null").encode()


def test_what_is_no_whole_list_of_objects_is_not_decoded() -> None:
    assert decode(b'{"id": 1}, 7') is None
    assert decode(b'{"id": 1}, {"id": 2') is None
    assert decode(b'{"id": 1, "text": ' + b"[" * 5000 + b"]" * 5000 + b"}") is None
    assert decode(b'{"id": 1, "from": "A", "unread": {"deep": [1]}},\n') == [Message(id=1, name="A")]
