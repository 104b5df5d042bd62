"""The outbox of a Mastodon account."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, Row, merged, put, read

ME = "https://social.example.org/users/boat"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
CONTEXT = ["https://www.w3.org/ns/activitystreams", {"sensitive": "as:sensitive"}]


def at(seconds: int) -> str:
    return dt.datetime.fromtimestamp(T0 + seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def said(
    number: int, content: str = "<p>hello</p>", to: Any = (PUBLIC,), cc: Any = (f"{ME}/followers",), **more: Any
) -> Row:
    """A post of the account. ``None`` removes a key of the post."""
    note = {
        "id": f"{ME}/statuses/{number}", "type": "Note", "summary": None, "inReplyTo": None, "published": at(number),
        "attributedTo": ME, "to": list(to), "cc": list(cc), "content": content, "contentMap": {"en": content},
        "attachment": [], "tag": [], **more,
    }  # fmt: skip
    return {
        "id": f"{ME}/statuses/{number}/activity", "type": "Create", "actor": ME, "published": at(number),
        "to": list(to), "cc": list(cc), "object": {key: value for key, value in note.items() if value is not None},
    }  # fmt: skip


def boost(number: int, target: Any = "https://elsewhere.example.org/users/ann/statuses/9") -> Row:
    return {
        "id": f"{ME}/statuses/{number}/activity", "type": "Announce", "actor": ME, "published": at(number),
        "to": [PUBLIC], "cc": [], "object": target,
    }  # fmt: skip


def outbox(*activities: Any, indent: int | None = None) -> bytes:
    whole = {"@context": CONTEXT, "id": "outbox.json", "type": "OrderedCollection", "totalItems": len(activities)}
    return json.dumps({**whole, "orderedItems": list(activities)}, ensure_ascii=False, indent=indent).encode()


def test_posts_replies_and_boosts(tmp_path: Path) -> None:
    elsewhere = "https://elsewhere.example.org/users/ann/statuses/9"
    report = put(tmp_path, outbox(
        said(1, "<p>Who <b>reads</b>?</p>"), said(2, inReplyTo=f"{ME}/statuses/1"), said(3, inReplyTo=elsewhere),
        boost(4), boost(5, {"id": f"{ME}/statuses/1", "type": "Note"}),
    ), "outbox.json")  # fmt: skip
    assert (report.format, report.records, report.parsed, report.zone_assumed) == ("mastodon", 5, 5, False)
    rows = merged(tmp_path)
    assert [(row["msg_id"], row["kind"], row["ts_s"] - T0) for row in rows] == [
        ("1", "message", 1), ("2", "message", 2), ("3", "message", 3), ("4", "system", 4), ("5", "system", 5),
    ]  # fmt: skip
    assert (rows[0]["length"], rows[0]["is_question"], rows[1]["reply_to"]) == (10, True, "1")
    assert len({row["author"] for row in rows}) == len({row["channel"] for row in rows}) == 1
    assert [chat.name for chat in report.chats] == ["@boat@social.example.org"]
    # The address of somebody else's post names them.
    assert rows[2]["reply_to"].startswith("x")
    assert "ann" not in rows[2]["reply_to"]


POSTS = [
    ({"attachment": [{"mediaType": "image/png"}]}, "image", 5, 0),
    ({"attachment": [{"mediaType": "video/mp4"}]}, "video", 5, 0),
    ({"attachment": [{"mediaType": "audio/ogg"}]}, "voice", 5, 0),
    ({"type": "Question", "oneOf": []}, "other", 5, 0),
    ({"content": '<p><a href="https://example.org">x</a></p>'}, "link", 1, 0),
    ({"content": '<p><a class="mention" href="https://example.org/@ann">@ann</a></p>'}, "text", 4, 0),
    ({"summary": "careful"}, "text", 13, 0),
    ({"likes": {"type": "Collection", "totalItems": 4}}, "text", 5, 4),
    ({"content": None}, "text", 0, 0),
]


def test_what_posts_carry(tmp_path: Path) -> None:
    rows = read(tmp_path, outbox(*(said(n, **more) for n, (more, *_) in enumerate(POSTS))), "outbox.json").rows
    assert [(row["media"], row["length"], row["n_reactions"]) for row in rows] == [tuple(want) for _, *want in POSTS]


READERS = [
    ([PUBLIC], [], True),
    ([f"{ME}/followers"], [PUBLIC], True),
    ([f"{ME}/followers"], [], True),
    (["as:Public"], [], True),
    (["https://elsewhere.example.org/users/ann"], [], False),
    ([], [], False),
]


def test_posts_to_named_people_stay_out(tmp_path: Path) -> None:
    reading = read(tmp_path, outbox(*(said(n, to=to, cc=cc) for n, (to, cc, _) in enumerate(READERS))), "outbox.json")
    assert (reading.parsed, reading.skipped) == (4, {"private": 2})


def test_records_that_give_no_row(tmp_path: Path) -> None:
    odd = [
        said(1), {**said(2), "type": "Delete"}, {**said(3), "actor": None}, said(4, id=None),
        {**said(5), "published": "soon"}, {**said(6), "published": None, "to": 5},
        said(7, published=None) | {"published": None}, "odd",
    ]  # fmt: skip
    reading = read(tmp_path, outbox(*odd), "outbox.json")
    assert reading.parsed == 2
    assert reading.skipped == {"not-chat": 1, "no-author": 1, "no-id": 1, "bad-time": 1, "no-time": 1, "broken": 1}


def test_other_collections_are_not_taken_for_one(tmp_path: Path) -> None:
    assert read(tmp_path, json.dumps({"orderedItems": [{"name": "a"}]}).encode(), "x.json").problem


@given(texts=st.lists(st.text("ab?汉 ", max_size=9), max_size=8), indent=st.sampled_from([None, 2]))
def test_what_was_written_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: Any, indent: Any) -> None:
    content = outbox(*(said(n, f"<p>{words}</p>") for n, words in enumerate(texts)), indent=indent)
    reading = read(tmp_path_factory.getbasetemp(), content, "o.json")
    assert [(row["msg_id"], row["length"]) for row in reading.rows] == [
        (str(n), len(w.strip())) for n, w in enumerate(texts)
    ]


WHOLE = {
    indent: outbox(*(said(n, '<p>"}{][ 你好</p>') for n in range(3)), boost(4), indent=indent) for indent in (None, 2)
}


@pytest.mark.parametrize("indent", WHOLE)
@given(data=st.data())
def test_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, indent: int | None, data: st.DataObject) -> None:
    cut = WHOLE[indent][: data.draw(st.integers(1, len(WHOLE[indent])))]
    reading = read(tmp_path_factory.getbasetemp(), cut, "o.json")
    if reading.problem:
        assert b'"actor"' not in cut
        return
    begun = cut.count(b'"actor"')
    assert begun <= reading.records <= begun + 1
    assert reading.parsed >= begun - 1
