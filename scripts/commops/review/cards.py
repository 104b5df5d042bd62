"""For each post of a change: what will be pasted where and when, how long it is, and who still has to do what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from commops.findings import Finding, State
from commops.posting.clocks import in_quiet_hours, zone_of
from commops.posting.copy_text import Copy, copy_text
from commops.posting.dispatches import dispatches_of
from commops.posting.gauges import Gauge, gauges
from commops.review import types as t
from commops.review.told import kind_label, moment, named, value
from commops.texts import Text
from commops.workspace import Source, Workspace
from commops.workspace._types import Person, Post
from commops.workspace.duty import approvers
from commops.workspace.shape.progress import missing_for, next_status, status_label
from commops.workspace.times import date


@dataclass(frozen=True, slots=True)
class Sheet:
    """A post on one channel, ready to be pasted."""

    channel: str
    name: Text
    platform: Text
    at: Text | None
    """On the clocks of the channel; None for a time that cannot be read."""
    zone: str
    """Name of the channel's zone if it is not the community's."""
    quiet: bool
    copy: Copy
    gauges: tuple[Gauge, ...]
    before: Copy | None
    """What was to be pasted before the change; None for what is new on the channel."""


@dataclass(frozen=True, slots=True)
class Card:
    """A post of a change."""

    thing: t.Thing
    state: Literal["new", "changed"]
    status: Text
    over: bool
    """Whether it went out already or was given up: there is nothing left to paste."""
    sheets: tuple[Sheet, ...]
    changes: tuple[t.Change, ...]
    findings: tuple[Finding, ...]
    """New ones first."""
    approved: Text | None
    """Who approved it."""
    approvers: tuple[Text, ...]
    """Who may approve it."""
    author: Text | None
    next: Text | None
    """The status after this one; None at the end of the way."""
    missing: tuple[Text, ...]
    """What that status still needs."""
    commercial: bool
    disclosure: Text | None
    ai: Text | None
    readable: bool
    """Whether the schema accepts the file, so that there is something to show."""
    covered: bool
    """Whether private data in it was covered, so that its texts are not what would be pasted."""


def cards(ws: Workspace, changes: Sequence[t.Change], findings: Sequence[Finding]) -> list[Card]:
    """A card for each post that was added or changed, in the order in which they go out."""
    touched = dict.fromkeys(change.thing.path for change in changes if change.thing.kind == "post")
    sources = [source for path in touched if (source := ws.sources.get(path)) is not None]
    of_file: dict[str, list[t.Change]] = {}
    for change in changes:
        of_file.setdefault(change.thing.path, []).append(change)
    seen: dict[str, list[Finding]] = {}
    for found in findings:
        if found.state is not State.FIXED:
            seen.setdefault(found.at.path, []).append(found)
    made = [_card(ws, source, tuple(of_file[source.path]), seen.get(source.path, [])) for source in sources]
    return sorted(made, key=lambda card: (str(ws.sources[card.thing.path].data.get("date")), card.thing.id))


def _posts(ws: Workspace) -> dict[str, Post]:
    """The valid posts by path. Ask with ``ws.derive``."""
    return {post.source.path: post for post in ws.posts}


def _card(ws: Workspace, source: Source, own: tuple[t.Change, ...], here: Sequence[Finding]) -> Card:
    post = ws.derive(_posts).get(source.path)
    data = source.data
    status = data.get("status", "draft")
    status = status if isinstance(status, str) else "draft"
    after = next_status("post", status)
    share = data.get("ai_generated")
    return Card(
        thing=own[0].thing,
        state="new" if any(isinstance(change, t.Added) for change in own) else "changed",
        status=status_label("post", status),
        over=status in ("published", "archived", "rejected", "withdrawn"),
        sheets=tuple(_sheets(ws, post, own)) if post else (),
        changes=own,
        findings=tuple(sorted(here, key=lambda found: (found.state is State.EXISTING, found.severity.rank))),
        approved=_person(ws, data.get("approved_by")),
        approvers=tuple(named(ws, "person", person.id) for person in may_approve(ws, data)),
        author=_person(ws, data.get("author")),
        next=status_label("post", after) if after and post else None,
        missing=tuple(missing_for("post", data, after)) if after and post else (),
        commercial=data.get("commercial") is True,
        disclosure=_disclosure(ws, data),
        ai=value(ws, "post", ("ai_generated",), share) if share in ("assisted", "generated") else None,
        readable=post is not None,
        covered=any(found.private for found in here),
    )


def _person(ws: Workspace, name: object) -> Text | None:
    return named(ws, "person", name) if isinstance(name, str) else None


def _disclosure(ws: Workspace, data: dict[str, object]) -> Text | None:
    """The words that readers must see, else the kind of relation."""
    found = data.get("disclosure")
    if not isinstance(found, dict):
        return None
    key = "label" if "label" in found else "type"
    return value(ws, "post", ("disclosure", key), found.get(key))


def may_approve(ws: Workspace, data: dict[str, object]) -> list[Person]:
    """People who may approve a post on the day of its approval if there is one, else on the day of the check.

    The team is that before the change, so that nobody can make themselves an approver of the same change.
    """
    team = ws.base if ws.base is not None and ws.base.people else ws
    at = data.get("approved_at")
    try:
        day = date(at[:10]) if isinstance(at, str) else ws.as_of
    except ValueError:
        day = ws.as_of
    return approvers(team, data.get("author"), day)


def _sheets(ws: Workspace, post: Post, changes: Sequence[t.Change]) -> Iterator[Sheet]:
    times = {one.channel: one.at for one in dispatches_of(ws, post)}
    old = _before(ws, post, changes)
    for name in dict.fromkeys(post.channels):
        channel, zone, at = ws.get("channel", name), zone_of(ws, name), times.get(name)
        copy = copy_text(ws, post, name)
        yield Sheet(
            channel=name,
            name=named(ws, "channel", name),
            platform=value(ws, "channel", ("platform",), channel.platform) if channel else kind_label("channel"),
            at=moment(at.astimezone(zone)) if at else None,
            zone=zone.key if zone.key != ws.zone.key else "",
            quiet=at is not None and in_quiet_hours(ws, name, at),
            copy=copy,
            gauges=tuple(gauges(ws, post, name, copy)),
            before=copy_text(old[0], old[1], name) if old and name in old[1].channels else None,
        )


def _before(ws: Workspace, post: Post, changes: Sequence[t.Change]) -> tuple[Workspace, Post] | None:
    """The post as it was, if it was one."""
    base = ws.base
    if base is None:
        return None
    moved = next((str(change.before) for change in changes if isinstance(change, t.Relocated)), post.source.path)
    was = base.derive(_posts).get(moved)
    return (base, was) if was is not None else None
