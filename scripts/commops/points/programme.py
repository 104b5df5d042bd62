"""The rules of the member programme as plain values, checked for what its schema cannot see."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from commops.errors import InputError
from commops.stats.periods import day_number
from commops.texts import LocalText, Text, pick
from commops.workspace import Workspace, times
from commops.workspace.programme_slips import slips

if TYPE_CHECKING:
    from commops.workspace._types import MemberProgramme

PATH = "community/members/programme.yml"
VERSION = 1
"""Of the way of counting: raised when the same rules over the same log give other points."""

_READING = ("readable-file", "yaml-trap", "common-slips", "valid-value", "unknown-key")
"""The rules under which reading and the schemas refuse a file."""
_NO_FILE = Text("还没有会员体系文件。", "there is no member programme yet.")
_MAKE = Text("先写 points 和 levels 两项。", "Write one with points and levels first.")
_FAULTY = Text("会员体系文件有错，不能用来算积分。", "the member programme has an error, so no points can be counted.")
_CHECK = Text("运行 commops check，按提示改好。", "Run commops check and mend what it names.")


@dataclass(frozen=True, slots=True)
class Action:
    """Something that earns points: ``cap`` is the most a day, ``counts`` what is counted in the log, "" nothing."""

    id: str
    name: Text
    points: int
    cap: int | None
    counts: str

    def credit(self, times: int) -> int:
        """Points for so many times on one day."""
        earned = times * self.points
        return earned if self.points <= 0 or self.cap is None else min(earned, self.cap)

    def credited_times(self, times: int) -> int:
        """How many of the times on one day earned something."""
        if self.points <= 0 or self.cap is None:
            return times
        return min(times, -(-self.cap // self.points))


@dataclass(frozen=True, slots=True)
class Level:
    """A level and the points from which it is reached."""

    id: str
    name: Text
    min_points: int


@dataclass(frozen=True, slots=True)
class Season:
    """A span of local days (``day_n``), both ends in it."""

    id: str
    name: Text
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge; ``action`` done ``times`` times earns it, in one season if ``in_season``. No action: by hand only."""

    id: str
    name: Text
    action: str
    times: int
    in_season: bool
    revocable: bool


@dataclass(frozen=True, slots=True)
class Guards:
    """Which messages do not count; 0 switches a limit off. Meanings: schemas/member-programme.schema.json."""

    min_length: int = 0
    same_text_days: int = 0
    per_hour: int = 0
    per_pair_day: int = 0


@dataclass(frozen=True, slots=True)
class Fading:
    """How a balance shrinks after whole months without new points; ``keep_levels``: the most levels it may cost."""

    idle_months: int
    percent: int
    keep_levels: int | None


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that decides about points. Levels are in order of their points, seasons of their days."""

    actions: dict[str, Action]
    levels: tuple[Level, ...]
    badges: tuple[Badge, ...] = ()
    seasons: tuple[Season, ...] = ()
    guards: Guards = Guards()
    fading: Fading | None = None

    @property
    def definition(self) -> str:
        """SHA-256 (hex) of what decides the numbers; names and perks may change without changing it."""
        fading = astuple(self.fading) if self.fading else None
        decides = [
            VERSION,
            sorted([a.id, a.points, a.cap, a.counts] for a in self.actions.values()),
            [[level.id, level.min_points] for level in self.levels],
            sorted([b.id, b.action, b.times, b.in_season, b.revocable] for b in self.badges),
            [[s.id, s.first, s.last] for s in self.seasons],
            [astuple(self.guards), fading],
        ]
        return hashlib.sha256(json.dumps(decides).encode()).hexdigest()


def read_rules(ws: Workspace) -> Rules:
    """The rules of ``community/members/programme.yml``. Raises InputError with file and line."""
    programme: MemberProgramme | None = ws.member_programme
    if programme is None:
        raise _unusable(ws)
    for slip in slips(programme):
        raise InputError(f"{PATH}:{programme.at(*slip.route).line}", _FAULTY, _CHECK)
    guards, fading = programme.guards or {}, programme.fading
    levels = [Level(row["id"], _name(row["name"]), row["min_points"]) for row in programme.levels]
    return Rules(
        {row["action"]: _action(row) for row in programme.points},
        tuple(sorted(levels, key=lambda level: level.min_points)),
        tuple(map(_badge, programme.badges or ())),
        tuple(sorted(map(_season, programme.seasons or ()), key=lambda season: season.first)),
        Guards(**guards),
        Fading(fading["idle_months"], fading["percent"], fading.get("keep_levels")) if fading else None,
    )


def _name(value: LocalText) -> Text:
    return Text(pick(value, "zh"), pick(value, "en"))


def _action(row: Mapping[str, Any]) -> Action:
    name = _name(row.get("name", row["action"]))
    return Action(row["action"], name, row["points"], row.get("daily_cap"), row.get("counts", ""))


def _badge(row: Mapping[str, Any]) -> Badge:
    rule = row.get("rule")
    action, times, in_season = (rule["action"], rule["times"], rule.get("in_season", False)) if rule else ("", 0, False)
    return Badge(row["id"], _name(row["name"]), action, times, in_season, row.get("revocable", False))


def _season(row: Mapping[str, Any]) -> Season:
    first, last = (day_number(times.date(row[end])) for end in ("from", "to"))
    return Season(row["id"], _name(row.get("name", row["id"])), first, last)


def _unusable(ws: Workspace) -> InputError:
    """There is no programme, or reading or its schema refused it: then the first place at which that happened."""
    if PATH not in ws.claimed:
        return InputError(PATH, _NO_FILE, _MAKE)
    found = [hit.at for rule in _READING for hit in ws.faults(rule) if hit.at.path == PATH]
    return InputError(f"{PATH}:{min(at.line for at in found)}" if found else PATH, _FAULTY, _CHECK)
