"""The posts of one Mastodon account: ``outbox.json`` of the account's own archive.

Shape from the archive itself and the ActivityStreams vocabulary: ``orderedItems`` are activities, a ``Create`` with the
post as its object and an ``Announce`` (a boost) with the address of somebody else's. A post to named people only is a
private message.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from commops.logs.canonical import Batch, Chat, Format, Media, Settings, has_link
from commops.logs.html_text import shown
from commops.logs.json_fields import inside, objects, text
from commops.logs.json_head import first_array, mapped
from commops.logs.json_values import array_values
from commops.logs.moments import LocalTimes, iso
from commops.logs.probe import Probe
from commops.logs.references import reference
from commops.logs.rows import Rows
from commops.patterns import lazy
from commops.texts import Text

_CONTEXT = "https://www.w3.org/ns/activitystreams"
_ITEMS = lazy(r'"orderedItems"\s*:\s*\[')
_ADDRESS = lazy(r"https?://([^/\s]{1,255})/(?:users/|@|ap/users/)([^/\s]{1,255})")
_STATUS = lazy(r"/statuses/([0-9]{1,30})(?:/activity)?$")

_PUBLIC = frozenset({f"{_CONTEXT}#Public", "as:Public", "Public"})
_FOLLOWERS = "/followers"
_MEDIA: dict[str, Media] = {"image": "image", "video": "video", "audio": "voice"}


def _sniff(probe: Probe) -> bool:
    head = probe.text_head
    return not probe.members and head.lstrip().startswith("{") and _CONTEXT in head and bool(_ITEMS.search(head))


FORMAT = Format(
    name="mastodon",
    label=Text("Mastodon outbox.json", "Mastodon outbox.json"),
    source="mastodon",
    has_id=True,
    zone="in-file",
    private=("actor", "to", "cc", "content", "summary", "tag", "attachment", "inReplyTo"),
    sniff=_sniff,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; every activity is a record."""
    rows = Rows(settings.key, FORMAT.source)
    times = LocalTimes(ZoneInfo("UTC"))
    with mapped(probe.path) as data:
        array = first_array(data, "orderedItems")
        for activities, position in array_values(data, array, rows) if array else ():
            for activity in activities:
                _read(activity, times, rows, f"byte {position}")
            yield rows.take(position)
    yield rows.take(probe.size)


def _read(activity: Any, times: LocalTimes, rows: Rows, place: str) -> None:
    if not isinstance(activity, dict):
        rows.skip("broken", place)
        return
    kind, post = text(activity, "type"), inside(activity, "object")
    if kind not in ("Create", "Announce"):
        rows.skip("not-chat", place)
        return
    if _is_private(activity, post):
        rows.skip("private", "")
        return
    # A boost has a number of its own; the object's is that of the post that is passed on.
    actor, address = text(activity, "actor"), text(post if kind == "Create" else activity, "id")
    when = text(activity, "published") or text(post, "published")
    ts_s = iso(when, times)
    if not actor or not address or ts_s is None:
        rows.skip("no-author" if not actor else "no-id" if not address else "bad-time" if when else "no-time", place)
        return
    rows.parsed += 1
    rows.seen_until = max(rows.seen_until, ts_s, iso(text(post, "updated"), times) or 0)
    found = _ADDRESS.match(actor)
    name = f"@{found[2]}@{found[1]}" if found else actor
    if not any(chat.key == actor for chat in rows.chats):
        rows.chats.append(Chat(actor, name))
    if kind == "Announce":
        rows.add(actor, _id(address, actor), ts_s, actor, kind="system", media="other")
        return
    words, media = _content(post)
    rows.add(
        actor,
        _id(address, actor),
        ts_s,
        actor,
        words,
        media=media,
        reply_to=_id(text(post, "inReplyTo"), actor),
        n_reactions=_likes(post),
    )


def _is_private(activity: dict[str, Any], post: dict[str, Any]) -> bool:
    """Whether a post is for the people named in it and nobody else; one that says nothing of readers may be."""
    readers = [reader for part in (activity, post) for key in ("to", "cc") for reader in _listed(part.get(key))]
    return not any(reader in _PUBLIC or reader.endswith(_FOLLOWERS) for reader in readers)


def _listed(value: Any) -> list[str]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]


def _id(address: str, actor: str) -> str | None:
    """A post's number if it is the account's own, else a mark of its address, which names somebody."""
    own = _STATUS.search(address) if address.startswith(actor + "/") else None
    return own[1] if own else reference(address)


def _content(post: dict[str, Any]) -> tuple[str, Media]:
    found = shown(text(post, "content"))
    warning = text(post, "summary")
    words = f"{warning}\n{found.text}" if warning else found.text
    for attached in objects(post, "attachment"):
        return words, _MEDIA.get(text(attached, "mediaType").partition("/")[0], "file")
    if text(post, "type") == "Question":
        return words, "other"
    return words, "link" if found.link or has_link(words) else "text"


def _likes(post: dict[str, Any]) -> int:
    count = inside(post, "likes").get("totalItems")
    return max(0, min(count, 2**31 - 1)) if type(count) is int else 0
