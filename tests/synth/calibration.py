"""Measures a made-up log by the figures that demo logs are tuned to; also run by hand to print the table."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from commops.synth.calendar import day_factors
from commops.synth.chatter import Chatter
from commops.synth.people import FIRST_SPAMMER, People
from commops.synth.recipe import Recipe
from commops.synth.records import DAY_S, OFFSET_S, Message


def stream(recipe: Recipe) -> Iterator[tuple[int, Message]]:
    """(chat, message) of a whole log."""
    people, factors = People(recipe), day_factors(recipe)
    for chat in recipe.chats:
        for messages in Chatter(recipe, chat, people, factors).days():
            for message in messages:
                yield chat.index, message


def gini(counts: Iterable[int]) -> float:
    """0: all write the same; towards 1: one writes everything."""
    values = sorted(counts)
    total, size = sum(values), len(values)
    return 2 * sum(rank * value for rank, value in enumerate(values, 1)) / (size * total) - (size + 1) / size


def top(counts: Iterable[int], share: float) -> float:
    """The part of all messages that the busiest ``share`` of writers wrote."""
    values = sorted(counts, reverse=True)
    return sum(values[: max(1, round(len(values) * share))]) / sum(values)


def measure(recipe: Recipe) -> dict[str, float]:
    """The figures of one log, bots left out as the metrics leave them out."""
    people = People(recipe)
    first_day = recipe.first_day
    by_day: Counter[int] = Counter()
    by_hour: Counter[int] = Counter()
    months: defaultdict[int, Counter[int]] = defaultdict(Counter)
    daily: defaultdict[int, set[int]] = defaultdict(set)
    days_of: defaultdict[int, set[int]] = defaultdict(set)
    joined: dict[int, int] = {}
    asked: dict[tuple[int, int], tuple[int, int]] = {}
    waits: dict[tuple[int, int], int] = {}
    total = spam = texts = bots = 0
    for chat, message in stream(recipe):
        local = message.at + OFFSET_S
        day = local // DAY_S - first_day
        if message.kind == "join":
            joined.setdefault(message.author, day)
        if message.kind != "message":
            continue
        if people.is_bot(message.author):
            bots += 1
            continue
        total += 1
        spam += message.author >= FIRST_SPAMMER
        texts += message.media == "text"
        by_day[day] += 1
        by_hour[local % DAY_S // 3600] += 1
        months[_month(recipe, day)][message.author] += 1
        daily[day].add(message.author)
        days_of[message.author].add(day)
        if message.question:
            asked[chat, message.id] = (message.at, message.author)
        question = asked.get((chat, message.reply_to))
        if question and question[1] != message.author:
            waits.setdefault((chat, message.reply_to), message.at - question[0])
    full = sorted(months)[:-1]
    answered = sorted(waits.values())
    in_day = sum(wait < DAY_S for wait in answered)
    found = {
        "messages": total,
        "messages/day": total / recipe.days,
        "bot share": bots / total,
        "MAU": statistics.mean(len(months[month]) for month in full),
        "DAU/MAU": statistics.mean(
            statistics.mean(len(daily[day]) for day in range(recipe.days) if _month(recipe, day) == month)
            / len(months[month])
            for month in full
        ),
        "Gini": statistics.mean(gini(months[month].values()) for month in full),
        "top 1%": statistics.mean(top(months[month].values(), 0.01) for month in full),
        "top 10%": statistics.mean(top(months[month].values(), 0.10) for month in full),
        "one message": statistics.mean(
            sum(count == 1 for count in months[month].values()) / len(months[month]) for month in full
        ),
        "median msgs/user-month": statistics.mean(statistics.median(months[month].values()) for month in full),
        "busiest hour": max(by_hour.values()) / total,
        "quietest hour": min(by_hour[hour] for hour in range(24)) / total,
        "spam": spam / total,
        "questions": len(asked) / total,
        "questions of texts": len(asked) / texts,
        "unanswered": 1 - len(answered) / len(asked),
        "answered in 24 h": in_day / len(asked),
        "first reply median, min": statistics.median(answered) / 60,
    }
    logs = [math.log(count) for month in full for count in months[month].values()]
    found["ln mean"], found["ln sd"] = statistics.mean(logs), statistics.stdev(logs)
    residual = _residual(by_day, recipe.days)
    found["noise sd"] = statistics.stdev(residual)
    found["noise lag-1"] = statistics.correlation(residual[:-1], residual[1:])
    found |= _retention(days_of, joined, recipe.days)
    found |= _month_to_month(months, full)
    speakers = {person for person in joined if person in days_of and person < FIRST_SPAMMER}
    comers = [person for person in joined if person < FIRST_SPAMMER]
    found["joins"] = len(comers)
    found["ever speak"] = len(speakers) / len(comers)
    found["activation 7d"] = sum(
        any(joined[person] <= day <= joined[person] + 7 for day in days_of[person]) for person in speakers
    ) / len(comers)
    return found


def _month(recipe: Recipe, day: int) -> int:
    date = recipe.start + dt.timedelta(day)
    return date.year * 12 + date.month


def _residual(by_day: Counter[int], days: int) -> list[float]:
    """ln of a day's messages over the mean of its neighbourhood (two weeks either side, same weekday weight)."""
    found = []
    for day in range(14, days - 14):
        near = statistics.mean(by_day[other] for other in range(day - 14, day + 15, 7))
        found.append(math.log(max(by_day[day], 1) / max(near, 1)))
    return found


def _retention(days_of: dict[int, set[int]], joined: dict[int, int], days: int) -> dict[str, float]:
    """Newcomers by first message: who writes again in week 1, 4, 8 after it, and at any time from day 30 on."""
    found = {}
    firsts = {person: min(seen) for person, seen in days_of.items() if person in joined and person < FIRST_SPAMMER}
    for label, begin, end in (("W1", 7, 13), ("W4", 28, 34), ("W8", 56, 62), ("30+ d", 30, 10_000)):
        cohort = [person for person, first in firsts.items() if first + min(end, 60) < days]
        back = sum(any(begin <= day - firsts[person] <= end for day in days_of[person]) for person in cohort)
        found[label] = back / len(cohort)
    return found


def _month_to_month(months: dict[int, Counter[int]], full: list[int]) -> dict[str, float]:
    """Writers of a month who also write in the next, all of them and by how much they wrote."""
    found = {}
    for label, low, high in (("m2m", 1, 10**9), ("m2m >=20", 20, 10**9), ("m2m 1 msg", 1, 1)):
        kept = seen = 0
        for month, after in pairwise(full):
            group = [person for person, count in months[month].items() if low <= count <= high]
            seen += len(group)
            kept += sum(person in months[after] for person in group)
        found[label] = kept / seen
    return found


if __name__ == "__main__":
    import sys

    for seed in map(int, sys.argv[1:] or ["1"]):
        print(f"seed {seed}")
        for key, value in measure(Recipe(seed=seed)).items():
            print(f"  {key:26} {value:10.3f}")
