"""The registry of rules: a rule is a function and a page of the same name, found by walking the folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias, TypeVar

from commops.findings import Hit, Severity
from commops.resources import PACKAGE
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace.reading.read import read
from commops.workspace.waivers import Waiver

PAGES = PACKAGE / "rules"
CRASHED = "rule-crashed"
"""The one page without a function: what check.py reports when a rule fails."""

NOT_LEGAL_ADVICE = Text("仅作初筛，不构成法律意见。", "Screening aid, not legal advice.")
"""Stands once wherever findings or pages of legal rules are shown."""

_PROGRAM = ("scripts/", "schemas/", "site/", "tests/", "benchmarks/", "examples/")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it is called, what it judges one at a time (None for the whole workspace), and its function."""

    id: str
    each: str | None
    check: Callable[..., Iterator[Hit]]

    def things(self, ws: Workspace) -> Iterable[Any]:
        """What a rule with ``each`` judges, in order."""
        if self.each == "file":
            return [ws.file(path) for path in scanned_files(ws)]
        return ws.sources.values() if self.each == "source" else ws.own(self.each or "")

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


def load_rules() -> dict[str, Rule]:
    """Every ordinary rule by id, sorted; imports the modules of ``commops.rules`` on first use."""
    package = importlib.import_module("commops.rules")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_rules.items()))


def load_closing_rules() -> dict[str, Closing]:
    """Every rule that runs last, by id, sorted."""
    load_rules()
    return dict(sorted(_closing.items()))


@dataclass(frozen=True, slots=True)
class Wording:
    """What people are told about one case of a rule."""

    message: Text
    fix: Text


@dataclass(frozen=True, slots=True)
class Page:
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


def scanned_files(ws: Workspace) -> Iterator[str]:
    """The files that privacy rules look into: all that are or could be committed, but for the program's own samples.

    A workspace that is the repository of this program (the demo) also holds its tests and pages, full of made-up
    numbers and exports; in a community's own repository there are no such folders and nothing is left out.
    """
    own = _PROGRAM if "scripts/commops/__init__.py" in ws.tracked else ()
    return (path for path in ws.tracked if not path.startswith(own))


def _fitting(name: str, check: Callable[..., object]) -> str:
    if name.replace("-", "_") != check.__module__.rpartition(".")[2]:
        raise ValueError(f"rule {name!r} must live in {name.replace('-', '_')}.py, not in {check.__module__}")
    return name
