"""A statement taken apart says the same as the whole, and only large ones are taken apart."""

from __future__ import annotations

import duckdb
import pytest

from commops.stats import pages
from commops.stats.with_parts import Part, take_apart, worth_keeping

ALL = sorted(pages.keys())


def test_parts_and_query() -> None:
    statement = take_apart(
        "-- said (twice)\nwith a as (select 1 as x), b as (select ')' as y from a -- )\n)\nselect * from b"
    )
    assert statement.parts == (Part("a", "select 1 as x"), Part("b", "select ')' as y from a"))
    assert statement.query == "select * from b"
    assert take_apart("select 1").parts == ()


@pytest.mark.parametrize("key", ALL)
def test_put_together_again_it_is_the_same_statement(key: str) -> None:
    sql = pages.load_page(key).sql
    statement = take_apart(sql)
    listed = ", ".join(f"{part.name} as ({part.sql})" for part in statement.parts)
    again = f"with {listed} {statement.query}" if listed else statement.query
    assert tree(again) == tree(sql)


def tree(sql: str) -> str:
    [(found,)] = duckdb.execute("select json_serialize_sql(?, skip_empty := true, skip_null := true)", [sql]).fetchall()
    assert '"error":false' in found
    return "".join(part for part in found.split(",") if "query_location" not in part)


def test_what_is_named_twice_in_a_large_statement_is_kept() -> None:
    doubling = "with p0 as (select 1 as x from m)"
    for number in range(1, 7):
        doubling += f", p{number} as (select x from p{number - 1} union all select x from p{number - 1})"
    assert worth_keeping(take_apart(f"{doubling} select x from p6")) == {f"p{number}" for number in range(6)}
    small = "with a as (select x from m) select x from a union all select x from a"
    assert worth_keeping(take_apart(small)) == frozenset()
