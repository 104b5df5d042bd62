"""From what a rule saw to what people are told: the sentences of the rule's page with the facts put in."""

from __future__ import annotations

from collections.abc import Mapping

from commops.findings import Finding, Hit
from commops.rule import page
from commops.texts import LANGS, Text

_LONGEST = 120


def finding(name: str, hit: Hit) -> Finding:
    """What people are told about a hit, with the severity that the page gives it."""
    told = page(name)
    wording = told.cases[hit.case]
    facts = {"value": hit.value, **hit.facts}
    message, fix = (_filled(text, facts) for text in (wording.message, wording.fix))
    severity = told.severity(commercial=hit.commercial)
    return Finding(name, severity, hit.at, message, fix, _short(hit.value), told.private, told.legal)


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
