"""Cases and complaints without the people in them: ``community/moderation/cases/``, ``community/complaints/``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commops.stats.context._declare import ContextTable, local, local_or_none
from commops.workspace import Workspace


class CaseRow(NamedTuple):
    """A decided case: whether anything was done, how many messages and accounts it covers, and its appeal."""

    case_id: str
    channel: str
    category: str | None
    acted: int
    covered: int
    accounts: int
    deleted: int
    opened_day: int
    decided_day: int
    appeal_day: int | None
    answered_day: int | None
    appeal_outcome: str | None


class ComplaintRow(NamedTuple):
    """A complaint: when it came in, was first answered and was settled."""

    complaint: str
    complaint_kind: str
    received_day: int
    received_s: int
    replied_day: int | None
    replied_s: int | None
    resolved_day: int | None
    resolved_s: int | None
    appeal_day: int | None
    answered_day: int | None
    appeal_outcome: str | None


def _cases(ws: Workspace) -> Iterator[CaseRow]:
    rules = {rule.id: rule.category for rule in ws.community_rules}
    for case in ws.cases:
        data, appeal = case.data, case.data.get("appeal") or {}
        yield CaseRow(
            case.id,
            data["channel"],
            rules.get(data["rule"]),
            int(data["action"] != "none"),
            data.get("count", 1),
            len(data["subjects"]) if "subjects" in data else int("subject" in data),
            data.get("deleted", 0),
            local(data["opened_at"], ws)[0],
            local(data["decided_at"], ws)[0],
            *_appeal(appeal, ws),
        )


def _complaints(ws: Workspace) -> Iterator[ComplaintRow]:
    for complaint in ws.complaints:
        data = complaint.data
        received_day, received_s = local(data["received_at"], ws)
        replied_day, replied_s = local_or_none(data.get("first_reply_at"), ws)
        resolved_day, resolved_s = local_or_none(data.get("resolved_at"), ws)
        yield ComplaintRow(
            complaint.id,
            data["kind"],
            received_day,
            received_s,
            replied_day,
            replied_s,
            resolved_day,
            resolved_s,
            *_appeal(data.get("appeal") or {}, ws),
        )


def _appeal(appeal: dict[str, str], ws: Workspace) -> tuple[int | None, int | None, str | None]:
    """The day of an appeal, the day of its answer, and the answer; an outcome without a day is not placed in time."""
    day, _ = local_or_none(appeal.get("at"), ws)
    answered, _ = local_or_none(appeal.get("answered_at"), ws)
    return day, answered, appeal.get("outcome") if answered is not None else None


_APPEAL = {"appeal_day": (), "answered_day": ("appeal_outcome",)}

TABLES = (
    ContextTable("cases", CaseRow, _cases, since="decided_day", later=_APPEAL),
    ContextTable(
        "complaints",
        ComplaintRow,
        _complaints,
        since="received_day",
        later={"replied_day": ("replied_s",), "resolved_day": ("resolved_s",), **_APPEAL},
    ),
)
