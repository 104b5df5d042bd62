"""Exported chat logs that are older than the privacy ledger lets them be."""

import datetime as dt
from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.naming import named
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import DataProcessing, PrivacyLedger
from commops.workspace.times import date


@rule("export-deleted", each="privacy-ledger")
def check(ws: Workspace, ledger: PrivacyLedger) -> Iterator[Hit]:
    """Exports without ``deleted_on`` whose channel's retention, in days from the export, is over."""
    for number, row in enumerate(ledger.export_log or ()):
        days = [entry.retention_days for entry in ws.processing if _holds(entry, row["channel"])]
        if "deleted_on" in row or not days:
            continue
        until = date(row["on"]) + dt.timedelta(days=min(days))
        if until < ws.as_of:
            facts: dict[str, object] = {"until": until.isoformat(), "channel": named(ws, "channel", row["channel"])}
            yield Hit(ledger.at("export_log", number, "on"), row["on"], facts)


def _holds(entry: DataProcessing, channel: str) -> bool:
    return "chat-logs" in (entry.covers or ()) and channel in (entry.channels or [channel])
