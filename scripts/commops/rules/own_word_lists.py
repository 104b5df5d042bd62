"""Lists of words of the community that do not work as they are meant."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.terms import findable
from commops.wording.uses import MOST_OWN_WORDS
from commops.workspace import Workspace


@rule("own-word-lists")
def check(ws: Workspace) -> Iterator[Hit]:
    """More words than are looked at, words of nothing but signs, and words with too little to hold on to."""
    count = 0
    for words in ws.term_lists:
        for number, row in enumerate(words.data.get("terms") or ()):
            count += 1
            if count == MOST_OWN_WORDS + 1:
                yield Hit(words.at("terms", number), MOST_OWN_WORDS, case="many")
            elif not findable(row["term"]):
                yield Hit(words.at("terms", number, "term"), row["term"])
        for number, row in enumerate(words.data.get("allow") or ()):
            if not findable(row["phrase"]):
                yield Hit(words.at("allow", number, "phrase"), row["phrase"])
