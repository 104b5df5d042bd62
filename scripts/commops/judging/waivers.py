"""The waivers of a workspace and what they silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from commops.findings import Finding, Route
from commops.rule import CRASHED, Waiver
from commops.workspace import Source
from commops.workspace.shape.kinds import kinds
from commops.workspace.times import date

# A file that cannot be read or a waiver that is wrong must not be able to silence itself.
_UNWAIVABLE = frozenset([CRASHED, "waiver-current", "waiver-added", "readable-file", "policy-rule"])


def waivers_of(source: Source) -> Iterator[Waiver]:
    """The well-formed entries of a file's ``waive`` list, and of those of the entries of its lists."""
    scopes: list[Route] = [()]
    for key in kinds().by_name[source.kind].items:
        entries = source.data.get(key)
        scopes += [(key, number) for number in range(len(entries))] if isinstance(entries, list) else []
    for scope in scopes:
        holder: Any = source.data
        for step in scope:
            holder = holder[step]
        entries = holder.get("waive") if isinstance(holder, dict) else None
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            until = entry.get("until") if isinstance(entry, dict) else None
            if isinstance(entry, dict) and isinstance(entry.get("rule"), str) and (until is None or _is_day(until)):
                yield Waiver(entry["rule"], until, source.at((*scope, "waive", number, "rule")), scope)


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


def _is_day(text: object) -> bool:
    try:
        date(str(text))
    except ValueError:
        return False
    return True


def _holds(waiver: Waiver, as_of: dt.date) -> bool:
    return waiver.rule not in _UNWAIVABLE and (waiver.until is None or date(waiver.until) >= as_of)
