"""Sessions of campaigns for the ``results`` of the campaign files, from GA4, by utm_campaign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from commops.logs.channels import fold
from commops.tables.change import Note, Proposal, Wishes, settle, without_few
from commops.texts import Text

if TYPE_CHECKING:
    from commops.tables.store import TableStore
    from commops.workspace import Workspace

METRIC = "sessions"
LABEL = {"zh": "网站访问", "en": "Visits to the site"}
_UNMATCHED = Text(
    "{n} 个广告系列名称不是任何战役的 utm: campaign", "{n} campaign names are the utm: campaign of no campaign here"
)

Window = tuple[int, int]


def offer(ws: Workspace, store: TableStore, wishes: Wishes) -> Iterator[Proposal | Note]:
    """Sessions in all, over the days that the exports cover; no day is counted twice."""
    found: dict[str, dict[Window, int]] = defaultdict(dict)
    for table in store.tables("web-campaigns"):
        sums: dict[tuple[str, Window], int] = defaultdict(int)
        for row in table:
            sums[fold(row["campaign"]), (row["first_n"] or 0, row["last_n"] or 0)] += row["sessions"]
        for (name, window), sessions in sums.items():
            found[name][window] = max(found[name].get(window, 0), sessions)
    ours = {
        fold(campaign.data["utm"]["campaign"]): campaign for campaign in ws.items("campaign") if "utm" in campaign.data
    }
    if unmatched := len(found.keys() - ours.keys()):
        yield Note(_UNMATCHED.fill(n=unmatched))
    for name, campaign in sorted(ours.items(), key=lambda entry: entry[1].id):
        path, written = campaign.source.path, campaign.data.get("results") or []
        counts, notes = without_few(path, {METRIC: _total(found[name])} if name in found else {})
        yield from notes
        if not counts:
            continue
        entry = {"metric": METRIC, "value": counts[METRIC], "label": LABEL}
        number = next((place for place, held in enumerate(written) if held["metric"] == METRIC), None)
        if number is not None:
            yield from settle(path, ("results", number), written[number], {"value": counts[METRIC]}, wishes)
        elif "results" in campaign.data:
            yield Proposal(path, ("results", len(written)), entry)
        else:
            yield Proposal(path, ("results",), [entry])


def _total(windows: dict[Window, int]) -> int:
    """The sum over windows that do not overlap; the longest ones count first."""
    taken: list[Window] = []
    total = 0
    for window in sorted(windows, key=lambda window: (window[0] - window[1], window)):
        if all(window[1] < first or last < window[0] for first, last in taken):
            taken.append(window)
            total += windows[window]
    return total
