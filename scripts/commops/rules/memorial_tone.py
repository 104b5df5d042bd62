"""Advertising, celebration and games on a day of mourning."""

from collections.abc import Iterator
from typing import Any

from commops.findings import Hit
from commops.posting.calendar import Span
from commops.posting.days import Special, regions, specials, table
from commops.posting.dispatches import Dispatch
from commops.posting.live import events_ahead
from commops.posting.outlook import ahead
from commops.rule import rule
from commops.texts import LANGS, pick
from commops.wording.fold import fold
from commops.workspace import Workspace
from commops.workspace._types import Event


@rule("memorial-tone")
def check(ws: Workspace) -> Iterator[Hit]:
    """Posts and events ahead that fall on a memorial day and do not fit it."""
    where = regions(ws)
    if not where:
        return
    seen: set[str] = set()
    for one in ws.derive(ahead):
        if one.post.id in seen:
            continue
        day = next((day for day in specials(one.at.date(), where) if day.kind == "memorial"), None)
        if day is not None:
            seen.add(one.post.id)
            yield from _post(ws, one, day)
    for event, spans in ws.derive(events_ahead):
        yield from _event(ws, event, spans, where)


def _post(ws: Workspace, one: Dispatch, day: Special) -> Iterator[Hit]:
    campaign = ws.get("campaign", one.post.campaign)
    paid = one.post.data.get("commercial", campaign.data.get("commercial", False) if campaign else False)
    facts: dict[str, object] = {"day": f"{one.at:%m-%d}", "name": day.name}
    if paid:
        yield Hit(one.place, one.at.isoformat(timespec="minutes"), facts, case="commercial")
        return
    shown = [one.post.data.get("title"), one.post.data.get("summary"), one.post.body, *one.variant.values()]
    if (word := _word(shown)) is not None:
        yield Hit(one.place, one.at.isoformat(timespec="minutes"), {**facts, "word": word})


def _event(ws: Workspace, event: Event, spans: list[Span], where: tuple[str, ...]) -> Iterator[Hit]:
    for span in spans:
        local = span.start.astimezone(ws.zone)
        for day in specials(local.date(), where):
            if day.kind != "memorial" or local.date() < ws.as_of:
                continue
            facts: dict[str, object] = {"day": f"{local:%m-%d}", "name": day.name}
            if event.kind_ in table()["celebration"]["event_kinds"]:
                yield Hit(event.at("kind"), event.kind_, facts, case="event")
                return
            if (word := _word([event.data.get("name"), event.data.get("summary")])) is not None:
                yield Hit(event.at("start"), event.start, {**facts, "word": word})
                return


def _word(values: list[Any]) -> str | None:
    """The first word of celebration in any of the texts."""
    texts = [pick(value, lang) for value in values if isinstance(value, str | dict) for lang in LANGS]
    text = fold("\n".join(texts)).text.casefold()
    words: list[str] = table()["celebration"]["words"]
    return next((word for word in words if _stands(word, text)), None)


def _stands(word: str, text: str) -> bool:
    """Whether a word is there; one in Latin letters must not be a part of a longer one."""
    at = text.find(word)
    while at >= 0:
        around = text[max(at - 1, 0) : at] + text[at + len(word) : at + len(word) + 1]
        if not word.isascii() or not any(char.isascii() and char.isalpha() for char in around):
            return True
        at = text.find(word, at + 1)
    return False
