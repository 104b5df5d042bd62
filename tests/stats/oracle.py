"""The metrics once more in plain Python, written from their definitions: sets and loops over windows, no SQL."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from math import ceil
from typing import Any

from oracle_segments import segment_flow, segments

from commops.stats.context import Context

Rows = list[dict[str, Any]]
DAY0 = dt.date(1970, 1, 1)


def date(day: int) -> dt.date:
    return DAY0 + dt.timedelta(days=day)


def monday(day: int) -> int:
    return day - date(day).weekday()


def week(day: int) -> str:
    year, number, _ = date(day).isocalendar()
    return f"{year}-W{number:02}"


def week_number(day: int) -> int:
    return (monday(day) - monday(0)) // 7


class Log:
    """A log as of a day, cut into the sets that definitions speak of."""

    def __init__(self, rows: Rows, context: Context, as_of: int | None = None) -> None:
        rows = [r for r in rows if not r["is_bot"]]
        people = {r["author"] for r in rows}
        rows = [{**r, "addressee": r["addressee"] if r["addressee"] in people else None} for r in rows]
        self.first = min((r["day_n"] for r in rows), default=0)
        self.last = max((r["day_n"] for r in rows), default=-1) if as_of is None else as_of
        self.rows = [r for r in rows if r["day_n"] <= self.last]
        self.context = context
        self.said = [r for r in self.rows if r["kind"] == "message" and r["author"] is not None]
        self.members = [c for c in context.members if c.day_n <= self.last]
        self.events = [e for e in context.events if e.start_day <= self.last]
        self.days = list(range(self.first, self.last + 1))
        self.mondays = sorted({monday(day) for day in self.days})
        self.months = sorted({(date(day).year, date(day).month) for day in self.days})
        self.channels = sorted({r["channel"] for r in self.said})
        self.by_day: dict[int, Rows] = defaultdict(list)
        self.replies: dict[tuple[str, str], Rows] = defaultdict(list)
        self.starts: dict[str, int] = {}
        for r in self.said:
            self.by_day[r["day_n"]].append(r)
            self.replies[r["channel"], r["reply_to"]].append(r)
            self.starts[r["channel"]] = min(r["day_n"], self.starts.get(r["channel"], r["day_n"]))

    def who(self, first: int, last: int, channel: str = "*") -> set[str]:
        return {r["author"] for r in self.between(first, last, channel)}

    def between(self, first: int, last: int, channel: str = "*") -> Rows:
        found = (r for day in range(first, last + 1) for r in self.by_day.get(day, ()))
        return [r for r in found if channel in ("*", r["channel"])]

    def covered(self, first: int, last: int) -> list[int]:
        return [day for day in self.days if first <= day <= last]

    def closed(self, last_day: int) -> bool:
        """Whether the week in which a window ends is over."""
        return monday(last_day) + 6 <= self.last

    def members_on(self, channel: str, day: int) -> int | None:
        known = [c for c in self.members if c.channel == channel and c.day_n <= day]
        return max(known, key=lambda c: c.day_n).members if known else None

    def start_of(self, channel: str) -> int:
        return self.starts[channel]


def month_days(year: int, month: int) -> tuple[int, int]:
    first = (dt.date(year, month, 1) - DAY0).days
    after = (dt.date(year + month // 12, month % 12 + 1, 1) - DAY0).days
    return first, after - 1


def spans(log: Log, *grains: str) -> Iterable[tuple[str, str, int, int]]:
    """Grain, label, first and last day of every window of the log."""
    if "day" in grains:
        yield from (("day", date(day).isoformat(), day, day) for day in log.days)
    if "week" in grains:
        yield from (("week", week(start), start, start + 6) for start in log.mondays)
    if "28d" in grains:
        whole = [start for start in log.mondays if len(log.covered(start - 21, start + 6)) == 28]
        yield from (("28d", week(start), start - 21, start + 6) for start in whole)
    if "month" in grains:
        yield from (("month", f"{y:04}-{m:02}", *month_days(y, m)) for y, m in log.months)


def active_speakers(log: Log) -> Rows:
    found = []
    for grain, period, first, last in spans(log, "day", "week", "28d", "month"):
        channels = [c for c in log.channels if log.start_of(c) <= last] if grain in ("week", "month") else []
        for channel in ["*", *channels]:
            days = log.covered(first, last)
            found.append(
                {
                    "grain": grain,
                    "period": period,
                    "channel": channel,
                    "speakers": len(log.who(first, last, channel)),
                    "messages": len(log.between(first, last, channel)),
                    "speaker_days": sum(len(log.who(day, day, channel)) for day in days),
                    "days": len(days),
                    "closed_n": week_number(last),
                }
            )
    return found


def joins(log: Log) -> Rows:
    lines = {kind: [r for r in log.rows if r["kind"] == kind] for kind in ("join", "leave")}
    logged = {r["channel"] for r in lines["join"]}
    leaving = {r["channel"] for r in lines["leave"]}
    present = {r["channel"] for r in log.rows}
    found = []
    for start in log.mondays:
        part = []
        for channel in sorted(present):
            if channel in logged:
                if min(r["day_n"] for r in log.rows if r["channel"] == channel) > start + 6:
                    continue
                n = {k: sum(r["channel"] == channel and monday(r["day_n"]) == start for r in lines[k]) for k in lines}
                part.append((channel, "log", n["join"], n["leave"] if channel in leaving else None))
                continue
            counts = [c for c in log.members if c.channel == channel]
            joined, left, any_ = [], [], False
            for before, count in zip([None, *counts], counts, strict=False):
                if monday(count.day_n) == start:
                    any_ = True
                    difference = None if before is None else count.members - before.members
                    typed = count.joined
                    if typed is None and difference is not None and count.left_n is not None:
                        typed = difference + count.left_n
                    joined.append(typed)
                    left.append(count.left_n)
            if any_:
                part.append((channel, "typed", total(joined), total(left)))
        if part:
            sources = {p[1] for p in part}
            part.append(("*", sources.pop() if len(sources) == 1 else "both", total(p[2] for p in part), None))
            part[-1] = (*part[-1][:3], total(p[3] for p in part[:-1]))
        found += [
            {"week": week(start), "channel": c, "source": s, "joined": j, "left_n": n, "closed_n": week_number(start)}
            for c, s, j, n in part
        ]
    return found


def total(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def first_of(rows: Rows) -> dict[str, tuple[int, int]]:
    """Second and local day of each author's first row."""
    found: dict[str, tuple[int, int]] = {}
    for r in rows:
        at = (r["ts_s"], r["day_n"])
        found[r["author"]] = min(at, found.get(r["author"], at))
    return found


def activation_7d(log: Log) -> Rows:
    join = first_of([r for r in log.rows if r["kind"] == "join" and r["author"] is not None])
    spoke = first_of(log.said)
    if not join:
        return []
    found = []
    for start in log.mondays:
        new = [a for a, at in join.items() if monday(at[1]) == start and spoke.get(a, at) >= at]
        active = [a for a in new if a in spoke and spoke[a][0] - join[a][0] < 7 * 86400]
        known = log.closed(start + 13)
        gone = sum(r["kind"] == "leave" and monday(r["day_n"]) == start for r in log.rows)
        found.append(
            {
                "week": week(start),
                "joiners": len(new),
                "activated": len(active) if known else None,
                "left_n": gone or None,
                "closed_n": week_number(start) + 1,
            }
        )
    return found


def active_rate(log: Log) -> Rows:
    found = []
    for grain, period, first, last in spans(log, "week", "28d"):
        end = min(last, log.last)
        known = {c: log.members_on(c, end) for c in log.channels if log.start_of(c) <= last}
        known = {c: n for c, n in known.items() if n is not None}
        people: set[str] = set()
        for channel, members in known.items():
            people |= log.who(first, last, channel)
            if grain == "week":
                found.append((grain, period, channel, len(log.who(first, last, channel)), members, last))
        if known:
            found.append((grain, period, "*", len(people), sum(n for n in known.values() if n is not None), last))
    names = ("grain", "period", "channel", "speakers", "members")
    return [{**dict(zip(names, row, strict=False)), "closed_n": week_number(row[5])} for row in found]


def speak_rate(log: Log) -> Rows:
    sums: dict[tuple[str, str, str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for day in log.days:
        known = {c: log.members_on(c, day) for c in log.channels if log.start_of(c) <= day}
        known = {c: n for c, n in known.items() if n is not None}
        people = set().union(*(log.who(day, day, c) for c in known)) if known else set()
        parts = [(c, len(log.who(day, day, c)), n) for c, n in known.items()]
        if known:
            parts.append(("*", len(people), sum(n for n in known.values() if n is not None)))
        for channel, speakers, members in parts:
            for grain, period in (("day", date(day).isoformat()), ("week", week(day))):
                entry = sums[grain, period, channel, week_number(day)]
                entry[0] += speakers
                entry[1] += members or 0
                entry[2] += 1
    return [
        {
            "grain": grain,
            "period": period,
            "channel": channel,
            "speaker_days": entry[0],
            "member_days": entry[1],
            "days": entry[2],
            "closed_n": closed,
        }
        for (grain, period, channel, closed), entry in sums.items()
    ]


def stickiness(log: Log) -> Rows:
    return [
        {
            "grain": grain,
            "period": period,
            "speakers": len(log.who(first, last)),
            "speaker_days": sum(len(log.who(day, day)) for day in log.covered(first, last)),
            "days": len(log.covered(first, last)),
            "closed_n": week_number(last),
        }
        for grain, period, first, last in spans(log, "28d", "month")
    ]


def msgs_per_speaker(log: Log) -> Rows:
    found = []
    for start in log.mondays:
        days = log.covered(start, start + 6)
        everywhere: list[int | None] = []
        for channel in [c for c in log.channels if log.start_of(c) <= start + 6]:
            counts = [log.members_on(channel, day) for day in days]
            member_days = sum(n or 0 for n in counts) if None not in counts else None
            everywhere.append(member_days)
            found.append((start, channel, member_days))
        whole = None if None in everywhere or not everywhere else sum(n or 0 for n in everywhere)
        found.append((start, "*", whole))
    return [
        {
            "week": week(start),
            "channel": channel,
            "messages": len(log.between(start, start + 6, channel)),
            "speakers": len(log.who(start, start + 6, channel)),
            "member_days": member_days,
            "closed_n": week_number(start),
        }
        for start, channel, member_days in found
    ]


def newcomers(log: Log) -> dict[int, set[str]]:
    """Newcomers by the Monday of the week of their first message."""
    join = first_of([r for r in log.rows if r["kind"] == "join" and r["author"] is not None])
    shows = {r["channel"] for r in log.rows if r["kind"] == "join"}
    cohorts: dict[int, set[str]] = defaultdict(set)
    for author, (at, day) in first_of(log.said).items():
        places = {r["channel"] for r in log.by_day[day] if (r["author"], r["ts_s"]) == (author, at)}
        if not places & shows or join.get(author, (at + 1, day))[0] <= at:
            cohorts[monday(day)].add(author)
    return cohorts


def retention_classic(log: Log) -> Rows:
    cohorts = newcomers(log)
    ages = [n for n in range(13) if monday(log.first) + 7 * n <= log.last]
    found = []
    blocks: dict[int, dict[int, set[str]]] = defaultdict(dict)
    for start, people in cohorts.items():
        blocks[start - week_number(start) % 4 * 7][start] = people
    for grain, width, groups in (("week", 1, {s: {s: p} for s, p in cohorts.items()}), ("4w", 4, blocks)):
        for start, parts in groups.items():
            for age in ages:
                end = start + 7 * (width - 1 + age) + 6
                active = sum(len(p & log.who(s + 7 * age, s + 7 * age + 6)) for s, p in parts.items())
                found.append(
                    {
                        "grain": grain,
                        "cohort": week(start),
                        "age": age,
                        "newcomers": sum(len(p) for p in parts.values()),
                        "active": active if log.closed(end) else None,
                        "closed_n": week_number(end),
                    }
                )
    return found


def retention_m2m(log: Log) -> Rows:
    found = []
    for year, month in log.months:
        first, last = month_days(year, month)
        if first < log.first:
            continue
        next_last = month_days(*date(last + 1).timetuple()[:2])[1]
        later = log.who(last + 1, next_last)
        groups: dict[str, set[str]] = defaultdict(set)
        for author, n in Counter(r["author"] for r in log.between(first, last)).items():
            groups["1" if n == 1 else "2-19" if n < 20 else "20+"].add(author)
            groups["*"].add(author)
        found += [
            {
                "month": f"{year:04}-{month:02}",
                "segment": segment,
                "speakers": len(people),
                "kept": len(people & later) if next_last <= log.last else None,
                "closed_n": week_number(next_last),
            }
            for segment, people in groups.items()
        ]
    return found


def churn_silent(log: Log) -> Rows:
    found = []
    for _, label, first, last in spans(log, "28d"):
        active_days: dict[str, set[int]] = defaultdict(set)
        for r in log.between(first, last):
            active_days[r["author"]].add(r["day_n"])
        regulars = {author for author, days in active_days.items() if len(days) >= 3}
        silent = regulars - log.who(last + 1, last + 28)
        found.append(
            {
                "week": label,
                "regulars": len(regulars),
                "silent": len(silent) if last + 28 <= log.last else None,
                "closed_n": week_number(last) + 4,
            }
        )
    return found


def event_lift(log: Log) -> Rows:
    def usual(day: int) -> int | None:
        before = [day - 7 * n for n in (1, 2, 3, 4)]
        if min(before) < log.first:
            return None
        return sum(sorted(len(log.who(d, d + 2)) for d in before)[1:3])

    ratios = []
    for day in log.days:
        twice = usual(day)
        touched = any(e.start_day <= day + 2 and day <= max(e.end_day, e.start_day + 2) for e in log.events)
        if twice and not touched and day + 2 <= log.last:
            speakers = len(log.who(day, day + 2))
            ratios.append((Fraction(2 * speakers, twice), speakers, twice))
    ratios.sort(key=lambda r: r[0])
    low = ratios[ceil(Fraction(len(ratios), 40)) - 1] if ratios else (None, None, None)
    high = ratios[ceil(Fraction(39 * len(ratios), 40)) - 1] if ratios else (None, None, None)
    found = []
    for event in log.events:
        if event.start_day < log.first:
            continue
        over = event.start_day + 2 <= log.last
        found.append(
            {
                "event": event.event,
                "day": date(event.start_day).isoformat(),
                "speakers": len(log.who(event.start_day, event.start_day + 2)) if over else None,
                "baseline_2": usual(event.start_day) if over else None,
                "quiet_days": len(ratios) or None,
                "low": low[0],
                "high": high[0],
                "closed_n": week_number(event.start_day + 2),
            }
        )
    return found


def answers(r: dict[str, Any], q: dict[str, Any]) -> bool:
    """Whether a message is taken for a reply to a question in a channel without reply links."""
    wait = r["ts_s"] - q["ts_s"]
    later = (r["ts_s"], r["tie_n"]) > (q["ts_s"], q["tie_n"])
    named = r["addressee"] == q["author"] and wait < 86400
    asked = q["addressee"] == r["author"] and r["addressee"] is None and wait < 900
    return r["channel"] == q["channel"] and r["author"] != q["author"] and later and (named or asked)


def waits_for(log: Log, q: dict[str, Any], links: str) -> list[int]:
    """Seconds from a question to each message that answers it."""
    if links == "gold":
        replies = [r for r in log.replies[q["channel"], q["msg_id"]] if r["author"] != q["author"]]
    else:
        replies = [r for r in log.said if answers(r, q)]
    return [r["ts_s"] - q["ts_s"] for r in replies]


def first_response(log: Log) -> Rows:
    linked = {r["channel"] for r in log.rows if r["reply_to"] is not None}
    named = {r["channel"] for r in log.rows if r["addressee"] is not None} - linked
    kinds = {**dict.fromkeys(linked, "gold"), **dict.fromkeys(named, "inferred")}
    found = []
    for start in log.mondays:
        for channel in [*sorted(kinds), "*"] if kinds else []:
            links = kinds[channel] if channel != "*" else "gold" if linked else "inferred"
            scope = {c for c, kind in kinds.items() if kind == links} if channel == "*" else {channel}
            if min(r["day_n"] for r in log.rows if r["channel"] in scope) > start + 6:
                continue
            waits: list[float] = []
            for q in log.between(start, start + 6):
                if q["channel"] not in scope or not q["is_question"] or (links == "gold" and q["msg_id"] is None):
                    continue
                waits.append(min((w for w in waits_for(log, q, links) if w >= 0), default=float("inf")))
            waits.sort()
            n, middle = len(waits), waits[(len(waits) - 1) // 2 : len(waits) // 2 + 1]
            known = bool(middle) and float("inf") not in middle
            p90 = waits[ceil(Fraction(9 * n, 10)) - 1] if waits else float("inf")
            found.append(
                {
                    "week": week(start),
                    "channel": channel,
                    "links": links,
                    "questions": n,
                    "answered": sum(w < float("inf") for w in waits),
                    "unanswered": sum(w == float("inf") for w in waits),
                    "within_1h": sum(w < 3600 for w in waits),
                    "within_24h": sum(w < 86400 for w in waits),
                    "median_sum": sum(int(w) for w in middle) if known else None,
                    "median_n": len(middle) or None,
                    "p90_s": None if p90 == float("inf") else int(p90),
                    "closed_n": week_number(start),
                }
            )
    return found


def response_by_shift(log: Log) -> Rows:
    shifts = log.context.more.get("shifts", ())
    linked = {r["channel"] for r in log.rows if r["reply_to"] is not None}
    named = {r["channel"] for r in log.rows if r["addressee"] is not None}
    links, scope = ("gold", linked) if linked else ("inferred", named)
    waits: dict[tuple[int, str], list[float]] = defaultdict(list)
    for q in log.said if shifts else ():
        if q["channel"] not in scope or not q["is_question"] or (links == "gold" and q["msg_id"] is None):
            continue
        first = min((w for w in waits_for(log, q, links) if w >= 0), default=float("inf"))
        on_duty = {s.shift for s in shifts if (s.channel, s.dow, s.hour) == (q["channel"], q["dow"], q["hour"])}
        for shift in on_duty or {"-"}:
            waits[monday(q["day_n"]), shift].append(first)
    found = []
    for (start, shift), seconds in waits.items():
        seconds.sort()
        middle = seconds[(len(seconds) - 1) // 2 : len(seconds) // 2 + 1]
        found.append(
            {
                "week": week(start),
                "shift": shift,
                "questions": len(seconds),
                "unanswered": sum(w == float("inf") for w in seconds),
                "within_1h": sum(w < 3600 for w in seconds),
                "median_sum": None if float("inf") in middle else sum(int(w) for w in middle),
                "median_n": len(middle),
                "closed_n": week_number(start),
            }
        )
    return found


def concentration(log: Log) -> Rows:
    found = []
    for grain, period, first, last in spans(log, "28d", "month"):
        counts: dict[str, int] = defaultdict(int)
        for r in log.between(first, last):
            counts[r["author"]] += 1
        if not counts:
            continue
        x = sorted(counts.values(), reverse=True)
        n, s = len(x), sum(x)
        # Gini as the mean absolute difference between any two people, over twice the mean.
        gini = Fraction(sum(abs(a - b) for a in x for b in x), 2 * n * s)
        half = next(k for k in range(1, n + 1) if 2 * sum(x[:k]) >= s)
        found.append(
            {
                "grain": grain,
                "period": period,
                "speakers": n,
                "messages": s,
                "gini": gini,
                "top1_speakers": ceil(Fraction(n, 100)),
                "top1_messages": sum(x[: ceil(Fraction(n, 100))]),
                "top10_speakers": ceil(Fraction(n, 10)),
                "top10_messages": sum(x[: ceil(Fraction(n, 10))]),
                "half_speakers": half,
                "closed_n": week_number(last),
            }
        )
    return found


def active_hours(log: Log) -> Rows:
    recent = log.between(log.last - 27, log.last)
    covered = len(log.covered(log.last - 27, log.last))
    last_week = week_number(log.last + 1) - 1
    return [
        {
            "dow": dow,
            "hour": hour,
            "messages": sum((r["dow"], r["hour"]) == (dow, hour) for r in recent),
            "speakers": len({r["author"] for r in recent if (r["dow"], r["hour"]) == (dow, hour)}),
            "all_messages": len(recent),
            "days": covered,
            "closed_n": last_week if covered == 28 else last_week + 1,
        }
        for dow in sorted({r["dow"] for r in recent})
        for hour in sorted({r["hour"] for r in recent})
    ]


ORACLE: dict[str, Callable[[Log], Rows]] = {
    f.__name__: f
    for f in (
        active_hours, active_rate, active_speakers, activation_7d, churn_silent, concentration, event_lift,
        first_response, joins, msgs_per_speaker, response_by_shift, retention_classic, retention_m2m, segment_flow,
        segments, speak_rate, stickiness,
    )
}  # fmt: skip
