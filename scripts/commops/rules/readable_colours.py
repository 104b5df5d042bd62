"""Colours of the profile that text cannot be read in, and that the site therefore makes darker."""

from collections.abc import Iterator

from commops.color import contrast, from_hex, readable
from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Profile

_PAPER = "#ffffff"
_LEAST = 4.5
"""The contrast that WCAG 2.2 asks of text, criterion 1.4.3."""


@rule("readable-colours", each="profile")
def check(_ws: Workspace, profile: Profile) -> Iterator[Hit]:
    """One hit per colour that reaches less than 4.5 to 1 on white; the nearest one that does is named."""
    for name, color in sorted((profile.colors or {}).items()):
        found = contrast(str(color), _PAPER)
        if found < _LEAST:
            shown = readable(from_hex(str(color)), [_PAPER])
            yield Hit(profile.at("colors", name), color, {"ratio": f"{found:.1f}", "shown": shown})
