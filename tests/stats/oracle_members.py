"""The metrics about who comes, stays and goes once more in plain Python, from their definitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from oracle import Log, Rows, date, first_of, monday, month_days, newcomers, total, week, week_number

FORTNIGHT = 14 * 86400


def last_count(log: Log, channel: str, day: int) -> int | None:
    """Day of the count that stood at the end of a day."""
    return max((c.day_n for c in log.members if c.channel == channel and c.day_n <= day), default=None)


def members(log: Log) -> Rows:
    found = []
    for start in log.mondays:
        end = min(start + 6, log.last)
        part = {}
        for channel in {c.channel for c in log.members}:
            counted, size = last_count(log, channel, end), log.members_on(channel, end)
            if counted is not None and size is not None:
                part[channel] = (size, end - counted)
        if part:
            part["*"] = (sum(n for n, _ in part.values()), max(age for _, age in part.values()))
        found += [
            {"week": week(start), "channel": c, "members": n, "age_days": age, "closed_n": week_number(start)}
            for c, (n, age) in part.items()
        ]
    return found


def windows(log: Log) -> list[tuple[str, str, int, int, int]]:
    """Grain, label, first and last covered day, and the closing week of each week and month of the log."""
    weeks = [("week", week(s), s, s + 6) for s in log.mondays]
    months = [("month", f"{y:04}-{m:02}", *month_days(y, m)) for y, m in log.months]
    return [(g, p, log.covered(a, b)[0], log.covered(a, b)[-1], week_number(b)) for g, p, a, b in (*weeks, *months)]


def lines(log: Log, kind: str, channel: str, first: int, last: int) -> int:
    return sum(r["kind"] == kind and r["channel"] == channel and first <= r["day_n"] <= last for r in log.rows)


def shows(log: Log, kind: str) -> set[str]:
    return {r["channel"] for r in log.rows if r["kind"] == kind}


def typed(log: Log, channel: str, first: int, last: int) -> tuple[list[int | None], list[int | None], list[int | None]]:
    """Joined, left and difference of each count of a span."""
    counts = [c for c in log.members if c.channel == channel]
    joined, left, grown = [], [], []
    for before, count in zip([None, *counts], counts, strict=False):
        if first <= count.day_n <= last:
            difference = None if before is None else count.members - before.members
            derived = None if difference is None or count.left_n is None else difference + count.left_n
            joined.append(count.joined if count.joined is not None else derived)
            left.append(count.left_n)
            grown.append(difference)
    return joined, left, grown


def net_growth(log: Log) -> Rows:
    found: Rows = []
    logged = shows(log, "join") & shows(log, "leave")
    for grain, period, first, last, closed in windows(log):
        part: Rows = []
        for channel in sorted({c.channel for c in log.members}):
            start = log.members_on(channel, first - 1)
            if start is None:
                continue
            if channel in logged:
                came, went = (lines(log, kind, channel, first, last) for kind in ("join", "leave"))
                counted = any(c.channel == channel and first <= c.day_n <= last for c in log.members)
                part.append(of(channel, "log", start, came, went, came - went, came - went if counted else None))
                continue
            joined, left, grown = typed(log, channel, first, last)
            if grown:
                net = total(grown)
                part.append(of(channel, "typed", start, total(joined), total(left), net, net))
        if part:
            sources = {str(row["source"]) for row in part}
            came, went = [row["joined"] for row in part], [row["left_n"] for row in part]
            whole = of(
                "*",
                sources.pop() if len(sources) == 1 else "both",
                sum(row["members_start"] for row in part),
                None if None in came else sum(came),
                None if None in went else sum(went),
                sum(row["net"] for row in part),
                None if None in [row["told_net"] for row in part] else sum(row["net"] for row in part),
            )
            found += [{"grain": grain, "period": period, **row, "closed_n": closed} for row in (whole, *part)]
    return found


def of(
    channel: str, source: str, start: int, came: int | None, went: int | None, net: int | None, told: int | None
) -> dict[str, Any]:
    return {
        "channel": channel, "source": source, "members_start": start,
        "joined": came, "left_n": went, "net": net, "told_net": told,
    }  # fmt: skip


def leave_rate(log: Log) -> Rows:
    found: Rows = []
    leaving = shows(log, "leave")
    for grain, period, first, last, closed in windows(log):
        part: dict[str, tuple[int, int]] = {}
        for channel in {c.channel for c in log.members}:
            start = log.members_on(channel, first - 1)
            left = total(typed(log, channel, first, last)[1])
            if channel in leaving:
                left = lines(log, "leave", channel, first, last)
            if start is not None and left is not None:
                part[channel] = (start, left)
        if part:
            part["*"] = (sum(n for n, _ in part.values()), sum(n for _, n in part.values()))
        found += [
            {"grain": grain, "period": period, "channel": c, "members_start": n, "left_n": left, "closed_n": closed}
            for c, (n, left) in part.items()
        ]
    return found


def loyalty(log: Log) -> Rows:
    found = []
    for start in log.mondays:
        first, last = start - 21, start + 6
        if len(log.covered(first, last)) < 28:
            continue
        days = defaultdict(set)
        for r in log.between(first, last):
            days[r["author"]].add(r["day_n"])
        found.append(
            {
                "grain": "28d",
                "period": week(start),
                "speakers": len(days),
                "core": sum(len(active) >= 8 for active in days.values()),
                "closed_n": week_number(start),
            }
        )
    return found


def block_start(day: int) -> int:
    return monday(day) - 7 * (week_number(day) % 4)


def churn_rate(log: Log) -> Rows:
    found = []
    leaving = shows(log, "leave")
    for start in sorted({block_start(day) for day in log.days}):
        days, over = log.covered(start, start + 27), log.closed(start + 27)
        if len(days) < 28 and over:
            continue
        sizes, gone = [], defaultdict(int)
        for channel in {c.channel for c in log.members}:
            size = log.members_on(channel, days[0] - 1)
            by_week = {
                s: lines(log, "leave", channel, s, s + 6)
                if channel in leaving
                else total(typed(log, channel, s, s + 6)[1])
                for s in range(start, start + 28, 7)
            }
            if size is None or set(by_week.values()) == {None}:
                continue
            sizes.append(size)
            for s, n in by_week.items():
                gone[s] += n or 0
        active = defaultdict(set)
        for r in log.between(start - 28, start - 1):
            active[r["author"]].add(r["day_n"])
        known = len(log.covered(start - 28, start - 1)) == 28
        regulars = {author for author, on in active.items() if len(on) >= 3}
        found.append(
            {
                "cohort": week(start),
                "members_start": sum(sizes) if sizes else None,
                "leavers": sum(gone.values()) if sizes and over else None,
                "unseen": sum(n for n in gone.values() if n < 5) if sizes and over else None,
                "regulars": len(regulars) if known else None,
                "silent": len(regulars - log.who(start, start + 27)) if known and over else None,
                "closed_n": week_number(start) + 3,
            }
        )
    return found


def retention_rolling(log: Log) -> Rows:
    cohorts = newcomers(log)
    ages = [n for n in range(13) if monday(log.first) + 7 * n <= log.last]
    found = []
    for grain, width in (("week", 1), ("4w", 4)):
        groups: dict[int, dict[int, set[str]]] = defaultdict(dict)
        for start, people in cohorts.items():
            groups[start if width == 1 else block_start(start)][start] = people
        for start, parts in groups.items():
            end = start + 7 * (width - 1 + 12) + 6
            for age in ages:
                then = [
                    (p & log.who(s + 7 * age, s + 7 * age + 6), p & log.who(s + 7 * age, s + 90))
                    for s, p in parts.items()
                ]
                active = sum(len(since) for _, since in then)
                found.append(
                    {
                        "grain": grain,
                        "cohort": week(start),
                        "age": age,
                        "newcomers": sum(len(p) for p in parts.values()),
                        "active": active if log.closed(end) else None,
                        "later": sum(len(since - exactly) for exactly, since in then) if log.closed(end) else None,
                        "closed_n": week_number(end),
                    }
                )
    return found


BRACKETS = {"0": (0, 0), "1-7": (1, 7), "8-14": (8, 14), "15-30": (15, 30), "31-60": (31, 60)}


def retention_bracket(log: Log) -> Rows:
    born = {author: day for author, (_, day) in first_of(log.said).items()}
    found = []
    for grain, width in (("week", 1), ("4w", 4)):
        groups: dict[int, set[str]] = defaultdict(set)
        for start, people in newcomers(log).items():
            groups[start if width == 1 else block_start(start)] |= people
        for start, people in groups.items():
            for bracket, (a, b) in BRACKETS.items():
                end = start + 7 * width - 1 + b
                active = {p for p in people if p in log.who(born[p] + a, born[p] + b)}
                found.append(
                    {
                        "grain": grain,
                        "cohort": week(start),
                        "bracket": bracket,
                        "newcomers": len(people),
                        "active": len(active) if log.closed(end) else None,
                        "closed_n": week_number(end),
                    }
                )
    return found


def post_event_churn(log: Log) -> Rows:
    moves = [r for r in log.rows if r["kind"] in ("join", "leave") and r["author"] is not None]
    join = first_of([r for r in moves if r["kind"] == "join"])
    spoke = {author: at for author, (at, _) in first_of(log.said).items()}
    if not join:
        return []

    def lost(author: str) -> bool:
        since = join[author][0]
        within = [r for r in moves if r["author"] == author and 0 <= r["ts_s"] - since < FORTNIGHT]
        out = max((r["ts_s"] for r in within if r["kind"] == "leave"), default=-1)
        back = max(r["ts_s"] for r in within if r["kind"] == "join")
        return spoke.get(author, since + FORTNIGHT) >= since + FORTNIGHT or out > back

    new = {author: day for author, (at, day) in join.items() if spoke.get(author, at) >= at}
    busy = {day for e in log.events for day in range(e.start_day, e.end_day + 1)}
    found = []
    for event in log.events:
        if event.start_day < log.first:
            continue
        weeks = range(monday(event.start_day), monday(event.end_day) + 7)
        here = [a for a, day in new.items() if event.start_day <= day <= event.end_day]
        others = [a for a, day in new.items() if day in weeks and day not in busy]
        over = log.closed(monday(event.end_day) + 20)
        found.append(
            {
                "event": event.event,
                "day": date(event.start_day).isoformat(),
                "joiners": len(here),
                "lost": sum(map(lost, here)) if over else None,
                "organic": len(others),
                "organic_lost": sum(map(lost, others)) if over else None,
                "closed_n": week_number(event.end_day) + 2,
            }
        )
    return found


ORACLE: dict[str, Callable[[Log], Rows]] = {
    f.__name__: f
    for f in (
        churn_rate, leave_rate, loyalty, members, net_growth, post_event_churn, retention_bracket, retention_rolling,
    )
}  # fmt: skip
