"""Personas for whom nothing has been written for weeks."""

import datetime as dt
from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.naming import called
from commops.posting.outlook import is_dropped, is_pending
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace.settings import setting

_SOON = dt.timedelta(days=7)


@rule("persona-reached")
def check(ws: Workspace) -> Iterator[Hit]:
    """Each persona whose last post lies longer back than the setting, with none planned for the next seven days."""
    if not ws.personas:
        return
    today, soon = ws.as_of.isoformat(), (ws.as_of + _SOON).isoformat()
    last: dict[str, str] = {}
    planned: set[str] = set()
    for post in ws.posts:
        for persona in post.data.get("persona", ()):
            day = post.data["date"][:10]
            if is_pending(post):
                if today <= day <= soon:
                    planned.add(persona)
            elif not is_dropped(post) and day <= today:
                last[persona] = max(last.get(persona, ""), day)
    # A community that does not say whom its posts are for is not measured by it.
    limit = setting(ws, "persona_days")
    for persona in ws.personas if last else ():
        if persona.id in planned:
            continue
        since = last.get(persona.id)
        facts: dict[str, object] = {"persona": called(persona), "since": since, "limit": limit}
        if since is None:
            yield Hit(persona.at("name"), persona.id, facts, case="never")
        elif (ws.as_of - dt.date.fromisoformat(since)).days > limit:
            yield Hit(persona.at("name"), persona.id, facts)
