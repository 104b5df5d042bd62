"""Topics of a Discourse forum."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, Row, merged, put, read


def at(seconds: int) -> str:
    return dt.datetime.fromtimestamp(T0 + seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def post(number: int, who: int = 7, cooked: str = "<p>hello</p>", topic: int = 50, **more: Any) -> Row:
    """A post. ``None`` removes a key."""
    base = {
        "id": topic * 1000 + number, "post_number": number, "topic_id": topic, "user_id": who, "username": f"user{who}",
        "name": "A Name", "created_at": at(number), "updated_at": at(number), "cooked": cooked, "post_type": 1,
        "reply_to_post_number": None, "actions_summary": [], "hidden": False,
    }  # fmt: skip
    return {key: value for key, value in {**base, **more}.items() if value is not None or key == "reply_to_post_number"}


def topic(*posts: Any, number: int = 50, stream: Any = None, **more: Any) -> Row:
    ids = [entry["id"] for entry in posts if isinstance(entry, dict) and "id" in entry] if stream is None else stream
    around = {"id": number, "title": "A title", "category_id": 5, "archetype": "regular"}
    return {
        "post_stream": {"posts": list(posts), "stream": ids},
        "suggested_topics": [{"posts_count": 3}],
        **around,
        **more,
    }


def as_json(value: Any, indent: int | None = None) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent).encode()


def test_posts_and_replies(tmp_path: Path) -> None:
    posts = post(1, cooked="<p>Who <b>comes</b>?</p>"), post(2, 8), post(3, 7, reply_to_post_number=2)
    report = put(tmp_path, as_json(topic(*posts)), "50.json")
    assert (report.format, report.records, report.parsed, report.zone_assumed) == ("discourse", 3, 3, False)
    rows = merged(tmp_path)
    # A number names a post only within its topic; a post that answers none answers the first one.
    assert [(row["msg_id"], row["reply_to"]) for row in rows] == [("50.1", None), ("50.2", "50.1"), ("50.3", "50.2")]
    assert [row["ts_s"] - T0 for row in rows] == [1, 2, 3]
    assert (rows[0]["length"], rows[0]["is_question"], rows[0]["channel"]) == (10, True, "category-5")
    assert rows[0]["author"] == rows[2]["author"] != rows[1]["author"]


POSTS = [
    ({"post_type": 3, "action_code": "closed.enabled", "cooked": ""}, "system", 0, False),
    ({"action_code": "pinned.enabled"}, "system", 0, False),
    ({"post_type": 2}, "message", 5, False),
    ({"deleted_at": at(99)}, "system", 0, False),
    ({"user_deleted": True}, "system", 0, False),
    ({"hidden": True}, "system", 0, False),
    ({"who": -1}, "message", 5, True),
    ({"cooked": '<aside class="quote"><blockquote>why?</blockquote></aside><p>so</p>'}, "message", 2, False),
]


def test_actions_deleted_and_hidden_posts(tmp_path: Path) -> None:
    rows = read(tmp_path, as_json(topic(*(post(n, **more) for n, (more, *_) in enumerate(POSTS, 1)))), "t.json").rows
    found = [(row["kind"], row["length"], row["is_bot"]) for row in rows]
    assert found == [tuple(expected) for _, *expected in POSTS]
    assert not any(row["is_question"] for row in rows)


def test_media_and_reactions(tmp_path: Path) -> None:
    likes = [{"id": 3, "count": 9}, {"id": 2, "count": 4}]
    rows = read(tmp_path, as_json(topic(
        post(1, cooked='<p><img src="kite.png"></p>', actions_summary=likes),
        post(2, cooked='<p><a href="https://example.org">x</a></p>', actions_summary=likes, reaction_users_count=6),
        post(3, actions_summary=[{"id": 2}]),
    )), "t.json").rows  # fmt: skip
    assert [(row["media"], row["n_reactions"]) for row in rows] == [("image", 4), ("link", 6), ("text", 0)]


def test_private_messages_and_whispers_stay_out(tmp_path: Path) -> None:
    hidden = topic(post(1, topic=9), post(2, topic=9), number=9, archetype="private_message")
    reading = read(tmp_path, as_json([hidden, topic(post(1), post(2, post_type=4))]), "t.json")
    assert (reading.parsed, reading.skipped) == (1, {"private": 3})


def test_posts_that_are_not_in_the_file_are_reported(tmp_path: Path) -> None:
    """Without ``?print=true`` a topic comes with its first twenty posts only: what is missing is not deleted."""
    put(tmp_path, as_json(topic(post(1), post(2), post(9))), "a.json")
    later = topic(post(1), post(9, id="50009"), post(10, id=[]), stream=[50001, 50002, 50003, 50009])
    report = put(tmp_path, as_json(later), "b.json")
    assert (report.parsed, {name: skip.count for name, skip in report.skipped.items()}) == (3, {"missing-part": 2})
    assert len(merged(tmp_path)) == 4


@pytest.mark.parametrize("indent", [None, 2])
def test_several_topics(tmp_path: Path, indent: int | None) -> None:
    first, second = topic(post(1), post(2)), topic(post(1, topic=51), number=51, category_id=6)
    together = read(tmp_path, as_json([first, second], indent), "all.json")
    (tmp_path / "topics").mkdir()
    for number, one in enumerate((first, second)):
        (tmp_path / "topics" / f"{number}.json").write_bytes(as_json(one, indent))
    alone = [row for number in (0, 1) for row in read(tmp_path, tmp_path / "topics" / f"{number}.json").rows]
    assert together.rows == alone
    assert [row["chat"] for row in alone] == ["5", "5", "6"]


def test_people_without_a_number_are_known_by_name(tmp_path: Path) -> None:
    put(
        tmp_path,
        as_json(topic(post(1, 7), post(2, user_id=None), post(3, user_id=None, username="somebody"))),
        "t.json",
    )
    rows = merged(tmp_path)
    assert rows[0]["author"] == rows[1]["author"] != rows[2]["author"]


def test_records_that_give_no_row(tmp_path: Path) -> None:
    odd = topic(
        post(1), "odd", post(3, post_number="x"), post(4, created_at="soon"), post(5, created_at=None), stream=[]
    )
    reading = read(tmp_path, as_json([odd, {"title": "no posts"}]), "t.json")
    assert reading.parsed == 1
    assert reading.skipped == {"broken": 2, "no-id": 1, "bad-time": 1, "no-time": 1}


@given(topics=st.lists(st.lists(st.tuples(st.text("ab?汉 ", max_size=9), st.integers(0, 4)), max_size=4), max_size=3))
def test_what_was_written_comes_back(tmp_path_factory: pytest.TempPathFactory, topics: Any) -> None:
    made = [
        topic(
            *(
                post(n, cooked=f"<p>{words}</p>", topic=t, reply_to_post_number=to if 0 < to < n else None)
                for n, (words, to) in enumerate(posts, 1)
            ),
            number=t,
        )
        for t, posts in enumerate(topics, 60)
    ]
    reading = read(tmp_path_factory.getbasetemp(), as_json([topic(post(1)), *made]), "d.json")
    assert [(row["msg_id"], row["length"], row["reply_to"]) for row in reading.rows[1:]] == [
        (f"{t}.{n}", len(words.strip()), (f"{t}.{to}" if 0 < to < n else f"{t}.1") if n > 1 else None)
        for t, posts in enumerate(topics, 60)
        for n, (words, to) in enumerate(posts, 1)
    ]


WHOLE = {
    indent: as_json(
        [topic(*(post(n, cooked='<p>"}{][ 你好</p>') for n in (1, 2, 3))), topic(post(1, topic=51), number=51)], indent
    )
    for indent in (None, 2)
}


@pytest.mark.parametrize("indent", WHOLE)
@given(data=st.data())
def test_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, indent: int | None, data: st.DataObject) -> None:
    cut = WHOLE[indent][: data.draw(st.integers(1, len(WHOLE[indent])))]
    reading = read(tmp_path_factory.getbasetemp(), cut, "d.json")
    if reading.problem:
        assert b'"post_number"' not in cut
        return
    begun = cut.count(b'"post_number"')
    assert begun <= reading.records <= begun + 1
    # Only then is it known that a topic is no private message.
    assert reading.parsed == (0, 3, 4)[len(re.findall(rb'"regular"\s*}', cut))]
