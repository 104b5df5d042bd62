"""What ``commops init`` needs to know about a new community, and how texts are written in its languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from commops.starter.place import slug
from commops.texts import LocalText, Text, language


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers; names are texts as people typed them."""

    name: str
    slogan: str
    languages: tuple[str, ...]
    """BCP 47 tags, the main language first."""
    timezone: str
    lead: str
    deputy: str
    platforms: tuple[str, ...]
    contact: str
    hosting: str
    """``github``, ``gitlab`` or ``none``."""
    today: dt.date
    id: str = ""

    @property
    def main(self) -> str:
        """The tag of the main language."""
        return self.languages[0]

    def say(self, zh: str, en: str) -> LocalText:
        """A text of ours in the languages of the community: one string, or one for each of two."""
        if len({language(tag) for tag in self.languages}) > 1:
            return {"zh": zh, "en": en}
        return self.plain(zh, en)

    def named(self, name: str) -> LocalText:
        """A name that people typed, in every language of the community."""
        return self.say(name, name)

    def plain(self, zh: str, en: str) -> str:
        """A text of ours in the main language only."""
        return Text(zh, en).get(language(self.main))

    @property
    def community_id(self) -> str:
        """The id of the community: chosen, or from its name, or a plain word."""
        return self.id or slug(self.name) or "community"

    def person(self, name: str, other: str) -> str:
        """The id of a person, from the name if it is in Latin letters."""
        return slug(name) or other


def entry(**values: Any) -> dict[str, Any]:
    """A mapping without the keys that have no value."""
    return {key: value for key, value in values.items() if value not in (None, [], {})}
