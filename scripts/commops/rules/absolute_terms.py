"""Words that Chinese advertising law calls absolute, in what a community says to the public."""

from collections.abc import Iterator, Sequence
from typing import Any

from commops.findings import Hit, Location, Route
from commops.rule import rule
from commops.wording.fold import fold
from commops.wording.terms import Match, matcher
from commops.workspace import Item, Workspace
from commops.workspace.times import date


@rule("absolute-terms")
def check(ws: Workspace) -> Iterator[Hit]:
    """Posts with their variants, offers of campaigns, and alternative texts (judged like the posts that use them)."""
    campaigns = {campaign.id: bool(campaign.data.get("commercial")) for campaign in ws.campaigns}
    advertised: set[str] = set()
    for post in ws.posts:
        paid = post.data.get("commercial", campaigns.get(post.campaign or "", False))
        if paid:
            advertised.update(post.assets or [])
        # One look at the whole file rules out nearly all of them.
        if matcher("absolute").mentions(post.source.text):
            yield from _in_values(post, ("title", "summary", "variants", "poll", "disclosure"), paid, ws)
            yield from _in_body(post, paid, ws)
    for campaign in ws.campaigns:
        yield from _in_values(campaign, ("name", "offers"), campaigns[campaign.id], ws)
    for asset in ws.assets:
        yield from _in_values(asset, ("alt",), asset.id in advertised, ws)


def _in_body(post: Item, paid: bool, ws: Workspace) -> Iterator[Hit]:
    body = post.body
    for match in matcher("absolute").find(body):
        at = post.source.at_body(match.start, match.end - match.start)
        yield from _judged(post, body, match, at, paid, ws)


def _in_values(item: Item, keys: Sequence[str], paid: bool, ws: Workspace) -> Iterator[Hit]:
    for key in keys:
        for route, text in _texts(item.data.get(key), (key,)):
            for match in matcher("absolute").find(text):
                at = item.source.at_part(item.route + route, match.start, match.end - match.start)
                yield from _judged(item, text, match, at, paid, ws)


def _texts(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    """Every text below a value, with its route."""
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _texts(child, (*route, key))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from _texts(child, (*route, number))


def _judged(item: Item, text: str, match: Match, at: Location, paid: bool, ws: Workspace) -> Iterator[Hit]:
    """The hit, unless a claim with evidence that still holds covers the words."""
    claim = _claim(item.data.get("claims") or [], text, match)
    facts: dict[str, object] = {"term": match.term.term, "suggestion": match.term.suggestion}
    if claim is None:
        yield Hit(at, text[match.start : match.end], facts, commercial=paid)
    elif date(claim["valid_until"]) < ws.as_of:
        facts["until"] = claim["valid_until"]
        yield Hit(at, text[match.start : match.end], facts, commercial=paid, case="claim-ended")


def _claim(claims: list[dict[str, Any]], text: str, match: Match) -> dict[str, Any] | None:
    """The claim whose words, as they stand in the text, include the match."""
    folded = fold(text).text
    used = fold(text[match.start : match.end]).text
    for claim in claims:
        words = fold(claim["text"]).text
        if used in words and words in folded:
            return claim
    return None
