"""Names and addresses that outlive the site: the same in every build, also when the site moves."""

from __future__ import annotations

import uuid

from commops.site import public
from commops.site.edition import Edition
from commops.site.tree import address

_HERE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:commops")


def community(edition: Edition) -> str:
    """The id of the community."""
    return str(edition.ws.profile.data["id"]) if edition.ws.profile else "community"


def url(edition: Edition, path: str) -> str:
    """The full address of a page or a file of this language, by its path in the tree; "" where the site has none."""
    profile = edition.ws.profile
    if profile is None or not profile.site_url:
        return ""
    first = edition.tag == edition.ws.languages[0]
    page, mark, anchor = path.partition("#")
    place = "" if first else f"{edition.tag.lower()}/"
    return f"{profile.site_url.rstrip('/')}/{place}{address(page)}{mark}{anchor}"


def urn(edition: Edition, *parts: str) -> str:
    """A name for a thing in one language that never changes."""
    return uuid.uuid5(_HERE, "/".join([community(edition), edition.tag.lower(), *parts])).urn


def page_of(edition: Edition, thing: public.Event | public.Post) -> str:
    """The path of the page on which a thing is shown."""
    if isinstance(thing, public.Event):
        return f"events/{thing.id}.md"
    return public.post_path(edition.ws, thing)
