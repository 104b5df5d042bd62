"""Live events that need the same room, people, channel or audience at the same time."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.calendar import Span
from commops.posting.live import channels_of_events, events_ahead, people_of
from commops.posting.naming import called
from commops.rule import rule
from commops.texts import pick
from commops.workspace import Workspace
from commops.workspace._types import Event


@rule("events-overlap")
def check(ws: Workspace) -> Iterator[Hit]:
    """Each pair of events ahead once; the hit lies in the one that starts later."""
    spans = sorted(
        ((span, event) for event, hours in ws.derive(events_ahead) for span in hours),
        key=lambda one: (one[0], one[1].id),
    )
    seen: set[tuple[str, str]] = set()
    running: list[tuple[Span, Event]] = []
    for span, event in spans:
        running = [one for one in running if one[0].end > span.start]
        for other_span, other in running:
            if other.id == event.id or (other.id, event.id) in seen:
                continue
            seen |= {(other.id, event.id), (event.id, other.id)}
            if (clash := _clash(ws, event, other)) is not None:
                case, value = clash
                yield Hit(event.at("start"), event.start, _facts(ws, other, other_span, value), case=case)
        running.append((span, event))


def _clash(ws: Workspace, one: Event, other: Event) -> tuple[str, str] | None:
    """What both need, and its name; None if they can run side by side."""
    if one.venue and other.venue and _room(one) == _room(other):
        return "venue", _room(one)
    if shared := people_of(one) & people_of(other):
        return "host", min(shared)
    channels = ws.derive(channels_of_events)
    if shared := channels.get(one.id, frozenset()) & channels.get(other.id, frozenset()):
        return "channel", min(shared)
    if shared := frozenset(one.audience or ()) & frozenset(other.audience or ()):
        return "audience", min(shared)
    return None


def _room(event: Event) -> str:
    return pick(event.venue["name"], "zh").strip().casefold() if event.venue else ""


def _facts(ws: Workspace, other: Event, span: Span, value: str) -> dict[str, object]:
    start, end = (moment.astimezone(ws.zone) for moment in span)
    return {
        "other": called(other),
        "file": other.source.path,
        "hours": f"{start:%m-%d %H:%M}\u2013{end:%H:%M}",
        "shared": value,
    }
