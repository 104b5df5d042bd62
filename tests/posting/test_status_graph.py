"""The way of a post from idea to publication: nothing goes out that was not reviewed and approved."""

from __future__ import annotations

import datetime as dt

import pytest
from calendarkit import hits, post, published, workspace

from commops.posting.history import STARTS, STEPS, next_step
from commops.workspace.shape.progress import status_label
from commops.workspace.shape.schemas import schema

STATUSES = schema("post.schema.json").schema["properties"]["status"]["enum"]


def test_the_graph_knows_every_status_and_its_name():
    assert sorted(STEPS) == sorted(STATUSES)
    assert {step for steps in STEPS.values() for step in steps} <= set(STATUSES)
    assert all(status_label("post", status).zh and status_label("post", status).en for status in STATUSES)


def reachable(without: str) -> set[str]:
    """Every status that a new post can get to without passing one of them."""
    reached = [status for status in sorted(STARTS) if status != without]
    for status in reached:
        reached += [step for step in STEPS[status] if step != without and step not in reached]
    return set(reached)


@pytest.mark.parametrize("gate", ["review", "approved"])
def test_nobody_gets_past_review_and_approval(gate):
    open_to_all = reachable(gate) if gate == "approved" else reachable(gate) - STARTS
    assert not {"scheduled", "published", "archived"} & open_to_all


def test_every_status_can_be_reached():
    assert reachable("") == set(STATUSES)


@pytest.mark.parametrize("start", STATUSES)
@pytest.mark.parametrize("goal", STATUSES)
def test_the_advice_is_a_step_that_leads_there(start, goal):
    status, steps = start, 0
    while status != goal and steps < 10:
        assert next_step(status, goal) in STEPS[status]
        status, steps = next_step(status, goal), steps + 1
    assert status == goal


def pair(tmp_path, before, after):
    ws = workspace(tmp_path / "head", after)
    ws.base = workspace(tmp_path / "base", before)
    return ws


APPROVED = {"status": "approved", "kind": "text", "pillar": "read", "author": "mei", "approved_by": "lin"}
APPROVED["approved_at"] = "2026-11-20T10:00+08:00"
AT = "2026-11-25T20:00+08:00"


def test_without_a_base_there_is_nothing_to_compare(tmp_path):
    assert hits(workspace(tmp_path, post(AT, **APPROVED)), "status-steps") == []


def test_an_unchanged_post_is_left_alone(tmp_path):
    same = post(AT, **APPROVED)
    ws = pair(tmp_path, same, same)
    assert hits(ws, "status-steps") == hits(ws, "approval-holds") == []


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({"body": "另一段。"}, 1),
        ({"title": "x"}, 0),
        ({"channels": "[oa, wx]"}, 1),
        ({"assets": "[logo]"}, 1),
        ({"links": '[{url: "https://example.org/2"}]'}, 1),
        ({"commercial": "true"}, 1),
        ({"notes": "备注"}, 0),
        ({"persona": "[]"}, 0),
        ({"approved_at": "2026-11-21T10:00+08:00", "body": "另一段。"}, 0),
        ({"status": "review", "body": "另一段。"}, 0),
        ({"status": "draft", "body": "另一段。"}, 0),
        ({"status": "scheduled", "scheduled_at": AT}, 0),
        ({"status": "scheduled", "scheduled_at": AT, "body": "另一段。"}, 1),
    ],
)
def test_what_an_approval_covers(tmp_path, change, count):
    change.pop("title", None)
    after = post(AT, **{**APPROVED, **change})
    assert len(hits(pair(tmp_path, post(AT, **APPROVED), after), "approval-holds")) == count


def test_a_schedule_that_was_there_is_covered_too(tmp_path):
    before = {**APPROVED, "status": "scheduled", "scheduled_at": AT}
    after = {**before, "scheduled_at": "2026-11-26T20:00+08:00"}
    (hit,) = hits(pair(tmp_path, post(AT, **before), post(AT, **after)), "approval-holds")
    assert hit.at.route == ("scheduled_at",)


def test_the_hit_lies_on_the_first_line_that_differs(tmp_path):
    ws = pair(tmp_path, post(AT, body="一\n二\n三", **APPROVED), post(AT, body="一\n二二\n三", **APPROVED))
    (hit,) = hits(ws, "approval-holds")
    text = ws.get("post", "2026-11-25-one").source.text.split("\n")
    assert text[hit.at.line - 1] == "二二"


def test_a_renamed_post_keeps_its_approval_and_what_it_covers(tmp_path):
    before = post(AT, "one", **APPROVED)
    ((path, text),) = post(AT, "one", **APPROVED).items()
    renamed = {path.replace("-one", "-other"): text}
    assert hits(pair(tmp_path / "a", before, renamed), "status-steps") == []
    edited = {path.replace("-one", "-other"): text.replace("今晚", "明晚")}
    assert len(hits(pair(tmp_path / "b", before, edited), "approval-holds")) == 1


@pytest.mark.parametrize(("day", "count"), [("2026-11-22", 0), ("2026-11-23", 1)])
def test_the_past_may_be_brought_in_and_the_future_not(tmp_path, day, count):
    ws = pair(tmp_path, {}, published(f"{day}T20:00+08:00"))
    assert ws.as_of == dt.date(2026, 11, 22)
    assert len(hits(ws, "status-steps")) == count
