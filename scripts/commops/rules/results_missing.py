"""Published posts without numbers."""

import datetime as dt
from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Post
from commops.workspace.settings import setting
from commops.workspace.times import in_zone

_LONG_AGO = dt.timedelta(days=183)


@rule("results-missing", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """A post whose last publication lies longer back than the setting, up to half a year."""
    data = post.data
    if data.get("status") != "published" or data.get("results"):
        return
    # Days as they are written are at most one off: far from the limit they decide.
    if not (ws.as_of - _LONG_AGO).isoformat() <= data["date"][:10] <= ws.as_of.isoformat():
        return
    try:
        last = max(in_zone(one["at"], ws.zone).date() for one in post.published or ())
    except ValueError:
        return
    limit = setting(ws, "post_results_days")
    days = (ws.as_of - last).days
    if days > limit:
        yield Hit(post.at("status"), last.isoformat(), {"days": days, "limit": limit})
