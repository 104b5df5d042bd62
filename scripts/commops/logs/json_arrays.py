"""Cuts the arrays of one key out of a JSON file of any size, and loads them piece by piece even when damaged.

Pretty-printed exports are cut by layout: a raw line feed cannot stand inside a JSON string, so a line feed, the
array's own indent and ``]`` is an exact array end (memory-mapped search, no parsing). Anything else goes through a
tokenizer that knows only strings and brackets.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeAlias

import orjson

from commops.patterns import lazy

Buffer: TypeAlias = "bytes | mmap.mmap"

HEADER_BYTES = 65_536
_WINDOW = 64 << 20
_SHORT = 16

STRING = rb'"(?:[^"\\]++|\\.)*+"'
TOKEN = lazy(STRING + rb'|["{}\[\]]', re.S)
"""A string or a bracket; a lone quotation mark is a string that never closes."""
_BRACE = lazy(STRING + rb'|["{}]', re.S)
_OPENING = lazy(rb"(?:\xef\xbb\xbf)?\s*+\[(?:(?=\r?\n([ \t]++)\{))?")
_TAIL = 4096
PLAIN = lazy(rb"\s*+:\s*+(" + STRING + rb"|-?[0-9]++|)", re.S)
"""What may follow a key: a string or a whole number, or (as nothing) the start of anything else."""


@dataclass(frozen=True, slots=True)
class Array:
    """An array found in a file: the bytes between its brackets, and the plain values beside it in its object."""

    start: int
    end: int
    closed: bool
    """False when the file ends inside the array."""
    beside: dict[str, bytes]
    """Raw JSON of the strings and whole numbers that stand before the array in the same object, by key."""
    child: bytes | None
    """Indent of the array's items when it was cut by layout; None when the items must be found by tokens."""


def arrays(data: Buffer, key: str) -> Iterator[Array]:
    """Every array under ``key``, in file order."""
    opening = opening_of(key)
    found = opening.search(data)
    if found is None:
        yield from _arrays_by_tokens(data, key.encode())
        return
    while found:
        indent, start = found[1], found.end()
        end = start if data[start : start + 1] == b"]" else find(data, b"\n" + indent + b"]", start, len(data))
        closed = end >= 0
        end = end if closed else len(data)
        yield Array(start, end, closed, values_before(data, found.start(), indent), found[2] or b"")
        found = opening.search(data, end)


def outermost(data: Buffer) -> Array:
    """The array that is the whole file; only its brackets' places are looked for, so an array is given for any file."""
    opening = _OPENING.match(data)
    start = opening.end() if opening else 0
    child = opening[1] if opening else None
    if child is not None:
        end = find(data, b"\n]", start, len(data))
        return Array(start, end if end >= 0 else len(data), end >= 0, {}, child)
    tail = data[max(start, len(data) - _TAIL) :].rstrip()
    return Array(start, len(data), tail.endswith(b"]"), {}, None)


def find(data: Buffer, wanted: bytes, start: int, end: int) -> int:
    """Like ``bytes.find``, but gives the pages of a memory map back as it goes, so that memory stays bounded."""
    search = searching(data, wanted)
    while start < end:
        stop = min(start + _WINDOW, end)
        found = search(start, min(stop + len(wanted) - 1, end))
        release(data, start, stop)
        if found >= 0:
            return found
        start = stop
    return -1


def searching(data: Buffer, wanted: bytes) -> Callable[[int, int], int]:
    """The quickest way to find some bytes: for a few, an expression that looks for the last of them, if it is rare.

    What it finds lies between the two positions that it takes. In exports there is a bracket for every tenth line feed;
    looking for it and then at what stands before takes a third of the time of ``bytes.find``.
    """
    if len(wanted) >= _SHORT:
        return partial(data.find, wanted)
    expression, before = re.compile(re.escape(wanted[-1:]) + b"(?<=" + re.escape(wanted) + b")"), len(wanted) - 1

    def search(start: int, end: int) -> int:
        found = expression.search(data, start + before, end)
        return found.start() - before if found else -1

    return search


def release(data: Buffer, start: int, end: int) -> None:
    """Tell the system that this part of a memory map need not stay in memory; reading it again is still right."""
    if isinstance(data, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        first = -(-start // mmap.PAGESIZE) * mmap.PAGESIZE
        if end > first:
            data.madvise(mmap.MADV_DONTNEED, first, end - first)


def opening_of(key: str) -> re.Pattern[bytes]:
    """Where an array under ``key`` opens on a line of its own: its indent, and that of its items."""
    return re.compile(rb'\n([ \t]*)"' + key.encode() + rb'" ?: ?\[(?=\r?\n([ \t]*)[{\]]|\]|\r?\n?[ \t]*\Z)')


def values_before(data: Buffer, end: int, indent: bytes) -> dict[str, bytes]:
    """Plain values on the lines before ``end`` with the same indent, back to the start of the object."""
    window = data[max(0, end - HEADER_BYTES) : end]
    opened = window.rfind(b"\n" + indent[:-1] + b"{") if indent else -1
    line = re.compile(rb"\n" + indent + rb'"(\w+)" ?: ?(' + STRING + rb"|-?[0-9]+)", re.S)
    return {found[1].decode(): found[2] for found in line.finditer(window, max(opened, 0))}


def pieces(data: Buffer, array: Array, size: int) -> Iterator[tuple[int, int]]:
    """The array in consecutive ranges of about ``size`` bytes that begin and end between items."""
    if array.child is None:
        yield from _pieces_by_tokens(data, array, size)
        return
    boundary, start = between(array.child), array.start
    while start < array.end:
        found = boundary.search(data, min(start + size, array.end), array.end)
        yield start, found.start() if found else array.end
        start = found.end() if found else array.end


def between(child: bytes) -> re.Pattern[bytes]:
    """What stands between two items that are indented by ``child``."""
    return re.compile(rb",?\r?\n" + child + rb"(?=\{)")


class Damaged(NamedTuple):
    """An item that cannot be parsed: where it starts in its piece, and whether it is the last one."""

    offset: int
    last: bool


def load_items(
    data: bytes, child: bytes | None, repair: Callable[[bytes], bytes] = lambda data: data
) -> tuple[list[Any], list[Damaged]]:
    """The values of one piece. A piece that does not parse is repaired, then taken item by item."""
    body = data.strip(b", \t\r\n")
    values: list[Any] = []
    for mend in (bytes, repair):  # mending takes longer than parsing, so it is tried only on what needs it
        with contextlib.suppress(orjson.JSONDecodeError):
            values = orjson.loads(b"[" + mend(body) + b"]")
            return values, []
    damaged = []
    parts = _items(data, child)
    for number, (offset, part) in enumerate(parts, 1):
        try:
            values.append(load_value(repair(part)))
        except ValueError:
            damaged.append(Damaged(offset, number == len(parts)))
    return values, damaged


def load_value(data: bytes) -> Any:
    """One JSON value, also when it holds half of a surrogate pair or bytes that are not UTF-8. Raises ValueError."""
    text = data.decode("utf-8", "replace")
    with contextlib.suppress(orjson.JSONDecodeError):
        return orjson.loads(text)
    try:
        # The standard parser lets half of a surrogate pair pass; it is then replaced.
        return orjson.loads(json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8", "replace"))
    except RecursionError:
        raise ValueError from None


def _items(data: bytes, child: bytes | None) -> list[tuple[int, bytes]]:
    """The items of one piece with their offsets; the last may be cut off."""
    if child is None:
        return [(start, data[start:end]) for start, end in _objects(data, 0, len(data))]
    starts = [0, *(found.end() for found in between(child).finditer(data))]
    ends = [*starts[1:], len(data)]
    parts = [(start, data[start:end].strip(b", \t\r\n")) for start, end in zip(starts, ends, strict=True)]
    return [(start, part) for start, part in parts if part]


def _objects(data: Buffer, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges of the outermost objects between two positions; an object cut off by ``end`` ends there."""
    depth, opened = 0, start
    for token in _BRACE.finditer(data, start, end):
        mark = token[0]
        if mark == b"{":
            opened = opened if depth else token.start()
            depth += 1
        elif mark == b"}":
            depth -= 1
            if depth == 0:
                yield opened, token.end()
            depth = max(depth, 0)
        elif mark == b'"':  # a string that never closes
            break
    if depth:
        yield opened, end


def _pieces_by_tokens(data: Buffer, array: Array, size: int) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for opened, end in _objects(data, array.start, array.end):
        start = opened if start is None else start
        if end - start >= size:
            yield start, end
            start = None
    if start is not None:
        yield start, array.end


def _arrays_by_tokens(data: Buffer, key: bytes) -> Iterator[Array]:
    """The same for any layout: follow strings and brackets, remember the plain values of each open object."""
    stack: list[dict[str, bytes]] = []
    position, wanted = 0, b'"' + key + b'"'
    while token := TOKEN.search(data, position):
        position, mark = token.end(), token[0]
        if mark in b"{[":
            stack.append({})
        elif mark in b"}]":
            del stack[-1:]
        elif len(mark) > 1 and (value := PLAIN.match(data, position)):
            position = value.end()
            if value[1]:
                if stack and len(mark) < 64:
                    stack[-1][mark[1:-1].decode("utf-8", "replace")] = value[1]
            elif mark == wanted and data[position : position + 1] == b"[":
                end, closed = array_end(data, position + 1)
                yield Array(position + 1, end, closed, dict(stack[-1]) if stack else {}, None)
                position = end + 1


def array_end(data: Buffer, start: int) -> tuple[int, bool]:
    """Where the array ends whose content begins at ``start``, and whether it does before the file ends."""
    depth = 0
    for token in TOKEN.finditer(data, start):
        mark = token[0]
        if mark in (b"{", b"["):
            depth += 1
        elif mark in (b"}", b"]"):
            if depth == 0:
                return token.start(), True
            depth -= 1
    return len(data), False
