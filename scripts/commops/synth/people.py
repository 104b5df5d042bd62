"""Who the numbers in a log are: invented nicknames, made from the number alone, so that nobody has to be remembered."""

from __future__ import annotations

import random
from functools import lru_cache

from commops.synth.phrases import material
from commops.synth.recipe import Recipe

FIRST_BOT = 900
FIRST_MEMBER = 10_000
FIRST_SPAMMER = 50_000_000
FIRST_SHILL = 60_000_000

# Display name and the chats (by topic) where they help; the demo's team, whose names its pages show anyway.
STAFF: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("林夕", ("read", "make", "code", "english")),
    ("周末", ("read",)),
    ("禾苗", ("read", "make")),
    ("阿德", ("english", "code")),
    ("宋宁", ("code",)),
    ("小满", ("read",)),
    ("阿棠", ("read",)),
    ("Kevin L.", ("english",)),
    ("Mira", ("english",)),
    ("老黑", ("make",)),
    ("yiyi", ("make", "code")),
)


def _shuffled(language: str) -> tuple[str, ...]:
    parts = material("names")
    names = [one + two for one in parts[f"{language}_first"] for two in parts[f"{language}_last"]]
    random.Random(language).shuffle(names)  # noqa: S311
    return tuple(names)


@lru_cache(maxsize=1)
def _lists() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of Chinese-speaking chats (one in five in Latin letters) and of English-speaking ones; no name in both."""
    chinese, latin = _shuffled("zh"), _shuffled("en")
    cut = len(latin) // 4
    mixed = [*chinese, *latin[:cut]]
    random.Random("mixed").shuffle(mixed)  # noqa: S311
    return tuple(mixed), latin[cut:]


class People:
    """Names and kinds of the people of one log. A person's number tells the chat they first joined."""

    def __init__(self, recipe: Recipe) -> None:
        self._chats = recipe.chats

    def member(self, chat: int, serial: int) -> int:
        """The number of the ``serial``-th person of a chat."""
        return FIRST_MEMBER + serial * len(self._chats) + chat

    def staff(self, chat: int) -> list[int]:
        """The team members who help in a chat."""
        topic = self._chats[chat].topic
        return [number for number, (_name, topics) in enumerate(STAFF, 1) if topic in topics]

    def bot(self, chat: int) -> int:
        """The bot that welcomes newcomers of a chat."""
        return FIRST_BOT + chat

    def is_bot(self, person: int) -> bool:
        """Whether it is one of the welcome bots."""
        return FIRST_BOT <= person < FIRST_BOT + len(self._chats)

    def name(self, person: int) -> str:
        """The display name; no two people share one, because some formats know people by nothing else."""
        if person <= len(STAFF):
            return STAFF[person - 1][0]
        if person >= FIRST_SHILL:
            return f"阅友{person - FIRST_SHILL + 1}"
        if person >= FIRST_SPAMMER:
            return f"资料客服{person - FIRST_SPAMMER + 1}"
        if person < FIRST_MEMBER:
            chat = self._chats[person - FIRST_BOT]
            sister = f" {chat.index + 1}"
            return ("Firefly Bot" if chat.language == "en" else "萤页小助手 Bot") + sister
        serial, chat_index = divmod(person - FIRST_MEMBER, len(self._chats))
        same = [chat.index for chat in self._chats if chat.language == self._chats[chat_index].language]
        names = _lists()[self._chats[chat_index].language == "en"]
        turn, place = divmod(serial * len(same) + same.index(chat_index), len(names))
        return f"{names[place]}{turn + 1}" if turn else names[place]

    def handle(self, person: int) -> str:
        """An account name in lower-case letters and digits, as platforms with @names want one."""
        return f"user{person:x}"
