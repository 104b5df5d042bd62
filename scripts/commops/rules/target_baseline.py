"""Targets of metrics for which nobody wrote down where they start."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import MetricList


@rule("target-baseline", each="metric-list")
def check(ws: Workspace, metrics: MetricList) -> Iterator[Hit]:
    """A baseline stands beside the target, in a key result of the same metric, or in the snapshots."""
    for number, target in enumerate(metrics.targets or ()):
        if "baseline" not in target and target["metric"] not in ws.derive(_started):
            yield Hit(metrics.at("targets", number, "metric"), target["metric"])


def _started(ws: Workspace) -> frozenset[str]:
    """Metrics whose start is known: by a key result (which must have a baseline), or by a snapshot."""
    promised = {result["metric"] for objective in ws.objectives for result in objective.key_results}
    return frozenset(promised.union(*(snapshot.metrics for snapshot in ws.snapshots)))
