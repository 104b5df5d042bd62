"""Weekly admission counts that do not add up, or stand under another week than their file says."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import AdmissionBatch


@rule("admission-counts", each="admission-batch")
def check(_ws: Workspace, batch: AdmissionBatch) -> Iterator[Hit]:
    """Approved, rejected and unanswered make up the applications; the reasons make up no more than the rejections."""
    if batch.week != batch.id:
        yield Hit(batch.at("week"), batch.week, {"file": batch.id}, case="week")
    for number, row in enumerate(batch.rows):
        parts = row["approved"] + row["rejected"] + row.get("no_reply", 0)
        facts: dict[str, object] = {"sum": parts, "applied": row["applied"], "rejected": row["rejected"]}
        if parts != row["applied"]:
            yield Hit(batch.at("rows", number, "applied"), row["applied"], facts)
        reasons = sum((row.get("reject_reasons") or {}).values())
        if reasons > row["rejected"]:
            place = batch.at("rows", number, "reject_reasons")
            yield Hit(place, reasons, {**facts, "reasons": reasons}, case="reasons")
