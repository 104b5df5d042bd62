"""The one exception that ends a command with a message for people instead of a traceback."""

from __future__ import annotations

from commops.texts import Lang, Text, safe, tame


class InputError(Exception):
    """Something the user gave cannot be used: which place, what is wrong, what to do.

    ``place`` is a path, optionally with ``:line``; the command line prints the three and exits with 1.
    """

    def __init__(self, place: str, what: Text, fix: Text) -> None:
        super().__init__(f"{place}: {what.en}")
        self.place = place
        self.what = what
        self.fix = fix
        self.lang: str | None = None
        """The language that the command was asked to speak, if any."""

    def render(self, lang: Lang) -> str:
        """The message in one language, safe to print."""
        label = Text("怎么办：", "What to do: ").get(lang)
        return tame(safe(f"{self.place}: {self.what.get(lang)}\n  {label}{self.fix.get(lang)}"))
