"""The procedures that are public: a list of them, and a card for each."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import blocks, procedures, public
from commops.site.edition import Edition
from commops.site.tree import Page, body, heading


def pages(edition: Edition) -> Iterator[Page]:
    """Nothing for a community without public procedures."""
    found = [sop for sop in edition.ws.sops if public.is_public(sop)]
    if not found:
        return
    title = edition.say("流程", "Procedures")
    lead = edition.say(
        "遇到事情照着做，每张卡片可以打印。步骤写的是角色，不是人；谁担任哪个角色，看团队页。",
        "What to do when something happens, a card each to print. Steps name roles; the team page says who has them.",
    )
    yield Page(
        "sop/index.md",
        title,
        body(heading(1, title, "sop"), blocks.lead(lead), procedures.overview(edition, found)),
        edition.say(f"{edition.name}的工作流程", f"How {edition.name} does things"),
        source="community/sop",
    )
    for sop in found:
        yield procedures.card(edition, sop, f"sop/{sop.id}.md", "sop/index.md")
