"""Puts the texts that the search looks through into a file of their own, which is fetched when somebody searches."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

TEXTS = "search/texts.json"
"""Where the texts stand, beside the engine's own index."""
INDEX = "search/search_index.json"

_BLOCK = re.compile(r"</?(?:p|li|ol|ul|pre)>")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


def plain(markup: str) -> str:
    """The text of an entry of the engine's index: without tags, entities and the marks between Chinese words."""
    text = html.unescape(_TAG.sub("", _BLOCK.sub(" ", markup)))
    return _SPACE.sub(" ", text.replace("\u200b", "")).strip()


def texts(docs: Iterable[Mapping[str, Any]]) -> bytes:
    """The entries of the engine's index as search-worker.js reads them.

    The theme loads the index with every page, so what stays in it is what a page needs to start: nothing but settings.
    """
    found = [{**doc, "title": escaped(doc["title"]), "text": escaped(doc["text"])} for doc in docs]
    return orjson.dumps(found, default=str)


def escaped(markup: str) -> str:
    """The plain text, escaped again: what the worker reads is HTML, whoever wrote it."""
    return html.escape(plain(markup), quote=False)
