"""Prints a review as JSON for programs; its shape is a promise, told by ``schema``."""

from __future__ import annotations

from typing import Any

from commops.review import types as t
from commops.review.delta import ABSENT
from commops.review.model import Review
from commops.texts import safe_json

SCHEMA = 1


def render(review: Review) -> str:
    """``{"schema": 1, "against": ref, "as_of": day, "changes": [...], "findings": {"new": n, ...}}``.

    A change is ``{type, notable, kind, id, path, line, routes, before?, after?}``; a value that was not there, or is no
    longer, has no key.
    """
    counts = {
        "new": len(review.new),
        "errors": review.errors,
        "existing": len(review.existing),
        "fixed": len(review.fixed),
    }
    return safe_json(
        {
            "schema": SCHEMA,
            "against": review.against,
            "as_of": review.as_of.isoformat(),
            "changes": [_row(change) for change in review.changes],
            "findings": counts,
        }
    )


def _row(change: t.Change) -> dict[str, Any]:
    thing = change.thing
    row: dict[str, Any] = {
        "type": type(change).__name__,
        "notable": change.notable,
        "kind": thing.kind,
        "id": thing.id,
        "path": thing.path,
        "line": change.at.line,
        "routes": [list(route) for route in change.routes],
    }
    for name, side in (("before", change.before), ("after", change.after)):
        if side is not ABSENT:
            row[name] = side
    return row
