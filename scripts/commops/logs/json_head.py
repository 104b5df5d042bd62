"""Looks at the beginning of a large JSON object: what stands beside the messages, however much lies in between.

Exporters put pictures of people as base64 text before the first message, often megabytes of it. Values are stepped
over by their brackets and quotation marks, on a memory map, without being loaded.
"""

from __future__ import annotations

import contextlib
import mmap
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from commops.logs.json_arrays import STRING, Array, Buffer, find, load_value
from commops.patterns import lazy

MEMBER_BYTES = 8 << 20
"""A value longer than this is stepped over and not given."""
_SEARCHED = 256 << 20

_OPEN = lazy(rb"(?:\xef\xbb\xbf)?\s*+\{")
_KEY = lazy(rb"\s*+,?\s*+(" + STRING + rb")\s*+:\s*+", re.S)
_PLAIN = lazy(STRING + rb"|[-+.0-9A-Za-z]++", re.S)
_ITEM = lazy(rb"\[\r?\n([ \t]*+)(?=\{)")
_LINE = lazy(rb'.*\n([ \t]*+)"[^"\n]*+" ?: ?', re.S)
_LINE_BYTES = 400
_BRACKET = lazy(STRING + rb'|["{}\[\]]', re.S)


class Head(NamedTuple):
    """The outermost object's members up to one of them, as raw JSON, and where the value of that one starts."""

    members: dict[str, bytes]
    start: int | None
    """None when the member was not found."""

    def member(self, name: str) -> dict[str, Any]:
        """A member that is an object, loaded; empty when there is none or it cannot be read."""
        with contextlib.suppress(ValueError):
            value = load_value(self.members.get(name, b""))
            return value if isinstance(value, dict) else {}
        return {}


def head_of(data: Buffer, until: str) -> Head:
    """What stands before the member ``until``. Members that are too long are given as ``b""``.

    Ends early at damage, and after 256 MiB.
    """
    members: dict[str, bytes] = {}
    opened = _OPEN.match(data)
    position = opened.end() if opened else len(data)
    while position < _SEARCHED and (found := _KEY.match(data, position)):
        name, start = found[1][1:-1].decode("utf-8", "replace"), found.end()
        if name == until:
            return Head(members, start)
        end = _end(data, start)
        if end is None:
            break
        members[name] = data[start:end] if end - start <= MEMBER_BYTES else b""
        position = end
    return Head(members, None)


def first_array(data: Buffer, key: str) -> Array | None:
    """The array under ``key`` of the outermost object; in a file without line breaks its end is not looked for."""
    start = head_of(data, key).start
    if start is None or data[start : start + 1] != b"[":
        return None
    item = _ITEM.match(data, start)
    line = _LINE.fullmatch(data[max(0, start - _LINE_BYTES) : start])
    if not item or not line:
        return Array(start + 1, len(data), False, {}, None)
    end = find(data, b"\n" + line[1] + b"]", start, len(data))
    return Array(start + 1, end if end >= 0 else len(data), end >= 0, {}, item[1])


def _end(data: Buffer, start: int) -> int | None:
    """Where the value that starts here ends; None when it does not."""
    if data[start : start + 1] not in (b"{", b"["):
        plain = _PLAIN.match(data, start)
        return plain.end() if plain else None
    depth = 0
    for token in _BRACKET.finditer(data, start):
        mark = token[0]
        if mark in (b"{", b"["):
            depth += 1
        elif mark in (b"}", b"]"):
            depth -= 1
            if depth == 0:
                return token.end()
        elif mark == b'"' or token.end() > _SEARCHED:
            return None
    return None


@contextlib.contextmanager
def mapped(path: Path) -> Iterator[mmap.mmap]:
    """A file that is not empty as a memory map."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data
