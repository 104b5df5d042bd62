"""What the waivers of a workspace silence."""

from __future__ import annotations

import datetime as dt

from commops.findings import Finding
from commops.rule import CRASHED, page
from commops.workspace import Workspace
from commops.workspace.times import date
from commops.workspace.waivers import Waiver, added

# A file that cannot be read or a waiver that is wrong must not be able to silence itself.
_UNWAIVABLE = frozenset([CRASHED, "waiver-current", "waiver-added", "readable-file", "policy-rule"])


def unwaived(seen: list[Finding], waivers: list[Waiver], ws: Workspace) -> list[Finding]:
    """What no waiver silences; marks the waivers that would, also those that have ended.

    A rule that no policy may lower cannot be waived by the very change that breaks it either: such a waiver counts
    once it is merged, which somebody else has to do.
    """
    as_of = ws.as_of
    by_place: dict[tuple[str, str], list[Waiver]] = {}
    for waiver in waivers:
        by_place.setdefault((waiver.at.path, waiver.rule), []).append(waiver)
    kept = []
    for found in seen:
        fitting = [
            waiver
            for waiver in by_place.get((found.at.path, found.rule), ())
            if found.at.route[: len(waiver.scope)] == waiver.scope
        ]
        for waiver in fitting:
            waiver.used = True
        if not any(_holds(waiver, as_of) and not _too_new(waiver, ws) for waiver in fitting):
            kept.append(found)
    return kept


def _too_new(waiver: Waiver, ws: Workspace) -> bool:
    """Whether the change under review brings the waiver, of a rule that is locked."""
    if ws.base is None or not page(waiver.rule).locked:
        return False
    source, before = ws.sources[waiver.at.path], ws.base.sources.get(waiver.at.path)
    return any((*route, "rule") == waiver.at.route for route, _ in added(source, before))


def _holds(waiver: Waiver, as_of: dt.date) -> bool:
    return waiver.rule not in _UNWAIVABLE and (waiver.until is None or date(waiver.until) >= as_of)
