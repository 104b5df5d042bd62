"""Stretches read as tables give what reading message by message gives, whatever stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from logkit import T0, as_json, chat, merged, message, put, service, skipped
from test_telegram_messages import MESSAGES, USUAL, as_raw

from commops.logs import telegram_table
from commops.logs.canonical import Batch, Chat
from commops.logs.formats import telegram
from commops.logs.keys import Key
from commops.logs.rows import Rows
from commops.logs.telegram_fields import decode
from commops.logs.telegram_messages import MessageReader
from commops.logs.telegram_table import Parsed, Tables, batch

KEY, ZONE, CHAT = Key(b"k" * 32), ZoneInfo("Asia/Shanghai"), Chat("7", "Reading club")

pytestmark = pytest.mark.skipif(not telegram_table.usable(), reason="this system has no files in memory")


class Part(NamedTuple):
    """A whole file as one stretch."""

    start: int
    end: int
    prefix: str


@pytest.fixture(scope="module")
def tables() -> Iterator[Tables]:
    with Tables(KEY.salt, 1) as tables:
        yield tables


def as_table(tables: Tables, raw: bytes, prefix: str = "") -> Parsed | None:
    ((_part, table),) = tables.of(raw, [Part(0, len(raw), prefix)])
    return table


def by_table(tables: Tables, raw: bytes, prefix: str) -> Batch:
    table = as_table(tables, raw, prefix)
    assert table is not None
    found = batch(table, CHAT, prefix, Rows(KEY, "telegram"), ZONE, 9)
    assert found is not None
    return found


def by_message(raw: bytes, prefix: str) -> Batch:
    rows = Rows(KEY, "telegram")
    rows.chats.append(CHAT)
    messages = decode(raw)
    assert messages is not None
    MessageReader(CHAT.key, prefix, rows, ZONE).read(messages)
    return rows.take(9)


def told(found: Batch) -> dict[str, Any]:
    """All that a batch says, in plain values."""
    plain = {name: getattr(found, name) for name in ("parsed", "skipped", "chats", "position", "seen_until", "zone")}
    plain |= {"names": found.names, "rows": found.rows.to_pylist(), "schema": found.rows.schema}
    assert found.texts is not None
    texts = found.texts.to_pylist()
    return plain | {"texts": sorted((row["text_hash"], row["text"]) for row in texts)}


ONE = {"id": 5, "type": "message", "date_unixtime": "1780315200", "from": "A", "from_id": "user1"}


def as_exported(value: dict[str, Any]) -> dict[str, Any]:
    """With names that are strings or null: a table takes what else could stand there for the name it looks like."""
    return {key: one for key, one in value.items() if key not in ("from", "actor") or isinstance(one, str)}


@given(st.lists(st.one_of(USUAL, USUAL, USUAL, MESSAGES.map(as_exported)), max_size=12), st.sampled_from(["", "g"]))
@example([{**ONE, "text": '\u0000 \\ " \n 吗　'}, {**ONE, "text": "看https://example.org"}], "")
@example([{**ONE, "text": ["a", {"type": "bold", "text": 'b\n"c"'}, {"type": "link", "text": "x"}, {"text": 5}]}], "g")
@example([{**ONE, "id": 0}, {**ONE, "id": -5, "reply_to_message_id": -6}, {**ONE, "id": 2**62}], "g")
def test_a_table_says_what_its_messages_say(tables: Tables, values: list[dict[str, Any]], prefix: str) -> None:
    # Of a message without any known field nobody can tell here whether it is one; such a stretch is read the other way.
    assume(all(value["id"] is not None or value["type"] is not None for value in values))
    raw = b",\n ".join(map(as_raw, values))
    found, wanted = told(by_table(tables, raw, prefix)), told(by_message(raw, prefix))
    texts = [set(one.pop("texts")) for one in (found, wanted)]
    assert found == wanted
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    "raw",
    [
        b'{"id": 1',
        b'{"id": 1}, 7',
        b'{"id": 1} {"id": 2}',
        b'{"id": 1, "id": 2}',
        b'{"id": 1, "text": "\\ud83d"}',
        b"\xff",
    ],
)
def test_what_is_not_all_sound_objects_is_no_table(tables: Tables, raw: bytes) -> None:
    assert as_table(tables, raw) is None
    assert as_table(tables, b'{"id": 1}') is not None  # and the next one is read again


def test_null_is_no_message_and_left_to_the_other_way(tables: Tables) -> None:
    table = as_table(tables, b"null")
    assert table is not None
    rows = Rows(KEY, "telegram")
    assert batch(table, CHAT, "", rows, ZONE, 9) is None
    assert (rows.count, rows.parsed, rows.skipped) == (0, 0, {})


def test_nothing_is_an_empty_table(tables: Tables) -> None:
    assert told(by_table(tables, b"\n ", ""))["rows"] == []


def test_the_database_sees_the_stretch_and_no_other_file(tables: Tables, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text("[]")
    parser = tables._parsers.get()
    try:
        with pytest.raises(duckdb.PermissionException):
            parser._connection.sql(f"FROM read_json('{path}')")
    finally:
        tables._parsers.put(parser)


def test_damage_costs_one_message_and_the_rest_is_read_as_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commops.logs.readers.PARALLEL_BYTES", 0)
    monkeypatch.setattr("commops.logs.formats.telegram.PIECE_BYTES", 1_000)
    monkeypatch.setattr("commops.logs.formats.telegram._STRETCH_BYTES", 20_000)
    item_by_item, found = [], telegram.decode
    monkeypatch.setattr("commops.logs.formats.telegram.decode", lambda data: item_by_item.append(data) or found(data))
    records = [message(number, T0 + number, f"user{number % 7}", f"text {number}") for number in range(1, 401)]
    raw = as_json(chat(*records)).replace(b'"text 200"', b'"text 200')
    report = put(tmp_path, raw, jobs=2)
    assert (report.parsed, report.rows, skipped(report)) == (399, 399, {"broken": 1})
    assert [row["msg_id"] for row in merged(tmp_path)] == [str(n) for n in range(1, 401) if n != 200]
    assert len(item_by_item) == 1


def test_a_group_that_moved_is_cut_where_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commops.logs.readers.PARALLEL_BYTES", 0)
    monkeypatch.setattr("commops.logs.formats.telegram._STRETCH_BYTES", 2_000)
    before = [message(number, T0 + number) for number in range(1, 41)]
    after = [message(number, T0 + 100 + number, reply_to_message_id=number - 1) for number in range(2, 41)]
    put(tmp_path, as_json(chat(*before, service(1, T0 + 90, action="migrate_from_group"), *after)), jobs=2)
    rows = merged(tmp_path)
    assert [row["msg_id"] for row in rows] == [f"g{n}" for n in range(1, 41)] + [str(n) for n in range(1, 41)]
    assert [row["reply_to"] for row in rows[41:]] == [str(n) for n in range(1, 40)]


def test_what_does_not_fit_in_memory_is_not_written_to_a_disk(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("commops.logs.telegram_table._MEMORY", "20MB")
    raw = b",".join(as_raw({**ONE, "id": number, "text": f"{number} " * 200}) for number in range(40_000))
    assert as_table(tables, raw) is not None
    with Tables(KEY.salt, 1) as small:
        assert as_table(small, raw) is None
    assert list(tmp_path.iterdir()) == []


def test_more_messages_than_fit_in_memory_are_left_to_the_other_way(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commops.logs.telegram_table.MOST_MESSAGES", 10)
    many = [b"{}"] * 11
    assert as_table(tables, b",".join(many[:10])) is not None
    assert as_table(tables, b",".join(many)) is None
    monkeypatch.undo()
    table = as_table(tables, b",".join([b"{}"] * 500_000))
    assert table is None, "the query itself stops, long before all are read"
