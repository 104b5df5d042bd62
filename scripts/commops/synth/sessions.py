"""Who says what when: turns a chat's members into drafts of messages, one day of one chat at a time."""

from __future__ import annotations

import math
from collections import defaultdict
from operator import itemgetter
from typing import NamedTuple

from commops.synth.calendar import BUSY
from commops.synth.dice import Dice, lognormal_table
from commops.synth.people import People
from commops.synth.population import NEVER, Population, Speaker
from commops.synth.recipe import Recipe
from commops.synth.records import DAY_S, Chat, Language

# Messages begun per hour of local time: evenings, a small bump at lunch. An international chat peaks 5 h later.
_HOURS = (30, 14, 8, 6, 5, 6, 12, 26, 38, 44, 46, 46, 54, 44, 40, 42, 42, 44, 52, 70, 94, 104, 96, 59)
_ENGLISH_SHIFT = 5
NEW_SESSION = 0.12
QUESTIONS, UNANSWERED = 0.137, 0.11
"""Of what members write of their own accord; answers and the bot dilute it to the recipe's 12%."""
BUSY_TALK = 1.3
STAFF_CHANCE, STAFF_MEAN = 0.22, 2.2
WELCOME_EVERY_S = 4 * 3600

_GAPS = lognormal_table(4.0, 1.1)
_DELAYS = lognormal_table(math.log(15 * 60), 1.8)


class Ask:
    """A question that waits for its id, so that the answer can point at it."""

    __slots__ = ("id", "person")

    def __init__(self, person: int) -> None:
        self.person, self.id = person, 0


class Answer(NamedTuple):
    """A reply to a question."""

    ask: Ask


class Join(NamedTuple):
    """Somebody came in; ``by`` added them, 0: through a link."""

    by: int


class Leave(NamedTuple):
    """Somebody went; ``by`` removed them, 0: of their own will."""

    by: int


class Welcome(NamedTuple):
    """The bot greets newcomers."""

    newcomers: tuple[int, ...]


class Spam(NamedTuple):
    """An advertisement."""


class Shill(NamedTuple):
    """Praise that somebody pays for."""


class Draft(NamedTuple):
    """Something that happens: ``second`` of the local day, who, and what (None: a member just says something)."""

    second: int
    person: int
    what: Ask | Answer | Join | Leave | Welcome | Spam | Shill | None


def _hour_table(language: Language) -> tuple[int, ...]:
    """Start seconds of the minutes of a day, each as often as people begin to write then."""
    shift = _ENGLISH_SHIFT if language == "en" else 0
    minutes = range(0, DAY_S, 60)
    return tuple(start for start in minutes for _ in range(_HOURS[(start // 3600 - shift) % 24]))


class Sessions:
    """The days of one chat. ``pace`` scales how often people write; whoever wants an exact size turns it."""

    def __init__(self, recipe: Recipe, chat: Chat, people: People) -> None:
        self.population = Population(recipe, chat, people)
        self.pace = 1.0
        self._days, self._people, self._chat = recipe.days, people, chat
        self._dice = Dice(recipe.seed, chat.id, "sessions")
        self._starts = _hour_table(chat.language)
        self._later: defaultdict[int, list[Draft]] = defaultdict(list)
        self._staff = people.staff(chat.index)
        self._speakers = [Speaker(one, 0.0, NEVER, STAFF_CHANCE, STAFF_MEAN, greets=False) for one in self._staff]
        self._speakers += self.population.legacy()

    def natural(self, day: int) -> float:
        """Messages to expect on an ordinary day at pace 1, answers included."""
        alive = (one for one in self._speakers if one.end >= day and not (one.greets and one.first >= day))
        return sum(one.chance * one.mean for one in alive) * (1 + QUESTIONS * (1 - UNANSWERED))

    def day(self, day: int, factor: float) -> list[Draft]:
        """Everything that happens on a day, in order. Days must be asked for one after the other."""
        drafts = self._later.pop(day, [])
        self._speakers += self._membership(day, drafts)
        talkers = self._talk(day, factor, drafts)
        drafts.sort(key=itemgetter(0))
        return self._answered(drafts, talkers)

    def _membership(self, day: int, drafts: list[Draft]) -> list[Speaker]:
        """Joins, welcomes, leaves and spam; returns the newcomers who will ever speak."""
        arrivals, bot = self.population.arrive(day), self._people.bot(self._chat.index)
        waiting: list[int] = []
        welcomed = 0
        for second, person in sorted(arrivals.joins):
            by = self._dice.pick(self._staff) if self._staff and self._dice.random() < 0.15 else 0
            drafts.append(Draft(second, person, Join(by)))
            waiting.append(person)
            if second - welcomed >= WELCOME_EVERY_S:
                drafts.append(Draft(second + 3, bot, Welcome(tuple(waiting[-5:]))))
                waiting, welcomed = [], second
        leaves = self.population.leaves.pop(day, [])
        drafts += [Draft(second, person, Leave(0)) for second, person in leaves]
        self.population.members -= len(leaves)
        for second, person, messages in arrivals.spammers:
            drafts.append(Draft(second, person, Join(0)))
            for _ in range(messages):
                second += 20 + self._dice.pick(_GAPS)
                drafts.append(Draft(min(second, DAY_S - 600), person, Spam()))
            by = self._staff[0] if self._staff else 0
            drafts.append(Draft(min(second + 240, DAY_S - 300), person, Leave(by)))
        drafts += [Draft(second, person, Shill()) for second, person in arrivals.shills]
        return arrivals.speakers

    def _talk(self, day: int, factor: float, drafts: list[Draft]) -> list[int]:
        """What members write; returns the writers, as often as they wrote, of those who were there all day."""
        random, chance = self._dice.random, factor * self.pace
        talk = BUSY_TALK if factor > BUSY else 1.0
        talkers: list[int] = []
        gone = False
        for speaker in self._speakers:
            if speaker.end < day:
                gone = True
                continue
            first = int(speaker.first)
            if first >= day and speaker.greets:
                if first == day:
                    self._write(day, speaker, talk, drafts, int(speaker.first % 1 * DAY_S))
            elif random() < min(0.93, speaker.chance * chance):
                talkers += [speaker.person] * self._write(day, speaker, talk, drafts, 0)
        if gone:
            self._speakers = [speaker for speaker in self._speakers if speaker.end >= day]
        return talkers

    def _write(self, day: int, speaker: Speaker, talk: float, drafts: list[Draft], since: int) -> int:
        """One member's messages of a day, in sessions; ``since`` is when a newcomer came in. Returns how many."""
        dice, starts = self._dice, self._starts
        random, size = dice.random, len(starts)
        mean = speaker.mean * talk
        count = 1 + (int(math.log(1.0 - random()) / math.log(1.0 - 1.0 / mean)) if mean > 1.001 else 0)
        person = speaker.person
        # A newcomer says hello some minutes after coming in.
        second = since + 1 + dice.pick(_DELAYS) // 2 if since else starts[int(random() * size)] + int(random() * 60)
        for left in range(count - 1, -1, -1):
            if second >= DAY_S:
                if day + 1 < self._days:
                    self._later[day + 1].append(Draft(second % DAY_S, person, None))
            elif random() < QUESTIONS:
                drafts.append(Draft(second, person, ask := Ask(person)))
                if random() >= UNANSWERED:
                    self._reply_later(day, second + _DELAYS[int(random() * 4096)], ask, drafts)
            else:
                drafts.append(Draft(second, person, None))
            if left:
                if random() < NEW_SESSION and not since:
                    second = starts[int(random() * size)] + int(random() * 60)
                else:
                    second += _GAPS[int(random() * 4096)]
        return count

    def _reply_later(self, day: int, second: int, ask: Ask, drafts: list[Draft]) -> None:
        ahead, second = divmod(second, DAY_S)
        if not ahead:
            drafts.append(Draft(second, 0, Answer(ask)))
        elif day + ahead < self._days:
            self._later[day + ahead].append(Draft(second, 0, Answer(ask)))

    def _answered(self, drafts: list[Draft], talkers: list[int]) -> list[Draft]:
        """Give each due reply to somebody who writes a lot today, else to the team."""
        pick = self._dice.pick
        done = []
        for draft in drafts:
            if type(draft.what) is Answer:
                asker = draft.what.ask.person
                choices = (pick(pool) for pool in (talkers, talkers, talkers, self._staff) if pool)
                person = next((one for one in choices if one != asker), 0)
                if not person:
                    continue
                draft = draft._replace(person=person)
            done.append(draft)
        return done
