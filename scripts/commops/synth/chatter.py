"""The messages of one chat: drafts get their ids, words, media, replies and reactions, and the wanted size is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from commops.synth.dice import Dice
from commops.synth.people import People
from commops.synth.phrases import link, phrases, praise, spam, tag, welcome
from commops.synth.recipe import Recipe
from commops.synth.records import DAY_S, OFFSET_S, Chat, Media, Message
from commops.synth.sessions import Answer, Ask, Draft, Join, Leave, Sessions, Shill, Spam, Welcome

REPLIES, REACTIONS, TAGGED, CAPTIONED, DELETED = 0.10, 0.08, 0.02, 0.15, 0.01
RECENT, RECENT_S = 6, 6 * 3600
_MEDIA: tuple[Media, ...] = ("image", "link", "sticker", "voice", "file")
_MEDIA_UP_TO = (0.91, 0.95, 0.98, 0.995, 1.0)
_TEXT_SHARE = 0.82
_EMOJI = ("👍", "❤", "🔥", "😁", "🎉", "👏")
_HORIZON, _PACE_MIN, _PACE_MAX = 14, 0.01, 4.0


class Chatter:
    """One chat's log as an iterator of days. ``members`` and ``ever`` count the chat's people as far as it got."""

    def __init__(self, recipe: Recipe, chat: Chat, people: People, factors: Sequence[float]) -> None:
        self._recipe, self._chat, self._people, self._factors = recipe, chat, people, factors
        self._sessions = Sessions(recipe, chat, people)
        self._dice = Dice(recipe.seed, chat.id, "words")
        self._phrases = phrases(chat.topic, chat.language)
        self._id = 0
        self._recent: list[tuple[int, int, int]] = []

    @property
    def members(self) -> int:
        """Members at the end of the days read so far."""
        return self._sessions.population.members

    @property
    def ever(self) -> int:
        """People who were ever members."""
        return self._sessions.population.ever

    def days(self) -> Iterator[list[Message]]:
        """The messages of each day of the period, sorted by time; a day without any is an empty list."""
        steering = _Steering(self._recipe.messages * self._chat.share, self._factors)
        made = 0
        for day, factor in enumerate(self._factors):
            self._sessions.pace = steering.pace(day, made, self._sessions.natural(day))
            drafts = self._sessions.day(day, factor)
            midnight = (self._recipe.first_day + day) * DAY_S - OFFSET_S
            messages = self._finished(drafts, midnight)
            yield messages
            made += sum(1 for message in messages if message.kind == "message")

    def _finished(self, drafts: list[Draft], midnight: int) -> list[Message]:
        random, messages, number = self._dice.random, [], self._id
        crowd = [draft.person for draft in drafts if draft.what is None]
        for second, person, what in drafts:
            number += 1 + (random() < DELETED)
            at = midnight + second
            message = self._said(at, number, person) if what is None else self._special(at, number, person, what)
            if random() < REACTIONS and message.kind == "message" and crowd:
                message = message._replace(reactions=self._reactions(crowd, person))
            messages.append(message)
        self._id = number
        return messages

    def _said(self, at: int, number: int, person: int) -> Message:
        """An ordinary message: words or media, sometimes in reply to one of the last few."""
        dice = self._dice
        random = dice.random
        reply_to, recent = 0, self._recent
        if random() < REPLIES and recent:
            other_id, other, other_at = dice.pick(recent)
            if other != person and at - other_at < RECENT_S:
                reply_to = other_id
        recent.append((number, person, at))
        if len(recent) > RECENT:
            del recent[0]
        draw = random()
        if draw < _TEXT_SHARE:
            text = self._phrases.statement(dice)
            if random() < TAGGED:
                topic = tag(dice)
                parts = (("plain", f"{text} "), ("hashtag", topic))
                return Message(at, number, person, "message", "text", f"{text} {topic}", parts, reply_to, (), 0, False)
            return Message(at, number, person, "message", "text", text, (), reply_to, (), 0, False)
        media = next(name for name, up_to in zip(_MEDIA, _MEDIA_UP_TO, strict=True) if draw < up_to)
        if media == "link":
            text, url = self._phrases.statement(dice), link(dice)
            parts = (("plain", f"{text} "), ("link", url))
            return Message(at, number, person, "message", media, f"{text} {url}", parts, reply_to, (), 0, False)
        text = self._phrases.statement(dice) if media == "image" and random() < CAPTIONED else ""
        return Message(at, number, person, "message", media, text, (), reply_to, (), 0, False)

    def _special(
        self, at: int, number: int, person: int, what: Ask | Answer | Join | Leave | Welcome | Spam | Shill
    ) -> Message:
        """A question, its answer, a join or leave, the bot's welcome, or spam."""
        match what:
            case Ask():
                what.id = number
                text = self._phrases.question(self._dice)
                return Message(at, number, person, "message", "text", text, (), 0, (), 0, True)
            case Answer():
                text = self._phrases.answer(self._dice)
                return Message(at, number, person, "message", "text", text, (), what.ask.id, (), 0, False)
            case Join():
                return Message(at, number, person, "join", "text", "", (), 0, (), what.by, False)
            case Leave():
                return Message(at, number, person, "leave", "text", "", (), 0, (), what.by, False)
            case Welcome():
                text = welcome([self._people.name(one) for one in what.newcomers], self._chat.language)
                return Message(at, number, person, "message", "text", text, (), 0, (), 0, False)
            case Shill():
                return Message(at, number, person, "message", "text", praise(self._dice), (), 0, (), 0, False)
            case Spam():
                text, url = spam(self._dice)
                parts = (("plain", f"{text} "), ("link", url))
                return Message(at, number, person, "message", "link", f"{text} {url}", parts, 0, (), 0, False)

    def _reactions(self, crowd: list[int], author: int) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """One or two emoji, each with the people who set it."""
        dice = self._dice
        kinds = 1 + (dice.random() < 0.25)
        first = int(dice.random() * len(_EMOJI))
        found = []
        for kind in range(kinds):
            people = {dice.pick(crowd) for _ in range(1 + int(dice.exponential(1.2)))} - {author}
            if people:
                found.append((_EMOJI[(first + kind) % len(_EMOJI)], tuple(sorted(people))))
        return tuple(found)


class _Steering:
    """Keeps a chat on the way to a wanted size by turning the pace a little each day; 0 lets it run."""

    def __init__(self, budget: float, factors: Sequence[float]) -> None:
        self._budget = budget
        self._path = [0.0, *accumulate(factors)]

    def pace(self, day: int, made: int, natural: float) -> float:
        """The pace of a day, when ``made`` messages are there and ``natural`` a day come by themselves."""
        if not self._budget or not natural:
            return 1.0
        path = self._path
        ahead = min(day + _HORIZON, len(path) - 1)
        todo = self._budget * path[ahead] / path[-1] - made
        return min(max(todo / (path[ahead] - path[day]) / natural, _PACE_MIN), _PACE_MAX)
