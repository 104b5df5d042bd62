"""DiscordChatExporter's CSV: no ids, the channel in the file's name, dates of two kinds."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from chatkit import CHANNEL, discord, discord_message, reading
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, as_json, merged, put

COLUMNS = ("AuthorID", "Author", "Date", "Content", "Attachments", "Reactions")
NAME = f"Paper Boat - Talk - general [{CHANNEL}].csv"
ISO = "2026-05-28T20:26:40.1230000+00:00"


def table(*rows: Iterable[str]) -> bytes:
    """The exporter's table: a bare header, then everything quoted."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return (",".join(COLUMNS) + "\r\n" + out.getvalue()).encode()


def test_rows(tmp_path: Path) -> None:
    rows = [
        ("11", "ann", ISO, 'say "hi"\nto all, please', "", "👍 (3),🔥 (12)"),
        ("12", "bo", ISO, "", "https://cdn.example.org/1/photo.png?ex=1,https://cdn.example.org/2/b.pdf", ""),
        ("11", "ann", ISO, "https://example.org", "", "odd (x),(7"),
        ("13", "cy", ISO, "Joined the server.", "", ""),
        ("13", "cy", ISO, "Pinned a message.", "", ""),
    ]
    found = reading(tmp_path, table(*rows), NAME)
    assert (found.format, found.records, found.parsed) == ("discord_csv", 5, 5)
    assert found.chats == {(CHANNEL, "general")}
    assert not found.zone
    found = found.rows
    assert [row["kind"] for row in found] == ["message", "message", "message", "join", "system"]
    assert [row["media"] for row in found] == ["text", "image", "link", "other", "other"]
    assert [row["n_reactions"] for row in found] == [15, 0, 0, 0, 0]
    assert [row["length"] for row in found] == [23, 0, 19, 0, 0]
    assert {row["ts_s"] for row in found} == {T0}
    assert found[0]["author"] == found[2]["author"] != found[1]["author"]
    assert {row["msg_id"] for row in found} == {None}


NAMES = [
    (NAME, CHANNEL, "general"),
    (f"Paper Boat - general [{CHANNEL}] (after 2024-01-01) [part 2].csv", CHANNEL, "general"),
    (f"Paper Boat - Talk - a [b] [{CHANNEL}] (2024-01-01 to 2024-02-01).csv", CHANNEL, "a [b]"),
    ("general.csv", "general", "general"),
    ("general [part 3].csv", "general", "general"),
]


@pytest.mark.parametrize(("name", "key", "channel"), NAMES)
def test_the_channel_is_in_the_name(tmp_path: Path, name: str, key: str, channel: str) -> None:
    found = reading(tmp_path, table(("11", "ann", ISO, "hi", "", "")), name)
    assert found.chats == {(key, channel)}


LOCAL = [
    ("10/6/2023 12:37 AM", "10/17/2023 1:05 PM", (2023, 10, 6, 0, 37), "month/day/year"),
    ("06/10/2023 00:37", "17/10/2023 13:05", (2023, 10, 6, 0, 37), "day/month/year"),
    ("06.10.2023 00:37", "17.10.2023 13:05", (2023, 10, 6, 0, 37), "day/month/year"),
    ("2023/10/6 0:37", "2023/10/17 13:05", (2023, 10, 6, 0, 37), ""),
    ("2023-10-06 00:37", "2023-10-17 13:05", (2023, 10, 6, 0, 37), ""),
]


@pytest.mark.parametrize(("first", "second", "wanted", "order"), LOCAL)
def test_dates_as_the_exporting_computer_writes_them(
    tmp_path: Path, first: str, second: str, wanted: tuple[int, ...], order: str
) -> None:
    rows = [("11", "ann", stamp, "hi", "", "") for stamp in (first, second)]
    zone = ZoneInfo("Asia/Shanghai")
    found = reading(tmp_path, table(*rows), NAME, zone=zone.key)
    assert found.zone
    assert found.rows[0]["ts_s"] == int(dt.datetime(*wanted, tzinfo=zone).timestamp())
    assert [order in note.en for note in found.notes] == [True] * bool(order)


def test_records_that_give_no_row_say_why(tmp_path: Path) -> None:
    rows = [("11", "ann", ISO, "hi", "", ""), ("11", "ann"), ("11", "ann", "", "x"), ("11", "ann", "soon", "x")]
    found = reading(tmp_path, table(*rows), NAME)
    assert (found.parsed, found.skipped) == (1, {"columns": 1, "no-time": 1, "bad-time": 1})


def test_the_same_channel_as_json_and_csv_is_counted_once(tmp_path: Path) -> None:
    messages = [discord_message(number, T0 + number, number, f"text {number}") for number in (1, 2)]
    joined = discord_message(3, T0 + 9, 3, "Joined the server.", type="GuildMemberJoin")
    put(tmp_path, as_json(discord(*messages, joined), 2), "x.json")
    rows = [
        (m["author"]["id"], m["author"]["name"], m["timestamp"].replace("+", "0000+"), m["content"], "", "")
        for m in (*messages, joined)
    ]
    put(tmp_path, table(*rows), NAME)
    assert [(row["ts_s"] - T0, row["kind"]) for row in merged(tmp_path)] == [
        (1, "message"),
        (2, "message"),
        (9, "join"),
    ]


def test_a_mapping_comes_before_the_known_columns(tmp_path: Path) -> None:
    (tmp_path / "x.mapping.yml").write_text("columns: {time: Date, author: Author, text: Content}\n")
    assert put(tmp_path, table(("11", "ann", ISO, "hi", "", "")), "x.csv").format == "table"


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=20)


@given(
    drawn=st.lists(st.tuples(st.integers(T0, T0 + 10**6), st.integers(1, 4), TEXTS), max_size=10), cut=st.integers(0)
)
def test_random_rows_come_back_equal_and_cut_files_add_up(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[int, int, str]], cut: int
) -> None:
    root = tmp_path_factory.mktemp("random")
    rows = [
        (str(who), f"p{who}", dt.datetime.fromtimestamp(ts_s, dt.UTC).isoformat(), text, "", "")
        for ts_s, who, text in drawn
    ]
    data = table(*rows)
    found = reading(root, data, NAME)
    assert (found.parsed, found.skipped) == (len(drawn), {})
    assert [(row["ts_s"], row["length"]) for row in found.rows] == [(ts_s, len(text)) for ts_s, _, text in drawn]
    part = reading(root, data[: cut % (len(data) + 1)], NAME)
    assert part.problem or part.parsed <= part.records <= len(drawn)
