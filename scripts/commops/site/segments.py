"""What the segments of members mean: the rule of each in words, what should come of it, and which procedure helps."""

from __future__ import annotations

from commops.site import blocks, procedures
from commops.site.edition import Edition
from commops.site.html import Child, el
from commops.site.tree import heading


def section(edition: Edition) -> list[Child]:
    """The segments in the order in which they are tried: the first that fits counts."""
    found = sorted(edition.ws.segments, key=lambda segment: segment.route)
    if not found:
        return []
    columns = [
        edition.say(zh, en)
        for zh, en in (("分层", "Segment"), ("谁算在内", "Who belongs to it"), ("希望", "Goal"), ("流程", "Procedure"))
    ]
    rows: list[list[Child]] = [
        [
            el("span", edition.text(segment.name), id=f"s-{segment.id}"),
            edition.text(segment.rule["words"]),
            edition.text(segment.goal),
            procedures.link(edition, segment.play),
        ]
        for segment in found
    ]
    lead = edition.say(
        "从上往下，先符合哪一层就算哪一层；只看发言的日期和次数，不看内容。",
        "From the top, the first that fits counts. Only days and numbers of messages are looked at, never contents.",
    )
    return [heading(2, edition.say("成员分层", "Segments"), "segments"), el("p", lead), blocks.table(columns, rows)]
