"""Personas: for whom things are made, what they need, when they are there, and what that is known from."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import blocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el
from commops.site.tree import Page, body, heading
from commops.workspace._types import Persona
from commops.workspace.hours import WEEKDAYS


def pages(edition: Edition) -> Iterator[Page]:
    """The page, once a persona is public."""
    found = sorted((p for p in edition.ws.personas if public.is_public(p)), key=_order)
    if not found:
        return
    title = edition.say("画像", "Personas")
    lead = edition.say(
        "我们为谁做。每个画像都写明依据，不是某一个人。",
        "For whom we make things. Each says what it rests on, and none is a single person.",
    )
    yield Page(
        "personas.md",
        title,
        body(
            heading(1, title, "personas"),
            blocks.lead(lead),
            div("co-cards co-cards--wide", *(_card(edition, persona) for persona in found)),
        ),
        edition.say(f"{edition.name}的成员画像", f"Kinds of members of {edition.name}"),
        source="community/personas",
    )


def _order(persona: Persona) -> tuple[float, str]:
    return (-(persona.share_estimate or 0), persona.id)


def _card(edition: Edition, persona: Persona) -> Html:
    share = persona.share_estimate
    part = edition.say(f"约占成员的 {share:.0%}", f"about {share:.0%} of members") if share is not None else None
    likes = persona.content_likes
    return div(
        "co-card",
        el("p", part, class_="co-eyebrow") if part else None,
        el("h2", edition.text(persona.name), id=f"p-{persona.id}"),
        el("p", edition.text(persona.summary)) if persona.summary else None,
        blocks.named(edition.say("需要", "Needs"), blocks.bullets(edition.text(need) for need in persona.needs)),
        blocks.named(edition.say("烦恼", "Pains"), blocks.bullets(edition.text(pain) for pain in persona.pains or ())),
        blocks.facts(
            (edition.say("常在", "Found in"), edition.names("channel", persona.channels)),
            (edition.say("时间", "Hours"), edition.list(_hours(edition, persona))),
            (edition.say("爱看", "Likes"), edition.names("pillar", likes)),
            (edition.say("语言", "Language"), blocks.tongue(edition, persona.language) if persona.language else None),
            (edition.say("依据", "Known from"), blocks.bullets(_evidence(edition, persona))),
            (edition.say("更新", "Updated"), edition.period(persona.updated)),
        ),
        blocks.edit(edition, persona),
    )


def _hours(edition: Edition, persona: Persona) -> Iterator[str]:
    for row in persona.active_hours or ():
        days = edition.weekdays([WEEKDAYS.index(day) for day in row.get("days") or ()])
        yield f"{days} {row['from']}–{row['to']}".strip()


def _evidence(edition: Edition, persona: Persona) -> Iterator[Child]:
    for row in persona.evidence or ():
        people = row.get("n")
        count = edition.say(f"（{people} 人）", f" ({people} people)") if people else ""
        yield [edition.text(row["source"]), count]
