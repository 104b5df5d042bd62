"""What the review works out: the calendar before and after, who may approve, limits, and differences of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_review_page import example, review

from commops.posting.clocks import zone_of
from commops.review.cards import may_approve
from commops.review.secrets import covered
from commops.review.textdiff import pieces
from commops.texts import Text


def put(name, front):
    head = f"---\ntitle: {{zh: {name}, en: {name}}}\nchannels: [wx]\n"
    return {f"content/posts/2026/11/{name}.md": f"{head}{front}---\n正文 {name}。\n"}


def community():
    """The example community, with a lead who may approve."""
    files = example()
    team = files["community/team.yml"].decode()
    found = "    responsibilities: [{zh: 审批内容, en: Approves posts}]\n"
    assert found in team
    files["community/team.yml"] = team.replace(found, f"{found}    permissions: [approve-post]\n").encode()
    return files


@pytest.fixture
def moved(repository):
    before = (
        community()
        | put("2026-11-24-a", "date: 2026-11-24T20:00+08:00\n")
        | put("2026-11-25-b", "date: 2026-11-25T20:00+08:00\n")
    )
    after = put("2026-11-24-a", "date: 2026-12-02T20:00+08:00\n") | put(
        "2026-11-26-c", "date: 2026-11-26T23:30+08:00\n"
    )
    return review(repository(before, after | {"content/posts/2026/11/2026-11-25-b.md": None}))


def test_the_weeks_of_both_times_are_shown(moved):
    days = [[day.date.isoformat() for day in week] for week in moved.weeks.weeks]
    assert [week[0] for week in days] == ["2026-11-23", "2026-11-30"]
    assert all(len(week) == 7 for week in days)


def test_each_slot_says_what_became_of_it(moved):
    slots = {(s.id, s.state): s for week in moved.weeks.weeks for day in week for s in day.slots}
    assert set(slots) == {
        ("2026-11-24-a", "from"),
        ("2026-11-24-a", "to"),
        ("2026-11-25-b", "gone"),
        ("2026-11-26-c", "new"),
    }
    assert slots["2026-11-24-a", "from"].other == slots["2026-11-24-a", "to"].at
    assert not slots["2026-11-24-a", "to"].quiet


def test_a_card_says_what_the_next_status_needs(moved):
    cards = {card.thing.id: card for card in moved.cards}
    assert cards["2026-11-26-c"].state == "new"
    assert cards["2026-11-26-c"].next.en == "In review"
    assert [one.en for one in cards["2026-11-26-c"].missing] == ["kind", "pillar", "author"]
    assert "2026-11-25-b" not in cards


def test_who_may_approve(moved):
    ws = moved.ws
    everyone = {person.id for person in may_approve(ws, {})}
    assert everyone
    for name in everyone:
        assert name not in {person.id for person in may_approve(ws, {"author": name})}
        assert not {person.id for person in may_approve(ws, {"approved_at": "1999-01-01T00:00+08:00"})}


def test_nobody_can_make_themselves_an_approver_of_the_same_change(repository):
    before = community()
    team = before["community/team.yml"].decode()
    person = "  - {id: eve, display: Eve, kind: volunteer, roles: [lead], active_from: 2025-01-01}\n"
    after = team.replace("people:\n", f"people:\n{person}", 1)
    assert after != team
    made = review(
        repository(before, {"community/team.yml": after} | put("2026-11-26-c", "date: 2026-11-26T20:00+08:00\n"))
    )
    assert made.ws.get("person", "eve") is not None
    assert {one.en for card in made.cards for one in card.approvers} == {"Lin"}


def test_a_channel_may_have_its_own_clocks(repository):
    before = example()
    channels = before["community/channels.yml"].decode()
    after = channels.replace("    platform:", "    timezone: Europe/Berlin\n    platform:", 1)
    made = review(
        repository(before, {"community/channels.yml": after} | put("2026-11-26-c", "date: 2026-11-26T20:00+08:00\n"))
    )
    first = made.ws.channels[0].id if "Berlin" in after else ""
    changed = [channel.id for channel in made.ws.channels if channel.timezone]
    assert changed
    assert zone_of(made.ws, changed[0]).key == "Europe/Berlin"
    assert zone_of(made.ws, "nowhere") == made.ws.zone
    assert first


TEXTS = st.text(alphabet="ab 读书。\n1", max_size=40)


@given(TEXTS, TEXTS)
def test_pieces_add_up_to_both_texts(before, after):
    found = pieces(before, after)
    assert "".join(text for kind, text in found if kind != "new") == before
    assert "".join(text for kind, text in found if kind != "old") == after


def test_equal_texts_have_one_piece():
    assert pieces("一样", "一样") == [("same", "一样")]


def test_secrets_are_covered_at_any_depth():
    value = {"a": ["x 12345 y", Text("12345", "b")], "12345": 1}
    assert covered(value, ("12345",)) == {"a": ["x ***** y", Text("*****", "b")], "*****": 1}
    assert covered(value, ()) is value
