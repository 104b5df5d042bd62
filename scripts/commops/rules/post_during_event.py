"""Posts that go out while a live event keeps the same channel, the same person or the same audience busy."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.calendar import Span
from commops.posting.dispatches import Dispatch
from commops.posting.live import channels_of_events, hours_by_day, people_of
from commops.posting.naming import called, named
from commops.posting.outlook import ahead
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Event


@rule("post-during-event")
def check(ws: Workspace) -> Iterator[Hit]:
    """Each pending post that is not about the event itself, once per event."""
    busy = ws.derive(hours_by_day)
    if not busy:
        return
    seen: set[tuple[str, str]] = set()
    for one in ws.derive(ahead):
        for span, event in busy.get(one.at.date(), ()):
            if not span.holds(one.at) or one.post.event == event.id or (one.post.id, event.id) in seen:
                continue
            if (case := _case(ws, one, event)) is not None:
                seen.add((one.post.id, event.id))
                yield Hit(one.place, one.at.isoformat(timespec="minutes"), _facts(ws, one, event, span), case=case)


def _case(ws: Workspace, one: Dispatch, event: Event) -> str | None:
    """Why the two get in each other's way; None if they do not."""
    if one.channel in ws.derive(channels_of_events).get(event.id, ()):
        return "channel"
    if (one.post.owner or one.post.author) in people_of(event):
        return "host"
    if one.post.kind_ == "live" and not set(one.post.persona or ()).isdisjoint(event.audience or ()):
        return "audience"
    return None


def _facts(ws: Workspace, one: Dispatch, event: Event, span: Span) -> dict[str, object]:
    start, end = (moment.astimezone(ws.zone) for moment in span)
    return {
        "time": f"{one.at:%H:%M}",
        "event": called(event),
        "file": event.source.path,
        "hours": f"{start:%H:%M}\u2013{end:%H:%M}",
        "channel": named(ws, "channel", one.channel),
        "person": named(ws, "person", one.post.owner or one.post.author or ""),
    }
