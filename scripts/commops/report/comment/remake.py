"""Writes Markdown of unknown origin anew: what it says and how it is laid out stay, what it could do goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from commops.patterns import lazy
from commops.report.markdown_text import inline
from commops.texts import safe

LONGEST_INPUT = 65_536
"""Characters that are looked at; a comment on GitHub holds no more."""
_GAP = "\u200b"
_ADDRESS = lazy(r"https://[A-Za-z0-9./_~#?=&%+-]+", re.ASCII)
_UP = lazy(r"\.\.|%2e", re.IGNORECASE)
_FOLD = lazy(r"<details(?: open)?>|</details>")
_CAPTION = lazy(r"<summary>([^<>]*)</summary>")
_HARMLESS = frozenset(["<br>", "<sub>", "</sub>"])
_COMMENT = lazy(r"<!--.*?-->", re.DOTALL)
_PLAIN_CODE = lazy(r"[^`|\\\n]+")
_CUT = "…"


def remade(markdown: str, allowed: Sequence[str], room: int) -> str:
    """The same headings, paragraphs, lists, tables, code and folds, at most ``room`` characters long.

    Links stay only where the address begins with one of ``allowed``; images become their descriptions; of HTML
    only ``<details>``, ``<summary>``, ``<br>`` and ``<sub>`` come through; texts neither mention nor refer to anything.
    """
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tree = SyntaxTreeNode(parser.parse(markdown[:LONGEST_INPUT]))
    return _fitted(_blocks(tree.children, "", allowed), room)


def _fitted(units: Iterable[str], room: int) -> str:
    """As many lines and blocks as fit; folds that are open then are closed."""
    kept: list[str] = []
    open_folds, left = 0, room - 100
    for unit in units:
        folds = unit.count("<details") - unit.count("</details>")
        if folds < 0 and not open_folds:
            continue
        left -= len(unit) + 1 + 12 * max(folds, 0)
        if left < 0:
            kept.append(f"\n{_CUT}")
            break
        open_folds += folds
        kept.append(unit)
    return "\n".join((*kept, *["\n</details>"] * open_folds)).strip()


def _blocks(nodes: Sequence[SyntaxTreeNode], indent: str, allowed: Sequence[str]) -> Iterator[str]:
    """The lines of blocks, each with an empty line behind it; what belongs together on several lines is one unit."""
    for node in nodes:
        match node.type:
            case "heading":
                yield f"{indent}{'#' * int(node.tag[1])} {_content(node, allowed)}\n"
            case "paragraph":
                yield f"{indent}{_content(node, allowed)}\n"
            case "bullet_list" | "ordered_list":
                yield from _list(node, indent, allowed)
            case "table":
                yield from _table(node, indent, allowed)
            case "fence" | "code_block":
                yield _fence(node.content, indent)
            case "html_block":
                yield from _html(node.content, indent)
            case "hr":
                yield f"{indent}---\n"
            case _:
                # Quotations and what else holds blocks: their content, without the frame.
                yield from _blocks(node.children, indent, allowed)


def _list(node: SyntaxTreeNode, indent: str, allowed: Sequence[str]) -> Iterator[str]:
    for number, item in enumerate(node.children, 1):
        mark = f"{number}. " if node.type == "ordered_list" else "- "
        children = item.children
        head = ""
        if children and children[0].type == "paragraph":
            head, children = _content(children[0], allowed), children[1:]
        yield f"{indent}{mark}{head}".rstrip()
        yield from (unit.rstrip("\n") for unit in _blocks(children, indent + " " * len(mark), allowed))
    yield from [] if indent else [""]


def _table(node: SyntaxTreeNode, indent: str, allowed: Sequence[str]) -> Iterator[str]:
    rows = [row for part in node.children for row in part.children]
    for number, row in enumerate(rows):
        cells = [_content(cell, allowed).replace("\n", " ") for cell in row.children]
        yield f"{indent}| {' | '.join(cells)} |"
        if number == 0:
            yield f"{indent}|{' --- |' * len(cells)}"
    yield ""


def _fence(content: str, indent: str) -> str:
    lines = [safe(line).replace("##[", "## [") for line in content.replace(_GAP, "").rstrip("\n").split("\n")]
    longest = max((len(run) for run in re.findall("`+", content)), default=0)
    fence = "`" * max(longest + 1, 3)
    return "\n".join(f"{indent}{line}" for line in (f"{fence}text", *lines, fence)) + "\n"


def _html(content: str, indent: str) -> Iterator[str]:
    """Folds as they are, comments not at all, everything else as text."""
    for line in _COMMENT.sub("", content).split("\n"):
        stripped = line.strip()
        if _FOLD.fullmatch(stripped):
            # An empty line on both sides, else what follows is taken for HTML.
            yield f"\n{stripped}\n"
        elif caption := _CAPTION.fullmatch(stripped):
            yield f"<summary>{inline(caption[1].replace(_GAP, ''))}</summary>\n"
        elif stripped:
            yield f"{indent}{_plain(stripped)}\n"


def _content(node: SyntaxTreeNode, allowed: Sequence[str]) -> str:
    """The inline content of a block on one line."""
    return "".join(_pieces(_flat(node.children, allowed))).strip()


Piece = tuple[str, str]
"""``("text", untrusted)`` or ``("ready", Markdown of ours)``."""


def _pieces(parts: Iterable[Piece]) -> Iterator[str]:
    """Texts that touch are escaped as one, so that nothing can be put together from two of them."""
    run = ""
    for kind, value in (*parts, ("ready", "")):
        if kind == "text":
            run += value
            continue
        if run:
            yield _plain(run)
            run = ""
        yield value


def _plain(text: str) -> str:
    """Escaped text with the spaces around it."""
    bare = text.replace(_GAP, "")
    left = " " if bare[:1].isspace() else ""
    right = " " if bare[-1:].isspace() and bare.strip() else ""
    return f"{left}{inline(bare)}{right}"


def _flat(nodes: Sequence[SyntaxTreeNode], allowed: Sequence[str]) -> Iterator[Piece]:
    for node in nodes:
        match node.type:
            case "inline":
                yield from _flat(node.children, allowed)
            case "strong" | "em":
                inner = "".join(_pieces(_flat(node.children, allowed))).strip()
                mark = "**" if node.type == "strong" else "*"
                yield "ready", f"{mark}{inner}{mark}" if inner else ""
            case "code_inline" if _PLAIN_CODE.fullmatch(node.content):
                yield "ready", f"`{safe(node.content.replace(_GAP, ''), one_line=True).replace('##[', '## [')}`"
            case "link":
                yield from _link(node, allowed)
            case "html_inline" if node.content in _HARMLESS:
                yield "ready", node.content
            case "softbreak" | "hardbreak":
                yield "text", " "
            case _:
                yield from _flat(node.children, allowed)
                yield "text", "" if node.children else node.content


def _link(node: SyntaxTreeNode, allowed: Sequence[str]) -> Iterator[Piece]:
    address = str(node.attrs.get("href", ""))
    if not (_ADDRESS.fullmatch(address) and not _UP.search(address) and address.startswith(tuple(allowed))):
        yield from _flat(node.children, allowed)
        return
    inner = "".join(_pieces(_flat(node.children, ()))).strip()
    yield "ready", f"[{inner}]({address})"
