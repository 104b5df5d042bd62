"""Changes of the rules without a new version, or that apply before members could read them."""

import datetime as dt
from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Rulebook
from commops.workspace.settings import setting
from commops.workspace.times import date

# What binds members. Values, the short version and notes may be reworded at any time.
_BINDING = ("items", "ladder", "appeal", "member_rights", "minors_policy", "ugc_notice")


@rule("rules-announced", each="rulebook")
def check(ws: Workspace, book: Rulebook) -> Iterator[Hit]:
    """Compared with the rules before the change; says nothing when there is nothing to compare with."""
    before = ws.base.rulebook if ws.base else None
    if before is None or before.source is book.source or before.source.raw == book.source.raw:
        return
    if all(before.data.get(key) == book.data.get(key) for key in _BINDING):
        return
    days = setting(ws, "rules_notice_days")
    earliest = ws.as_of + dt.timedelta(days=days)
    facts: dict[str, object] = {"version": before.version, "days": days, "earliest": earliest}
    if _number(book.version) <= _number(before.version):
        yield Hit(book.at("version"), book.version, facts)
    if date(book.effective_from) < earliest:
        yield Hit(book.at("effective_from"), book.effective_from, facts, case="notice")


def _number(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]
