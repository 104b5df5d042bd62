"""Where a new thing is written: which kinds can be made, the path of a new file, and an id when none was chosen."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from commops.errors import InputError
from commops.findings import Route
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace.shape.kinds import Kind, kinds
from commops.workspace.shape.schemas import schema
from commops.workspace.times import date

_MADE = frozenset(["snapshot", "profile"])
"""Kinds that nobody starts by hand: numbers are computed, and a workspace has its profile from the start."""
ID = re.compile(r"[a-z0-9][a-z0-9_-]{1,62}")
_DATED = frozenset(["post", "event"])
"""Kinds whose ids begin with their day."""


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of thing that can be made: a file of its own, or an entry of a list in a file."""

    name: str
    kind: Kind
    key: str = ""
    """The list that holds it; ``""`` for a file."""

    @property
    def route(self) -> Route:
        """Where in the schema of the file its shape stands."""
        return (self.key, 0) if self.key else ()

    def of_event(self, event: str | None) -> bool:
        """Whether the file lies in the folder of an event that is there already, and so bears its id."""
        below = [glob for glob in self.kind.files if glob.startswith("events/*/")]
        return self.name != "event" and bool(below) and bool(event or len(below) == len(self.kind.files))

    @property
    def root(self) -> dict[str, Any]:
        """The schema of the file."""
        return schema(self.kind.schema).schema


def targets() -> dict[str, Target]:
    """Every kind of thing that can be made, by name, sorted."""
    found: dict[str, Target] = {}
    for name, kind in kinds().by_name.items():
        if name in _MADE:
            continue
        if kind.single:
            found |= {part: Target(part, kind, key) for key, part in kind.items.items()}
        found[name] = Target(name, kind)
    return dict(sorted(found.items()))


def path_of(target: Target, name: str, day: dt.date, event: str | None) -> str:
    """The path of a new file. Raises InputError when it belongs to an event and none was named."""
    kind = target.kind
    if kind.single:
        return kind.files[0]
    if target.of_event(event) or target.name == "event":
        folder = name if target.name == "event" else event
        if folder is None:
            raise InputError(
                target.name,
                Text("这类文件属于某个活动", "A file of this kind belongs to an event"),
                Text("用 --event 写明活动编号。", "Name the event with --event."),
            )
        return kind.files[0].replace("*", folder, 1)
    glob = kind.files[-1]
    above, _, last = glob.rpartition("/")
    for part in (f"{day:%Y}", f"{day:%m}"):
        above = above.replace("*", part, 1)
    return f"{above}/{last.replace('*', name)}"


def id_of(ws: Workspace, target: Target, chosen: str | None, title: str, data: dict[str, Any]) -> str:
    """The id of a new thing: the chosen one (with its day in front where ids have one), else one that follows.

    Things that are numbered or named after their week get the next number or this week; others are named after their
    title, if that is in Latin letters. Raises InputError when no id can be made, or it is taken.
    """
    name = chosen or own_id(ws, target, title)
    if chosen and not ID.fullmatch(chosen):
        raise InputError(
            chosen,
            Text("不能作编号", "This cannot be an id"),
            Text(
                "用 2 到 63 个小写英文字母、数字和连字符，例如 book-vote；文件名和网址都用它，标题写在 --title。",
                "Use 2 to 63 lower-case letters, digits and hyphens, such as book-vote; the title goes into --title.",
            ),
        )
    if not name:
        raise InputError(
            target.name,
            Text("需要一个编号（小写英文字母、数字和连字符）", "An id is needed (lower-case letters, digits, hyphens)"),
            Text(
                f"写在命令后面，例如 commops new {target.name} book-vote。",
                f"Write it behind the command, for example commops new {target.name} book-vote.",
            ),
        )
    if target.name in _DATED and not re.match(r"\d{4}-\d\d-\d\d-", name):
        name = f"{_day(ws, data).isoformat()}-{name}"
    if name in ws.ids(target.name):
        raise InputError(
            name,
            Text("这个编号已经有了", "This id is taken"),
            Text("换一个编号，或直接修改那个文件。", "Choose another one, or change what is there."),
        )
    return name


def own_id(ws: Workspace, target: Target, title: str) -> str:
    """The id that a thing gets by itself: the next number, this week, or its title in Latin letters; else ``""``."""
    return _following(ws, target) or slug(title)


def _day(ws: Workspace, data: dict[str, Any]) -> dt.date:
    """The day of a post or an event on the community's clocks; today when it has none yet."""
    try:
        return date(str(data.get("date") or data.get("start"))[:10])
    except ValueError:
        return ws.as_of


def day_of(ws: Workspace, name: str) -> dt.date:
    """The day in an id, for the folders of year and month; today for an id without one."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)-", name)
    if found is None:
        return ws.as_of
    try:
        return dt.date(*map(int, found.groups()))
    except ValueError:
        return ws.as_of


def _following(ws: Workspace, target: Target) -> str:
    """The id that follows from those there are: this week, or the next number of the year."""
    taken = sorted(ws.ids(target.name))
    week = "{}-w{:02}".format(*ws.as_of.isocalendar()[:2])
    if taken and all(re.fullmatch(r"\d{4}-w\d\d", name) for name in taken):
        return week
    numbered = [found for name in taken if (found := re.fullmatch(r"(\D{0,4}\d{4}-)(\d{3,5})", name))]
    if taken and len(numbered) == len(taken):
        year = str(ws.as_of.year)
        head, width = re.sub(r"\d{4}", year, numbered[-1][1]), len(numbered[-1][2])
        last = max((int(found[2]) for found in numbered if found[1] == head), default=0)
        return f"{head}{last + 1:0{width}}"
    return ""


def slug(title: str) -> str:
    """A title in Latin letters as an id; ``""`` when little of it would be left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].rstrip("-")
    letters = sum(char.isalnum() for char in title)
    return name if len(name) >= 2 and letters and sum(char.isalnum() for char in name) * 2 >= letters else ""
