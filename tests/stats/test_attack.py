"""Puts all released weeks together, as a reader of the repository can, and tries to work hidden small numbers out.

What ties the numbers together is written here once more, from what the metrics mean, and not taken from their pages.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from made_up_log import context, row, write
from test_snapshot import MEMBERS, log

from commops.stats import pages, periods, snapshot
from commops.stats.engine import Engine
from commops.stats.suppress import recoverable

Name = tuple[object, ...]
EVENTS = "event,start,end\nbook,2026-07-01,2026-07-02\nswap,2026-07-15,2026-07-19\n"
COUNTS = MEMBERS + "2026-06-28,qq,84,,2\n2026-07-05,qq,81,,\n2026-07-12,qq,95,20,6\n2026-07-12,wx,70,,\n"


METRICS = (
    "activation_7d", "churn_rate", "joins", "leave_rate", "loyalty", "members", "net_growth", "post_event_churn",
    "retention_bracket", "retention_classic", "retention_rolling",
)  # fmt: skip


class Reader:
    """True numbers by name, which of them no file shows, and the sums a reader knows to hold between them."""

    def __init__(self) -> None:
        self.true: dict[Name, int] = {}
        self.seen: set[Name] = set()
        self.sums: list[dict[Name, int]] = []

    def add(self, name: Name, value: object, shown: object) -> None:
        if isinstance(value, int):
            self.true[name] = value
            assert shown is None or shown == value, name
            if shown is not None:
                self.seen.add(name)

    def tie(self, whole: Name, parts: list[Name], *rest: object) -> None:
        """``whole`` = the parts (+ what is left over, which nobody prints and which may be small as well)."""
        if not (parts or rest) or not {whole, *parts} <= self.true.keys():
            return
        equation: dict[Name, int] = defaultdict(int)
        equation[whole] += 1
        for part in parts:
            equation[part] -= 1
        if rest:
            left = self.true[whole] - sum(self.true[part] for part in parts)
            self.true["rest", whole, *parts] = left
            equation["rest", whole, *parts] -= 1
        self.sums.append(equation)

    def told(self) -> set[Name]:
        # Net growth is a difference and counts nobody: 3 may be 30 who came and 27 who went.
        small = {name for name, value in self.true.items() if 0 < value < 5 and name[-1] != "net"}
        hidden = self.true.keys() - self.seen
        return recoverable([dict(s) for s in self.sums], hidden) & small


def read_all(engine: Engine) -> Reader:
    """Every number of the weekly files of a log, with the truth beside it (closed rows no longer change)."""
    reader = Reader()
    documents = [snapshot.build(engine, week, METRICS) for week in engine.full_weeks()]
    for key in METRICS:
        page = pages.load_page(key)
        true = {tuple(r[k] for k in page.keys): r for r in engine.run(page)}
        for record in (record for document in documents for record in document["metrics"][key]):
            about = tuple(record[k] for k in page.keys)
            for column in {*page.people, "net"} & true[about].keys():
                reader.add((key, *about, column), true[about][column], record.get(column))
    return reader


def channels_of(reader: Reader, key: str, *before: object, after: tuple[object, ...] = ()) -> list[str]:
    size = len(before)
    return sorted({str(n[1 + size]) for n in reader.true if n[0] == key and n[1 : 1 + size] == before} - {"*"})


def tie_flows(reader: Reader, weeks: list[str]) -> None:
    for week in weeks:
        for column in ("joined", "left_n"):
            parts = [("joins", week, c, column) for c in channels_of(reader, "joins", week)]
            reader.tie(("joins", week, "*", column), [p for p in parts if p in reader.true])
        for key, columns in (("net_growth", ("members_start", "joined", "left_n", "net")), ("leave_rate", ("left_n",))):
            for column in columns:
                parts = [(key, "week", week, c, column) for c in channels_of(reader, key, "week", week)]
                reader.tie((key, "week", week, "*", column), [p for p in parts if p in reader.true])
        for channel in ("*", *channels_of(reader, "net_growth", "week", week)):
            at = ("net_growth", "week", week, channel)
            reader.tie((*at, "joined"), [(*at, "left_n"), (*at, "net")])
            for key, column in (("joins", "joined"), ("joins", "left_n")):
                same = (key, week, channel, column)
                if reader.true.get(same) == reader.true.get((*at, column)):
                    reader.tie(same, [(*at, column)])
            same = ("leave_rate", "week", week, channel, "left_n")
            if reader.true.get(same) == reader.true.get((*at, "left_n")):
                reader.tie(same, [(*at, "left_n")])


def tie_members(reader: Reader, weeks: list[str]) -> None:
    for week in weeks:
        parts = [("members", week, c, "members") for c in channels_of(reader, "members", week)]
        reader.tie(("members", week, "*", "members"), parts)
    for before, week in pairwise(weeks):
        for channel in channels_of(reader, "net_growth", "week", week):
            old, new = ("members", before, channel, "members"), ("members", week, channel, "members")
            net = ("net_growth", "week", week, channel, "net")
            if {old, new, net} <= reader.true.keys() and reader.true[new] - reader.true[old] == reader.true[net]:
                reader.tie(new, [old, net])


def tie_cohorts(reader: Reader) -> None:
    for name in [n for n in reader.true if n[0] == "retention_rolling" and n[-1] == "active"]:
        _, grain, cohort, age, _ = name
        reader.tie((*name[:-1], "newcomers"), [name], "lost")
        reader.tie(name, [("retention_classic", grain, cohort, age, "active")], "later")
        following = {1: 4, 4: 8, 8: 12}.get(age) if isinstance(age, int) else None
        reader.tie(name, [("retention_rolling", grain, cohort, following, "active")], "dropped")
    for name in [n for n in reader.true if n[0] in ("retention_bracket", "retention_classic") and n[-1] == "active"]:
        reader.tie((*name[:-1], "newcomers"), [name], "lost")
    for name in [n for n in reader.true if n[0] == "loyalty" and n[-1] == "core"]:
        reader.tie((*name[:-1], "speakers"), [name], "others")


def tie_blocks(reader: Reader) -> None:
    for name in [n for n in reader.true if n[0] == "churn_rate"]:
        _, cohort, column = name
        if column == "silent":
            reader.tie(("churn_rate", cohort, "regulars"), [name], "kept")
        if column == "leavers":
            start = periods.parse_week(str(cohort))
            weeks = [("joins", periods.week_label(start + n), "*", "left_n") for n in range(4)]
            if sum(reader.true.get(week, 0) for week in weeks) == reader.true[name]:
                reader.tie(name, weeks)
    for name in [n for n in reader.true if n[0] == "post_event_churn" and n[-1] == "joiners"]:
        at, day = name[:-1], name[2]
        reader.tie(name, [(*at, "lost")], "stayed")
        reader.tie((*at, "organic"), [(*at, "organic_lost")], "stayed")
        week = periods.week_label(periods.week_of_day(periods.day_number(periods.span(str(day))[0])))
        whole, both = ("activation_7d", week, "joiners"), [name, (*at, "organic")]
        if reader.true.get(whole) == sum(reader.true[part] for part in both):
            reader.tie(whole, both)


def more_people(seed: int) -> list[dict[str, Any]]:
    """The log of the snapshot tests with a crowd that joins and partly leaves, so that not everything is small."""
    rows = log(17, seed=seed)
    first = rows[-1]["ts_s"] // 86400
    for number in range(150):
        at = (first + number * 7 % 110) * 86400 + 40_000 + number
        author = f"x{seed}-{number}"
        rows.append(row(at, "wx" if number % 4 else "qq", author, "join", msg_id=f"xj{number}"))
        if number % 3:
            rows.append(row(at + 900, "wx", author, msg_id=f"xm{number}"))
        if number % 5 == 0:
            rows.append(row(at + 200_000, "wx", author, "leave", msg_id=f"xl{number}"))
    return rows


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_no_small_number_can_be_worked_out_from_all_released_weeks(tmp_path: Path, seed: int) -> None:
    with Engine(write(more_people(seed), tmp_path / "m.parquet"), context(COUNTS, EVENTS)) as engine:
        reader = read_all(engine)
        weeks = [periods.week_label(week) for week in engine.full_weeks()]
    assert not [name for name in reader.seen if 0 < reader.true[name] < 5 and name[-1] != "net"]
    tie_flows(reader, weeks)
    tie_members(reader, weeks)
    tie_cohorts(reader)
    tie_blocks(reader)
    assert len(reader.sums) > 150
    assert reader.true.keys() - reader.seen
    assert {name: reader.true[name] for name in reader.told()} == {}
