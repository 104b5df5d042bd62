"""Segments and flows against the plain-Python oracle under generated rules, and what a reader can work out of them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from made_up_log import row, write
from oracle import Log
from oracle_segments import segment_flow, segments

from commops.stats import pages
from commops.stats.context import Context, context_of
from commops.stats.context.segments import SegmentBefore, SegmentRule
from commops.stats.engine import Engine
from commops.stats.suppress import hide_small, recoverable
from commops.workspace.load import load
from property_tests import costly

MAY = 20574  # 2026-05-01
SEGMENTS, FLOW = pages.load_page("segments"), pages.load_page("segment_flow")
few = st.none() | st.integers(0, 4)


@st.composite
def rules(draw: st.DrawFn) -> tuple[tuple[SegmentRule, ...], tuple[SegmentBefore, ...]]:
    found, before = [], []
    for rank, name in enumerate(draw(st.permutations(("aa", "bb", "cc", "dd")))):
        window, silent = draw(st.sampled_from((0, 3, 14, 28))), draw(st.none() | st.integers(1, 28))
        counts = (draw(few), draw(few), draw(few)) if window else (None, None, None)
        was = draw(st.sets(st.sampled_from(("aa", "bb", "cc", "dd")))) if draw(st.booleans()) else set()
        joined, longest = draw(st.none() | st.integers(0, 40)), draw(st.none() | st.integers(0, 40))
        reach = max(window, silent or 0)
        found.append(SegmentRule(rank, name, joined, window, *counts, silent, longest, int(bool(was)), reach))
        before += [SegmentBefore(name, other) for other in sorted(was)]
    return tuple(found), tuple(sorted(before))


@st.composite
def logs(draw: st.DrawFn) -> list[dict[str, Any]]:
    return [
        row(
            (MAY + draw(st.integers(0, 100))) * 86400 + draw(st.sampled_from((0, 5, 86399))),
            draw(st.sampled_from(("qq", "wx"))),
            draw(st.sampled_from(("ann", "bo", "cy", "dee", None))),
            draw(st.sampled_from(("message",) * 6 + ("join", "leave", "system"))),
            msg_id=str(number),
        )
        for number in range(draw(st.integers(1, 60)))
    ]


@costly
@given(logs(), rules())
def test_sql_and_oracle_agree(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[dict[str, Any]],
    thresholds: tuple[tuple[SegmentRule, ...], tuple[SegmentBefore, ...]],
) -> None:
    context = Context(more={"segments": thresholds[0], "segments_before": thresholds[1]})
    log = Log(rows, context)
    with Engine(write(rows, tmp_path_factory.mktemp("log") / "m.parquet"), context) as engine:
        for page, expected in ((SEGMENTS, segments(log)), (FLOW, segment_flow(log))):
            assert engine.run(page) == expected


def test_the_demos_rules_are_understood() -> None:
    context = context_of(load(Path(__file__).parents[2]))
    found = {rule[1]: rule for rule in context.rows("segments")}
    assert list(found) == ["new", "lapsed", "at-risk", "core", "rising", "regular", "lurker"]
    assert found["core"] == SegmentRule(3, "core", None, 28, 8, None, None, None, None, 0, 28)
    assert found["at-risk"] == SegmentRule(2, "at-risk", None, 0, None, None, None, 14, 27, 1, 14)


def year(draw: st.DrawFn) -> list[dict[str, str]]:
    """Four months of segments for a few dozen people; in groups, so that there are large cells and small ones."""
    names = ("aa", "bb", "cc")
    size = st.sampled_from((1, 2, 3, 4, 5, 6, 9))
    months: list[dict[str, str]] = [{} for _ in range(4)]
    for group in range(draw(st.integers(1, 9))):
        route = [draw(st.sampled_from((*names, None))) for _ in months]
        for person in range(draw(size)):
            for month, segment in zip(months, route, strict=True):
                if segment:
                    month[f"{group}-{person}"] = segment
    return months


def moved(**counts: int) -> list[dict[str, str]]:
    """Two months in which so many went from one segment to another: ``aa_cc=3``."""
    months: list[dict[str, str]] = [{}, {}]
    for route, count in counts.items():
        for person in range(count):
            for month, segment in zip(months, route.split("_"), strict=True):
                month[f"{route}{person}"] = segment
    return months


# The three of aa are hidden, but the circle aa-cc-bb-dd alone would give them away: 7 + 8 - 10 - (12 - 10) = 3.
@example(moved(aa_cc=1, aa_dd=2, bb_cc=1, bb_dd=1, bb_bb=10, ee_cc=5, ee_dd=5))
@given(st.composite(year)())
def test_nothing_small_follows_from_all_that_is_published(months: list[dict[str, str]]) -> None:
    """Every number of every month is in one system of equations; none that is 1 to 4 has only one solution."""
    shown_segments, shown_flow, sums, values = [], [], [], {}
    for number, people in enumerate(months):
        month = f"2026-{number + 1:02}"
        for name in ("aa", "bb", "cc", "dd", "ee"):
            count = sum(segment == name for segment in people.values())
            shown_segments.append({"month": month, "segment": name, "people": count, "closed_n": 0})
            values["segment", month, name] = count
        if number:
            then = months[number - 1]
            moves: dict[tuple[str, str], int] = defaultdict(int)
            for person in then.keys() | people.keys():
                moves[then.get(person, "-"), people.get(person, "-")] += 1
            for before in sorted({"-", *then.values()}):
                for after in sorted({"-", *people.values()}):
                    if (before, after) != ("-", "-"):
                        count = moves[before, after]
                        shown_flow.append(
                            {"month": month, "before": before, "segment": after, "people": count, "closed_n": 0}
                        )
                        values["flow", month, before, after] = count
    for number in range(1, len(months)):
        month, then = f"2026-{number + 1:02}", f"2026-{number:02}"
        cells = [key for key in values if key[:2] == ("flow", month)]
        for place, where, kind in ((2, then, 0), (3, month, 1)):
            for name in {key[place] for key in cells}:
                whole = ("segment", where, name) if name != "-" else ("crossing", month, kind)
                values.setdefault(whole, sum(values[key] for key in cells if key[place] == name))
                sums.append({whole: -1} | {key: 1 for key in cells if key[place] == name})
    hide_small([(SEGMENTS, shown_segments), (FLOW, shown_flow)])
    hidden = {("segment", r["month"], r["segment"]) for r in shown_segments if r["people"] is None}
    hidden |= {("flow", r["month"], r["before"], r["segment"]) for r in shown_flow if r["people"] is None}
    hidden |= {key for key in values if key[0] == "crossing"}
    small = {key for key, value in values.items() if 0 < value < 5}
    assert small <= hidden
    assert not recoverable(sums, hidden) & small
    assert all(values[key] < 5 for key in hidden if key[0] == "segment")
    if not small:
        assert hidden == {key for key in values if key[0] == "crossing"}
