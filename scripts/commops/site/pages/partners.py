"""Partners that are public: who they are, what they do with us, and how that is disclosed."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import blocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, to_page
from commops.site.labels import label
from commops.site.tree import Page, body, heading
from commops.workspace._types import Partner

_TOGETHER = frozenset({"agreed", "active"})


def pages(edition: Edition) -> Iterator[Page]:
    """The page, once a partner is public. What is only being talked about is never shown, nor any agreement."""
    known = [partner for partner in edition.ws.partners if public.is_public(partner)]
    now = [partner for partner in known if partner.stage in _TOGETHER]
    before = [partner for partner in known if partner.stage == "ended"]
    if not now and not before:
        return
    title = edition.say("伙伴", "Partners")
    lead = edition.say(
        "和谁一起做、各出什么。凡是对方出了东西的内容，开头都会写明。",
        "Whom we work with and what each brings. Wherever a partner gave something, the text says so at the top.",
    )
    yield Page(
        "partners.md",
        title,
        body(
            heading(1, title, "partners"),
            blocks.lead(lead),
            heading(2, edition.say("现在的伙伴", "Partners now"), "now") if now else None,
            div("co-cards co-cards--wide", *(_card(edition, partner) for partner in now)) if now else None,
            heading(2, edition.say("以前的伙伴", "Former partners"), "former") if before else None,
            div("co-cards co-cards--wide", *(_card(edition, partner) for partner in before)) if before else None,
        ),
        edition.say(f"{edition.name}的合作伙伴", f"Partners of {edition.name}"),
        source="community/partners",
    )


def _card(edition: Edition, partner: Partner) -> Html:
    return div(
        "co-card",
        el("p", label(edition.lang, "partner", "kind", value=partner.kind_), class_="co-eyebrow"),
        el("h3", edition.text(partner.name), id=f"p-{partner.id}"),
        el("p", edition.text(partner.description)) if partner.description else None,
        el("p", blocks.safe_link(partner.url, edition.say("网站", "Website")), class_="co-small")
        if partner.url
        else None,
        blocks.facts((edition.say("标注", "Disclosed as"), edition.text(partner.disclosure_label))),
        blocks.named(edition.say("一起做的", "Together"), blocks.bullets(_together(edition, partner))),
        blocks.edit(edition, partner),
    )


def _together(edition: Edition, partner: Partner) -> Iterator[Child]:
    """Public events that name the partner, and public posts that disclose it."""
    for event in public.events(edition.ws):
        if partner.id in (event.sponsors or ()):
            yield to_page(f"events/{event.id}.md", edition.t(event.name))
    for post in public.posts(edition.ws):
        if post.disclosure and post.disclosure.get("partner") == partner.id:
            yield to_page(public.post_path(edition.ws, post), edition.t(post.title))
