"""Points once more in plain Python, written from the programme's words: loops over messages and days, no SQL."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import Any

from commops.points.programme import Guards, Rules

Rows = list[dict[str, Any]]


def order(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["ts_s"], row["channel"], row["msg_id"] or "", row["author"])


def fair_rows(rows: Rows, guards: Guards) -> tuple[Rows, set[int]]:
    """The messages of people in order, and the positions of those that count."""
    said = sorted((r for r in rows if r["kind"] == "message" and r["author"] and not r["is_bot"]), key=order)
    counting: set[int] = set()
    hours: Counter[tuple[str, int]] = Counter()
    last: dict[int, int] = {}
    for at, r in enumerate(said):
        good = not guards.min_length or r["length"] >= guards.min_length or r["media"] not in ("text", "link")
        if guards.same_text_days and r["length"]:
            before = last.get(r["text_hash"])
            good = good and (before is None or r["ts_s"] - before > guards.same_text_days * 86400)
            last[r["text_hash"]] = r["ts_s"]
        if good:
            hour = (r["author"], r["ts_s"] // 3600)
            hours[hour] += 1
            if not guards.per_hour or hours[hour] <= guards.per_hour:
                counting.add(at)
    return said, counting


def times(rows: Rows, guards: Guards, staff: set[str]) -> dict[tuple[str, int, str], int]:
    """How often each member did each sort of thing on each day, where it counts at all."""
    said, counting = fair_rows(rows, guards)
    found: Counter[tuple[str, int, str]] = Counter()
    active = set()
    asked = {(r["channel"], r["msg_id"]): r for r in said if r["msg_id"]}
    received: Counter[tuple[str, str, int]] = Counter()
    given: Counter[tuple[str, str, int]] = Counter()
    answered = set()
    for at, r in enumerate(said):
        if at not in counting:
            continue
        found[r["author"], r["day_n"], "message"] += 1
        active.add((r["author"], r["day_n"]))
        found[r["author"], r["day_n"], "reaction-received"] += r["n_reactions"]
        target = asked.get((r["channel"], r["reply_to"]))
        if target is None or target["author"] == r["author"]:
            continue
        pair = (r["author"], target["author"], r["day_n"])
        received[pair] += 1
        if not guards.per_pair_day or received[pair] <= guards.per_pair_day:
            found[target["author"], r["day_n"], "reply-received"] += 1
        question = (r["channel"], r["reply_to"], r["author"])
        if target["is_question"] and question not in answered:
            answered.add(question)
            given[pair] += 1
            if not guards.per_pair_day or given[pair] <= guards.per_pair_day:
                found[r["author"], r["day_n"], "answer"] += 1
    for member, day in active:
        found[member, day, "active-day"] += 1
    return {key: count for key, count in found.items() if count and key[0] not in staff}


def balances(rules: Rules, seen: dict[tuple[str, int, str], int], as_of: int) -> dict[str, int]:
    """Points of each member at the end of a day, walking through the calendar day by day."""
    by_member: dict[str, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for (member, day, counts), count in seen.items():
        by_member[member][day][counts] += count
    result = {}
    for member, days in by_member.items():
        points, idle_since = 0, None
        for day in range(min(days), as_of + 1):
            date = dt.date(1970, 1, 1) + dt.timedelta(days=day)
            month = date.year * 12 + date.month
            idle = idle_since is not None and rules.fading is not None and month - idle_since > rules.fading.idle_months
            if date.day == 1 and idle and rules.fading and points > 0:
                points -= points * rules.fading.percent // 100
            for action in rules.actions.values():
                earned = days[day][action.counts] * action.points if day in days else 0
                if action.points > 0 and action.cap is not None:
                    earned = min(earned, action.cap)
                points += earned
                if earned > 0:
                    idle_since = month
        result[member] = points
    return result
