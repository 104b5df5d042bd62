"""How and until when people sign up for an event, as far as the day of the site can tell."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from commops.site import blocks, clocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, outside, to_page
from commops.workspace.times import date, instant

Window: TypeAlias = Literal["none", "before", "open", "full", "closed"]

_NO_SIGN_UP = frozenset({"cancelled", "postponed", "done"})


def terms(event: public.Event) -> dict[str, Any]:
    """What the file says about sign-up; empty where it says nothing."""
    return {**(event.registration or {})}


def window(edition: Edition, event: public.Event) -> Window:
    """Where sign-up stands on the day of the site; ``none`` for an event that is over, off, or without sign-up."""
    sign_up, ws = event.registration, edition.ws
    if not sign_up or event.status in _NO_SIGN_UP or not public.upcoming(ws, event.end):
        return "none"
    opens, closes = sign_up.get("opens"), sign_up.get("closes")
    if closes and not public.upcoming(ws, closes):
        return "closed"
    if opens and instant(opens).astimezone(ws.zone).date() > ws.as_of:
        return "before"
    if not opens and not closes and not sign_up.get("url"):
        return "none"
    return "full" if is_full(edition, event) else "open"


def is_full(edition: Edition, event: public.Event) -> bool:
    """Whether as many have signed up as there are places, by the counts that are public."""
    result = next((one for one in edition.ws.event_results if one.id == event.id and public.is_public(one)), None)
    capacity = terms(event).get("capacity")
    return result is not None and isinstance(capacity, int) and result.registered >= capacity


def state(edition: Edition, event: public.Event) -> Html:
    """Where sign-up stands, as a label."""
    words = {
        "none": ("", "", ""),
        "before": ("尚未开放报名", "Sign-up not open yet", "on"),
        "open": ("正在报名", "Sign-up open", "good"),
        "closed": ("报名已结束", "Sign-up closed", ""),
        "full": ("名额已满", "Full", "warn"),
    }
    zh, en, mood = words[window(edition, event)]
    return blocks.tag(edition.say(zh, en), mood)


def next_step(edition: Edition, event: public.Event) -> str:
    """The next date that somebody who wants to come has to know; ``""`` for none."""
    sign_up, zone = terms(event), clocks.zone_of(edition, event)
    opens, closes = sign_up.get("opens"), sign_up.get("closes")
    where = window(edition, event)
    if where == "before" and isinstance(opens, str):
        moment = edition.span(instant(opens), None, zone)
        return edition.say(f"{moment} 开放报名", f"Sign-up opens {moment}")
    if where in ("open", "full") and isinstance(closes, str):
        moment = edition.span(instant(closes), None, zone)
        return edition.say(f"{moment} 截止报名", f"Sign-up closes {moment}")
    return ""


def fee(edition: Edition, event: public.Event) -> str:
    """What taking part costs; ``""`` where nothing is said."""
    amount = terms(event).get("fee")
    if not isinstance(amount, dict):
        return ""
    return blocks.money(amount["amount"], amount["currency"]) if amount["amount"] else edition.say("免费", "Free")


def panel(edition: Edition, event: public.Event) -> Child:
    """What to do to come: when, how many, what the form asks, until when the answers are kept, and the way there."""
    sign_up, where = event.registration, window(edition, event)
    if not sign_up or where == "none":
        return None
    zone = clocks.zone_of(edition, event)
    opens, closes = sign_up.get("opens"), sign_up.get("closes")
    waiting = edition.say("报满后可以登记候补。", "There is a waiting list.") if sign_up.get("waitlist") else ""
    reachable = where == "open" or (where == "full" and sign_up.get("waitlist"))
    label = edition.say("去报名", "Sign up") if where == "open" else edition.say("登记候补", "Join the waiting list")
    url = sign_up.get("url")
    return div(
        "co-sign-up",
        el("h2", edition.say("报名", "Sign-up"), id="sign-up"),
        el("p", state(edition, event)),
        blocks.facts(
            (edition.say("开放", "Opens"), clocks.span(edition, opens, None, zone) if opens else None),
            (edition.say("截止", "Closes"), clocks.span(edition, closes, None, zone) if closes else None),
        ),
        el("p", waiting, class_="co-small") if waiting and where != "closed" else None,
        el("p", outside(url, label, class_="co-button co-button--main")) if url and reachable else None,
        _form(edition, event) if where != "closed" else None,
    )


def _form(edition: Edition, event: public.Event) -> Child:
    """What the form asks, and when the answers are deleted."""
    sign_up = event.registration
    if not sign_up:
        return None
    until = edition.day(date(sign_up["data_kept_until"]), year=True)
    kept = edition.say(f"报名信息保留到 {until}，之后删除。", f"Answers are kept until {until}, then deleted.")
    asked = [edition.t(question) for question in sign_up.get("questions") or ()]
    if not asked:
        return el("p", kept, class_="co-meta")
    return blocks.fold(
        edition.say("报名表问什么", "What the form asks"),
        blocks.bullets(asked, "co-small"),
        el("p", kept, class_="co-meta"),
    )


def calendar_file(edition: Edition, event: public.Event) -> Html:
    """The way to the file that adds the event to a calendar."""
    return to_page(f"events/{event.id}.ics", edition.say("加到我的日历", "Add to my calendar"), class_="co-button")
