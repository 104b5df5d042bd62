"""Values that YAML readers take for something else."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace


@rule("yaml-trap")
def check(ws: Workspace) -> Iterator[Hit]:
    """What reading already saw."""
    yield from ws.faults("yaml-trap")
