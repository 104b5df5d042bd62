"""The search itself: what it must not overlook, since all else here stands on it."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import urllib.parse
import zipfile
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from canaries import CANARIES, Hunter, of

HUNTER = Hunter(CANARIES)
PACK = Callable[[str], bytes]


def _zip(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", html.escape(text))
    return out.getvalue()


def _parquet(text: str) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"x": [text, text]}), out, compression="zstd")
    return out.getvalue()


HIDDEN: dict[str, PACK] = {
    "utf-8": str.encode,
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "gb18030": lambda text: text.encode("gb18030"),
    "json": lambda text: json.dumps({"a": text}).encode(),
    "html": lambda text: html.escape(text).encode("ascii", "xmlcharrefreplace"),
    "percent": lambda text: urllib.parse.quote(text).encode(),
    "upper": lambda text: text.upper().encode(),
    "gzip": lambda text: gzip.compress(text.encode()),
    "zip": _zip,
    "zip in gzip": lambda text: gzip.compress(_zip(text)),
    "parquet": _parquet,
    **{f"base64 {n}": lambda text, n=n: base64.b64encode(b"x" * n + text.encode() + b"yz") for n in range(3)},
    "base64 in an address": lambda text: base64.urlsafe_b64encode(text.encode() + b"x"),
}


def test_there_are_a_thousand_and_none_is_part_of_another() -> None:
    assert len(CANARIES) == len({canary.mark for canary in CANARIES}) == 1000
    assert all(HUNTER.found(canary.text) == {canary} for canary in CANARIES)


@pytest.mark.parametrize("how", HIDDEN)
def test_it_finds_them_in_every_spelling_and_packing(how: str) -> None:
    for canary in CANARIES[::7]:
        assert canary in HUNTER.found(HIDDEN[how](canary.mark))


def test_it_finds_nothing_in_what_is_not_private() -> None:
    assert HUNTER.found("萤页 Firefly uq zqp 199 19973" + base64.b64encode(bytes(range(256)) * 40).decode()) == set()
    assert {canary.kind for canary in of("name", "phone")} == {"name", "phone"}
