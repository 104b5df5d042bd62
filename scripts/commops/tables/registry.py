"""Finds the kinds of tables: every module of ``commops.tables.kinds`` is one."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from commops.tables.kind import Kind


@functools.cache
def kinds() -> dict[str, Kind]:
    """All kinds by name, sorted."""
    package = importlib.import_module("commops.tables.kinds")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    found = [importlib.import_module(f"{package.__name__}.{name}").KIND for name in names]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: kind.name)}
