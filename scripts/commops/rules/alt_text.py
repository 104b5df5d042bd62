"""Pictures in the assets list whose alternative text says nothing."""

import re
from collections.abc import Iterator

from commops.findings import Hit, Route
from commops.rule import rule
from commops.wording.alternative import weak
from commops.workspace import Workspace
from commops.workspace._types import Asset


@rule("alt-text", each="asset")
def check(_ws: Workspace, asset: Asset) -> Iterator[Hit]:
    """Each language of the alternative text of a picture."""
    if asset.kind_ != "image":
        return
    texts: list[tuple[Route, str]] = (
        [(("alt",), asset.alt)]
        if isinstance(asset.alt, str)
        else [(("alt", lang), text) for lang, text in asset.alt.items()]
    )
    address = asset.data.get("file") or asset.data.get("url") or ""
    names = {asset.id, re.split(r"[/?#]", address.rstrip("/"))[-1]}
    for route, text in texts:
        if (case := weak(text, names)) is not None:
            yield Hit(asset.at(*route), text, {"asset": asset.id}, case=case)
