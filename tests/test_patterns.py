"""Lazy expressions behave like compiled ones, and none of the constants has a mistake that only shows on first use."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import commops
from commops.patterns import _Lazy, lazy


def held(value: object, depth: int = 0) -> Iterator[_Lazy]:
    """The lazy expressions in a constant, also inside tuples, lists and mappings."""
    if isinstance(value, _Lazy):
        yield value
    elif depth < 4 and isinstance(value, tuple | list):
        for part in value:
            yield from held(part, depth + 1)
    elif depth < 4 and type(value) is dict:
        for part in value.values():
            yield from held(part, depth + 1)


def test_every_constant_compiles() -> None:
    names = [module.name for module in pkgutil.walk_packages(commops.__path__, "commops.")]
    found = 0
    for name in names:
        if not name.endswith("__main__"):
            for value in vars(importlib.import_module(name)).values():
                for one in held(value):
                    assert one.flags >= 0, f"{name}: {one.pattern!r}"
                    found += 1
    assert found > 200


def test_it_does_what_the_compiled_one_does() -> None:
    quick, usual = lazy(r"(?P<a>b+)", re.IGNORECASE), re.compile(r"(?P<a>b+)", re.IGNORECASE)
    for text in ("", "abBb", "xBy b"):
        assert [found.span("a") for found in quick.finditer(text)] == [
            found.span("a") for found in usual.finditer(text)
        ]
        assert quick.sub("-", text) == usual.sub("-", text)
    assert (quick.pattern, quick.flags, quick.groupindex) == (usual.pattern, usual.flags, usual.groupindex)


def test_a_mistake_shows_on_first_use() -> None:
    broken = lazy("(")
    with pytest.raises(re.error):
        broken.search("x")
