"""Forms, surveys, logs and raffles that collect personal data which the privacy ledger does not know."""

from collections.abc import Iterator
from typing import Any

from commops.findings import Hit
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Item, Workspace

_LOG = Text("聊天记录导出", "exported chat logs")
_APPLICATION = Text("入群申请", "applications to join")
_REGISTRATION = Text("活动报名", "event registrations")
_RAFFLE = Text("抽奖与领奖", "raffles and prizes")
_SURVEY = Text("问卷", "surveys")
# The key of an entry that narrows a sort, where it is not called like the sort.
_NARROWED_BY = {"chat-logs": "channels", "applications": "channels", "registrations": "events"}


@rule("data-registered")
def check(ws: Workspace) -> Iterator[Hit]:
    """Each collection needs an entry whose ``covers`` names its sort and which, if it names channels, names this one.

    In a community without a ledger one finding says so, at the first collection.
    """
    yield from (hit._replace(case="incomplete") for hit in ws.faults("data-registered"))
    ledger = ws.sources.get("community/privacy.yml")
    covered = _covered(ledger.data.get("processing")) if ledger else set()
    for key, sort, narrower, item, what in _collections(ws):
        if ledger is None:
            yield Hit(item.at(key), item.id, {"what": what}, case="no-ledger")
            return
        if (sort, "", "") not in covered and (sort, narrower, item.id) not in covered:
            yield Hit(item.at(key), item.id, {"what": what, "sort": sort})


def _collections(ws: Workspace) -> Iterator[tuple[str, str, str, Item, Text]]:
    """Where personal data comes in: key of the thing, sort, the ledger's key that narrows it, the thing, its name."""
    for channel in ws.channels:
        if channel.status != "archived" and (channel.data.get("log") or {}).get("exportable"):
            yield "log", "chat-logs", "channels", channel, _LOG
        if channel.status != "archived" and (channel.data.get("join") or {}).get("method") == "application":
            yield "join", "applications", "channels", channel, _APPLICATION
    for event in ws.events:
        if "registration" in event.data:
            yield "registration", "registrations", "events", event, _REGISTRATION
    for raffle in ws.raffles:
        yield "id", "raffles", "raffles", raffle, _RAFFLE
    for survey in ws.surveys:
        yield "purpose", "surveys", "surveys", survey, _SURVEY


def _covered(entries: Any) -> set[tuple[str, str, str]]:
    """What the ledger covers: sort, narrowing key and id; the last two are empty for an entry that covers a whole sort.

    Read from the file as written, so that an entry with a mistake does not make everything it covers look forgotten.
    """
    found: set[tuple[str, str, str]] = set()
    for entry in entries if isinstance(entries, list) else ():
        sorts = entry.get("covers") if isinstance(entry, dict) else None
        for sort in filter(_is_text, sorts if isinstance(sorts, list) else ()):
            key = _NARROWED_BY.get(sort, sort)
            named = entry.get(key)
            found |= (
                {(sort, key, name) for name in filter(_is_text, named)} if isinstance(named, list) else {(sort, "", "")}
            )
    return found


def _is_text(value: object) -> bool:
    return isinstance(value, str)
