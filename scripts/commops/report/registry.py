"""Finds the printers of findings: each module in formats/ is one, and its name is what --format takes."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from commops.report.material import Material

FORMATS = Path(__file__).parent / "formats"


class Printer(Protocol):
    """A module in formats/."""

    def render(self, material: Material) -> str:
        """The whole report, without a line break at the end."""
        ...


def names() -> tuple[str, ...]:
    """The names of all formats, without importing any; text first, for people look at that one."""
    found = sorted(module.name for module in pkgutil.iter_modules([str(FORMATS)]))
    return tuple(sorted(found, key=lambda name: name != "text"))


def printer(name: str) -> Printer:
    """The printer of a format, imported on use."""
    return cast(Printer, importlib.import_module(f"commops.report.formats.{name}"))
