"""How busy each day of the period is: weekday, public holidays, events and the noise of ordinary life."""

from __future__ import annotations

import datetime as dt
import math

from commops.synth.dice import Dice
from commops.synth.recipe import Recipe

# Hobby communities write most at weekends; developer chats do the opposite (.67-.89), which is not this community.
WEEKDAY = (0.88, 0.93, 0.97, 0.95, 1.00, 1.14, 1.19)
HOLIDAY = 0.72
NOISE_SD, NOISE_LAG = 0.16, 0.25
BUSY = 1.3
"""A day factor above this also makes everybody write more, not only more people write."""

# Days off by the State Council's notice for 2026; for other years only those with a fixed date.
_MOVABLE = {
    2026: (("02-15", "02-23"), ("04-04", "04-06"), ("06-19", "06-21"), ("09-25", "09-27")),
}
_FIXED = (("01-01", "01-03"), ("05-01", "05-05"), ("10-01", "10-07"))


def is_holiday(date: dt.date) -> bool:
    """Whether the date is a public holiday in mainland China."""
    key = f"{date:%m-%d}"
    return any(first <= key <= last for first, last in (*_FIXED, *_MOVABLE.get(date.year, ())))


def day_factors(recipe: Recipe) -> tuple[float, ...]:
    """One factor per day of the period, around 1; every chat shares them."""
    dice, noise, factors = Dice(recipe.seed, "calendar"), 0.0, []
    for offset in range(recipe.days):
        date = recipe.start + dt.timedelta(offset)
        noise = NOISE_LAG * noise + NOISE_SD * math.sqrt(1 - NOISE_LAG**2) * dice.normal()
        factor = WEEKDAY[date.weekday()] * (HOLIDAY if is_holiday(date) else 1.0) * math.exp(noise)
        for event in recipe.events:
            if (since := (date - event.date).days) >= 0:
                factor *= 1 + (event.lift - 1) * math.exp(-since / event.fade)
        factors.append(factor)
    return tuple(factors)


def join_rate(date: dt.date) -> float:
    """People a day who join the demo of their own accord: more since the autumn season, fewer in the holiday week."""
    if dt.date(date.year, 10, 1) <= date <= dt.date(date.year, 10, 7):
        return 4.6 * 0.7
    return 7.0 if date >= dt.date(2026, 10, 8) else 4.6
