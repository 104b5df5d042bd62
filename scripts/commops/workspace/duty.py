"""Who is there on a day, who holds a role or a permission, and how many members a channel has by the newest count."""

from __future__ import annotations

import datetime as dt

from commops.workspace._types import Person
from commops.workspace.model import Workspace


def is_active(person: Person, day: dt.date) -> bool:
    """Whether somebody has started and has not left on a day. ISO dates compare as text."""
    today = day.isoformat()
    return person.active_from <= today and not (person.active_to is not None and person.active_to < today)


def active_people(ws: Workspace) -> dict[str, Person]:
    """Everybody who is active on the day of the check, by id. Ask with ``ws.derive(active_people)``."""
    return {person.id: person for person in ws.people if is_active(person, ws.as_of)}


def holders(ws: Workspace, role: str) -> list[Person]:
    """The active people with a role, by id."""
    return [person for person in ws.derive(active_people).values() if role in person.roles]


def is_away(person: Person, day: dt.date) -> bool:
    """Whether a day is one of somebody's leave, first and last day included."""
    today = day.isoformat()
    return any(leave["from"] <= today <= leave["to"] for leave in person.leave or ())


def approvers(team: Workspace, author: object, day: dt.date) -> list[Person]:
    """Who may approve a post of an author on a day: a role lets them, they are there, and they did not write it."""
    roles = {role.id for role in team.roles if "approve-post" in (role.permissions or ())}
    return [
        person
        for person in team.people
        if person.id != author
        and roles.intersection(person.roles)
        and is_active(person, day)
        and not is_away(person, day)
    ]


def newest_counts(ws: Workspace) -> dict[str, tuple[str, int]]:
    """Day and size of the newest member count of each channel, up to the day of the check.

    Ask with ``ws.derive(newest_counts)``.
    """
    found: dict[str, tuple[str, int]] = {}
    today = ws.as_of.isoformat()
    for row in ws.member_counts.snapshots if ws.member_counts else ():
        if found.get(row["channel"], ("", 0))[0] <= row["date"] <= today:
            found[row["channel"]] = row["date"], row["members"]
    return found
