"""Finds terms that are only part of somebody's name: the words around them are looked up, too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from commops.files import largest_first
from commops.stats.database import private_database

SAMPLE = 40
"""So many texts of each term are looked at."""
_REACH, _LONGEST = 4, 24
_EDGE = re.compile(r"(?<=[\u3400-\u9fff])|(?=[\u3400-\u9fff])|\b")

_TEXTS = """
select distinct term, text from (
  select lower(word) as term, text_hash, row_number() over (partition by lower(word) order by text_hash, word) as n
  from read_parquet($terms) where list_contains($words, lower(word)))
join read_parquet($texts) using (text_hash) where n <= $sample
"""


def name_parts(
    words: Collection[str],
    terms: Sequence[Path],
    texts: Sequence[Path],
    names_among: Callable[[Collection[str]], Collection[str]],
) -> set[str]:
    """Those of some terms that, in half or more of the texts looked at, stand within the name of a member."""
    if not words:
        return set()
    with private_database() as db:
        chosen = {
            "terms": list(map(str, largest_first(terms))),
            "texts": list(map(str, largest_first(texts))),
            "words": [word.lower() for word in words],
            "sample": SAMPLE,
        }
        found = db.execute(_TEXTS, chosen).fetchall()
    around = [(term, set(_around(term, text))) for term, text in found]
    names = frozenset(names_among({piece for _, pieces in around for piece in pieces}))
    seen, named = Counter(term for term, _ in around), Counter(term for term, pieces in around if pieces & names)
    return {word for word in words if 2 * named[word.lower()] >= max(seen[word.lower()], 1)}


def _around(term: str, text: str) -> Iterator[str]:
    """The stretches of a text, up to a few words longer, that hold a term."""
    start = text.lower().find(term)
    end = start + len(term)
    if start < 0:
        return
    low, high = max(start - _LONGEST, 0), end + _LONGEST
    edges = [match.start() for match in _EDGE.finditer(text, low, high)]
    befores = [*[edge for edge in edges if edge < start][-_REACH:], start]
    afters = [end, *[edge for edge in edges if edge > end][:_REACH]]
    for before in befores:
        for after in afters:
            piece = text[before:after].strip()
            if len(term) < len(piece) <= _LONGEST:
                yield piece
