"""Every portable metric gives the same table on DuckDB and on Spark, and what is not portable is refused by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from made_up_log import context, row, write
from made_up_world import world

from commops import resources
from commops.errors import InputError
from commops.spark import location
from commops.stats import pages, snapshot
from commops.stats.context import Context, EventSpan, context_of
from commops.stats.engine import Engine
from commops.stats.on_spark import Spark
from commops.workspace.load import load

pytestmark = pytest.mark.spark

MONDAY = 20605  # 2026-06-01
PORTABLE = [key for key in pages.keys() if pages.load_page(key).engine == "any"]  # noqa: SIM118
SOME = ("concentration", "first_response", "health", "joins", "retention_classic")
"""Enough for what all metrics have in common: windows, typed counts, a metric that uses others, an empty answer."""
Pair = tuple[Engine, Engine]


def log() -> list[dict[str, Any]]:
    """Eleven weeks of three channels and forty people, all kinds of rows; every choice follows from a number."""
    rows = []
    for number in range(2600):
        mixed = number * 2654435761 % 4294967296
        day = MONDAY + number * 77 // 2600
        at = day * 86400 + mixed % 86400
        channel = ("dc", "qq", "wx")[mixed % 3]
        author = None if mixed % 97 == 0 else f"名{mixed // 7 % (8 + number // 80)}"
        kind = {5: "join", 11: "leave", 13: "system"}.get(mixed % 40, "message")
        reply = str(number - 1 - mixed % 5) if mixed % 4 == 0 and number > 9 else None
        addressee = f"名{mixed // 11 % 50}" if mixed % 5 == 0 else None
        more = {"addressee": addressee, "tie_n": number, "n_reactions": mixed % 3}
        more |= {"is_question": mixed % 6 == 0, "is_bot": mixed % 31 == 0}
        rows.append(row(at, channel, author, kind, msg_id=str(number), reply_to=reply, **more))
    # A reply belongs to the channel of what it answers.
    by_id = {r["msg_id"]: r for r in rows}
    for r in rows:
        if r["reply_to"]:
            r["channel"] = by_id[r["reply_to"]]["channel"]
    return rows


def community() -> Context:
    days = [f"2026-06-{day:02}" for day in range(1, 31, 3)] + ["2026-07-12", "2026-08-02"]
    members = "channel,date,members,joined,left\n" + "".join(
        f"{channel},{day},{40 + 3 * number},{number % 4 or ''},{number % 2}\n"
        for number, day in enumerate(days)
        for channel in ("qq", "wx")
    )
    events = (EventSpan("book", MONDAY + 47, MONDAY + 48), EventSpan("walk", MONDAY + 58, MONDAY + 60))
    more = world(Random(7), MONDAY, 77, full=True)
    # The segments of the demo, which use every kind of threshold.
    demo = context_of(load(resources.PACKAGE.parents[1], today=dt.date(2026, 11, 22)))
    more |= {name: tuple(demo.rows(name)) for name in ("segments", "segments_before")}
    return replace(context(members), events=events, more=more)


@pytest.fixture(scope="module")
def both(spark: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Pair]]:
    """``both(rows, context, ...)``: the same log (None: no file) on DuckDB and Spark, in a folder with an odd name."""
    folder = tmp_path_factory.mktemp("数据 [x]{y} 50%")
    opened: list[Engine] = []

    def make(rows: list[dict[str, Any]] | None, known: Context, **more: Any) -> Pair:
        files = [] if rows is None else write(rows, folder / f"m{len(opened)}.parquet")
        opened.append(Engine(files, known, **more))
        opened.append(Engine([location(file) for file in files], known, backend=Spark(spark), **more))
        return opened[-2], opened[-1]

    yield make
    for engine in opened:
        engine.__exit__(None, None, None)


@pytest.fixture(scope="module")
def whole(both: Callable[..., Pair]) -> Pair:
    return both(log(), community())


def typed(engine: Engine, key: str) -> list[dict[str, tuple[str, Any]]]:
    """The rows of a query with the type of each cell: 1, 1.0 and True are three things."""
    return [{name: (type(v).__name__, v) for name, v in r.items()} for r in engine.run(pages.load_page(key))]


@pytest.mark.parametrize("key", PORTABLE)
def test_tables_are_equal(whole: Pair, key: str) -> None:
    here, there = whole
    rows = typed(here, key)
    assert rows
    assert typed(there, key) == rows


def test_the_published_week_is_equal_to_the_byte(whole: Pair) -> None:
    """Small cells hidden, rates worked out, the log looked at as of an earlier day: all of it from either's rows."""
    week = (MONDAY + 62) // 7
    here, there = (snapshot.text_of(snapshot.build(engine, week, SOME)) for engine in whole)
    assert here == there
    assert whole[0].size() == whole[1].size()
    assert whole[0].full_weeks() == whole[1].full_weeks()
    for engine in whole:
        engine.as_of(MONDAY + 76)


def test_some_channels_and_bots(both: Callable[..., Pair]) -> None:
    here, there = both(log(), community(), only={"wx", "o'hare"}, bots=True)
    assert here.fingerprint == there.fingerprint
    assert here.size() == there.size()
    assert typed(there, "concentration") == typed(here, "concentration") != []


def test_a_log_without_messages(both: Callable[..., Pair]) -> None:
    here, there = both([], Context())
    assert {key: typed(there, key) for key in SOME} == {key: typed(here, key) for key in SOME}


def test_no_log_at_all(both: Callable[..., Pair]) -> None:
    here, there = both(None, community())
    for engine in (here, there):
        engine.as_of(MONDAY + 76)
    for key in ("nps", "okr_progress", "stickiness"):
        assert typed(there, key) == typed(here, key)


def test_sql_outside_the_subset_does_not_reach_spark(whole: Pair) -> None:
    page = replace(pages.load_page(PORTABLE[0]), sql="select * from parquet.`/etc/passwd`")
    with pytest.raises(InputError, match="may not use"):
        whole[1].run(page)
    page = replace(page, sql="select reflect('java.lang.System', 'getenv') from m")
    with pytest.raises(InputError, match="may not use"):
        whole[1].run(page)
