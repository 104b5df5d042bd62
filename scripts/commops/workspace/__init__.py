"""From bytes to a typed workspace: guarded reading with positions, schemas, and reading at any git ref."""

from commops.workspace.item import Item
from commops.workspace.model import Workspace
from commops.workspace.source import Source

__all__ = ["Item", "Source", "Workspace"]
