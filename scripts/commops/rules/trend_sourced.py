"""Keyword figures that nobody could look up again."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Trend

_BOTH = Text("来源和采集日期", "source and day")
_SOURCE = Text("来源", "source")
_DAY = Text("采集日期", "day")


@rule("trend-sourced", each="trend")
def check(_ws: Workspace, trend: Trend) -> Iterator[Hit]:
    """Each keyword of a trend note needs a source and the day on which it was read off."""
    for number, keyword in enumerate(trend.keywords or ()):
        source, day = "source" in keyword or "url" in keyword, "collected_at" in keyword
        if not (source and day):
            missing = _DAY if source else _SOURCE if day else _BOTH
            yield Hit(trend.at("keywords", number, "term"), keyword["term"], {"missing": missing})
