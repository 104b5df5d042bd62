"""What the schema of a member programme cannot see: names used twice or for nothing, seasons mixed up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from commops.workspace._types import MemberProgramme


class Slip(NamedTuple):
    """Where it stands, the value there, and which of the sorts below it is."""

    route: tuple[str | int, ...]
    value: object
    sort: str
    """twice, action, season, backwards or overlap."""


def slips(programme: MemberProgramme) -> Iterator[Slip]:
    """All of them. With any, nobody can say how many points somebody has."""
    for part, rows, key in (
        ("points", programme.points, "action"),
        ("levels", programme.levels, "id"),
        ("levels", programme.levels, "min_points"),
        ("badges", programme.badges or (), "id"),
        ("seasons", programme.seasons or (), "id"),
    ):
        yield from _twice(part, rows, key)
    actions = {row["action"] for row in programme.points}
    for number, badge in enumerate(programme.badges or ()):
        rule = badge.get("rule")
        if rule and rule["action"] not in actions:
            yield Slip(("badges", number, "rule", "action"), rule["action"], "action")
        if rule and rule.get("in_season") and not programme.seasons:
            yield Slip(("badges", number, "rule", "in_season"), badge["id"], "season")
    yield from _seasons(programme)


def _twice(part: str, rows: Sequence[Mapping[str, Any]], key: str) -> Iterator[Slip]:
    seen = set()
    for number, row in enumerate(rows):
        if row[key] in seen:
            yield Slip((part, number, key), row[key], "twice")
        seen.add(row[key])


def _seasons(programme: MemberProgramme) -> Iterator[Slip]:
    ended: list[tuple[str, str, int]] = []
    for number, row in enumerate(programme.seasons or ()):
        if row["to"] < row["from"]:
            yield Slip(("seasons", number, "to"), row["to"], "backwards")
        ended.append((row["from"], row["to"], number))
    for (_, last, _), (first, _, number) in pairwise(sorted(ended)):
        if first <= last:
            yield Slip(("seasons", number, "from"), first, "overlap")
