"""The learning library: what others and we found out, why it worked, when it will not, and what came of trying it."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import blocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, to_page
from commops.site.labels import label
from commops.site.prose import prose
from commops.site.tree import Page, body, heading
from commops.workspace._types import Learning
from commops.workspace.times import date


def pages(edition: Edition) -> Iterator[Page]:
    """The page, once a card is public; what was learnt last stands first."""
    found = sorted((card for card in edition.ws.learning if public.is_public(card)), key=lambda card: card.id)
    found.sort(key=lambda card: card.on or "", reverse=True)
    if not found:
        return
    title = edition.say("案例与学习", "Learning")
    tried = sum(bool(card.result) for card in found)
    lead = edition.say(
        f"{len(found)} 张卡片，{tried} 张已经试过并写了结果。",
        f"Cards: {len(found)}. Tried, with what came of it: {tried}.",
    )
    yield Page(
        "learning.md",
        title,
        body(heading(1, title, "learning"), blocks.lead(lead), *(_card(edition, card) for card in found)),
        edition.say(f"{edition.name}学到的东西", f"What {edition.name} has learnt"),
        source="community/learning",
    )


def _card(edition: Edition, card: Learning) -> Html:
    kind = label(edition.lang, "learning", "kind", value=card.kind_)
    state = blocks.tag(edition.say("已试过", "tried"), "good") if card.result else _plan(edition, card)
    return blocks.entry(
        edition.text(card.title),
        f"l-{card.id}",
        el("p", state),
        blocks.bullets(edition.text(one) for one in card.what_worked or ()),
        blocks.facts(
            (edition.say("为什么有用", "Why it worked"), edition.text(card.why)),
            (edition.say("什么时候不灵", "When it will not"), edition.text(card.conditions)),
            (edition.say("用在哪", "For"), blocks.bullets(edition.text(one) for one in card.apply_to or ())),
            (edition.say("结果", "What came of it"), edition.text(card.result)),
            (edition.say("出处", "Source"), _source(edition, card)),
            (edition.say("谁试", "Tried by"), blocks.person(edition, card.owner)),
        ),
        prose(edition, card.body, top=4),
        blocks.edit(edition, card),
        eyebrow=f"{kind}{f' · {edition.day(date(card.on), year=True)}' if card.on else ''}",
        level=2,
    )


def _plan(edition: Edition, card: Learning) -> Html:
    if not card.try_by:
        return blocks.tag(edition.say("还没试", "not tried yet"))
    day = edition.period(card.try_by)
    late = date(card.try_by) < edition.ws.as_of
    return blocks.tag(edition.say(f"计划 {day}前试", f"to be tried by {day}"), "warn" if late else "")


def _source(edition: Edition, card: Learning) -> Child:
    event = next((event for event in public.events(edition.ws) if event.id == card.event), None)
    told: list[Child] = [edition.text(card.source_)]
    if card.url:
        told += [" · ", blocks.safe_link(card.url, edition.say("原文", "read it"))]
    if event:
        told += [" · ", to_page(f"events/{event.id}.md", edition.t(event.name))]
    return told
