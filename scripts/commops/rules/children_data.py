"""Entries of the privacy ledger with data of children under 14 that no guardian agreed to."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import DataProcessing


@rule("children-data", each="data-processing")
def check(ws: Workspace, entry: DataProcessing) -> Iterator[Hit]:
    """Such data needs consent as its basis and rules of its own."""
    if not entry.under_14:
        return
    if entry.basis != "consent":
        yield Hit(entry.at("basis"), entry.basis)
    if ws.privacy is None or not ws.privacy.minors_rule:
        yield Hit(entry.at("under_14"), entry.id, case="no-rule")
