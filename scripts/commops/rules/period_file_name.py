"""Reports and trend notes whose file is called after another period than the one they are about."""

import re
from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace

# Briefings for investors are called after what they are for, reports on an event after the event.
_FREE = ("community/reports/investor/", "community/reports/event/")


@rule("period-file-name")
def check(ws: Workspace) -> Iterator[Hit]:
    """``period`` of reports and ``week`` of trend notes against the file name, without regard to case."""
    for kind, key in (("report", "period"), ("trend", "week")):
        for item in ws.items(kind):
            named = item.id.lower()
            if not item.source.path.startswith(_FREE) and not re.match(rf"{item.data[key].lower()}(?![a-z0-9])", named):
                yield Hit(item.at(key), item.data[key], {"name": item.id})
