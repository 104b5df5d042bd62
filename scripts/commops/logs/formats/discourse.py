"""Discourse topics as the forum serves them in JSON (``/t/<id>.json?print=true``): one, or several in an array.

Fields from the forum's own answers and from Perceval's recordings of them. A post is named by its topic and its number
there, which is also how replies name it; a post that answers none answers the topic's first one. Whether a topic is a
private message stands after its posts, so the posts of a topic that cannot be read to its end do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from commops.logs.canonical import Batch, Chat, Format, Media, Settings, has_link
from commops.logs.html_text import shown
from commops.logs.json_arrays import arrays, load_items, outermost, pieces
from commops.logs.json_fields import identity, inside, objects, text
from commops.logs.json_head import mapped
from commops.logs.json_values import PIECE_BYTES
from commops.logs.moments import LocalTimes, iso
from commops.logs.people import People
from commops.logs.probe import Probe
from commops.logs.rows import Rows
from commops.patterns import lazy
from commops.texts import Text

_STREAM = lazy(r'"post_stream"\s*:\s*\{\s*"posts"\s*:\s*\[')
_NUMBER = lazy(r'"post_number"\s*:')

_PRIVATE = "private_message"
_SMALL_ACTION, _WHISPER = 3, 4
"""Values of ``post_type``; a whisper is for the staff alone."""
_LIKE = 2
"""Id of likes in ``actions_summary``."""
_GONE = ("deleted_at", "user_deleted", "hidden")


def _sniff(probe: Probe) -> bool:
    head = probe.text_head
    return not probe.members and head.lstrip()[:1] in ("{", "[") and bool(_STREAM.search(head) and _NUMBER.search(head))


FORMAT = Format(
    name="discourse",
    label=Text("Discourse 主题 JSON", "Discourse topic JSON"),
    source="discourse",
    has_id=True,
    zone="in-file",
    private=("username", "name", "user_id", "cooked", "raw", "details", "title"),
    sniff=_sniff,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches of whole topics; every post is a record, those too that a topic lists without holding them."""
    reader = _Reader(Rows(settings.key, FORMAT.source))
    with mapped(probe.path) as data:
        array = outermost(data)
        for start, end in pieces(data, array, PIECE_BYTES):
            topics, damaged = load_items(data[start:end], array.child)
            for topic in topics:
                reader.topic(topic, f"byte {start}")
            for item in damaged:
                cut = item.last and end >= array.end
                reader.unreadable(data[start + item.offset : end], "cut-off" if cut else "broken", start + item.offset)
            yield reader.take(end)


class _Reader:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._people = People(rows)
        self._times = LocalTimes(ZoneInfo("UTC"))

    def take(self, position: int) -> Batch:
        """What was collected since the last time."""
        self._people.give()
        return self._rows.take(position)

    def unreadable(self, data: bytes, reason: str, offset: int) -> None:
        """Account for the posts of a topic that is damaged."""
        array = next(arrays(data, "posts"), None)
        posts, damaged = load_items(data[array.start : array.end], array.child) if array else ([], [])
        self._rows.skip(reason, f"byte {offset}", len(posts) + len(damaged) or 1)

    def topic(self, topic: Any, place: str) -> None:
        """Add the rows of one topic."""
        stream = inside(topic, "post_stream") if isinstance(topic, dict) else {}
        posts = stream.get("posts")
        if not isinstance(posts, list):
            self._rows.skip("broken", place)
            return
        if text(topic, "archetype") == _PRIVATE:
            self._rows.skip("private", "", len(posts))
            return
        category = identity(topic, "category_id")
        chat = Chat(category or "topics", f"category-{category}" if category else "topics")
        self._rows.chats.append(chat)
        for post in posts:
            self._post(post, identity(topic, "id"), chat.key, place)
        listed = stream.get("stream")
        if isinstance(listed, list):
            held = {identity(post, "id") for post in objects(stream, "posts")}
            if missing := sum(type(number) is int and str(number) not in held for number in listed):
                self._rows.skip("missing-part", place, missing)

    def _post(self, post: Any, topic: str, chat: str, place: str) -> None:
        rows = self._rows
        if not isinstance(post, dict):
            rows.skip("broken", place)
            return
        topic, number, kind = identity(post, "topic_id") or topic, post.get("post_number"), post.get("post_type")
        if type(number) is not int or not topic:
            rows.skip("no-id", place)
            return
        place = f"{topic}/{number}"
        if kind == _WHISPER:
            rows.skip("private", "")
            return
        when = text(post, "created_at")
        ts_s = iso(when, self._times)
        if ts_s is None:
            rows.skip("bad-time" if when else "no-time", place)
            return
        rows.parsed += 1
        rows.seen_until = max(rows.seen_until, ts_s, iso(text(post, "updated_at"), self._times) or 0)
        is_message = not (kind == _SMALL_ACTION or text(post, "action_code") or any(post.get(key) for key in _GONE))
        words, media = _content(post) if is_message else ("", "other")
        answered = post.get("reply_to_post_number")
        answered = answered if type(answered) is int else 1 if number > 1 else None
        rows.add(
            chat,
            f"{topic}.{number}",
            ts_s,
            self._author(post),
            words,
            kind="message" if is_message else "system",
            media=media,
            reply_to=f"{topic}.{answered}" if is_message and answered else None,
            n_reactions=_reactions(post),
            is_bot=identity(post, "user_id").startswith("-"),
        )

    def _author(self, post: dict[str, Any]) -> str | None:
        person, name = identity(post, "user_id"), text(post, "username")
        if person:
            self._people.bears(person, name)
            return person
        return self._people.named(name) if name else None


def _content(post: dict[str, Any]) -> tuple[str, Media]:
    found = shown(text(post, "cooked"))
    return found.text, "image" if found.image else "link" if found.link or has_link(found.text) else "text"


def _reactions(post: dict[str, Any]) -> int:
    """People who reacted; forums without reactions have likes."""
    count = post.get("reaction_users_count")
    if type(count) is not int:
        likes = (action.get("count") for action in objects(post, "actions_summary") if action.get("id") == _LIKE)
        count = next((count for count in likes if type(count) is int), 0)
    return max(0, min(count, 2**31 - 1))
