"""What each status asks for, as a table: the promise that a beginner's three lines are enough to begin."""

from __future__ import annotations

from typing import Any

import pytest
from schema_support import KINDS, accepts, errors, example

POST = {"title": "t", "date": "2026-11-23T20:00+08:00", "channels": ["chat"]}
EVENT = {"name": "n", "start": "2026-12-12T14:00+08:00", "end": "2026-12-12T17:00+08:00"}

REVIEW = {"kind", "pillar", "author"}
APPROVED = REVIEW | {"approved_by", "approved_at"}
PLANNED = {"kind", "attendance_mode", "owner", "objective", "demand_evidence"}
ANNOUNCED = PLANNED | {"summary", "risks", "code_of_conduct"}
OPEN = ANNOUNCED | {"registration"}

TABLE: list[tuple[str, dict[str, Any], str | None, set[str]]] = [
    ("post", {}, None, set()),
    ("post", {}, "idea", set()),
    ("post", {}, "draft", set()),
    ("post", {"kind": "image"}, "draft", set()),
    ("post", {}, "review", REVIEW),
    ("post", {"kind": "image"}, "review", REVIEW - {"kind"} | {"assets"}),
    ("post", {"kind": "gallery"}, "approved", APPROVED - {"kind"} | {"assets"}),
    ("post", {"kind": "poll"}, "review", REVIEW - {"kind"} | {"poll"}),
    ("post", {}, "approved", APPROVED),
    ("post", {}, "scheduled", APPROVED | {"scheduled_at"}),
    ("post", {}, "published", APPROVED | {"published"}),
    ("post", {}, "archived", APPROVED | {"published", "results", "lesson"}),
    ("post", {}, "rejected", {"status_reason"}),
    ("post", {}, "withdrawn", {"status_reason"}),
    ("event", {}, None, set()),
    ("event", {}, "idea", set()),
    ("event", {}, "planned", PLANNED),
    ("event", {}, "announced", ANNOUNCED),
    ("event", {"attendance_mode": "offline"}, "announced", ANNOUNCED - {"attendance_mode"} | {"venue", "safety"}),
    ("event", {"attendance_mode": "online"}, "announced", ANNOUNCED - {"attendance_mode"}),
    ("event", {}, "open", OPEN),
    ("event", {"attendance_mode": "online"}, "running", OPEN - {"attendance_mode"} | {"online_url"}),
    ("event", {"attendance_mode": "mixed"}, "done", OPEN - {"attendance_mode"} | {"venue", "safety", "online_url"}),
    ("event", {}, "cancelled", {"status_reason"}),
    ("event", {}, "postponed", {"status_reason"}),
]


def missing(kind: str, data: dict[str, Any]) -> set[str]:
    """Keys whose absence the status rule reports; anything else that is refused fails the test."""
    found: set[str] = set()
    for error in errors(kind, data):
        gate = KINDS[kind].schema
        steps = list(error.absolute_schema_path)
        assert steps[0] == "allOf"
        assert gate["allOf"][steps[1]]["x-rule"] == "status-requirements"
        assert error.validator == "required"
        found |= set(error.validator_value) - set(error.instance)
    return found


@pytest.mark.parametrize(("kind", "more", "status", "wanted"), TABLE)
def test_status_asks_for(kind: str, more: dict[str, Any], status: str | None, wanted: set[str]) -> None:
    data = {**(POST if kind == "post" else EVENT), **more, **({"status": status} if status else {})}
    assert missing(kind, data) == wanted


@pytest.mark.parametrize("kind", ["post", "event"])
def test_every_status_is_in_the_table(kind: str) -> None:
    statuses = KINDS[kind].schema["properties"]["status"]["enum"]
    assert set(statuses) == {status for name, _, status, _ in TABLE if name == kind} - {None}
    # The full example satisfies every status, so no two of them contradict each other.
    for status in statuses:
        assert missing(kind, {**example(KINDS[kind]), "status": status}) == set()


@pytest.mark.parametrize("empty", ["assets", "published", "results"])
def test_an_empty_list_does_not_count(empty: str) -> None:
    data = {**example(KINDS["post"]), "kind": "gallery", empty: []}
    assert not accepts("post", data)


def test_a_publication_has_an_address_or_says_why_not() -> None:
    data = example(KINDS["post"]) | {"published": [{"channel": "chat", "at": "2026-11-18T20:01+08:00"}]}
    found = errors("post", data)
    assert [error.validator for error in found] == ["anyOf"]
    assert found[0].schema["x-message"]["en"]
    assert accepts("post", {**data, "status": "scheduled"})
