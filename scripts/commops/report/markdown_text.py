"""Untrusted text put into Markdown of GitHub and GitLab so that it shows as written and does nothing."""

from __future__ import annotations

import re

from commops.patterns import lazy
from commops.texts import safe

# An entity, since a raw invisible character would be hard to see in the source of a comment. It shows as nothing and
# parts what GitHub and GitLab would otherwise recognise after rendering, where no backslash helps any more.
_GAP = "&#8203;"

# @name and a@b.c, and in GitLab also !1 ~label %milestone $1 &1; #1 in both; GH-1 in GitHub; :emoji: (some are images).
_REFERENCE = lazy(r"(?<=@)|(?<=[#!~%$&^])(?=[\w\"'“”「])|(?<=[Gg][Hh]-)(?=\d)|(?<=:)(?=[\w+-]+:)")
# http://host, www.host and ftp:// become links by themselves.
_ADDRESS = lazy(r"(?<=:)(?=//)|(?<=[wW]{3})(?=\.)")
# The name of a commit, also shortened to seven digits: parted so that no six digits are followed by a seventh.
_COMMIT = lazy(r"(?<![0-9A-Za-z])[0-9a-fA-F]{7,64}(?![0-9A-Za-z])")
# What would open a list, a quotation, a heading or a rule at the start of a line.
_OPENING = lazy(r"^([-+=:]|\d{1,9}(?=[.)]))")

_GAP_MARK = "\ue000"
_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    # Entities, for a table is cut into cells before backslashes are looked at.
    "|": "&#124;",
    "\\": "&#92;",
    _GAP_MARK: _GAP,
    **{char: f"\\{char}" for char in "`*_[]~#$"},
}
_SPECIAL = lazy("[" + re.escape("".join(_ESCAPES)) + "]")


def inline(text: str) -> str:
    """Text of one line, safe in a paragraph, a list entry or a table cell.

    No mention, reference, link, image, markup, HTML, emoji code or end of cell can come out of it; hidden and control
    characters are shown as ``\\u{1b}``.
    """
    shown = safe(text, one_line=True).replace(_GAP_MARK, "\\u{e000}").strip()
    for pattern in (_REFERENCE, _ADDRESS):
        shown = pattern.sub(_GAP_MARK, shown)
    shown = _COMMIT.sub(lambda found: _GAP_MARK.join(re.findall(".{1,6}", found[0])), shown)
    escaped = _SPECIAL.sub(lambda found: _ESCAPES[found[0]], shown)
    return _OPENING.sub(lambda found: _opened(found[0]), escaped)


def _opened(start: str) -> str:
    """A mark that opens nothing: a digit becomes followed by a gap, a sign an entity."""
    return f"{start}{_GAP}" if start[0].isdigit() else f"&#{ord(start)};"
