"""Takes out of finished HTML the blank space that templates leave: it is a third of a page, and nobody sees it."""

from __future__ import annotations

import re

# What keeps its line breaks and its indentation stands in these elements; what a script says must not change at all.
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
_SPACE = re.compile(r"\s*\n\s*")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def squeeze(html: str) -> str:
    """The page with one line break where there was blank space with line breaks; other blank space stays."""
    parts = _KEPT.split(html)
    # Each kept element comes with the name of its tag, which is what the inner group found.
    return "".join(
        _SPACE.sub("\n", part) if at % 3 == 0 else part if at % 3 == 1 else "" for at, part in enumerate(parts)
    )


def squeeze_css(css: str) -> str:
    """A style sheet without comments and indentation. Our style sheets have no text in which a comment could start."""
    return _SPACE.sub("\n", _COMMENT.sub("", css)).strip() + "\n"
