"""Reports that say what happened and not what follows from it."""

import re
from collections.abc import Iterator

from commops.findings import Hit
from commops.patterns import lazy
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Report

# A line that heads a part: a Markdown heading, or bold words at the start of a line.
_HEAD = lazy(r"^[ ]{0,3}(?:#{1,6}[ \t]+|[-*][ \t]+(?=\*\*)|(?=\*\*))(?P<words>[^\n]+)$", re.MULTILINE)
_FOLLOWS = lazy(
    r"所以|因此|意味着|决定|决策|要改的|so[ -]what|decision|decide|what follows|what we change", re.IGNORECASE
)
_BOLD = lazy(r"\*\*(?P<words>[^*\n]+)\*\*(?P<rest>[^\n]*)")
_COMMENT = lazy(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NOTHING = frozenset(["", "待补", "待填", "待写", "暂无", "无", "todo", "tbd", "na", "none"])


@rule("report-decision", each="report")
def check(_ws: Workspace, report: Report) -> Iterator[Hit]:
    """A part that says "so what" or "decisions", in either language, with something in it."""
    # Comments hold hints for the writer; blanking them keeps every place.
    body = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), report.body)
    heads = list(_HEAD.finditer(body))
    first = None
    for number, head in enumerate(heads):
        bold = _BOLD.match(head["words"])
        if not _FOLLOWS.search(bold["words"] if bold else head["words"]):
            continue
        end = heads[number + 1].start() if number + 1 < len(heads) else len(body)
        said = (bold["rest"] if bold else "") + body[head.end() : end]
        if re.sub(r"[\W_]", "", said).lower() not in _NOTHING:
            return
        first = first or head
    if first is None:
        yield Hit(report.at("period"), report.period)
    else:
        yield Hit(
            report.source.at_body(first.start("words"), len(first["words"])), first["words"].strip(), case="empty"
        )
