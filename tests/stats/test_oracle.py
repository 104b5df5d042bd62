"""Each metric's SQL against the plain-Python oracle, on generated logs."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import oracle
import oracle_members
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from made_up_log import row, write
from oracle import Log

from commops.cli.main import cli
from commops.logs.warehouse import open_warehouse
from commops.stats import pages, periods
from commops.stats.context import Context, EventSpan, MemberCount, context_of
from commops.stats.context.shifts import ShiftHour
from commops.stats.engine import Engine
from commops.workspace.load import load
from property_tests import costly

ORACLE = oracle.ORACLE | oracle_members.ORACLE
MONDAY = 20605  # 2026-06-01
CHANNELS = ("dc", "qq", "wx")
AUTHORS = ("ann", "bo", "cy", "dee", "eve", "fay", None)


def exact(key: str, record: dict[str, Any]) -> dict[str, Any]:
    """A row of a query with what is only a means to a ratio turned into the ratio."""
    record = {name: int(v) if isinstance(v, int) else v for name, v in record.items()}
    if key == "concentration":
        record["gini"] = Fraction(record.pop("gini_over"), record["speakers"] * record["messages"])
    if key == "event_lift":
        for end in ("low", "high"):
            over, under = record.pop(f"{end}_speakers"), record.pop(f"{end}_baseline_2")
            record[end] = Fraction(2 * over, under) if under else None
    return record


def place(value: Any) -> Any:
    """Where a key sorts: brackets of days by their first day, everything else as it is."""
    return list(oracle_members.BRACKETS).index(value) if value in oracle_members.BRACKETS else value


def compare(files: list[Path], rows: list[dict[str, Any]], context: Context, as_of: int | None = None) -> None:
    with Engine(files, context) as engine:
        if as_of is not None:
            engine.as_of(as_of)
        log = Log(rows, context, as_of)
        for key in ORACLE:
            found = [exact(key, record) for record in engine.run(pages.load_page(key))]
            expected = ORACLE[key](log)
            names = pages.load_page(key).keys
            order = ["day", "event"] if "event" in names else names
            in_order = sorted(expected, key=lambda r: [place(r[name]) for name in order])
            if key == "segments":  # in the order of the rules
                in_order = expected
            assert found == in_order, key


@st.composite
def logs(draw: st.DrawFn) -> tuple[list[dict[str, Any]], Context, int | None]:
    days = draw(st.integers(1, 75) | st.just(118))
    start = MONDAY + draw(st.integers(0, 40))
    second = st.integers(0, 86399)
    rows: list[dict[str, Any]] = []
    count, names_used = draw(st.integers(0, 90)), draw(st.booleans())
    for number in range(count):
        day = start + draw(st.integers(0, days - 1))
        kind = draw(st.sampled_from(("message", "message", "message", "message", "join", "leave", "system")))
        at = day * 86400 + draw(second)
        channel, author = draw(st.sampled_from(CHANNELS)), draw(st.sampled_from(AUTHORS))
        bot = draw(st.integers(0, 15)) == 0
        asked = draw(st.booleans())
        to = draw(st.sampled_from(AUTHORS)) if names_used and channel == "wx" and kind == "message" else None
        rows.append(
            row(
                at,
                channel,
                author,
                kind,
                msg_id=str(number),
                is_question=asked,
                is_bot=bot,
                addressee=to,
                tie_n=number % 3,
            )
        )
    asked_rows = [r for r in rows if r["is_question"] and r["kind"] == "message" and r["channel"] != "wx"]
    for number, r in enumerate(asked_rows):
        for again in range(draw(st.integers(0, 2))):
            wait = draw(st.sampled_from((5, 600, 3599, 3600, 86399, 86400, 200000)))
            author = draw(st.sampled_from(AUTHORS))
            reply = f"r{number}-{again}"
            rows.append(row(r["ts_s"] + wait, r["channel"], author, msg_id=reply, reply_to=r["msg_id"]))
    called = [r for r in rows if names_used and r["is_question"] and r["kind"] == "message" and r["channel"] == "wx"]
    for r in called:
        wait, author = draw(st.sampled_from((0, 5, 899, 900, 3600, 86399, 86400))), draw(st.sampled_from(AUTHORS))
        to = draw(st.sampled_from((r["author"], r["author"], None)))
        rows.append(row(r["ts_s"] + wait, "wx", author, addressee=to, tie_n=1))
    counts = {}
    for _ in range(draw(st.integers(0, 8))):
        day, channel = start + draw(st.integers(-9, days)), draw(st.sampled_from(CHANNELS))
        typed = draw(st.none() | st.integers(0, 9)), draw(st.none() | st.integers(0, 9))
        counts[channel, day] = MemberCount(channel, day, periods.week_of_day(day), draw(st.integers(0, 60)), *typed)
    events = []
    for number in range(draw(st.integers(0, 3))):
        first = start + draw(st.integers(-3, days + 3))
        events.append(EventSpan(f"e{number}", first, first + draw(st.integers(0, 5))))
    names = st.sampled_from(("early", "late"))
    hours = draw(
        st.lists(st.tuples(names, st.sampled_from(CHANNELS), st.integers(0, 6), st.integers(0, 23)), max_size=40)
    )
    shifts = tuple(ShiftHour(*hour) for hour in sorted(set(hours)))
    context = Context("UTC", tuple(counts[key] for key in sorted(counts)), tuple(events), (), {"shifts": shifts})
    return rows, context, draw(st.none() | st.integers(start, start + days))


@costly
@given(logs())
def test_sql_and_oracle_agree(tmp_path_factory: pytest.TempPathFactory, log: Any) -> None:
    rows, context, as_of = log
    seen = [r["day_n"] for r in rows if not r["is_bot"]]
    if as_of is not None and (not seen or not min(seen) <= as_of <= max(seen)):
        as_of = None
    files = write(rows, tmp_path_factory.mktemp("log") / "m.parquet")
    compare(files, rows, context, as_of)


@pytest.mark.slow
def test_they_agree_on_a_made_up_community(tmp_path: Path) -> None:
    """The demo's recipe, through the import: hundreds of people, sessions, events, joins and leaves."""
    root = Path(__file__).parents[2]
    run = CliRunner()
    sizes = ["--messages", "3000", "--from", "2026-06-01", "--to", "2026-09-13"]
    assert run.invoke(cli, ["synth", str(tmp_path / "export"), *sizes]).exit_code == 0
    ws = load(root)
    warehouse = open_warehouse(tmp_path)
    warehouse.import_paths([tmp_path / "export"], ws, jobs=1)
    files = warehouse.parquet_files()
    rows = [r for file in files for r in pq.read_table(file).to_pylist()]
    context = context_of(ws)
    events = (EventSpan("book", MONDAY + 47, MONDAY + 48), EventSpan("late", MONDAY + 102, MONDAY + 110))
    assert len(context.members) > 50
    compare(files, rows, replace(context, events=events))
    compare(files, rows, replace(context, events=events), MONDAY + 62)
