"""Which kind of change a difference is, by the kind of thing and the route of the value."""

from __future__ import annotations

from collections.abc import Iterator

from commops.findings import Route
from commops.review import types as t

Row = tuple[str, Route, type[t.Change]]

# Kind ("*" for any), route ("*" for any step; what lies deeper belongs to it), and what it is. The first row counts.
# A route that ends in "**" is grouped by the step in its place, so that one change stands for one key.
TABLE: tuple[Row, ...] = (
    ("*", ("waive",), t.WaiverChanged),
    ("*", ("visibility",), t.VisibilityChanged),
    ("policy", ("**",), t.PolicyChanged),
    ("snapshot", (), t.NumbersChanged),
    ("post", ("date",), t.PostMoved),
    ("post", ("scheduled_at",), t.PostMoved),
    ("post", ("variants", "*", "at"), t.PostMoved),
    ("post", t.BODY, t.TextChanged),
    ("post", ("variants", "*", "body"), t.TextChanged),
    ("post", ("variants", "*", "title"), t.TitleChanged),
    ("post", ("variants", "*", "assets"), t.AssetsChanged),
    ("post", ("variants", "*", "link"), t.LinksChanged),
    ("post", ("variants", "*", "**"), t.ValueChanged),
    ("post", ("assets",), t.AssetsChanged),
    ("post", ("channels",), t.ChannelsChanged),
    ("post", ("links",), t.LinksChanged),
    ("post", ("approved_by",), t.ApproverChanged),
    ("post", ("approved_at",), t.ApproverChanged),
    ("post", ("author",), t.PersonChanged),
    ("post", ("reviewers",), t.PersonChanged),
    ("*", ("commercial",), t.CommercialChanged),
    ("*", ("disclosure",), t.DisclosureChanged),
    ("post", ("ai_generated",), t.DisclosureChanged),
    ("event", ("start",), t.EventMoved),
    ("event", ("end",), t.EventMoved),
    ("event", ("previous_start",), t.EventMoved),
    ("event", ("venue", "capacity"), t.CapacityChanged),
    ("event", ("registration", "capacity"), t.CapacityChanged),
    ("event", ("venue",), t.VenueChanged),
    ("event", ("online_url",), t.VenueChanged),
    ("event", ("attendance_mode",), t.VenueChanged),
    ("event", ("agenda",), t.AgendaChanged),
    ("campaign", ("start",), t.Moved),
    ("campaign", ("end",), t.Moved),
    ("raffle", ("result",), t.ValueChanged),
    ("raffle", ("reviewed_by",), t.ApproverChanged),
    ("raffle", ("reviewed_at",), t.ApproverChanged),
    ("raffle", ("archive_until",), t.ValueChanged),
    ("raffle", ("notes",), t.ValueChanged),
    ("raffle", ("status",), t.StatusChanged),
    ("raffle", ("**",), t.RaffleTermsChanged),
    ("community-rule", ("**",), t.RuleChanged),
    ("rulebook", ("ladder",), t.LadderChanged),
    ("rulebook", ("version",), t.RulesVersionChanged),
    ("rulebook", ("effective_from",), t.RulesVersionChanged),
    ("person", ("active_to",), t.PersonLeft),
    ("person", ("roles",), t.RolesChanged),
    ("role", ("permissions",), t.PermissionsChanged),
    ("channel", ("status",), t.ChannelStatusChanged),
    ("channel", ("limits",), t.LimitsChanged),
    ("channel", ("quiet_hours",), t.LimitsChanged),
    ("channel", ("frequency",), t.LimitsChanged),
    ("channel", ("capacity",), t.LimitsChanged),
    ("channel", ("allow_links",), t.LimitsChanged),
    ("channel", ("ads_allowed",), t.LimitsChanged),
    ("channel", ("moderators",), t.PersonChanged),
    ("asset", ("**",), t.AssetChanged),
    ("partner", ("deliverables",), t.DeliverableChanged),
    ("objective", ("key_results", "*"), t.TargetChanged),
    ("*", ("targets",), t.TargetChanged),
    ("*", ("status",), t.StatusChanged),
    ("*", ("owner",), t.PersonChanged),
    ("*", ("title",), t.TitleChanged),
    ("*", ("name",), t.TitleChanged),
    ("*", t.BODY, t.TextChanged),
)

ADDED: dict[str, type[t.Change]] = {
    "person": t.PersonJoined,
    "channel": t.ChannelAdded,
    "community-rule": t.RuleChanged,
}
REMOVED: dict[str, type[t.Change]] = {"person": t.PersonLeft, "community-rule": t.RuleChanged}


def rows_of(kind: str) -> Iterator[Row]:
    """The rows for a kind, in order."""
    return (row for row in TABLE if row[0] in ("*", kind))


def classify(kind: str, route: Route) -> tuple[type[t.Change], Route]:
    """What a difference is, and the route of the whole value that it is a part of."""
    for _, pattern, found in rows_of(kind):
        depth = len(pattern)
        if len(route) >= depth and all(p in ("*", "**", step) for p, step in zip(pattern, route, strict=False)):
            return found, route[:depth]
    return t.ValueChanged, route


def goes_deeper(kind: str, route: Route) -> bool:
    """Whether some row is about a part of the value at ``route`` and none about the whole of it."""
    if classify(kind, route)[0] is not t.ValueChanged:
        return False
    return any(
        len(pattern) > len(route) > 0 and all(p in ("*", "**", step) for p, step in zip(pattern, route, strict=False))
        for _, pattern, _ in rows_of(kind)
    )
