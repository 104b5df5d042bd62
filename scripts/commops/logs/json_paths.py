"""Finds things in JSON by their path: arrays in a file of any size, and values in what is loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from commops.logs.json_arrays import PLAIN, TOKEN, Array, Buffer, array_end, outermost

_MAX_DEPTH = 1_000
_IN_A_LIST = b'"'
_OPEN, _CLOSE = (b"{", b"["), (b"}", b"]")


def arrays_at(data: Buffer, path: Sequence[str]) -> Iterator[Array]:
    """Every array under ``path`` from the root; several roots may follow each other, or stand in an array.

    For an empty path: the roots themselves, as if they stood in one array.
    """
    if not path:
        yield outermost(data)
        return
    wanted = [step.encode() for step in path]
    # The keys that lead to where reading is; none for the roots, and an impossible one for what stands in a list.
    keys: list[bytes] = []
    position = 0
    key: bytes | None = None
    opened: list[bool] = []
    while token := TOKEN.search(data, position):
        position, mark = token.end(), token[0]
        if mark in _OPEN:
            step = key if key is not None else _IN_A_LIST if keys else None
            if mark == b"[" and step is not None and [*keys, step] == wanted:
                end, closed = array_end(data, position)
                yield Array(position, end, closed, {}, None)
                position = end + 1
            elif len(opened) == _MAX_DEPTH:
                return
            else:
                opened.append(step is not None)
                keys += [] if step is None else [step]
            key = None
        elif mark in _CLOSE:
            if opened and opened.pop():
                keys.pop()
            key = None
        elif len(mark) > 1 and (value := PLAIN.match(data, position)):
            position = value.end()
            key = None if value[1] else mark[1:-1]


def value_at(value: Any, path: str) -> Any:
    """What stands under a dotted path; None for nothing. A key that holds dots itself is found too."""
    if not isinstance(value, dict):
        return None
    if path in value:
        return value[path]
    key, dot, rest = path.partition(".")
    while dot:
        if key in value:
            return value_at(value[key], rest)
        more, dot, rest = rest.partition(".")
        key = f"{key}.{more}"
    return None
