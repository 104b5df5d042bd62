"""The draw that anybody can repeat: a seed whose hash was published before, entries, and one SHA-256 for each entry.

The method, as the guide page ``raffle-draw`` tells it:

1. Before entries close, SHA-256 of the seed (its UTF-8 bytes, nothing added) is published: the commitment.
2. The list of entries is frozen: each id once. Its hash is SHA-256 of the ids in ascending order, each followed by a
   line feed.
3. The ticket of an entry is SHA-256 of ``seed|id`` in UTF-8, written as 64 lower-case hexadecimal digits.
4. Entries are sorted by ticket, smallest first. The first ones win the first prize until its quantity is used up,
   then the second prize, and so on; nobody wins twice. The next in order are the substitutes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Win:
    """One entry that wins."""

    entry: str
    prize: int
    """Position of the prize in the list, from 1."""
    ticket: str
    """64 hexadecimal digits."""


def sha256(text: str) -> str:
    """The hexadecimal SHA-256 of a text's UTF-8 bytes; of a seed, this is the commitment."""
    return hashlib.sha256(text.encode()).hexdigest()


def entries_hash(entries: Iterable[str]) -> str:
    """The hash of a list of entries; the order in which they are given does not matter."""
    return sha256("".join(f"{entry}\n" for entry in sorted(entries)))


def ticket(seed: str, entry: str) -> str:
    """What decides about an entry: the smaller, the better."""
    return sha256(f"{seed}|{entry}")


def ranking(seed: str, entries: Iterable[str]) -> list[tuple[str, str]]:
    """Every entry as (ticket, id), best first."""
    return sorted((ticket(seed, entry), entry) for entry in entries)


def draw(seed: str, entries: Iterable[str], quantities: Sequence[int]) -> list[Win]:
    """The winners, best first; ``quantities`` is the number of prizes of each kind. Fewer entries leave prizes over."""
    prizes = (number for number, quantity in enumerate(quantities, 1) for _ in range(quantity))
    return [Win(entry, prize, mark) for prize, (mark, entry) in zip(prizes, ranking(seed, entries), strict=False)]


def repeated(entries: Iterable[str]) -> list[str]:
    """Ids that are on the list more than once, sorted."""
    return sorted(entry for entry, times in Counter(entries).items() if times > 1)


def doubts(seed: str, winners: Sequence[tuple[str, int]], quantities: Sequence[int]) -> Iterator[str]:
    """What is wrong with winners when the list of entries is not at hand.

    Yields ``twice`` (somebody wins twice), ``prize`` (no such prize), ``quantity`` (more winners than prizes) and
    ``order`` (somebody has a worse prize although their ticket is better).
    """
    if repeated(member for member, _ in winners):
        yield "twice"
    given = Counter(prize for _, prize in winners)
    if any(not 1 <= prize <= len(quantities) for prize in given):
        yield "prize"
    elif any(times > quantities[prize - 1] for prize, times in given.items()):
        yield "quantity"
    in_order = [prize for _, prize in sorted((ticket(seed, member), prize) for member, prize in winners)]
    if in_order != sorted(in_order):
        yield "order"
