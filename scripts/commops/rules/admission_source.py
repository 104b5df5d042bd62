"""Sources from which too many applicants have to be turned away."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.texts import Text, pick
from commops.workspace import Workspace
from commops.workspace.settings import setting


@rule("admission-source")
def check(ws: Workspace) -> Iterator[Hit]:
    """The share of rejected applications of each source that is still in use, over the last weeks."""
    first = (ws.as_of - dt.timedelta(weeks=setting(ws, "admission_weeks"))).isocalendar()
    applied: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    for batch in ws.admission_batches:
        if batch.week < f"{first.year}-W{first.week:02}":
            continue
        for row in batch.rows:
            applied[row["source"]] += row["applied"]
            rejected[row["source"]] += row["rejected"]
    fewest, most = setting(ws, "admission_min"), setting(ws, "admission_reject_percent")
    today = ws.as_of.isoformat()
    for source in ws.admission_sources:
        total, refused = applied[source.id], rejected[source.id]
        if total >= fewest and refused * 100 > most * total and not (source.ended and source.ended <= today):
            name = Text(pick(source.name, "zh"), pick(source.name, "en"))
            percent = round(refused * 100 / total)
            facts: dict[str, object] = {"source": name, "percent": percent, "most": most, "n": total}
            yield Hit(source.at("id"), percent, facts)
