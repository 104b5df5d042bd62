"""Puts the texts that the search looks through into a file of their own, which is fetched when somebody searches."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

_BLOCK = re.compile(r"</?(?:p|li|ol|ul|pre)>")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


def plain(markup: str) -> str:
    """The text of an entry of the engine's index: without tags, entities and the marks between Chinese words."""
    text = html.unescape(_TAG.sub("", _BLOCK.sub(" ", markup)))
    return _SPACE.sub(" ", text.replace("\u200b", "")).strip()


def lighten(site: Path) -> None:
    """Move the entries of every search index below ``site`` to texts.json beside it; see search-worker.js.

    The theme loads the index with every page, so what stays in it is what a page needs to start: nothing but settings.
    """
    for path in sorted(site.rglob("search/search_index.json")):
        index: dict[str, Any] = json.loads(path.read_bytes())
        texts = [{**doc, "title": escaped(doc["title"]), "text": escaped(doc["text"])} for doc in index["docs"]]
        (path.parent / "texts.json").write_bytes(_dump(texts))
        path.write_bytes(_dump({**index, "docs": []}))


def escaped(markup: str) -> str:
    """The plain text, escaped again: what the worker reads is HTML, whoever wrote it."""
    return html.escape(plain(markup), quote=False)


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
