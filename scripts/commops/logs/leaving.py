"""Leaves the people who are to be forgotten out of the exports before these are merged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from commops.logs import forgotten, members
from commops.logs.cleaning import Removed, remove_people
from commops.logs.links import gather
from commops.logs.state import State

if TYPE_CHECKING:
    import duckdb


def leave_out(
    following: State, before: State, private: Path, folder: Path, connection: duckdb.DuckDBPyConnection
) -> Removed:
    """Remove them from the exports that ``before`` does not hold, or from all when there are more people by now.

    Changes the exports and the forgotten of ``following``; ``folder`` is the warehouse. Returns what went.
    """
    removed = Removed()
    listed, _key = forgotten.load(private)
    if not listed:
        following.forgotten = []
        return removed
    following.exports = dict(following.exports)
    people = members.everyone(listed, gather(following.ranked, folder), following.aliases)
    if people != listed:
        forgotten.save(private, people, following.key)
    known = {export.file for export in before.exports.values()} if people <= set(before.forgotten) else ()
    for export in following.ranked:
        if export.file not in known:
            following.exports[export.id], gone = remove_people(connection, export, people, folder)
            removed += gone
    following.forgotten = sorted(people)
    return removed
