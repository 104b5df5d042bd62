"""The words that headers and cells are recognised by, from schemas/tables.yml."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from commops.patterns import lazy
from commops.resources import folder
from commops.texts import Text
from commops.workspace.reading.read import read

_UNIT = lazy(r"[(\[][^()\[\]]{0,30}[)\]]$")


@cache
def _table() -> dict[str, Any]:
    path = folder("schemas") / "tables.yml"
    return read(path.name, path.read_bytes()).data


@cache
def words(name: str) -> frozenset[str]:
    """The cells that mean one thing, such as ``yes``; folded."""
    return frozenset(str(word).casefold() for word in _table()["words"][name])


def plain(header: object) -> str:
    """A header without what does not count: width, case, spaces, a unit in brackets, an asterisk or colon."""
    if header is None:
        return ""
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(header)).replace("\ufeff", "").casefold())
    return _UNIT.sub("", name.strip("*:\"'#")).strip("*:")


@cache
def headers(fields: tuple[str, ...]) -> dict[str, str]:
    """Plain header -> field, for these fields; of two fields that share a word the first has it."""
    known: dict[str, str] = {}
    for field in fields:
        row = _table()["fields"][field]
        for word in (field.replace("_", " "), field, *row["zh"], *row["en"]):
            known.setdefault(plain(word), field)
    return known


def label(field: str) -> Text:
    """What people call a field."""
    row = _table()["fields"][field]
    return Text(str(row["zh"][0]), str(row["en"][0]))


def fields() -> tuple[str, ...]:
    """All fields that the table of words knows."""
    return tuple(_table()["fields"])
