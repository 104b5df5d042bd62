"""Claims about competitors that nobody could check again: no source, no day, or an old look."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Competitor
from commops.workspace.settings import setting
from commops.workspace.times import date

_LISTS = ("size_observed", "strengths", "weaknesses", "watch")
_BOTH = Text("来源和观察日期", "source and date of observation")
_SOURCE = Text("来源", "source")
_DAY = Text("观察日期", "date of observation")


@rule("competitor-sourced", each="competitor")
def check(ws: Workspace, competitor: Competitor) -> Iterator[Hit]:
    """Each claim needs a source and a day; the whole file a look every so often."""
    for key in _LISTS:
        for number, claim in enumerate(competitor.data.get(key) or ()):
            source, day = "source" in claim or "url" in claim, "on" in claim
            if not (source and day):
                missing = _DAY if source else _SOURCE if day else _BOTH
                yield Hit(competitor.at(key, number), None, {"missing": missing})
    days = (ws.as_of - date(competitor.reviewed)).days
    if days > (limit := setting(ws, "competitor_review_days")):
        yield Hit(competitor.at("reviewed"), competitor.reviewed, {"days": days, "limit": limit}, case="old")
