"""Finds the export formats: every module of ``commops.logs.formats`` is one adapter."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from dataclasses import dataclass

from commops.errors import InputError
from commops.logs.canonical import Format, Read
from commops.logs.probe import Probe


@dataclass(frozen=True, slots=True)
class Adapter:
    """An export format and how to read it."""

    format: Format
    read: Read


@functools.cache
def adapters() -> tuple[Adapter, ...]:
    """All adapters, by name of their module."""
    package = importlib.import_module("commops.logs.formats")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    return tuple(Adapter(module.FORMAT, module.read) for module in modules)


def recognise(probe: Probe) -> Adapter | None:
    """The adapter whose signature the file carries; None when there is none.

    An adapter that could read the file if something were added to it (raises InputError) has its say only when no
    other knows the file. Those that read anything through a mapping are asked last: a signature needs none.
    """
    refusal: InputError | None = None
    for adapter in sorted(adapters(), key=lambda adapter: adapter.format.mapped):
        try:
            if adapter.format.sniff(probe):
                return adapter
        except InputError as error:
            refusal = refusal or error
    if refusal:
        raise refusal
    return None
