"""Which words of all tables the public texts of a file use: found in one pass, once for all rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from commops.findings import Hit
from commops.texts import Text
from commops.wording.fold import fold
from commops.wording.public import Passage, is_commercial, is_public, passages
from commops.wording.tables import Term, read_table
from commops.wording.terms import Match, Matcher, findable, matcher
from commops.workspace import Source, Workspace
from commops.workspace.reading.limits import MAX_TOLD
from commops.workspace.times import date

TABLES = (
    "absolute", "evidence", "medical", "education", "finance", "clickbait", "sharing", "hostile", "state",
    "superstition", "data-claims", "promo", "typos",
)  # fmt: skip
"""The tables that posts are judged by."""
HOUSE = "house"
"""The table that holds nothing but the community's own words."""
MOST_OWN_WORDS = 5000
"""More words than this of a community's own lists are not looked at, so that no list can make a check slow."""

_NOBODY: Mapping[str, list[Use]] = {}


class Use(NamedTuple):
    """A word in a passage."""

    match: Match
    passage: Passage

    @property
    def written(self) -> str:
        """The word as it is written."""
        return self.passage.text[self.match.start : self.match.end]


class Reader:
    """The words of the program and of the community, and what was found in each file so far."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._found: dict[int, tuple[Source, Mapping[str, list[Use]]]] = {}

    def uses(self, source: Source) -> Mapping[str, list[Use]]:
        """Uses by table; empty for nearly every file."""
        known = self._found.get(id(source))
        if known is None:
            known = self._found[id(source)] = source, self._read(source) if is_public(source) else _NOBODY
        return known[1]

    def _read(self, source: Source) -> Mapping[str, list[Use]]:
        public = list(passages(source))
        # One look at all of them rules out nearly every file; no word reaches over an empty line.
        if not self._matcher.mentions("\n\n".join(passage.text for passage in public)):
            return _NOBODY
        found: dict[str, list[Use]] = {}
        for passage in public:
            for match in self._matcher.find(passage.text):
                found.setdefault(match.term.table, []).append(Use(match, passage))
        return found or _NOBODY


def reader(ws: Workspace) -> Reader:
    """The reader of a workspace; ask for it with ``ws.derive(reader)``."""
    allowed = (row["phrase"] for words in ws.term_lists for row in words.data.get("allow") or ())
    return Reader(matcher(*TABLES, own=tuple(own_words(ws)), allowed=tuple(allowed)))


def own_words(ws: Workspace) -> list[Term]:
    """The words of the community's own lists, in order of the lists, at most MOST_OWN_WORDS."""
    rows = (row for words in ws.term_lists for row in words.data.get("terms") or ())
    return [_own(row) for row in islice(rows, MOST_OWN_WORDS) if findable(row["term"])]


def _own(row: dict[str, Any]) -> Term:
    table = row["table"]
    usual = read_table(table)["suggestion"] if table != HOUSE else {"zh": "本社群的写法", "en": "our own wording"}
    advice = row.get("suggestion", usual)
    text = Text(advice, advice) if isinstance(advice, str) else Text(*(advice.get(lang, "") for lang in ("zh", "en")))
    text = Text(text.zh or text.en, text.en or text.zh)
    family = table if table == HOUSE else read_table(table).get("family", table)
    return Term(row["term"], Text("本社群的词表", "the community's own list"), text, "own", table, family)


def worded(ws: Workspace, source: Source, table: str, *, proof: bool = False) -> Iterator[Hit]:
    """A hit for each use of a word of ``table``; with ``proof`` not for words that a valid claim covers.

    A claim that has ended gives the case ``claim-ended``.
    """
    uses = ws.derive(reader).uses(source)
    if uses:
        yield from judged(ws, source, islice(uses.get(table, ()), MAX_TOLD), proof=proof)


def judged(ws: Workspace, source: Source, uses: Iterable[Use], *, proof: bool = False) -> Iterator[Hit]:
    """The hits for some uses, with what the sentences need."""
    for use in uses:
        match, passage = use
        facts: dict[str, object] = {"suggestion": match.term.suggestion, "basis": match.term.basis}
        case = ""
        if proof and (claim := _claim(source, passage.text, use.written)) is not None:
            if date(claim["valid_until"]) >= ws.as_of:
                continue
            facts["until"] = claim["valid_until"]
            case = "claim-ended"
        paid = is_commercial(ws, source, passage)
        yield Hit(passage.at(source, match.start, match.end), use.written.strip(), facts, commercial=paid, case=case)


def _claim(source: Source, text: str, used: str) -> dict[str, Any] | None:
    """The claim whose words, as they stand in the text, include the word."""
    claims = source.data.get("claims")
    if not isinstance(claims, list):
        return None
    whole, word = fold(text).text, fold(used).text
    for claim in claims:
        if not isinstance(claim, dict) or not isinstance(claim.get("text"), str):
            continue
        words = fold(claim["text"]).text
        if word in words and words in whole:
            return claim if _dated(claim) else None
    return None


def _dated(claim: dict[str, Any]) -> bool:
    try:
        date(str(claim.get("valid_until")))
    except ValueError:
        return False
    return True
