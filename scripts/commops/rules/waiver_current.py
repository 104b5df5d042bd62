"""Waivers that have ended, that silence nothing, or that name no rule."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import closing_rule, page_ids
from commops.workspace import Workspace
from commops.workspace.times import date
from commops.workspace.waivers import Waiver


@closing_rule("waiver-current")
def check(ws: Workspace, waivers: list[Waiver]) -> Iterator[Hit]:
    """Every waiver that should go."""
    for waiver in waivers:
        if waiver.rule not in page_ids():
            from difflib import get_close_matches

            near = get_close_matches(waiver.rule, page_ids(), n=1)
            yield Hit(waiver.at, waiver.rule, {"suggestion": near[0] if near else "commops rules"}, case="no-rule")
        elif waiver.until is not None and date(waiver.until) < ws.as_of:
            yield Hit(waiver.at, waiver.rule, {"until": waiver.until})
        elif not waiver.used:
            yield Hit(waiver.at, waiver.rule, case="unneeded")
