"""Names in records about members: cases, complaints and feedback say only pseudonyms."""

import re
from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.names import is_everyday, names_somebody
from commops.workspace import Item, Workspace

_TEXTS = {"case": ("summary", "evidence_ref"), "complaint": ("summary", "remedy"), "feedback": ("quote",)}


@rule("pseudonyms-only")
def check(ws: Workspace) -> Iterator[Hit]:
    """Names of the team, mentions, introduced names, and links to evidence; contact data has a rule of its own."""
    for kind, keys in _TEXTS.items():
        for item in ws.items(kind):
            for key in keys:
                text = item.data.get(key)
                if isinstance(text, str):
                    yield from _in_text(ws, item, key, text)


def _in_text(ws: Workspace, item: Item, key: str, text: str) -> Iterator[Hit]:
    if "://" in text:
        yield Hit(item.at(key), None, {"record": item.id}, case="link")
        return
    if ws.derive(_team_names)[0].search(text):
        yield Hit(item.at(key), None, {"record": item.id}, case="team")
        return
    if names_somebody(text):
        yield Hit(item.at(key), None, {"record": item.id})


def _team_names(ws: Workspace) -> tuple[re.Pattern[str]]:
    """One pattern for the display names of the team, in a tuple because a pattern is never None."""
    names = set()
    for person in ws.people:
        shown = person.display.values() if isinstance(person.display, dict) else (person.display,)
        names |= {name for name in shown if len(name) > 1 and not is_everyday(name)}
    parts = [
        rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])" if name.isascii() else re.escape(name) for name in sorted(names)
    ]
    return (re.compile("|".join(parts) or "(?!)"),)
