"""The quick reader, libyaml and PyYAML's own parser agree: same data, same verdict, same places."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.workspace.load import load
from commops.workspace.reading import fast, guard
from commops.workspace.reading.problems import Problem, UnreadableError
from commops.workspace.reading.read import read
from commops.workspace.reading.spots import Spots
from commops.workspace.shape import schemas
from commops.workspace.shape.kinds import kinds

SEEDS = [
    """a: b
c: [x, "y", 'z', 1, 2.5, true, null, {k: v, "q": 1}]
d:
  - e: f
    g: |
      text: here
      more - text
  - h: >-
      folded
      lines

    i: "dq # x"
j:
- k
- l: m
n: {zh: 你好，世界, en: "Hello: world"}
time: 2026-11-22T20:00+08:00
empty:
o: 'it''s'
""",
    """id: x
name: {zh: 周日, en: "Sun"}
agenda:
  - {from: "20:00", to: "20:10", title: Welcome}
  - [a, [b, [c]], {d: {e: f}}]
notes: plain text over
  two lines # comment
# full comment
n: -12
f: 3.14
""",
    "k: |+\n  a\n\n  b\n\nz: >2\n   x\n",
    """variants:
  group:
    body: |
      1. 先看三件事：
      - *重点* & 备注：第 #6 夜 {不是} [括号

      09:30 开门: yes
    title: "x: |"
  oa: {title: "p: |", link: https://example.org/a#b}
list:
  - |
    no: &x !y
  - text: >-
      ? a：b
    n: 1
""",
    "a: 'x\n  y'\nb: \"p\n\n  q\"\n",
    "{a: 1, b: [2, 3], c: {d: e}}\n",
]
BITS = [
    *" \n:-,[]{}#'\"|>&*!?%@`~.0123eExo_+ab中：", "\n  ", "\n- ", ": ", " #", "---\n", "...", "<<: ", "null", "true",
    "no", "12:30", "0x1F", "1e5", "\\n", "\\", "''", '""', "|\n", ">-\n", "- - ", "[[", "]]", "{}", "[]", ", ",
    "\u3000", "\xa0", "key: value\n", " : ", "? ", "|2", ">+1", "2026-11-22", "\n\n", "\t", "\r\n", "🙂",
]  # fmt: skip


def mutate(text: str, seed: int) -> str:
    """A few insertions and deletions of YAML's own signs."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text) + 1)
        cut = chance.choice([0, 0, 0, 1, 2])
        text = text[:at] + (chance.choice(BITS) if chance.random() < 0.75 else "") + text[at + cut :]
    return text


def outcome(text: str) -> tuple[Any, list[Problem]] | Problem:
    try:
        reading = read("x.yml", text.encode())
    except UnreadableError as error:
        return error.problem
    return reading.data, reading.traps


def same_everywhere(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All three readers say the same about a text, also where everything stands."""
    found = []
    for with_ryaml, with_c in ((True, True), (False, True), (False, False)):
        with monkeypatch.context() as patch:
            if not with_ryaml:
                patch.setattr(fast, "loads", None)
            if not with_c:
                patch.setattr(guard, "C_PARSER", None)
            result = repr(outcome(text))
            spots = Spots()
            try:
                guard.compose(text, spots=spots)
            except UnreadableError:
                spots.clear()
            found.append((result, vars(spots) if with_ryaml is False else None))
    assert found[0][0] == found[1][0] == found[2][0], text
    assert found[1][1] == found[2][1], text


@given(seed=st.integers(0, 2**32), start=st.sampled_from(SEEDS))
def test_mutated_files(seed: int, start: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        same_everywhere(mutate(start, seed), patch)


@given(st.text(alphabet="ab:-,[]{}#'\"|>&*!?~0. \n中：\u3000\xa0\\", max_size=40))
def test_any_text(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        same_everywhere(text, patch)


@given(st.text(alphabet="0123456789.eE+-_:xobinfNaOyYesoff~tru", min_size=1, max_size=12))
def test_any_plain_word(word: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for text in (f"a: {word}\n", f"- {word}\n", f"a: [{word}, {{{word}: {word}}}]\n", f"{word}: 1\n"):
            same_everywhere(text, patch)


def test_the_quick_reader_reads_ordinary_files() -> None:
    """The whole point of it; without this a too timid test for rare signs would go unnoticed."""
    if fast.loads is None:
        pytest.skip("ryaml is not installed")
    assert fast.quick(SEEDS[0].replace("1, 2.5, true, null, ", "")) is not fast.NOTHING
    assert fast.quick("name: {zh: 周日, en: Sunday}\ncapacity: 40\nshare: 0.25\nday: 2026-11-22\n") is not fast.NOTHING


@pytest.mark.slow
def test_the_demo_is_the_same_without_any_accelerator(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML without libyaml and jsonschema alone: slower, and the same things and faults."""
    root = Path(__file__).parents[2]

    def everything() -> dict[str, object]:
        ws = load(root)
        found: dict[str, object] = {path: source.data for path, source in ws.sources.items()}
        for kind in kinds().by_name.values():
            for name in (kind.name, *kind.items.values()):
                found[f"items of {name}"] = [(item.id, item.route) for item in ws.items(name)]
        for rule in (
            "readable-file",
            "yaml-trap",
            "unknown-key",
            "valid-value",
            "status-requirements",
            "time-has-offset",
        ):
            found[f"faults of {rule}"] = list(ws.faults(rule))
        return found

    quick = everything()
    monkeypatch.setattr(fast, "loads", None)
    monkeypatch.setattr(guard, "C_PARSER", None)
    monkeypatch.setattr(schemas, "rust", None)
    schemas.schema.cache_clear()
    try:
        assert everything() == quick
    finally:
        schemas.schema.cache_clear()
