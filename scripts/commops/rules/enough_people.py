"""Roles with fewer people than they need, and approvals that hang on one person."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.texts import Text, pick
from commops.workspace import Workspace
from commops.workspace.duty import active_people, holders

_ALONE = 3
"""In a team of fewer people there is nobody else to ask."""


@rule("enough-people")
def check(ws: Workspace) -> Iterator[Hit]:
    """Each role against its ``min_people``, then each kind of approval against the one who would be left."""
    for role in ws.roles:
        have = len(holders(ws, role.id))
        if role.min_people is not None and have < role.min_people:
            name = Text(pick(role.name, "zh"), pick(role.name, "en"))
            yield Hit(role.at("min_people"), role.min_people, {"role": name, "have": have, "need": role.min_people})
    people = ws.derive(active_people)
    if len(people) < _ALONE:
        return
    alone: dict[str, None] = {}
    for permission in ("approve-post", "approve-event"):
        granting = {role.id for role in ws.roles if permission in (role.permissions or ())}
        may = [person.id for person in people.values() if granting.intersection(person.roles)]
        if len(may) == 1:
            alone[may[0]] = None
    for only in alone:
        person = people[only]
        shown = Text(pick(person.display, "zh"), pick(person.display, "en"))
        yield Hit(person.at("roles"), only, {"person": shown}, case="approver")
