"""Runs all rules over a workspace and turns what they saw into findings: severity, sentences, waivers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from commops.findings import Finding, Hit, Location, Route
from commops.rule import CRASHED, Check, Closing, Waiver, load_closing_rules, load_rules, page
from commops.texts import LANGS, Text
from commops.workspace import Source, Workspace
from commops.workspace.shape.kinds import kinds
from commops.workspace.times import date

# A file that cannot be read or a waiver that is wrong must not be able to silence itself.
_UNWAIVABLE = frozenset([CRASHED, "waiver-current", "readable-file"])
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a check."""

    findings: list[Finding]
    """Sorted by ``Finding.order``."""
    waived: int
    """How many findings waivers silenced."""


def run(ws: Workspace) -> list[Finding]:
    """All findings of all rules, waivers applied, sorted."""
    return examine(ws).findings


def examine(
    ws: Workspace,
    rules: Mapping[str, Check] | None = None,
    closing: Mapping[str, Closing] | None = None,
) -> Verdict:
    """Run rules (all by default), then the closing rules with the waivers and what each did."""
    seen: list[tuple[str, Hit]] = []
    for name, check in (load_rules() if rules is None else rules).items():
        seen += _guarded(name, partial(check, ws))
    waivers = [waiver for source in ws.sources.values() for waiver in _waivers(source)]
    kept = _unwaived(seen, waivers, ws)
    waived = len(seen) - len(kept)
    for name, last in (load_closing_rules() if closing is None else closing).items():
        kept += _guarded(name, partial(last, ws, waivers))
    findings = sorted((finding(name, hit) for name, hit in kept), key=lambda found: found.order)
    return Verdict(findings, waived)


def finding(name: str, hit: Hit) -> Finding:
    """What people are told about a hit: the sentences of the rule's page with the facts put in."""
    told = page(name)
    wording = told.cases[hit.case]
    facts = {"value": hit.value, **hit.facts}
    message, fix = (_filled(text, facts) for text in (wording.message, wording.fix))
    severity = told.severity(commercial=hit.commercial)
    return Finding(name, severity, hit.at, message, fix, _short(hit.value), told.private)


def _filled(text: Text, facts: Mapping[str, object]) -> Text:
    """The sentence in both languages; a fact that is itself a Text is put in in the sentence's language."""
    return Text(
        *(
            text.get(lang).format_map(
                {name: fact.get(lang) if isinstance(fact, Text) else _short(fact) for name, fact in facts.items()}
            )
            for lang in LANGS
        )
    )


def _short(fact: object) -> str:
    """A fact as text: values come from files and may be of any length."""
    text = "" if fact is None else str(fact)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _guarded(name: str, hits: Callable[[], Iterable[Hit]]) -> Iterator[tuple[str, Hit]]:
    """The hits of a rule; if it fails, a finding says so and what it saw before stays."""
    try:
        for hit in hits():
            yield name, hit
    except Exception as error:  # one broken rule must not hide what the others saw
        facts: dict[str, object] = {"rule": name, "error": f"{type(error).__name__}: {error}"}
        yield CRASHED, Hit(Location("community/community.yml", length=0), name, facts)


def _unwaived(seen: list[tuple[str, Hit]], waivers: list[Waiver], ws: Workspace) -> list[tuple[str, Hit]]:
    """What no waiver silences; marks the waivers that would, also those that have ended."""
    by_place: dict[tuple[str, str], list[Waiver]] = {}
    for waiver in waivers:
        by_place.setdefault((waiver.at.path, waiver.rule), []).append(waiver)
    kept = []
    for name, hit in seen:
        fitting = [
            waiver
            for waiver in by_place.get((hit.at.path, name), [])
            if hit.at.route[: len(waiver.scope)] == waiver.scope
        ]
        for waiver in fitting:
            waiver.used = True
        if not any(_holds(waiver, ws) for waiver in fitting):
            kept.append((name, hit))
    return kept


def _waivers(source: Source) -> Iterator[Waiver]:
    """The well-formed entries of a file's ``waive`` list, and of those of the entries of its lists."""
    scopes: list[Route] = [()]
    for key in kinds().by_name[source.kind].items:
        entries = source.data.get(key)
        scopes += [(key, number) for number in range(len(entries))] if isinstance(entries, list) else []
    for scope in scopes:
        holder: Any = source.data
        for step in scope:
            holder = holder[step]
        entries = holder.get("waive") if isinstance(holder, dict) else None
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            until = entry.get("until") if isinstance(entry, dict) else None
            if isinstance(entry, dict) and isinstance(entry.get("rule"), str) and (until is None or _is_day(until)):
                yield Waiver(entry["rule"], until, source.at((*scope, "waive", number, "rule")), scope)


def _is_day(text: object) -> bool:
    try:
        date(str(text))
    except ValueError:
        return False
    return True


def _holds(waiver: Waiver, ws: Workspace) -> bool:
    return waiver.rule not in _UNWAIVABLE and (waiver.until is None or date(waiver.until) >= ws.as_of)
