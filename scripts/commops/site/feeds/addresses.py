"""Names and addresses that outlive the site: the same in every build, also when the site moves."""

from __future__ import annotations

import uuid

from commops.site import public
from commops.site.edition import Edition

_HERE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:commops")


def community(edition: Edition) -> str:
    """The id of the community."""
    return str(edition.ws.profile.data["id"]) if edition.ws.profile else "community"


def urn(edition: Edition, *parts: str) -> str:
    """A name for a thing in one language that never changes."""
    return uuid.uuid5(_HERE, "/".join([community(edition), edition.tag.lower(), *parts])).urn


def page_of(edition: Edition, thing: public.Event | public.Post) -> str:
    """The path of the page on which a thing is shown."""
    if isinstance(thing, public.Event):
        return f"events/{thing.id}.md"
    return public.post_path(edition.ws, thing)
