"""Ids of messages in the form in which they may be kept."""

from __future__ import annotations

import hashlib

from commops.patterns import lazy

_NUMBER = lazy(r"[0-9]{1,40}(?:[.:-][0-9]{1,20}){0,3}|[0-9a-f]{16,64}")


def reference(raw: str) -> str | None:
    """A message's id as it is kept: numbers (also hexadecimal) as they are, anything else only as a mark of it.

    People map what they have: a column "reply to" may hold names. The mark needs no key, because it is never
    published and has to be the same on every computer that releases numbers of the same log.
    """
    if not raw or _NUMBER.fullmatch(raw):
        return raw or None
    return "x" + hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:20]
