"""Where the data that belongs to the program lies: in the clone beside it, or inside the installed wheel."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent

_instead: dict[str, Path] = {}


@cache
def folder(name: str) -> Path:
    """A top-level data folder (``schemas`` or ``site``), from the wheel when installed, else from the clone."""
    if name in _instead:
        return _instead[name]
    packed = PACKAGE / "_resources" / name
    return packed if packed.is_dir() else PACKAGE.parents[1] / name


@contextmanager
def instead(name: str, place: Path) -> Iterator[None]:
    """Inside the block a data folder is another one.

    What was read from the usual folder is forgotten, before the block and after it: every table of the program is
    kept by ``functools.cache``.
    """
    before = _instead.get(name)
    _instead[name] = place
    _forget()
    try:
        yield
    finally:
        if before is None:
            del _instead[name]
        else:
            _instead[name] = before
        _forget()


def _forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{__package__}."):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
