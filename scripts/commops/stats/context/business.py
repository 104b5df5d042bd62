"""Orders, buyers and invitations, typed in as counts: ``community/metrics/business.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commops.stats import periods
from commops.stats.context._declare import ContextTable, hundredths
from commops.workspace import Workspace


class OrderCount(NamedTuple):
    """Paid orders of a month that one channel brought; amounts in hundredths, refunds taken off apart."""

    channel: str
    currency: str
    last_day: int
    orders: int
    amount: int
    refunded: int


class BuyerCount(NamedTuple):
    """Buyers of the 90 days to a month's end, and those with two orders or more in them."""

    last_day: int
    buyers: int
    repeat_buyers: int


class Lifetime(NamedTuple):
    """A quarter's new paying members, what was spent to win them, and the margin of a paying member's whole stay."""

    currency: str
    last_day: int
    new_payers: int
    spend: int
    margin: int


class InviteCount(NamedTuple):
    """Members who could invite in a month, invitations they sent, and how many of those joined."""

    last_day: int
    members: int
    invited: int
    joined: int


def _month_end(label: str) -> int:
    return periods.day_number(periods.span(label)[1])


def _orders(ws: Workspace) -> Iterator[OrderCount]:
    for row in (ws.business.orders or ()) if ws.business else ():
        for part in row["channels"]:
            yield OrderCount(
                part["channel"],
                row["currency"],
                _month_end(row["month"]),
                part["orders"],
                hundredths(part["amount"]) or 0,
                hundredths(part.get("refunded", 0)) or 0,
            )


def _buyers(ws: Workspace) -> Iterator[BuyerCount]:
    for row in (ws.business.buyers or ()) if ws.business else ():
        yield BuyerCount(_month_end(row["month"]), row["buyers"], row["repeat"])


def _lifetimes(ws: Workspace) -> Iterator[Lifetime]:
    for row in (ws.business.lifetime or ()) if ws.business else ():
        yield Lifetime(
            row["currency"],
            _month_end(row["quarter"]),
            row["new_payers"],
            hundredths(row["spend"]) or 0,
            hundredths(row["margin"]) or 0,
        )


def _invites(ws: Workspace) -> Iterator[InviteCount]:
    for row in (ws.business.invitations or ()) if ws.business else ():
        yield InviteCount(_month_end(row["month"]), row["members"], row["invited"], row["joined"])


TABLES = (
    ContextTable("orders", OrderCount, _orders, since="last_day"),
    ContextTable("buyers", BuyerCount, _buyers, since="last_day"),
    ContextTable("lifetimes", Lifetime, _lifetimes, since="last_day"),
    ContextTable("invitations", InviteCount, _invites, since="last_day"),
)
