"""Makes one log: hands the days of each chat to a writer, in a temporary folder that is renamed at the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from commops.synth.calendar import day_factors
from commops.synth.chatter import Chatter
from commops.synth.people import People
from commops.synth.place import MARK
from commops.synth.recipe import Recipe
from commops.synth.writers import writer


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written. ``messages`` are people's and bots' messages; joins and leaves are ``events``."""

    messages: int
    events: int
    members: int
    ever: int
    files: int
    bytes: int


def make(
    folder: Path, recipe: Recipe, format_name: str, variant: str = "", progress: Callable[[float], None] | None = None
) -> Summary:
    """Write a log into ``folder``, in the place of what is there (see ``place.check_place``).

    ``variant`` is one of the format's own, "" for its usual one. ``progress`` gets shares of the work, 0 to 1.

    Raises OSError when the disk refuses; then nothing is left behind.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    workplace = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".tmp", dir=folder.parent))
    try:
        counts = _write(workplace, recipe, format_name, variant, progress or (lambda _share: None))
        files = [path for path in workplace.rglob("*") if path.is_file()]
        total = sum(path.stat().st_size for path in files)
        (workplace / MARK).write_text(_mark(recipe, format_name), encoding="utf-8")
        workplace.chmod(0o755)
        _put_in_place(workplace, folder)
    except BaseException:
        shutil.rmtree(workplace, ignore_errors=True)
        raise
    return Summary(*counts, files=len(files), bytes=total)


def _put_in_place(made: Path, folder: Path) -> None:
    """Rename ``made`` to ``folder``; what was there is moved aside first and deleted only after that worked."""
    if not folder.is_dir():
        made.rename(folder)
        return
    aside = made.with_suffix(".old")
    folder.rename(aside)
    try:
        made.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    shutil.rmtree(aside)


def _write(
    folder: Path, recipe: Recipe, format_name: str, variant: str, progress: Callable[[float], None]
) -> tuple[int, int, int, int]:
    """Messages, events, members on the last day, people ever."""
    people, factors = People(recipe), day_factors(recipe)
    output = writer(format_name)(folder, recipe, people, variant)
    spoken = events = members = ever = 0
    for chat in recipe.chats:
        chatter = Chatter(recipe, chat, people, factors)
        output.begin(chat)
        for number, messages in enumerate(chatter.days(), 1):
            output.day(messages)
            said = sum(1 for message in messages if message.kind == "message")
            spoken, events = spoken + said, events + len(messages) - said
            progress((chat.index + number / recipe.days) / len(recipe.chats))
        output.end()
        members, ever = members + chatter.members, ever + chatter.ever
    output.close()
    return spoken, events, members, ever


def _mark(recipe: Recipe, format_name: str) -> str:
    """What the file beside the log says, for people who come across it."""
    return (
        "This chat log is made up; nobody in it exists. 这份聊天记录是虚构的。\n"
        f"commops synth --format {format_name} --seed {recipe.seed} --chats {len(recipe.chats)} "
        f"--from {recipe.start} --to {recipe.end} --messages {recipe.messages or 'default'}\n"
    )
