"""Covers private data wherever a review would repeat it: in texts to paste, in what stood before, in lines of files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from commops.findings import Finding, State
from commops.report.material import Lines, lines_of
from commops.workspace import Source, Workspace

T = TypeVar("T")

_SHORTEST = 4
"""Characters of a secret; less would cover ordinary words."""


def secrets_of(findings: Iterable[Finding], ws: Workspace, base: Workspace) -> tuple[str, ...]:
    """What stands at the places of findings whose rules say that it must not be repeated, the longest first."""
    after, before = lines_of(ws), lines_of(base)
    found: set[str] = set()
    for one in findings:
        if one.private and one.at.length:
            line = (before if one.state is State.FIXED else after)(one.at.path, one.at.line) or ""
            found.add(line[one.at.column - 1 : one.at.column - 1 + one.at.length].strip())
    return tuple(sorted((one for one in found if len(one) >= _SHORTEST), key=lambda one: (-len(one), one)))


def covered(value: T, secrets: tuple[str, ...]) -> T:
    """A copy of a value with stars instead of each secret, however deep it is inside; the same value without any."""
    return _covered(value, secrets) if secrets else value


def _covered(value: Any, secrets: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        for secret in secrets:
            value = value.replace(secret, "*" * len(secret))
        return value
    if isinstance(value, dict):
        return {_covered(key, secrets): _covered(one, secrets) for key, one in value.items()}
    if isinstance(value, Source | Finding):
        return value
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(_covered(one, secrets) for one in value))
    if isinstance(value, list | tuple):
        return type(value)(_covered(one, secrets) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _covered(getattr(value, one.name), secrets) for one in fields(value)})
    return value


def covering(lines: Lines, secrets: tuple[str, ...]) -> Lines:
    """Lines of files with the secrets covered; each stays as long as it was, so that places in it hold."""

    def line(path: str, number: int) -> str | None:
        text = lines(path, number)
        return covered(text, secrets) if text else text

    return line
