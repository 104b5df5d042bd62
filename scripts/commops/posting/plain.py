"""Turns the Markdown of a body into the plain text that a group or a feed takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from commops.patterns import lazy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# A body without any of these (and without a line that begins a block) is the same text with and without markup.
_MARKUP = lazy(
    r"[*_`\[\]<>&\\|~]|^\s{0,3}(?:#{1,6}\s|[-+]\s|\d{1,9}[.)]\s|=+\s*$|-{2,}\s*$)|^\t| {2,}$|^ {4}", re.MULTILINE
)
_BLANKS = lazy(r"\n(?:[ \t]*\n){2,}")
# Reading more than a platform ever takes would only cost time.
_LIMIT = 64 * 1024


def plain(body: str) -> str:
    """The text of a Markdown body without markup: paragraphs apart, line breaks as they are written.

    Emphasis, heading and quotation marks go, list markers stay, a link becomes its words and its target, pictures are
    left out (a post lists them), raw HTML and code stay text.
    """
    if not _MARKUP.search(body):
        return _BLANKS.sub("\n\n", body.strip("\n"))
    tokens = _parser().parse(body[:_LIMIT])
    return "\n".join(_Blocks().lines(tokens)).strip("\n")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 40})
    return parser.enable(["table", "strikethrough"])


class _Blocks:
    """What piles up while the blocks of a body are walked: finished lines, open lists, whether a gap is due."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.lists: list[int | None] = []
        """Open lists: the next number, or None for bullets."""
        self.marker = ""
        self.cells: list[str] | None = None

    def lines(self, tokens: Sequence[Token]) -> list[str]:
        """The lines of all blocks, an empty one between them."""
        for token in tokens:
            kind = token.type
            if kind == "inline":
                self._text(_inline(token.children or ()))
            elif kind in ("fence", "code_block"):
                self._text(token.content.rstrip("\n"))
                self._gap()
            elif kind in ("bullet_list_open", "ordered_list_open"):
                start = token.attrGet("start") if kind[0] == "o" else None
                self.lists.append(int(start or 1) if kind[0] == "o" else None)
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self.lists.pop()
                if not self.lists:
                    self._gap()
            elif kind == "list_item_open":
                self._mark(token.markup)
            elif kind == "tr_open":
                self.cells = []
            elif kind == "tr_close":
                cells, self.cells = self.cells or [], None
                self._text(" | ".join(cells))
            elif kind == "hr":
                self._text("---")
                self._gap()
            elif kind in ("paragraph_close", "heading_close", "table_close") and not token.hidden:
                self._gap()
        return self.out

    def _mark(self, markup: str) -> None:
        number = self.lists[-1] if self.lists else None
        self.marker = f"{markup} " if number is None else f"{number}{markup} "
        if number is not None:
            self.lists[-1] = number + 1

    def _text(self, text: str) -> None:
        if self.cells is not None:
            self.cells.append(text)
            return
        indent = "  " * (len(self.lists) - 1) if self.lists else ""
        marker, self.marker = self.marker, ""
        hang = indent + (" " * len(marker) if marker else "  " if self.lists else "")
        for number, line in enumerate(text.split("\n")):
            self.out.append((f"{indent}{marker}{line}" if number == 0 and marker else f"{hang}{line}").rstrip())

    def _gap(self) -> None:
        if self.out and self.out[-1]:
            self.out.append("")


def _inline(tokens: Sequence[Token]) -> str:
    """The words of a line of Markdown; a link is followed by its target unless that is what its words are."""
    out: list[str] = []
    starts: list[tuple[int, str]] = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            out.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            out.append("\n")
        elif token.type == "link_open":
            starts.append((len(out), str(token.attrGet("href") or "")))
        elif token.type == "link_close" and starts:
            start, target = starts.pop()
            words = "".join(out[start:])
            out[start:] = [target if words in (target, "") else f"{words} {target} "]
    return re.sub(r" +(?=\n|$)", "", "".join(out))
