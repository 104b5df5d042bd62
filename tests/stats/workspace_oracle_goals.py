"""The rest of the plain-Python oracle: surveys, money, partners, targets, the echo of posts and the health score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import workspace_oracle as first_half
from oracle import Rows, date, first_response, retention_classic, spans, week, week_number
from workspace_oracle import World, groups, is_spam, month, month_closes, quarter, quarter_closes, total


def nps(world: World) -> Rows:
    found = []
    for s in world["survey_answers"]:
        if s.measure != "nps":
            continue
        n, p, d = s.answers, s.high, s.low
        enough = n >= 30
        found.append(
            {
                "survey": s.survey,
                "question": s.question,
                "day": str(date(s.closes_day)),
                "invited": s.invited,
                "answers": n,
                "promoters": p,
                "passives": s.middle,
                "detractors": d,
                "score": p - d if enough else None,
                "variance": Fraction(p + d, n) - Fraction(p - d, n) ** 2 if enough else None,
                "closed_n": week_number(s.closes_day),
            }
        )
    return sorted(found, key=lambda r: (r["day"], r["survey"], r["question"]))


def csat(world: World) -> Rows:
    asked = [
        (s.closes_day, s.survey, s.question, s.invited, s.answers, s.high)
        for s in world["survey_answers"]
        if s.measure == "csat"
    ]
    events = [e for e in world["event_results"] if e.csat_n is not None]
    asked += [(e.end_day, e.event, "event", e.attended, e.csat_n, e.csat_good) for e in events]
    names = ("subject", "question", "asked", "answers", "satisfied")
    return [
        {**dict(zip(names, told, strict=True)), "day": str(date(day)), "closed_n": week_number(day)}
        for day, *told in sorted(asked, key=lambda r: r[:3])
    ]


def revenue(world: World) -> Rows:
    found = []
    for label, rows in groups(world["orders"], lambda o: month(o.last_day)).items():
        for channel in ["*", *sorted({o.channel for o in rows})]:
            part = [o for o in rows if channel in ("*", o.channel)]
            for currency, orders in groups(part, lambda o: o.currency).items():
                amount, refunded = total(orders, "amount"), total(orders, "refunded")
                about = {"month": label, "channel": channel, "currency": currency, "paid": total(orders, "orders")}
                money = {"amount": amount, "refunded": refunded, "net": amount - refunded}
                found.append({**about, **money, "closed_n": month_closes(rows[0].last_day)})
    return found


def repurchase(world: World) -> Rows:
    return [
        {
            "month": month(b.last_day),
            "bought": b.buyers,
            "repeat_buyers": b.repeat_buyers,
            "closed_n": month_closes(b.last_day),
        }
        for b in sorted(world["buyers"])
    ]


def ltv_cac(world: World) -> Rows:
    return [
        {
            "quarter": quarter(x.last_day),
            "currency": x.currency,
            "new_payers": x.new_payers,
            "spend": x.spend,
            "margin": x.margin,
            "closed_n": quarter_closes(x.last_day),
        }
        for x in sorted(world["lifetimes"], key=lambda x: (x.last_day, x.currency))
    ]


def referral_k(world: World) -> Rows:
    return [
        {
            "month": month(i.last_day),
            "could_invite": i.members,
            "invited": i.invited,
            "joined": i.joined,
            "closed_n": month_closes(i.last_day),
        }
        for i in sorted(world["invitations"])
    ]


def partner_delivery(world: World) -> Rows:
    found = []
    for label, rows in groups(world["deliverables"], lambda x: quarter(x.due_day)).items():
        for partner in ["*", *sorted({x.partner for x in rows})]:
            due = [x for x in rows if partner in ("*", x.partner)]
            undated = [x for x in due if x.done and x.done_day is None]
            seen = [x.reach for x in due if x.reach is not None]
            found.append(
                {
                    "quarter": label,
                    "partner": partner,
                    "due": len(due),
                    "undated": len(undated),
                    "dated": len(due) - len(undated),
                    "on_time": sum(x.done_day is not None and x.done_day <= x.due_day for x in due),
                    "with_reach": len(seen),
                    "reach": sum(seen),
                    "closed_n": quarter_closes(rows[0].due_day),
                }
            )
    return found


def okr_progress(world: World) -> Rows:
    last_week = week_number(world.day + 1) - 1
    found = []
    for g in sorted(world["goals"], key=lambda g: g[:2]):
        values = [v for v in world["goal_values"] if v[:2] == g[:2]]
        newest = max(values, key=lambda v: (v.day_n, -v.value), default=None)
        whole = g.due_day - g.start_day + 1
        if whole < 1:
            continue
        elapsed = Fraction(min(world.day, g.due_day) - g.start_day + 1, whole)
        way = g.target - g.baseline
        progress = Fraction(newest.value - g.baseline, way) if newest and way else None
        found.append(
            {
                "objective": g.objective,
                "number": g.number,
                "week": week(7 * last_week - 3),
                "metric": g.metric,
                "day": str(date(newest.day_n)) if newest else None,
                "baseline": g.baseline,
                "target": g.target,
                "value": newest.value if newest else None,
                "progress": progress,
                "elapsed": elapsed,
                "gap": progress - elapsed if progress is not None else None,
                "closed_n": last_week,
            }
        )
    return found


def post_echo(world: World) -> Rows:
    log = world.log
    found = []
    for s in sorted(world["posts"], key=lambda s: (s.published_day or 0, s.post, s.channel)):
        if s.published_day is None or s.published_day - 28 < log.first or s.published_day + 1 > log.last:
            continue
        here = [r for r in log.rows if r["kind"] == "message" and r["channel"] == s.channel]
        if not here:
            continue
        starts = [s.published_s - 7 * 86400 * k for k in range(5)]
        heard = [[r for r in here if start <= r["ts_s"] < start + 86400] for start in starts]
        people = [len({r["author"] for r in said} - {None}) for said in heard]
        asked = [sum(r["is_question"] for r in said) for said in heard]
        counts = {"speakers": people, "messages": [len(said) for said in heard], "questions": asked}
        row: dict[str, Any] = {"post": s.post, "channel": s.channel, "day": str(date(s.published_day))}
        for name, series in counts.items():
            row |= {name: series[0], f"usual_{name}_4": sum(series[1:])}
        found.append({**row, "closed_n": week_number(s.published_day + 1)})
    return found


def health(world: World) -> Rows:
    parts = sorted({(t.metric, t.weight) for t in world["health_targets"]})
    found: Rows = []
    for start in world.log.mondays:
        if len(world.log.covered(start, start + 6)) < 7 or not parts:
            continue
        rows = [_part(world, start, metric, weight) for metric, weight in parts]
        known = [row for row in rows if row["tenths"] is not None]
        score = sum(row["weight"] * row["tenths"] for row in known)
        weights = {"weight": sum(row["weight"] for row in rows)}
        whole = {
            **weights,
            "weighted": score if known else None,
            "weight_known": sum(r["weight"] for r in known) or None,
        }
        blank = dict.fromkeys(("value", "warn", "target", "n"))
        missing = None if len(known) == len(rows) else "some"
        about = {"week": week(start), "part": "*", "missing": missing, "closed_n": week_number(start)}
        found.append({**about, **blank, **whole})
        for row in rows:
            tenths = row.pop("tenths")
            shown = {
                "weighted": row["weight"] * tenths if tenths is not None else None,
                "weight_known": row["weight"] if tenths is not None else None,
            }
            found.append({"week": week(start), **row, **shown, "closed_n": week_number(start)})
    return found


def _part(world: World, start: int, metric: str, weight: int) -> dict[str, Any]:
    sunday = start + 6
    aims = [t for t in world["health_targets"] if t.metric == metric and t.from_day is not None]
    aims = [t for t in aims if t.from_day <= sunday <= t.to_day]
    aim = min(aims, key=lambda t: (t.to_day - t.from_day, t.from_day, t.warn, t.target), default=None)
    top, bottom, scale, n, head = _measured(world, start, metric)
    value = int(Fraction(scale * top, bottom)) if top is not None and bottom else None
    missing = None
    if aim is None or aim.warn == aim.target:
        missing = "no-target"
    elif value is None:
        missing = "no-data"
    elif n < 5 or (head and (0 < top < 5 or 0 < bottom - top < 5)):
        missing = "few"
    tenths = None
    if missing is None and aim is not None and value is not None:
        share = Fraction(value - aim.warn, aim.target - aim.warn)
        tenths = int(1000 * min(max(share, Fraction(0)), Fraction(1)))
    return {
        "part": metric,
        "value": value if missing is None else None,
        "warn": aim and aim.warn,
        "target": aim and aim.target,
        "n": n if missing is None else None,
        "weight": weight,
        "missing": missing,
        "tenths": tenths,
    }


def _measured(world: World, start: int, metric: str) -> tuple[Any, Any, int, Any, bool]:
    """Numerator, denominator, thousandths of the unit in one, on how many it stands, and whether it counts people."""
    return _MEASURED[metric](world, start)


def _growth(world: World, start: int) -> tuple[Any, Any, int, Any, bool]:
    pairs = []
    for channel in {c.channel for c in world.log.members}:
        now, then = world.log.members_on(channel, start + 6), world.log.members_on(channel, start - 22)
        if now is not None and then is not None:
            pairs.append((now, then))
    if not pairs:
        return None, None, 100000, None, False
    before = sum(then for _, then in pairs)
    return sum(now - then for now, then in pairs), before, 100000, before, False


def _active(world: World, start: int) -> tuple[Any, Any, int, Any, bool]:
    log = world.log
    if week(start) not in {label for _, label, *_ in spans(log, "28d")}:
        return None, None, 100000, None, True
    known = {c: log.members_on(c, start + 6) for c in log.channels if log.start_of(c) <= start + 6}
    counted = {channel: members for channel, members in known.items() if members is not None}
    if not counted:
        return None, None, 100000, None, True
    people = {r["author"] for r in log.between(start - 21, start + 6) if r["channel"] in counted}
    return len(people), sum(counted.values()), 100000, len(people), True


def _kept(world: World, start: int) -> tuple[Any, Any, int, Any, bool]:
    number = week_number(start)
    rows = [r for r in retention_classic(world.log) if r["grain"] == "week" and r["age"] == 4]
    rows = [r for r in rows if number - 4 < r["closed_n"] <= number]
    if not rows:
        return None, None, 100000, None, True
    active, newcomers = sum(r["active"] or 0 for r in rows), sum(r["newcomers"] for r in rows)
    return active, newcomers, 100000, newcomers, True


def _answered(world: World, start: int) -> tuple[Any, Any, int, Any, bool]:
    rows = [r for r in first_response(world.log) if r["channel"] == "*" and r["week"] == week(start)]
    if not rows or rows[0]["median_sum"] is None or rows[0]["median_n"] is None:
        return None, None, 1000, None, False
    return rows[0]["median_sum"], 60 * rows[0]["median_n"], 1000, rows[0]["questions"], False


def _spam(world: World, start: int) -> tuple[Any, Any, int, Any, bool]:
    cases = world["cases"]
    said = [r for r in world.log.rows if r["kind"] == "message" and start - 21 <= r["day_n"] <= start + 6]
    if not said or not any(c.decided_day <= start - 21 for c in cases):
        return None, None, 100000, None, True
    judged = total((c for c in cases if is_spam(c) and start - 21 <= c.decided_day <= start + 6), "covered")
    return judged, len(said), 100000, len(said), True


def _sla(world: World, start: int) -> tuple[Any, Any, int, Any, bool]:
    received = [c for c in world["complaints"] if start - 22 <= c.received_day < start + 6]
    if not received:
        return None, None, 100000, None, True
    return first_half.within(received, "replied_s", 24), len(received), 100000, len(received), True


_MEASURED: dict[str, Callable[[World, int], tuple[Any, Any, int, Any, bool]]] = defaultdict(
    lambda: lambda _world, _start: (None, None, 100000, None, True),
    growth_rate=_growth,
    active_rate=_active,
    retention_classic=_kept,
    first_response=_answered,
    spam_rate=_spam,
    case_sla=_sla,
)

ORACLE: dict[str, Callable[[World], Rows]] = {
    f.__name__: f
    for f in (
        first_half.admission_pass, first_half.cadence, first_half.case_sla, first_half.churn_reason,
        first_half.conv_funnel, first_half.event_cost, first_half.event_funnel, first_half.feedback_loop,
        first_half.interaction_by_kind, first_half.interaction_rate, first_half.join_rate,
        first_half.moderation_load, first_half.reach, first_half.read_rate, first_half.spam_rate, first_half.winback,
        csat, health, ltv_cac, nps, okr_progress, partner_delivery, post_echo, referral_k, repurchase, revenue,
    )
}  # fmt: skip
