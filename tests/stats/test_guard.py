"""What SQL a metric may hold, and what the engine refuses even without the guard."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from made_up_log import row, write

from commops.errors import InputError
from commops.stats.context import Context
from commops.stats.engine import Engine
from commops.stats.guard import check_sql

GOOD = [
    "select count(*) as n from m",
    "with a as (select author from m), b as (select author from a) select count(*) from b order by 1",
    "select sum(case when kind = 'it''s' then 1 else 0 end) from m where kind in ('a', 'b') -- a remark; with 'marks\n",
    "select cast(sum(ts_s) as double) / 2, row_number() over (order by author) from m group by author",
    "select * from (select author from m) as a join (select 1 as n from days) as b on true",
    "select author from (with a as (select author from m) select author from a) as b where author in (select 1 from m)",
    "SELECT Count(DISTINCT author) FROM M LEFT JOIN days AS d ON d.day_n = m.day_n",
]
BAD = [
    ("", ""),
    ("delete from m", "delete"),
    ("select 1; select 2", ";"),
    ("select * from read_csv('/etc/passwd')", "read_csv"),
    ("select * from '/etc/passwd'", "/etc/passwd"),
    ('select * from "/etc/passwd"', '"'),
    ("select * from m.csv", "m"),
    ("select * from days, read_text('x')", "from a, b"),
    ("select * from days as d join m on d.day_n = m.day_n, m as b", "from a, b"),
    ("select * from information_schema.tables", "information_schema"),
    ("select getenv('HOME')", "getenv"),
    ("select author from m where exists (select * from secrets)", "exists"),
    ("with recursive a as (select 1 union all select 1 from a) select * from a", "recursive"),
    ("with a as (select 1) select * from a join glob('*') on true", "glob"),
    ("select $1", "$"),
    ("select E'\\x41'", "'"),
    ("from m select *", "from"),
    ("select median(ts_s) from m", "median"),
    ("select /* hidden */ 1", "/"),
    ("select 1 /* ' */ from read_csv('a') --'", "/"),
    ("select 1 -- ' \rfrom read_csv('a')", "read_csv"),
    ("select\u00a01", "\\xa0"),
    ("select count (*) from m union all select x(1) from m", "x"),
    ("with read_csv as (select 1) select * from read_csv('a')", "read_csv"),
    ("select * from (loaded)", "from loaded"),  # the engine's own table, which also holds what came later
    ("select * from ((loaded))", "from loaded"),
    ("select * from m join (loaded) on true", "from loaded"),
    ("select * from (table loaded)", "table"),
    ("with a as (table loaded) select * from a", "table"),
    ("with loaded as (select * from loaded) select * from loaded", "with loaded"),
    ("select (with loaded as (select 1) select 1 from loaded) from loaded", "with loaded"),
    ("with a as (select * from b), b as (select 1) select * from a", "from b"),
    ("with m as (select 1 as channel) select * from m", "with m"),
    ("select * from (pivot loaded on channel using count(msg_id))", "pivot"),
    ("select * from (unpivot loaded on channel)", "unpivot"),
    ("select current_date", "current_date"),
]


@pytest.mark.parametrize("sql", GOOD)
def test_plain_queries_pass(sql: str) -> None:
    check_sql(sql, "x.sql")


@pytest.mark.parametrize(("sql", "named"), BAD)
def test_anything_else_is_refused_by_name(sql: str, named: str) -> None:
    with pytest.raises(InputError) as refused:
        check_sql(sql, "x.sql")
    assert named in refused.value.what.en
    assert refused.value.place.startswith("x.sql:")
    assert refused.value.what.zh


def test_the_place_is_the_line() -> None:
    with pytest.raises(InputError, match=r"^x\.sql:3:"):
        check_sql("select 1\nfrom m\nwhere lower('a') = 'a'", "x.sql")


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('{secret}')",
        "select * from '{secret}'",
        "copy loaded to '{secret}.out'",
        "attach '{secret}.db'",
        "install httpfs",
        "set enable_external_access = true",
        "set threads = 1",
        "select * from rows",  # a Python variable of the caller
    ],
)
def test_the_engine_itself_reaches_no_file(tmp_path: Path, sql: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    rows = [1]
    assert rows
    with Engine(write([row(1, "wx", "ann")], tmp_path / "m.parquet"), Context()) as engine, pytest.raises(duckdb.Error):
        engine._backend._db.execute(sql.format(secret=secret)).fetchall()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.parquet", "secret.csv"]


def test_a_damaged_or_missing_log_is_a_message(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        Engine([tmp_path / "gone.parquet"], Context())
    (tmp_path / "m.parquet").write_bytes(b"PAR1 no parquet PAR1")
    with pytest.raises(InputError) as refused:
        Engine([tmp_path / "m.parquet"], Context())
    assert refused.value.place == str(tmp_path)
    assert refused.value.what.zh
