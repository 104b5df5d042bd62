"""What SQL a metric may hold, and what the engine refuses even without the guard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from made_up_log import row, write

from commops.errors import InputError
from commops.stats.context import Context
from commops.stats.engine import Engine
from commops.stats.guard import check_sql
from commops.stats.pages import load_page

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
    ("select 1 -- ' \rfrom read_csv('a')", "\\r"),
    ("select\u00a01", "\\xa0"),
    ("select count (*) from m union all select x(1) from m", "x"),
    ("with read_csv as (select 1) select * from read_csv('a')", "read_csv"),
    ("select * from (loaded)", "from loaded"),  # the engine's own table, which also holds what came later
    ("select * from ((loaded))", "from loaded"),
    ("select * from m join (loaded) on true", "from loaded"),
    ("select * from (table loaded)", "table"),
    ("select * from added_up", "from added_up"),
    ("with added_up as (select 1) select 1 from added_up", "with added_up"),
    ("table m", "table"),
    ("with a as (table loaded) select * from a", "table"),
    ("with loaded as (select * from loaded) select * from loaded", "with loaded"),
    ("select (with loaded as (select 1) select 1 from loaded) from loaded", "with loaded"),
    ("with a as (select * from b), b as (select 1) select * from a", "from b"),
    ("with m as (select 1 as channel) select * from m", "with m"),
    ("select * from (pivot loaded on channel using count(msg_id))", "select"),
    ("select * from (unpivot loaded on channel)", "table"),
    ("select current_date", "current_date"),
    ("select * from (from m select *)", "from"),
    ("select * exclude (author) from m", "exclude"),
    ("select columns('a') from m", "columns()"),
    ("select distinct on (author) author from m", "distinct on"),
    ("select author from m group by all", "force_aggregates"),
    ("select author from m group by rollup(author)", "grouping sets"),
    ("select count(*) filter (where kind = 'join') from m", "filter"),
    ("select author from m qualify row_number() over (order by author) = 1", "qualify"),
    ("select sum(ts_s order by ts_s) from m", "order by"),
    ("select 7 // 2", "//"),
    ("select ts_s::double from m", ":"),
    ("select try_cast(ts_s as double) from m", "try_cast"),
    ("select cast(ts_s as date) from m", "date"),
    ("select kind like 'a' from m", "~~"),
    ("select * from m asof join days on m.day_n >= days.day_n", "asof"),
    ("select * from m natural join days", "natural"),
    ("select * from m full join days on true", "full"),
    ("select * from m join days using (day_n)", "using"),
    ("select author from m except select author from m", "except"),
    ("select * from m tablesample 5 rows", "sample"),
    ("select * from m as t(a, b)", "as t(a, b)"),
    ("with a as materialized (select 1) select * from a", "materialize"),
    ("select main.m.author from main.m", "main"),
    ("select [1, 2]", "["),
    ("select sum(ln(ts_s)) from m", "ln"),
    ("select author is distinct from kind from m", "distinct"),
]
# What a page may say when it declares that it needs DuckDB, and what it may not even then.
DUCKDB = [
    "select ln(count(*)), median(ts_s) from m where kind like 'a%'",
    "select author from m qualify row_number() over (partition by author order by ts_s) = 1",
    "select count(*) filter (where kind = 'join') as joins, quantile_cont(ts_s, 0.25) from m",
    "select cast(ts_s as varchar) || '!', list_filter([1, 2], x -> x > 1) from m",
    "select unnest(string_split(kind, '\\s')) from m",
    "select a.k from (select unnest([1, 2]) as k) as a cross join range(3) as r",
]
NOT_EVEN_THEN = [
    ("select * from read_csv('a')", "read_csv"),
    ("select * from glob('*')", "glob"),
    ("select getenv('HOME')", "getenv"),
    ("select content from read_text('a')", "read_text"),
    ("select * from 'a.csv'", "a.csv"),
    ("select * from loaded", "loaded"),
    ("select * from duckdb_settings()", "duckdb_settings"),
    ("select main.getenv('HOME')", "getenv"),
    ("select random()", "random"),
    ("select now()", "now"),
    ("select 1; select 2", ";"),
    ("copy m to 'a'", "copy"),
    ("select count(*) from (select * from query('select 1'))", "query"),
    ("select * from m where exists (select 1 from secrets)", "exists"),
    ("select list_transform([1], x -> getenv('HOME'))", "getenv"),
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


@pytest.mark.parametrize("sql", DUCKDB)
def test_a_page_may_ask_for_more_by_name(sql: str) -> None:
    check_sql(sql, "x.sql", duckdb=True)
    with pytest.raises(InputError):
        check_sql(sql, "x.sql")


@pytest.mark.parametrize(("sql", "named"), NOT_EVEN_THEN)
def test_more_is_not_everything(sql: str, named: str) -> None:
    with pytest.raises(InputError) as refused:
        check_sql(sql, "x.sql", duckdb=True)
    assert named in refused.value.what.en


def test_it_says_which_tables_are_read() -> None:
    sql = "with a as (select day_n from days) select 1 from a where day_n in (select day_n from M) -- events"
    assert check_sql(sql, "x.sql") == {"days", "m"}


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


def test_a_page_that_is_not_the_package_s_own_passes_the_guard_first(tmp_path: Path) -> None:
    page = replace(load_page("joins"), sql="select * from loaded")
    with Engine(write([row(1, "wx", "ann")], tmp_path / "m.parquet"), Context()) as engine:
        with pytest.raises(InputError, match="may not use 'from loaded'"):
            engine.run(page)
        assert engine.run(load_page("joins")) == []


def test_a_damaged_or_missing_log_is_a_message(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        Engine([tmp_path / "gone.parquet"], Context())
    (tmp_path / "m.parquet").write_bytes(b"PAR1 no parquet PAR1")
    with pytest.raises(InputError) as refused:
        Engine([tmp_path / "m.parquet"], Context())
    assert refused.value.place == str(tmp_path)
    assert refused.value.what.zh
