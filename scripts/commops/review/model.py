"""A whole review as one value: made from a workspace with its base and the findings, read by the printers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from commops.findings import Finding, Severity, State
from commops.report.material import Lines, lines_of
from commops.review import types as t
from commops.review.cards import Card, cards
from commops.review.changes import changes
from commops.review.secrets import covered, covering, secrets_of
from commops.review.told import kind_label
from commops.review.weeks import Weeks, weeks
from commops.texts import Text, pick
from commops.workspace import Workspace
from commops.workspace.shape.kinds import kinds


@dataclass(frozen=True, slots=True, eq=False)
class Review:
    """What a reviewer is shown."""

    ws: Workspace
    base: Workspace
    community: Text
    against: str
    """The name of the version that the change is compared with."""
    changes: tuple[t.Change, ...]
    cards: tuple[Card, ...]
    weeks: Weeks
    new: tuple[Finding, ...]
    """Findings that the change brings, the worst first."""
    existing: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    waived: int
    lines: Lines
    """The lines of the files after the change."""

    @property
    def as_of(self) -> dt.date:
        """The day of the check."""
        return self.ws.as_of

    @property
    def errors(self) -> int:
        """How many new findings are errors."""
        return sum(1 for found in self.new if found.severity is Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many new findings are warnings."""
        return sum(1 for found in self.new if found.severity is Severity.WARNING)


def review_of(ws: Workspace, findings: Sequence[Finding], *, against: str, waived: int = 0) -> Review:
    """The review of what is different between ``ws.base`` and ``ws``; ``findings`` come with their states.

    Raises ValueError for a workspace without a base.
    """
    if ws.base is None:
        raise ValueError("there is no base to compare with")
    secrets = secrets_of(findings, ws, ws.base)
    found = tuple(covered(one, secrets) for one in changes(ws.base, ws))
    by_state = {state: tuple(sorted((one for one in findings if one.state is state), key=_worst)) for state in State}
    return Review(
        ws=ws,
        base=ws.base,
        community=_community(ws),
        against=against,
        changes=found,
        cards=tuple(covered(one, secrets) for one in cards(ws, found, findings)),
        weeks=weeks(ws, ws.base, found),
        new=by_state[State.NEW],
        existing=by_state[State.EXISTING],
        fixed=by_state[State.FIXED],
        waived=waived,
        lines=covering(lines_of(ws), secrets),
    )


def _worst(found: Finding) -> tuple[object, ...]:
    return (found.severity.rank, *found.order)


def _community(ws: Workspace) -> Text:
    source = ws.sources.get("community/community.yml")
    name = source.data.get("name") if source else None
    return Text(pick(name, "zh") or "commops", pick(name, "en") or "commops")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things of a kind came, went and changed."""

    kind: Text
    added: int
    removed: int
    changed: int


def tallies(review: Review) -> list[Tally]:
    """What happened to how many things, in the order of the kinds; entries of lists after files."""
    things: dict[str, dict[tuple[str, str], set[str]]] = {}
    for change in review.changes:
        kind = change.thing.kind
        mark = "added" if isinstance(change, t.Added) else "removed" if isinstance(change, t.Removed) else "changed"
        things.setdefault(kind, {}).setdefault((change.thing.path, change.thing.id), set()).add(mark)
    order = ["post", "event", *kinds().by_name]
    names = sorted(things, key=lambda kind: (order.index(kind) if kind in order else len(order), kind))
    return [_tally(kind, list(things[kind].values())) for kind in names]


def _tally(kind: str, marks: Sequence[set[str]]) -> Tally:
    added, removed = (sum(1 for one in marks if wanted in one) for wanted in ("added", "removed"))
    label = kind_label(kind) if kind else Text("其他文件", "Other files")
    return Tally(label, added, removed, len(marks) - sum(1 for one in marks if one & {"added", "removed"}))


def others(review: Review) -> list[tuple[t.Thing, list[t.Change]]]:
    """Changes of all but the posts that have a card, by thing, what must not be overlooked first."""
    shown = {card.thing.path for card in review.cards}
    groups: dict[tuple[str, str, str], list[t.Change]] = {}
    for change in review.changes:
        if change.thing.path not in shown:
            groups.setdefault((change.thing.path, change.thing.kind, change.thing.id), []).append(change)
    made = [(group[0].thing, group) for group in groups.values()]
    return sorted(made, key=lambda pair: not any(change.notable for change in pair[1]))
