"""A post on the site: its own page while it is still to come, an entry of its month afterwards."""

from __future__ import annotations

from commops.site import blocks, previews, public, schedule
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, join, to_page
from commops.site.labels import label
from commops.site.prose import prose
from commops.site.tree import Page, body, heading
from commops.workspace.times import instant


def page(edition: Edition, post: public.Post) -> Page:
    """The page of a post that is still to come: when, where, the text that was approved, and what each channel gets."""
    title = edition.t(post.title)
    return Page(
        f"posts/{post.id}.md",
        title,
        body(
            heading(1, title, "post"),
            _facts(edition, post),
            _disclosure(edition, post),
            prose(edition, post.body),
            *previews.section(edition, post),
        ),
        edition.t(post.summary),
        source=post.source.path,
        kind="post",
    )


def entry(edition: Edition, post: public.Post) -> Html:
    """A post that went out: what, when, where to, how it did, and its text folded away."""
    return div(
        "co-entry",
        el("h3", edition.t(post.title), id=public.post_anchor(post)),
        el("p", *_meta(edition, post), class_="co-meta"),
        _disclosure(edition, post),
        el("p", edition.t(post.summary)) if post.summary else None,
        _results(edition, post),
        blocks.fold(edition.say("展开正文", "Read the text"), prose(edition, post.body, top=4))
        if post.body.strip()
        else None,
        blocks.edit(edition, post),
        **schedule.marks(edition, f"p-{post.id}", post.status, post),
    )


def _meta(edition: Edition, post: public.Post) -> list[Child]:
    places: list[Child] = []
    links = {row["channel"]: row.get("url") for row in post.published or ()}
    for number, channel in enumerate(name for name in post.channels if name not in edition.hidden):
        name = edition.of("channel", channel)
        places += [edition.say("、", ", ") if number else "", blocks.safe_link(links.get(channel), name)]
    parts: list[Child] = [edition.time(instant(post.date)), " · ", *places]
    for reference in (("pillar", post.pillar), ("programme", post.programme)):
        if name := edition.of(*reference):
            parts += [" · ", name]
    return parts


def _facts(edition: Edition, post: public.Post) -> Html:
    return blocks.facts(
        (edition.say("时间", "When"), edition.time(instant(post.date))),
        (edition.say("渠道", "Channels"), edition.names("channel", post.channels)),
        (edition.say("形式", "Form"), label(edition.lang, "post", "kind", value=post.kind_)),
        (edition.say("栏目", "Series"), edition.of("programme", post.programme)),
        (edition.say("支柱", "Pillar"), edition.of("pillar", post.pillar)),
        (edition.say("作者", "By"), edition.t(post.byline) or edition.of("person", post.author)),
        (edition.say("活动", "Event"), _event_link(edition, post.event)),
        (edition.say("状态", "Status"), label(edition.lang, "post", "status", value=post.status)),
    )


def _event_link(edition: Edition, reference: str | None) -> Child:
    event = next((event for event in public.events(edition.ws) if event.id == reference), None)
    return to_page(f"events/{event.id}.md", edition.t(event.name)) if event else None


def _disclosure(edition: Edition, post: public.Post) -> Child:
    """What readers must be told first: advertising, a gift, a machine's help."""
    notes = [words] if (words := previews.must_say(edition, post)) else []
    if post.ai_generated != "none":
        notes.append(label(edition.lang, "post", "ai_generated", value=post.ai_generated))
    return el("p", *(blocks.tag(note, "warn") for note in notes)) if notes else None


def _results(edition: Edition, post: public.Post) -> Child:
    """Totals of what channels reported; impressions and reads are never added up over platforms."""
    if not post.results:
        return None
    names = (
        ("likes", "点赞", "likes"),
        ("comments", "评论", "comments"),
        ("shares", "转发", "shares"),
        ("saves", "收藏", "saves"),
    )
    shown = []
    for key, zh, en in names:
        values = [row[key] for row in post.results if isinstance(row.get(key), int)]  # type: ignore[literal-required]
        if values:
            shown.append(f"{edition.say(zh, en)} {blocks.number(sum(values))}")
    return el("p", " · ".join(shown), class_="co-meta") if shown else join()
