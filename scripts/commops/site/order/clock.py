"""The clock of kept data: what has to be deleted by which day, and what was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from commops.site import blocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, to_page
from commops.workspace._types import PrivacyLedger
from commops.workspace.times import date

SOON = 14
"""Days before the end from which on somebody should look at it."""
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Kept:
    """Data of one origin. ``until`` is the last day; ``deleted`` the day on which it went, if that is recorded."""

    what: str
    link: Child
    until: dt.date
    deleted: dt.date | None = None

    def left(self, today: dt.date) -> int:
        """Days that are left; negative when it is overdue."""
        return (self.until - today).days


def clock(edition: Edition, *, team: bool = False) -> list[Kept]:
    """What is kept, the next to go first; ``team`` adds what stands in the ledger when that is not public."""
    ledger = edition.ws.privacy
    found = [*_events(edition, ledger, team=team), *_raffles(edition, team=team)]
    if ledger is not None and (team or public.is_public(ledger)):
        found += [*_exports(edition, ledger), *_surveys(edition, team=team)]
    return sorted(found, key=lambda kept: (kept.until, kept.what))


def _events(edition: Edition, ledger: PrivacyLedger | None, *, team: bool) -> Iterator[Kept]:
    deleted = {row["event"]: date(row["on"]) for row in (ledger.deletions or () if ledger else ()) if "event" in row}
    for event in edition.ws.events if team else public.events(edition.ws):
        if event.registration:
            until = event.registration["data_kept_until"]
            name = edition.t(event.name)
            shown = event in public.events(edition.ws)
            link = to_page(f"events/{event.id}.md", name) if shown else name
            yield Kept(edition.say("报名信息", "Sign-ups"), link, date(until), deleted.get(event.id))


def _raffles(edition: Edition, *, team: bool) -> Iterator[Kept]:
    for raffle in edition.ws.raffles:
        if raffle.archive_until and (team or (public.is_public(raffle) and raffle.status != "draft")):
            name = edition.t(raffle.name) or raffle.id
            yield Kept(edition.say("开奖档案", "Record of a draw"), name, date(raffle.archive_until))


def _exports(edition: Edition, ledger: PrivacyLedger) -> Iterator[Kept]:
    """Exported logs; the shortest time that a register entry allows counts."""
    for row in ledger.export_log or ():
        days = [
            entry.retention_days
            for entry in edition.ws.processing
            if "chat-logs" in (entry.covers or ()) and row["channel"] in (entry.channels or [row["channel"]])
        ]
        if days:
            until = date(row["on"]) + dt.timedelta(days=min(days))
            gone = date(row["deleted_on"]) if "deleted_on" in row else None
            name = f"{edition.of('channel', row['channel'])} {row['range'].replace('/', ' – ')}"
            yield Kept(edition.say("群聊导出", "Exported chat log"), name, until, gone)


def _surveys(edition: Edition, *, team: bool) -> Iterator[Kept]:
    for survey in edition.ws.surveys:
        if team or public.is_public(survey):
            until = date(survey.closes[:10]) + dt.timedelta(days=survey.retention_days)
            yield Kept(edition.say("问卷答卷", "Answers to a survey"), edition.t(survey.name) or survey.id, until)


def clock_table(edition: Edition, kept: list[Kept]) -> Html | None:
    """What is still kept, the next to go first; what is gone is counted."""
    still = [one for one in kept if one.deleted is None]
    today = edition.ws.as_of
    rows: list[list[Child]] = []
    for one in still[:_SHOWN]:
        left = one.left(today)
        mood = "bad" if left < 0 else "warn" if left <= SOON else ""
        said = (
            edition.say(f"过期 {-left} 天", f"{-left} d over") if left < 0 else edition.say(f"{left} 天", f"{left} d")
        )
        until = el("span", one.until.isoformat(), class_="co-nowrap")
        rows.append([one.what, one.link, until, blocks.tag(said, mood)])
    gone = len(kept) - len(still)
    if not kept:
        return None
    note = edition.say(f"另有 {gone} 份已按期删除。", f"{gone} more have been deleted.") if gone else ""
    heads = [
        edition.say(zh, en) for zh, en in (("数据", "Data"), ("来自", "Of"), ("留到", "Kept until"), ("还有", "Left"))
    ]
    shown = blocks.table(heads, rows, class_="co-roomy") if rows else None
    return div("", shown, el("p", note, class_="co-meta") if note else None)
