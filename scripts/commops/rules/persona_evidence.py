"""Personas that rest on nothing, or on what was true long ago."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Persona
from commops.workspace.settings import setting
from commops.workspace.times import date


@rule("persona-evidence", each="persona")
def check(ws: Workspace, persona: Persona) -> Iterator[Hit]:
    """A persona without evidence, and one that nobody checked for longer than the community allows."""
    if not persona.evidence:
        yield Hit(persona.at("name"), persona.id)
    days = (ws.as_of - date(persona.updated)).days
    if days > (limit := setting(ws, "persona_review_days")):
        yield Hit(persona.at("updated"), persona.updated, {"days": days, "limit": limit}, case="old")
