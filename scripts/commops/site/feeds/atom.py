"""Feeds as RFC 4287 wants them: one of everything, one for each public channel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from commops.site.edition import Edition
from commops.site.feeds import addresses
from commops.site.feeds.news import News, channels, last_change, news, people_of

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


def files(edition: Edition) -> dict[str, bytes]:
    """``feed.xml`` and ``channels/<id>.xml``."""
    found = {"feed.xml": _feed(edition, "feed.xml", edition.name, news(edition))}
    for name in channels(edition):
        path = channel_path(name)
        title = f"{edition.name} · {edition.of('channel', name)}"
        found[path] = _feed(edition, path, title, news(edition, name))
    return found


def channel_path(name: str) -> str:
    """The feed of a channel."""
    return f"channels/{name}.xml"


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))


def _feed(edition: Edition, path: str, title: str, found: list[News]) -> bytes:
    here, home = edition.url(path), edition.url("calendar/index.md")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_text(edition.tag)}">',
        f"<id>{addresses.urn(edition, path)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{last_change(edition, found).isoformat()}</updated>",
        f"<author><name>{_text(people_of(edition))}</name></author>",
        "<generator>CommOps</generator>",
    ]
    if here:
        lines += [
            f'<link rel="self" type="application/atom+xml" href="{_text(here)}"/>',
            f'<link rel="alternate" type="text/html" href="{_text(home)}"/>',
        ]
    for one in found:
        lines += _entry(one)
    return "\n".join([*lines, "</feed>", ""]).encode()


def _entry(one: News) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>{one.id}</id>"
    yield f"<title>{_text(one.title)}</title>"
    yield f"<published>{one.published.isoformat()}</published>"
    yield f"<updated>{one.updated.isoformat()}</updated>"
    if one.url:
        yield f'<link rel="alternate" type="text/html" href="{_text(one.url)}"/>'
    for tag in one.tags:
        yield f'<category term="{_text(tag)}"/>'
    if one.summary:
        yield f"<summary>{_text(one.summary)}</summary>"
    yield f'<content type="html">{_text(one.html)}</content>'
    yield "</entry>"
