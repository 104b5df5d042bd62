"""What the next status needs is what the check asks for once the status is written."""

import pytest

from commops.workspace.shape.kinds import kinds
from commops.workspace.shape.progress import missing_for, next_status, status_label
from commops.workspace.shape.schemas import schema

DRAFT = {"title": "晚上好", "date": "2026-11-23T20:00+08:00", "channels": ["chat"]}


def test_a_post_goes_its_way_and_stops_at_the_end():
    way, status = [], "idea"
    while status:
        way.append(status)
        status = next_status("post", status)
    assert way == ["idea", "draft", "review", "approved", "scheduled", "published", "archived"]
    assert next_status("post", "withdrawn") is None
    assert next_status("team", "x") is None


def test_a_draft_needs_form_pillar_and_author_for_review():
    assert [text.en for text in missing_for("post", DRAFT, "review")] == ["kind", "pillar", "author"]
    assert missing_for("post", DRAFT, "review")[0].zh == "kind（形式）"
    assert missing_for("post", DRAFT, "draft") == []
    poll = {**DRAFT, "kind": "poll", "pillar": "read", "author": "lin"}
    assert [text.en for text in missing_for("post", poll, "review")] == ["poll"]


def test_statuses_have_names():
    assert status_label("post", "review").zh == "待审"
    assert status_label("post", "odd").en == "odd"


@pytest.mark.parametrize("kind", [name for name, row in kinds().by_name.items() if not row.single])
def test_every_kind_with_statuses_can_be_asked(kind):
    part = schema(kinds().by_name[kind].schema).schema["properties"].get("status", {})
    for status in part.get("enum", []):
        assert all(text.zh and text.en for text in missing_for(kind, {}, status))
