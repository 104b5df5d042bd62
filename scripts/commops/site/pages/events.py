"""Events: the coming ones first, the past ones with what came of them, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commops.site import announce, blocks, board, cards, outcome, public, sign_up, structured
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, page_address, to_page
from commops.site.labels import label
from commops.site.markup import paragraphs
from commops.site.sections import Section, jumps, written
from commops.site.tree import Page, body, heading
from commops.workspace.times import instant


def pages(edition: Edition) -> Iterator[Page]:
    """The overview and every public event."""
    events = public.events(edition.ws)
    coming = [event for event in events if public.upcoming(edition.ws, event.end)]
    past = [event for event in reversed(events) if not public.upcoming(edition.ws, event.end)]
    title = edition.say("活动", "Events")
    yield Page(
        "events/index.md",
        title,
        body(
            heading(1, title, "events"),
            *_open(edition, coming),
            heading(2, edition.say("接下来", "Coming up"), "next"),
            div("co-cards co-cards--wide", *(_card(edition, event) for event in coming))
            if coming
            else el("p", edition.say("暂无已公布的活动。", "No event has been announced.")),
            heading(2, edition.say("往期活动", "Past events"), "past") if past else None,
            outcome.overview(edition, past) if past else None,
        ),
        edition.say(f"{edition.name}的活动", f"Events of {edition.name}"),
        source="events",
    )
    for event in events:
        yield _page(edition, event)


def _open(edition: Edition, coming: Sequence[public.Event]) -> tuple[Child, ...]:
    """Where one can sign up now; when that is nowhere, what opens next."""
    now = [event for event in coming if sign_up.window(edition, event) in ("open", "full")]
    later = [event for event in coming if sign_up.window(edition, event) == "before"]
    later.sort(key=lambda event: instant(sign_up.terms(event).get("opens", event.start)))
    chosen = now or later[:1]
    if not chosen:
        return ()
    title = edition.say("现在可以报名", "Open for sign-up") if now else edition.say("下一个开放报名", "Next to open")
    rows = [
        div(
            "co-opening",
            to_page(f"events/{event.id}.md", edition.t(event.name), class_="co-opening__name"),
            el("p", sign_up.state(edition, event), " ", sign_up.next_step(edition, event), class_="co-small"),
        )
        for event in chosen
    ]
    return (heading(2, title, "open"), div("co-openings", *rows))


def _card(edition: Edition, event: public.Event) -> Html:
    kind = label(edition.lang, "event", "kind", value=event.kind_)
    when = edition.span(instant(event.start), instant(event.end))
    return el(
        "a",
        el("p", kind, " · ", label(edition.lang, "event", "status", value=event.status), class_="co-eyebrow"),
        el("h3", edition.t(event.name)),
        el("p", el("s", when) if public.undated(event) else when),
        el("p", public.place(edition, event), class_="co-muted"),
        el("p", edition.t(event.summary)) if event.summary else None,
        el("p", sign_up.state(edition, event), " ", sign_up.fee(edition, event)),
        class_="co-card",
        href=page_address(f"events/{event.id}.md"),
    )


def _page(edition: Edition, event: public.Event) -> Page:
    title, card = edition.t(event.name), cards.of_event(edition, event)
    sections = _sections(edition, event)
    return Page(
        f"events/{event.id}.md",
        title,
        body(
            heading(1, title, "event"),
            div(
                "co-item",
                _state(edition, event),
                _changes(edition, event),
                blocks.lead(edition.t(event.summary)),
                div(
                    "co-event",
                    div("co-panel", *_panel(edition, event)),
                    div("co-event__text", _about(edition, event), jumps(edition, sections)),
                    *written(sections),
                ),
            ),
        ),
        edition.t(event.summary) or edition.span(instant(event.start), instant(event.end)),
        source=event.source.path,
        kind="event",
        card=card,
        data=structured.event_data(edition, event, card),
    )


def _sections(edition: Edition, event: public.Event) -> list[Section]:
    """What matters first: before the event how it runs, afterwards what came of it."""
    before = [
        announce.agenda(edition, event),
        announce.speakers(edition, event),
        announce.plan(edition, event),
        announce.safety(edition, event),
        board.public_part(edition, event),
    ]
    after = outcome.sections(edition, event)
    whole = [*before, *after] if public.upcoming(edition.ws, event.end) else [*after, *before]
    return [section for section in [*whole, announce.more(edition, event)] if section]


def _state(edition: Edition, event: public.Event) -> Html:
    mood = {"cancelled": "bad", "postponed": "warn", "done": "", "running": "good", "open": "good"}.get(
        event.status, "on"
    )
    reason = edition.t(event.status_reason)
    return el(
        "p",
        blocks.tag(label(edition.lang, "event", "status", value=event.status), mood),
        blocks.tag(label(edition.lang, "event", "kind", value=event.kind_)),
        blocks.tag(label(edition.lang, "event", "attendance_mode", value=event.attendance_mode)),
        reason,
    )


def _changes(edition: Edition, event: public.Event) -> Html | None:
    """What is different since the event was announced, the newest first."""
    rows = sorted(event.changes or (), key=lambda row: instant(row["at"]), reverse=True)
    if not rows:
        return None
    head = el("p", edition.say("公布之后的变更", "Changed since it was announced"), class_="co-named")
    told = ([edition.time(instant(row["at"])), edition.say("：", ": "), edition.text(row["what"])] for row in rows)
    return div("co-changes", head, blocks.bullets(told))


def _panel(edition: Edition, event: public.Event) -> list[Child]:
    coming = public.upcoming(edition.ws, event.end) and event.status != "cancelled"
    return [
        announce.facts(edition, event),
        sign_up.panel(edition, event),
        div("co-actions", sign_up.calendar_file(edition, event)) if coming and not public.undated(event) else None,
    ]


def _about(edition: Edition, event: public.Event) -> Child:
    return div("co-prose", paragraphs(edition.t(event.description))) if event.description else None
