"""The funnel of an event against the same numbers worked out in plain Python."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tablekit import day, put, table

from commops.logs.warehouse import open_warehouse
from commops.tables.funnel import Funnel, event_funnel
from commops.tables.parquet import write_rows
from commops.tables.store import MERGED, TableStore
from property_tests import costly

LAST = day("2026-11-07")
WINDOWS = ((LAST, LAST + 7), (LAST + 7, LAST + 13), (LAST + 30, LAST + 36))


def logged(root: Path, rows: list[tuple[str, int]]) -> None:
    """Import a log of (author, day)."""
    folder = root.parent / "log"
    folder.mkdir(exist_ok=True)
    (folder / "club.mapping.yml").write_text("columns: {time: t, author: a, text: x}\n")
    lines = [[(dt.date(1970, 1, 1) + dt.timedelta(on)).isoformat(), author, "hello"] for author, on in rows]
    (folder / "club.csv").write_text(table([["t", "a", "x"], *lines]), encoding="utf-8")
    (report,) = open_warehouse(root).import_paths([folder / "club.csv"])
    assert report.problem is None


def funnel(root: Path, event: str = "e", aliases: dict[str, str] | None = None) -> Funnel:
    store, warehouse = TableStore(root), open_warehouse(root)
    files = {name: store.files(name) for name in ("attendance", "accounts")}
    return event_funnel(warehouse.folder, files, warehouse.parquet_files(), event, LAST, aliases)


def test_from_sheets_and_a_log_to_the_funnel(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    up = [
        ["昵称", "报名时间", "报名状态", "是否到场"],
        ["阿甲", "2026-11-01", "", "是"],
        ["阿乙", "2026-11-01", "", "否"],
        ["阿丙", "2026-11-01", "取消", "否"],
    ]
    put(root, table(up), "up.csv", event="e")
    put(root, table([["昵称", "签到时间"], ["阿丁", "2026-11-07"], ["从不发言", "2026-11-07"]]), "in.csv", event="e")
    logged(root, [("阿甲", LAST), ("阿甲", LAST + 8), ("阿丁", LAST + 7), ("阿乙", LAST), ("外人", LAST + 20)])
    assert funnel(root) == Funnel("e", 2, 3, 1, 2, 2, 2, None)
    assert funnel(root, "other") == Funnel("other", 0, 0, 0, 0, 0, 0, None)


def test_nothing_is_said_before_its_days_are_over(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    put(root, table([["昵称", "签到时间"], ["阿甲", "2026-11-07"]]), event="e")
    logged(root, [("阿甲", LAST), ("阿甲", LAST + 6)])
    found = funnel(root)
    assert (found.linked, found.spoke_7d, found.active_7, found.active_30) == (1, None, None, None)


def test_an_account_that_was_joined_with_another_is_followed(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    put(root, table([["QQ号", "签到时间"], ["1234567", "2026-11-07"]]), event="e")
    logged(root, [("阿甲", LAST + 40), ("阿甲", LAST + 1)])
    (account,) = (row["account"] for row in TableStore(root).merged("accounts"))
    assert funnel(root).linked == 0
    key = open_warehouse(root)._key()
    assert funnel(root, aliases={account: key.author("table", "阿甲")}) == Funnel("e", 0, 1, 0, 1, 1, 0, 0)


people = st.lists(st.tuples(st.booleans(), st.sampled_from([True, False, None])), min_size=1, max_size=6)
days = st.lists(st.tuples(st.integers(0, 7), st.integers(-3, 40), st.booleans()), max_size=12)


@costly
@given(guests=people, said=days)
def test_every_step_equals_the_plain_count(
    tmp_path_factory: pytest.TempPathFactory, guests: list[tuple[bool, bool | None]], said: list[tuple[int, int, bool]]
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path_factory.mktemp("w")
    rows = [
        {"event": "e", "person": f"p{n}", "registered": up, "status": "registered" if up else None, "attended": came}
        for n, (up, came) in enumerate(guests)
    ]
    accounts = [{"person": f"p{n}", "account": f"a{n}{twin}", "how": "id"} for n in range(len(guests)) for twin in "xy"]
    for name, content in (("attendance", rows), ("accounts", accounts)):
        write_rows(folder / f"{name}.parquet", content, MERGED[name])
    log = [
        {"author": f"a{n}{'xy'[twin]}", "day_n": LAST + on, "kind": "message", "is_bot": False} for n, on, twin in said
    ]
    shape = pa.schema([("author", pa.string()), ("day_n", pa.int32()), ("kind", pa.string()), ("is_bot", pa.bool_())])
    pq.write_table(pa.Table.from_pylist(log, shape), folder / "log.parquet")
    files = {name: [folder / f"{name}.parquet"] for name in ("attendance", "accounts")}
    found = event_funnel(folder, files, [folder / "log.parquet"], "e", LAST)

    came = {n for n, (_, there) in enumerate(guests) if there}
    spoken = [{on + LAST for who, on, _ in said if who == n} for n in range(len(guests))]
    end = max((row["day_n"] for row in log), default=LAST - 1)
    expected = [
        sum(any(first <= on <= last for on in spoken[n]) for n in came) if end >= last else None
        for first, last in WINDOWS
    ]
    assert (found.registered, found.attended) == (sum(up for up, _ in guests), len(came))
    assert found.came_registered == sum(guests[n][0] for n in came)
    assert found.linked == sum(bool(spoken[n]) for n in came)
    assert [found.spoke_7d, found.active_7, found.active_30] == expected
