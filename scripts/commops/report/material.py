"""What every printer is given: the findings and all it may want to know to show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from commops.findings import Finding, Severity, State
from commops.patterns import lazy
from commops.report.columns import Measure, Span, code_points, span
from commops.report.summary import Summary
from commops.rule import NOT_LEGAL_ADVICE
from commops.texts import Lang, Text, language
from commops.workspace import Workspace

Lines = Callable[[str, int], str | None]
"""The text of a line of a file, or None when there is nothing that can be shown."""

ADDRESS = lazy(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[\w.~-]+)*/?", re.ASCII)
"""Addresses of sites that reports may link to: nothing in them that Markdown, a log or a table would read."""
_COVER = "***"
_SHORTEST_SECRET = 4


class Edit(NamedTuple):
    """A change that would repair a finding: the part of a line that goes, and what takes its place."""

    line: int
    column: int
    """From 1, in code points."""
    length: int
    text: str


Repair = Callable[[Finding], Edit | None]
"""The change that would certainly repair a finding, if there is one on a single line."""


def no_repair(_found: Finding) -> None:
    """For reports that suggest nothing."""


def no_lines(_path: str, _number: int) -> None:
    """For reports over findings whose files are not at hand."""


class Material(NamedTuple):
    """A report to be printed. ``findings`` are all that were found, sorted by ``Finding.order``."""

    findings: Sequence[Finding]
    summary: Summary
    lang: Lang
    lines: Lines = no_lines
    root: Path = Path()
    """The workspace on disk; only its place in the repository matters."""
    site: str = ""
    """Address of the site that has a page for each rule; "" when there is none."""
    color: bool = False
    info: bool = False
    """Whether people want to see notes too; programs get them always."""
    all: bool = False
    """Whether people want to see also what was there before the change; programs get it always."""
    repair: Repair = no_repair
    """Asked only by formats that hold suggestions, for working them out takes time."""

    def say(self, text: Text) -> str:
        """A text in the language of the report."""
        return text.get(self.lang)

    def message(self, found: Finding) -> str:
        """What is wrong."""
        return self._discreet(found, found.message)

    def fix(self, found: Finding) -> str:
        """What to do."""
        return self._discreet(found, found.fix)

    def span(self, found: Finding, measure: Measure = code_points) -> Span | None:
        """Where in its line a finding is, in the unit that ``measure`` counts; None for one that is gone."""
        if found.state is State.FIXED:
            return None
        return span(found.at, self.lines(found.at.path, found.at.line), measure)

    def link(self, found: Finding) -> str:
        """Address of the page of the finding's rule; "" when no site is known."""
        return self.link_to(found.rule)

    def link_to(self, rule: str) -> str:
        """Address of the page of a rule; "" when no site is known."""
        # The site may be what the files under review say it is.
        return f"{self.site.rstrip('/')}/reference/rules/{rule}/" if ADDRESS.fullmatch(self.site) else ""

    def notice(self, shown: Sequence[Finding] | None = None) -> str:
        """The sentence that goes with findings of legal rules, once for each report; "" if none of them is shown."""
        listed = self.findings if shown is None else shown
        return self.say(NOT_LEGAL_ADVICE) if any(found.legal for found in listed) else ""

    def prefix(self) -> str:
        """What leads from the top of the repository to the workspace, ending in ``/``; "" at the top itself."""
        here = self.root.resolve()
        for top in (here, *here.parents):
            if (top / ".git").exists():
                inside = here.relative_to(top).as_posix()
                return "" if inside == "." else f"{inside}/"
        return ""

    def _discreet(self, found: Finding, text: Text) -> str:
        """A sentence; if the place is private, what stands there is covered even where a rule forgot to."""
        told = self.say(text)
        if not found.private:
            return told
        line = self.lines(found.at.path, found.at.line) or ""
        secret = line[found.at.column - 1 : found.at.column - 1 + found.at.length].strip()
        return told.replace(secret, _COVER) if len(secret) >= _SHORTEST_SECRET else told


def material_of(
    ws: Workspace, findings: Sequence[Finding], lang: Lang, *, waived: int = 0, site: str = "", **more: Any
) -> Material:
    """A report over a workspace; ``more`` are fields of Material."""
    summary = Summary.of(findings, files=len(ws.sources), waived=waived)
    return Material(findings, summary, lang, lines_of(ws), site=site or site_of(ws, lang), **more)


def site_of(ws: Workspace, lang: Lang) -> str:
    """Address of the published site in the reader's language, as the profile gives it; "" when it gives none."""
    return site_in((ws.profile.site_url or "") if ws.profile else "", ws.languages, lang)


def site_in(address: str, languages: Sequence[str], lang: Lang) -> str:
    """The address of a site in the reader's language, if it is one of the site's."""
    tag = next((tag for tag in languages if language(tag) == lang), languages[0])
    return f"{address.rstrip('/')}/{tag.lower()}" if address and tag != languages[0] else address.rstrip("/")


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """Errors before warnings before notes, among equals what the change brought first; what it repaired comes last."""
    return sorted(findings, key=lambda found: (found.state is State.FIXED, found.severity.rank, not _fresh(found)))


def open_ones(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that stand: all but those that the change repaired."""
    return [found for found in findings if found.state is not State.FIXED]


def fresh_ones(findings: Sequence[Finding]) -> list[Finding]:
    """What the author of a change has to look at: what the change brought; everything, if nothing was compared."""
    return [found for found in findings if _fresh(found)]


def _fresh(found: Finding) -> bool:
    return found.state in (None, State.NEW)


def of_severity(findings: Sequence[Finding], severity: Severity) -> Iterator[Finding]:
    """The findings of one severity, in order."""
    return (found for found in findings if found.severity is severity)


def lines_of(ws: Workspace) -> Lines:
    """Lines of the files of a workspace; a file is split once."""

    def text_of(path: str) -> str | None:
        source = ws.sources.get(path)
        return source.text if source else ws.read_text(path)

    return lines_in(text_of)


def lines_in(text_of: Callable[[str], str | None]) -> Lines:
    """Lines of files whose text, if there is one to show, ``text_of`` gives by path; a file is split once."""
    split: dict[str, list[str]] = {}

    def line(path: str, number: int) -> str | None:
        if path not in split:
            text = text_of(path)
            split[path] = text.split("\n") if text else []
        return split[path][number - 1] if 0 < number <= len(split[path]) else None

    return line
