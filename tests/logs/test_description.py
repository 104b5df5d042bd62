"""What is told of an export while it is read is what the finished file would tell."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commops.logs.canonical import schema
from commops.logs.description import Description
from commops.logs.intake import _describe
from commops.logs.state import WEEK

T0 = 1_780_315_200
IDS = st.one_of(
    st.integers(-3, 30).map(str),
    st.tuples(st.integers(1, 30), st.integers(1, 3)).map(lambda two: f"{two[0]}.{two[1]}"),
    st.sampled_from([None, "007", "g5", "1e3", "+5", "0x1f", " 4", "", "5.", ".5", str(2**62), str(2**63), "５"]),
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        IDS,
        st.integers(0, 40),
        st.sampled_from([None, "m-1", "m-2", "m-3"]),
        st.sampled_from(["message", "join"]),
    ),
    max_size=14,
)
RISING = st.lists(st.integers(1, 60), unique=True, max_size=14).map(
    lambda ids: [("a", str(one), one, "m-1", "message") for one in sorted(ids)]
)


def batch(rows: list[tuple[str, str | None, int, str | None, str]]) -> pa.RecordBatch:
    plain = {
        "chat": [chat for chat, *_ in rows],
        "msg_id": [one for _, one, *_ in rows],
        "ts_s": [T0 + days * WEEK // 7 for _, _, days, *_ in rows],
        "author": [author for *_, author, _ in rows],
        "kind": [kind for *_, kind in rows],
    }
    nothing = pa.nulls(len(rows))
    return pa.RecordBatch.from_arrays(
        [pa.array(plain[one.name], one.type) if one.name in plain else nothing.cast(one.type) for one in schema()],
        schema=schema(),
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("described") / "rows.parquet"


@given(st.one_of(ROWS, RISING), st.integers(1, 5))
@example([("a", "5", 0, "m-1", "join"), ("a", "5.1", 0, "m-2", "join"), ("a", "5.1", 0, "m-2", "join")], 1)
@example([("a", "5", 0, "m-1", "join"), ("a", "5.1", 0, "m-2", "join"), ("a", "6", 8, "m-2", "message")], 2)
@example([("a", "1", 0, None, "join"), ("b", "1", 0, None, "join"), ("a", "2", 0, None, "join")], 2)
def test_it_says_what_the_finished_file_says(
    path: Path, rows: list[tuple[str, str | None, int, str | None, str]], size: int
) -> None:
    described = Description()
    for start in range(0, len(rows), size):
        described.add(batch(rows[start : start + size]))
    pq.write_table(pa.Table.from_batches([batch(rows)]), path)
    with duckdb.connect() as connection:
        chats, unique = _describe(connection, path, {"a": "Club"})
    found = described.ranges({"a": "Club"})
    assert found is None or (found, True) == (chats, unique)


def test_a_usual_export_is_described_while_it_is_read() -> None:
    described = Description()
    described.add(batch([("a", "1", 0, "m-1", "message"), ("a", "2", 0, "m-2", "join"), ("a", "2.1", 0, None, "join")]))
    described.add(
        batch([("a", "2.2", 1, "m-2", "join"), ("b", "1", 9, "m-1", "message"), ("a", "9", 15, "m-1", "join")])
    )
    ranges = described.ranges({})
    assert ranges is not None
    assert [(one.key, one.rows, one.authors, len(one.weeks)) for one in ranges] == [("a", 5, 1, 2), ("b", 1, 1, 1)]


@pytest.mark.parametrize("ids", [["2", "1"], ["1", "1"], ["1", None], ["1", "x"], ["5", "5.1", "5.2", "5.1"]])
def test_other_exports_are_asked_when_they_are_whole(ids: list[str | None]) -> None:
    for size in (1, len(ids)):
        described = Description()
        for start in range(0, len(ids), size):
            described.add(batch([("a", one, 0, "m-1", "message") for one in ids[start : start + size]]))
        assert described.ranges({}) is None
