"""The registry of rules: a rule is a function and a page of the same name, found by walking the folder."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeAlias, TypeVar

from commops.findings import Hit, Severity
from commops.patterns import lazy
from commops.resources import PACKAGE
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace.reading.read import read
from commops.workspace.waivers import Waiver

PAGES = PACKAGE / "rules"
_RULES = "commops.rules"
CRASHED = "rule-crashed"
"""The one page without a function: what check.py reports when a rule fails."""

NOT_LEGAL_ADVICE = Text("仅作初筛，不构成法律意见。", "Screening aid, not legal advice.")
"""Stands once wherever findings or pages of legal rules are shown."""

_PROGRAM = ("scripts/", "schemas/", "site/", "tests/", "benchmarks/", "examples/")


class Rule:
    """A rule: what it is called, what it judges one at a time (None for the whole workspace), and its function."""

    def __init__(self, name: str, each: str | None, check: Callable[..., Iterator[Hit]] | None = None) -> None:
        self.id = name
        self.each = each
        if check is not None:
            self.check = check

    @cached_property
    def check(self) -> Callable[..., Iterator[Hit]]:
        """The function, imported when it is first needed: a small check needs a few of them only."""
        importlib.import_module(f"{_RULES}.{self.id.replace('-', '_')}")
        return _rules[self.id].check

    def things(self, ws: Workspace, among: Collection[str] | None = None) -> Iterable[Any]:
        """What a rule with ``each`` judges, in order; ``among`` are the files in which it may lie, if not all."""
        if self.each == "file":
            return [ws.file(path) for path in scanned_files(ws, among)]
        if self.each != "source":
            return [one for one in ws.own(self.each or "") if among is None or one.source.path in among]
        sources = ws.sources
        return sources.values() if among is None else [sources[path] for path in sorted(among) if path in sources]

    def over(self, ws: Workspace) -> Iterator[Hit]:
        """All that the rule sees in a workspace."""
        if self.each is None:
            yield from self.check(ws)
        else:
            for thing in self.things(ws):
                yield from self.check(ws, thing)


_rules: dict[str, Rule] = {}


Closing: TypeAlias = Callable[[Workspace, list[Waiver]], Iterator[Hit]]
_closing: dict[str, Closing] = {}


_Checker = TypeVar("_Checker", bound=Callable[..., Iterator[Hit]])


def rule(name: str, *, each: str | None = None) -> Callable[[_Checker], _Checker]:
    """Register ``check`` under its kebab-case id. The module's file name is the same id with underscores.

    Without ``each`` the function is called once with the workspace. With ``each="post"`` (a kind of thing, or
    ``"source"`` for every readable file of the community, or ``"file"`` for every file, see ``scanned_files``) it is
    called with the workspace and one thing, once for each of them; its hits must lie in that thing's file and depend
    on nothing but the workspace's values, so that they can be kept.
    """

    def register(check: _Checker) -> _Checker:
        _rules[name] = Rule(_fitting(name, check), each, check)
        return check

    return register


def closing_rule(name: str) -> Callable[[Closing], Closing]:
    """Register a rule that runs after all others and is told what each waiver did."""

    def register(check: Closing) -> Closing:
        _closing[_fitting(name, check)] = check
        return check

    return register


@cache
def load_rules() -> dict[str, Rule]:
    """Every ordinary rule by id, sorted; none is imported yet."""
    return {name: Rule(name, each or None) for word, name, each in _declared() if word == "rule"}


@cache
def load_closing_rules() -> dict[str, Closing]:
    """Every rule that runs last, by id, sorted."""
    for word, name, _ in _declared():
        if word == "closing_rule":
            importlib.import_module(f"{_RULES}.{name.replace('-', '_')}")
    return dict(sorted(_closing.items()))


# Rules are found by the line that registers them. To import a hundred modules takes as long as to check a small
# workspace; a test compares what this line says with what is registered. Bytes, since decoding is most of the reading.
_LINE = lazy(rb'@(rule|closing_rule)\("([a-z0-9-]+)"(?:, each="([a-z-]+)")?\)\n')


@cache
def _declared() -> list[tuple[str, str, str]]:
    """Which decorator, id and ``each`` (or "") of every rule, sorted by id."""
    found = []
    for path in PAGES.glob("[a-z]*.py"):
        text = path.read_bytes()
        at = text.find(b"\n@") + 1
        while at:
            if line := _LINE.match(text, at):
                word, name, each = (part.decode() for part in line.groups(b""))
                found.append((word, name, each))
            at = text.find(b"\n@", at) + 1
    return sorted(found, key=lambda declared: declared[1])


class Wording(NamedTuple):
    """What people are told about one case of a rule."""

    message: Text
    fix: Text


class Page(NamedTuple):
    """The page of a rule: its sentences, its severity and, below, examples that are also its tests."""

    id: str
    row: str
    """Row of the check catalogue, e.g. ``GEN02``."""
    severities: dict[str, Severity]
    """By ``commercial`` and ``otherwise``."""
    title: Text
    why: Text
    cases: dict[str, Wording]
    """Sentences by ``Hit.case``; the ordinary case is ``""``."""
    private: bool
    """Whether reports must not repeat what was found."""
    source: Text | None
    """The article of a law or the platform fact that the rule rests on."""
    legal: bool
    """Whether the rule screens for what a law asks; whoever shows it adds NOT_LEGAL_ADVICE."""
    locked: bool
    """Whether no policy may make the rule milder or switch it off."""
    body: str
    line: int
    """Line of the page on which ``body`` starts, from 1."""

    def severity(self, *, commercial: bool = False) -> Severity:
        """How much a finding of this rule matters, in advertising and elsewhere."""
        return self.severities["commercial" if commercial else "otherwise"]


@cache
def page_ids() -> tuple[str, ...]:
    """Ids of all rules that have a page, sorted."""
    return tuple(sorted(path.stem.replace("_", "-") for path in PAGES.glob("*.md")))


@cache
def page(name: str) -> Page:
    """The page of a rule, read on first use. Raises KeyError for a rule without one."""
    if name not in page_ids():
        raise KeyError(name)
    file = PAGES / f"{name.replace('-', '_')}.md"
    reading = read(file.name, file.read_bytes())
    data: dict[str, Any] = reading.data
    usual = Wording(Text(**data["message"]), Text(**data["fix"]))
    cases = {
        case: Wording(
            Text(**row["message"]) if "message" in row else usual.message,
            Text(**row["fix"]) if "fix" in row else usual.fix,
        )
        for case, row in data.get("cases", {}).items()
    }
    level = data["severity"]
    by_use = level if isinstance(level, dict) else {"commercial": level, "otherwise": level}
    return Page(
        id=name,
        row=data["row"],
        severities={use: Severity(value) for use, value in by_use.items()},
        title=Text(**data["title"]),
        why=Text(**data["why"]),
        cases={"": usual, **cases},
        private=bool(data.get("private")),
        source=Text(**data["source"]) if "source" in data else None,
        legal=bool(data.get("legal")),
        locked=bool(data.get("locked")),
        body=reading.text[reading.body_start :],
        line=reading.text.count("\n", 0, reading.body_start) + 1,
    )


def scanned_files(ws: Workspace, among: Collection[str] | None = None) -> Iterator[str]:
    """The files that privacy rules look into: all that are or could be committed, but for the program's own samples.

    With ``among`` only those of them.

    A workspace that is the repository of this program (the demo) also holds its tests and pages, full of made-up
    numbers and exports; in a community's own repository there are no such folders and nothing is left out.
    """
    tracked = ws.tracked
    own = _PROGRAM if "scripts/commops/__init__.py" in tracked else ()
    paths = tracked if among is None else [path for path in sorted(among) if path in tracked]
    return (path for path in paths if not path.startswith(own))


def _fitting(name: str, check: Callable[..., object]) -> str:
    if name.replace("-", "_") != check.__module__.rpartition(".")[2]:
        raise ValueError(f"rule {name!r} must live in {name.replace('-', '_')}.py, not in {check.__module__}")
    return name
