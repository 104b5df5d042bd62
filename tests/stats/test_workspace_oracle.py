"""Each metric of the workspace against the plain-Python oracle, on made-up tables with a made-up log."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_log import row, write
from made_up_world import CHANNELS, world
from oracle import ORACLE as LOG_ORACLE
from oracle import Log
from oracle_members import ORACLE as MEMBERS_ORACLE
from test_oracle import MONDAY, logs
from workspace_oracle import World
from workspace_oracle_goals import ORACLE

from commops.stats import pages, periods
from commops.stats.context import Context, MemberCount, tables
from commops.stats.engine import Engine
from commops.stats.guard import TABLES
from property_tests import costly


def exact(key: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row of a query with what is only a means to a ratio turned into the ratio."""
    row = {name: int(value) if isinstance(value, int) else value for name, value in row.items()}
    if key == "interaction_by_kind":
        for name, place in (("low", "q1"), ("high", "q3")):
            row[name] = Fraction(row.pop(f"{place}_i"), row.pop(f"{place}_v"))
        row["median"] = Fraction(row.pop("median_over"), 2 * row.pop("low_v") * row.pop("high_v"))
    if key == "nps":
        spread = row.pop("spread")
        row["variance"] = None if spread is None else Fraction(spread, row["answers"] ** 2)
    if key == "okr_progress":
        gone, way = row.pop("gone"), row.pop("way")
        spent, whole, gap = row.pop("time_gone"), row.pop("time_all"), row.pop("gap_over")
        row["elapsed"] = Fraction(spent, whole)
        row["progress"] = Fraction(gone, way) if gone is not None and way else None
        row["gap"] = Fraction(gap, way * whole) if gap is not None and way else None
    return row


@costly
@given(logs(), st.randoms(use_true_random=False))
def test_sql_and_oracle_agree(tmp_path_factory: pytest.TempPathFactory, log: Any, dice: Any) -> None:
    rows, context, as_of = log
    seen = [r["day_n"] for r in rows if not r["is_bot"]]
    if not seen:
        return
    if as_of is None or not min(seen) <= as_of <= max(seen):
        as_of = max(seen)
    context = replace(context, more=world(dice, min(seen), max(seen) - min(seen) + 1))
    compare(write(rows, tmp_path_factory.mktemp("log") / "m.parquet"), rows, context, as_of)


def compare(files: list[Path], rows: list[dict[str, Any]], context: Context, as_of: int) -> Counter[str]:
    """How many rows agreed, by metric."""
    agreed: Counter[str] = Counter()
    with Engine(files, context) as engine:
        engine.as_of(as_of)
        made = World(Log(rows, context, as_of), context)
        for key, oracle in ORACLE.items():
            found = [exact(key, row) for row in engine.run(pages.load_page(key))]
            assert found == oracle(made), key
            agreed[key] = len(found)
    return agreed


def test_they_agree_in_busy_months(tmp_path: Path) -> None:
    """Hundreds of messages and full tables, so that every metric has something to say."""
    agreed: Counter[str] = Counter()
    for seed in range(4):
        dice = Random(seed)
        days = range(MONDAY, MONDAY + dice.randint(60, 90))
        rows = [_message(dice, days, number) for number in range(300)]
        rows += [_answer(dice, asked, number) for number, asked in enumerate(rows[:90])]
        typed = {(channel, dice.choice(days)): dice.randint(5, 60) for channel in CHANNELS * 4}
        counts = [MemberCount(c, day, periods.week_of_day(day), n, None, None) for (c, day), n in sorted(typed.items())]
        context = Context("UTC", tuple(counts), more=world(dice, days[0], len(days), full=True))
        agreed += compare(write(rows, tmp_path / f"{seed}.parquet"), rows, context, dice.choice(days[-40:]))
    assert min(agreed.values()) >= 3, agreed


def _message(dice: Random, days: range, number: int) -> dict[str, Any]:
    at = dice.choice(days) * 86400 + dice.randrange(86400)
    asked = dice.random() < 0.3
    return row(at, dice.choice(CHANNELS), dice.choice("abcdefghijk"), msg_id=str(number), is_question=asked)


def _answer(dice: Random, asked: dict[str, Any], number: int) -> dict[str, Any]:
    at = asked["ts_s"] + dice.randint(1, 9000)
    return row(at, asked["channel"], dice.choice("abcdef"), msg_id=f"r{number}", reply_to=asked["msg_id"])


def test_every_metric_has_its_oracle() -> None:
    found = [*ORACLE, *LOG_ORACLE, *MEMBERS_ORACLE]
    assert sorted(found) == sorted(pages.keys())


def test_a_metric_that_is_used_is_worked_out_anew_for_each_day(tmp_path: Path) -> None:
    rows = [row((MONDAY + day) * 86400, "wx", author) for day in range(42) for author in "abcdefg"]
    counts = (MemberCount("wx", MONDAY, periods.week_of_day(MONDAY), 20, None, None),)
    targets = {"health_targets": (tables()["health_targets"].row("active_rate", 1, 0, 99999, 0, 100000),)}
    with Engine(write(rows, tmp_path / "m.parquet"), Context("UTC", counts, more=targets)) as engine:
        health, active = pages.load_page("health"), pages.load_page("active_rate")
        for day, weeks in ((MONDAY + 41, 6), (MONDAY + 34, 5), (MONDAY + 41, 6)):
            engine.as_of(day)
            assert len(engine.run(health)) == 2 * weeks
            assert len({r["period"] for r in engine.run(active)}) == weeks
            assert [r["value"] for r in engine.run(health) if r["part"] == "active_rate"][-1] == 35000


def test_no_metric_that_others_read_is_called_like_a_table() -> None:
    assert not TABLES & pages.used_by_others()
