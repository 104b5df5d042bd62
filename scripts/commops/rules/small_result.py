"""Published results of events behind which one to four people stand."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import EventResult

SMALL = 5
# Not how many came in all: whoever was there could count that. These tell what a few people did afterwards or thought.
_FIELDS = {
    "new_members": Text("新成员", "new members"),
    "spoke_during": Text("活动中发言", "spoke during the event"),
    "spoke_7d_after": Text("七天内发言", "spoke within seven days"),
    "left_14d": Text("十四天内离开", "left within fourteen days"),
    "csat_n": Text("满意度样本", "answers on satisfaction"),
}


@rule("small-result", each="event-result")
def check(_ws: Workspace, results: EventResult) -> Iterator[Hit]:
    """Counts of people in results that the site shows, but for the totals of the event itself."""
    data = results.data
    for key, label in _FIELDS.items():
        value = data.get(key)
        if isinstance(value, int) and 0 < value < SMALL and results.visibility != "private":
            yield Hit(results.at(key), None, {"what": label})
    for number, row in enumerate(data.get("attended_by_source") or ()):
        if 0 < row["n"] < SMALL and results.visibility != "private":
            yield Hit(results.at("attended_by_source", number, "n"), None, {"what": Text("到场来源", "a source")})
