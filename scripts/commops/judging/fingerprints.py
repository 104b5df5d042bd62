"""Names for findings that stay the same when lines move, so that reports of two days can be compared."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from commops.findings import Finding, Route
from commops.workspace import Source


def marked(findings: Iterable[Finding], sources: Mapping[str, Source]) -> Iterator[Finding]:
    """The findings, in the order given, each with its fingerprint.

    A fingerprint is sha256 of rule, path, route and value, and a counter where several have these in common. In the
    route an entry of a list goes by its id where it has one, so that a new entry above it changes nothing.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for found in findings:
        facts = (found.rule, found.at.path, *anchor(found, sources))
        seen[facts] += 1
        yield found._replace(fingerprint=_digest([*facts, seen[facts]]))


def anchor(found: Finding, sources: Mapping[str, Source]) -> tuple[str, str]:
    """Where in its file, whatever that is called, a finding is, and about what: route and value."""
    source = sources.get(found.at.path)
    route = named(found.at.route, source.data if source else None)
    return json.dumps(route, ensure_ascii=False), found.value


def named(route: Route, data: Any) -> list[str | int]:
    """A route with the id of each entry of a list instead of its position, where it has one."""
    steps: list[str | int] = []
    for step in route:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            data = None
        name = data.get("id") if isinstance(step, int) and isinstance(data, dict) else None
        steps.append(f"#{name}" if isinstance(name, str) else step)
    return steps


def _digest(facts: list[str | int]) -> str:
    return hashlib.sha256(json.dumps(facts, ensure_ascii=True).encode()).hexdigest()
