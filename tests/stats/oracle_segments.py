"""Segments and flows once more in plain Python: each person's life is looked at day by day, rule by rule."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from commops.stats.context.segments import SegmentRule

DAY0 = dt.date(1970, 1, 1)


class Life:
    """What the log tells of one person."""

    def __init__(self, rows: list[dict[str, Any]], showing: set[str]) -> None:
        self.rows = sorted(rows, key=lambda r: r["ts_s"])
        self.said = [r for r in self.rows if r["kind"] == "message"]
        self.joins = [r for r in self.rows if r["kind"] == "join"]
        self.joined: int | None = None
        first_said, first_join = (min((r["ts_s"] for r in part), default=None) for part in (self.said, self.joins))
        if first_join is not None and (first_said is None or first_join <= first_said):
            self.joined = min(r["day_n"] for r in self.joins)
        elif first_said is not None and not showing & {r["channel"] for r in self.said if r["ts_s"] == first_said}:
            self.joined = min(r["day_n"] for r in self.said)

    def present(self, day: int) -> bool:
        """Whether there is a channel that they were seen in and did not leave since."""
        for channel in {r["channel"] for r in self.rows}:
            here = [r for r in self.rows if r["channel"] == channel and r["day_n"] <= day]
            came = max((r["ts_s"] for r in here if r["kind"] in ("message", "join")), default=None)
            went = max((r["ts_s"] for r in here if r["kind"] == "leave"), default=None)
            if came is not None and (went is None or came > went):
                return True
        return False

    def last_said(self, day: int) -> int | None:
        return max((r["day_n"] for r in self.said if r["day_n"] <= day), default=None)

    def fits(self, rule: SegmentRule, day: int) -> bool:
        """Whether the thresholds hold at the end of a day, apart from what they were before."""
        last = self.last_said(day)
        window = [r["day_n"] for r in self.said if day - rule.window_days < r["day_n"] <= day]
        silent = None if last is None else day - last
        age = None if self.joined is None else day - self.joined
        return (
            (rule.joined_within is None or (age is not None and age <= rule.joined_within))
            and (rule.min_active is None or len(set(window)) >= rule.min_active)
            and (rule.max_active is None or len(set(window)) <= rule.max_active)
            and (rule.min_messages is None or len(window) >= rule.min_messages)
            and (rule.min_silent is None or (silent is not None and silent >= rule.min_silent))
            and (rule.max_silent is None or (silent is not None and silent <= rule.max_silent))
        )


def members(log: Any) -> dict[tuple[int, int], dict[str, str]]:
    """The segment of everybody who is there at the end of each month that has ended and is covered."""
    rules = log.context.rows("segments")
    wanted: dict[str, set[str]] = {rule.segment: set() for rule in rules}
    for entry in log.context.rows("segments_before"):
        wanted[entry.segment].add(entry.was)
    rows = [r for r in log.rows if r["author"] is not None and r["kind"] in ("message", "join", "leave")]
    showing = {r["channel"] for r in log.rows if r["kind"] == "join"}
    lives = {name: Life([r for r in rows if r["author"] == name], showing) for name in {r["author"] for r in rows}}
    found = {}
    for day in log.days if rules else ():
        date = DAY0 + dt.timedelta(days=day)
        if (date + dt.timedelta(days=1)).day != 1 or day - log.first + 1 < max(rule.reach_days for rule in rules):
            continue
        found[date.year, date.month] = {
            name: _segment(life, rules, wanted, day) for name, life in lives.items() if life.present(day)
        }
    return found


def _segment(life: Life, rules: tuple[SegmentRule, ...], wanted: dict[str, set[str]], day: int) -> str:
    last = life.last_said(day)
    plain = [rule for rule in rules if not rule.needs_before]
    was = next((rule.segment for rule in plain if last is not None and life.fits(rule, last)), None)
    fitting = (r.segment for r in rules if life.fits(r, day) and (not r.needs_before or was in wanted[r.segment]))
    return next(fitting, "?")


def _month(year: int, number: int) -> dict[str, Any]:
    """The month and the week in which its last day lies."""
    last = dt.date(year + number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)
    return {"month": f"{year:04}-{number:02}", "closed_n": ((last - DAY0).days + 3) // 7}


def segments(log: Any) -> list[dict[str, Any]]:
    """People per month and segment, in the order of the rules."""
    rows = []
    for month, people in sorted(members(log).items()):
        counts = Counter(people.values())
        for name in [*(rule.segment for rule in log.context.rows("segments")), *(["?"] if counts["?"] else [])]:
            rows.append({**_month(*month), "segment": name, "people": counts[name]})
    return rows


def segment_flow(log: Any) -> list[dict[str, Any]]:
    """People per month, segment before and segment after."""
    rows = []
    months = members(log)
    for (year, number), now in sorted(months.items()):
        then = months.get((year, number - 1) if number > 1 else (year - 1, 12))
        if then is None:
            continue
        counts = Counter((then.get(name, "-"), now.get(name, "-")) for name in then.keys() | now.keys())
        for before in sorted({"-", *then.values()}):
            for after in sorted({"-", *now.values()}):
                if (before, after) != ("-", "-"):
                    people = counts[before, after]
                    rows.append({**_month(year, number), "before": before, "segment": after, "people": people})
    return rows
