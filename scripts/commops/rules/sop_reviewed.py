"""Procedures that nobody has gone through for long, and steps whose words are missing."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.texts import Text, pick
from commops.workspace import Workspace
from commops.workspace._types import Sop
from commops.workspace.settings import setting
from commops.workspace.times import date


@rule("sop-reviewed", each="sop")
def check(ws: Workspace, sop: Sop) -> Iterator[Hit]:
    """The age of the last review, and each step's script."""
    days = (ws.as_of - date(sop.reviewed)).days
    if days > setting(ws, "sop_days"):
        name = Text(pick(sop.name, "zh"), pick(sop.name, "en"))
        yield Hit(sop.at("reviewed"), sop.reviewed, {"name": name, "days": days})
    scripts = {template["id"] for template in sop.templates or ()}
    for number, step in enumerate(sop.steps):
        if "script" in step and step["script"] not in scripts:
            facts: dict[str, object] = {"script": step["script"], "number": step.get("n", number + 1)}
            yield Hit(sop.at("steps", number, "script"), step["script"], facts, case="script")
