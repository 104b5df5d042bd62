"""Every metric's page is its test: the made-up log in it gives the result worked out by hand in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from made_up_log import context, messages, read_csv, write

from commops import fences
from commops.stats import context as stats_context
from commops.stats import pages, periods
from commops.stats.compute import tables
from commops.stats.engine import Engine
from commops.stats.guard import check_sql

KEYS = pages.keys()
CONTEXT = stats_context.tables()


def examples(key: str) -> list[Any]:
    found: dict[str, dict[str, list[fences.Fence]]] = {}
    for fence in fences.fences(pages.load_page(key).body):
        if fence.language == "csv":
            found.setdefault(fence.heading, {}).setdefault(fence.attributes["title"], []).append(fence)
    return [pytest.param(key, parts, id=f"{key}: {heading}") for heading, parts in found.items()]


def text(parts: dict[str, list[fences.Fence]], title: str) -> str:
    return "".join(fence.text for fence in parts.get(title, ()))


def as_written(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize(("key", "parts"), [example for key in KEYS for example in examples(key)])
def test_the_page_is_right(key: str, parts: dict[str, list[fences.Fence]], tmp_path: Path) -> None:
    files = write(messages(text(parts, "messages.csv")), tmp_path / "m.parquet")
    files_of = {title.removesuffix(".csv"): text(parts, title) for title in parts}
    with Engine(files, context(**{name: of for name, of in files_of.items() if name in CONTEXT})) as engine:
        for fence in parts["expect.csv"]:
            if "as_of" in fence.attributes:
                engine.as_of(periods.day_number(dt.date.fromisoformat(fence.attributes["as_of"])))
            records = tables(engine, [key], exact=True)[key].records()
            column, _, wanted = fence.attributes.get("where", "").partition("=")
            rows = [record for record in records if not column or str(record[column]) == wanted]
            expected = read_csv(fence.text)
            assert [{name: as_written(record[name]) for name in expected[0]} for record in rows] == expected


@pytest.mark.parametrize("key", KEYS)
def test_the_page_is_complete(key: str) -> None:
    page = pages.load_page(key)
    assert examples(key), "no example"
    assert all((*page.name, *page.formula, *page.caveat, *(part for c in page.columns.values() for part in c.label)))
    assert set(page.keys) <= set(page.columns)
    assert page.direction in {"up", "down", "band", "none"}
    read = check_sql(page.sql, key, page.uses, duckdb=page.engine == "duckdb")
    assert read == {*page.tables, *page.uses}


def test_every_page_has_its_sql_and_the_other_way_round() -> None:
    assert {path.stem for path in pages.FOLDER.glob("*.md")} == set(KEYS)
    assert len({pages.load_page(key).row for key in KEYS}) == len(KEYS)
