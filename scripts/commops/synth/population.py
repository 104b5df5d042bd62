"""Who is in a chat and when: the members from before, newcomers, people who came for an event, spam."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from dataclasses import dataclass

from commops.synth.calendar import join_rate
from commops.synth.dice import Dice
from commops.synth.people import FIRST_SHILL, FIRST_SPAMMER, People
from commops.synth.recipe import DEMO_MEMBERS, Recipe
from commops.synth.records import Chat

NEVER = 1e9

# Shares of people who write at all. Of the older members 62% have ever written, but fewer than half of those were still
# writing when the log begins; with all of them the log had 400 monthly writers instead of some 210.
LEGACY_SPEAK, ORGANIC_SPEAK, EVENT_SPEAK = 0.28, 0.36, 0.30
LEGACY_LIFE = (150.0, 0.7)
"""Remaining days as a writer: Weibull scale and shape."""
ONE_OFF, EVENT_ONE_OFF, ONE_OFF_DAYS = 0.42, 0.54, 3.0
LIFE = (90.0, 0.5)
"""Newcomers who stay: longer and more uneven than the recipe's Weibull(48 d, .55), with fewer one-offs (42 instead of
46%), for the real W1 .15-.21, W4 .10-.12 and W8 .08-.10."""
RETURN, RETURN_DAYS = 0.30, 60.0
"""One-off writers of whom many come back for a single day: without them .24 wrote again after 30 days, real .27-.49."""
CHANCE, CHANCE_SLOPE, CHANCE_MAX = 0.036, 1.45, 0.93
"""P(writes on a day) = .036 e^(1.45 z) instead of .075 e^(1.1 z): the same mean, but more who turn up rarely. Real
one-message writers return next month in 13-29% of cases; the flatter curve gave 42%."""
TALK, TALK_SLOPE, TALK_SPREAD, TALK_MIN = 0.75, 0.72, 0.9, 2.0
"""Mean messages on such a day: e^(.75 + .72 z + .9 N), at least 2. The wider spread lifts the Gini from .75 to the
real .79-.81, the floor brings one-message writers from 20% down to the real 9-17%."""
LEAVE_MONTHLY, EVENT_LEAVE, EVENT_LEAVE_DAYS, LAPSED_LEAVE = 0.03, 0.22, 14.0, 0.10
SAME_PERSON = 0.05
"""Share of older members of a chat who are also in the first chat under the same account."""
SPAMMERS, SPAM_MESSAGES = 12, 24.0
"""Accounts at scale 1 and messages of each: together 0.6% of the log."""
SHILLS, SHILL_AHEAD_DAYS = 8, 6
"""Accounts of one campaign, and how many days before it they come in at most."""


@dataclass(slots=True)
class Speaker:
    """Somebody who writes: ``first`` and ``end`` in days since the start of the period, fractions included.

    ``chance`` is the probability of writing on an ordinary day, ``mean`` the messages on a day with any.
    """

    person: int
    first: float
    end: float
    chance: float
    mean: float
    greets: bool
    """Whether the first day is known to bring a message (newcomers); older members just go on."""


@dataclass(slots=True)
class Arrivals:
    """What changes in a chat's membership on one day; ``at`` are seconds since local midnight."""

    joins: list[tuple[int, int]]
    """(at, person)"""
    speakers: list[Speaker]
    spammers: list[tuple[int, int, int]]
    """(at, person, messages)"""
    shills: list[tuple[int, int]]
    """(at, person) of those who praise something today."""


class Population:
    """The members of one chat, drawn day by day; ``members`` are those there now, ``ever`` all there were."""

    def __init__(self, recipe: Recipe, chat: Chat, people: People) -> None:
        self._recipe, self._chat, self._people = recipe, chat, people
        self._size = recipe.scale * chat.share
        self.leaves: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        """day -> (at, person) of those who will leave; days are popped as they pass."""
        self.members = self.ever = 0
        self._older = self._newer = 0
        self._newcomers = self._dice("newcomers")

    def _dice(self, purpose: str) -> Dice:
        return Dice(self._recipe.seed, self._chat.id, purpose)

    def legacy(self) -> list[Speaker]:
        """Members from before the first day: as many as bring the membership of the last day to the recipe's number.

        The newcomers' balance is found by drawing them once more from a second source with the same seed.
        """
        rehearsal = Population(self._recipe, self._chat, self._people)
        for day in range(self._recipe.days):
            rehearsal.arrive(day)
        stayed = rehearsal.ever - sum(len(gone) for gone in rehearsal.leaves.values())
        wanted = max(round(DEMO_MEMBERS * self._size) - stayed, math.ceil(3 * min(1.0, self._size * 40)))
        dice, speakers = self._dice("legacy"), []
        while wanted > 0:
            person = self._next(dice)
            self.members += 1
            leaves = False
            if dice.random() < LEGACY_SPEAK:
                life = dice.weibull(*LEGACY_LIFE)
                speakers.append(self._speaker(dice, person, 0.0, life, dice.normal(), greets=False))
                leaves = self._maybe_leave(dice, person, life, dice.random() < LAPSED_LEAVE)
            wanted -= not leaves
        self.ever = self.members
        return speakers

    def arrive(self, day: int) -> Arrivals:
        """Those who join on a day of the period, with their whole life drawn at once."""
        dice, date = self._newcomers, self._recipe.start + dt.timedelta(day)
        arrivals = Arrivals([], [], [], [])
        for _ in range(dice.poisson(join_rate(date) * self._size)):
            self._join(arrivals, day, event=False)
        for event in self._recipe.events:
            if -6 <= (since := (date - event.date).days) <= 1:
                # Sign-ups gather towards the day itself: weights 1..7 before it, 3 on the day after.
                weight = (since + 7) / 31 if since <= 0 else 3 / 31
                for _ in range(dice.poisson(event.joins * self._size * weight)):
                    self._join(arrivals, day, event=True)
        for burst, start in enumerate(self._recipe.spam_bursts):
            if date == start:
                self._spam(arrivals, burst)
        for campaign, start in enumerate(self._recipe.shill_days):
            if campaign % len(self._recipe.chats) == self._chat.index:
                self._shill(arrivals, campaign, (start - date).days)
        self.members += len(arrivals.joins)
        self.ever += len(arrivals.joins)
        return arrivals

    def _next(self, dice: Dice) -> int:
        """The number for one more member; some are known from the first chat already."""
        known = self._chat.index and dice.random() < SAME_PERSON
        self._older += 1
        return self._people.member(0 if known else self._chat.index, 2 * self._older)

    def _join(self, arrivals: Arrivals, day: int, *, event: bool) -> None:
        dice = self._newcomers
        self._newer += 1
        person, at = self._people.member(self._chat.index, 2 * self._newer + 1), 28_800 + int(dice.random() * 54_000)
        arrivals.joins.append((at, person))
        joined = day + at / 86_400
        leave = (
            joined + (dice.random() * EVENT_LEAVE_DAYS if dice.random() < EVENT_LEAVE else NEVER) if event else NEVER
        )
        if not event:
            leave = joined + dice.exponential(30.4 / LEAVE_MONTHLY)
        end, back = self._life(arrivals.speakers, person, joined, leave, event=event)
        lapsed = end < NEVER and not back and dice.random() < LAPSED_LEAVE
        self._maybe_leave(dice, person, end if lapsed else leave, lapsed or leave < NEVER)

    def _life(
        self, speakers: list[Speaker], person: int, joined: float, leave: float, *, event: bool
    ) -> tuple[float, bool]:
        """A newcomer's time as a writer: its end (NEVER when there is none), and whether they come back once."""
        dice = self._newcomers
        if dice.random() >= (EVENT_SPEAK if event else ORGANIC_SPEAK):
            return NEVER, False
        value = dice.normal()
        # Most who ever speak say hello on the day they come, the others within the week or so.
        first = joined if dice.random() < 0.7 else joined + dice.exponential(4.0)
        if first >= leave:
            return NEVER, False
        one_off = dice.random() < (EVENT_ONE_OFF if event else ONE_OFF)
        life = dice.random() * ONE_OFF_DAYS if one_off else dice.weibull(*LIFE) * (1 + 0.9 * max(value, 0.0))
        end = min(first + life, leave)
        speakers.append(self._speaker(dice, person, first, end, value, greets=True))
        back = one_off and dice.random() < RETURN and (again := end + dice.exponential(RETURN_DAYS)) < leave
        if back:
            speakers.append(self._speaker(dice, person, again, again, value, greets=True))
        return end, back

    def _maybe_leave(self, dice: Dice, person: int, when: float, leaves: bool) -> bool:
        """Note that the person goes a few days after ``when``; False when that is not within the period."""
        when = math.floor(when) + 1 + dice.exponential(3.0)
        if not leaves or when >= self._recipe.days:
            return False
        self.leaves[int(when)].append((int(when % 1 * 86_400), person))
        return True

    def _speaker(self, dice: Dice, person: int, first: float, end: float, value: float, *, greets: bool) -> Speaker:
        chance = min(CHANCE_MAX, CHANCE * math.exp(CHANCE_SLOPE * value))
        mean = max(TALK_MIN, math.exp(TALK + TALK_SLOPE * value + TALK_SPREAD * dice.normal()))
        return Speaker(person, first, end, chance, mean, greets)

    def _spam(self, arrivals: Arrivals, burst: int) -> None:
        """Accounts that come, advertise for some hours and are removed the same day."""
        dice = self._dice(f"spam/{burst}")
        total = max(1, round(SPAMMERS * self._recipe.scale))
        # Dealt out chat by chat from one running number, so that all chats together get exactly ``total``.
        below = sum(chat.share for chat in self._recipe.chats[: self._chat.index])
        bursts = len(self._recipe.spam_bursts)
        for serial in range(burst, total, bursts):
            if below <= (serial + 0.5) / total < below + self._chat.share:
                at = 32_400 + int(dice.random() * 36_000)
                messages = round(SPAM_MESSAGES * (0.6 + 0.8 * dice.random()))
                person = FIRST_SPAMMER + serial
                arrivals.spammers.append((at, person, messages))

    def _shill(self, arrivals: Arrivals, campaign: int, ahead: int) -> None:
        """Accounts that come in one by one, ``ahead`` days before a campaign, and on its day say nearly the same."""
        dice = self._dice(f"shill/{campaign}")
        for serial in range(SHILLS):
            joined, at = 1 + int(dice.random() * SHILL_AHEAD_DAYS), 36_000 + int(dice.random() * 36_000)
            person = FIRST_SHILL + campaign * SHILLS + serial
            if ahead == joined:
                arrivals.joins.append((at, person))
            elif ahead == 0:
                arrivals.shills.append((at, person))
