"""Pages as values, and the checked step from pages to the files that the site engine reads."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from commops.site.cards import Card
from commops.site.html import PAGE, Child, Html, escape_markdown, escape_title, join
from commops.site.paths import relative

# Both start with characters that are looked for quickly, and hold no more groups than they need: pages are long.
_LINK = re.compile(rf'{PAGE}(?<=href="{PAGE})(?P<path>[^"#]*)(?P<anchor>#[^"]*)?(?=")')
_GLUED = re.compile(r'</(?:t[dh]|d(?:[td]|iv)|summary|figcaption|h[2-6])>(?=<)|</span>(?=<span class="co-tag)')
"""Ends of blocks and labels without a break: the search index, which drops the tags, would make one word of two."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of one language. ``body`` is Markdown with blocks of HTML, linked by ``to_page``."""

    path: str
    """Where it stands in the tree of its language, ``events/index.md``."""
    title: str
    """Plain text; escaped on the way out."""
    body: str
    description: str = ""
    source: str = ""
    """The file of the workspace that people edit to change the page."""
    toc: bool = False
    kind: str = field(default="page")
    """A word for style sheets."""
    card: Card | None = None
    """The picture that is shown where the page is passed on."""
    data: str = ""
    """The page as JSON-LD, safe inside a ``script`` element."""


def heading(level: int, text: str, anchor: str) -> str:
    """A Markdown heading with a name that is the same in every language, so that links survive a switch."""
    return f"{'#' * level} {escape_markdown(text)} {{#{anchor}}}"


def body(*blocks: Child) -> str:
    """Blocks of Markdown and HTML with the blank lines between them that Markdown wants; empty ones are left out."""
    written = (str(block) if isinstance(block, str) else str(join(block)) for block in blocks if block is not None)
    return "\n\n".join(block for block in written if block) + "\n"


def write(page: Page, known: Collection[str]) -> bytes:
    """The Markdown file of a page. Raises KeyError when the page links to one that is not in ``known``."""

    def resolve(link: re.Match[str]) -> str:
        path = link["path"] or page.path
        if path not in known:
            raise KeyError(f"{page.path} links to {path}, which is not a page")
        target = "" if path == page.path and link["anchor"] else relative(page.path, path)
        return f"{target}{link['anchor'] or ''}"

    written = page.body if page.kind == "guide" else _GLUED.sub(lambda end: f"{end[0]}\n", page.body)
    return (_front_matter(page) + _LINK.sub(resolve, written)).encode()


def _front_matter(page: Page) -> str:
    """Values are escaped for HTML and then quoted: templates print them as they are."""
    lines = ["---", f'title: "{_quote(page.title)}"']
    if page.description:
        lines.append(f'description: "{_quote(page.description)}"')
    if page.source:
        lines.append(f'source: "{_quote(page.source)}"')
    lines.append(f"kind: {page.kind}")
    if page.card:
        lines.append(f'card: "{_quote(page.card.path)}"')
    if page.data:
        lines.append(f"data: {json.dumps(page.data)}")
    if page.kind == "rule":
        lines.append("search: {boost: 0.5}")  # there are so many that they would stand before the handbook
    lines.append(f"hide: [{'navigation' if page.toc else 'navigation, toc'}]")
    return "\n".join([*lines, "---", "", ""])


def _quote(text: str) -> str:
    return escape_title(text).replace("\\", "\\\\")


def quiet(*blocks: Child) -> Html:
    """Blocks that the search index leaves out. May not be nested: the indexer counts sections by tag name."""
    return Html(f'<section class="co-item" data-search-exclude>\n{join(*blocks)}\n</section>')


Tree = Mapping[str, bytes]
"""Files by path below the folder that the site engine reads."""
