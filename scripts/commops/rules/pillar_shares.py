"""Content pillars whose shares are not a whole."""

import math
from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import PillarList

_NEAR = 0.01


@rule("pillar-shares", each="pillar-list")
def check(_ws: Workspace, pillars: PillarList) -> Iterator[Hit]:
    """The target shares of all pillars add up to 1, give or take a rounding."""
    shares = [pillar.get("share_target") for pillar in pillars.data["pillars"] if isinstance(pillar, dict)]
    numbers = [share for share in shares if isinstance(share, int | float) and 0 <= share <= 1]
    total = math.fsum(numbers)
    # A share that is missing or cannot be one has a finding of its own.
    if len(numbers) == len(shares) and abs(total - 1) > _NEAR + 1e-9:
        yield Hit(pillars.at("pillars"), f"{total:.4g}")
