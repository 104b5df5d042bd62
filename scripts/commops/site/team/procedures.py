"""For the team: the procedures that are not public, as the public ones are shown."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import procedures, public
from commops.site.edition import Edition
from commops.site.tree import Page, body, heading


def pages(edition: Edition) -> Iterator[Page]:
    """Nothing while all procedures are public."""
    found = [sop for sop in edition.ws.sops if not public.is_public(sop)]
    if not found:
        return
    title = edition.say("内部流程", "Our own procedures")
    yield Page(
        "private/sop.md",
        title,
        body(heading(1, title, "top"), procedures.overview(edition, found)),
        source="community/sop",
    )
    for sop in found:
        yield procedures.card(edition, sop, f"private/sop-{sop.id}.md", "private/sop.md")
