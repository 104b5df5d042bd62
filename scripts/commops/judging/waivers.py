"""What the waivers of a workspace silence."""

from __future__ import annotations

import datetime as dt

from commops.findings import Finding
from commops.rule import CRASHED
from commops.workspace.times import date
from commops.workspace.waivers import Waiver

# A file that cannot be read or a waiver that is wrong must not be able to silence itself.
_UNWAIVABLE = frozenset([CRASHED, "waiver-current", "waiver-added", "readable-file", "policy-rule"])


def unwaived(seen: list[Finding], waivers: list[Waiver], as_of: dt.date) -> list[Finding]:
    """What no waiver silences; marks the waivers that would, also those that have ended."""
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
        if not any(_holds(waiver, as_of) for waiver in fitting):
            kept.append(found)
    return kept


def _holds(waiver: Waiver, as_of: dt.date) -> bool:
    return waiver.rule not in _UNWAIVABLE and (waiver.until is None or date(waiver.until) >= as_of)
