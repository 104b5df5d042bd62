"""From the private cache to listings of suspects: accounts with several kinds of evidence, waves of copies, sites."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from commops.logs.warehouse import Warehouse
from commops.stats import periods
from commops.stats.listing import Listing
from commops.stats.pages import Column
from commops.stats.private_texts import last_day, text_files
from commops.stats.screening.evidence import evidence
from commops.stats.screening.signals import ACCOUNTS_QUERY, SIGNALS, sentence
from commops.stats.table import Row
from commops.texts import Lang, Text, safe
from commops.workspace import Workspace

DAYS = 28
_EXCERPT = 60
_WAVES = """
select first_s, last_s, channels, accounts, newcomers, messages, text from wave join text using (text_hash)
order by accounts desc, messages desc, first_s, text
"""
_SITES = "select site, accounts, newcomers, messages from site order by accounts desc, messages desc, site"


@dataclass(frozen=True, slots=True)
class Screened:
    """What was found between two days, both included."""

    first: dt.date
    last: dt.date
    listings: dict[str, Listing]


def screen(
    warehouse: Warehouse,
    ws: Workspace,
    lang: Lang,
    *,
    channels: Collection[str] | None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    show_text: bool = False,
) -> Screened:
    """Suspected spam and paid praise. ``start``, ``end``: days to look at (default: the last ``DAYS`` of the log).

    ``show_text`` adds the beginning of a text to each wave of copies, and the sites: for the eyes of moderators.
    """
    last = end or last_day(warehouse, ws)
    first = start or last - dt.timedelta(days=DAYS - 1)
    with evidence(
        warehouse.parquet_files(),
        text_files(warehouse),
        only=channels,
        since=periods.day_number(first),
        until=periods.day_number(last),
        first_s=int(dt.datetime.combine(first, dt.time(), ws.zone).timestamp()),
    ) as db:
        names = ("account", "messages", "signals", "first_s", "last_s", *SIGNALS)
        found = [dict(zip(names, row, strict=True)) for row in db.execute(ACCOUNTS_QUERY).fetchall()]
        waves = db.execute(_WAVES).fetchall()
        sites = db.execute(_SITES).fetchall() if show_text else []
    accounts: list[Row] = [
        {
            **row,
            "first": _moment(row["first_s"], ws.zone),
            "last": _moment(row["last_s"], ws.zone),
            "evidence": sentence(row).get(lang),
        }
        for row in found
    ]
    copies: list[Row] = [
        {
            "first": _moment(row[0], ws.zone),
            "last": _moment(row[1], ws.zone),
            **dict(zip(("channels", "accounts", "newcomers", "messages"), row[2:6], strict=True)),
            "excerpt": safe(row[6], one_line=True)[:_EXCERPT],
        }
        for row in waves
    ]
    listings = {"accounts": _accounts(accounts), "copies": _copies(copies, show_text=show_text)}
    if show_text:
        links: list[Row] = [dict(zip(("site", "accounts", "newcomers", "messages"), row, strict=True)) for row in sites]
        listings["sites"] = _sites(links)
    return Screened(first, last, listings)


def _moment(ts_s: int, zone: ZoneInfo) -> str:
    return dt.datetime.fromtimestamp(ts_s, zone).strftime("%Y-%m-%d %H:%M")


_ACCOUNTS = Column("accounts", Text("账号", "Accounts"), "count")
_NEWCOMERS = Column("newcomers", Text("其中新人", "Newcomers"), "count")
_MESSAGES = Column("messages", Text("消息", "Messages"), "count")
_FIRST = Column("first", Text("从", "From"), "text")
_LAST = Column("last", Text("到", "To"), "text")


def _accounts(rows: list[Row]) -> Listing:
    return Listing(
        Text("可疑账号（仅为线索，请人工查看，不是结论）", "Suspected accounts: look at them, this is no verdict"),
        Text(
            "同时有两种以上迹象的账号；群友接龙、转发好文也会像这样",
            "accounts with two or more kinds of evidence; a joke that goes round or a good link can look like this",
        ),
        (
            Column("account", Text("账号代号", "Account"), "text"),
            _MESSAGES,
            Column("signals", Text("迹象", "Signals"), "count"),
            _FIRST,
            _LAST,
            Column("evidence", Text("依据", "Evidence"), "text"),
        ),
        tuple(rows),
        lines="evidence",
    )


def _copies(rows: list[Row], *, show_text: bool) -> Listing:
    excerpt = (Column("excerpt", Text("摘录", "Excerpt"), "text"),) if show_text else ()
    return Listing(
        Text("几乎相同的消息（仅为线索）", "Nearly equal messages: suspected, to be looked at"),
        Text(
            "两天内三个以上账号发的几乎相同的话，平时几乎没人这样说",
            "what three or more accounts wrote in nearly the same words within two days, and hardly anybody otherwise",
        ),
        (
            _FIRST,
            _LAST,
            _ACCOUNTS,
            _NEWCOMERS,
            _MESSAGES,
            Column("channels", Text("渠道", "Channels"), "count"),
            *excerpt,
        ),
        tuple(rows),
    )


def _sites(rows: list[Row]) -> Listing:
    return Listing(
        Text("多个新账号发的同一网站（仅为线索）", "Sites that several new accounts link to: to be looked at"),
        Text("发过它的账号多半是新来的", "most of the accounts that link to it are new"),
        (Column("site", Text("网站", "Site"), "text"), _ACCOUNTS, _NEWCOMERS, _MESSAGES),
        tuple(rows),
    )
