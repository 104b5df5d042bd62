"""One module per export format; each has a class ``Writer``, and the module's name is the format's."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import ClassVar, Protocol, cast

from commops.synth.people import People
from commops.synth.recipe import Recipe
from commops.synth.records import Chat, Message


class Writer(Protocol):
    """Writes one log into a folder, chat by chat and day by day, so that memory holds one day of one chat."""

    VARIANTS: ClassVar[tuple[str, ...]]
    """Names of the shapes that the format comes in, the usual one first; ("",) where there is but one."""

    def __init__(self, folder: Path, recipe: Recipe, people: People, variant: str) -> None: ...

    def begin(self, chat: Chat) -> None:
        """Start a chat."""

    def day(self, messages: list[Message]) -> None:
        """Write one day of the chat; messages are sorted by time and all of one local day."""

    def end(self) -> None:
        """Finish the chat."""

    def close(self) -> None:
        """Finish the log; only now all files are whole."""


def formats() -> list[str]:
    """The names of the formats, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def writer(name: str) -> type[Writer]:
    """The writer of a format; KeyError for a name that is none."""
    if name not in formats():
        raise KeyError(name)
    return cast("type[Writer]", importlib.import_module(f"{__name__}.{name}").Writer)
