"""Parts of the briefing that do not come from snapshots: channels, events, partners, competitors, what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from commops.report.drafts.ledger import NOTHING, number_text
from commops.report.drafts.tables import grid
from commops.report.investor import words
from commops.report.markdown_text import inline
from commops.stats import pages
from commops.stats.flows import SMALL
from commops.stats.read import snapshots, triangle
from commops.stats.table import Table
from commops.texts import Lang, Text, pick
from commops.workspace import Workspace, times
from commops.workspace._types import Event
from commops.workspace.aims import key_results
from commops.workspace.duty import newest_counts
from commops.workspace.spans import quarter_of

AGES = (1, 2, 4, 8, 12)
"""Weeks after joining that the curve shows."""
_NOT_SHOWN = Text("不公布", "not published")
_HIDDEN = Text("不公布（不足 5 人）", "not published (fewer than 5)")


def mix(ws: Workspace, lang: Lang) -> str:
    """The newest member count of each channel that is counted."""
    counts = ws.derive(newest_counts)
    rows = [
        [
            inline(pick(channel.name, lang)),
            inline(channel.platform),
            _people(counts[channel.id][1], lang),
            counts[channel.id][0],
        ]
        for channel in ws.channels
        if channel.id in counts
    ]
    if not rows:
        return NOTHING.get(lang) + "\n"
    return grid(words.MIX_HEAD.get(lang).split("|"), rows) + "\n" + words.MIX_NOTE.get(lang) + "\n"


def curve(ws: Workspace, weeks: Collection[str], lang: Lang) -> str:
    """Classic retention by cohort and age, as far as it is known; "" while no cohort is."""
    found = triangle([shot for shot in snapshots(ws) if shot.period in weeks])
    if not found.cohorts:
        return ""
    ages = [age for age in found.ages if age in AGES]
    rows = []
    for cohort in found.cohorts:
        cells = [found.cells.get((cohort, age)) for age in ages]
        shares = ["–" if cell is None else _share(cell.value, lang) for cell in cells]
        rows.append([cohort, _people(found.sizes[cohort], lang), *shares])
    head = [*words.CURVE_HEAD.get(lang).split("|"), *(words.AGE.fill(age=age).get(lang) for age in ages)]
    return f"### {words.CURVE.get(lang)}\n\n" + grid(head, rows) + "\n" + words.CURVE_NOTE.get(lang) + "\n"


def _share(value: float | None, lang: Lang) -> str:
    return _NOT_SHOWN.get(lang) if value is None else number_text(value, "percent")


def _people(value: Any, lang: Lang) -> str:
    if not isinstance(value, int):
        return NOTHING.get(lang)
    return _HIDDEN.get(lang) if 0 < value < SMALL else number_text(value, "count")


def events(ws: Workspace, held: Iterable[Event], lang: Lang) -> str:
    """What each event came to and what it cost per person; nothing where fewer than 5 people stand behind a cost."""
    rows = []
    for event in held:
        data = ws.get("event-result", event.id).data
        spend = data.get("spend") or {}
        amount, currency = spend.get("amount"), str(spend.get("currency", ""))
        cost = [_per(amount, data.get(name), currency, lang) for name in ("attended", "spoke_7d_after")]
        people = [_people(data.get(name), lang) for name in ("registered", "attended")]
        spent = NOTHING.get(lang) if amount is None else f"{number_text(amount, 'count')} {inline(currency)}"
        rows.append([inline(pick(event.name, lang)), *people, spent, *cost])
    if not rows:
        return NOTHING.get(lang) + "\n"
    return grid(words.EVENT_HEAD.get(lang).split("|"), rows) + "\n" + words.EVENT_NOTE.get(lang) + "\n"


def _per(amount: Any, people: Any, currency: str, lang: Lang) -> str:
    if not isinstance(amount, int | float) or not isinstance(people, int) or people == 0:
        return NOTHING.get(lang)
    return (
        _HIDDEN.get(lang) if people < SMALL else f"{number_text(round(amount / people, 1), 'count')} {inline(currency)}"
    )


def held(ws: Workspace) -> list[Event]:
    """The events with results that had ended by the day, oldest first."""
    ended = [(times.in_zone(event.end or event.start, ws.zone).date(), event) for event in ws.events]
    fitting = [(day, event.id, event) for day, event in ended if day <= ws.as_of and ws.get("event-result", event.id)]
    return [event for _, _, event in sorted(fitting, key=lambda one: one[:2])]


def partners(ws: Workspace, lang: Lang) -> str:
    """How many deliverables were due and how many are done; no names, no amounts."""
    day = ws.as_of.isoformat()
    due = [
        row for partner in ws.items("partner") for row in partner.data.get("deliverables") or () if row["due"] <= day
    ]
    done = sum(1 for row in due if row.get("done"))
    return words.PARTNERS.fill(as_of=day, due=len(due), done=done).get(lang) + "\n"


def gaps(ws: Workspace, lang: Lang) -> str:
    """What we see of others and where they are ahead, as it stands in community/competitors/."""
    day = ws.as_of.isoformat()
    rows = []
    for rival in ws.items("competitor"):
        sizes = [
            f"{inline(pick(size['what'], lang))} {number_text(size['value'], 'count')} ({size['on']})"
            for size in rival.data.get("size_observed") or ()
            if size["on"] <= day
        ]
        reviewed = str(rival.data.get("reviewed", ""))
        # Gaps carry no date of their own; those of a later review were not known on the day.
        ours = [inline(pick(gap, lang)) for gap in rival.data.get("gaps") or () if reviewed <= day]
        empty = NOTHING.get(lang)
        name = inline(pick(rival.name, lang))
        rows.append([name, "<br>".join(sizes) or empty, "<br>".join(ours) or empty, reviewed if ours else empty])
    return grid(words.GAPS_HEAD.get(lang).split("|"), rows, texts=True) if rows else NOTHING.get(lang) + "\n"


def missing(ws: Workspace, tables: Mapping[str, Table], newest: str) -> dict[str, Text]:
    """Every metric without a number in the pack, and why."""
    known = ws.get("snapshot", newest).data["definitions"]
    computed = pages.keys()
    reasons = {}
    for key in computed:
        if key not in tables:
            waits = pages.load_page(key).files == "month"
            reasons[key] = words.NO_MONTH if waits else words.NO_ROWS if key in known else words.NOT_YET
    filled = {result["metric"] for result in key_results(ws, quarter_of(ws.as_of)) if "current" in result}
    fields = {name for event in held(ws) for name in _reported(ws, event)}
    by_hand = [metric.id for metric in ws.metrics if metric.id not in (*computed, *filled, *fields)]
    return {**reasons, **dict.fromkeys(by_hand, words.BY_HAND)}


def _reported(ws: Workspace, event: Event) -> set[str]:
    data = ws.get("event-result", event.id).data
    return {*data, *(figure["id"] for figure in data.get("figures") or ())}
