"""Weekly admission batches by channel and source: ``community/admission/``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commops.stats import periods
from commops.stats.context._declare import ContextTable
from commops.workspace import Workspace


class AdmissionRow(NamedTuple):
    """Applications of one week from one source, known at the end of its Sunday."""

    channel: str
    source: str
    sunday_day: int
    applied: int
    approved: int
    rejected: int


def _admissions(ws: Workspace) -> Iterator[AdmissionRow]:
    for batch in ws.admission_batches:
        sunday = periods.first_day_of_week(periods.parse_week(batch.week)) + 6
        for row in batch.rows:
            decided = row["approved"], row["rejected"]
            yield AdmissionRow(row["channel"], row["source"], sunday, row["applied"], *decided)


TABLES = (ContextTable("admissions", AdmissionRow, _admissions, since="sunday_day"),)
