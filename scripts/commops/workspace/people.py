"""Who may do what on a day: people by the permissions of their roles, while they are active and not on leave."""

from __future__ import annotations

import datetime as dt

from commops.workspace import Workspace
from commops.workspace._types import Person, Post
from commops.workspace.times import date


def active(person: Person, day: dt.date) -> bool:
    """Whether somebody belongs to the team on a day, first and last day included."""
    ends = person.active_to
    return date(person.active_from) <= day and (ends is None or day <= date(ends))


def holders(ws: Workspace, permission: str, day: dt.date) -> list[Person]:
    """Active people with a permission (``approve-post``, ``moderate``...), sorted by id."""
    roles = {role.id for role in ws.roles if permission in (role.permissions or ())}
    return [person for person in ws.people if roles & set(person.roles) and active(person, day)]


def approvers(ws: Workspace, post: Post, day: dt.date) -> list[Person]:
    """Who may approve a post on a day: everybody with the permission but its author."""
    return [person for person in holders(ws, "approve-post", day) if person.id != post.author]
