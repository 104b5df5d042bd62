"""Numbers that rules go by and that a community may set in community/policy.yml; the schema holds the defaults."""

from __future__ import annotations

from typing import Any

from commops.workspace.model import Workspace
from commops.workspace.shape.schemas import schema


def setting(ws: Workspace, name: str) -> Any:
    """A setting of the community, else its default. Raises KeyError for one that policy.schema.json does not have."""
    row = schema("policy.schema.json").schema["properties"]["settings"]["properties"][name]
    chosen = (ws.policy.settings or {}) if ws.policy else {}
    return chosen.get(name, row["default"])
