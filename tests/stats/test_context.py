"""The tables beside the messages: read from the workspace, sorted, and cut to what was known by the end of a day."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest
from made_up_world import world

from commops.stats import pages, periods
from commops.stats.context import Context, context_of, tables
from commops.workspace.load import load

DEMO = Path(__file__).parents[2]
DAY = 20770


@pytest.fixture(scope="module")
def demo() -> Context:
    return context_of(load(DEMO, today=dt.date(2026, 11, 22)))


def named(row: Any) -> dict[str, Any]:
    return dict(row._asdict())


def test_the_demo_community_fills_every_table(demo: Context) -> None:
    assert [name for name in tables() if not demo.rows(name)] == []
    known = demo.until(periods.day_number(dt.date(2026, 11, 22)))
    assert [name for name in tables() if not known.rows(name)] == []


def test_every_table_is_read_by_a_metric() -> None:
    read = {table for key in pages.keys() for table in pages.load_page(key).tables}  # noqa: SIM118 - a function
    # Members are read by most, and the size of channels is there for metrics of the community's own.
    assert set(tables()) - read <= {"channels"}


@pytest.mark.parametrize("name", sorted(tables()))
def test_rows_are_sorted_and_fit_their_columns(demo: Context, name: str) -> None:
    rows = demo.rows(name)
    assert list(rows) == sorted(rows, key=lambda row: [(cell is not None, cell) for cell in row])
    kinds = {"bigint": int, "varchar": str}
    for row in rows:
        for column, kind in tables()[name].columns.items():
            cell = named(row)[column]
            assert cell is None or type(cell) is kinds[kind], (column, cell)


def test_nothing_of_later_days_is_known() -> None:
    for seed in range(5):
        context = Context(more=world(Random(seed), DAY - 30, 60, full=True))
        known = context.until(DAY)
        for name, table in tables().items():
            for row in known.rows(name):
                told = named(row)
                assert not table.since or told[table.since] <= DAY
                for day, facts in table.later.items():
                    assert told[day] is None or told[day] <= DAY
                    hidden = next(named(one) for one in context.rows(name) if _same(table, one, row))
                    if hidden[day] is not None and hidden[day] > DAY:
                        assert {told[fact] for fact in facts} <= {None}
        assert known.until(DAY) == known
        assert context.until(DAY + 10).until(DAY) == known


def _same(table: Any, one: Any, other: Any) -> bool:
    """Whether two rows agree in all that may not change later."""
    late = {*table.later, *(fact for facts in table.later.values() for fact in facts)}
    return {n: v for n, v in named(one).items() if n not in late} == {
        n: v for n, v in named(other).items() if n not in late
    }


def test_the_days_that_the_tables_speak_of() -> None:
    text = [tables()["exit_reasons"].row("s", "ads", periods.day_number(dt.date(2026, 11, 30)), 9)]
    assert list(Context(more={"exit_reasons": tuple(text)}).calendar()) == [
        (20787, periods.parse_week("2026-W49"), 2026 * 12 + 10, periods.parse_week("2026-W49"), 2026 * 4 + 3, 2974)
    ]
    assert periods.week_label(2974) == "2026-W53"


def edited(tmp_path: Path, path: str, old: str, new: str) -> Context:
    """The context of the demo community with one text in one file replaced."""
    for name in ("community", "content", "events"):
        shutil.copytree(DEMO / name, tmp_path / name, ignore=shutil.ignore_patterns("stats", "assets"))
    file = tmp_path / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return context_of(load(tmp_path, today=dt.date(2026, 11, 22)))


def test_counts_that_do_not_add_up_are_not_used(tmp_path: Path) -> None:
    broken = edited(tmp_path, "community/surveys/2026-11-group.yml", "[80, 46, 20]", "[80, 46, 21]")
    assert broken.rows("survey_answers") == ()


def test_an_event_that_was_called_off_has_no_results(tmp_path: Path) -> None:
    path = "events/2026-11-15-typesetting-ama/event.yml"
    context = edited(tmp_path, path, "status: done", "status: cancelled")
    assert "2026-11-15-typesetting-ama" not in {row[0] for row in context.rows("event_results")}


def test_a_draft_with_a_date_was_promised_to_nobody(demo: Context) -> None:
    posts = {row[0] for row in demo.rows("posts")}
    assert "2026-11-24-solder-a-board-2" in posts
    assert "2026-12-28-annual-report" not in posts


def test_a_deliverable_is_done_when_its_post_went_out(demo: Context) -> None:
    rows = {(row[0], row[1]): named(row) for row in demo.rows("deliverables")}
    lamp = rows["qimu-paper", 0]
    assert lamp["done_day"] == periods.day_number(dt.date(2026, 11, 13))
    assert lamp["reach"] > 0
    assert rows["yunzhan-hosting", 0]["done_day"] == periods.day_number(dt.date(2026, 1, 12))
    assert rows["north-bank-makers", 1]["done"] == 0


def test_trials_are_people_not_per_cent(demo: Context) -> None:
    (trial,) = map(named, demo.rows("trials"))
    assert (trial["contacted_back"], trial["held_out_back"]) == (11, 3)
    before = demo.until(periods.day_number(dt.date(2026, 11, 14))).rows("trials")
    assert [(named(row)["contacted"], named(row)["contacted_back"]) for row in before] == [(64, None)]
