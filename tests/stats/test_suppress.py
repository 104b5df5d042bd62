"""Small groups stay out, also by subtraction."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commops.stats import pages
from commops.stats.suppress import hide_small, recoverable
from commops.stats.table import finish

JOINS = pages.load_page("joins")
M2M = pages.load_page("retention_m2m")
HOURS = pages.load_page("active_hours")
RETENTION = pages.load_page("retention_classic")
# They count posts, impressions, deliverables and values; the health score leaves out few people by itself.
NOBODY = {"cadence", "health", "interaction_by_kind", "interaction_rate", "okr_progress", "partner_delivery", "reach"}


def joins(values: list[int]) -> list[dict[str, Any]]:
    rows = [
        {"week": "2026-W23", "channel": f"c{number}", "source": "log", "joined": value, "left_n": None, "closed_n": 1}
        for number, value in enumerate(values)
    ]
    return [*rows, {**rows[0], "channel": "*", "joined": sum(values)}]


def hidden(rows: list[dict[str, Any]], column: str) -> list[int | None]:
    hide_small([(JOINS, rows)])
    return [row[column] for row in rows]


def test_a_small_cell_goes_with_the_next_smallest() -> None:
    assert hidden(joins([3, 20, 9]), "joined") == [None, 20, None, 32]


def test_two_small_cells_protect_each_other() -> None:
    assert hidden(joins([3, 20, 4]), "joined") == [None, 20, None, 27]


def test_zero_is_no_secret_and_the_last_resort_is_the_total() -> None:
    assert hidden(joins([0, 20, 9]), "joined") == [0, 20, 9, 29]
    assert hidden(joins([3]), "joined") == [None, None]
    assert hidden(joins([3, 6]), "joined") == [None, None, 9]
    assert hidden(joins([3, 0]), "joined") == [None, 0, None]
    assert hidden(joins([3, 0, 0, 40]), "joined") == [None, 0, 0, None, 43]


def test_a_share_that_tells_a_small_rest_is_hidden() -> None:
    rows = [
        {"grain": "4w", "cohort": "2026-W23", "age": 1, "newcomers": n, "active": a, "closed_n": 1}
        for n, a in ((30, 12), (30, 3), (30, 28), (30, 0), (30, 30), (4, 2))
    ]
    rows = [{**row, "age": age} for age, row in enumerate(rows)]
    hide_small([(RETENTION, rows)])
    table = finish(RETENTION, rows, as_of=None).records()
    assert [(row["newcomers"], row["active"], row["retention"]) for row in table] == [
        (30, 12, 0.4),
        (30, None, None),
        (30, None, None),
        (30, 0, 0.0),
        (30, 30, 1.0),
        (None, None, None),
    ]


def test_rates_over_fewer_than_five_are_hidden_unless_exact() -> None:
    row = {"grain": "week", "cohort": "2026-W23", "age": 1, "newcomers": 4, "active": 2, "closed_n": 1}
    assert finish(RETENTION, [row], as_of=None).rows[0]["retention"] is None
    assert finish(RETENTION, [row], as_of=None, exact=True).rows[0]["retention"] == 0.5


def test_the_same_number_in_two_metrics_is_hidden_in_both() -> None:
    speakers = pages.load_page("active_speakers")
    per_speaker = pages.load_page("msgs_per_speaker")
    one = [
        {
            "grain": "week",
            "period": "2026-W23",
            "channel": c,
            "speakers": s,
            "messages": n,
            "speaker_days": 9,
            "days": 7,
        }
        for c, s, n in (("*", 60, 500), ("a", 3, 40), ("b", 30, 60), ("c", 50, 400))
    ]
    two = [
        {"week": "2026-W23", "channel": row["channel"], "messages": row["messages"], "speakers": row["speakers"]}
        for row in one
    ]
    one, two = [{**r, "closed_n": 1} for r in one], [{**r, "member_days": 70, "closed_n": 1} for r in two]
    hide_small([(speakers, one), (per_speaker, two)])
    for rows in (one, two):
        assert [row["speakers"] for row in rows] == [60, None, 30, 50]
        assert [row["messages"] for row in rows] == [500, None, None, 400]


def test_cells_of_the_heat_map_are_not_told_by_their_known_total() -> None:
    rows = [
        {"dow": 0, "hour": h, "messages": n, "speakers": s, "all_messages": 100, "days": 28, "closed_n": 1}
        for h, n, s in ((3, 9, 2), (20, 61, 9), (21, 30, 8))
    ]
    hide_small([(HOURS, rows)])
    assert [row["messages"] for row in rows] == [None, 61, None]
    assert [row["speakers"] for row in rows] == [None, 9, 8]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=4))
def test_no_small_number_of_a_table_can_be_worked_out(parts: list[tuple[int, int]]) -> None:
    """Speakers and how many were kept, by segment and in total: try every table that looks the same from outside."""
    names = ["1", "2-19", "20+", "more"][: len(parts)]
    cells = {name: (kept + gone, kept) for name, (kept, gone) in zip(names, parts, strict=True)}
    cells["*"] = (sum(c[0] for c in cells.values()), sum(c[1] for c in cells.values()))
    rows = [
        {"month": "2026-06", "segment": name, "speakers": n, "kept": k, "closed_n": 1} for name, (n, k) in cells.items()
    ]
    true = {(row["segment"], name): row[name] for row in rows for name in ("speakers", "kept")}
    hide_small([(M2M, rows)])
    shown = {(row["segment"], name): row[name] for row in rows for name in ("speakers", "kept")}
    assert all(value is None or value == true[cell] for cell, value in shown.items())
    assert not [cell for cell, value in shown.items() if value is not None and 0 < value < 5]
    equations, unknown = as_a_reader_sees(names)
    secrets = {cell for cell, value in true.items() if 0 < value < 5}
    secrets |= {(name, "gone") for name, (n, k) in cells.items() if 0 < n - k < 5}
    hidden_now = {cell for cell, value in shown.items() if value is None} | unknown
    assert not recoverable(equations, hidden_now) & secrets


def as_a_reader_sees(names: list[str]) -> tuple[list[dict[Any, int]], set[Any]]:
    """All the sums that hold in such a table; nobody prints who is gone, so that is unknown."""
    equations = [{(name, "speakers"): 1, (name, "kept"): -1, (name, "gone"): -1} for name in [*names, "*"]]
    for column in ("speakers", "kept", "gone"):
        equations.append({**{(name, column): 1 for name in names}, ("*", column): -1})
    return equations, {(name, "gone") for name in [*names, "*"]}


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.tuples(
            st.just(n),
            st.lists(st.lists(st.integers(-1, 1), min_size=n, max_size=n), max_size=4),
            st.sets(st.integers(0, n - 1)),
        )
    )
)
def test_recoverable_is_what_brute_force_finds(case: tuple[int, list[list[int]], set[int]]) -> None:
    """A cell is fixed when no other assignment of the hidden cells satisfies the equations."""
    n, factors, hidden_ = case
    equations = [{(i,): f for i, f in enumerate(row) if f} for row in factors]
    free = sorted(hidden_)
    kernel = [
        dict(zip(free, values, strict=True))
        for values in itertools.product(range(-2, 3), repeat=len(free))
        if all(sum(f * v for i, v in zip(free, values, strict=True) for f in [row[i]]) == 0 for row in factors)
    ]
    fixed = {(i,) for i in free if all(change[i] == 0 for change in kernel)}
    found = recoverable(equations, {(i,) for i in hidden_})
    assert found <= fixed
    if n <= 3:  # a kernel vector of so small a system has small whole numbers, so brute force sees it
        assert found == fixed


def test_pages_say_what_counts_people() -> None:
    for key in pages.keys():  # noqa: SIM118 - a function, not a mapping
        page = pages.load_page(key)
        assert (not page.people) == (key in NOBODY), key
        assert page.min_n >= 5 or key in NOBODY
        # A rate over a plain number is an amount in another unit.
        sized = [rate for rate in page.rates if not all(isinstance(factor, int) for factor in rate.under)]
        assert all(rate.n for rate in sized) or key in NOBODY, key
        assert replace(page, caveat=page.name).definition == page.definition
        assert replace(page, min_n=9).definition != page.definition


def speaking(grain: str, period: str, people: int) -> dict[str, Any]:
    """A row of the speaking rate: how many spoke in a day, or the sum over the days."""
    return {"grain": grain, "period": period, "channel": "wx", "speaker_days": people, "member_days": 700, "days": 1,
            "closed_n": 1}  # fmt: skip


def test_days_add_up_to_their_week_and_a_small_day_goes_with_another() -> None:
    days = [9, 12, 3, 15, 8, 11, 10]
    rows = [speaking("day", f"2026-06-{number:02}", people) for number, people in enumerate(days, 1)]
    rows.append(speaking("week", "2026-W23", sum(days)))
    hide_small([(pages.load_page("speak_rate"), rows)])
    assert [row["speaker_days"] for row in rows] == [9, 12, None, 15, None, 11, 10, 68]


def test_days_of_one_metric_add_up_to_the_month_of_another() -> None:
    speak_rate, active = pages.load_page("speak_rate"), pages.load_page("active_speakers")
    days = [speaking("day", f"2026-06-{day:02}", 4 if day == 9 else 6 + day) for day in range(1, 31)]
    total = sum(row["speaker_days"] for row in days)
    month = {"grain": "month", "period": "2026-06", "channel": "wx", "speakers": 40, "messages": 900, "days": 30,
             "speaker_days": total, "closed_n": 1}  # fmt: skip
    hide_small([(speak_rate, days), (active, [month])])
    assert [row["period"] for row in days if row["speaker_days"] is None] == ["2026-06-01", "2026-06-09"]
    assert month["speaker_days"] == total


def test_a_day_is_hidden_under_either_of_its_names() -> None:
    active = pages.load_page("active_speakers")
    people = [9, 12, 3, 15, 8, 11, 10]
    rows = [
        {"grain": "day", "period": f"2026-06-{day:02}", "channel": "*", "speakers": n, "messages": 3 * n, "days": 1,
         "speaker_days": n, "closed_n": 1}
        for day, n in enumerate(people, 1)
    ]  # fmt: skip
    week = {**rows[0], "grain": "week", "period": "2026-W23", "speakers": 30, "messages": 204, "speaker_days": 68}
    hide_small([(active, [*rows, week])])
    assert [row["speakers"] for row in rows] == [9, 12, None, 15, None, 11, 10]
    assert [row["messages"] for row in rows] == [27, 36, None, 45, None, 33, 30]
    assert (week["speakers"], week["messages"], week["speaker_days"]) == (30, 204, 68)
