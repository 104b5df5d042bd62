"""Public texts that run a named competitor down."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.public import is_commercial, is_public, passages
from commops.wording.rivals import rivals
from commops.workspace import Source, Workspace


@rule("rival-disparagement", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """A competitor's name (community/competitors) beside words that belittle it, or a comparison in our favour."""
    known = ws.derive(rivals)
    if not known.named_in(source.raw) or not is_public(source):
        return
    for passage in passages(source):
        for slight in known.find(passage.text):
            at = passage.at(source, slight.start, slight.end)
            paid = is_commercial(ws, source, passage)
            yield Hit(at, passage.text[slight.start : slight.end], {"rival": slight.name}, commercial=paid)
