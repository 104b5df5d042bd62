"""Events: the coming ones first, the past ones with what came of them, and a page for each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from commops.site import blocks, outcome, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, outside, page_address, to_page
from commops.site.labels import label
from commops.site.markup import paragraphs
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


def _card(edition: Edition, event: public.Event) -> Html:
    kind = label(edition.lang, "event", "kind", value=event.kind_)
    return el(
        "a",
        el("p", kind, " · ", label(edition.lang, "event", "status", value=event.status), class_="co-eyebrow"),
        el("h3", edition.t(event.name)),
        el("p", edition.span(instant(event.start), instant(event.end))),
        el("p", public.place(edition, event), class_="co-muted"),
        el("p", edition.t(event.summary)) if event.summary else None,
        class_="co-card",
        href=page_address(f"events/{event.id}.md"),
    )


def _page(edition: Edition, event: public.Event) -> Page:
    title = edition.t(event.name)
    return Page(
        f"events/{event.id}.md",
        title,
        body(
            heading(1, title, "event"),
            div(
                "co-item",
                _state(edition, event),
                blocks.lead(edition.t(event.summary)),
                div(
                    "co-split",
                    div("", _about(edition, event), *_agenda(edition, event), *_speakers(edition, event)),
                    div("co-panel", _facts(edition, event), _sign_up(edition, event)),
                ),
                *outcome.sections(edition, event),
                *_safety(edition, event),
                _for_machines(edition, event),
            ),
        ),
        edition.t(event.summary) or edition.span(instant(event.start), instant(event.end)),
        source=event.source.path,
        kind="event",
    )


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


def _facts(edition: Edition, event: public.Event) -> Html:
    venue: dict[str, Any] = {**(event.venue or {})}
    sign_up: dict[str, Any] = {**(event.registration or {})}
    capacity = sign_up.get("capacity")
    fee = sign_up.get("fee")
    return blocks.facts(
        (edition.say("时间", "When"), edition.span(instant(event.start), instant(event.end))),
        (edition.say("地点", "Where"), public.place(edition, event)),
        (edition.say("无障碍", "Access"), edition.t(venue.get("accessibility"))),
        (edition.say("负责", "Run by"), blocks.person(edition, event.owner)),
        (edition.say("适合", "For"), edition.list(_persona(edition, one) for one in event.audience or ())),
        (edition.say("名额", "Places"), str(capacity) if capacity else None),
        (edition.say("费用", "Fee"), blocks.money(fee["amount"], fee["currency"]) if fee else None),
        (edition.say("费用说明", "About the fee"), edition.t(sign_up.get("fee_note"))),
        (edition.say("伙伴", "Partners"), edition.names("partner", event.sponsors)),
        (edition.say("未成年人", "Minors"), label(edition.lang, "event", "minors", value=event.minors)),
        (edition.say("录制", "Recording"), edition.t(event.recording)),
    )


def _persona(edition: Edition, reference: str) -> str:
    persona = next((p for p in edition.ws.personas if p.id == reference), None)
    return edition.t(persona.name) if persona else reference


def _sign_up(edition: Edition, event: public.Event) -> Child:
    sign_up = event.registration
    if not sign_up or not public.upcoming(edition.ws, event.end):
        return None
    opens, closes = sign_up.get("opens"), sign_up.get("closes")
    if closes and not public.upcoming(edition.ws, closes):
        return el("p", edition.say("报名已结束。", "Sign-up has closed."), class_="co-small")
    window = " – ".join(edition.span(instant(moment), None) for moment in (opens, closes) if moment)
    kept = edition.say("报名信息保留到 ", "Sign-up data are kept until ") + sign_up["data_kept_until"]
    url = sign_up.get("url")
    return div(
        "",
        el("p", edition.say("报名 ", "Sign-up "), window, class_="co-small") if window else None,
        el("p", outside(url, edition.say("去报名", "Sign up"), class_="co-button co-button--main")) if url else None,
        el("p", kept, class_="co-meta"),
    )


def _about(edition: Edition, event: public.Event) -> Child:
    return div("co-prose", paragraphs(edition.t(event.description))) if event.description else None


def _agenda(edition: Edition, event: public.Event) -> list[Child]:
    """The parts of the event that everybody may see, on the clock of the event."""
    rows = public.shown(event.agenda)
    speakers = {speaker["id"]: speaker for speaker in event.speakers or ()}
    if not rows:
        return []
    several = len({row.get("day") for row in rows}) > 1
    return [
        el("h2", edition.say("议程", "Agenda"), id="agenda"),
        blocks.table(
            [edition.say("时间", "Time"), edition.say("内容", "What"), edition.say("主讲", "Who")],
            (
                [
                    f"{str(row['day'])[5:] + ' ' if several and row.get('day') else ''}{row['from']}–{row['to']}",
                    edition.t(row["title"]),
                    _speaker_name(edition, speakers, row.get("speaker")),
                ]
                for row in rows
            ),
        ),
    ]


def _speaker_name(edition: Edition, speakers: dict[str, public.Speaker], reference: str | None) -> str:
    if not reference:
        return ""
    speaker = speakers.get(reference)
    if speaker is None:
        return blocks.person(edition, reference)
    return edition.t(speaker["name"]) if speaker.get("consent") else edition.say("嘉宾", "guest")


def _speakers(edition: Edition, event: public.Event) -> list[Child]:
    """Speakers who agreed to be named in public."""
    named = [speaker for speaker in event.speakers or () if speaker.get("consent")]
    if not named:
        return []
    rows = []
    for speaker in named:
        disclosure = edition.t(speaker.get("disclosure"))
        rows.append(
            div(
                "co-entry",
                el("h3", edition.t(speaker["name"])),
                el("p", edition.t(speaker.get("bio"))),
                el("p", blocks.tag(disclosure, "warn")) if disclosure else None,
            )
        )
    return [el("h2", edition.say("嘉宾", "Speakers"), id="speakers"), *rows]


def _safety(edition: Edition, event: public.Event) -> list[Child]:
    """Who looks after safety, and the house rules. Risk assessments stay with the team."""
    safety = event.safety
    if not safety or not public.upcoming(edition.ws, event.end):
        return []
    return [
        el("h2", edition.say("安全", "Safety"), id="safety"),
        blocks.facts(
            (edition.say("安全负责", "Safety lead"), blocks.person(edition, safety["lead"])),
            (edition.say("急救", "First aid"), edition.t(safety.get("first_aid"))),
            (edition.say("行为准则", "Code of conduct"), to_page("rules.md", edition.say("群规", "Rules"))),
        ),
    ]


def _for_machines(edition: Edition, event: public.Event) -> Html:
    """The event as schema.org describes one, for search engines and assistants; browsers do not run it."""
    status = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}.get(event.status, "EventScheduled")
    mode = {"online": "OnlineEventAttendanceMode", "mixed": "MixedEventAttendanceMode"}
    facts = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": edition.t(event.name),
        "startDate": event.start,
        "endDate": event.end,
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/"
        + mode.get(event.attendance_mode or "", "OfflineEventAttendanceMode"),
        "location": {"@type": "Place" if event.venue else "VirtualLocation", "name": public.place(edition, event)},
        "organizer": {"@type": "Organization", "name": edition.name},
        **({"description": edition.t(event.summary)} if event.summary else {}),
    }
    # No character that could end the element may be in it.
    text = json.dumps(facts, ensure_ascii=False).translate({ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})
    return Html(f'<script type="application/ld+json">{text}</script>')
