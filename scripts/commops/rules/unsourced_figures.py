"""Figures about users and effects without a word about where they come from."""

import re
from collections.abc import Iterator

from commops.findings import Hit
from commops.patterns import lazy
from commops.rule import rule
from commops.wording.uses import Use, judged, reader
from commops.workspace import Source, Workspace

# Said in the same paragraph, this names a source or a sample.
_SOURCED = lazy(
    r"来源|出处|数据来自|数据取自|据.{0,20}(?:统计|调查|问卷|报告)|样本|问卷|后台数据|统计口径"
    r"|[nN] ?= ?\d|source:|survey|sample of",
    re.IGNORECASE,
)


@rule("unsourced-figures", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Figures that neither their paragraph nor a valid claim of the post gives a source for."""
    uses = ws.derive(reader).uses(source)
    if uses and "data-claims" in uses:
        yield from judged(ws, source, (use for use in uses["data-claims"] if not _sourced(use)), proof=True)


def _sourced(use: Use) -> bool:
    text = use.passage.text
    start, end = text.rfind("\n", 0, use.match.start) + 1, text.find("\n", use.match.end)
    return _SOURCED.search(text, start, len(text) if end < 0 else end) is not None
