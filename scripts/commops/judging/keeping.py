"""Findings and what is remembered of a run as plain JSON values, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commops.findings import Finding, Location, Severity, State
from commops.texts import Text

if TYPE_CHECKING:
    from commops.judging.memory import Memory


def plain(found: Finding) -> list[Any]:
    """A finding as a list."""
    at = found.at
    return [
        found.rule, found.severity.value, [at.path, at.line, at.column, at.length, list(at.route)],
        list(found.message), list(found.fix), found.value, found.private, found.legal, found.fingerprint,
        found.state.value if found.state else None,
    ]  # fmt: skip


def finding(row: list[Any]) -> Finding:
    """The finding again. Raises TypeError or ValueError for anything else."""
    rule, severity, (path, line, column, length, route), message, fix, value, private, legal, name, state = row
    at = Location(path, line, column, length, tuple(route))
    told = Text(*message), Text(*fix)
    return Finding(rule, Severity(severity), at, *told, value, private, legal, name, State(state) if state else None)


def plain_memory(memory: Memory) -> dict[str, Any]:
    """What is remembered as a mapping."""
    numbers = {thing: number for number, thing in enumerate(memory.things)}
    return {
        "blobs": memory.blobs,
        "things": [[*thing, was] for thing, was in memory.things.items()],
        "refs": {path: [numbers[thing] for thing in refs] for path, refs in memory.refs.items()},
        "rules": {
            name: [
                [[*read, digest] for read, digest in kept.reads.items()],
                {path: [plain(found) for found in some] for path, some in kept.found.items()},
            ]
            for name, kept in memory.rules.items()
        },
    }


def memory(row: dict[str, Any] | None) -> Memory:
    """What is remembered again; nothing, if that is how it is."""
    from commops.judging.memory import Kept, Memory

    if row is None:
        return Memory()
    things = {(kind, name): was for kind, name, was in row["things"]}
    order = list(things)
    return Memory(
        row["blobs"],
        {path: [order[number] for number in numbers] for path, numbers in row["refs"].items()},
        things,
        {
            name: Kept(
                {tuple(read): digest for *read, digest in reads},
                {path: [finding(one) for one in some] for path, some in found.items()},
            )
            for name, (reads, found) in row["rules"].items()
        },
    )
