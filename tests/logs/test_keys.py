"""Pseudonyms and marks against the plain definitions of what they are made with."""

from __future__ import annotations

import base64
import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from commops.logs.keys import Key

SECRETS = st.binary(min_size=32, max_size=32)


@given(SECRETS, st.sampled_from(["telegram", "irc"]), st.text(max_size=80))
def test_a_pseudonym_is_the_start_of_an_hmac_in_base32(secret: bytes, source: str, raw: str) -> None:
    digest = hmac.digest(secret, f"author\0{source}\0{raw}".encode("utf-8", "surrogatepass"), "sha256")
    wanted = "m-" + base64.b32encode(digest).decode().lower()[:13]
    assert Key(secret).author(source, raw) == Key(secret).namer(source)(raw) == wanted


@given(SECRETS, st.text(max_size=200))
def test_a_mark_is_the_start_of_a_digest_over_a_secret_and_the_text(secret: bytes, text: str) -> None:
    key = Key(secret)
    digest = hashlib.sha256(key.salt.encode() + text.encode("utf-8", "surrogatepass")).digest()
    assert key.text(text) == int.from_bytes(digest[:8], signed=True)
    assert key.salt == base64.b64encode(hmac.digest(secret, b"text", "sha256")).decode()[:21]
