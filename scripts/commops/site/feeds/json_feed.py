"""The feed as JSON Feed 1.1 wants it."""

from __future__ import annotations

import json
from typing import Any

from commops.site.edition import Edition
from commops.site.feeds.news import News, news, people_of


def feed(edition: Edition) -> bytes:
    """``feed.json``."""
    here, home = edition.url("feed.json"), edition.url("calendar/index.md")
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": edition.name,
        **({"home_page_url": home, "feed_url": here} if here else {}),
        "language": edition.tag,
        "authors": [{"name": people_of(edition)}],
        "items": [_item(one) for one in news(edition)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(one: News) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": one.id,
        "title": one.title,
        "content_html": str(one.html),
        "date_published": one.published.isoformat(),
        "date_modified": one.updated.isoformat(),
    }
    if one.url:
        found["url"] = one.url
    if one.summary:
        found["summary"] = one.summary
    if one.tags:
        found["tags"] = list(one.tags)
    return found
