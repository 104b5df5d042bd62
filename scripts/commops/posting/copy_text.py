"""The text of a dispatch exactly as people paste it: title, body, link, tags and pictures, in the channel's form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from commops.posting.dispatches import variant
from commops.posting.plain import plain
from commops.posting.platforms import platform
from commops.texts import pick
from commops.workspace import Workspace
from commops.workspace._types import Campaign, Post


class Picture(NamedTuple):
    """A picture (or video, or sound) that goes with the text."""

    id: str
    file: str
    """Path in the workspace; ``""`` for one that lies elsewhere or is not in the list of assets."""
    alt: str
    """Alternative text in the language of the channel; ``""`` if there is none."""
    kind: str


class Copy(NamedTuple):
    """What is pasted on one channel. Nothing in it stands nowhere in the files."""

    title: str
    """For the title field; ``""`` where there is none."""
    text: str
    """For the text field, with everything that belongs into it: body, link, tags."""
    links: tuple[str, ...]
    """Targets that go into a field of their own (the platform's text takes none)."""
    tags: tuple[str, ...]
    """Tags that go into a field of their own."""
    pictures: tuple[Picture, ...]
    own_text: bool
    """Whether the channel has a text of its own (its variant's body) rather than the body of the post."""


def copy_text(ws: Workspace, post: Post, channel: str) -> Copy:
    """What people paste on ``channel``: the variant's body word for word, else the post's body in the channel's form.

    A variant's body is complete but for the variant's own link and tags, which follow it unless it has them already.
    The links of the post follow its body in the same way. Where a platform has no field for the title, only a title
    that a variant gives is pasted, as the first line. Labels that the law wants are never put in here.
    """
    place = ws.get("channel", channel)
    facts = platform(place.platform) if place else None
    own = variant(post.data, channel)
    campaign = ws.get("campaign", post.campaign)
    home = ws.profile.site_url if ws.profile and ws.profile.site_url else ""
    tracked = frozenset(link["url"] for link in post.links or () if link.get("utm") == "auto")
    address = partial(_address, tracked, campaign, channel, home)
    lang = _language(ws, post, place, bool(own.get("body")))
    markdown = facts is not None and facts.paste == "markdown"
    body = own.get("body") or _addressed(post.body.strip("\n") if markdown else plain(post.body), tracked, address)
    titled = facts is not None and facts.titled
    title = own.get("title") or (pick(post.title, lang) if titled else "")
    aside = facts is not None and facts.link_field
    links = _links(post, own, lang, address)
    parts = [body] if titled or not title else [title, body]
    if not aside:
        parts.append("\n".join(_link_line(label, url, markdown) for label, url in links if url not in body))
    tags = tuple(own.get("hashtags") or ())
    form = facts.tag if facts else ""
    if form:
        parts.append(" ".join(one for one in (form.replace("{tag}", tag) for tag in tags) if one not in body))
    return Copy(
        title=title if titled else "",
        text="\n\n".join(part for part in parts if part),
        links=tuple(url for _, url in links if url not in body) if aside else (),
        tags=() if form else tags,
        pictures=tuple(_pictures(ws, own.get("assets") or post.assets or (), lang)),
        own_text=bool(own.get("body")),
    )


def _language(ws: Workspace, post: Post, channel: Any, own: bool) -> str:
    """Key of the language that a channel's text is in, for titles and alternative texts."""
    spoken = channel.language if channel else None
    tag = (spoken or post.language) if own else (post.language or spoken)
    return str(tag or ws.languages[0]).partition("-")[0].lower()


def _addressed(body: str, tracked: Iterable[str], address: Callable[[str], str]) -> str:
    """A body with the addresses that get tracking parameters as they go out; longer addresses are others."""
    for url in sorted(tracked):
        if url in body:
            whole = re.compile(re.escape(url) + r"(?![\w/?&=%#~+.-]*[\w/=%])", re.ASCII)
            body = whole.sub(lambda found: address(found[0]), body)
    return body


def _links(post: Post, own: dict[str, Any], lang: str, address: Callable[[str], str]) -> list[tuple[str, str]]:
    """Label and final address of the links that follow the text."""
    if own.get("link"):
        known = {link["url"]: pick(link.get("label"), lang) for link in post.links or ()}
        return [(known.get(own["link"], ""), address(own["link"]))]
    if own.get("body"):
        return []
    return [(pick(link.get("label"), lang), address(link["url"])) for link in post.links or ()]


def _address(tracked: frozenset[str], campaign: Campaign | None, channel: str, home: str, url: str) -> str:
    """The address as it goes out: with the campaign's parameters if it asks for them, has none, and leads outside."""
    if url not in tracked or campaign is None or not campaign.utm or "utm_" in url or _same_site(url, home):
        return url
    utm = campaign.utm
    values = {"source": utm.get("source") or channel, "medium": utm.get("medium"), "campaign": utm["campaign"]}
    query = "&".join(f"utm_{key}={quote(value, safe='')}" for key, value in values.items() if value)
    target, mark, fragment = url.partition("#")
    return f"{target}{'&' if '?' in target else '?'}{query}{mark}{fragment}"


def _same_site(url: str, home: str) -> bool:
    """Whether an address is on the community's own site, where tracking parameters would break the visit in two."""
    try:
        return bool(home) and urlsplit(url).hostname == urlsplit(home).hostname
    except ValueError:
        return False


def _link_line(label: str, url: str, markdown: bool) -> str:
    if not label or label == url:
        return url
    return f"[{label}]({url})" if markdown else f"{label} {url}"


def _pictures(ws: Workspace, names: Iterable[str], lang: str) -> Iterable[Picture]:
    for name in names:
        asset = ws.get("asset", name)
        if asset is None:
            yield Picture(name, "", "", "")
        else:
            yield Picture(name, asset.file or "", pick(asset.alt, lang), asset.kind_ or "")
