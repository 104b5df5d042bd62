"""Registrations and attendance of events for events/<id>/results.yml, from registration and sign-in sheets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from commops.tables.change import Note, Proposal, Wishes, settle, without_few
from commops.texts import Text

if TYPE_CHECKING:
    from commops.tables.store import TableStore
    from commops.workspace import Workspace

_UNKNOWN = Text("工作区里没有活动 {event}", "the workspace has no event {event}")
_HALF = Text(
    "{path}：还缺 {missing}，两样都有才能新建这个文件",
    "{path}: {missing} is not known yet; the file can be made when both are",
)


def offer(ws: Workspace, store: TableStore, wishes: Wishes) -> Iterator[Proposal | Note]:
    """Counts of people per event; waiting lists count as registered, as they do in the file."""
    people: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.merged("attendance"):
        people[row["event"]].append(row)
    for name, rows in sorted(people.items()):
        event, results = ws.get("event", name), ws.get("event-result", name)
        if event is None:
            yield Note(_UNKNOWN.fill(event=name))
            continue
        path = results.source.path if results else f"{event.source.path.rpartition('/')[0]}/results.yml"
        counts, notes = without_few(path, _counts(rows))
        yield from notes
        missing = [field for field in ("registered", "attended") if field not in counts]
        if results is None and missing:
            yield Note(_HALF.fill(path=path, missing=" + ".join(missing)))
            continue
        yield from settle(path, (), results.data if results else {}, counts, wishes)


def _counts(rows: list[dict[str, Any]]) -> dict[str, int]:
    counts = {}
    signed_up = [row for row in rows if row["registered"] and row["status"] != "cancelled"]
    if signed_up:
        counts["registered"] = len(signed_up)
    if waiting := sum(row["status"] == "waitlisted" for row in signed_up):
        counts["waitlisted"] = waiting
    if any(row["attended"] is not None for row in rows):
        counts["attended"] = sum(row["attended"] is True for row in rows)
    return counts
