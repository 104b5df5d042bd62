"""An event as schema.org describes one, for search engines and assistants; browsers do not run it."""

from __future__ import annotations

import json
from typing import Any

from commops.site import clocks, public, sign_up
from commops.site.cards import Card
from commops.site.edition import Edition
from commops.workspace.times import instant

_SCHEMA = "https://schema.org/"
_MODES = {"online": "Online", "mixed": "Mixed"}


def event_data(edition: Edition, event: public.Event, card: Card | None) -> str:
    """The event as JSON-LD in ASCII that can stand inside a ``script`` element: nothing in it can end the element."""
    text = json.dumps(_event(edition, event, card), ensure_ascii=True)
    return text.translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&"})


def _event(edition: Edition, event: public.Event, card: Card | None) -> dict[str, Any]:
    image = edition.url(card.path) if card else ""
    named = [speaker for speaker in event.speakers or () if speaker.get("consent")]
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": edition.t(event.name),
        "description": edition.t(event.summary),
        "startDate": _moment(edition, event, event.start),
        "endDate": _moment(edition, event, event.end),
        "previousStartDate": _moment(edition, event, event.previous_start) if event.previous_start else "",
        "eventStatus": _SCHEMA + _status(event),
        "eventAttendanceMode": f"{_SCHEMA}{_MODES.get(event.attendance_mode or '', 'Offline')}EventAttendanceMode",
        "location": _location(edition, event),
        "organizer": _filled({"@type": "Organization", "name": edition.name, "url": edition.url("")}),
        "performer": [{"@type": "Person", "name": edition.t(speaker["name"])} for speaker in named],
        "offers": _offers(edition, event),
        "isAccessibleForFree": _free(event),
        "maximumAttendeeCapacity": sign_up.terms(event).get("capacity"),
        "inLanguage": list(event.languages or ()),
        "url": edition.url(f"events/{event.id}.md"),
        "image": [image] if image else [],
    }
    return _filled(facts)


def _filled(facts: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known; ``False`` is known."""
    return {key: value for key, value in facts.items() if value not in (None, "", [])}


def _moment(edition: Edition, event: public.Event, moment: str) -> str:
    """A moment with the offset that the clock of the event's place has then."""
    return instant(moment).astimezone(clocks.zone_of(edition, event)).isoformat(timespec="seconds")


def _status(event: public.Event) -> str:
    """A postponed event that tells its earlier start has a new one, so it is rescheduled."""
    if event.status == "cancelled":
        return "EventCancelled"
    if event.status == "postponed":
        return "EventRescheduled" if event.previous_start else "EventPostponed"
    return "EventRescheduled" if event.previous_start else "EventScheduled"


def _location(edition: Edition, event: public.Event) -> Any:
    venue = event.venue
    there = online = None
    if venue and event.attendance_mode != "online":
        name, where = edition.t(venue["name"]), edition.t(venue.get("address"))
        there = _filled({"@type": "Place", "name": name, "address": where or name})
    if there is None or event.attendance_mode in ("online", "mixed"):
        signing_up = sign_up.terms(event).get("url")
        way = public.way_in(edition.ws, event) or signing_up or edition.url(f"events/{event.id}.md")
        online = _filled({"@type": "VirtualLocation", "url": way})
    found = [place for place in (there, online) if place]
    return found[0] if len(found) == 1 else found


def _offers(edition: Edition, event: public.Event) -> dict[str, Any] | None:
    """The price, as far as it is told; an offer needs to say one."""
    registration = event.registration
    if not registration or "fee" not in registration:
        return None
    fee = registration["fee"]
    available = {"open": "InStock", "full": "SoldOut", "before": "PreOrder"}.get(sign_up.window(edition, event))
    return _filled(
        {
            "@type": "Offer",
            "price": fee["amount"],
            "priceCurrency": fee["currency"],
            "availability": _SCHEMA + available if available else None,
            "validFrom": _moment(edition, event, registration["opens"]) if "opens" in registration else None,
            "url": registration.get("url"),
        }
    )


def _free(event: public.Event) -> bool | None:
    fee = sign_up.terms(event).get("fee")
    return fee["amount"] == 0 if isinstance(fee, dict) else None
