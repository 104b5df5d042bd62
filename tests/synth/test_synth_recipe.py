"""The figures that the demo's log is tuned to, the sizes it can be asked for, and its population."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from calibration import measure, stream

from commops.synth.calendar import day_factors, is_holiday
from commops.synth.people import FIRST_SPAMMER, People
from commops.synth.recipe import DEMO_MEMBERS, Recipe, chats, recipe_for
from commops.synth.run import make

# What three real archives show (lowest and highest of four windows); one community of 2,000 scatters around it.
REAL = {
    "messages/day": (131, 445),
    "MAU": (53, 432),
    "DAU/MAU": (0.12, 0.21),
    "Gini": (0.79, 0.81),
    "top 1%": (0.22, 0.33),
    "top 10%": (0.70, 0.75),
    "one message": (0.09, 0.17),
    "median msgs/user-month": (6, 13),
    "ln mean": (2.0, 2.7),
    "ln sd": (1.6, 1.8),
    "busiest hour": (0.06, 0.11),
    "quietest hour": (0.005, 0.02),
    "noise sd": (0.22, 1.29),
    "noise lag-1": (0.10, 0.31),
    "W1": (0.15, 0.21),
    "W4": (0.10, 0.12),
    "W8": (0.08, 0.10),
    "30+ d": (0.27, 0.49),
    "m2m": (0.45, 0.58),
    "m2m >=20": (0.68, 0.91),
    "m2m 1 msg": (0.13, 0.29),
    # The recipe's own figures.
    "spam": (0.0055, 0.0065),
    "questions": (0.115, 0.125),
    "unanswered": (0.10, 0.12),
    "answered in 24 h": (0.86, 0.90),
    "first reply median, min": (13.5, 16.5),
    "activation 7d": (0.31, 0.36),
}


@pytest.fixture(scope="module")
def found() -> dict[str, float]:
    return measure(Recipe())


@pytest.mark.parametrize("figure", REAL)
def test_the_demo_is_lifelike(figure: str, found: dict[str, float]) -> None:
    low, high = REAL[figure]
    assert low * 0.97 <= found[figure] <= high * 1.03


@pytest.mark.slow
def test_the_recipe_and_not_one_lucky_seed() -> None:
    """Six times the population, another seed: shares and retention stay about where they are."""
    large = measure(Recipe(seed=99, scale=6.0))
    for figure in ("Gini", "top 1%", "top 10%", "one message", "W1", "W4", "W8", "30+ d", "m2m", "m2m 1 msg"):
        low, high = REAL[figure]
        assert low * 0.93 <= large[figure] <= high * 1.07, (figure, large[figure])


def test_members_now_and_ever(tmp_path: Path) -> None:
    summary = make(tmp_path / "out", Recipe(), "irc")
    assert summary.members == DEMO_MEMBERS
    assert 2_100 <= summary.ever <= 2_210


def test_the_busy_days_are_those_of_events() -> None:
    recipe = Recipe()
    factors = dict(
        zip((recipe.start + dt.timedelta(day) for day in range(recipe.days)), day_factors(recipe), strict=True)
    )
    calm = sorted(factors.values())[len(factors) // 2]
    assert factors[dt.date(2026, 11, 1)] > 1.4 * calm
    assert factors[dt.date(2026, 10, 5)] < calm
    assert is_holiday(dt.date(2026, 6, 19))
    assert not is_holiday(dt.date(2026, 6, 18))


def test_nobody_writes_before_joining_or_after_leaving() -> None:
    joined: dict[tuple[int, int], int] = {}
    left: dict[tuple[int, int], int] = {}
    late = total = 0
    for chat, message in stream(Recipe(seed=3)):
        key = (chat, message.author)
        if message.kind == "join":
            assert key not in joined
            joined[key] = message.at
        elif message.kind == "leave":
            assert key not in left
            left[key] = message.at
        else:
            total += 1
            assert message.at >= joined.get(key, 0)
            late += message.at > left.get(key, message.at)
    # A session that runs over midnight may outlive a membership by minutes, as it may in real logs.
    assert late <= 2
    assert total > 20_000


def test_ids_grow_and_replies_point_back() -> None:
    seen: dict[int, dict[int, int]] = {}
    gaps = 0
    for chat, message in stream(Recipe(seed=4).sized(10_000)):
        known = seen.setdefault(chat, {})
        last = max(known, default=0) if not known else next(reversed(known))
        assert message.id > last
        gaps += message.id > last + 1
        if message.reply_to:
            assert known[message.reply_to] <= message.at
        known[message.id] = message.at
    assert gaps


def test_some_people_are_in_two_chats() -> None:
    where: dict[int, set[int]] = {}
    for chat, message in stream(Recipe(seed=2)):
        where.setdefault(message.author, set()).add(chat)
    people = [person for person, places in where.items() if len(places) > 1]
    assert any(person < 20 for person in people)
    assert any(10_000 <= person < FIRST_SPAMMER for person in people)


@pytest.mark.parametrize(("wanted", "within"), [(300, 0.25), (3_000, 0.10), (30_000, 0.03)])
def test_the_size_is_met(wanted: int, within: float, tmp_path: Path) -> None:
    summary = make(tmp_path / "out", Recipe(seed=11).sized(wanted), "irc")
    assert abs(summary.messages / wanted - 1) <= within


def test_other_periods_get_events_of_their_own() -> None:
    recipe = recipe_for(dt.date(2023, 1, 1), dt.date(2023, 6, 30))
    assert recipe.events
    assert all(event.date.weekday() == 5 and recipe.start <= event.date <= recipe.end for event in recipe.events)
    assert len(recipe.spam_bursts) == 3
    assert recipe_for(dt.date(2026, 6, 1), dt.date(2026, 6, 1)).days == 1


def test_chats() -> None:
    names = [chat.name for chat in chats(5)]
    assert names == ["萤页·读书一群", "萤页·读书二群", "硬件玩家群", "固件开源交流群", "Firefly Page"]
    many = chats(12)
    assert len({chat.id for chat in many}) == len({chat.name for chat in many}) == len({c.number for c in many}) == 12
    assert sum(chat.share for chat in many) == pytest.approx(1.0)


def test_names_are_unique_and_bots_known() -> None:
    recipe = Recipe(chats=chats(7))
    people = People(recipe)
    numbers = [*range(1, 12), *(people.bot(chat) for chat in range(7)), *range(10_000, 60_000), FIRST_SPAMMER]
    names = [people.name(number) for number in numbers]
    assert len(set(names)) == len(names)
    assert [number for number in numbers if people.is_bot(number)] == [people.bot(chat) for chat in range(7)]
