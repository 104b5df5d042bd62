"""Counts of campaigns and of win-back trials: ``content/campaigns/`` and ``community/members/segments.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commops.stats.context._declare import ContextTable, day_of
from commops.workspace import Workspace

STEPS = ("exposure", "click", "join", "speak", "register", "pay", "refer")
"""From first sight to passing it on, in the order of the funnel."""


class FunnelStep(NamedTuple):
    """How many people of one population (a campaign's links, one window) took a step; steps are numbered from 1."""

    campaign: str
    from_day: int
    to_day: int
    step_no: int
    step: str
    people: int


class Trial(NamedTuple):
    """A win-back trial: who was written to, who was left alone, and how many of each spoke again in the window."""

    trial: str
    start_day: int
    to_day: int
    n_days: int
    contacted: int
    contacted_back: int | None
    held_out: int
    held_out_back: int | None


def _funnels(ws: Workspace) -> Iterator[FunnelStep]:
    for campaign in ws.campaigns:
        for count in campaign.data.get("funnel") or ():
            window = day_of(count["from"]), day_of(count["to"])
            for number, step in enumerate(STEPS, 1):
                if step in count["steps"]:
                    yield FunnelStep(campaign.id, *window, number, step, count["steps"][step])


def _trials(ws: Workspace) -> Iterator[Trial]:
    for trial in ws.segment_list.trials or () if ws.segment_list else ():
        start, contacted, held_out = day_of(trial["start"]), trial["contacted"], trial["held_out"]
        yield Trial(
            trial["id"],
            start,
            start + trial["days"] - 1,
            trial["days"],
            contacted,
            _people(trial.get("contacted_back"), contacted),
            held_out,
            _people(trial.get("held_out_back"), held_out),
        )


def _people(per_cent: float | None, of: int) -> int | None:
    """The file holds per cent, as they are told; the nearest count of people gives them."""
    return None if per_cent is None else round(per_cent * of / 100)


TABLES = (
    ContextTable("funnel_steps", FunnelStep, _funnels, since="to_day"),
    ContextTable("trials", Trial, _trials, since="start_day", later={"to_day": ("contacted_back", "held_out_back")}),
)
