"""Gathers the lines of one message of a text export, and no more of them than any chat program writes."""

from __future__ import annotations

from dataclasses import dataclass, field

_MOST_CHARACTERS = 1 << 20


@dataclass(slots=True)
class MessageLines:
    """The lines below the head of a message, in order; what comes after a mebi of characters is left out."""

    lines: list[str] = field(default_factory=list)
    characters: int = 0

    def add(self, line: str) -> None:
        """The next line of the message."""
        if self.characters < _MOST_CHARACTERS:
            self.lines.append(line)
            self.characters += len(line)

    @property
    def text(self) -> str:
        """The whole, with the blank lines around it."""
        return "\n".join(self.lines)
