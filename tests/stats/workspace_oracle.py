"""The metrics of the workspace once more in plain Python, from their definitions: loops over rows, no SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import ceil
from typing import Any

from oracle import Log, Rows, date, monday, month_days, week, week_number

from commops.stats.context import Context


class World:
    """What was known by the end of a day: the tables of the workspace, and the log."""

    def __init__(self, log: Log, context: Context) -> None:
        self.log = log
        self.day = log.last
        self.known = context.until(log.last)

    def __getitem__(self, name: str) -> Sequence[Any]:
        return self.known.rows(name)


def month(day: int) -> str:
    return f"{date(day):%Y-%m}"


def month_closes(day: int) -> int:
    return week_number(month_days(date(day).year, date(day).month)[1])


def quarter(day: int) -> str:
    return f"{date(day).year}-Q{(date(day).month + 2) // 3}"


def quarter_closes(day: int) -> int:
    last_month = (date(day).month + 2) // 3 * 3
    return week_number(month_days(date(day).year, last_month)[1])


def groups(rows: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(sorted(found.items()))


def total(rows: Iterable[Any], name: str) -> int:
    return sum(getattr(row, name) for row in rows)


def admission_pass(world: World) -> Rows:
    found = []
    for label, rows in groups(world["admissions"], lambda r: month(r.sunday_day)).items():
        for source in ["*", *sorted({r.source for r in rows})]:
            part = [r for r in rows if source in ("*", r.source)]
            applied, approved, rejected = (total(part, name) for name in ("applied", "approved", "rejected"))
            counts = {"applied": applied, "decided": approved + rejected, "approved": approved, "rejected": rejected}
            counts["undecided"] = applied - approved - rejected
            found.append({"month": label, "source": source, **counts, "closed_n": month_closes(rows[0].sunday_day)})
    return found


def churn_reason(world: World) -> Rows:
    return [
        {
            "quarter": label,
            "reason": reason,
            "answers": total(answers, "answers"),
            "answers_all": total(rows, "answers"),
            "closed_n": quarter_closes(rows[0].closes_day),
        }
        for label, rows in groups(world["exit_reasons"], lambda r: quarter(r.closes_day)).items()
        for reason, answers in groups(rows, lambda r: r.reason).items()
    ]


def winback(world: World) -> Rows:
    found = []
    for t in world["trials"]:
        last = t.start_day + t.n_days - 1
        a, b, c, h = t.contacted_back, t.held_out_back, t.contacted, t.held_out
        known = a is not None and b is not None
        sums = {"everybody": c + h, "back": a + b if known else None, "silent": c + h - a - b if known else None}
        lift = {"lift_over": a * h - b * c if known else None}
        told = {"contacted": c, "contacted_back": a, "held_out": h, "held_out_back": b}
        found.append({"trial": t.trial, "day": str(date(last)), **told, **sums, **lift, "closed_n": week_number(last)})
    return sorted(found, key=lambda r: (r["day"], r["trial"]))


def latest(world: World, *wanted: str) -> list[Any]:
    """The last reading of each post and channel that has these numbers."""
    full = [r for r in world["post_results"] if all(getattr(r, name) is not None for name in wanted)]
    return [max(rows, key=lambda r: r.read_s) for rows in groups(full, lambda r: (r.post, r.channel)).values()]


def posted(rows: Iterable[Any], *columns: str) -> Rows:
    return [
        {
            "post": r.post,
            "channel": r.channel,
            "day": str(date(r.published_day)),
            **{name: getattr(r, name) for name in columns},
            "closed_n": week_number(r.published_day + 7),
        }
        for r in sorted(rows, key=lambda r: (r.published_day, r.post, r.channel))
    ]


def reach(world: World) -> Rows:
    return posted(latest(world, "impressions"), "platform", "impressions")


def read_rate(world: World) -> Rows:
    return posted(latest(world, "delivered", "reads"), "delivered", "reads")


def interaction_rate(world: World) -> Rows:
    return posted(latest(world, "interactions", "impressions"), "kind", "pillar", "interactions", "impressions")


def interaction_by_kind(world: World) -> Rows:
    rows = [r for r in latest(world, "interactions", "impressions") if r.impressions]
    found = []
    for label, of_month in groups(rows, lambda r: month(r.published_day)).items():
        for cut in ("kind", "pillar"):
            named = [r for r in of_month if getattr(r, cut) is not None]
            for value, part in groups(named, lambda r, cut=cut: getattr(r, cut)).items():
                rates = sorted(Fraction(r.interactions, r.impressions) for r in part)
                n = len(rates)
                found.append(
                    {
                        "month": label,
                        "cut": cut,
                        "value": value,
                        "results": n,
                        "low": rates[ceil(Fraction(n, 4)) - 1],
                        "median": (rates[(n - 1) // 2] + rates[n // 2]) / 2,
                        "high": rates[ceil(Fraction(3 * n, 4)) - 1],
                        "closed_n": month_closes(part[0].published_day) + 1,
                    }
                )
    return found


def cadence(world: World) -> Rows:
    slots = world["posts"]
    out = [s for s in slots if s.published_day is not None]
    found = []
    for start in sorted({monday(s.planned_day) for s in slots} | {monday(s.published_day) for s in out}):
        due = [s for s in slots if monday(s.planned_day) == start]
        went = [s for s in out if monday(s.published_day) == start]
        for channel in ["*", *sorted({s.channel for s in [*due, *went]})]:
            planned = [s for s in due if channel in ("*", s.channel)]
            punctual = [s for s in planned if s.published_s is not None and abs(s.published_s - s.planned_s) <= 1800]
            counts = {"published": sum(channel in ("*", s.channel) for s in went), "due": len(planned)}
            about = {"week": week(start), "channel": channel}
            found.append({**about, **counts, "on_time": len(punctual), "closed_n": week_number(start)})
    return found


def windows(world: World) -> Iterable[tuple[dict[str, Any], list[Any]]]:
    """What a counted window of a campaign is about, and its steps in order."""
    for (to_day, campaign, width), steps in groups(
        world["funnel_steps"], lambda s: (s.to_day, s.campaign, s.to_day - s.from_day + 1)
    ).items():
        about = {"campaign": campaign, "day": str(date(to_day)), "n_days": width}
        yield {**about, "closed_n": week_number(to_day)}, sorted(steps, key=lambda s: s.step_no)


def join_rate(world: World) -> Rows:
    found = []
    for about, steps in windows(world):
        people = {s.step: s.people for s in steps}
        if "exposure" in people and "join" in people:
            found.append({**about, "exposed": people["exposure"], "joined": people["join"]})
    return found


def conv_funnel(world: World) -> Rows:
    return [
        {
            **about,
            "step": step.step,
            "before_step": before and before.step,
            "people": step.people,
            "before": before and before.people,
        }
        for about, steps in windows(world)
        for before, step in zip([None, *steps], steps, strict=False)
    ]


def of_events(world: World, *columns: str, closes: int = 30) -> Rows:
    rows = sorted(world["event_results"], key=lambda e: (e.start_day, e.event))
    return [
        {
            "event": e.event,
            "day": str(date(e.start_day)),
            **{name: getattr(e, name) for name in columns},
            "closed_n": week_number(e.end_day + closes),
        }
        for e in rows
    ]


def event_funnel(world: World) -> Rows:
    return of_events(world, "registered", "attended", "spoke_during", "spoke_7d", "spoke_30d")


def event_cost(world: World) -> Rows:
    told = of_events(world, "currency", "spend", "attended", "new_members", "new_active_30d")
    return [row for row in told if row["spend"] is not None]


def moderation_load(world: World) -> Rows:
    cases = groups(world["cases"], lambda c: monday(c.decided_day))
    found = []
    for start in world.log.mondays:
        kept = bool(cases) and min(cases) <= start
        decided = cases.get(start, [])
        counts = {"case_count": len(decided), "deleted": total(decided, "deleted")}
        counts["actions"] = sum(counts.values())
        said = len([r for r in world.log.rows if r["kind"] == "message" and monday(r["day_n"]) == start])
        shown = {name: n if kept else None for name, n in counts.items()}
        found.append({"week": week(start), "messages": said, **shown, "closed_n": week_number(start)})
    return found


def case_sla(world: World) -> Rows:
    came = groups(world["complaints"], lambda c: month(c.received_day))
    answers = [r for r in [*world["complaints"], *world["cases"]] if r.answered_day is not None]
    decided = groups(
        (r for r in answers if r.appeal_outcome in ("upheld", "partly", "rejected")), lambda r: month(r.answered_day)
    )
    found = []
    for label in sorted({*came, *decided}):
        received, appeals = came.get(label), decided.get(label)
        day = received[0].received_day if received else (appeals or [])[0].answered_day
        found.append(
            {
                "month": label,
                "received": len(received) if received else None,
                "replied_24h": within(received, "replied_s", 24),
                "resolved_72h": within(received, "resolved_s", 72),
                "appeals": len(appeals) if appeals else None,
                "upheld": sum(a.appeal_outcome != "rejected" for a in appeals) if appeals else None,
                "closed_n": month_closes(day) + 1,
            }
        )
    return found


def within(received: list[Any] | None, name: str, hours: int) -> int | None:
    if not received:
        return None
    waits = [getattr(c, name) - c.received_s for c in received if getattr(c, name) is not None]
    return sum(wait <= hours * 3600 for wait in waits)


def is_spam(case: Any) -> bool:
    return bool(case.acted) and case.category in ("spam", "ads")


def spam_rate(world: World) -> Rows:
    cases, log = world["cases"], world.log
    spans = [("month", f"{y:04}-{m:02}", *month_days(y, m)) for y, m in log.months]
    spans += [("week", week(start), start, start + 6) for start in log.mondays]
    found = []
    for grain, label, first, last in spans:
        kept = any(c.decided_day <= last for c in cases)
        judged = [c for c in cases if is_spam(c) and first <= c.decided_day <= last]
        found.append(
            {
                "grain": grain,
                "period": label,
                "spam": total(judged, "covered") if kept else None,
                "accounts": total(judged, "accounts") if kept else None,
                "messages": len([r for r in log.rows if r["kind"] == "message" and first <= r["day_n"] <= last]),
                "closed_n": week_number(last),
            }
        )
    return found


def feedback_loop(world: World) -> Rows:
    found = []
    for label, items in groups(world["feedback_items"], lambda f: month(f.received_day)).items():
        due = [f for f in items if f.received_day + 14 <= world.day]
        rated = [f.sentiment for f in items if f.sentiment is not None]
        found.append(
            {
                "month": label,
                "items": len(items),
                "due": len(due),
                "answered_14d": sum(f.closed_day is not None and f.closed_day <= f.received_day + 14 for f in due),
                "rated": len(rated),
                "positive": rated.count("positive"),
                "closed_n": month_closes(items[0].received_day) + 2,
            }
        )
    return found
