"""What is due soon, or late, between the community and its partners, and partners that exclude each other."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from commops.findings import Hit
from commops.posting.naming import called
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Partner
from commops.workspace.settings import setting
from commops.workspace.times import date

_BOUND = frozenset(["agreed", "active"])


@rule("partner-dates", each="partner")
def check(ws: Workspace, partner: Partner) -> Iterator[Hit]:
    """The day to speak up about renewal, the deliverables, and the partners that an exclusivity clause rules out."""
    if partner.stage not in _BOUND:
        return
    horizon = ws.as_of + dt.timedelta(days=setting(ws, "partner_notice_days"))
    yield from _renewal(ws, partner, horizon)
    for number, row in enumerate(partner.deliverables or ()):
        due = date(row["due"])
        if due <= horizon and not row.get("done") and "done_on" not in row:
            case = "deliverable" if due >= ws.as_of else "late-deliverable"
            facts: dict[str, object] = {"partner": called(partner), "days": abs((due - ws.as_of).days)}
            yield Hit(partner.at("deliverables", number, "due"), row["due"], facts, case=case)
    yield from _clashes(ws, partner)


def _renewal(ws: Workspace, partner: Partner, horizon: dt.date) -> Iterator[Hit]:
    agreement: dict[str, Any] = partner.data.get("agreement") or {}
    if "renewal_notice_days" not in agreement or "to" not in agreement or date(agreement["to"]) < ws.as_of:
        return
    notice = date(agreement["to"]) - dt.timedelta(days=agreement["renewal_notice_days"])
    if notice <= horizon:
        facts: dict[str, object] = {
            "partner": called(partner),
            "notice": notice.isoformat(),
            "days": abs((notice - ws.as_of).days),
        }
        case = "" if notice >= ws.as_of else "late-notice"
        yield Hit(partner.at("agreement", "to"), agreement["to"], facts, case=case)


def _clashes(ws: Workspace, partner: Partner) -> Iterator[Hit]:
    """Partners that this one excludes, bound at the same time."""
    for number, name in enumerate(partner.conflicts or ()):
        other = ws.get("partner", name)
        if other is not None and other.stage in _BOUND and _overlap(partner, other):
            facts: dict[str, object] = {"partner": called(partner), "other": called(other)}
            yield Hit(partner.at("conflicts", number), name, facts, case="clash")


def _overlap(one: Partner, other: Partner) -> bool:
    """Whether two agreements hold on a common day; one without dates holds always."""
    (start, end), (start_2, end_2) = (
        (agreement.get("from", ""), agreement.get("to", "9999"))
        for agreement in (item.data.get("agreement") or {} for item in (one, other))
    )
    return bool(start <= end_2 and start_2 <= end)
