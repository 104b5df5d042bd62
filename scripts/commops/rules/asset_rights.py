"""Posts about to go out with pictures that may not be used: no licence, no permission, no consent of people shown."""

from collections.abc import Iterator

from commops.findings import Hit, Route
from commops.patterns import lazy
from commops.posting.dispatches import dispatches_of
from commops.posting.outlook import is_pending
from commops.rule import rule
from commops.texts import LANGS, pick
from commops.wording.alternative import shows_people
from commops.workspace import Workspace
from commops.workspace._types import Asset, Post

_APPROVED = frozenset(["approved", "scheduled", "published", "archived"])
_LICENCE = lazy(r"[A-Za-z0-9][A-Za-z0-9.+-]*(?: (?:AND|OR|WITH) [A-Za-z0-9][A-Za-z0-9.+-]*)*")
_NONE = frozenset(
    ["none", "unknown", "tbd", "todo", "na", "n-a", "no", "null", "unlicensed", "internet", "web", "google"]
)


@rule("asset-rights", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Each asset of a post from approval on; consent must last until the post goes out."""
    data = post.data
    if data.get("status") not in _APPROVED or ("assets" not in data and "variants" not in data):
        return
    faults = ws.derive(_faults)
    limits = ws.derive(_limits)
    if not faults and not limits:
        return
    for route, name in _used(post):
        if name in faults:
            yield Hit(post.at(*route), name, {"asset": name}, case=faults[name])
        elif name in limits and is_pending(post):
            last = max((one.at.date().isoformat() for one in dispatches_of(ws, post)), default="")
            if last > limits[name]:
                yield Hit(post.at(*route), name, {"asset": name, "until": limits[name]}, case="ended")


def _used(post: Post) -> Iterator[tuple[Route, str]]:
    yield from ((("assets", number), name) for number, name in enumerate(post.assets or ()))
    for channel, own in (post.variants or {}).items():
        for number, name in enumerate(own.get("assets", ())):
            yield ("variants", channel, "assets", number), name


def _faults(ws: Workspace) -> dict[str, str]:
    """What is wrong with an asset, by id. Ask with ``ws.derive``."""
    return {asset.id: case for asset in ws.assets if (case := _fault(asset)) is not None}


def _fault(asset: Asset) -> str | None:
    licence = asset.licence.strip()
    if not _LICENCE.fullmatch(licence) or licence.casefold() in _NONE:
        return "licence"
    if licence == "permission" and not (asset.data.get("source") or asset.credit):
        return "permission"
    if asset.people is False or asset.consent:
        return None
    if asset.people:
        return "consent"
    shown = any(shows_people(pick(asset.alt, lang)) for lang in LANGS)
    return "people" if shown and asset.kind_ in ("image", "video") else None


def _limits(ws: Workspace) -> dict[str, str]:
    """The day on which the first consent of an asset ends, by id. Ask with ``ws.derive``."""
    ends = {asset.id: [one["until"] for one in asset.consent or () if "until" in one] for asset in ws.assets}
    return {name: min(days) for name, days in ends.items() if days}
