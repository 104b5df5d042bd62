"""The registry of rules: a rule is a function and a page of the same name, found by walking the folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import TypeAlias

from commops.findings import Hit
from commops.workspace import Workspace

Check: TypeAlias = Callable[[Workspace], Iterator[Hit]]

_checks: dict[str, Check] = {}


def rule(name: str) -> Callable[[Check], Check]:
    """Register ``check`` under its kebab-case id. The module's file name is the same id with underscores."""

    def register(check: Check) -> Check:
        if name.replace("-", "_") != check.__module__.rpartition(".")[2]:
            raise ValueError(f"rule {name!r} must live in {name.replace('-', '_')}.py, not in {check.__module__}")
        _checks[name] = check
        return check

    return register


def load_rules() -> dict[str, Check]:
    """Every rule by id, sorted; imports the modules of ``commops.rules`` on first use."""
    package = importlib.import_module("commops.rules")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_checks.items()))
