"""Judging again only what is different: what each rule found, and what it asked for, is remembered from the last time.

A rule that judges one thing at a time judges the things again whose own file changed, or a thing that they refer to;
all of them, if something else changed that the rule asked for. A rule over the whole workspace runs again if anything
changed that it asked for. What counts as asking is written down by the workspace itself, so no rule has to say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from commops.findings import Finding, Hit, Location
from commops.judging.digests import Digests
from commops.judging.telling import finding
from commops.rule import CRASHED, Rule
from commops.workspace import Item, Workspace
from commops.workspace.model import Read

WHOLE = ""
"""Stands for a path where a rule judges the whole workspace."""


@dataclass(slots=True)
class Kept:
    """What a rule came to: what it asked for, with digests, and what it found, by file."""

    reads: dict[Read, str]
    found: dict[str, list[Finding]]


@dataclass(slots=True)
class Memory:
    """What is remembered of one run over one workspace."""

    blobs: dict[str, str] = field(default_factory=dict)
    """What was in each file."""
    refs: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """By file: the single things that rules asked for while they judged what is in it."""
    things: dict[tuple[str, str], str] = field(default_factory=dict)
    """Which those things were."""
    rules: dict[str, Kept] = field(default_factory=dict)


def judge(ws: Workspace, rules: Mapping[str, Rule], before: Memory) -> tuple[list[Finding], Memory]:
    """All findings of the rules, no waivers applied, in no promised order; and what to remember of it."""
    return _Judge(ws, before).all(rules)


class _Judge:
    """One run."""

    def __init__(self, ws: Workspace, before: Memory) -> None:
        self.ws = ws
        self.before = before
        self.digests = Digests(ws)
        blobs = self.digests.blobs
        other = {thing for thing, was in before.things.items() if self.digests.thing(*thing) != was}
        self.stale = {path for path, blob in blobs.items() if not blob or before.blobs.get(path) != blob}
        if other:
            self.stale |= {path for path, refs in before.refs.items() if not other.isdisjoint(refs)}
        self.refs: dict[str, set[tuple[str, str]]] = {}
        self._stale_things: dict[str, list[Any]] = {}

    def all(self, rules: Mapping[str, Rule]) -> tuple[list[Finding], Memory]:
        """Every rule, and what is known afterwards."""
        found: list[Finding] = []
        kept: dict[str, Kept] = {}
        for name, rule in rules.items():
            outcome = self._whole(rule) if rule.each is None else self._each(rule)
            found += [one for some in outcome.found.values() for one in some]
            if not any(one.rule == CRASHED for some in outcome.found.values() for one in some):
                kept[name] = outcome
        # A thing that was not judged anew refers to what it referred to.
        refs = {path: refs for path, refs in self.before.refs.items() if path in self.digests.blobs}
        for path, asked in self.refs.items():
            refs[path] = sorted(asked if path in self.stale else asked.union(refs.get(path, ())))
        things = {thing: self.digests.thing(*thing) for asked in refs.values() for thing in asked}
        return found, Memory(self.digests.blobs, refs, things, kept)

    def _whole(self, rule: Rule) -> Kept:
        before = self.before.rules.get(rule.id)
        if before is not None and self._same(before):
            return before
        self.ws.reads, self.ws.asked = set(), set()
        found = list(told(rule.id, lambda: rule.over(self.ws)))
        reads = self.ws.reads | {("kind", kind) for kind, _ in self.ws.asked}
        return Kept(self._digested(reads), {WHOLE: found})

    def _each(self, rule: Rule) -> Kept:
        before = self.before.rules.get(rule.id)
        ws = self.ws
        things: Iterable[Any]
        if before is not None and self._same(before):
            blobs = self.digests.blobs
            found = {p: some for p, some in before.found.items() if p not in self.stale and (p in blobs or p == WHOLE)}
            things, known = self._stale_of(rule), set(before.reads)
        else:
            found, things, known = {}, rule.things(ws), set()
        ws.reads, ws.asked = set(), set()
        check = None
        try:
            for thing in things:
                check = check or rule.check
                for hit in check(ws, thing):
                    found.setdefault(_path(thing), []).append(finding(rule.id, hit))
                if ws.asked:
                    self.refs.setdefault(_path(thing), set()).update(ws.asked)
                    ws.asked = set()
        except Exception as error:  # one broken rule must not hide what the others saw
            found.setdefault(WHOLE, []).append(crashed(rule.id, error))
        return Kept(self._digested(ws.reads | known), found)

    def _same(self, kept: Kept) -> bool:
        return all(self.digests.of(read) == digest for read, digest in kept.reads.items())

    def _digested(self, reads: Iterable[Read]) -> dict[Read, str]:
        """The digests of what was asked for; one that is never equal stands for what must be asked again."""
        return {read: digest if (digest := self.digests.of(read)) is not None else "?" for read in sorted(reads)}

    def _stale_of(self, rule: Rule) -> list[Any]:
        kind = rule.each or ""
        if kind not in self._stale_things:
            self._stale_things[kind] = list(rule.things(self.ws, self.stale))
        return self._stale_things[kind]


def told(name: str, hits: Callable[[], Iterable[Hit]]) -> Iterator[Finding]:
    """The findings of a rule; if it fails, another says so and what it saw before stays."""
    try:
        for hit in hits():
            yield finding(name, hit)
    except Exception as error:  # one broken rule must not hide what the others saw
        yield crashed(name, error)


def crashed(name: str, error: Exception) -> Finding:
    """What is said about a rule that failed."""
    facts: dict[str, object] = {"rule": name, "error": f"{type(error).__name__}: {error}"}
    return finding(CRASHED, Hit(Location("community/community.yml", length=0), name, facts))


def _path(thing: Any) -> str:
    path: str = thing.source.path if isinstance(thing, Item) else thing.path
    return path
