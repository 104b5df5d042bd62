# ruff: noqa: E501 - tables of hostile text
"""Runs hostile files through a whole load, each in a process of its own with limits; prints what each one cost.

Not a test module: test_hostile.py starts it. The first argument says which readers to use, ``quick`` or
``pure``; the second, that only every n-th file is tried.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import random
import resource
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping

import hostile_judged

from commops import check
from commops.rule import CRASHED
from commops.workspace.build import build
from commops.workspace.reading import fast, guard
from commops.workspace.reading.problems import Problem
from commops.workspace.shape import schemas

Row = tuple[str, str, bytes, Mapping[str, bytes] | None]
"""Name, path, content, and the files beside it when all rules are to judge it."""
MIB = 1 << 20
CPU_S = 2.0
"""On a processor that runs ``pace`` in ``USUAL_S``; a slower one gets as much more."""
USUAL_S = 0.1
MEMORY_MB = 256


def fill(unit: str, head: str = "", tail: str = "", size: int = MIB) -> bytes:
    """``head``, as many ``unit`` as fit, ``tail``."""
    room = size - len(head.encode()) - len(tail.encode())
    return (head + unit * (room // len(unit.encode())) + tail).encode()


def numbered(pattern: str, size: int = MIB) -> bytes:
    """Lines with a running number until the size is reached."""
    lines, total, number = [], 0, 0
    while total < size - 40:
        lines.append(pattern.format(number))
        total += len(lines[-1].encode())
        number += 1
    return "".join(lines).encode()


def yaml_files() -> Iterator[tuple[str, bytes]]:
    for unit in ["[", "{", "- ", "? ", "{a: ", "[[],", "{a: {", "- - [", "]", "}", ", ", ": ", "!", "! ", "&a ", "*a ", "<<: ",
                 "%", "---\n", "...\n", "|", ">", "'", "''", '"', '""', "#", " #", "\n", " ", "\\", "a #b\n", "-\n", "?\n",
                 ":\n", "@", "`", "~", "0", "1:", "9", "a：b\n", "　", "a:　b\n", "\t", "中", "x ", "🙂", "\u200b", "\x00", "é", "a"]:  # fmt: skip
        yield f"only {unit!r}", fill(unit)
        yield f"value {unit!r}", fill(unit, "a: ")
    for unit in ["1,", "a, ", "[], ", "{}, ", '"x", ', "{a: 1}, ", "[1, 2], ", "null,", "a: b, "]:
        yield f"flow {unit!r}", fill(unit, "a: [", "]")
        yield f"flow mapping {unit!r}", fill(unit, "a: {", "}")
    for unit in ["\\x41", "\\n", "\\u4e2d", "\\ud800", "x ", "\n", "\n  ", "''", "\\\n"]:
        yield f"double quoted {unit!r}", fill(unit, 'a: "', '"\n')
        yield f"single quoted {unit!r}", fill(unit, "a: '", "'\n")
    for unit in ["x\n  ", "x\n\n  ", "  \n  ", "# \n  ", "x #\n  ", "x: \n  "]:
        yield f"plain lines {unit!r}", fill(unit, "a: ", "x\n")
        yield f"block lines {unit!r}", fill(unit, "a: |\n  ", "x\n")
    for pattern in [
        "k{}: 1\n",
        "k{}: [a, b]\n",
        "k{}: {{a: b}}\n",
        "- {}\n",
        "k{}: &a{}\n",
        "? k{}\n",
        "k{}:\n",
        "'k{}': 'x'\n",
        "k{}: |\n  x\n",
    ]:
        yield f"lines {pattern!r}", numbered(pattern.replace("&a{}", "&a"))
    yield "glued keys in a row", b"a: {" + numbered("k{}: b：c, ").replace(b"\n", b"") + b"z: 1}"
    yield "same key", fill("a: 1\n")
    yield "staircase", "".join(f"{' ' * n}a:\n" for n in range(1400)).encode()
    yield "list staircase", "".join(f"{' ' * n}-\n" for n in range(1400)).encode()
    yield "sexagesimal", fill(":59", "a: 1", size=300_000)
    yield "float digits", fill("9", "a: 0.")
    yield "exponent digits", fill("9", "a: 1e")
    yield "long key", fill("k", tail=": 1\n")
    yield "long key in a question", fill("k", "? ", "\n: 1\n")
    yield (
        "alias bomb",
        ("a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 40))).encode(),
    )
    yield (
        "merge bomb",
        ("a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n}\n  <<: [{f'*a{n - 1},' * 9}]\n" for n in range(1, 40))).encode(),
    )
    yield "49 deep, often", fill("[" * 49 + "]" * 49 + ", ", "a: [", "]")
    yield "utf-16", ("a: 中\n" * 100_000).encode("utf-16")
    yield "gbk", ("a: 中文\n" * 100_000).encode("gbk")
    yield "noise", random.Random(1).randbytes(MIB)
    yield "noise of signs", "".join(random.Random(2).choices(" \n:-,[]{}#'\"|>&*!?ab", k=MIB)).encode()
    yield "one byte too many", fill("a", "a: ", "b" * 10) + b"xx"


def json_files() -> Iterator[tuple[str, bytes]]:
    for unit in ["[", '{"a":', "[[],", '"', "\\", '{"a":1,', "1", "-", "{}", "nul", " ", "\n", "\\u0000", "[1,"]:
        yield f"only {unit!r}", fill(unit)
    for unit in ["1,", "[],", '"x",', "1e5,", "null,", "{},", '"\\ud800",', "[1,[2]],"]:
        yield f"list {unit!r}", fill(unit, '{"a": [', "0]}")
    for unit in ["\\u0041", "\\\\", "x", "\\ud83d\\ude00", "\\n"]:
        yield f"text {unit!r}", fill(unit, '{"a": "', '"}')
    yield "same key", fill('"a":1,', "{", '"a":1}')
    yield "many keys", b"{" + numbered('"k{}":1,') + b'"z":1}'
    yield "digits", fill("9", '{"a": ', "}")


def markdown_files() -> Iterator[tuple[str, bytes]]:
    size = 256 << 10
    head = "---\ntitle: x\n---\n"
    for unit in [
        "[",
        "![",
        "[a](",
        "<a ",
        "<http://",
        "??? ",
        "- ",
        "> ",
        "*",
        "`",
        "\n",
        "\n\n",
        "x",
        "\t",
        "---\n",
        "中",
        "| ",
    ]:
        yield f"body {unit!r}", fill(unit, head, size=size)
        yield f"front matter {unit!r}", fill(unit, "---\n", "\n---\n", size=size)
    yield "never closed", fill("a: 1\n", "---\n", size=size)
    yield "spaces after the rule", fill(" ", "---", size=size)
    yield "too big", fill("x", head)


def team_files() -> Iterator[tuple[str, bytes]]:
    """Files that parse, and break their schema in as many ways as fit."""
    yield "wrong entries", b"people:\n" + numbered("  - {{id: {}, display: [], kind: x, roles: y}}\n", 900_000)
    yield "strings as entries", b"people: [" + fill("a, ", size=140_000) + b"a]\n"
    yield "unknown keys", numbered("key{}: 1\n", 280_000)
    yield "unknown Chinese keys", numbered("字段{}: 1\n", 280_000)
    yield "long id", fill("a-", "people:\n  - id: ", "\n    display: x\n")
    yield "long text", fill("长", "people:\n  - id: x\n    display: ", "\n")
    yield (
        "bad days",
        b"people:\n" + numbered("  - {{id: p{}, display: x, active_from: 2026-02-30, active_to: x}}\n", 400_000),
    )
    yield (
        "numbers for text",
        b"people:\n" + numbered("  - {{id: p{}, display: 1, active_from: 2, timezone: 3}}\n", 400_000),
    )
    yield "empty values", b"people:\n" + numbered("  - {{id: p{}, display: , active_from: , timezone: }}\n", 400_000)
    yield "same roles", b"people:\n  - id: x\n    roles: [" + fill("abc, ", size=200_000) + b"abc]\n"


FILES: list[tuple[str, Callable[[], Iterator[tuple[str, bytes]]]]] = [
    ("community/team.yml", yaml_files),
    ("community/team.yml", team_files),
    ("community/stats/2026-W47.json", json_files),
    ("content/posts/2026/11/2026-11-23-x.md", markdown_files),
]


class MemoryTree:
    """A tree with one hostile file beside a tiny profile."""

    def __init__(self, path: str, raw: bytes, beside: Mapping[str, bytes] | None = None) -> None:
        self._files = {"community/community.yml": b"timezone: Asia/Shanghai\n", **(beside or {}), path: raw}
        self.sizes = {name: len(content) for name, content in sorted(self._files.items())}
        self.refused: list[tuple[str, Problem]] = []
        self.blobs: dict[str, str] = {}

    def read(self, path: str) -> bytes:
        return self._files[path]

    def read_many(self, paths: list[str]) -> Iterator[tuple[str, bytes]]:
        for path in paths:
            yield path, self._files[path]


def attempt(path: str, raw: bytes, beside: Mapping[str, bytes] | None = None) -> None:
    """Load, look at every finding, and make sure that its sentences can be printed.

    With files ``beside`` it (or an empty mapping) all rules judge them, and none may fail.
    """
    ws = build(MemoryTree(path, raw, beside), as_of=None, today=dt.date(2026, 11, 22))
    if beside is not None:
        for found in check.run(ws):
            assert found.rule != CRASHED, found.message.en
            assert len(found.message.en) < 20_000
        return
    for hits in ws._faults.values():
        for hit in hits:
            json.dumps([str(hit.at.path), hit.at.line, repr(hit.facts)]).encode()
            assert len(str(hit.facts)) < 20_000


def run(path: str, raw: bytes, beside: Mapping[str, bytes] | None = None) -> tuple[int, float, float]:
    """Exit status, CPU seconds and peak megabytes of one attempt in a child process."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        status = 1
        try:
            attempt(path, raw, beside)
            status = 0
        except BaseException:
            traceback.print_exc(limit=-6)
        finally:
            sys.stderr.flush()
            os._exit(status)
    _, status, usage = os.wait4(child, 0)
    return status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def pace() -> float:
    """CPU seconds of a fixed piece of plain Python: how quick this processor is right now."""
    started = time.process_time()
    sum(number * number for number in range(2_000_000))
    return time.process_time() - started


def main(mode: str, step: int) -> None:
    if mode == "pure":
        fast.loads, guard.C_PARSER, schemas.rust = None, None, None
    # Imports and schemas are paid once, before the limits.
    attempt("community/team.yml", b"people: [1]\n", {})
    read: Iterator[Row] = ((name, path, raw, None) for path, files in FILES for name, raw in files())
    for number, (name, path, raw, beside) in enumerate(itertools.chain(read, hostile_judged.rows()), 1):
        if number % step:
            continue
        # What else runs on the machine can only make it slower: the best of some attempts counts.
        for _ in range(3):
            status, seconds, megabytes = run(path, raw, beside)
            in_time = seconds <= CPU_S or seconds <= CPU_S * pace() / USUAL_S
            if in_time:
                break
        fine = status == 0 and in_time and megabytes <= MEMORY_MB
        row = [fine, path.rpartition("/")[2], name, status, round(seconds, 2), round(megabytes)]
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
