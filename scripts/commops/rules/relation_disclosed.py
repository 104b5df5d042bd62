"""Texts about a partner, a gift or an employer that do not tell readers of the relation."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.dispatches import DROPPED
from commops.posting.outgoing import Outgoing, outgoing
from commops.rule import rule
from commops.texts import LANGS, pick
from commops.wording.brand_names import Names
from commops.wording.labels import tells_relation, told_vaguely
from commops.workspace import Workspace
from commops.workspace._types import Partner, Post

# Rooms and good causes are named because people have to find them; a brand is named because it gains by it.
_GAINS = frozenset(["brand", "company", "creator", "media", "investor"])
_BOUND = frozenset(["agreed", "active"])
# Their text has to begin with a label, which visible-ad-label looks for.
_LABELLED = frozenset(["ad", "sponsored"])


@rule("relation-disclosed", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Posts with a disclosure that their text does not make, and posts that name or link a partner without any."""
    data = post.data
    if data.get("status") in DROPPED:
        return
    if "disclosure" in data:
        if data["disclosure"].get("type") not in _LABELLED:
            yield from _untold(ws, post)
        return
    partner = _mentioned(ws, post)
    if partner is None:
        return
    for one in outgoing(ws, post):
        names = _names(partner)
        if any(name in one.whole for name in names) and not tells_relation(one.whole, names):
            yield Hit(one.place, pick(partner.name, "zh"), {"partner": partner.id, "channels": one.told}, case="named")
            return


def _untold(ws: Workspace, post: Post) -> Iterator[Hit]:
    partner = ws.get("partner", post.data["disclosure"].get("partner"))
    for one in outgoing(ws, post):
        names = [name for name in _names(partner) if name in one.whole] if partner else []
        if not tells_relation(one.whole, names) and not _label(post, one):
            vague = told_vaguely(one.whole)
            facts: dict[str, object] = {"channels": one.told}
            yield Hit(one.place, vague or one.names, facts, case="vague" if vague else "")


def _label(post: Post, one: Outgoing) -> bool:
    """Whether the text holds the very words that the disclosure gives."""
    label = post.data["disclosure"].get("label")
    return any(words in one.whole for lang in LANGS if (words := pick(label, lang)))


def _mentioned(ws: Workspace, post: Post) -> Partner | None:
    """The first partner that gains by being named and stands in the file of the post."""
    names, partners = ws.derive(gaining)
    return next((partners[name] for name in names.found_in(post.source.raw)), None)


def gaining(ws: Workspace) -> tuple[Names, dict[str, Partner]]:
    """The partners that gain by being named, by every name they have; ask with ``ws.derive``."""
    bound = (one for one in ws.partners if one.kind_ in _GAINS and one.stage in _BOUND)
    partners = {name: one for one in bound for name in _names(one)}
    return Names(partners), partners


def _names(partner: Partner) -> list[str]:
    names = {pick(partner.name, lang) for lang in LANGS}
    return sorted(name for name in names if len(name) > 1)
